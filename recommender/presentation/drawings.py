"""Pictures in numbers: a day's calcium in glasses of milk, and a plain bar for D3."""

from typing import NamedTuple

from ..domain.action import Action
from ..domain.glasses import Glasses
from ..domain.nutrients import Range

STEP, TALL, WIDE, NARROW = 54, 80, 42.0, 30.0
"""A glass in the picture's own units: from one to the next, its height, its rim and its foot."""
TOP, EDGE = 8.0, 4.0
LINE_OVER = 4.0
"""How far a line of the target sticks out of its glass."""


class GlassesPicture(NamedTuple):
    """Paths of an SVG `width` wide and `height` high; empty where there is nothing to draw.

    `target` are the lines of the target's ends; `zone` the glasses from one to the other.
    """

    width: int
    height: int
    food: str
    tablets: str
    over: str
    outlines: str
    empty: str
    target: str
    zone: tuple[float, float]


def glasses_picture(it: Glasses) -> GlassesPicture:
    total = it.food + it.tablets
    too_much = total - it.over if it.over else total
    full = -(-total // it.size)
    return GlassesPicture(
        width=STEP * it.drawn,
        height=96,
        food=_fill(it, 0, it.food),
        tablets=_fill(it, it.food, too_much),
        over=_fill(it, max(too_much, it.food), total),
        outlines="".join(_outline(number) for number in range(min(full, it.drawn))),
        empty="".join(_outline(number) for number in range(full, it.drawn)),
        target="".join(_mark(it, mg) for mg in sorted({it.target.low, it.target.high})),
        zone=_zone(it),
    )


def food_picture(mg: int, size: int) -> GlassesPicture:
    """What food brings, and no more glasses than that."""
    return glasses_picture(Glasses(size, mg, 0, Range(mg, max(mg, 1)), 0, 0))


def _fill(it: Glasses, start: int, end: int) -> str:
    """What stands between two amounts, glass by glass."""
    paths = []
    for number in range(it.drawn):
        low, high = (min(1.0, max(0.0, mg / it.size - number)) for mg in (start, end))
        if high > low:
            (x1, x2), (x4, x3) = _sides(number, high, 2), _sides(number, low, 2)
            top, bottom = _y(high), _y(low)
            paths.append(
                f"M{x1:.1f} {top:.1f}H{x2:.1f}L{x3:.1f} {bottom:.1f}H{x4:.1f}z",
            )
    return "".join(paths)


def _sides(number: int, level: float, inset: float = 0.0) -> tuple[float, float]:
    """Left and right of a glass at this level."""
    half = (NARROW + (WIDE - NARROW) * level) / 2 - inset
    middle = STEP * number + STEP / 2
    return middle - half, middle + half


def _y(level: float) -> float:
    """Nothing stands on the very bottom, nor fills up to the rim."""
    return TOP + TALL - 2 - level * (TALL - 8)


def _outline(number: int) -> str:
    (left, right), (foot, end) = _sides(number, 1.0), _sides(number, 0.0)
    return f"M{left:.1f} {TOP:g}L{foot:.1f} {TOP + TALL:g}H{end:.1f}L{right:.1f} {TOP:g}"


def _glass_of(it: Glasses, mg: int) -> tuple[int, float]:
    """The glass that an amount ends in, and its level there."""
    number = min(it.drawn - 1, max(0, -(-mg // it.size) - 1))
    return number, min(1.0, mg / it.size - number)


def _mark(it: Glasses, mg: int) -> str:
    number, level = _glass_of(it, mg)
    left, right = _sides(number, level)
    return f"M{left - LINE_OVER:.1f} {_y(level):.1f}H{right + LINE_OVER:.1f}"


def _zone(it: Glasses) -> tuple[float, float]:
    first, _ = _glass_of(it, it.target.low)
    last, _ = _glass_of(it, it.target.high)
    return STEP * first, STEP * (last - first + 1)


THINNEST = 1.0
"""Percent: a range of one figure is still seen."""
HEADROOM = 1.06
"""The longest part ends before the track does, so that its end is seen."""


class Bar(NamedTuple):
    """In percent of the track: the range from `x`, `width` wide; what is taken; the limit."""

    x: float
    width: float
    taken: float | None
    limit: float | None


def d3_bar(action: Action, limit: int | None) -> Bar | None:
    """What is taken against the range advised; None where there is none or nothing is advised."""
    table = action.table
    if table is None or not table.high:
        return None
    longest = HEADROOM * max(table.high, limit or 0, action.taken or 0)
    return Bar(
        _percent(table.low / longest),
        max(THINNEST, _percent((table.high - table.low) / longest)),
        None if not action.taken else _percent(action.taken / longest),
        None if limit is None else _percent(limit / longest),
    )


def _percent(share: float) -> float:
    return round(100 * share, 2)
