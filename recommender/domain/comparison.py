"""The table beside what authorities publish: for results and for the editor's warnings."""

from collections.abc import Iterable
from dataclasses import dataclass

from .nutrients import Nutrient, Range
from .official import Authority, OfficialValue, OfficialValues, Sex

FEWEST_TIMES = 2
"""From here on a multiple of the official intake of vitamin K is worth telling."""


def above(ours: Range, values: Iterable[OfficialValue]) -> tuple[OfficialValue, ...]:
    """The official figures that are more than our highest amount."""
    return tuple(value for value in values if value.amount > ours.high)


def below(ours: Range, values: Iterable[OfficialValue]) -> tuple[OfficialValue, ...]:
    """The official figures that are less than our lowest amount."""
    return tuple(value for value in values if value.amount < ours.low)


@dataclass(frozen=True, slots=True)
class OfAuthority:
    """One authority's figures of one kind: two where they differ by sex and either may count."""

    authority: Authority
    values: tuple[OfficialValue, ...]


@dataclass(frozen=True, slots=True)
class OfficialComparison:
    """One nutrient's figures side by side.

    `ours` is what counts beside an official intake: for calcium food and supplements together,
    else the supplement.  `limit` is the strictest upper limit, None where no authority sets one.
    `times_intake` tells up to how many times the lowest official intake, which counts all vitamin
    K, our K1 and K2 are together; None where that is not worth telling.
    """

    nutrient: Nutrient
    ours: Range
    intakes: tuple[OfAuthority, ...]
    limits: tuple[OfAuthority, ...]
    limit: int | None
    times_intake: int | None

    @property
    def higher(self) -> tuple[OfAuthority, ...]:
        """Authorities of which every intake is more than our highest amount."""
        return tuple(it for it in self.intakes if above(self.ours, it.values) == it.values)

    @property
    def lower(self) -> tuple[OfAuthority, ...]:
        """Authorities of which every intake is less than our lowest amount."""
        return tuple(it for it in self.intakes if below(self.ours, it.values) == it.values)

    @property
    def reaches_limit(self) -> bool:
        return self.limit is not None and self.ours.high >= self.limit


def compare_with_official(
    nutrient: Nutrient,
    ours: Range,
    age: int,
    sex: Sex,
    official: OfficialValues,
    k2: Range | None = None,
) -> OfficialComparison:
    """`k2` is the K2 advised beside K1, for K1 alone; None where it is withheld."""
    intakes = official.recommended(nutrient, age, sex)
    return OfficialComparison(
        nutrient,
        ours,
        _by_authority(intakes, official),
        _by_authority(official.upper_limits(nutrient, age, sex), official),
        official.strictest_upper_limit(nutrient, age),
        None if k2 is None else _times(ours.high + k2.high, intakes),
    )


def _by_authority(
    values: Iterable[OfficialValue], official: OfficialValues
) -> tuple[OfAuthority, ...]:
    """Each authority's figures together, in the order in which authorities come first."""
    together: dict[str, list[OfficialValue]] = {}
    for value in values:
        together.setdefault(value.authority, []).append(value)
    return tuple(
        OfAuthority(official.authority(name), tuple(of_one)) for name, of_one in together.items()
    )


def _times(amount: int, intakes: tuple[OfficialValue, ...]) -> int | None:
    lowest = min((value.amount for value in intakes), default=0)
    times = round(amount / lowest) if lowest else 0
    return times if times >= FEWEST_TIMES else None
