"""What to do now: a day's plan, what to read on a label, which foods close the gap."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.calcium import Status
from ..domain.foods import FoodSuggestion
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation
from ..domain.schedule import (
    COMMON_SALTS,
    ELEMENTAL_PERCENT,
    LARGEST_DOSE_MG,
    AtMeal,
    Meal,
    Salt,
    SaltAmount,
)
from ..forms.tools import SALTS
from ..wording import gettext
from .cautions import SPACING
from .nutrients import taken_verdict

MEALS = {
    Meal.BREAKFAST: _("Breakfast"),
    Meal.LUNCH: _("Lunch"),
    Meal.DINNER: _("Dinner"),
    Meal.BEDTIME: _("Bedtime"),
}


class Plan(NamedTuple):
    """Each part is empty where there is nothing to say, or where an amount is withheld."""

    day: list[tuple[str, list[str]]]
    apart: list[str]
    label: tuple[str, ...]
    salts: list[tuple[str, str, str]]
    other_salts: str
    foods_intro: str
    foods: list[str]
    notes: tuple[str, ...]
    taken: list[tuple[str, str, str, str]]


def plan(recommendation: Recommendation) -> Plan:
    schedule, food = recommendation.schedule, recommendation.food
    takes_calcium = schedule.takes_calcium
    return Plan(
        day=[(gettext(MEALS[it.meal]), _at_meal(it, recommendation)) for it in schedule.meals],
        apart=[gettext(SPACING[caution]) for caution in recommendation.notes],
        label=tuple(_label(recommendation, takes_calcium)),
        salts=[_salt(it) for it in schedule.salts],
        other_salts=_other_salts(),
        foods_intro=_foods_intro(recommendation),
        foods=[_food(it) for it in food.suggestions] if food else [],
        notes=tuple(_notes(recommendation, takes_calcium)),
        taken=_taken(recommendation),
    )


def _at_meal(it: AtMeal, recommendation: Recommendation) -> list[str]:
    """What to take with a meal, a line each."""
    if recommendation.of(Nutrient.CALCIUM).status is Status.FOOD_FIRST:
        said = gettext("if food does not do it: up to %(dose)s of calcium")
    else:
        said = gettext("up to %(dose)s of calcium")
    lines = [said % {"dose": wording.mg(dose)} for dose in it.calcium]
    for nutrient in it.vitamins:
        advised = recommendation.of(nutrient).amount
        if advised is not None:
            lines.append(wording.named(nutrient, wording.amount(nutrient, advised)))
    if it.vitamins:
        lines.append(gettext("with a dish that contains fat"))
    return lines


def _label(recommendation: Recommendation, takes_calcium: bool) -> list[str]:
    lines = []
    if takes_calcium:
        lines.append(
            gettext("Calcium: the elemental calcium counts, not the weight of the whole salt.")
        )
    if recommendation.of(Nutrient.D3).amount is not None:
        lines.append(gettext("Vitamin D3: labels use IU or µg; 40 IU are 1 µg."))
    if recommendation.of(Nutrient.K2).amount is not None:
        lines.append(
            gettext(
                "Vitamin K2: look for MK-7, in µg. MK-4 products in milligrams are a different "
                "thing."
            )
        )
    return lines


def _salt(it: SaltAmount) -> tuple[str, str, str]:
    """Salt, its share of elemental calcium, and the visitor's own range in its milligrams."""
    share = gettext("%(share)s%%") % {"share": it.percent}
    return str(SALTS[it.salt]), share, wording.mg_range(it.amount)


def _other_salts() -> str:
    named = [
        gettext("%(salt)s %(share)s%%") % {"salt": SALTS[salt], "share": ELEMENTAL_PERCENT[salt]}
        for salt in Salt
        if salt not in COMMON_SALTS
    ]
    return gettext("Elemental calcium in other salts: %(salts)s.") % {
        "salts": gettext(", ").join(named)
    }


def _foods_intro(recommendation: Recommendation) -> str:
    food = recommendation.food
    if food is None:
        return ""
    if recommendation.of(Nutrient.CALCIUM).status is Status.FOOD_TOO:
        said = gettext("Each of these brings the %(gap)s a day, or most of it, that food must add:")
    else:
        said = gettext(
            "Food can do it too: each of these a day closes the gap of %(gap)s, or most of it, "
            "without a supplement:"
        )
    return said % {"gap": wording.mg(food.mg)}


def _food(it: FoodSuggestion) -> str:
    return gettext("%(portions)s × %(food)s, %(serving)s each: %(amount)s") % {
        "portions": it.portions,
        "food": wording.in_language(it.food, "name"),
        "serving": wording.in_language(it.food, "serving"),
        "amount": wording.mg(it.mg),
    }


def _taken(recommendation: Recommendation) -> list[tuple[str, str, str, str]]:
    """Nutrient, taken, advised and verdict; nothing at all for someone who takes none."""
    if not recommendation.profile.taken:
        return []
    return [
        (
            wording.nutrient_name(advice.nutrient),
            wording.one(advice.nutrient, advice.taken),
            wording.amount(advice.nutrient, advice.amount),
            taken_verdict(advice),
        )
        for advice in recommendation.advice
        if advice.amount is not None
    ]


def _notes(recommendation: Recommendation, takes_calcium: bool) -> list[str]:
    notes = []
    if takes_calcium:
        notes += [
            gettext("At most %(dose)s of elemental calcium at once; more is split over meals.")
            % {"dose": wording.mg(LARGEST_DOSE_MG)},
            gettext("Calcium carbonate with a meal; calcium citrate at any time."),
            gettext(
                "Not within 2 hours of food very rich in oxalate or phytate (spinach, rhubarb, "
                "whole-grain bran)."
            ),
            gettext(
                "Spinach is rich in oxalate, which holds its calcium back: it is not a source of "
                "calcium."
            ),
        ]
    if recommendation.of(Nutrient.K1).amount is not None:
        notes.append(
            gettext(
                "Food can bring much of it: 100 g of dark greens hold as much vitamin K1 as the "
                "table’s whole range (spinach about 460 µg, red amaranth 290 µg, pak choi 117 to "
                "178 µg)."
            )
        )
    return notes
