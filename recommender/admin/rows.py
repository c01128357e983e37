"""The rows of the grid: how they are edited, and what was typed put onto what is stored by now."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet, model_to_dict
from django.http import HttpRequest

from ..editions.csv_files import MAX_POPULATIONS
from ..editions.forms import RowForm
from ..models import ReferenceRow

PREFIX = "rows"
ROW_FIELDS = tuple(RowForm.base_fields)


class RowFormSet(BaseInlineFormSet):
    def initial_form_count(self) -> int:
        """A forged count must not name rows that are not there."""
        return min(super().initial_form_count(), len(self.get_queryset()))


class RowInline(admin.TabularInline):
    model = ReferenceRow
    form = RowForm
    formset = RowFormSet
    template = "admin/recommender/edition/grid_form.html"
    extra = 1

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.update(max_num=MAX_POPULATIONS, absolute_max=MAX_POPULATIONS)
        return super().get_formset(request, obj, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A published edition is shown as a plain grid by the page itself."""
        return obj is None or obj.is_draft


def put_onto(posted: Any, stored: Iterable[ReferenceRow]) -> None:
    """Stored rows with what was typed into them; typed rows that are gone become new ones.

    `posted` is a changeable copy of what was sent.
    """
    typed = {}
    new = []
    total = min(_count(posted.get(f"{PREFIX}-TOTAL_FORMS")), MAX_POPULATIONS)
    for number in range(total):
        values = _row_values(posted, number)
        if pk := values.get("id"):
            typed[pk] = values
        else:
            new.append(values)
    rows = []
    for row in stored:
        now = {
            name: "" if value is None else str(value)
            for name, value in model_to_dict(row, ROW_FIELDS).items()
        }
        rows.append({**now, **typed.pop(str(row.pk), {}), "id": str(row.pk)})
    gone = [{**values, "id": ""} for values in typed.values()]
    for key in list(posted):
        if key.startswith(f"{PREFIX}-"):
            del posted[key]
    posted[f"{PREFIX}-INITIAL_FORMS"] = str(len(rows))
    posted[f"{PREFIX}-TOTAL_FORMS"] = str(len(rows) + len(gone) + len(new))
    for number, values in enumerate([*rows, *gone, *new]):
        for name, value in values.items():
            posted[f"{PREFIX}-{number}-{name}"] = value


def _row_values(posted: Any, number: int) -> dict[str, str]:
    names = (*ROW_FIELDS, "id", "DELETE")
    keys = {name: f"{PREFIX}-{number}-{name}" for name in names}
    return {name: posted[key] for name, key in keys.items() if key in posted}


def _count(text: str | None) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,6}", text) else 0
