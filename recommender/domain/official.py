"""What authorities publish: recommended intakes and tolerable upper intake levels."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .nutrients import Nutrient
from .profile import AGE


class Kind(StrEnum):
    RECOMMENDED = "recommended"
    """Recommended dietary allowance or adequate intake."""
    UPPER_LIMIT = "upper_limit"
    """Tolerable upper intake level."""


class Sex(StrEnum):
    ANY = "any"
    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class OfficialValue:
    """One authority's figure for one age band, in the nutrient's unit.

    `age_to` belongs to the band; None means no upper end.
    """

    authority: str
    nutrient: Nutrient
    kind: Kind
    age_from: int
    age_to: int | None
    sex: Sex
    amount: int
    source_title: str
    source_url: str

    def applies(self, age: int, sex: Sex = Sex.ANY) -> bool:
        """Whether it holds at this age; Sex.ANY asks for the values of either sex."""
        return (
            self.age_from <= age
            and (self.age_to is None or age <= self.age_to)
            and (Sex.ANY in (sex, self.sex) or sex == self.sex)
        )


@dataclass(frozen=True)
class OfficialValues:
    values: tuple[OfficialValue, ...]

    def recommended(
        self, nutrient: Nutrient, age: int, sex: Sex = Sex.ANY
    ) -> tuple[OfficialValue, ...]:
        """Recommended intakes at this age, in the order kept; both sexes unless one is given."""
        return self._of(nutrient, Kind.RECOMMENDED, age, sex)

    def upper_limits(
        self, nutrient: Nutrient, age: int, sex: Sex = Sex.ANY
    ) -> tuple[OfficialValue, ...]:
        return self._of(nutrient, Kind.UPPER_LIMIT, age, sex)

    def strictest_upper_limit(self, nutrient: Nutrient, age: int) -> int | None:
        """The lowest upper limit any authority sets at this age; None where none is set."""
        return min((value.amount for value in self.upper_limits(nutrient, age)), default=None)

    def _of(self, nutrient: Nutrient, kind: Kind, age: int, sex: Sex) -> tuple[OfficialValue, ...]:
        values = self._at.get((nutrient, kind, age), ())
        return tuple(value for value in values if value.applies(age, sex))

    @cached_property
    def _at(self) -> dict[tuple[Nutrient, Kind, int], list[OfficialValue]]:
        found: dict[tuple[Nutrient, Kind, int], list[OfficialValue]] = {}
        for value in self.values:
            last = AGE.high if value.age_to is None else min(value.age_to, AGE.high)
            for age in range(value.age_from, last + 1):
                found.setdefault((value.nutrient, value.kind, age), []).append(value)
        return found
