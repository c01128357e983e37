"""What an action is: one for each member of the team, in one direction (rules §4).

Nothing here is a sentence: codes, amounts and official values, which pages put in words.
"""

from dataclasses import dataclass
from enum import StrEnum

from .calcium import Status
from .nutrients import Nutrient, Range
from .official import OfficialValue
from .registry import Rule, Urgency


class Do(StrEnum):
    """The twelve actions."""

    ASK_FIRST = "ask-first"
    ASK_NOW = "ask-now"
    LOOK = "look"
    """Find the bottle and add it."""
    REDUCE = "reduce"
    KEEP = "keep"
    FOOD = "food"
    ESTIMATE = "estimate"
    """Find out what food brings."""
    NONE = "none"
    """None needed."""
    STOP = "stop"
    OPTIONAL = "optional"
    START = "start"
    ADD = "add"


class Line(StrEnum):
    """What is said quietly with an action; never in another direction."""

    PRESCRIBED = "prescribed"
    """Do not change it on your own."""
    ASK_FOR_LESS = "ask-for-less"
    """Above a limit, not above all: ask at the next visit if less would do."""
    TREATMENT_DOSE = "treatment-dose"
    """Prescribed D3 above every limit: go on, and ask for how many weeks."""
    TREATMENT_NEEDS_IT = "treatment-needs-it"
    """Your treatment usually needs it: ask how much."""
    LESS_THAN_TREATMENT = "less-than-treatment"
    """You take less than this: do not stop, ask if it is enough."""
    LIMIT_PASSED = "limit-passed"
    """Whose limit is passed, and whose is not."""
    KNOWN_PART_OVER_LIMIT = "known-part-over-limit"
    """One bottle is to be found, and what is known of the others passes a limit already."""
    LEAVE_OUT_UNTIL_CHECKED = "leave-out-until-checked"
    """Take none until your blood calcium has been checked; the amount is for afterwards."""
    HIGH_D3 = "high-d3"
    """No calcium on top of so much D3 before blood calcium has been checked."""
    FOOD_TAKES_OVER = "food-takes-over"
    """The total is fine: let food take over what passes the table's supplement when it can."""
    UNPROVEN = "unproven"
    """The table advises it, a benefit is not proven: your choice."""
    WINTER = "winter"
    """Above the amount for enough sun: in winter that for little sun counts."""
    ABOVE_OFFICIAL = "above-official"
    """Official figures stop below; more has not been shown to help healthy people."""
    FOOD_MUST_RISE = "food-must-rise"
    """The supplement does not reach the target; food has to bring `food` more."""
    MORE_THAN_NEEDED = "more-than-needed"
    HIGHER_INTAKES = "higher-intakes"
    """An authority recommends more than this leaves; food closes it."""
    WITHOUT_VITAMIN_K = "without-vitamin-k"
    """Choose a product without vitamin K."""


class Sure(StrEnum):
    """Whether an estimated diet reaches the target, as far as its error lets one tell."""

    SHORT = "short"
    CLOSE = "close"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Action:
    """What to do about one nutrient.  Amounts a day, in the nutrient's unit.

    `row` is the row of rules §4 that spoke.  `taken` is None where it is not known.  `table` is
    the advised range after limits, None exactly where it is withheld.  `total` is the supplement's
    new total that is printed, None where no change is; with `food` it is what a supplement may
    bring if preferred.  `urgency` is TODAY, SOON or None.  `rules` are those that withhold it or
    that need it.  `never_stop`: no sentence, also no rule's own, may tell them to stop it.

    `food`: mg calcium that food has to bring more.  `official`: the figure of ABOVE_OFFICIAL or the
    highest of HIGHER_INTAKES; `higher` are those intakes, and `food_to_official` mg from food
    would reach the highest.  `passed` and `kept`: the upper limits that the visitor is above and
    not above, where any is passed.  `sure` goes with the calcium of an estimated diet.
    """

    nutrient: Nutrient
    do: Do
    row: int
    taken: int | None
    status: Status
    table: Range | None
    total: Range | None = None
    urgency: Urgency | None = None
    rules: tuple[Rule, ...] = ()
    never_stop: bool = False
    food: int = 0
    lines: tuple[Line, ...] = ()
    official: int = 0
    higher: tuple[OfficialValue, ...] = ()
    food_to_official: int = 0
    passed: tuple[OfficialValue, ...] = ()
    kept: tuple[OfficialValue, ...] = ()
    sure: Sure | None = None

    @property
    def more(self) -> Range | None:
        """What `start` and `add` put on top of what is taken."""
        if self.do not in (Do.START, Do.ADD) or self.total is None or self.taken is None:
            return None
        return self.total.less(self.taken)

    @property
    def less(self) -> Range | None:
        """By how much `reduce` and `stop` lower what is taken; at least the lower end."""
        if self.do not in (Do.REDUCE, Do.STOP) or self.total is None or self.taken is None:
            return None
        return Range(self.taken - self.total.high, self.taken - self.total.low)

    @property
    def food_first(self) -> bool:
        """An estimate cannot tell whether food is enough: food comes before any tablet, and no
        tablet is planned until the exact list is filled in (rules §4)."""
        return self.sure is Sure.CLOSE and self.do in (Do.START, Do.ADD, Do.FOOD)

    @property
    def muted(self) -> bool:
        """The table's amount is shown beside, never as an instruction: a treatment, a child, an
        unknown diet (rows 7, 8 and 9)."""
        return self.row in (7, 8, 9)
