"""An edition as a grid, and what one edition changes in another, cell by cell."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext

from ..domain.reference import RANGES, columns_of
from ..models import CONTENT, Content, Edition, ReferenceRow
from ..wording import EMPTY, ages_in_draft, change_in, range_heading, row_name, table_cell


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and what it said before where that differs."""

    heading: str
    text: str
    was: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """`state` is "same", "changed", "added" or "removed"."""

    state: str
    name: str
    names: tuple[Cell, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ListChange:
    """One entry of a list that was added or removed, or its cells that changed."""

    state: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """What changed in all entries of one kind."""

    title: str
    entries: tuple[ListChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`rows` are all rows of the table; `lists` only what changed, of the lists that did."""

    facts: tuple[Cell, ...]
    rows: tuple[GridRow, ...]
    lists: tuple[ListChanges, ...] = ()

    def changes(self) -> list[str]:
        """Every difference as a line with the old and the new, for the log."""
        lines = [_change(fact) for fact in self.facts if fact.was is not None]
        for row in self.rows:
            lines += _lines(row.state, row.name, (*row.names, *row.cells))
        for changed in self.lists:
            for entry in changed.entries:
                name = f"{changed.title}: {entry.name}"
                lines += _lines(entry.state, name, entry.cells)
        return lines


def _lines(state: str, name: str, cells: tuple[Cell, ...]) -> list[str]:
    if state == "added":
        return [gettext("Added “%(name)s”") % {"name": name}]
    if state == "removed":
        return [gettext("Removed “%(name)s”") % {"name": name}]
    return [change_in(name, _change(cell)) for cell in cells if cell.was is not None]


def _change(cell: Cell) -> str:
    figures = {"what": cell.heading, "was": cell.was or EMPTY, "now": cell.text or EMPTY}
    return gettext("%(what)s: %(was)s → %(now)s") % figures


def difference(edition: Edition, before: Edition | None = None) -> Difference:
    """`edition` as a grid; with `before`, everything that it says instead of that edition.

    Things are the same where their codes are, which copies keep.
    """
    rows = list(edition.rows.all())
    olds = {} if before is None else {row.code: row for row in before.rows.all()}
    found = [_row(row, olds.pop(row.code, None), compared=before is not None) for row in rows]
    found += [GridRow("removed", row_name(row), _names(row), _cells(row)) for row in olds.values()]
    lists = (
        ()
        if before is None
        else tuple(
            changed
            for kind in CONTENT
            if kind is not ReferenceRow and (changed := _list(kind, edition, before)).entries
        )
    )
    return Difference(_facts(edition, before), tuple(found), lists)


def _row(row: ReferenceRow, old: ReferenceRow | None, compared: bool) -> GridRow:
    if old is None:
        return GridRow("added" if compared else "same", row_name(row), _names(row), _cells(row))
    names = _changed(_names(row), _names(old))
    cells = _changed(_cells(row), _cells(old))
    changed = any(cell.was is not None for cell in (*names, *cells))
    return GridRow("changed" if changed else "same", row_name(row), names, cells)


def _facts(edition: Edition, before: Edition | None) -> tuple[Cell, ...]:
    def facts(of: Edition) -> tuple[Cell, ...]:
        return (
            Cell(gettext("Minutes of sun that are enough"), str(of.enough_sun_minutes)),
            Cell(gettext("Source in English"), of.source_en),
            Cell(gettext("Source in Chinese"), of.source_zh_hant),
        )

    return facts(edition) if before is None else _changed(facts(edition), facts(before))


def _names(row: ReferenceRow) -> tuple[Cell, ...]:
    return (
        Cell(gettext("English name"), row.label_en),
        Cell(gettext("Chinese name"), row.label_zh_hant),
    )


def _cells(row: ReferenceRow) -> tuple[Cell, ...]:
    return (
        Cell(gettext("Ages"), ages_in_draft(row.age_from, row.age_to)),
        Cell(gettext("Menopause"), row.get_menopause_display()),
        *(Cell(range_heading(name), _cell(row, name)) for name in RANGES),
    )


def _changed(new: tuple[Cell, ...], old: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        cell if cell.text == was.text else Cell(cell.heading, cell.text, was.text)
        for cell, was in zip(new, old, strict=True)
    )


# Lists


def _list(kind: type[Content], edition: Edition, before: Edition) -> ListChanges:
    news, olds = (
        {content.identity: content for content in kind.objects.of(each)}
        for each in (edition, before)
    )
    entries = []
    for identity, content in news.items():
        old = olds.pop(identity, None)
        if old is None:
            entries.append(ListChange("added", str(content), _entry(content)))
        elif any(_differs(content, old, column) for column in kind.columns):
            cells = _changed(_entry(content), _entry(old))
            changed = tuple(cell for cell in cells if cell.was is not None)
            entries.append(ListChange("changed", str(content), changed))
    entries += [ListChange("removed", str(old), _entry(old)) for old in olds.values()]
    return ListChanges(capfirst(str(kind._meta.verbose_name_plural)), tuple(entries))


def _differs(content: Content, old: Content, column: str) -> bool:
    return bool(getattr(content, column) != getattr(old, column))


def _entry(content: Content) -> tuple[Cell, ...]:
    return tuple(entry_cell(content, column) for column in content.columns)


def entry_cell(content: Content, column: str) -> Cell:
    """One column of an entry of a list, as the desk prints it."""
    field: Any = content._meta.get_field(column)
    value = getattr(content, column)
    return Cell(capfirst(str(field.verbose_name)), _text(content, field, value))


def _cell(row: ReferenceRow, name: str) -> str:
    low, high = (getattr(row, column) for column in columns_of(name))
    return table_cell(low, high)


def _text(content: Content, field: Any, value: Any) -> str:
    if value is None:
        return ""
    if field.choices:
        return str(getattr(content, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime.date):
        return date_format(value)
    return f"{value:,}" if isinstance(value, int) else str(value)
