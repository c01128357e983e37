"""What the pages of eleven boxes ask of the registry, until they ask `rules` themselves."""

from collections.abc import Iterable

from . import rules
from .nutrients import Nutrient
from .profile import Caution
from .registry import RULES, WITHHOLDING

WITHHOLDS: dict[Caution, frozenset[Nutrient]] = {
    caution: frozenset(each for each in Nutrient if RULES[caution].on(each) in WITHHOLDING)
    for caution in Caution
}
SPACED_FROM_CALCIUM = tuple(
    caution for caution in Caution if Nutrient.CALCIUM in RULES[caution].spaced
)
"""Medicines and minerals that calcium must be kept apart from."""
LESS_ABSORBED = (Caution.FAT_ABSORPTION,)
"""Medicines that make the gut take up less vitamin D and K."""


def may_suggest(food_group: str, cautions: Iterable[Caution]) -> bool:
    """Whether more food of this group may be advised."""
    return not rules.steady_diet(cautions) or food_group in rules.STEADY_DIET_GROUPS


def withheld_by(nutrient: Nutrient, cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """The cautions, in the order asked, because of which no amount may be shown."""
    return tuple(Caution(rule.code) for rule in rules.withheld_by(nutrient, cautions))


def notes(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """The cautions that call for a note on how to take things, in the order asked."""
    return tuple(Caution(rule.code) for rule in rules.spaced(cautions))
