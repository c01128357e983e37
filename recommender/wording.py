"""Names, amounts, ages and units in words of the active language, for visitors and editors alike.

Amounts print the same everywhere: with their unit, thousands with a comma, D3 in IU first.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from django.utils.translation.trans_real import parse_accept_lang_header

from .domain.ages import AgeBand
from .domain.foods import Region
from .domain.nutrients import UNITS, Nutrient, Range, Unit, d3_ug
from .domain.official import Sex
from .domain.reference import RANGE_NUTRIENT

NAMES = {
    Nutrient.CALCIUM: _("Calcium"),
    Nutrient.D3: _("Vitamin D3"),
    Nutrient.K2: _("Vitamin K2 (MK-7)"),
    Nutrient.K1: _("Vitamin K1"),
}
SHORT_NAMES = {
    Nutrient.CALCIUM: _("Calcium"),
    Nutrient.D3: _("D3"),
    Nutrient.K2: _("K2"),
    Nutrient.K1: _("K1"),
}
PARTS = {
    Nutrient.CALCIUM: _("bricks of bone"),
    Nutrient.D3: _("calcium loader"),
    Nutrient.K2: _("guide"),
    Nutrient.K1: _("gatekeeper"),
}
"""What each is in the team."""
SEX_NAMES = {Sex.ANY: "", Sex.FEMALE: _("women"), Sex.MALE: _("men")}
UNIT_NAMES = {Unit.MG: _("mg"), Unit.IU: _("IU"), Unit.UG: _("µg")}
RANGE_NAMES = {
    "calcium_total": _("Calcium, food and supplements"),
    "calcium_supplement": _("Calcium supplement"),
    "d3_little_sun": _("Vitamin D3, little sun"),
    "d3_enough_sun": _("Vitamin D3, enough sun"),
    "k2": _("Vitamin K2 as MK-7"),
    "k1": _("Vitamin K1"),
}
EMPTY = "—"
"""What a draft does not say yet."""


class Sentences(dict[str, str]):
    """English sentence to what is said instead, in the language that is active.

    Django's `gettext` finds the language anew for every sentence; a results page says hundreds.
    Only sentences written in the code may be asked for: whatever is asked for is kept.
    """

    def __missing__(self, sentence: str) -> str:
        self[sentence] = translation.gettext(sentence)
        return self[sentence]


@cache
def said_in(language: str) -> Sentences:
    return Sentences()


def gettext(sentence: str) -> str:
    """A sentence in the language of the page."""
    return said_in(get_language() or "")[sentence]


def is_chinese() -> bool:
    return get_language() == "zh-hant"


def in_language(thing: object, name: str) -> str:
    """What an edition says twice (`name_en`, `name_zh_hant`), in the language of the page."""
    said: str = getattr(thing, f"{name}_zh_hant" if is_chinese() else f"{name}_en")
    return said


def region(accept_language: str = "") -> Region:
    """Whose foods are spoken of, unless someone chooses: by the language of the page, and among
    those who read Chinese by what the browser says."""
    if not is_chinese():
        return Region.WEST
    wanted = [code for code, _share in parse_accept_lang_header(accept_language)]
    first = next((code for code in wanted if code.startswith("zh")), "")
    return Region.HONG_KONG if first.endswith(("-hk", "-mo")) else Region.TAIWAN


def nutrient_name(nutrient: Nutrient) -> str:
    return gettext(NAMES[nutrient])


def short_name(nutrient: Nutrient) -> str:
    return gettext(SHORT_NAMES[nutrient])


def inside(nutrient: Nutrient) -> str:
    """Within a sentence, short: "calcium", "D3"."""
    name = short_name(nutrient)
    return name.lower() if nutrient is Nutrient.CALCIUM else name


def sex_name(sex: Sex) -> str:
    """Whom a figure is for; empty where it is for everyone."""
    return gettext(SEX_NAMES[sex]) if SEX_NAMES[sex] else ""


def unit_name(nutrient: Nutrient) -> str:
    return gettext(UNIT_NAMES[UNITS[nutrient]])


def range_heading(name: str) -> str:
    """A range of the table with its unit, such as "Vitamin K1 (µg)"."""
    figures = {"name": gettext(RANGE_NAMES[name]), "unit": unit_name(RANGE_NUTRIENT[name])}
    return gettext("%(name)s (%(unit)s)") % figures


def taken_heading(nutrient: Nutrient) -> str:
    """ "Taken a day: Vitamin K1 (µg)"."""
    figures = {"name": nutrient_name(nutrient), "unit": unit_name(nutrient)}
    return gettext("Taken a day: %(name)s (%(unit)s)") % figures


def number(amount: int) -> str:
    return f"{amount:,}"


def mg(amount: int) -> str:
    return gettext("%(amount)s mg") % {"amount": number(amount)}


def mg_range(amounts: Range) -> str:
    return gettext("%(amount)s mg") % {"amount": _ends(number(amounts.low), number(amounts.high))}


def amount(nutrient: Nutrient, amounts: Range) -> str:
    """A range (or one figure, where both ends are the same) with its unit."""
    ends = _ends(number(amounts.low), number(amounts.high))
    match nutrient:
        case Nutrient.CALCIUM:
            return gettext("%(amount)s mg") % {"amount": ends}
        case Nutrient.D3:
            ug = _ends(_ug(amounts.low), _ug(amounts.high))
            return gettext("%(iu)s IU (%(ug)s µg)") % {"ug": ug, "iu": ends}
        case _:
            return gettext("%(amount)s µg") % {"amount": ends}


def one(nutrient: Nutrient, figure: int) -> str:
    return amount(nutrient, Range(figure, figure))


def brief(nutrient: Nutrient, amounts: Range) -> str:
    """In the table's own unit alone, D3 without µg."""
    if nutrient is not Nutrient.D3:
        return amount(nutrient, amounts)
    ends = _ends(number(amounts.low), number(amounts.high))
    return gettext("%(amount)s IU") % {"amount": ends}


def brief_one(nutrient: Nutrient, figure: int) -> str:
    return brief(nutrient, Range(figure, figure))


def in_ug(amounts: Range) -> str:
    """D3 in micrograms."""
    return gettext("%(amount)s µg") % {"amount": _ends(_ug(amounts.low), _ug(amounts.high))}


def half_figure(whole: int, half: bool) -> str:
    """ "2½", "½", "3"."""
    return f"{whole or ''}½" if half else f"{whole}"


def glasses(whole: int, half: bool) -> str:
    """ "2½ glasses", "1 glass"."""
    figure = half_figure(whole, half)
    if whole < 2 and (not half or not whole):
        return gettext("%(count)s glass") % {"count": figure}
    return gettext("%(count)s glasses") % {"count": figure}


def named(nutrient: Nutrient, amounts: str) -> str:
    """ "Calcium: 400 mg", 「鈣：400 毫克」."""
    return gettext("%(nutrient)s: %(amount)s") % {
        "nutrient": nutrient_name(nutrient),
        "amount": amounts,
    }


def named_amount(nutrient: Nutrient, amounts: Range) -> str:
    """ "calcium 300 mg", 「鈣 300 毫克」; in the table's own unit alone."""
    return gettext("%(name)s %(amount)s") % {
        "name": short_name(nutrient),
        "amount": brief(nutrient, amounts),
    }


def table_cell(low: int | None, high: int | None) -> str:
    """ "400–600", or "0" where both ends are the same; a draft may lack either."""
    ends = [EMPTY if end is None else number(end) for end in (low, high)]
    return ends[0] if low == high else "–".join(ends)


def table_amount(nutrient: Nutrient, amounts: Range) -> str:
    """A range as the desk's lists print it: in the table's own unit alone."""
    return f"{table_cell(amounts.low, amounts.high)} {unit_name(nutrient)}"


def hours(count: int) -> str:
    return gettext("%(count)s hours") % {"count": number(count)}


def capital(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def minutes(count: int) -> str:
    return gettext("%(count)s minutes") % {"count": number(count)}


def ages(band: AgeBand) -> str:
    """ "19–64", "65 and over"."""
    figures = {"from": band.first, "to": band.to}
    if band.to is None:
        return gettext("%(from)s and over") % figures
    return gettext("%(from)s–%(to)s") % figures


def ages_in_draft(age_from: int | None, age_to: int | None) -> str:
    """ "19–64", "65+"; a draft may lack the lower age."""
    low = EMPTY if age_from is None else str(age_from)
    if age_to is None:
        return f"{low}+"
    return low if age_from == age_to else f"{low}–{age_to}"


def row_name(row: Any) -> str:
    """What the desk calls a row: its name in the editor's language, as far as there is one."""
    mine = in_language(row, "label")
    return mine or row.label_en or row.label_zh_hant or gettext("Row without a name")


def change_in(where: str, change: str) -> str:
    """A change with the row it is in."""
    return gettext("%(where)s, %(change)s") % {"where": where, "change": change}


def listed(nutrients: Iterable[Nutrient]) -> str:
    """Within a sentence: "calcium and vitamin D3", 「鈣、維生素 D3」."""
    return joined([f"{name[:1].lower()}{name[1:]}" for name in map(nutrient_name, nutrients)])


def joined(words: list[str]) -> str:
    """ "a, b and c" in English, 「a、b、c」 in Chinese."""
    if len(words) < 2:
        return "".join(words)
    head = gettext(", ").join(words[:-1])
    return gettext("%(all_but_last)s and %(last)s") % {"all_but_last": head, "last": words[-1]}


def _ends(low: str, high: str) -> str:
    return low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}


def _ug(iu: int) -> str:
    """Exact: 40 IU to the µg leaves at most three decimals."""
    return f"{float(d3_ug(iu)):,.3f}".rstrip("0").rstrip(".")
