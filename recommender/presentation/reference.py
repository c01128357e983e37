"""The public page of the live reference table, and its CSV."""

from collections.abc import Collection
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from ..domain.nutrients import Nutrient, Range
from ..domain.official import Kind, OfficialValues
from ..domain.recommendation import Recommendation
from ..domain.reference import Condition, ReferenceRow, ReferenceTable, Sun
from . import words
from .official import authority_name
from .sentences import gettext

COLUMNS = (
    ("calcium_total", Nutrient.CALCIUM, _("Calcium, food and supplements (mg)")),
    ("calcium_supplement", Nutrient.CALCIUM, _("Calcium supplement (mg)")),
    ("d3_little_sun", Nutrient.D3, _("Vitamin D3, little sun (IU)")),
    ("d3_enough_sun", Nutrient.D3, _("Vitamin D3, enough sun (IU)")),
    ("k2", Nutrient.K2, _("Vitamin K2 as MK-7 (µg)")),
    ("k1", Nutrient.K1, _("Vitamin K1 (µg)")),
)
CSV_SUFFIX = {Nutrient.CALCIUM: "mg", Nutrient.D3: "iu", Nutrient.K2: "ug", Nutrient.K1: "ug"}


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
    columns = [(name, heading) for name, nutrient, heading in COLUMNS if nutrient not in withheld]
    other_sun = "d3_enough_sun" if sun is Sun.LITTLE else "d3_little_sun"
    rows = [
        TableRow(
            label=words.row_label(each),
            ages=_ages(each),
            cells=[
                (_cell(getattr(each, name)), each is row and name != other_sun)
                for name, _heading in columns
            ],
            is_yours=each is row,
        )
        for each in table.rows
    ]
    return TablePage(
        columns=[gettext(heading) for _name, heading in columns],
        rows=rows,
        yours=words.row_label(row) if row else "",
        enough_sun=words.minutes(table.enough_sun_minutes),
        left_out=words.joined(
            [gettext(words.NAMES[nutrient]) for nutrient in Nutrient if nutrient in withheld]
        ),
    )


def _withheld_from(yours: Recommendation | None) -> Collection[Nutrient]:
    return yours.withheld if yours else ()


def _cell(amounts: Range) -> str:
    low, high = words.number(amounts.low), words.number(amounts.high)
    return low if low == high else f"{low}–{high}"


def _ages(row: ReferenceRow) -> str:
    ages = words.ages(row.ages)
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
    sexes = {"any": "", "female": gettext("women"), "male": gettext("men")}
    return [
        OfficialLine(
            authority=authority_name(official.authority(value.authority)),
            nutrient=gettext(words.NAMES[value.nutrient]),
            kind=kinds[value.kind],
            ages=words.ages(value.ages),
            sex=sexes[value.sex.value],
            amount=words.one(value.nutrient, value.amount),
            source=value.source_title,
            url=value.source_url,
        )
        for value in official.values
        if value.nutrient not in withheld
    ]


def csv_rows(table: ReferenceTable) -> list[list[object]]:
    """Heading and rows in the columns of the shipped file, ready for a CSV writer.

    A label that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    heading = ["code", "label_en", "label_zh_hant", "age_from", "age_to", "menopause"]
    for name, nutrient, _heading in COLUMNS:
        heading += [f"{name}_{end}_{CSV_SUFFIX[nutrient]}" for end in ("min", "max")]
    rows: list[list[object]] = [list(heading)]
    for row in table.rows:
        line: list[object] = [_text(row.code), _text(row.label_en), _text(row.label_zh_hant)]
        line += [row.ages.first, "" if row.ages.to is None else row.ages.to, row.menopause.value]
        for name, _nutrient, _heading in COLUMNS:
            amounts: Range = getattr(row, name)
            line += [amounts.low, amounts.high]
        rows.append(line)
    return rows


def _text(label: str) -> str:
    return f"'{label}" if label.startswith(("=", "+", "-", "@", "\t", "\r")) else label
