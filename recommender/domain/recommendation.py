"""From a profile and an edition to everything that a result tells, as codes and numbers."""

from dataclasses import dataclass, replace
from enum import StrEnum

from . import safety
from .calcium import CalciumGap, Status, calcium_gap
from .comparison import OfficialComparison, compare_with_official
from .edition import Edition
from .foods import FoodSuggestion, Region, foods_closing
from .nutrients import Comparison, Nutrient, Range, compare
from .official import Sex
from .profile import (
    LESS_VITAMIN_D_FROM_AGE,
    SUN_PROTECTION_MINUTES,
    Caution,
    Menopause,
    Profile,
)
from .reference import ReferenceRow, Sun
from .schedule import Schedule, schedule


class Alert(StrEnum):
    """What has to be said before any amount; the gravest first."""

    CALCIUM_OVER_LIMIT = "calcium-over-limit"
    """Diet plus supplements pass the strictest upper limit for the age."""
    D3_OVER_LIMIT = "d3-over-limit"
    """Vitamin D supplements alone pass it."""
    CALCIUM_ABOVE_TARGET = "calcium-above-target"
    """More calcium than the target range, though within the limit."""


class Standing(StrEnum):
    """What is taken now beside what is advised."""

    NONE_YET = "none-yet"
    """Nothing is taken, and something is advised."""
    NONE_NEEDED = "none-needed"
    """Nothing is taken, and that is enough."""
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


class SunNote(StrEnum):
    """What has to be said about the sun that counts, in the order said."""

    NOT_EVERYWHERE = "not-everywhere"
    """The same sun makes less vitamin D in winter, far north and in darker skin."""
    OLDER_SKIN = "older-skin"
    """So does skin of this age."""
    PROTECT_SKIN = "protect-skin"
    """More than makes any more vitamin D."""


@dataclass(frozen=True, slots=True)
class CalciumIntake:
    """Calcium from food and from the supplements taken, together, in mg/day.

    `total` counts food that is not known as none; then `place`, where the total lies beside the
    target, is None.  `short` is what is missing to the target's lower end.
    """

    total: int
    place: Comparison | None
    short: int


@dataclass(frozen=True, slots=True)
class Advice:
    """One nutrient's advised supplement a day.

    `amount` is None exactly when withheld, and then `withheld_by` says why.  `missing` is how
    much the supplements already taken leave of it, `surplus` by how much they pass it.  `limit`
    is the strictest upper limit for the age, None where no authority sets one.  What is compared
    with an amount (`standing`, `missing`, `surplus`, `official`) is None where it is withheld.
    """

    nutrient: Nutrient
    status: Status
    amount: Range | None
    limit: int | None
    taken: int
    standing: Standing | None = None
    official: OfficialComparison | None = None
    withheld_by: tuple[Caution, ...] = ()

    @property
    def missing(self) -> Range | None:
        return None if self.amount is None else self.amount.less(self.taken)

    @property
    def surplus(self) -> int | None:
        return None if self.amount is None else max(0, self.taken - self.amount.high)


@dataclass(frozen=True, slots=True)
class FoodAdvice:
    """Foods of which each alone brings `mg` more calcium a day, or most of it."""

    mg: int
    suggestions: tuple[FoodSuggestion, ...]


@dataclass(frozen=True, slots=True)
class IfMenopausal:
    """The row that counts if "not sure" about menopause turns into yes.

    `changes` are the amounts shown that would be others then.
    """

    row: ReferenceRow
    changes: tuple[tuple[Nutrient, Range], ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Everything a result page needs.

    `calcium`, `intake` and `food` are None where calcium is withheld, so that no figure of it can
    slip out; `food` also where there is no food to name.
    """

    profile: Profile
    edition: Edition
    row: ReferenceRow
    sun: Sun
    calcium: CalciumGap | None
    intake: CalciumIntake | None
    advice: tuple[Advice, ...]
    alerts: tuple[Alert, ...]
    notes: tuple[Caution, ...]
    sun_notes: tuple[SunNote, ...]
    schedule: Schedule
    food: FoodAdvice | None
    if_menopausal: IfMenopausal | None

    def of(self, nutrient: Nutrient) -> Advice:
        return next(advice for advice in self.advice if advice.nutrient is nutrient)

    @property
    def withheld(self) -> frozenset[Nutrient]:
        """The nutrients of which no amount may be shown."""
        return frozenset(advice.nutrient for advice in self.advice if advice.amount is None)

    @property
    def menopause_matters(self) -> bool:
        """Whether the menopause answer can change the row at this age."""
        return self.edition.table.menopause_matters(self.profile.age)


def recommend(profile: Profile, edition: Edition, region: Region | None = None) -> Recommendation:
    """Everything that follows from the answers; depends on nothing but its arguments.

    No amount advised passes the strictest upper limit, for calcium together with the diet.
    `region` is whose foods may be named, None for those of all; nothing else depends on it.
    Raises LookupError when the table has no row for the age (a published one always has).
    """
    found = _find(profile, edition)
    withheld = {
        nutrient: reasons
        for nutrient in Nutrient
        if (reasons := safety.withheld_by(nutrient, profile.cautions))
    }
    shown = {
        nutrient: amount for nutrient, amount in found.amounts.items() if nutrient not in withheld
    }
    calcium_shown = Nutrient.CALCIUM in shown
    intake = _intake(profile, found.calcium)
    return Recommendation(
        profile=profile,
        edition=edition,
        row=found.row,
        sun=found.sun,
        calcium=found.calcium if calcium_shown else None,
        intake=intake if calcium_shown else None,
        advice=tuple(
            _withheld(found, nutrient, withheld[nutrient])
            if nutrient in withheld
            else _advice(found, nutrient, shown.get(Nutrient.K2))
            for nutrient in Nutrient
        ),
        alerts=_alerts(found, intake),
        notes=safety.notes(profile.cautions),
        sun_notes=_sun_notes(profile, found.sun) if Nutrient.D3 in shown else (),
        schedule=schedule(shown, profile.cautions),
        food=_food(found, region) if calcium_shown else None,
        if_menopausal=_if_menopausal(found, shown),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the answers lead to in the edition, before anything is withheld."""

    profile: Profile
    edition: Edition
    row: ReferenceRow
    sun: Sun
    limits: dict[Nutrient, int | None]
    calcium: CalciumGap
    amounts: dict[Nutrient, Range]


def _find(profile: Profile, edition: Edition) -> _Found:
    row = edition.table.row_for(profile.age, profile.menopause)
    sun = edition.table.sun_column(profile.sun_minutes)
    limits = {
        nutrient: edition.official.strictest_upper_limit(nutrient, profile.age)
        for nutrient in Nutrient
    }
    calcium = calcium_gap(row, profile.diet_calcium_mg, limits[Nutrient.CALCIUM])
    amounts = {
        nutrient: row.supplement(nutrient, sun).at_most(limits[nutrient]) for nutrient in Nutrient
    }
    amounts[Nutrient.CALCIUM] = calcium.amount
    return _Found(profile, edition, row, sun, limits, calcium, amounts)


def _withheld(found: _Found, nutrient: Nutrient, reasons: tuple[Caution, ...]) -> Advice:
    taken = found.profile.taken.of(nutrient)
    limit = found.limits[nutrient]
    return Advice(nutrient, Status.WITHHELD, None, limit, taken, withheld_by=reasons)


def _advice(found: _Found, nutrient: Nutrient, k2: Range | None) -> Advice:
    """One nutrient that is not withheld; `k2` is the amount shown of it."""
    profile, amount = found.profile, found.amounts[nutrient]
    is_calcium = nutrient is Nutrient.CALCIUM
    taken = profile.taken.of(nutrient)
    return Advice(
        nutrient,
        found.calcium.status if is_calcium else Status.RANGE,
        amount,
        found.limits[nutrient],
        taken,
        _standing(taken, amount),
        compare_with_official(
            nutrient,
            found.row.calcium_total if is_calcium else found.row.supplement(nutrient, found.sun),
            profile.age,
            # only a yes settles it; everyone else sees the values of both sexes
            Sex.FEMALE if profile.menopause is Menopause.YES else Sex.ANY,
            found.edition.official,
            k2 if nutrient is Nutrient.K1 else None,
        ),
    )


def _standing(taken: int, advised: Range) -> Standing:
    place = compare(taken, advised)
    if taken:
        return Standing(place.value)
    return Standing.NONE_NEEDED if place is Comparison.WITHIN else Standing.NONE_YET


def _intake(profile: Profile, calcium: CalciumGap) -> CalciumIntake:
    total = (profile.diet_calcium_mg or 0) + profile.taken.calcium
    place = None if profile.diet_calcium_mg is None else compare(total, calcium.target)
    return CalciumIntake(total, place, max(0, calcium.target.low - total))


def _alerts(found: _Found, intake: CalciumIntake) -> tuple[Alert, ...]:
    def over(nutrient: Nutrient, amount: int) -> bool:
        limit = found.limits[nutrient]
        return limit is not None and amount > limit

    calcium_over = over(Nutrient.CALCIUM, intake.total)
    alerts = []
    if calcium_over:
        alerts.append(Alert.CALCIUM_OVER_LIMIT)
    if over(Nutrient.D3, found.profile.taken.d3):
        alerts.append(Alert.D3_OVER_LIMIT)
    if intake.total > found.calcium.target.high and not calcium_over:
        alerts.append(Alert.CALCIUM_ABOVE_TARGET)
    return tuple(alerts)


def _sun_notes(profile: Profile, sun: Sun) -> tuple[SunNote, ...]:
    enough = sun is Sun.ENOUGH
    due = {
        SunNote.NOT_EVERYWHERE: enough,
        SunNote.OLDER_SKIN: enough and profile.age >= LESS_VITAMIN_D_FROM_AGE,
        SunNote.PROTECT_SKIN: (profile.sun_minutes or 0) > SUN_PROTECTION_MINUTES,
    }
    return tuple(note for note, said in due.items() if said)


def _food(found: _Found, region: Region | None) -> FoodAdvice | None:
    """Where food must add something, that; where it can do without a supplement, the gap."""
    calcium = found.calcium
    if calcium.status is Status.FOOD_TOO:
        wanted = calcium.food_at_least
    elif calcium.gap is not None and calcium.status in (Status.FOOD_FIRST, Status.RANGE):
        wanted = calcium.gap.low
    else:
        return None

    def may_suggest(group: str) -> bool:
        return safety.may_suggest(group, found.profile.cautions)

    foods = found.edition.foods
    known = foods if region is None else foods.of(region)
    suggestions = foods_closing(known, wanted, may_suggest=may_suggest)
    return FoodAdvice(wanted, suggestions) if suggestions else None


def _if_menopausal(found: _Found, shown: dict[Nutrient, Range]) -> IfMenopausal | None:
    if found.profile.menopause is not Menopause.NOT_SURE:
        return None
    then = _find(replace(found.profile, menopause=Menopause.YES), found.edition)
    if then.row is found.row:
        return None
    changes = tuple(
        (nutrient, then.amounts[nutrient])
        for nutrient, amount in shown.items()
        if then.amounts[nutrient] != amount
    )
    return IfMenopausal(then.row, changes)
