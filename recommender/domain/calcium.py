"""Calcium: what is missing to the target, and what food brings by an estimate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .foods import Food, Oxalate, QuickCard, Region
from .nutrients import Range, round_half_up
from .reference import ReferenceRow

# What is missing


class Status(StrEnum):
    """Why an amount is what it is (rules §3)."""

    RANGE = "range"
    DIET_UNKNOWN = "diet-unknown"
    NOT_NEEDED = "not-needed"
    FOOD_FIRST = "food-first"
    FOOD_TOO = "food-too"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class CalciumGap:
    """The arithmetic behind the calcium amount, all in mg/day.

    `gap` is what the diet leaves of the target, None with the diet unknown; `food_at_least` is
    how much food has to rise where the supplement alone must not close the gap; `capped` tells
    that the upper limit, not the table, ends the amount.
    """

    target: Range
    supplement: Range
    diet: int | None
    gap: Range | None
    limit: int | None
    status: Status
    amount: Range
    food_at_least: int = 0
    capped: bool = False


def calcium_gap(row: ReferenceRow, diet: int | None, limit: int | None) -> CalciumGap:
    """The calcium supplement a day: what the diet leaves of the target, as far as the table goes.

    Never more than is missing, never above the table's highest supplement, and never past the
    limit together with the diet (rules §3).  `diet` in mg/day, None for not sure; `limit` the
    strictest upper limit, None for none.
    """
    target, supplement = row.calcium_total, row.calcium_supplement
    gap = None if diet is None else target.less(diet)
    if gap is None:
        status, amount = Status.DIET_UNKNOWN, supplement
    elif gap.low == 0:
        status, amount = Status.NOT_NEEDED, Range(0, 0)
    else:
        status, amount = _part_to_close(gap, supplement), gap.at_most(supplement.high)
    room = None if limit is None else limit - (diet or 0)
    allowed = amount.at_most(room)
    food_at_least = 0
    if gap is not None and status is Status.FOOD_TOO:
        food_at_least = gap.low - amount.low
        if room is not None:
            food_at_least = min(food_at_least, max(0, room - allowed.high))
    return CalciumGap(
        target, supplement, diet, gap, limit, status, allowed, food_at_least, allowed != amount
    )


def _part_to_close(gap: Range, supplement: Range) -> Status:
    """Whether the least that is missing lies within the table's supplement, below or above it."""
    if gap.low > supplement.high:
        return Status.FOOD_TOO
    return Status.FOOD_FIRST if gap.low < supplement.low else Status.RANGE


# What food brings


@dataclass(frozen=True, slots=True)
class EstimateConstants:
    """The figures of the diet estimates (rules §8), all in mg/day but for the last two.

    `allowance_*` is what everything that is not asked about brings, by region; `band_*` is how far
    an estimate may be off either way; `rounding` is the step that it is rounded to.  `glass` is
    the calcium that pictures count as one glass of milk, in mg; `oxalate_share` is the part that a
    food rich in oxalate counts.  Raises ValueError for a step, a glass or a share out of bounds.
    """

    allowance_quick: Mapping[Region, int]
    allowance_full: Mapping[Region, int]
    band_quick: int
    band_full: int
    rounding: int
    glass: int
    oxalate_share: Fraction

    def __post_init__(self) -> None:
        if self.rounding < 1 or self.glass < 1 or not 0 <= self.oxalate_share <= 1:
            raise ValueError("an estimate cannot be worked out with these constants")

    def glasses(self, mg: int) -> tuple[int, bool]:
        """Whole glasses, and whether half a glass more; to the nearest half, halves up."""
        halves = (4 * mg + self.glass) // (2 * self.glass)
        return halves // 2, halves % 2 == 1


@dataclass(frozen=True, slots=True)
class FoodShare:
    """What one food adds: servings a week and whole mg a day."""

    food: Food
    times_a_week: Fraction
    mg_per_day: int


class Often(StrEnum):
    """What is said of a picture card: how often a portion of it is eaten."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    ONCE = "once"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class CardShare:
    """What one picture card adds: portions a day and whole mg a day."""

    card: QuickCard
    often: Often
    mg_per_day: int


@dataclass(frozen=True, slots=True)
class DietEstimate:
    """The sum, food by food or card by card.

    `exact_mg` is the sum with the allowance for other food before rounding; shares are rounded one
    by one and so may differ from it by a few mg.
    """

    shares: tuple[FoodShare, ...] | tuple[CardShare, ...]
    other_mg: int
    exact_mg: int
    mg_per_day: int


def estimate(
    foods: Iterable[Food],
    times_a_week: Mapping[str, Fraction],
    constants: EstimateConstants,
    region: Region,
) -> DietEstimate:
    """Diet calcium a day from servings a week by food code, to the nearest step (halves up).

    Foods not in the list are left out.  Raises ValueError when nothing is eaten at all: an empty
    list is not an answer of zero.
    """
    eaten = [(food, times_a_week[food.code]) for food in foods if times_a_week.get(food.code)]
    if not eaten:
        raise ValueError("no servings given")
    exact = [counted_mg(food, constants) * times / 7 for food, times in eaten]
    shares = tuple(
        FoodShare(food, times, round_half_up(mg))
        for (food, times), mg in zip(eaten, exact, strict=True)
    )
    return _added_up(shares, exact, constants.allowance_full[region], constants.rounding)


def card_mg(card: QuickCard, often: Often) -> Fraction:
    """mg a day, not rounded."""
    return card.mg_per_portion * card.times[list(Often).index(often)]


def quick_estimate(
    cards: Iterable[QuickCard],
    said: Mapping[str, Often],
    constants: EstimateConstants,
    region: Region,
) -> DietEstimate:
    """Diet calcium a day from the picture cards, to the nearest step (halves up).

    All "never" is an answer: the allowance for other food.  Raises ValueError for no card and for
    a card without an answer.
    """
    cards = tuple(cards)
    if not cards or any(card.code not in said for card in cards):
        raise ValueError("a card without an answer")
    exact = [card_mg(card, said[card.code]) for card in cards]
    shares = tuple(
        CardShare(card, said[card.code], round_half_up(mg))
        for card, mg in zip(cards, exact, strict=True)
    )
    return _added_up(shares, exact, constants.allowance_quick[region], constants.rounding)


def _added_up(
    shares: tuple[FoodShare, ...] | tuple[CardShare, ...],
    exact: Iterable[Fraction],
    other: int,
    rounding: int,
) -> DietEstimate:
    total = sum(exact, Fraction(other))
    rounded = rounding * round_half_up(total / rounding)
    return DietEstimate(shares, other, round_half_up(total), rounded)


def running_card_parts(cards: Iterable[QuickCard]) -> dict[str, tuple[int, ...]]:
    """What each answer of each card adds to a running total, in ten-thousandths of a mg."""
    return {
        card.code: tuple(int(10_000 * card_mg(card, often)) for often in Often) for card in cards
    }


def running_parts(foods: Iterable[Food], constants: EstimateConstants) -> dict[str, int]:
    """What a serving of each food adds to a running total, in ten-thousandths of a mg.

    Whole numbers, also where a food counts a quarter, so that a script can add them up exactly.
    """
    return {food.code: int(10_000 * counted_mg(food, constants)) for food in foods}


def counted_mg(food: Food, constants: EstimateConstants) -> Fraction:
    """A serving's calcium as it counts in a sum, in mg."""
    if food.oxalate is Oxalate.HIGH:
        return food.exact_mg * constants.oxalate_share
    return food.exact_mg
