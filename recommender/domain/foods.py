"""Foods that bring calcium, the cards of the quick estimate, and foods that close a gap."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

MOST_PORTIONS = 2
"""More than this of one food a day, on top of what is eaten already, is not advice to follow."""


class Region(StrEnum):
    """Where people eat alike; a food or card without regions is known in all of them."""

    TAIWAN = "tw"
    HONG_KONG = "hk"
    WEST = "west"


class Oxalate(StrEnum):
    """How far oxalate holds a food's calcium back, where it is known."""

    HIGH = "high"
    """A poor source: counts a part in a sum and is never suggested."""
    LOW = "low"
    """Absorbed at least as well as milk's."""
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Food:
    """A food with its usual serving in grams and its calcium in mg per 100 g.

    `regions` is empty for a food of all regions; `kinds` tells what it is made of and for whom it
    is fit ("dairy", "vegan", "fish-bones" …).
    """

    code: str
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
    regions: frozenset[Region] = frozenset()
    kinds: frozenset[str] = frozenset()
    oxalate: Oxalate = Oxalate.UNKNOWN

    @property
    def mg_per_serving(self) -> int:
        """Whole milligrams; half a milligram rounds up."""
        return (self.serving_g * self.calcium_mg_per_100g + 50) // 100

    @property
    def exact_mg(self) -> Fraction:
        """mg calcium in a serving."""
        return Fraction(self.serving_g * self.calcium_mg_per_100g, 100)


@dataclass(frozen=True, slots=True)
class QuickCard:
    """One picture card of the 30-second estimate: foods eaten alike, and an average portion.

    `times` are servings a day for the answers never, sometimes, once and twice; `regions` is
    empty for a card of all regions.
    """

    code: str
    name_en: str
    name_zh_hant: str
    portion_en: str
    portion_zh_hant: str
    mg_per_portion: int
    food_codes: tuple[str, ...]
    times: tuple[Fraction, Fraction, Fraction, Fraction]
    hint_en: str = ""
    hint_zh_hant: str = ""
    regions: frozenset[Region] = frozenset()


@dataclass(frozen=True, slots=True)
class FoodSuggestion:
    """So many servings of one food a day bring `mg` more calcium."""

    food: Food
    portions: int
    mg: int


class FoodList(tuple[Food, ...]):
    """Foods in the editor's order."""

    def of(self, region: Region) -> "FoodList":
        """The foods that are known in this region."""
        return self._by_region[region]

    @cached_property
    def _by_region(self) -> dict[Region, "FoodList"]:
        return {
            region: FoodList(food for food in self if not food.regions or region in food.regions)
            for region in Region
        }


def foods_closing(
    foods: Iterable[Food],
    gap_mg: int,
    most: int = 4,
    may_suggest: Callable[[Food], bool] = lambda food: True,
) -> tuple[FoodSuggestion, ...]:
    """A choice of foods of which one alone, where it can, brings `gap_mg` more calcium a day.

    One food a group, at most `MOST_PORTIONS` servings of it.  Foods that close the gap come before
    those that bring most of it, everyday foods of the short list before others; then the fewest
    servings and the closest fit.  Foods that bring half or less are named only where there is
    nothing better.  At most `most` foods, those that `may_suggest` lets pass.
    """
    if gap_mg <= 0:
        return ()
    suggestions = [
        _suggestion(food, gap_mg)
        for food in foods
        if food.mg_per_serving and food.oxalate is not Oxalate.HIGH and may_suggest(food)
    ]
    helpful = [it for it in suggestions if 2 * it.mg > gap_mg] or suggestions
    chosen: dict[str, FoodSuggestion] = {}
    for suggestion in sorted(helpful, key=lambda it: _worth(it, gap_mg)):
        chosen.setdefault(suggestion.food.group, suggestion)
    return tuple(chosen.values())[:most]


def _suggestion(food: Food, gap_mg: int) -> FoodSuggestion:
    """As many servings as close the gap, at most so many as are advice to follow."""
    portions = min(MOST_PORTIONS, -(-gap_mg // food.mg_per_serving))
    return FoodSuggestion(food, portions, portions * food.mg_per_serving)


def _worth(suggestion: FoodSuggestion, gap_mg: int) -> tuple[bool, bool, int, int, int]:
    """Sorts the most useful suggestion first."""
    food, mg = suggestion.food, suggestion.mg
    return (mg < gap_mg, not food.short_list, -min(mg, gap_mg), suggestion.portions, mg)
