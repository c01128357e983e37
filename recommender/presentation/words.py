"""Codes and whole numbers into words of the active language; amounts print the same everywhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from ..domain.ages import AgeBand
from ..domain.foods import Region
from ..domain.nutrients import Nutrient, Range, d3_ug
from ..domain.profile import Caution
from ..domain.reference import ReferenceRow, Sun
from ..questions import CAUTIONS
from .sentences import gettext

NAMES = {
    Nutrient.CALCIUM: _("Calcium"),
    Nutrient.D3: _("Vitamin D3"),
    Nutrient.K2: _("Vitamin K2 (MK-7)"),
    Nutrient.K1: _("Vitamin K1"),
}
PARTS = {
    Nutrient.CALCIUM: _("the bricks"),
    Nutrient.D3: _("the loader"),
    Nutrient.K2: _("the guide"),
    Nutrient.K1: _("the gatekeeper"),
}
ICONS = {
    Nutrient.CALCIUM: "recommender/icons/bricks.svg",
    Nutrient.D3: "recommender/icons/loader.svg",
    Nutrient.K2: "recommender/icons/guide.svg",
    Nutrient.K1: "recommender/icons/gatekeeper.svg",
}
SUN_ICONS = {
    Sun.ENOUGH: "recommender/icons/sun.svg",
    Sun.LITTLE: "recommender/icons/cloud.svg",
}
CAUTION_ANSWERS: Mapping[str, Any] = dict(CAUTIONS)
"""Each caution in the visitor's own voice, as it was asked."""

WITHHELD_BECAUSE = {
    Caution.VITAMIN_K_ANTAGONIST: _(
        "You take a vitamin K antagonist. Even a small amount of vitamin K can weaken it: ask the "
        "doctor or clinic that checks your INR. Keep your diet steady and do not drop green "
        "vegetables on your own."
    ),
    Caution.KIDNEY_DISEASE: _(
        "You have kidney disease. Your kidney doctor or renal dietitian must decide on every one "
        "of these nutrients."
    ),
    Caution.KIDNEY_STONES: _(
        "You have or have had kidney stones. Supplements of calcium or vitamin D can bring new "
        "ones: ask your doctor first. Calcium from food is usually fine."
    ),
    Caution.HIGH_BLOOD_CALCIUM: _(
        "With high blood calcium, primary hyperparathyroidism or sarcoidosis, calcium and vitamin "
        "D can be dangerous: only your doctor can decide."
    ),
    Caution.THIAZIDE_OR_DIGOXIN: _(
        "Thiazide diuretics and digoxin do not mix safely with calcium and vitamin D until your "
        "doctor has checked your blood calcium."
    ),
    Caution.PREGNANT_OR_BREASTFEEDING: _(
        "The reference table has no row for pregnancy or breastfeeding: ask your obstetrician, "
        "midwife or a dietitian."
    ),
}
SPACING = {
    Caution.LEVOTHYROXINE: _("Levothyroxine: take calcium at least 4 hours apart from it."),
    Caution.BISPHOSPHONATE: _(
        "Bisphosphonate: take the medicine first and calcium at least 1 hour later. Some leaflets "
        "say 3 hours: follow your own leaflet."
    ),
    Caution.TETRACYCLINE_OR_QUINOLONE: _(
        "Antibiotic: take a tetracycline 2 hours before or 4 to 6 hours after calcium, a quinolone "
        "at least 2 hours apart from it. Ask your pharmacist which one yours is."
    ),
    Caution.IRON_OR_ZINC: _("Iron or zinc: take calcium at least 2 hours apart from it."),
    Caution.FAT_ABSORPTION: _(
        "Orlistat and bile-acid sequestrants: less vitamin D and K is absorbed. Ask your "
        "pharmacist when to take your vitamins."
    ),
}


def is_chinese() -> bool:
    return get_language() == "zh-hant"


def region() -> Region:
    """Whose foods are spoken of: by the language of the page."""
    return Region.TAIWAN if is_chinese() else Region.WEST


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
            return gettext("%(ug)s µg (%(iu)s IU)") % {"ug": ug, "iu": ends}
        case _:
            return gettext("%(amount)s µg") % {"amount": ends}


def one(nutrient: Nutrient, figure: int) -> str:
    return amount(nutrient, Range(figure, figure))


def named(nutrient: Nutrient, amounts: str) -> str:
    """ "Calcium: 400 mg", 「鈣：400 毫克」."""
    return gettext("%(nutrient)s: %(amount)s") % {
        "nutrient": gettext(NAMES[nutrient]),
        "amount": amounts,
    }


def minutes(count: int) -> str:
    return gettext("%(count)s minutes") % {"count": number(count)}


def ages(band: AgeBand) -> str:
    """ "19–64", "65 and over"."""
    figures = {"from": band.first, "to": band.to}
    if band.to is None:
        return gettext("%(from)s and over") % figures
    return gettext("%(from)s–%(to)s") % figures


def row_label(row: ReferenceRow) -> str:
    return row.label_zh_hant if is_chinese() else row.label_en


def listed(nutrients: Iterable[Nutrient]) -> str:
    """Within a sentence: "calcium and vitamin D3", 「鈣、維生素 D3」."""
    names = (gettext(NAMES[nutrient]) for nutrient in nutrients)
    return joined([f"{name[:1].lower()}{name[1:]}" for name in names])


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
