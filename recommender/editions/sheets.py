"""CSV files: any edition, the official values and the foods, out and in.

Out: UTF-8 with a byte-order mark, so that spreadsheets show Chinese; cells that a spreadsheet
would run as a formula begin with an apostrophe.  In: the same columns, all lines or none, through
the same forms as the desk's own pages.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.validators import slug_re
from django.db import transaction
from django.forms import ModelForm, model_to_dict
from django.utils.translation import gettext as _

from ..domain.nutrients import UNITS, Nutrient
from ..models import CatalogueStamp, Food, OfficialValue, ReferenceRow, ReferenceTable
from .drafts import ROW_COLUMNS, NotADraft, Stale, sort_rows
from .forms import DeskForm, FoodForm, OfficialForm, RowForm, free_code
from .words import change_in

MOST_BYTES = 1024 * 1024
MOST_LINES = 1_000
MOST_POPULATIONS = 200
MOST_ERRORS = 50
"""After this many the rest is not looked at."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
OFFICIAL_COLUMNS = (
    "authority",
    "nutrient",
    "kind",
    "age_from",
    "age_to",
    "sex",
    "amount",
    "unit",
    "source_title",
    "source_url",
)
FOOD_COLUMNS = (
    "group",
    "name_en",
    "name_zh_hant",
    "serving_en",
    "serving_zh_hant",
    "serving_g",
    "calcium_mg_per_100g",
    "source",
    "source_id",
    "short_list",
    "retired",
)
OPTIONAL = ("id", "retired")
"""Columns a file may leave out, so that the shipped files can be read as well."""


@dataclass(frozen=True, slots=True)
class SheetError:
    """What is wrong in one cell; line 1 is the heading, line 0 the file as a whole."""

    line: int
    column: str
    text: str


class BadSheet(Exception):
    """The file was refused as a whole; nothing was stored."""

    def __init__(self, errors: list[SheetError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


def table_csv(table: ReferenceTable) -> str:
    return _written(
        ROW_COLUMNS,
        ([getattr(row, column) for column in ROW_COLUMNS] for row in table.rows.all()),
    )


def official_csv() -> str:
    return _written(
        ("id", *OFFICIAL_COLUMNS),
        (
            [
                value.pk,
                *(
                    _ascii_unit(value.nutrient) if column == "unit" else getattr(value, column)
                    for column in OFFICIAL_COLUMNS
                ),
            ]
            for value in OfficialValue.objects.all()
        ),
    )


def foods_csv() -> str:
    return _written(
        ("id", *FOOD_COLUMNS),
        (
            [food.pk, *(getattr(food, column) for column in FOOD_COLUMNS)]
            for food in Food.objects.all()
        ),
    )


@transaction.atomic
def load_table(pk: int, revision: int, file: bytes, by: str) -> ReferenceTable:
    """Replaces the rows of a draft by those of the file.

    Raises BadSheet, NotADraft, or Stale where the draft is no longer at `revision`.
    """
    lines = read(file, ROW_COLUMNS, MOST_POPULATIONS)
    CatalogueStamp.renew()
    table = ReferenceTable.objects.filter(pk=pk, status=ReferenceTable.Status.DRAFT).first()
    if table is None:
        raise NotADraft
    if table.revision != revision:
        raise Stale
    table.rows.all().delete()
    errors: list[SheetError] = []
    codes: set[str] = set()
    for number, line in lines:
        code = line.pop("code") or free_code(line["label_en"], codes)
        if code in codes or len(code) > 50 or not slug_re.match(code):
            text = _("Use a code once, made of letters, digits and hyphens; or leave it empty.")
            errors.append(SheetError(number, "code", text))
        else:
            codes.add(code)
            errors += _save(RowForm(line, instance=ReferenceRow(table=table, code=code)), number)
        if len(errors) > MOST_ERRORS:
            break
    if errors:
        raise BadSheet(errors)
    sort_rows(table)
    table.changed_by = by
    table.save()
    return table


def load_official(file: bytes) -> list[str]:
    """Adds or changes the values in the file and leaves the others; returns what changed.

    A line is the value of its `id`, or else of its authority, nutrient, kind, sex and first age.
    Raises BadSheet.
    """

    def stored(line: dict[str, str]) -> OfficialValue | None:
        names = ("authority", "nutrient", "kind", "sex", "age_from")
        if not re.fullmatch("[0-9]{1,3}", line["age_from"]):
            return None
        return OfficialValue.objects.filter(**{name: line[name] for name in names}).first()

    def prepare(line: dict[str, Any]) -> Iterator[tuple[str, str]]:
        unit = line.pop("unit").replace("µ", "u").lower()
        expected = _ascii_unit(line["nutrient"])
        if expected and unit != expected.lower():
            yield "unit", _("The unit of this nutrient is “%(unit)s”.") % {"unit": expected}

    return _load_list(OfficialValue, OfficialForm, OFFICIAL_COLUMNS, file, stored, prepare)


def load_foods(file: bytes) -> list[str]:
    """Adds or changes the foods in the file and leaves the others; returns what changed.

    A line is the food of its `id`, or else of its English name.  Raises BadSheet.
    """

    def stored(line: dict[str, str]) -> Food | None:
        return Food.objects.filter(name_en=line["name_en"]).first()

    def prepare(line: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for column in ("short_list", "retired"):
            if column in line:
                word = line[column].lower()
                if word not in ("yes", "no", ""):
                    yield column, _("Write “yes” or “no”.")
                line[column] = word == "yes"

    return _load_list(Food, FoodForm, FOOD_COLUMNS, file, stored, prepare)


@transaction.atomic
def _load_list(
    model: type[Food] | type[OfficialValue],
    form: type[DeskForm],
    columns: tuple[str, ...],
    file: bytes,
    stored: Callable[[dict[str, str]], Food | OfficialValue | None],
    prepare: Callable[[dict[str, Any]], Iterator[tuple[str, str]]],
) -> list[str]:
    lines = read(file, ("id", *columns), MOST_LINES)
    CatalogueStamp.renew()
    errors: list[SheetError] = []
    changes: list[str] = []
    for number, line in lines:
        pk = line.pop("id", "")
        found = _by_id(model, pk) if pk else stored(line)
        if pk and not found:
            text = _("There is no entry with this number. Leave it empty to add one.")
            errors.append(SheetError(number, "id", text))
            continue
        instance = found or model(**({"order": number} if model is Food else {}))
        errors += [SheetError(number, column, text) for column, text in prepare(line)]
        # What the file does not say stays as it is stored.
        data = {**model_to_dict(instance, form.base_fields), **line}
        filled = form(data, instance=instance)
        errors += _save(filled, number)
        if found is None:
            changes.append(_("Added “%(name)s”") % {"name": instance})
        elif filled.is_valid():
            changes += [change_in(str(instance), change) for change in filled.changes()]
        if len(errors) > MOST_ERRORS:
            break
    if errors:
        raise BadSheet(errors)
    return changes


def read(
    file: bytes, columns: tuple[str, ...], most_lines: int
) -> list[tuple[int, dict[str, str]]]:
    """The file's lines with their numbers, every cell trimmed; empty lines are left out.

    Raises BadSheet where it is too large, not UTF-8, not CSV, or has other columns.
    """
    if len(file) > MOST_BYTES:
        raise _refused(0, _("The file is larger than 1 MB."))
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(0, _("The file is not UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise _refused(0, _("The file is not a CSV file."))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        _check_heading(heading, columns)
        lines = []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(heading):
                text = _("This line has %(found)s cells instead of %(expected)s.")
                figures = {"found": len(cells), "expected": len(heading)}
                raise _refused(reader.line_num, text % figures)
            if len(lines) == most_lines:
                text = _("The file has more than %(most)s lines.") % {"most": f"{most_lines:,}"}
                raise _refused(reader.line_num, text)
            values = map(_without_apostrophe, cells)
            lines.append((reader.line_num, dict(zip(heading, values, strict=True))))
    except csv.Error:
        raise _refused(reader.line_num, _("This line is not CSV.")) from None
    return lines


def _check_heading(heading: list[str], columns: tuple[str, ...]) -> None:
    errors = [
        SheetError(1, column, _("This column is missing."))
        for column in columns
        if column not in heading and column not in OPTIONAL
    ]
    errors += [
        SheetError(1, column[:50], _("There is no such column."))
        for column in heading[:MOST_ERRORS]
        if column not in columns
    ]
    errors += [
        SheetError(1, column, _("This column is there twice."))
        for column in columns
        if heading.count(column) > 1
    ]
    if errors:
        raise BadSheet(errors)


def _refused(line: int, text: str) -> BadSheet:
    return BadSheet([SheetError(line, "", text)])


def _by_id(model: type[Food] | type[OfficialValue], text: str) -> Food | OfficialValue | None:
    if not re.fullmatch("[0-9]{1,15}", text):
        return None
    return model.objects.filter(pk=int(text)).first()


def _save(form: ModelForm, line: int) -> list[SheetError]:
    """Saves what is right; what is wrong comes back with its column."""
    if form.is_valid():
        form.save()
        return []
    return [
        SheetError(line, "" if column == NON_FIELD_ERRORS else column, text)
        for column, texts in form.errors.items()
        for text in texts
    ]


def _written(columns: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return file.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _without_apostrophe(cell: str) -> str:
    """Undoes what `_cell` does, so that a file goes out and in unchanged."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _ascii_unit(nutrient: str) -> str:
    """The unit as the files write it; empty for a word that is no nutrient."""
    if nutrient not in list(Nutrient):
        return ""
    return UNITS[Nutrient(nutrient)].value.replace("µ", "u")
