"""A day with what the actions lead to, and the food that closes what is missing."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.foods import FoodSuggestion
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation
from ..domain.schedule import LARGEST_DOSE_MG, AtMeal, Meal
from ..wording import gettext

MEALS = {
    Meal.BREAKFAST: _("Breakfast"),
    Meal.LUNCH: _("Lunch"),
    Meal.DINNER: _("Dinner"),
    Meal.BEDTIME: _("Bedtime"),
}
YOUNG_FOR_FISH_BONES = 6


class Foods(NamedTuple):
    said: str
    each: list[str]
    bones: bool
    """Whether fish is among them that a small child eats finely ground."""


def day(result: Recommendation) -> list[tuple[str, str]]:
    """Meals, and what to take with each."""
    return [(gettext(MEALS[it.meal]), _at_meal(it)) for it in result.schedule]


def _at_meal(it: AtMeal) -> str:
    calcium = [wording.named_amount(Nutrient.CALCIUM, dose) for dose in it.calcium]
    vitamins = [wording.named_amount(nutrient, amount) for nutrient, amount in it.vitamins]
    said = gettext(", ").join([*calcium, *vitamins])
    if it.vitamins:
        said = gettext("%(what)s, with a dish that contains fat") % {"what": said}
    return said


def largest_dose() -> str:
    return gettext("At most %(dose)s of calcium at once.") % {"dose": wording.mg(LARGEST_DOSE_MG)}


def foods(result: Recommendation) -> Foods | None:
    if result.food is None:
        return None
    said = gettext("Any one of these a day brings %(missing)s more calcium, or most of it:")
    suggested = result.food.suggestions
    young = result.profile.age < YOUNG_FOR_FISH_BONES
    return Foods(
        said % {"missing": wording.mg(result.food.mg)},
        [_food(it) for it in suggested],
        young and any("fish-bones" in it.food.kinds for it in suggested),
    )


def _food(it: FoodSuggestion) -> str:
    said = (
        gettext("%(food)s: %(serving)s")
        if it.portions == 1
        else gettext("%(food)s: %(portions)s times %(serving)s")
    )
    return said % {
        "portions": it.portions,
        "food": wording.in_language(it.food, "name"),
        "serving": wording.in_language(it.food, "serving"),
    }
