"""The editor's reference table and how a visitor's row is found in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from .nutrients import Nutrient, Range
from .profile import AGE, YOUNGEST_AGE, Menopause


class Condition(StrEnum):
    """Whom a row is for besides its age band."""

    ANY = "any"
    POSTMENOPAUSAL = "postmenopausal"


class Sun(StrEnum):
    """Which of the two D3 columns counts."""

    LITTLE = "little"
    ENOUGH = "enough"


class Band(Protocol):
    """The part of a row that decides whom it is for; age_to None means no upper end."""

    @property
    def code(self) -> str: ...
    @property
    def age_from(self) -> int: ...
    @property
    def age_to(self) -> int | None: ...
    @property
    def menopause(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One population's amounts a day.

    `calcium_total` is diet plus supplement; every other range is the supplement alone.
    Labels are the editor's own words.
    """

    code: str
    label_en: str
    label_zh_hant: str
    age_from: int
    age_to: int | None
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
    """One edition of the reference table.

    `enough_sun_minutes`: minutes of midday sun from which the "enough sun" column counts.
    """

    edition: int
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
            for age in range(row.age_from, min(_last_age(row), AGE.high) + 1):
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
    """Ages `age_from` to `age_to` (both included) at fault; `codes` names the rows involved."""

    fault: CoverageFault
    age_from: int
    age_to: int
    codes: tuple[str, ...] = ()


def coverage_problems(bands: Sequence[Band]) -> tuple[CoverageProblem, ...]:
    """Why these bands cannot be published: empty when every age 4–120 finds exactly one row.

    Rows for any menopause status must cover all ages, since the condition may be unmet; rows
    with a condition may leave gaps but not overlap each other.
    """
    ages = range(YOUNGEST_AGE, AGE.high + 1)
    unconditional = [band for band in bands if band.menopause == Condition.ANY]
    uncovered = [age for age in ages if not any(_holds(band, age) for band in unconditional)]
    problems = [
        CoverageProblem(CoverageFault.NOBODY, first, last) for first, last in _runs(uncovered)
    ]
    for number, band in enumerate(bands):
        for other in bands[number + 1 :]:
            first = max(band.age_from, other.age_from)
            last = min(_last_age(band), _last_age(other))
            if band.menopause == other.menopause and first <= last:
                codes = (band.code, other.code)
                problems.append(CoverageProblem(CoverageFault.OVERLAP, first, last, codes))
    return tuple(problems)


def _holds(band: Band, age: int) -> bool:
    return band.age_from <= age <= _last_age(band)


def _last_age(band: Band) -> int:
    return AGE.high if band.age_to is None else band.age_to


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending numbers as (first, last) of each unbroken run."""
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(number)
    if run:
        yield run[0], run[-1]
