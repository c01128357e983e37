"""The diet estimate: the list by food group, and the sum food by food."""

from collections.abc import Mapping
from typing import NamedTuple

from django.forms import BoundField
from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.calcium import DietEstimate
from ..forms.estimate import EstimateForm, serving_field
from ..wording import gettext

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
    """A food's box, with what a serving adds to the running total."""

    field: BoundField
    parts: int


def food_groups(form: EstimateForm, parts: Mapping[str, int]) -> list[tuple[str, list[FoodField]]]:
    """The form's boxes under their group's name, in the order of the editor's list."""
    groups: dict[str, list[FoodField]] = {}
    for food in form.foods:
        box = FoodField(form[serving_field(food)], parts[food.code])
        groups.setdefault(food.group, []).append(box)
    return [(gettext(GROUPS.get(group, GROUPS["other"])), boxes) for group, boxes in groups.items()]


def estimate_rows(total: DietEstimate) -> list[tuple[str, str, str, str]]:
    """Name, serving, servings a week and mg a day of each food eaten."""
    return [
        (
            wording.in_language(share.food, "name"),
            wording.in_language(share.food, "serving"),
            f"{float(share.times_a_week):g}",
            wording.mg(share.mg_per_day),
        )
        for share in total.shares
    ]
