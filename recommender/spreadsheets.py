"""CSV as spreadsheets write it: text out of lines, and lines out of bytes.

Out: UTF-8 with a byte-order mark, so that spreadsheets show Chinese; cells that a spreadsheet
would run as a formula begin with an apostrophe, which reading takes off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

MAX_BYTES = 1024 * 1024
MAX_ERRORS = 50
"""After this many the rest is not looked at."""
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""Full-width ones too: spreadsheets set to Chinese or Japanese take them for the plain ones."""
FORMER = ("id",)
"""A column of earlier files, which is not looked at: a number means another thing elsewhere."""


@dataclass(frozen=True, slots=True)
class FileError:
    """What is wrong in one cell; line 1 is the heading, line 0 the file as a whole."""

    line: int
    column: str
    text: str


class FileRefused(Exception):
    """The file was refused as a whole; nothing was stored."""

    def __init__(self, errors: list[FileError]) -> None:
        super().__init__(f"{len(errors)} errors")
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is where it ends in the file; `cells` are trimmed, by column."""

    number: int
    cells: dict[str, str]


def write(columns: Iterable[str], lines: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return file.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _without_apostrophe(cell: str) -> str:
    """Undoes what `_cell` does, so that a file goes out and in unchanged."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def read(
    file: bytes, columns: tuple[str, ...], needed: tuple[str, ...], most_lines: int
) -> list[Line]:
    """Every line that is not empty.

    Raises FileRefused where the file is too large, not UTF-8, not CSV, has other columns, or more
    lines than `most_lines`.
    """
    reader = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    try:
        heading = [cell.strip() for cell in next(reader, [])]
        _check_heading(heading, columns, needed)
        lines: list[Line] = []
        for cells in filter(_is_written_on, reader):
            if len(cells) != len(heading):
                text = gettext("This line has %(found)s cells instead of %(expected)s.")
                figures = {"found": len(cells), "expected": len(heading)}
                raise refused(reader.line_num, text % figures)
            if len(lines) == most_lines:
                text = gettext("The file has more than %(most)s lines.") % {
                    "most": f"{most_lines:,}"
                }
                raise refused(reader.line_num, text)
            named = zip(heading, map(_without_apostrophe, cells), strict=True)
            found = {name: cell for name, cell in named if name in columns}
            lines.append(Line(reader.line_num, found))
    except csv.Error:
        raise refused(reader.line_num, gettext("This line is not CSV.")) from None
    return lines


def _is_written_on(cells: list[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _text(file: bytes) -> str:
    if len(file) > MAX_BYTES:
        raise refused(0, gettext("The file is larger than 1 MB."))
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(0, gettext("The file is not UTF-8. Save it as “CSV UTF-8”.")) from None
    if "\0" in text:
        raise refused(0, gettext("The file is not a CSV file."))
    return text


def _check_heading(heading: list[str], columns: tuple[str, ...], needed: tuple[str, ...]) -> None:
    errors = list(_heading_errors(heading, columns, needed))
    if errors:
        raise FileRefused(errors)


def _heading_errors(
    heading: list[str], columns: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[FileError]:
    for column in needed:
        if column not in heading:
            yield FileError(1, column, gettext("This column is missing."))
    for column in heading[:MAX_ERRORS]:
        if column not in columns and column not in FORMER:
            yield FileError(1, column[:50], gettext("There is no such column."))
    for column in columns:
        if heading.count(column) > 1:
            yield FileError(1, column, gettext("This column appears twice."))


def refused(line: int, text: str) -> FileRefused:
    return FileRefused([FileError(line, "", text)])
