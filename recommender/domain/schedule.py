"""How amounts are taken: doses, meals and the weight of salts."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .nutrients import Nutrient, Range, round_half_up
from .profile import Caution

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

COMMON_SALTS = (Salt.CARBONATE, Salt.CITRATE)
"""Those of most calcium tablets."""

MORNING_MEDICINES = {Caution.LEVOTHYROXINE, Caution.BISPHOSPHONATE}
"""Usually taken on rising: calcium then waits for a later meal."""


class Meal(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"
    BEDTIME = "bedtime"


VITAMINS_WITH = Meal.LUNCH
"""Vitamins D and K go with a main meal that contains fat."""


@dataclass(frozen=True, slots=True)
class AtMeal:
    """What one meal brings: doses of elemental calcium in mg, at most, and the vitamins."""

    meal: Meal
    calcium: tuple[int, ...]
    vitamins: tuple[Nutrient, ...]


@dataclass(frozen=True, slots=True)
class SaltAmount:
    """A range of elemental calcium as the weight of a salt that holds it, in mg."""

    salt: Salt
    percent: int
    amount: Range


@dataclass(frozen=True, slots=True)
class Schedule:
    """A day's meals, those alone that bring something; `salts` is empty without calcium."""

    meals: tuple[AtMeal, ...]
    salts: tuple[SaltAmount, ...]

    @property
    def takes_calcium(self) -> bool:
        return bool(self.salts)


def schedule(amounts: dict[Nutrient, Range], cautions: Collection[Caution]) -> Schedule:
    """A day with the upper end of each amount advised; what is withheld is not among them."""
    calcium = amounts.get(Nutrient.CALCIUM, Range(0, 0))
    portions = doses(calcium.high)
    meals = _meals(len(portions), bool(MORNING_MEDICINES.intersection(cautions)))
    vitamins = tuple(
        nutrient
        for nutrient in Nutrient
        if nutrient is not Nutrient.CALCIUM and nutrient in amounts and amounts[nutrient].high
    )
    day = [
        AtMeal(
            meal,
            portions[meals.index(meal) :: len(meals)] if meal in meals else (),
            vitamins if meal is VITAMINS_WITH else (),
        )
        for meal in Meal
    ]
    return Schedule(
        tuple(it for it in day if it.calcium or it.vitamins),
        tuple(_in_salt(calcium, salt) for salt in COMMON_SALTS) if portions else (),
    )


def _meals(count: int, later: bool) -> tuple[Meal, ...]:
    """The meals that so many doses are spread over."""
    if count <= 1:
        return (Meal.DINNER,)
    if count == 2:
        return (Meal.LUNCH if later else Meal.BREAKFAST, Meal.DINNER)
    if later:
        return (Meal.LUNCH, Meal.DINNER, Meal.BEDTIME)
    return (Meal.BREAKFAST, Meal.LUNCH, Meal.DINNER)


def doses(elemental_mg: int) -> tuple[int, ...]:
    """Doses of at most 500 mg, as even as whole milligrams allow, that add up to the amount."""
    count = -(-elemental_mg // LARGEST_DOSE_MG)
    return tuple(elemental_mg // count + (number < elemental_mg % count) for number in range(count))


def salt_mg(elemental_mg: int, salt: Salt) -> int:
    """Milligrams of the salt that hold so much elemental calcium, to the nearest mg."""
    return round_half_up(Fraction(elemental_mg * 100, ELEMENTAL_PERCENT[salt]))


def elemental_mg(salt_mg: int, salt: Salt) -> int:
    """Elemental calcium in so many milligrams of a salt, to the nearest mg."""
    return round_half_up(Fraction(salt_mg * ELEMENTAL_PERCENT[salt], 100))


def _in_salt(calcium: Range, salt: Salt) -> SaltAmount:
    weight = Range(salt_mg(calcium.low, salt), salt_mg(calcium.high, salt))
    return SaltAmount(salt, ELEMENTAL_PERCENT[salt], weight)
