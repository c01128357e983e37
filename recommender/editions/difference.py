"""An edition as a grid, and what one edition changes in another, cell by cell."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import RANGES, ReferenceRow, ReferenceTable
from .words import EMPTY, ages_text, cell_text, change_in, range_heading, row_name


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
class Grid:
    facts: tuple[Cell, ...]
    rows: tuple[GridRow, ...]

    def changes(self) -> list[str]:
        """Every difference as a line with the old and the new, for the log."""
        lines = [_change(fact) for fact in self.facts if fact.was is not None]
        for row in self.rows:
            if row.state == "added":
                lines.append(_("Added “%(name)s”") % {"name": row.name})
            elif row.state == "removed":
                lines.append(_("Removed “%(name)s”") % {"name": row.name})
            else:
                cells = (*row.names, *row.cells)
                changed = [cell for cell in cells if cell.was is not None]
                lines += [change_in(row.name, _change(cell)) for cell in changed]
        return lines


def _change(cell: Cell) -> str:
    figures = {"what": cell.heading, "was": cell.was or EMPTY, "now": cell.text or EMPTY}
    return _("%(what)s: %(was)s → %(now)s") % figures


def grid(table: ReferenceTable, before: ReferenceTable | None = None) -> Grid:
    """`table` as a grid; with `before`, what it says instead of that edition.

    Populations are the same where their codes are, which copies keep.
    """
    rows = list(table.rows.all())
    olds = {} if before is None else {row.code: row for row in before.rows.all()}
    found = [_row(row, olds.pop(row.code, None), compared=before is not None) for row in rows]
    found += [GridRow("removed", row_name(row), _names(row), _cells(row)) for row in olds.values()]
    return Grid(_facts(table, before), tuple(found))


def _row(row: ReferenceRow, old: ReferenceRow | None, compared: bool) -> GridRow:
    if old is None:
        return GridRow("added" if compared else "same", row_name(row), _names(row), _cells(row))
    names = _changed(_names(row), _names(old))
    cells = _changed(_cells(row), _cells(old))
    changed = any(cell.was is not None for cell in (*names, *cells))
    return GridRow("changed" if changed else "same", row_name(row), names, cells)


def _facts(table: ReferenceTable, before: ReferenceTable | None) -> tuple[Cell, ...]:
    def facts(of: ReferenceTable) -> tuple[Cell, ...]:
        return (
            Cell(_("Minutes of sun that are enough"), str(of.enough_sun_minutes)),
            Cell(_("Source in English"), of.source_en),
            Cell(_("Source in Chinese"), of.source_zh_hant),
        )

    return facts(table) if before is None else _changed(facts(table), facts(before))


def _names(row: ReferenceRow) -> tuple[Cell, ...]:
    return (
        Cell(_("English name"), row.label_en),
        Cell(_("Chinese name"), row.label_zh_hant),
    )


def _cells(row: ReferenceRow) -> tuple[Cell, ...]:
    return (
        Cell(_("Ages"), ages_text(row.age_from, row.age_to)),
        Cell(_("Menopause"), row.get_menopause_display()),
        *(Cell(range_heading(name), cell_text(row, name)) for name in RANGES),
    )


def _changed(new: tuple[Cell, ...], old: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(
        cell if cell.text == was.text else Cell(cell.heading, cell.text, was.text)
        for cell, was in zip(new, old, strict=True)
    )
