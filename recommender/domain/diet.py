"""Calcium from food: weekly servings to mg a day, and foods that close a gap."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

OTHER_FOOD_MG = 100
"""Calcium a day from rice, pale vegetables, fruit and meat, which the food list leaves out."""
ROUNDED_TO_MG = 50
GLASS_OF_MILK_MG = 250
"""A glass of 240 mL, rounded: the food list's milks bring 237 to 257 mg."""
MOST_PORTIONS = 2
"""More than this of one food a day, on top of what is eaten already, is not advice to follow."""


@dataclass(frozen=True, slots=True)
class Food:
    """A food with its usual serving in grams and its calcium in mg per 100 g."""

    id: int
    group: str
    name_en: str
    name_zh_hant: str
    serving_en: str
    serving_zh_hant: str
    serving_g: int
    calcium_mg_per_100g: int
    source: str
    source_id: str
    short_list: bool = False

    @property
    def mg_per_serving(self) -> int:
        """Whole milligrams; half a milligram rounds up."""
        return (self.serving_g * self.calcium_mg_per_100g + 50) // 100

    @property
    def _exact_mg(self) -> Fraction:
        return Fraction(self.serving_g * self.calcium_mg_per_100g, 100)


@dataclass(frozen=True, slots=True)
class FoodShare:
    """What one food adds: servings a week and whole mg a day."""

    food: Food
    times_a_week: Fraction
    mg_per_day: int


@dataclass(frozen=True, slots=True)
class DietEstimate:
    """The sum, food by food.

    `exact_mg` is the sum with `OTHER_FOOD_MG` before rounding to the nearest `ROUNDED_TO_MG`;
    shares are rounded one by one and so may differ from it by a few mg.
    """

    shares: tuple[FoodShare, ...]
    other_mg: int
    exact_mg: int
    mg_per_day: int


def estimate(foods: Iterable[Food], times_a_week: Mapping[int, Fraction]) -> DietEstimate:
    """Diet calcium a day from servings a week by food id.

    Foods not in the list are left out.  Raises ValueError when nothing is eaten at all: an empty
    list is not an answer of zero.
    """
    eaten = [(food, times_a_week[food.id]) for food in foods if times_a_week.get(food.id)]
    if not eaten:
        raise ValueError("no servings given")
    exact = [food._exact_mg * times / 7 for food, times in eaten]
    total = sum(exact, Fraction(OTHER_FOOD_MG))
    shares = tuple(
        FoodShare(food, times, round_half_up(mg))
        for (food, times), mg in zip(eaten, exact, strict=True)
    )
    rounded = ROUNDED_TO_MG * round_half_up(total / ROUNDED_TO_MG)
    return DietEstimate(shares, OTHER_FOOD_MG, round_half_up(total), rounded)


@dataclass(frozen=True, slots=True)
class FoodSuggestion:
    """So many servings of one food a day bring `mg` more calcium."""

    food: Food
    portions: int
    mg: int


class FoodList(tuple[Food, ...]):
    """Foods in the editor's order, and on shelves that find the right serving at once."""

    @cached_property
    def shelves(self) -> dict[tuple[str, bool], list[Food]]:
        """By group and short list: foods with calcium, the smallest serving of it first."""
        shelves: dict[tuple[str, bool], list[Food]] = {}
        for food in sorted(self, key=lambda food: (food.mg_per_serving, food.id)):
            if food.mg_per_serving:
                shelves.setdefault((food.group, food.short_list), []).append(food)
        return shelves


def foods_closing(
    foods: Iterable[Food],
    gap_mg: int,
    most: int = 4,
    may_suggest: Callable[[str], bool] = lambda group: True,
) -> tuple[FoodSuggestion, ...]:
    """A choice of foods of which one alone, where it can, brings `gap_mg` more calcium a day.

    One food a group, at most `MOST_PORTIONS` servings of it.  Foods that close the gap come before
    those that bring most of it, everyday foods of the short list before others; then the fewest
    servings and the closest fit.  Foods that bring half or less are named only where there is
    nothing better.  At most `most` foods, of groups that `may_suggest` lets pass.
    """
    if gap_mg <= 0:
        return ()
    shelves = (foods if isinstance(foods, FoodList) else FoodList(foods)).shelves
    suggestions = [
        _best_of(shelf, gap_mg) for (group, _), shelf in shelves.items() if may_suggest(group)
    ]
    helpful = [it for it in suggestions if 2 * it.mg > gap_mg] or suggestions
    chosen: dict[str, FoodSuggestion] = {}
    for suggestion in sorted(helpful, key=lambda it: _worth(it, gap_mg)):
        chosen.setdefault(suggestion.food.group, suggestion)
    return tuple(chosen.values())[:most]


def _best_of(shelf: Sequence[Food], gap_mg: int) -> FoodSuggestion:
    """The fewest servings that close the gap, and of those the closest fit; else the most."""

    def first(mg_per_serving: int) -> int:
        return bisect_left(shelf, mg_per_serving, key=lambda food: food.mg_per_serving)

    for portions in range(1, MOST_PORTIONS + 1):
        place = first(-(-gap_mg // portions))
        if place < len(shelf):
            break
    else:
        place = first(shelf[-1].mg_per_serving)
    food = shelf[place]
    return FoodSuggestion(food, portions, portions * food.mg_per_serving)


def _worth(suggestion: FoodSuggestion, gap_mg: int) -> tuple[bool, bool, int, int, int, int]:
    """Sorts the most useful suggestion first."""
    food, mg = suggestion.food, suggestion.mg
    return (
        mg < gap_mg,
        not food.short_list,
        -min(mg, gap_mg),
        suggestion.portions,
        mg,
        food.id,
    )


def round_half_up(number: Fraction) -> int:
    """Python rounds halves to even, which surprises people who check a sum by hand."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)
