"""The public page of the live reference table, and its CSV."""

from collections.abc import Collection
from typing import NamedTuple

from .. import wording
from ..domain.nutrients import Nutrient, Range
from ..domain.official import Kind, OfficialValues
from ..domain.recommendation import Recommendation
from ..domain.reference import (
    RANGE_NUTRIENT,
    RANGES,
    TABLE_COLUMNS,
    Condition,
    ReferenceRow,
    ReferenceTable,
    Sun,
)
from ..spreadsheets import write
from ..wording import gettext
from .official import authority_name


class TableRow(NamedTuple):
    label: str
    ages: str
    cells: list[tuple[str, bool]]
    """Text, and whether it is the visitor's own column."""
    is_yours: bool


class TablePage(NamedTuple):
    columns: list[str]
    rows: list[TableRow]
    yours: str
    enough_sun: str
    left_out: str


def table_page(table: ReferenceTable, yours: Recommendation | None) -> TablePage:
    """The table; a visitor's row and sun column are marked.

    The columns of an amount that is withheld from this visitor are left out.
    """
    row = yours.row if yours else None
    sun = yours.sun if yours else None
    withheld = _withheld_from(yours)
    columns = [name for name, nutrient in RANGE_NUTRIENT.items() if nutrient not in withheld]
    other_sun = "d3_enough_sun" if sun is Sun.LITTLE else "d3_little_sun"
    rows = [
        TableRow(
            label=wording.row_name(each),
            ages=_ages(each),
            cells=[
                (_cell(getattr(each, name)), each is row and name != other_sun) for name in columns
            ],
            is_yours=each is row,
        )
        for each in table.rows
    ]
    return TablePage(
        columns=[wording.range_heading(name) for name in columns],
        rows=rows,
        yours=wording.row_name(row) if row else "",
        enough_sun=wording.minutes(table.enough_sun_minutes),
        left_out=wording.joined([wording.nutrient_name(it) for it in Nutrient if it in withheld]),
    )


def _withheld_from(yours: Recommendation | None) -> Collection[Nutrient]:
    return yours.withheld if yours else ()


def _cell(amounts: Range) -> str:
    return wording.table_cell(amounts.low, amounts.high)


def _ages(row: ReferenceRow) -> str:
    ages = wording.ages(row.ages)
    if row.menopause is Condition.POSTMENOPAUSAL:
        return gettext("%(ages)s, after menopause") % {"ages": ages}
    return ages


class OfficialLine(NamedTuple):
    authority: str
    nutrient: str
    kind: str
    ages: str
    sex: str
    amount: str
    source: str
    url: str


def official_page(official: OfficialValues, yours: Recommendation | None) -> list[OfficialLine]:
    """Every figure kept, but for those of an amount that is withheld from this visitor."""
    withheld = _withheld_from(yours)
    kinds = {
        Kind.RECOMMENDED: gettext("recommended intake"),
        Kind.UPPER_LIMIT: gettext("upper limit"),
    }
    return [
        OfficialLine(
            authority=authority_name(official.authority(value.authority)),
            nutrient=gettext(wording.NAMES[value.nutrient]),
            kind=kinds[value.kind],
            ages=wording.ages(value.ages),
            sex=wording.sex_name(value.sex),
            amount=wording.one(value.nutrient, value.amount),
            source=value.source_title,
            url=value.source_url,
        )
        for value in official.values
        if value.nutrient not in withheld
    ]


def table_csv(table: ReferenceTable) -> str:
    """The table as a file, in the columns of the shipped one."""
    return write(TABLE_COLUMNS, map(_line, table.rows))


def _line(row: ReferenceRow) -> list[object]:
    ranges: list[Range] = [getattr(row, name) for name in RANGES]
    return [
        *(row.code, row.label_en, row.label_zh_hant),
        *(row.ages.first, row.ages.to, row.menopause.value),
        *(end for amounts in ranges for end in (amounts.low, amounts.high)),
    ]
