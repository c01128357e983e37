"""CSV files of what an edition holds: out, and in, all lines or none, into a draft.

Every line goes through the same form as the desk's own pages.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import slug_re
from django.db import transaction
from django.forms import ModelForm, model_to_dict
from django.utils.translation import gettext

from ..data import FIELDS
from ..domain.nutrients import UNITS, Nutrient
from ..domain.reference import TABLE_COLUMNS
from ..models import (
    Authority,
    Content,
    Edition,
    Food,
    OfficialNone,
    OfficialValue,
    QuickCard,
    ReferenceRow,
)
from ..spreadsheets import MAX_ERRORS, FileError, FileRefused, Line, read, write
from ..wording import change_in
from .forms import RowForm, free_code
from .list_forms import LIST_FORMS
from .publishing import NotADraft, Stale, sort_rows

MAX_LINES = 1_000
MAX_POPULATIONS = 200

HEADINGS = {(model, field): heading for (model, heading), field in FIELDS.items()}
NAMED_BY: dict[type[Content], tuple[str, ...]] = {
    Authority: ("authority",),
    OfficialValue: ("authority", "nutrient", "kind", "sex", "age_from"),
    OfficialNone: ("authority", "nutrient", "kind", "age_from"),
    Food: ("name_en",),
    QuickCard: ("name_en",),
}
"""What a line without a code is known by."""
SWITCHES = ("short_list", "retired")


def _draft(pk: int) -> Edition:
    """The draft, which nobody else changes until the transaction ends.  Raises NotADraft."""
    Edition.lock()
    edition: Edition | None = Edition.objects.filter(pk=pk, status=Edition.Status.DRAFT).first()
    if edition is None:
        raise NotADraft
    return edition


def _form_errors(form: ModelForm, line: int) -> list[FileError]:
    return [
        FileError(line, "" if column == NON_FIELD_ERRORS else column, str(text))
        for column, texts in form.errors.items()
        for text in texts
    ]


# The table


def table_csv(edition: Edition) -> str:
    rows = edition.rows.all()
    return write(TABLE_COLUMNS, ([getattr(row, it) for it in TABLE_COLUMNS] for row in rows))


@transaction.atomic
def load_table(pk: int, revision: int, file: bytes, by: str) -> Edition:
    """Replaces the rows of a draft by those of the file.

    Raises FileRefused, NotADraft, or Stale where the draft is no longer at `revision`.
    """
    lines = read(file, TABLE_COLUMNS, TABLE_COLUMNS, MAX_POPULATIONS)
    edition = _draft(pk)
    if edition.revision != revision:
        raise Stale
    edition.rows.all().delete()
    errors: list[FileError] = []
    codes: set[str] = set()
    for line in lines:
        errors += _load_row(edition, line, codes)
        if len(errors) > MAX_ERRORS:
            break
    if errors:
        raise FileRefused(errors)
    sort_rows(edition)
    edition.changed_by = by
    edition.save()
    return edition


def _load_row(edition: Edition, line: Line, codes: set[str]) -> list[FileError]:
    code = line.cells["code"] or free_code(line.cells["label_en"], codes)
    if code in codes or len(code) > 60 or not slug_re.match(code):
        text = gettext("Use letters, digits and hyphens, and each code once; or leave it empty.")
        return [FileError(line.number, "code", text)]
    codes.add(code)
    form = RowForm(line.cells, instance=ReferenceRow(edition=edition, code=code))
    if form.is_valid():
        form.save()
    return _form_errors(form, line.number)


# Lists


def list_csv(kind: type[Content], edition: Edition) -> str:
    """Every entry of a list, in the columns of the shipped file."""
    columns = _list_columns(kind)
    entries = kind.objects.of(edition)
    return write(columns, ([_written(entry, column) for column in columns] for entry in entries))


def _list_columns(kind: type[Content]) -> tuple[str, ...]:
    columns = [HEADINGS.get((kind.__name__, column), column) for column in kind.columns]
    if kind is OfficialValue:
        columns.insert(columns.index("amount") + 1, "unit")
    return tuple(columns)


def _field(kind: type[Content], column: str) -> str:
    """What a column of a file is called in the model."""
    return FIELDS.get((kind.__name__, column), column)


def _written(entry: Any, column: str) -> Any:
    if column == "unit" and isinstance(entry, OfficialValue):
        return _ascii_unit(entry.nutrient)
    return getattr(entry, _field(type(entry), column))


def _ascii_unit(nutrient: str) -> str:
    """The unit as the files write it; empty for a word that is no nutrient."""
    if nutrient not in list(Nutrient):
        return ""
    return UNITS[Nutrient(nutrient)].value.replace("µ", "u")


def _needed(kind: type[Content]) -> tuple[str, ...]:
    """The columns that a file may not leave out: those that every entry fills in its own way."""

    def is_needed(column: str) -> bool:
        if column in ("code", "unit"):
            return column == "unit"
        field: Any = kind._meta.get_field(_field(kind, column))
        return not field.blank and not field.has_default()

    return tuple(column for column in _list_columns(kind) if is_needed(column))


@transaction.atomic
def load_list(kind: type[Content], pk: int, file: bytes, by: str) -> list[str]:
    """Adds or changes the entries in the file and leaves the draft's others; returns what changed.

    What the file has no column for stays as it is stored.  Lines are judged together, so that in
    any order a boundary between two age bands may move.  Raises FileRefused or NotADraft.
    """
    lines = read(file, _list_columns(kind), _needed(kind), MAX_LINES)
    edition = _draft(pk)
    loading = _Loading(kind, edition)
    for line in lines:
        loading.load(line)
        if len(loading.errors) > MAX_ERRORS:
            break
    else:
        loading.look_at_all()
    if loading.errors:
        raise FileRefused(loading.errors)
    Edition.objects.filter(pk=pk).update(changed_by=by)
    return loading.changes


class _Loading:
    """One file on its way into one list of a draft."""

    def __init__(self, kind: type[Content], edition: Edition) -> None:
        self.kind, self.edition = kind, edition
        stored = list(kind.objects.of(edition))
        self.by_identity = {_key(entry, kind.identified_by): entry for entry in stored}
        self.by_name = {_key(entry, NAMED_BY.get(kind, ())): entry for entry in stored}
        self.last_place = max((getattr(entry, "order", 0) for entry in stored), default=0)
        self.lines: dict[Any, int] = {}
        """By entry the line that it was read from."""
        self.errors: list[FileError] = []
        self.changes: list[str] = []

    def load(self, line: Line) -> None:
        """Saves the entry of one line, where it is right by itself."""
        found = self._stored(line.cells)
        if found in self.lines:
            text = gettext("This entry stands in line %(line)s already.")
            self._error(line, "code", text % {"line": self.lines[found]})
            return
        values: dict[str, Any] = {_field(self.kind, it): text for it, text in line.cells.items()}
        for column, text in _as_typed(self.kind, values):
            self._error(line, column, text)
        form = self._form(found, values)
        if not form.is_valid():
            self.errors += _form_errors(form, line.number)
            return
        entry = form.save()
        self.lines[entry] = line.number
        if found is None:
            self.changes.append(gettext("Added “%(name)s”") % {"name": entry})
        else:
            self.changes += [change_in(str(entry), change) for change in form.changes()]

    def _stored(self, cells: dict[str, str]) -> Any:
        """The entry of the line's code; without a code that of its name, if there is one."""
        identity = _key(cells, self.kind.identified_by)
        if all(identity):
            return self.by_identity.get(identity)
        return self.by_name.get(_key(cells, NAMED_BY[self.kind])) if self.kind in NAMED_BY else None

    def _form(self, found: Any, values: dict[str, Any]) -> Any:
        form = LIST_FORMS[self.kind]
        entry: Any = found or self._new_entry()
        entry.is_cleaned_with_others = False
        if "code" in self.kind.columns and not values.get("code"):
            values["code"] = entry.code
        if found is None and "order" in self.kind.columns and not values.get("order"):
            self.last_place += 1
            values["order"] = str(self.last_place)
        return form({**model_to_dict(entry, form.base_fields), **values}, instance=entry)

    def _new_entry(self) -> Any:
        make: Callable[..., Content] = self.kind
        return make(edition=self.edition)

    def look_at_all(self) -> None:
        """Adds what is wrong only beside the edition's other entries."""
        for entry, number in self.lines.items():
            try:
                entry.clean_beside_others()
            except ValidationError as wrong:
                self.errors += [
                    FileError(number, column, text)
                    for column, texts in wrong.message_dict.items()
                    for text in texts
                ]

    def _error(self, line: Line, column: str, text: str) -> None:
        self.errors.append(FileError(line.number, column, text))


def _key(source: Any, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The values of these columns as text, of an entry or of a line."""
    if isinstance(source, dict):
        return tuple(source.get(column, "") for column in columns)
    return tuple(str(getattr(source, column)) for column in columns)


def _as_typed(kind: type[Content], values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Turns the words of a file into those of a form; yields what cannot be turned."""
    if kind is OfficialValue:
        unit = values.pop("unit").replace("µ", "u").lower()
        expected = _ascii_unit(values["nutrient"])
        if expected and unit != expected.lower():
            yield "unit", gettext("The unit of this nutrient is “%(unit)s”.") % {"unit": expected}
    for column in SWITCHES:
        if column in values:
            word = values[column].lower()
            if word not in ("yes", "no", ""):
                yield column, gettext("Write “yes” or “no”.")
            values[column] = word == "yes"
