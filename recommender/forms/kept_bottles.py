"""How the answers keep bottles: what was meant, a figure with its unit; never a text read anew."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..domain.bottles import MOST_BOTTLES, Bottle, Bottles, Per
from ..domain.nutrients import Nutrient
from ..domain.schedule import ELEMENTAL_PERCENT, Salt
from .meanings import UNITS

COUNTS = ("serving", "tablets", "times")
MOST_AT_A_TIME = 100
LONGEST_NAME = 30
_AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_COUNT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?|[0-9]{1,4}/[0-9]{1,4}")


def to_bottle(stored: Mapping[str, Any]) -> Bottle:
    """Raises ValueError, TypeError, KeyError or ZeroDivisionError for what was never stored."""
    amounts = {}
    for nutrient in Nutrient:
        if nutrient in stored:
            factor = UNITS[nutrient][stored[f"{nutrient}_unit"]]
            amounts[nutrient] = _number(_AMOUNT, stored[nutrient]) * factor
    if salt := stored.get("calcium_as"):
        amounts[Nutrient.CALCIUM] *= Fraction(ELEMENTAL_PERCENT[Salt(salt)], 100)
    counts = {name: _number(_COUNT, stored.get(name, "1")) for name in COUNTS}
    if not all(0 < count <= 3 * MOST_AT_A_TIME for count in counts.values()):
        raise ValueError("a count out of bounds")
    name = stored.get("name", "")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise ValueError("no name")
    return Bottle(
        amounts,
        unknown=frozenset(map(Nutrient, stored.get("unknown", "").split())),
        **counts,
        per=Per(stored.get("per", Per.DAY)),
        prescribed="prescribed" in stored,
        active_d3="active_d3" in stored,
        name=name,
    )


def to_bottles(stored: object) -> Bottles:
    """All of them; empty for what this release could not have stored."""
    if not isinstance(stored, list) or len(stored) > MOST_BOTTLES:
        return Bottles()
    try:
        bottles = Bottles(map(to_bottle, stored))
    except (ValueError, TypeError, KeyError, ZeroDivisionError, AttributeError):
        return Bottles()
    return bottles if bottles.are_believable else Bottles()


def as_typed(stored: Mapping[str, str]) -> dict[str, Any]:
    """A stored bottle as its form shows it."""
    typed: dict[str, Any] = {"serving": "1", "tablets": "1", "times": "1", "per": "day"}
    typed |= {name: value for name, value in stored.items() if name not in ("unknown", "active_d3")}
    return typed | {f"{code}_unknown": True for code in stored.get("unknown", "").split()}


def _number(pattern: re.Pattern[str], text: str) -> Fraction:
    if pattern.fullmatch(text) is None:
        raise ValueError("no number")
    return Fraction(text)


def text_of(number: Fraction) -> str:
    """ "37.5"; "1/3" where no decimal says it."""
    if (10**9 * number).denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    whole, rest = divmod(int(number * 10**9), 10**9)
    return f"{whole}.{rest:09}".rstrip("0").rstrip(".")
