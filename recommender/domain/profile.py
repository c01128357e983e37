"""What a visitor may answer, and within which bounds."""

from dataclasses import dataclass, field
from enum import StrEnum

from .nutrients import Nutrient, Range

AGE = Range(0, 120)
"""Whole years."""
YOUNGEST_AGE = 4
"""The reference table has no row below this age and must not be extrapolated."""
ADULT_AGE = 18
LESS_VITAMIN_D_FROM_AGE = 65
"""From here on skin makes noticeably less vitamin D from the same sun."""
DIET_CALCIUM_MG = Range(0, 10_000)
SUN_MINUTES = Range(0, 1_440)
SUN_PROTECTION_MINUTES = 30
"""Above this much midday sun a word on skin protection is due."""
TAKEN = {
    Nutrient.CALCIUM: Range(0, 5_000),
    Nutrient.D3: Range(0, 100_000),
    Nutrient.K2: Range(0, 50_000),
    Nutrient.K1: Range(0, 50_000),
}
"""What someone may already take a day, in the nutrient's unit: bounds of belief, not of safety."""


class Menopause(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"
    NOT_SURE = "not-sure"


class Caution(StrEnum):
    """A medicine or condition that matters more than any amount (rules §5).

    All 20 boxes of the registry in the order asked, and the answer "I do not know what I take".
    What each of them means stands in `rules`; a form may ask fewer.
    """

    VITAMIN_K_ANTAGONIST = "vitamin-k-antagonist"
    OTHER_BLOOD_THINNERS = "other-blood-thinners"
    THIAZIDE_OR_DIGOXIN = "thiazide-or-digoxin"
    KIDNEY_DISEASE = "kidney-disease"
    KIDNEY_STONES = "kidney-stones"
    OSTEOPOROSIS_OR_FRACTURE = "osteoporosis-or-fracture"
    BISPHOSPHONATE = "bisphosphonate"
    BONE_INJECTION = "bone-injection"
    ACTIVE_VITAMIN_D = "active-vitamin-d"
    LEVOTHYROXINE = "levothyroxine"
    LONG_TERM_STEROIDS = "long-term-steroids"
    HIGH_BLOOD_CALCIUM = "high-blood-calcium"
    TETRACYCLINE_OR_QUINOLONE = "tetracycline-or-quinolone"
    SARCOID_TB_OR_CANCER = "sarcoid-tb-or-cancer"
    POOR_ABSORPTION = "poor-absorption"
    ACID_REDUCERS = "acid-reducers"
    FAT_ABSORPTION = "fat-absorption"
    LITHIUM = "lithium"
    IRON_OR_ZINC = "iron-or-zinc"
    PREGNANT_OR_BREASTFEEDING = "pregnant-or-breastfeeding"
    DONT_KNOW = "dont-know"


class DietSource(StrEnum):
    """How the visitor came to their diet's calcium; an estimate carries its error (rules §8)."""

    TYPED = "typed"
    QUICK = "quick"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Taken:
    """Supplements taken a day: mg elemental calcium, IU of D3, µg of K2 and of K1.

    `unknown` names the nutrients that are taken in an amount not known ("I take it but do not
    know how much"); their number is then the part that is known, as a rule 0.  `prescribed` names
    those that a doctor prescribed or told the visitor to take.  Raises ValueError outside `TAKEN`.
    """

    calcium: int = 0
    d3: int = 0
    k2: int = 0
    k1: int = 0
    unknown: frozenset[Nutrient] = frozenset()
    prescribed: frozenset[Nutrient] = frozenset()

    def __post_init__(self) -> None:
        for nutrient, bounds in TAKEN.items():
            _inside(bounds, self.of(nutrient), f"{nutrient} taken")

    def of(self, nutrient: Nutrient) -> int:
        """As far as it is known; `amount` tells known from unknown."""
        amount: int = getattr(self, nutrient.value)
        return amount

    def amount(self, nutrient: Nutrient) -> int | None:
        """What is taken a day, 0 for nothing; None where it is not known, which is never zero."""
        return None if nutrient in self.unknown else self.of(nutrient)

    def takes(self, nutrient: Nutrient) -> bool:
        """Whether any is taken, known or not."""
        return nutrient in self.unknown or self.of(nutrient) > 0

    def __bool__(self) -> bool:
        return any(self.takes(nutrient) for nutrient in Nutrient)


@dataclass(frozen=True, slots=True)
class Profile:
    """One visitor's answers.

    None for `diet_calcium_mg` or `sun_minutes` means "not sure", which is never zero.
    `menopause` is NOT_APPLICABLE where the question was not asked; `diet_source` tells an
    estimated diet from a figure that the visitor knows.
    Raises ValueError outside the bounds above or under `YOUNGEST_AGE`; the message never
    repeats the answer, for error texts end up in logs.
    """

    age: int
    menopause: Menopause = Menopause.NOT_APPLICABLE
    diet_calcium_mg: int | None = None
    sun_minutes: int | None = None
    taken: Taken = field(default_factory=Taken)
    cautions: frozenset[Caution] = frozenset()
    diet_source: DietSource = DietSource.TYPED

    def __post_init__(self) -> None:
        _inside(Range(YOUNGEST_AGE, AGE.high), self.age, "age")
        if self.diet_calcium_mg is not None:
            _inside(DIET_CALCIUM_MG, self.diet_calcium_mg, "diet calcium")
        if self.sun_minutes is not None:
            _inside(SUN_MINUTES, self.sun_minutes, "sun minutes")

    @property
    def is_minor(self) -> bool:
        return self.age < ADULT_AGE


def _inside(bounds: Range, amount: int, what: str) -> None:
    if amount not in bounds:
        raise ValueError(f"{what} is outside {bounds.low} to {bounds.high}")
