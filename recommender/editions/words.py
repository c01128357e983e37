"""How amounts, ages and columns are printed on the desk."""

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import UNITS, Nutrient, Range, Unit
from ..models import RANGE_NUTRIENT, ReferenceRow, columns_of

RANGE_NAMES = {
    "calcium_total": _("Total calcium"),
    "calcium_supplement": _("Calcium supplement"),
    "d3_little_sun": _("D3, little sun"),
    "d3_enough_sun": _("D3, enough sun"),
    "k2": _("K2 (MK-7)"),
    "k1": _("K1"),
}
NUTRIENT_NAMES = {
    Nutrient.CALCIUM: _("Calcium"),
    Nutrient.D3: _("Vitamin D3"),
    Nutrient.K2: _("Vitamin K2"),
    Nutrient.K1: _("Vitamin K1"),
}
UNIT_NAMES = {Unit.MG: _("mg"), Unit.IU: _("IU"), Unit.UG: _("µg")}
EMPTY = "—"


def unit_of(name: str) -> str:
    """The unit of a range, such as "mg" or 「毫克」."""
    return str(UNIT_NAMES[UNITS[RANGE_NUTRIENT[name]]])


def range_heading(name: str) -> str:
    """A range of the table with its unit, such as "Total calcium (mg)"."""
    return gettext("%(name)s (%(unit)s)") % {"name": RANGE_NAMES[name], "unit": unit_of(name)}


def range_text(amount: Range) -> str:
    """ "400–600", and "0" where both ends are the same."""
    if amount.low == amount.high:
        return f"{amount.low:,}"
    return f"{amount.low:,}–{amount.high:,}"


def amount_text(nutrient: Nutrient, amount: Range) -> str:
    return f"{range_text(amount)} {UNIT_NAMES[UNITS[nutrient]]}"


def ages_text(age_from: int | None, age_to: int | None) -> str:
    """ "19–64", "65+"; a draft may lack the lower age."""
    low = EMPTY if age_from is None else str(age_from)
    if age_to is None:
        return f"{low}+"
    return low if age_from == age_to else f"{low}–{age_to}"


def cell_text(row: ReferenceRow, name: str) -> str:
    """A range of the table as the grid prints it; a draft may lack either end."""
    low, high = (getattr(row, column) for column in columns_of(name))
    if low is None and high is None:
        return EMPTY
    if low is None or high is None or low != high:
        ends = (EMPTY if end is None else f"{end:,}" for end in (low, high))
        return "–".join(ends)
    return f"{low:,}"


def row_name(row: ReferenceRow) -> str:
    """What the desk calls a row: its name in the editor's language, as far as there is one."""
    english = (get_language() or "").startswith("en")
    names = (row.label_en, row.label_zh_hant) if english else (row.label_zh_hant, row.label_en)
    return names[0] or names[1] or gettext("Row without a name")


def change_in(where: str, change: str) -> str:
    """A change with the row it is in."""
    return gettext("%(where)s, %(change)s") % {"where": where, "change": change}
