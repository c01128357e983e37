"""Cautions come before any number: what they withhold and what must be spaced apart.

Safety logic lives here with its tests, never in editable rows.  Sources: DOMAIN §4; the MK-7 and
INR trial is doi 10.1111/jth.12203.
"""

from collections.abc import Iterable

from .nutrients import Nutrient
from .profile import Caution

_CALCIUM_AND_D3 = frozenset({Nutrient.CALCIUM, Nutrient.D3})
_ALL = frozenset(Nutrient)

WITHHOLDS: dict[Caution, frozenset[Nutrient]] = {
    Caution.VITAMIN_K_ANTAGONIST: frozenset({Nutrient.K2, Nutrient.K1}),
    Caution.KIDNEY_DISEASE: _ALL,
    Caution.KIDNEY_STONES: _CALCIUM_AND_D3,
    Caution.HIGH_BLOOD_CALCIUM: _CALCIUM_AND_D3,
    Caution.THIAZIDE_OR_DIGOXIN: _CALCIUM_AND_D3,
    Caution.PREGNANT_OR_BREASTFEEDING: _ALL,
}

SPACED_FROM_CALCIUM = (
    Caution.LEVOTHYROXINE,
    Caution.BISPHOSPHONATE,
    Caution.TETRACYCLINE_OR_QUINOLONE,
    Caution.IRON_OR_ZINC,
)
"""Medicines and minerals that calcium must be kept apart from."""

LESS_ABSORBED = (Caution.FAT_ABSORPTION,)
"""Medicines that make the gut take up less vitamin D and K."""


STEADY_DIET_GROUPS = frozenset({"dairy", "fortified", "seafood"})
"""Food groups poor in vitamin K: all that may be suggested to someone on a vitamin K antagonist,
whose diet has to stay steady (greens and natto change the INR)."""


def may_suggest(food_group: str, cautions: Iterable[Caution]) -> bool:
    """Whether more food of this group may be advised."""
    return Caution.VITAMIN_K_ANTAGONIST not in cautions or food_group in STEADY_DIET_GROUPS


def withheld_by(nutrient: Nutrient, cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """The cautions, in the order asked, because of which no amount may be shown."""
    present = set(cautions)
    return tuple(
        caution
        for caution in Caution
        if caution in present and nutrient in WITHHOLDS.get(caution, ())
    )


def notes(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """The cautions that call for a note on how to take things, in the order asked."""
    present = set(cautions)
    return tuple(
        caution for caution in (*SPACED_FROM_CALCIUM, *LESS_ABSORBED) if caution in present
    )
