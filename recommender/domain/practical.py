"""How an amount is taken: doses, salts, units."""

from enum import StrEnum
from fractions import Fraction

from .diet import round_half_up
from .nutrients import IU_PER_UG_D3

LARGEST_DOSE_MG = 500
"""Elemental calcium the gut takes up well at once; more is split over meals."""


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


def d3_ug(iu: int) -> Fraction:
    """IU of vitamin D as µg, exactly."""
    return Fraction(iu, IU_PER_UG_D3)


def d3_iu(ug: Fraction) -> int:
    """µg of vitamin D as IU, to the nearest IU."""
    return round_half_up(ug * IU_PER_UG_D3)
