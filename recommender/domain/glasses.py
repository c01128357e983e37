"""A day's calcium in glasses of milk: what food and tablets fill, what is missing (rules §8)."""

from dataclasses import dataclass

from .action import Action, Do
from .case import Case
from .nutrients import Range

MOST_DRAWN = 12
"""More than this nobody counts; the figures beside say the rest."""
ALMOST_THERE_MG = 63
"""Less than this is missing: "almost there", for a quarter of a glass rounds to nothing."""
FALLING = (Do.REDUCE, Do.STOP)


@dataclass(frozen=True, slots=True)
class Glasses:
    """mg/day, drawn to scale in glasses of `size` mg.

    `tablets` is 0 where none are taken, where how much is not known, and where their amount is
    withheld.  `target` is the total's, under 18 up to the highest official intake.  `missing` is
    what food or tablets still have to bring and `over` what they bring too much; one of them at
    most is not 0, and none where the action says no such thing.
    """

    size: int
    food: int
    tablets: int
    target: Range
    missing: int
    over: int

    @property
    def drawn(self) -> int:
        """How many glasses the scale has: up to the target's end, and as many as are filled."""
        most = max(self.target.high, self.total)
        return min(MOST_DRAWN, -(-most // self.size))

    @property
    def almost(self) -> bool:
        return 0 < self.missing < ALMOST_THERE_MG

    @property
    def total(self) -> int:
        return self.food + self.tablets

    @property
    def reached(self) -> bool:
        return self.total >= self.target.low


def glasses(case: Case, action: Action, size: int) -> Glasses | None:
    """Of calcium; None where the diet is not known and where no food target may be shown."""
    gap = case.gap
    if gap is None or gap.diet is None:
        return None
    target = gap.target
    if case.minor:
        target = Range(target.low, case.highest_target)
    tablets = 0 if case.withheld else case.known
    over = max(0, gap.diet + tablets - target.high) if action.do in FALLING else 0
    missing = 0 if over else missing_from_food(case, action)
    return Glasses(size, gap.diet, tablets, target, missing=missing, over=over)


def missing_from_food(case: Case, action: Action) -> int:
    """mg of calcium still missing to what the action aims at; 0 where it says no such thing.

    Where a supplement is started, raised or withheld, food can bring it as well; no further than
    the strictest limit.
    """
    if case.gap is None or case.gap.diet is None or case.unknown:
        return 0
    if action.food_to_official:
        return action.food_to_official
    asks = case.withheld and not case.known
    if action.do not in (Do.START, Do.ADD) and not asks:
        return action.food
    low = case.gap.target.low
    return max(0, (low if case.limit is None else min(low, case.limit)) - case.with_food)


def food_to_name(case: Case, action: Action) -> int:
    """mg of calcium that foods are suggested for: what food must bring beside the supplement, or
    all that is missing where food alone can do it."""
    return action.food or missing_from_food(case, action)
