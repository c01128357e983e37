"""What authorities publish: recommended intakes and tolerable upper intake levels."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .ages import AgeBand
from .nutrients import Nutrient


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
class Authority:
    """Who publishes figures; values name it by `name`, readers see the short names."""

    code: str
    name: str
    short_en: str
    short_zh_hant: str


@dataclass(frozen=True, slots=True)
class OfficialValue:
    """One authority's figure for one age band, in the nutrient's unit."""

    code: str
    authority: str
    nutrient: Nutrient
    kind: Kind
    ages: AgeBand
    sex: Sex
    amount: int
    source_title: str
    source_url: str

    def __hash__(self) -> int:
        """By what is its own in an edition: the whole of it takes long."""
        return hash(self.code)

    def concerns(self, sex: Sex) -> bool:
        """Whether it is for people of this sex; everything concerns Sex.ANY."""
        return Sex.ANY in (sex, self.sex) or sex == self.sex


@dataclass(frozen=True, slots=True)
class NoneSet:
    """An authority's own word that it sets no figure of this kind for these ages."""

    code: str
    authority: str
    nutrient: Nutrient
    kind: Kind
    ages: AgeBand
    note_en: str
    note_zh_hant: str
    source: str


@dataclass(frozen=True)
class OfficialValues:
    values: tuple[OfficialValue, ...]
    authorities: tuple[Authority, ...] = ()
    none_set: tuple[NoneSet, ...] = ()

    def recommended(
        self, nutrient: Nutrient, age: int, sex: Sex = Sex.ANY
    ) -> tuple[OfficialValue, ...]:
        """Recommended intakes at this age, in the order kept; both sexes unless one is given."""
        return self._of(nutrient, Kind.RECOMMENDED, age, sex)

    def upper_limits(
        self, nutrient: Nutrient, age: int, sex: Sex = Sex.ANY
    ) -> tuple[OfficialValue, ...]:
        return self._of(nutrient, Kind.UPPER_LIMIT, age, sex)

    def within(self, nutrient: Nutrient, kind: Kind, ages: AgeBand) -> tuple[OfficialValue, ...]:
        """Those that hold at any of these ages, for either sex."""
        return tuple(
            value
            for value in self.values
            if (value.nutrient, value.kind) == (nutrient, kind) and value.ages.overlap(ages)
        )

    def strictest_upper_limit(self, nutrient: Nutrient, age: int) -> int | None:
        """The lowest upper limit any authority sets at this age; None where none is set."""
        return min((value.amount for value in self.upper_limits(nutrient, age)), default=None)

    def authority(self, name: str) -> Authority:
        """Of the name that values carry; one that is not listed is known by that name alone."""
        return self._authority.get(name) or Authority(name, name, name, name)

    def _of(self, nutrient: Nutrient, kind: Kind, age: int, sex: Sex) -> tuple[OfficialValue, ...]:
        values = self._at.get((nutrient, kind, age), ())
        if sex is Sex.ANY:
            return tuple(values)
        return tuple(value for value in values if value.concerns(sex))

    @cached_property
    def _authority(self) -> dict[str, Authority]:
        return {authority.name: authority for authority in self.authorities}

    @cached_property
    def _at(self) -> dict[tuple[Nutrient, Kind, int], list[OfficialValue]]:
        found: dict[tuple[Nutrient, Kind, int], list[OfficialValue]] = {}
        for value in self.values:
            for age in value.ages.years:
                found.setdefault((value.nutrient, value.kind, age), []).append(value)
        return found
