"""The diet estimate: the list by food group, and the sum food by food."""

from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext_noop as _

from ..domain.calcium import DietEstimate, EstimateConstants, counted_mg
from ..domain.nutrients import round_half_up
from ..questions import EstimateForm, serving_field
from . import words
from .sentences import gettext

GROUPS = {
    "dairy": _("Milk and dairy"),
    "fortified": _("Drinks with added calcium"),
    "soya": _("Soya foods"),
    "seafood": _("Fish and seafood"),
    "vegetables": _("Vegetables"),
    "seeds": _("Seeds and nuts"),
    "other": _("Other"),
}


class FoodField(NamedTuple):
    """A food's box, with what a serving counts for the running total.

    `parts` are ten-thousandths of a mg: whole numbers, also where a food counts a quarter.
    """

    field: BoundField
    parts: int


def food_groups(
    form: EstimateForm, constants: EstimateConstants
) -> list[tuple[str, list[FoodField]]]:
    """The form's boxes under their group's name, in the order of the editor's list."""
    groups: dict[str, list[FoodField]] = {}
    for food in form.foods:
        parts = round_half_up(10_000 * counted_mg(food, constants))
        box = FoodField(form[serving_field(food)], parts)
        groups.setdefault(food.group, []).append(box)
    return [(gettext(GROUPS.get(group, GROUPS["other"])), boxes) for group, boxes in groups.items()]


def estimate_rows(total: DietEstimate) -> list[tuple[str, str, str, str]]:
    """Name, serving, servings a week and mg a day of each food eaten."""
    chinese = words.is_chinese()
    return [
        (
            share.food.name_zh_hant if chinese else share.food.name_en,
            share.food.serving_zh_hant if chinese else share.food.serving_en,
            f"{float(share.times_a_week):g}",
            words.mg(share.mg_per_day),
        )
        for share in total.shares
    ]
