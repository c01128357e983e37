"""Age bands: the one home of "from this age to that one"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .profile import AGE, YOUNGEST_AGE


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Ages in whole years from `first` to `to`, both included; None for no upper end.

    A band that ends before it begins, as a draft may hold it, is nobody's.
    """

    first: int
    to: int | None = None

    @property
    def last(self) -> int:
        """The oldest age in it."""
        return AGE.high if self.to is None else self.to

    @property
    def years(self) -> range:
        """Every age in it."""
        return range(self.first, self.last + 1)

    def __contains__(self, age: int) -> bool:
        return self.first <= age <= self.last

    def __bool__(self) -> bool:
        """Whether it holds any age at all."""
        return self.first <= self.last

    def overlap(self, other: "AgeBand") -> "AgeBand":
        """The ages that both hold: nobody's band where there are none."""
        return AgeBand(max(self.first, other.first), min(self.last, other.last))


SERVED = AgeBand(YOUNGEST_AGE, AGE.high)
"""The ages that find their amounts here."""


def bands_of(ages: Iterable[int]) -> Iterator[AgeBand]:
    """Ascending ages as one band for each unbroken run."""
    run: list[int] = []
    for age in ages:
        if run and age != run[-1] + 1:
            yield AgeBand(run[0], run[-1])
            run = []
        run.append(age)
    if run:
        yield AgeBand(run[0], run[-1])
