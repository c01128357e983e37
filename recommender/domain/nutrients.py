"""The four nutrients, their units, and the arithmetic that all amounts share."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Nutrient(StrEnum):
    CALCIUM = "calcium"
    D3 = "d3"
    K2 = "k2"
    K1 = "k1"


class Unit(StrEnum):
    MG = "mg"
    IU = "IU"
    UG = "µg"


UNITS = {
    Nutrient.CALCIUM: Unit.MG,
    Nutrient.D3: Unit.IU,
    Nutrient.K2: Unit.UG,
    Nutrient.K1: Unit.UG,
}

IU_PER_UG_D3 = 40
"""International units in one microgram; holds for vitamin D only."""


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """An amount per day from `low` to `high`, both included.

    Raises ValueError unless 0 ≤ low ≤ high.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"not a range: {self.low}-{self.high}")

    def __contains__(self, amount: int) -> bool:
        return self.low <= amount <= self.high

    def less(self, amount: int) -> "Range":
        """What is left of the range once `amount` is there; never below zero."""
        return Range(max(0, self.low - amount), max(0, self.high - amount))

    def at_most(self, limit: int | None) -> "Range":
        """The range cut off at `limit`; None means no limit."""
        if limit is None:
            return self
        limit = max(0, limit)
        return Range(min(self.low, limit), min(self.high, limit))


class Comparison(StrEnum):
    """Where an amount lies beside a range."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


def compare(amount: int, amounts: Range) -> Comparison:
    if amount in amounts:
        return Comparison.WITHIN
    return Comparison.BELOW if amount < amounts.low else Comparison.ABOVE


def d3_ug(iu: int) -> Fraction:
    """IU of vitamin D as µg, exactly."""
    return Fraction(iu, IU_PER_UG_D3)


def d3_iu(ug: Fraction) -> int:
    """µg of vitamin D as IU, to the nearest IU."""
    return round_half_up(ug * IU_PER_UG_D3)


def round_half_up(number: Fraction) -> int:
    """Python rounds halves to even, which surprises people who check a sum by hand."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
