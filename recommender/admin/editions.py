"""Editions: from draft over preview to publication, and back; the table as a grid."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from .. import catalogue, editions
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation, recommend
from ..editions import csv_files
from ..editions.forms import EditionForm
from ..models import Edition, PublishedEditionIsFixed, ReferenceRow
from ..presentation.page import Page, render
from ..presentation.results import result_page
from ..spreadsheets import FileError, FileRefused
from ..wording import nutrient_name, region
from . import screens
from .answers import AnswersForm
from .base import DeskAdmin, UploadForm, csv_response
from .rows import RowInline, put_onto


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("What changes and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("Shown in the history of the edition."),
        error_messages={"required": _("Say what changes and why.")},
    )
    changes = forms.IntegerField(widget=forms.HiddenInput)
    instead_of = forms.IntegerField(widget=forms.HiddenInput, required=False)


@admin.register(Edition)
class EditionAdmin(DeskAdmin):
    form = EditionForm
    inlines = [RowInline]
    actions = None
    actions_on_top = True  # without actions Django would write a style into the page
    list_display = ("edition_name", "state", "published_at", "published_by", "note", "copied_from")
    list_display_links = ("edition_name",)
    list_per_page = 50

    # Lists

    @admin.display(description=_("edition"), ordering="number")
    def edition_name(self, table: Edition) -> str:
        return str(table)

    @admin.display(description=_("status"), ordering="status")
    def state(self, table: Edition) -> str:
        return format_html(
            '<span class="state {}">{}</span>', table.status, table.get_status_display()
        )

    @admin.display(description=_("copied from"), ordering="based_on")
    def copied_from(self, table: Edition) -> str:
        if table.based_on is None:
            return "—"
        return gettext("Edition %(number)s") % {"number": table.based_on}

    # Rights

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An edition always begins as a copy: see `draft_view` and `shipped_view`."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)

    def may_draft(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recommender.add_edition")

    def may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recommender.publish_edition")

    # The grid

    def before_change(self, request: Any, stored: Any) -> None:
        super().before_change(request, stored)
        request.desk_before = _with_rows(stored.pk)

    def rebased(self, posted: Any, stored: Edition) -> Any:
        rebased = super().rebased(posted, stored)
        put_onto(rebased, stored.rows.all())
        return rebased

    def get_formset_kwargs(
        self, request: Any, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**kwargs, "form_kwargs": {"stale": getattr(request, "desk_stale", False)}}

    def save_model(self, request: Any, obj: Edition, form: Any, change: bool) -> None:
        obj.changed_by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        editions.sort_rows(form.instance)

    def construct_change_message(
        self, request: Any, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        after = Edition.objects.get(pk=form.instance.pk)
        changes = editions.difference(after, request.desk_before).changes()
        return "\n".join(changes + form.changes("note")) or []

    def render_change_form(
        self,
        request: Any,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context.update(
            title=str(obj),
            subtitle=None,
            may_draft=self.may_draft(request),
            lists=screens.lists_of(obj),
        )
        if self.has_change_permission(request, obj):
            formset = context["inline_admin_formsets"][0].formset
            rows = list(ReferenceRow.objects.filter(edition=obj))
            context.update(
                grid_form=screens.grid_form(formset),
                slips=screens.slips(context["adminform"].form, formset),
                problems=screens.placed(editions.problems(obj), formset),
                warnings=editions.warnings(rows, catalogue.official_values(obj)),
            )
        else:
            context["grid"] = editions.difference(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponse:
        if "_preview" in request.POST:
            return HttpResponseRedirect(self.url("preview", obj.pk))
        self.message_user(
            request, gettext("%(draft)s was saved.") % {"draft": obj}, messages.SUCCESS
        )
        return HttpResponseRedirect(self.url("change", obj.pk))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        try:
            return super().delete_view(request, object_id, extra_context)
        except PublishedEditionIsFixed:  # published between the question and the answer
            raise PermissionDenied from None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        live = editions.live_edition()
        context = {
            "title": self.opts.verbose_name_plural,
            "may_draft": self.may_draft(request),
            "live": live,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    # Its own pages

    def get_urls(self) -> list[URLPattern]:
        page = self.own_page
        return [
            page("shipped/", self.shipped_view, "shipped"),
            page("<int:pk>/draft/", self.draft_view, "draft"),
            page("<int:pk>/preview/", self.preview_view, "preview"),
            page("<int:pk>/preview/results/", self.results_view, "results"),
            page("<int:pk>/answers/", self.answers_view, "answers"),
            page("<int:pk>/publish/", self.publish_view, "publish"),
            page("<int:pk>/compare/", self.compare_view, "compare"),
            page("<int:pk>/csv/", self.table_csv_view, "table_csv"),
            page("<int:pk>/import/", self.table_import_view, "table_import"),
            *super().get_urls(),
        ]

    def shipped_view(self, request: HttpRequest) -> HttpResponse:
        """POST: a draft with the source article's values."""
        return self._new_draft(request, lambda by: editions.shipped_to_draft(by))

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: a draft that is a copy of any edition."""
        table = get_object_or_404(Edition, pk=pk)
        return self._new_draft(request, lambda by: editions.copy_to_draft(table, by))

    def _new_draft(self, request: HttpRequest, make: Callable[[str], Edition]) -> HttpResponse:
        if not self.may_draft(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        with transaction.atomic():
            draft = make(request.user.get_username())
            self.log_addition(request, draft, [{"added": {}}])
        text = gettext("%(draft)s is ready. Nothing changes for the public until you publish it.")
        self.message_user(request, text % {"draft": draft}, messages.SUCCESS)
        return HttpResponseRedirect(self.url("change", draft.pk))

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the draft would change: cells, sample people, official values; then publish."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        draft = get_object_or_404(Edition, pk=pk)
        if not draft.is_draft:
            return HttpResponseRedirect(self.url("change", pk))
        live = editions.live_edition()
        form = PublishForm(
            initial={
                "note": draft.note,
                "changes": draft.changes,
                "instead_of": live.number if live else None,
            }
        )
        return self._preview(request, draft, live, form)

    def _preview(
        self,
        request: HttpRequest,
        draft: Edition,
        live: Edition | None,
        form: PublishForm,
        status: int = 200,
    ) -> HttpResponse:
        found = editions.problems(draft)
        effects: tuple[editions.Effect, ...] = ()
        if not found:
            effects = editions.effects(
                catalogue.read(draft), catalogue.read(live) if live else None
            )
        return self.page(
            request,
            "admin/recommender/edition/preview.html",
            gettext("%(draft)s: what it would change") % {"draft": draft},
            status,
            original=draft,
            live=live,
            grid=editions.difference(draft, live),
            problems=screens.placed(found),
            warnings=editions.warnings(draft.rows.all(), catalogue.official_values(draft)),
            effects=screens.effect_lines(effects),
            changed=screens.effect_lines(effect for effect in effects if effect.changed),
            nutrients=[nutrient_name(nutrient) for nutrient in Nutrient],
            form=form,
            may_publish=self.may_publish(request),
            may_change=self.has_change_permission(request, draft),
        )

    def results_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public results page of one sample person, worked out from this edition."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=pk)
        if editions.problems(edition):
            return HttpResponseRedirect(self.url("preview", pk))
        live = editions.live_edition()
        read = catalogue.read(edition)
        people = editions.people(read, catalogue.read(live) if live else None)
        number = request.GET.get("person", "1")
        person = next((it for it in people if str(it.number) == number), people[0])
        banner = gettext("%(edition)s as a sample person would see it: %(person)s") % {
            "edition": edition,
            "person": screens.person_text(person.profile),
        }
        back = self.url("preview" if edition.is_draft else "change", pk)
        return _result(request, recommend(person.profile, read, region()), banner, back)

    def answers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What anyone's answers led to, or would lead to, under this edition.

        The answers come by POST, as everywhere, so that no address keeps them.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = get_object_or_404(Edition, pk=pk)
        form = AnswersForm(request.POST or None)
        try:
            read = catalogue.read(edition)
        except ValueError:  # an incomplete draft
            return HttpResponseRedirect(self.url("change", pk))
        if request.method == "POST" and form.is_valid():
            banner = gettext("These answers under %(edition)s") % {"edition": edition}
            result = recommend(form.profile(read), read, region())
            return _result(request, result, banner, self.url("answers", pk))
        return self.page(
            request,
            "admin/recommender/edition/answers.html",
            gettext("A result under %(edition)s") % {"edition": edition},
            status=422 if form.errors else 200,
            original=edition,
            form=form,
        )

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_publish(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        preview = HttpResponseRedirect(self.url("preview", pk))
        form = PublishForm(request.POST)
        if not form.is_valid():
            draft = get_object_or_404(Edition, pk=pk, status=Edition.Status.DRAFT)
            return self._preview(request, draft, editions.live_edition(), form, status=422)
        try:
            table = self._publish(request, pk, **form.cleaned_data)
        except editions.NotADraft:
            text = gettext("This draft was published or deleted meanwhile. Nothing was changed.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(self.url("changelist"))
        except editions.Stale:
            text = gettext(
                "The draft or the live edition was changed while you looked at them, so nothing "
                "was published. Look at the difference again."
            )
            self.message_user(request, text, messages.ERROR)
            return preview
        except editions.NotReady:
            text = gettext("The draft has problems, so nothing was published.")
            self.message_user(request, text, messages.ERROR)
            return preview
        text = gettext("%(edition)s is live.") % {"edition": table}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.url("change", table.pk))

    @transaction.atomic
    def _publish(
        self, request: HttpRequest, pk: int, note: str, changes: int, instead_of: int | None
    ) -> Edition:
        Edition.lock()
        before = editions.live_edition()
        table = editions.publish(
            pk,
            changes=changes,
            instead_of=instead_of,
            note=note,
            by=request.user.get_username(),
        )
        published = gettext("Published as %(edition)s: %(note)s") % {"edition": table, "note": note}
        self.log_changes(request, table, [published, *editions.difference(table, before).changes()])
        return table

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What one edition says instead of any other, by default the one it came after."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        table = get_object_or_404(Edition, pk=pk)
        others = Edition.objects.exclude(pk=pk)
        chosen = request.GET.get("with", "")
        if re.fullmatch("[0-9]{1,15}", chosen):
            other = get_object_or_404(others, pk=int(chosen))
        else:
            other = others.filter(number__lt=table.number).first() or others.first() or table
        return self.page(
            request,
            "admin/recommender/edition/compare.html",
            gettext("%(edition)s compared with %(other)s") % {"edition": table, "other": other},
            original=table,
            other=other,
            others=others,
            grid=editions.difference(table, other),
        )

    def table_csv_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        table = get_object_or_404(Edition, pk=pk)
        return csv_response(csv_files.table_csv(table), f"reference-table-{table.number}")

    def table_import_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        draft = get_object_or_404(Edition, pk=pk)
        if not self.has_change_permission(request, draft):
            raise PermissionDenied

        def save(form: UploadForm) -> int:
            try:
                return self._load(request, pk, **form.cleaned_data)
            except editions.Stale:
                text = gettext(
                    "The draft was changed meanwhile. Open this page again, then upload."
                )
            except editions.NotADraft:
                text = gettext(
                    "This draft was published or deleted meanwhile. Nothing was changed."
                )
            raise FileRefused([FileError(0, "", text)])

        help_text = gettext(
            "The file replaces all populations of this draft. With an error in it nothing is "
            "replaced. Start from the CSV of an edition: its columns are right."
        )
        return self.upload(
            request,
            save,
            self.url("change", pk),
            help_text,
            revision=draft.revision,
            original=draft,
        )

    @transaction.atomic
    def _load(self, request: HttpRequest, pk: int, file: Any, revision: int | None) -> int:
        Edition.lock()
        before = _with_rows(pk)
        if before is None:
            raise editions.NotADraft
        table = csv_files.load_table(pk, revision or 0, file.read(), request.user.get_username())
        changes = editions.difference(table, before).changes()
        self.log_changes(request, table, [gettext("Imported from CSV"), *changes])
        return len(changes)


def _result(request: HttpRequest, result: Recommendation, banner: str, back: str) -> HttpResponse:
    html = render(
        "results",
        Page(get_language() or "zh-hant", request.path),
        result=result_page(result),
        edition=result.edition,
        back=back,
        draft=banner,
    )
    return HttpResponse(html)


def _with_rows(pk: int) -> Edition | None:
    """An edition that keeps the rows it has now, whatever happens to them later."""
    return Edition.objects.prefetch_related("rows").filter(pk=pk).first()
