"""What an edition would tell people: the same sample people before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.ages import SERVED
from ..domain.calcium import Status
from ..domain.edition import Edition
from ..domain.nutrients import Nutrient, Range
from ..domain.profile import DIET_CALCIUM_MG, Menopause, Profile
from ..domain.recommendation import Recommendation, recommend
from ..domain.reference import Condition, ReferenceRow, Sun


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whose answers lead to one row, sun column and calcium case."""

    number: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Effect:
    """One person's results; `before` is None where nothing is live."""

    person: Person
    before: Recommendation | None
    after: Recommendation

    def amounts(self) -> Iterator[tuple[Nutrient, Range | None, Range | None]]:
        """Per nutrient the amount before and after; before is None where nothing is live."""
        for nutrient in Nutrient:
            before = self.before.of(nutrient).table if self.before else None
            yield nutrient, before, self.after.of(nutrient).table

    @property
    def changed(self) -> bool:
        return any(before != after for _, before, after in self.amounts())


def people(edition: Edition, before: Edition | None = None) -> tuple[Person, ...]:
    """People who together reach every row, sun column and calcium case of both editions.

    A case that no diet can reach in a row (no food-first without a low end, say) is left out.
    """
    profiles: dict[Profile, None] = {}
    for each in [edition] + ([before] if before else []):
        for row in each.table.rows:
            profiles.update(dict.fromkeys(_profiles(each, row)))
    ordered = sorted(profiles, key=_by_age)
    return tuple(Person(number, profile) for number, profile in enumerate(ordered, 1))


def effects(edition: Edition, before: Edition | None) -> tuple[Effect, ...]:
    return tuple(
        Effect(
            person,
            recommend(person.profile, before) if before else None,
            recommend(person.profile, edition),
        )
        for person in people(edition, before)
    )


def _by_age(profile: Profile) -> tuple[int, bool, int, int]:
    diet = -1 if profile.diet_calcium_mg is None else profile.diet_calcium_mg
    return profile.age, profile.menopause is Menopause.YES, profile.sun_minutes or 0, diet


def _profiles(edition: Edition, row: ReferenceRow) -> Iterator[Profile]:
    menopause = (
        Menopause.YES if row.menopause is Condition.POSTMENOPAUSAL else Menopause.NOT_APPLICABLE
    )
    age = _typical_age(row)
    for sun in Sun:
        minutes = edition.table.enough_sun_minutes if sun is Sun.ENOUGH else 0
        for diet in diets(row).values():
            yield Profile(age, menopause, diet, minutes)


def _typical_age(row: ReferenceRow) -> int:
    """The middle of the band; ten years into one without an upper end."""
    first = max(SERVED.first, row.ages.first)
    last = min(SERVED.last, first + 20) if row.ages.to is None else max(first, row.ages.to)
    return (first + last) // 2


def diets(row: ReferenceRow) -> dict[Status, int | None]:
    """A diet in mg/day that leads to each calcium case of the row, the middle of its diets.

    The bounds are those of `calcium.calcium_gap`, solved for the diet.
    """
    target, supplement = row.calcium_total, row.calcium_supplement
    spans = {
        Status.NOT_NEEDED: (target.low, target.high),
        Status.FOOD_FIRST: (max(0, target.low - supplement.low + 1), target.low - 1),
        Status.RANGE: (
            max(0, target.low - supplement.high),
            min(target.low - 1, target.low - supplement.low),
        ),
        Status.FOOD_TOO: (0, target.low - supplement.high - 1),
    }
    found: dict[Status, int | None] = {Status.DIET_UNKNOWN: None}
    for status, (low, high) in spans.items():
        high = min(high, DIET_CALCIUM_MG.high)
        if low <= high:
            found[status] = _round_between(low, high)
    return found


def _round_between(low: int, high: int) -> int:
    """The middle, as a round figure where one fits."""
    middle = (low + high) // 2
    rounded = middle // 50 * 50
    return rounded if low <= rounded else middle
