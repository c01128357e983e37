"""Amounts as horizontal bars: only numbers here, in percent of the track's length."""

from typing import NamedTuple

from ..domain.calcium import CalciumGap
from ..domain.nutrients import Range
from ..domain.recommendation import Advice

THINNEST = 1.0
"""Percent: a target of one figure is still seen, and clicked on by nobody."""
HEADROOM = 1.06
"""The longest part ends before the track does, so that its end is seen."""


class Part(NamedTuple):
    """A stretch of the track from `x`, `width` wide, both in percent."""

    x: float
    width: float


class Bar(NamedTuple):
    """What is drawn: parts that are None are not there to be drawn.

    `diet` and `taken` lie end to end from the left, `target` is an outlined box, `limit` a line.
    """

    diet: Part | None
    taken: Part | None
    target: Part
    limit: float | None


def calcium_bar(gap: CalciumGap, taken: int) -> Bar:
    """Diet and supplements taken against the target for diet and supplements together."""
    return _bar(gap.diet or 0, taken, gap.target, gap.limit)


def supplement_bar(advice: Advice) -> Bar:
    """Supplements taken against the range advised.  Raises ValueError where it is withheld."""
    if advice.amount is None:
        raise ValueError("a withheld amount has no picture")
    return _bar(0, advice.taken, advice.amount, advice.limit)


def _bar(diet: int, taken: int, target: Range, limit: int | None) -> Bar:
    longest = HEADROOM * max(diet + taken, target.high, limit or 0, 1)

    def part(start: int, length: int) -> Part:
        return Part(_percent(start / longest), _percent(length / longest))

    box = part(target.low, target.high - target.low)
    return Bar(
        diet=part(0, diet) if diet else None,
        taken=part(diet, taken) if taken else None,
        target=Part(box.x, max(box.width, THINNEST)),
        limit=None if limit is None else _percent(limit / longest),
    )


def _percent(share: float) -> float:
    return round(100 * share, 2)
