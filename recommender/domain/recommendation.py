"""From a profile, a reference table and the official values to one person's amounts."""

from dataclasses import dataclass
from enum import StrEnum

from . import safety
from .nutrients import Nutrient, Range
from .official import OfficialValues, Sex
from .profile import Caution, Menopause, Profile
from .reference import ReferenceRow, ReferenceTable, Sun


class Status(StrEnum):
    """Why an amount is what it is (DOMAIN §3)."""

    RANGE = "range"
    DIET_UNKNOWN = "diet-unknown"
    NOT_NEEDED = "not-needed"
    FOOD_FIRST = "food-first"
    FOOD_TOO = "food-too"
    WITHHELD = "withheld"


class Comparison(StrEnum):
    """An amount taken beside the amount advised."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


class Alert(StrEnum):
    """What has to be said before any amount; the gravest first."""

    CALCIUM_OVER_LIMIT = "calcium-over-limit"
    """Diet plus supplements pass the strictest upper limit for the age."""
    D3_OVER_LIMIT = "d3-over-limit"
    """Vitamin D supplements alone pass it."""
    CALCIUM_ABOVE_TARGET = "calcium-above-target"
    """More calcium than the target range, though within the limit."""
    D3_RANGE_OVER_LIMIT = "d3-range-over-limit"
    """The table's own range passes the limit: the editor is warned, and so is the visitor."""


@dataclass(frozen=True, slots=True)
class CalciumGap:
    """The arithmetic behind the calcium amount, all in mg/day.

    `gap` is what the diet leaves of the target, None with the diet unknown; `food_at_least` is
    how much food has to rise where the supplement alone must not close the gap; `capped` tells
    that the upper limit, not the table, ends the amount.
    """

    target: Range
    supplement: Range
    diet: int | None
    gap: Range | None
    limit: int | None
    status: Status
    amount: Range
    food_at_least: int = 0
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """One nutrient's advised supplement a day.

    `amount` is None exactly when withheld, and then `withheld_by` says why.  `missing` is how
    much the supplements already taken leave of it.  `limit` is the strictest upper limit for the
    age, None where no authority sets one.
    """

    nutrient: Nutrient
    status: Status
    amount: Range | None
    limit: int | None
    taken: int
    withheld_by: tuple[Caution, ...] = ()

    @property
    def comparison(self) -> Comparison | None:
        """None where the amount is withheld: there is nothing to compare with."""
        return None if self.amount is None else compare(self.taken, self.amount)

    @property
    def missing(self) -> Range | None:
        return None if self.amount is None else self.amount.less(self.taken)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Everything a result page needs, as codes and whole numbers.

    `calcium` is None where calcium is withheld, so that no figure of it can slip out.
    `other_row` is the row that would count if "not sure" about menopause turned into yes.
    """

    profile: Profile
    table: ReferenceTable
    row: ReferenceRow
    sun: Sun
    calcium: CalciumGap | None
    advice: tuple[Advice, ...]
    alerts: tuple[Alert, ...]
    notes: tuple[Caution, ...]
    other_row: ReferenceRow | None

    def of(self, nutrient: Nutrient) -> Advice:
        return next(advice for advice in self.advice if advice.nutrient is nutrient)

    @property
    def withheld(self) -> frozenset[Nutrient]:
        """The nutrients of which no amount may be shown."""
        return frozenset(advice.nutrient for advice in self.advice if advice.amount is None)

    @property
    def sex(self) -> Sex:
        """Only a yes to menopause settles it; everyone else sees the values of both sexes."""
        return Sex.FEMALE if self.profile.menopause is Menopause.YES else Sex.ANY


def recommend(profile: Profile, table: ReferenceTable, official: OfficialValues) -> Recommendation:
    """The visitor's amounts from one table; depends on nothing but its three arguments.

    Raises LookupError when the table has no row for the age (a published one always has).
    """
    row = table.row_for(profile.age, profile.menopause)
    sun = table.sun_column(profile.sun_minutes)
    limits = {
        nutrient: official.strictest_upper_limit(nutrient, profile.age) for nutrient in Nutrient
    }
    gap = calcium_gap(row, profile.diet_calcium_mg, limits[Nutrient.CALCIUM])

    def advice(nutrient: Nutrient) -> Advice:
        limit, taken = limits[nutrient], profile.taken.of(nutrient)
        if reasons := safety.withheld_by(nutrient, profile.cautions):
            return Advice(nutrient, Status.WITHHELD, None, limit, taken, reasons)
        if nutrient is Nutrient.CALCIUM:
            return Advice(nutrient, gap.status, gap.amount, limit, taken)
        return Advice(nutrient, Status.RANGE, row.supplement(nutrient, sun), limit, taken)

    advices = tuple(advice(nutrient) for nutrient in Nutrient)
    calcium_shown = advices[0].amount is not None
    return Recommendation(
        profile=profile,
        table=table,
        row=row,
        sun=sun,
        calcium=gap if calcium_shown else None,
        advice=advices,
        alerts=_alerts(profile, gap, advices),
        notes=safety.notes(profile.cautions),
        other_row=_row_if_menopausal(profile, table, row),
    )


def calcium_gap(row: ReferenceRow, diet: int | None, limit: int | None) -> CalciumGap:
    """The calcium supplement a day: the part of the target that the diet leaves (DOMAIN §3).

    `diet` in mg/day, None for not sure; `limit` the strictest upper limit, None for none.
    """
    target, supplement = row.calcium_total, row.calcium_supplement
    if diet is None:
        amount = supplement.at_most(limit)
        capped = amount != supplement
        return CalciumGap(
            target, supplement, None, None, limit, Status.DIET_UNKNOWN, amount, capped=capped
        )

    gap = target.less(diet)
    food_at_least = 0
    if gap.low == 0:
        status, amount = Status.NOT_NEEDED, Range(0, 0)
    elif gap.high < supplement.low:
        status, amount = Status.FOOD_FIRST, gap
    elif gap.low > supplement.high:
        status, amount = Status.FOOD_TOO, Range(supplement.high, supplement.high)
        food_at_least = gap.low - supplement.high
    else:
        low = max(gap.low, supplement.low)
        status, amount = Status.RANGE, Range(low, min(gap.high, supplement.high))
    allowed = amount
    if limit is not None:
        allowed = amount.at_most(limit - diet)
        food_at_least = min(food_at_least, max(0, limit - diet - allowed.high))
    capped = allowed != amount
    return CalciumGap(target, supplement, diet, gap, limit, status, allowed, food_at_least, capped)


def compare(amount: int, advised: Range) -> Comparison:
    if amount in advised:
        return Comparison.WITHIN
    return Comparison.BELOW if amount < advised.low else Comparison.ABOVE


def _alerts(
    profile: Profile, calcium: CalciumGap, advices: tuple[Advice, ...]
) -> tuple[Alert, ...]:
    total = (profile.diet_calcium_mg or 0) + profile.taken.calcium
    d3 = next(advice for advice in advices if advice.nutrient is Nutrient.D3)
    over_limit = calcium.limit is not None and total > calcium.limit
    alerts = []
    if over_limit:
        alerts.append(Alert.CALCIUM_OVER_LIMIT)
    if d3.limit is not None and d3.taken > d3.limit:
        alerts.append(Alert.D3_OVER_LIMIT)
    if total > calcium.target.high and not over_limit:
        alerts.append(Alert.CALCIUM_ABOVE_TARGET)
    if d3.limit is not None and d3.amount is not None and d3.amount.high > d3.limit:
        alerts.append(Alert.D3_RANGE_OVER_LIMIT)
    return tuple(alerts)


def _row_if_menopausal(
    profile: Profile, table: ReferenceTable, row: ReferenceRow
) -> ReferenceRow | None:
    if profile.menopause is not Menopause.NOT_SURE:
        return None
    other = table.row_for(profile.age, Menopause.YES)
    return None if other is row else other
