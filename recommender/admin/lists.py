"""The lists of an edition: authorities, official values, foods, cards and constants.

Each is a page of an edition, named by `?edition=`; only a draft's can be changed.
"""

from typing import Any
from urllib.parse import parse_qs

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .. import editions
from ..domain.nutrients import Nutrient
from ..editions import csv_files
from ..editions.list_forms import LIST_FORMS
from ..models import (
    Authority,
    Edition,
    EstimateConstant,
    Food,
    OfficialNone,
    OfficialValue,
    PublishedEditionIsFixed,
    QuickCard,
)
from ..spreadsheets import FileError, FileRefused
from ..wording import ages_in_draft, change_in, unit_name
from .base import DeskAdmin, UploadForm, csv_response


def edition_of(request: HttpRequest) -> Edition | None:
    """The edition that the address names, also where Django folds it into its own parameter."""
    folded = parse_qs(request.GET.get("_changelist_filters", "")).get("edition", [""])
    pk = request.GET.get("edition", folded[0])
    if not (pk.isascii() and pk.isdigit() and len(pk) < 16):
        return None
    return Edition.objects.filter(pk=int(pk)).first()


def named_edition(request: HttpRequest) -> Edition:
    """Raises Http404 where the address names no edition, or one that is not there."""
    if (edition := edition_of(request)) is None:
        raise Http404
    return edition


class ListAdmin(DeskAdmin):
    actions = None
    actions_on_top = True  # without actions Django would write a style into the page
    list_per_page = 200
    show_full_result_count = False

    def __init__(self, model: Any, admin_site: Any) -> None:
        super().__init__(model, admin_site)
        self.form = LIST_FORMS[model]

    # Rights: what was published is looked at

    def has_add_permission(self, request: HttpRequest) -> bool:
        edition = edition_of(request)
        return super().has_add_permission(request) and edition is not None and edition.is_draft

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def may_import(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    # The form

    def get_form(
        self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        form = super().get_form(request, obj, change=change, **kwargs)
        edition = obj.edition if obj else edition_of(request)
        return type(form.__name__, (form,), {"edition": edition})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        entry = self.get_object(request, object_id) if object_id else None
        edition = entry.edition if entry else edition_of(request)
        context = {
            "edition": edition,
            "list_url": self.list_url(edition) if edition else self.url("changelist"),
        }
        try:
            return super().changeform_view(
                request, object_id, form_url, {**context, **(extra_context or {})}
            )
        except PublishedEditionIsFixed:  # published between opening and saving
            raise PermissionDenied from None

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        entry = self.get_object(request, object_id)
        context = (
            {"edition": entry.edition, "list_url": self.list_url(entry.edition)} if entry else {}
        )
        try:
            return super().delete_view(request, object_id, {**context, **(extra_context or {})})
        except PublishedEditionIsFixed:
            raise PermissionDenied from None

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        self._changed_by(request, obj.edition)

    def delete_model(self, request: Any, obj: Any) -> None:
        with transaction.atomic():
            super().delete_model(request, obj)
            self._changed_by(request, obj.edition)

    def _changed_by(self, request: Any, edition: Edition) -> None:
        Edition.objects.filter(pk=edition.pk).update(changed_by=request.user.get_username())

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._saved(request, obj)

    def _saved(self, request: HttpRequest, entry: Any) -> HttpResponse:
        text = gettext("%(entry)s was saved in %(edition)s.")
        text %= {"entry": entry, "edition": entry.edition}
        self.message_user(request, text, messages.SUCCESS)
        if "_preview" in request.POST:
            return HttpResponseRedirect(_of_edition("preview", entry.edition_id))
        return HttpResponseRedirect(self.list_url(entry.edition))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)  # says so
        return HttpResponseRedirect(self.list_url(request.desk_edition))  # type: ignore[attr-defined]

    # The log: an edition's history tells what became of its lists

    def log_addition(self, request: Any, obj: Any, message: Any) -> Any:
        return self._log(
            request, obj.edition, [gettext("Added “%(name)s”") % {"name": self._named(obj)}]
        )

    def log_change(self, request: Any, obj: Any, message: Any) -> Any:
        lines = message.splitlines() if isinstance(message, str) else []
        return self._log(request, obj.edition, [change_in(self._named(obj), it) for it in lines])

    def log_deletions(self, request: Any, queryset: Any) -> Any:
        for entry in queryset:
            request.desk_edition = entry.edition
            gone = gettext("Removed “%(name)s”") % {"name": self._named(entry)}
            self._log(request, entry.edition, [gone])

    def _log(self, request: Any, edition: Edition, lines: list[str]) -> Any:
        return super().log_change(request, edition, "\n".join(lines) or [])

    def _named(self, entry: Any) -> str:
        return f"{capfirst(str(self.opts.verbose_name_plural))}: {entry}"

    def history_view(self, request: Any, object_id: str, extra_context: Any = None) -> HttpResponse:
        entry = self.get_object(request, object_id)
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        return HttpResponseRedirect(_of_edition("history", entry.edition_id))

    # Pages

    def list_url(self, edition: Edition, name: str = "changelist") -> str:
        return f"{self.url(name)}?edition={edition.pk}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where the address names no edition, the newest draft's list, else the live one's."""
        if "edition" not in request.GET and (newest := editions.draft_or_live()):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return HttpResponseRedirect(self.list_url(newest))
        edition = named_edition(request)
        context = {
            "title": self.title(edition),
            "edition": edition,
            "csv_url": self.list_url(edition, "csv"),
            "import_url": self.list_url(edition, "import") if self.may_import(request) else "",
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def title(self, edition: Edition) -> str:
        names = {"list": capfirst(self.opts.verbose_name_plural), "edition": edition}
        return gettext("%(list)s of %(edition)s") % names

    def get_urls(self) -> list[URLPattern]:
        return [
            self.own_page("csv/", self.csv_view, "csv"),
            self.own_page("import/", self.import_view, "import"),
            *super().get_urls(),
        ]

    def csv_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = named_edition(request)
        name = f"{self.opts.model_name}-{edition.number}"
        return csv_response(csv_files.list_csv(self.model, edition), name)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.may_import(request):
            raise PermissionDenied
        edition = named_edition(request)

        def save(form: UploadForm) -> int:
            try:
                return self._load(request, edition, form.cleaned_data["file"].read())
            except editions.NotADraft:
                text = gettext(
                    "This draft was published or deleted meanwhile. Nothing was changed."
                )
                raise FileRefused([FileError(0, "", text)]) from None

        help_text = gettext(
            "Lines with a known code change that entry, lines without one change the entry of the "
            "same name or add one. Entries that are not in the file stay as they are."
        )
        return self.upload(request, save, self.list_url(edition), help_text, original=edition)

    @transaction.atomic
    def _load(self, request: Any, edition: Edition, file: bytes) -> int:
        changes = csv_files.load_list(self.model, edition.pk, file, request.user.get_username())
        read = gettext("Imported from CSV: %(list)s") % {"list": self.opts.verbose_name_plural}
        self._log(request, edition, [read, *changes])
        return len(changes)


def _of_edition(page: str, pk: int) -> str:
    return reverse(f"admin:recommender_edition_{page}", args=[pk])


class _OfFiguresAdmin(ListAdmin):
    list_filter = ("authority", "nutrient", "kind")

    @admin.display(description=_("ages"), ordering="age_from")
    def ages(self, figure: Any) -> str:
        return ages_in_draft(figure.age_from, figure.age_to)


@admin.register(Authority)
class AuthorityAdmin(ListAdmin):
    list_display = ("authority", "short_zh_hant", "short_en", "published_edition", "review_due")


@admin.register(OfficialValue)
class OfficialValueAdmin(_OfFiguresAdmin):
    list_display = ("authority", "nutrient", "kind", "ages", "sex", "amount_a_day", "source_title")
    search_fields = ("authority", "source_title", "code")

    @admin.display(description=_("amount a day"), ordering="amount")
    def amount_a_day(self, value: OfficialValue) -> str:
        return f"{value.amount:,} {unit_name(Nutrient(value.nutrient))}"


@admin.register(OfficialNone)
class OfficialNoneAdmin(_OfFiguresAdmin):
    list_display = ("authority", "nutrient", "kind", "ages", "note_zh_hant", "note_en")


@admin.register(Food)
class FoodAdmin(ListAdmin):
    list_display = (
        "name_zh_hant",
        "name_en",
        "group",
        "serving_zh_hant",
        "calcium_mg_per_100g",
        "short_list",
        "regions",
        "retired",
        "order",
    )
    list_filter = ("group", "short_list", "retired")
    search_fields = ("name_en", "name_zh_hant", "source_id", "code")


@admin.register(QuickCard)
class QuickCardAdmin(ListAdmin):
    list_display = ("name_zh_hant", "name_en", "portion_zh_hant", "mg_per_portion", "regions")


@admin.register(EstimateConstant)
class EstimateConstantAdmin(ListAdmin):
    list_display = ("key", "region", "value", "unit")
