"""What every screen of the desk shares: stale saves refused, a log of old and new, uploads."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import Edition
from ..spreadsheets import MAX_ERRORS, FileError, FileRefused

View = Callable[..., HttpResponse]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV file"),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a CSV file."),
            "invalid": _("Choose a CSV file."),
            "missing": _("Choose a CSV file."),
        },
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DeskAdmin(admin.ModelAdmin):
    class Media:
        css = {"all": ["admin-desk/desk.css"]}

    # Stale saves

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            Edition.lock()
            stored = self.get_object(request, unquote(object_id))
            if stored is not None and self.has_change_permission(request, stored):
                self.before_change(request, stored)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """By its key alone; Django would take any posted field name, and fail on odd ones."""
        return super().get_object(request, object_id)

    def before_change(self, request: Any, stored: Any) -> None:
        """A page older than what is stored is shown again, as if its words were typed now."""
        request.desk_stale = request.POST.get("seen_revision", "") != str(stored.revision)
        if request.desk_stale:
            request.POST = self.rebased(request.POST, stored)

    def rebased(self, posted: Any, stored: Any) -> Any:
        rebased = posted.copy()
        rebased["seen_revision"] = str(stored.revision)
        return rebased

    def get_form(
        self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"stale": getattr(request, "desk_stale", False)})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The revision travels only where something can be saved."""
        fields = list(self.form._meta.fields or ())
        return [*fields, "seen_revision"] if self.has_change_permission(request, obj) else fields

    # The log

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """A line for every change, old and new; the lists are messages Django words itself."""
        return [{"added": {}}] if add else "\n".join(form.changes()) or []

    def log_changes(self, request: HttpRequest, obj: Any, changes: list[str]) -> None:
        self.log_change(request, obj, "\n".join(changes))

    # Pages

    def own_page(self, route: str, view: View, name: str) -> URLPattern:
        return path(route, self.admin_site.admin_view(view), name=self.url_name(name))

    def url_name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"admin:{self.url_name(name)}", args=args)

    def upload(
        self,
        request: HttpRequest,
        save: Callable[[UploadForm], int],
        back: str,
        help_text: str,
        revision: int | None = None,
        **context: Any,
    ) -> HttpResponse:
        """The import page; `save` returns how many changes it made, or raises FileRefused."""
        errors: list[FileError] = []
        form = UploadForm(initial={"revision": revision})
        if request.method == "POST":
            form = UploadForm(request.POST, request.FILES)
            if form.is_valid():
                try:
                    count = save(form)
                except FileRefused as bad:
                    errors = bad.errors[:MAX_ERRORS]
                else:
                    text = ngettext(
                        "Imported: %(count)s change.",
                        "Imported: %(count)s changes.",
                        count,
                    )
                    self.message_user(request, text % {"count": f"{count:,}"}, messages.SUCCESS)
                    return HttpResponseRedirect(back)
        return self.page(
            request,
            "admin/recommender/import.html",
            gettext("Import CSV"),
            status=422 if errors or form.errors else 200,
            form=form,
            errors=errors,
            back=back,
            help_text=help_text,
            **context,
        )

    def page(
        self, request: Any, template: str, title: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "media": self.media,
            **context,
        }
        return TemplateResponse(request, template, context, status=status)


def csv_response(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
