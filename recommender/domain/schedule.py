"""How amounts are taken: doses, meals and the weight of salts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .action import Action, Do
from .nutrients import Nutrient, Range, round_half_up
from .profile import Caution
from .registry import Urgency

LARGEST_DOSE_MG = 500
"""Elemental calcium the gut takes up well at once; more is split over meals (rules §10)."""


class Salt(StrEnum):
    CARBONATE = "carbonate"
    TRICALCIUM_PHOSPHATE = "tricalcium-phosphate"
    CITRATE = "citrate"
    LACTATE = "lactate"
    GLUCONATE = "gluconate"


ELEMENTAL_PERCENT = {
    Salt.CARBONATE: 40,
    Salt.TRICALCIUM_PHOSPHATE: 39,
    Salt.CITRATE: 21,
    Salt.LACTATE: 13,
    Salt.GLUCONATE: 9,
}
"""Share of elemental calcium in each salt's weight."""

MORNING_MEDICINES = {Caution.LEVOTHYROXINE, Caution.BISPHOSPHONATE}
"""Usually taken on rising: calcium then waits for a later meal."""


class Meal(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    BEDTIME = "bedtime"


MAIN_MEAL = Meal.LUNCH
"""Vitamins D and K, and calcium with them, go with a main meal that contains fat (rules §10)."""
TAKEN_ON = (Do.START, Do.ADD, Do.REDUCE, Do.KEEP)
"""Actions after which something is taken; nothing is planned for any other."""


@dataclass(frozen=True, slots=True)
class AtMeal:
    """What one meal brings: doses of elemental calcium in mg, and the vitamins with their amounts
    a day."""

    meal: Meal
    calcium: tuple[Range, ...]
    vitamins: tuple[tuple[Nutrient, Range], ...]


def schedule(actions: Iterable[Action], cautions: Collection[Caution]) -> tuple[AtMeal, ...]:
    """A day's meals, those alone that bring something, with what the actions lead to."""
    planned = {it.nutrient: amount for it in actions if (amount := _planned(it))}
    calcium = planned.pop(Nutrient.CALCIUM, Range(0, 0))
    portions = _portions(calcium)
    meals = _meals(len(portions), bool(MORNING_MEDICINES.intersection(cautions)))
    day = (
        AtMeal(
            meal,
            portions[meals.index(meal) :: len(meals)] if meal in meals else (),
            tuple(planned.items()) if meal is MAIN_MEAL else (),
        )
        for meal in Meal
    )
    return tuple(it for it in day if it.calcium or it.vitamins)


def _planned(action: Action) -> Range | None:
    """What is taken a day from now on; None for nothing, and until blood has been checked."""
    if action.do not in TAKEN_ON or action.urgency is Urgency.TODAY:
        return None
    if action.do is Do.KEEP or action.food_first:
        return Range(action.taken, action.taken) if action.taken else None
    return action.total if action.total and action.total.high else None


def _meals(count: int, later: bool) -> tuple[Meal, ...]:
    """The meals that so many doses are spread over."""
    if count <= 1:
        return (MAIN_MEAL,)
    if count == 2:
        return (MAIN_MEAL, Meal.DINNER)
    if later:
        return (MAIN_MEAL, Meal.DINNER, Meal.BEDTIME)
    return (Meal.BREAKFAST, MAIN_MEAL, Meal.DINNER)


def _portions(calcium: Range) -> tuple[Range, ...]:
    """The day's range as doses; those of its lower end are spread over as many."""
    highs = doses(calcium.high)
    lows = _even(calcium.low, len(highs)) if highs else ()
    return tuple(map(Range, lows, highs))


def doses(elemental_mg: int) -> tuple[int, ...]:
    """Doses of at most 500 mg, as even as whole milligrams allow, that add up to the amount."""
    count = -(-elemental_mg // LARGEST_DOSE_MG)
    return _even(elemental_mg, count) if count else ()


def _even(mg: int, count: int) -> tuple[int, ...]:
    return tuple(mg // count + (number < mg % count) for number in range(count))


def salt_mg(elemental_mg: int, salt: Salt) -> int:
    """Milligrams of the salt that hold so much elemental calcium, to the nearest mg."""
    return round_half_up(Fraction(elemental_mg * 100, ELEMENTAL_PERCENT[salt]))


def elemental_mg(salt_mg: int, salt: Salt) -> int:
    """Elemental calcium in so many milligrams of a salt, to the nearest mg."""
    return round_half_up(Fraction(salt_mg * ELEMENTAL_PERCENT[salt], 100))
