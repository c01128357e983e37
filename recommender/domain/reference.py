"""The editor's reference table and how a visitor's row is found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from typing import Protocol

from .ages import SERVED, AgeBand, bands_of
from .nutrients import UNITS, Nutrient, Range, Unit
from .profile import Menopause


class Condition(StrEnum):
    """Whom a row is for besides its age band."""

    ANY = "any"
    POSTMENOPAUSAL = "postmenopausal"


class Sun(StrEnum):
    """Which of the two D3 columns counts."""

    LITTLE = "little"
    ENOUGH = "enough"


class Band(Protocol):
    """The part of a row that decides whom it is for."""

    @property
    def code(self) -> str: ...
    @property
    def ages(self) -> AgeBand: ...
    @property
    def menopause(self) -> str: ...


RANGE_NUTRIENT = {
    "calcium_total": Nutrient.CALCIUM,
    "calcium_supplement": Nutrient.CALCIUM,
    "d3_little_sun": Nutrient.D3,
    "d3_enough_sun": Nutrient.D3,
    "k2": Nutrient.K2,
    "k1": Nutrient.K1,
}
"""The ranges of a row, in the order of the published table, and what each is an amount of."""
RANGES = tuple(RANGE_NUTRIENT)
_SUFFIX = {Unit.MG: "mg", Unit.IU: "iu", Unit.UG: "ug"}


def columns_of(name: str) -> tuple[str, str]:
    """The low and the high column of a range: "k1" -> ("k1_min_ug", "k1_max_ug")."""
    suffix = _SUFFIX[UNITS[RANGE_NUTRIENT[name]]]
    return f"{name}_min_{suffix}", f"{name}_max_{suffix}"


AMOUNT_COLUMNS = tuple(column for name in RANGES for column in columns_of(name))
TABLE_COLUMNS = (
    *("code", "label_en", "label_zh_hant", "age_from", "age_to", "menopause"),
    *AMOUNT_COLUMNS,
)
"""The columns of the table as a file."""


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One population's amounts a day.

    `calcium_total` is diet plus supplement; every other range is the supplement alone.
    Labels are the editor's own words.
    """

    code: str
    label_en: str
    label_zh_hant: str
    ages: AgeBand
    menopause: Condition
    calcium_total: Range
    calcium_supplement: Range
    d3_little_sun: Range
    d3_enough_sun: Range
    k2: Range
    k1: Range

    def supplement(self, nutrient: Nutrient, sun: Sun) -> Range:
        """The table's supplement range, in the nutrient's unit."""
        match nutrient:
            case Nutrient.CALCIUM:
                return self.calcium_supplement
            case Nutrient.D3:
                return self.d3_enough_sun if sun is Sun.ENOUGH else self.d3_little_sun
            case Nutrient.K2:
                return self.k2
            case Nutrient.K1:
                return self.k1


@dataclass(frozen=True)
class ReferenceTable:
    """The rows, and from how many minutes of midday sun the "enough sun" column counts."""

    enough_sun_minutes: int
    rows: tuple[ReferenceRow, ...]

    def row_for(self, age: int, menopause: Menopause) -> ReferenceRow:
        """The row whose age band holds `age`; one whose menopause condition is met wins.

        "Not sure" counts as not met.  Raises LookupError where no row fits, which a
        published table never does for ages 4 to 120.
        """
        met = [Condition.ANY]
        if menopause is Menopause.YES:
            met.insert(0, Condition.POSTMENOPAUSAL)
        for condition in met:
            if row := self._row_at.get((condition, age)):
                return row
        raise LookupError("no row for this age")

    def menopause_matters(self, age: int) -> bool:
        """Whether the menopause answer can change the row at this age."""
        return (Condition.POSTMENOPAUSAL, age) in self._row_at

    @cached_property
    def _row_at(self) -> dict[tuple[Condition, int], ReferenceRow]:
        """The first row of each condition at each age."""
        rows: dict[tuple[Condition, int], ReferenceRow] = {}
        for row in self.rows:
            for age in row.ages.years:
                rows.setdefault((row.menopause, age), row)
        return rows

    def sun_column(self, minutes: int | None) -> Sun:
        """Not sure (None) counts as little sun."""
        enough = minutes is not None and minutes >= self.enough_sun_minutes
        return Sun.ENOUGH if enough else Sun.LITTLE


class CoverageFault(StrEnum):
    NOBODY = "nobody"
    """No row holds these ages."""
    OVERLAP = "overlap"
    """Two rows with the same condition hold these ages."""


@dataclass(frozen=True, slots=True)
class CoverageProblem:
    """The ages at fault; `codes` names the rows involved."""

    fault: CoverageFault
    ages: AgeBand
    codes: tuple[str, ...] = ()


def coverage_problems(bands: Sequence[Band]) -> tuple[CoverageProblem, ...]:
    """Why these bands cannot be published: empty when every age served finds exactly one row.

    Rows for any menopause status must cover all ages, since the condition may be unmet; rows
    with a condition may leave gaps but not overlap each other.
    """
    for_any = [band.ages for band in bands if band.menopause == Condition.ANY]
    uncovered = [age for age in SERVED.years if not any(age in ages for ages in for_any)]
    problems = [CoverageProblem(CoverageFault.NOBODY, ages) for ages in bands_of(uncovered)]
    for one, other in combinations(bands, 2):
        both = one.ages.overlap(other.ages)
        if one.menopause == other.menopause and both:
            codes = (one.code, other.code)
            problems.append(CoverageProblem(CoverageFault.OVERLAP, both, codes))
    return tuple(problems)
