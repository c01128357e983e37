"""The diet estimate: the list by food group, and the sum food by food."""

from collections.abc import Mapping
from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.calcium import (
    CardShare,
    DietEstimate,
    EstimateConstants,
    FoodShare,
    Often,
)
from ..domain.foods import Food, QuickCard, Region
from ..domain.profile import DietSource
from ..forms.estimate import OFTEN_WORDS, EstimateForm, QuickForm, card_field, serving_field
from ..wording import gettext
from .drawings import GlassesPicture, food_picture

GROUPS = {
    "dairy": _("Milk and dairy"),
    "fortified": _("Drinks with added calcium"),
    "soya": _("Soya foods"),
    "seafood": _("Fish and seafood"),
    "vegetables": _("Vegetables"),
    "seeds": _("Seeds and nuts"),
    "other": _("Other"),
}


REGIONS = {
    Region.TAIWAN: (_("Foods in Taiwan"), _("Taiwan")),
    Region.HONG_KONG: (_("Foods in Hong Kong"), _("Hong Kong")),
    Region.WEST: (_("Foods in the West"), _("the West")),
}
OFTEN = {
    Often.NEVER: _("never"),
    Often.SOMETIMES: _("now and then"),
    Often.ONCE: _("once a day"),
    Often.TWICE: _("twice a day"),
}
PICTURES = ("milk", "yogurt", "cheese", "fortified", "tofu", "bread", "fish", "greens", "treats")


class RegionLink(NamedTuple):
    code: str
    name: str


class Regions(NamedTuple):
    """Whose foods are asked about, and the others to change to."""

    now: str
    others: list[RegionLink]


def regions(region: Region) -> Regions:
    others = [RegionLink(it.value, gettext(REGIONS[it][1])) for it in Region if it is not region]
    return Regions(gettext(REGIONS[region][0]), others)


class FoodField(NamedTuple):
    """A food's box, with what a serving adds to the running total, and for whom it is fit."""

    field: BoundField
    parts: int
    fit: str


class FoodGroup(NamedTuple):
    """`more` are behind "more foods", unless one of them holds an answer or a mistake."""

    name: str
    short: list[FoodField]
    more: list[FoodField]

    @property
    def is_open(self) -> bool:
        return any(it.field.value() or it.field.errors for it in self.more)


def food_groups(form: EstimateForm, parts: Mapping[str, int]) -> list[FoodGroup]:
    """The form's boxes under their group's name, everyday foods first."""
    groups: dict[str, FoodGroup] = {}
    for food in form.foods:
        box = FoodField(form[serving_field(food)], parts[food.code], _fit(food))
        named = gettext(GROUPS.get(food.group, GROUPS["other"]))
        group = groups.setdefault(food.group, FoodGroup(named, [], []))
        (group.short if food.short_list else group.more).append(box)
    return list(groups.values())


def _fit(food: Food) -> str:
    """For whom, where one would not know it from the group."""
    if "vegan" in food.kinds and food.group in ("fortified", "other"):
        return gettext("vegan")
    if {"dairy", "lactose-free"} <= food.kinds or food.code.startswith("lactose-free"):
        return gettext("lactose-free")
    return ""


class QuickChoice(NamedTuple):
    value: str
    id: str
    said: str
    checked: bool
    parts: int


class QuickCardView(NamedTuple):
    name: str
    portion: str
    hint: str
    picture: str
    field: BoundField
    choices: list[QuickChoice]


def quick_cards(form: QuickForm, parts: Mapping[str, tuple[int, ...]]) -> list[QuickCardView]:
    """`parts`: what each answer adds to the running total, by card."""
    return [_quick_card(card, form, parts[card.code]) for card in form.cards]


def _quick_card(card: QuickCard, form: QuickForm, parts: tuple[int, ...]) -> QuickCardView:
    field = form[card_field(card)]
    choices = [
        QuickChoice(value, f"{field.auto_id}_{number}", str(said), field.value() == value, part)
        for number, ((value, said), part) in enumerate(zip(OFTEN_WORDS, parts, strict=True))
    ]
    return QuickCardView(
        wording.in_language(card, "name"),
        wording.in_language(card, "portion"),
        wording.in_language(card, "hint"),
        next((it for it in PICTURES if it in card.code), "bread"),
        field,
        choices,
    )


class SumRow(NamedTuple):
    name: str
    portion: str
    often: str
    amount: str


class SumPage(NamedTuple):
    """Line by line, then the sum; `glasses` and the picture are of the rounded sum."""

    rows: list[SumRow]
    other: str
    exact: str
    rounded: str
    glasses: str
    band: str
    picture: GlassesPicture


def sum_page(total: DietEstimate, source: DietSource, constants: EstimateConstants) -> SumPage:
    is_quick = source is DietSource.QUICK
    rows = [_row(share) for share in total.shares if share.mg_per_day or not is_quick]
    return SumPage(
        rows,
        other=wording.mg(total.other_mg),
        exact=wording.mg(total.exact_mg),
        rounded=wording.mg(total.mg_per_day),
        glasses=wording.glasses(*constants.glasses(total.mg_per_day)),
        band=wording.mg(constants.band_quick if is_quick else constants.band_full),
        picture=food_picture(total.mg_per_day, constants.glass),
    )


def _row(share: FoodShare | CardShare) -> SumRow:
    if isinstance(share, CardShare):
        name, portion = _names(share.card, "portion")
        often = gettext(OFTEN[share.often])
    else:
        name, portion = _names(share.food, "serving")
        often = gettext("%(times)s a week") % {"times": f"{float(share.times_a_week):g}"}
    return SumRow(name, portion, often, wording.mg(share.mg_per_day))


def _names(thing: Food | QuickCard, portion: str) -> tuple[str, str]:
    return wording.in_language(thing, "name"), wording.in_language(thing, portion)
