"""Supplements as their bottles print them, and what they give a day together (rules §10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .nutrients import Nutrient, round_half_up
from .profile import TAKEN, Taken

MOST_BOTTLES = 8
LARGEST_TABLET_MG = 1_000
"""Elemental calcium; more in one tablet is doubted, as the weight of a salt."""
D3_DOUBTED_ABOVE = 20_000
"""IU a day; more is asked back, as a dose of a week or a month."""
D3_DOUBTED_BELOW = 40
"""IU in one tablet; less than this microgram is asked back, as an active form of vitamin D."""
K2_DOUBTED_ABOVE = 1_000
"""µg a day; more is asked back, as MK-4, which is a medicine."""


class Per(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


DAYS = {Per.DAY: 1, Per.WEEK: 7, Per.MONTH: 30}


@dataclass(frozen=True, slots=True)
class Bottle:
    """One bottle, and how it is taken.

    `amounts` are what is printed for `serving` tablets: mg elemental calcium, IU of D3, µg of K.
    Taken are `tablets` at a time, so many `times` a day, week or month (30 days).  `unknown` are
    nutrients that are in it in an amount not known.  `active_d3`: it holds an active form of
    vitamin D, which is a medicine and no amount of D3.
    """

    amounts: Mapping[Nutrient, Fraction]
    unknown: frozenset[Nutrient] = frozenset()
    serving: Fraction = Fraction(1)
    tablets: Fraction = Fraction(1)
    times: Fraction = Fraction(1)
    per: Per = Per.DAY
    prescribed: bool = False
    active_d3: bool = False
    name: str = ""

    def a_day(self, nutrient: Nutrient) -> Fraction:
        """As far as it is known, in the nutrient's unit; not rounded."""
        if nutrient not in self.amounts:
            return Fraction(0)
        return self.amounts[nutrient] * self.tablets * self.times / (self.serving * DAYS[self.per])

    def holds(self, nutrient: Nutrient) -> bool:
        return nutrient in self.unknown or self.amounts.get(nutrient, 0) > 0


class Bottles(tuple[Bottle, ...]):
    """All that one person takes."""

    def a_day(self, nutrient: Nutrient) -> int:
        """In whole mg, IU or µg; halves go up, and only once all is added up."""
        return round_half_up(sum((it.a_day(nutrient) for it in self), Fraction(0)))

    @property
    def are_believable(self) -> bool:
        """Whether anyone may take all of these: bounds of belief, not of safety."""
        return all(self.a_day(it) <= bounds.high for it, bounds in TAKEN.items())

    @property
    def taken(self) -> Taken:
        """What all of them give a day.

        A nutrient of which one bottle has an amount not known is unknown in all, and prescribed
        where a bottle that holds it is.  Raises ValueError beyond the bounds of belief.
        """
        calcium, d3, k2, k1 = map(self.a_day, Nutrient)
        return Taken(
            calcium,
            d3,
            k2,
            k1,
            unknown=frozenset(it for bottle in self for it in bottle.unknown),
            prescribed=frozenset(
                it for bottle in self if bottle.prescribed for it in Nutrient if bottle.holds(it)
            ),
        )
