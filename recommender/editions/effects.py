"""What an edition would tell people: the same sample people before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.nutrients import Nutrient, Range
from ..domain.official import OfficialValues
from ..domain.profile import AGE, DIET_CALCIUM_MG, YOUNGEST_AGE, Menopause, Profile
from ..domain.recommendation import Recommendation, Status, recommend
from ..domain.reference import Condition, ReferenceRow, ReferenceTable, Sun


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
            before = self.before.of(nutrient).amount if self.before else None
            yield nutrient, before, self.after.of(nutrient).amount

    @property
    def changed(self) -> bool:
        return any(before != after for _, before, after in self.amounts())


def people(table: ReferenceTable, before: ReferenceTable | None = None) -> tuple[Person, ...]:
    """People who together reach every row, sun column and calcium case of both editions.

    A case that no diet can reach in a row (no food-first without a low end, say) is left out.
    """
    profiles: dict[Profile, None] = {}
    for edition in [table] + ([before] if before else []):
        for row in edition.rows:
            profiles.update(dict.fromkeys(_profiles(edition, row)))
    ordered = sorted(profiles, key=_by_age)
    return tuple(Person(number, profile) for number, profile in enumerate(ordered, 1))


def effects(
    table: ReferenceTable, before: ReferenceTable | None, official: OfficialValues
) -> tuple[Effect, ...]:
    return tuple(
        Effect(
            person,
            recommend(person.profile, before, official) if before else None,
            recommend(person.profile, table, official),
        )
        for person in people(table, before)
    )


def _by_age(profile: Profile) -> tuple[int, bool, int, int]:
    diet = -1 if profile.diet_calcium_mg is None else profile.diet_calcium_mg
    return profile.age, profile.menopause is Menopause.YES, profile.sun_minutes or 0, diet


def _profiles(table: ReferenceTable, row: ReferenceRow) -> Iterator[Profile]:
    menopause = (
        Menopause.YES if row.menopause is Condition.POSTMENOPAUSAL else Menopause.NOT_APPLICABLE
    )
    age = _typical_age(row)
    for sun in Sun:
        minutes = table.enough_sun_minutes if sun is Sun.ENOUGH else 0
        for diet in diets(row).values():
            yield Profile(age, menopause, diet, minutes)


def _typical_age(row: ReferenceRow) -> int:
    """The middle of the band; ten years into one without an upper end."""
    first = max(YOUNGEST_AGE, row.age_from)
    last = min(AGE.high, first + 20) if row.age_to is None else max(first, row.age_to)
    return (first + last) // 2


def diets(row: ReferenceRow) -> dict[Status, int | None]:
    """A diet in mg/day that leads to each calcium case of the row, the middle of its diets.

    The bounds are those of `recommendation.calcium_gap`, solved for the diet.
    """
    target, supplement = row.calcium_total, row.calcium_supplement
    spans = {
        Status.NOT_NEEDED: (target.low, target.high),
        Status.FOOD_FIRST: (max(0, target.high - supplement.low + 1), target.low - 1),
        Status.RANGE: (
            max(0, target.low - supplement.high),
            min(target.low - 1, target.high - supplement.low),
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
