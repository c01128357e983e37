"""One nutrient of one visitor: every fact that the rows of rules §4 ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import rules
from .calcium import CalciumGap, Status, calcium_gap
from .edition import Edition
from .nutrients import Nutrient, Range
from .official import OfficialValue, Sex
from .profile import Menopause, Profile
from .reference import Sun
from .registry import WITHHOLDING, Effect, Rule, Urgency

USUAL_DIET_MG = 300
"""Calcium that any usual diet brings: what an unknown diet counts beside a limit."""
HIGH_D3_IU = 10_000
"""From so much D3 a day on blood calcium has to be checked first, whoever sets which limit."""


@dataclass(frozen=True, slots=True)
class Case:
    """One nutrient's facts; amounts a day in its unit, named in brackets as rules §4 names them.

    `known` is what is taken as far as it is known; `unknown` tells that there is more, of which
    the amount is not known.  `table` is the advised range [a–b] after limits.  `limits` are the
    upper limits that authorities set at the age, `intakes` the intakes they recommend.  `gap` is
    there for calcium only.  `winter` is what little sun would be advised, for D3 only.
    """

    nutrient: Nutrient
    minor: bool
    known: int
    unknown: bool
    prescribed: bool
    effect: Effect
    rules: tuple[Rule, ...]
    table: Range
    status: Status
    limits: tuple[OfficialValue, ...]
    intakes: tuple[OfficialValue, ...]
    high_d3: bool
    gap: CalciumGap | None = None
    winter: Range | None = None

    @property
    def withheld(self) -> bool:
        return self.effect in WITHHOLDING

    @property
    def needed(self) -> bool:
        return self.effect is Effect.NEEDED

    @property
    def diet(self) -> int | None:
        """[D] for calcium; None where it is not known, and for the other three."""
        return self.gap.diet if self.gap else None

    @property
    def with_food(self) -> int:
        """What counts beside a limit: for calcium [D + t], an unknown D as a usual diet."""
        if self.gap is None:
            return self.known
        return self.known + (USUAL_DIET_MG if self.diet is None else self.diet)

    @property
    def intake(self) -> int:
        """[O]: the highest official intake for the age, 0 where nobody sets one."""
        return max((value.amount for value in self.intakes), default=0)

    # Limits

    @property
    def limit(self) -> int | None:
        """[U]: the lowest upper limit of any authority."""
        return min((value.amount for value in self.limits), default=None)

    @property
    def over_lowest(self) -> bool:
        """Calcium and D3 only, and never by food alone."""
        limits = [value.amount for value in self.limits]
        return self._limited and (self.high_dose or (bool(limits) and self.with_food > min(limits)))

    @property
    def over_highest(self) -> bool:
        limits = [value.amount for value in self.limits]
        return self._limited and (self.high_dose or (bool(limits) and self.with_food > max(limits)))

    @property
    def _limited(self) -> bool:
        return self.known > 0 and self.nutrient in (Nutrient.CALCIUM, Nutrient.D3)

    @property
    def high_dose(self) -> bool:
        """So much D3 that it is over every limit, also where none is set, unless advised itself."""
        return self.nutrient is Nutrient.D3 and self.high_d3 and self.known > self.table.high

    @property
    def limit_urgency(self) -> Urgency | None:
        """What rows 4 and 5 say: prescribed D3 below the high dose is a treatment, not an alarm."""
        if self.high_dose:
            return Urgency.TODAY
        treatment = self.nutrient is Nutrient.D3 and self.prescribed
        return Urgency.SOON if self.over_highest and not treatment else None

    @property
    def spared(self) -> bool:
        """Whom nothing tells to take less: what is prescribed, what a treatment needs, and someone
        under 18 whose food and tablets together are not above the highest official intake."""
        within = self.minor and self.gap is not None and self.with_food <= self.intake
        return self.prescribed or self.needed or within

    # Calcium

    @property
    def room(self) -> int | None:
        """What food or tablets may bring on top of all there is; None without a limit."""
        return None if self.limit is None else max(0, self.limit - self.with_food)

    @property
    def highest_target(self) -> int:
        """The most that is not too much: [T1], under 18 [O′], the higher of T1 and O."""
        high = self.gap.target.high if self.gap else 0
        return max(high, self.intake) if self.minor else high

    @property
    def goal(self) -> Range:
        """What "take less" leads to: a–b, for calcium under 18 [c], what a tablet may bring without
        passing every authority's figure.  Never past the limit together with the diet."""
        if self.gap is None:
            return self.table
        counted = self.with_food - self.known
        goal = self.table
        if self.minor and self.diet is not None:
            most = min(self.gap.supplement.high, max(0, self.highest_target - self.diet))
            goal = Range(most, most)
        return goal.at_most(None if self.limit is None else self.limit - counted)


def cases(profile: Profile, edition: Edition) -> Iterator[Case]:
    """Calcium, D3, K2, K1.  Raises LookupError when the table has no row for the age."""
    row = edition.table.row_for(profile.age, profile.menopause)
    sun = edition.table.sun_column(profile.sun_minutes)
    sex = Sex.FEMALE if profile.menopause is Menopause.YES else Sex.ANY
    official, taken, cautions = edition.official, profile.taken, profile.cautions
    for nutrient in Nutrient:
        limit = official.strictest_upper_limit(nutrient, profile.age)
        gap = None
        table, status = row.supplement(nutrient, sun).at_most(limit), Status.RANGE
        if nutrient is Nutrient.CALCIUM:
            gap = calcium_gap(row, profile.diet_calcium_mg, limit)
            table, status = gap.amount, gap.status
        effect = rules.effect(nutrient, cautions)
        behind = WITHHOLDING if effect in WITHHOLDING else {effect} & {Effect.NEEDED}
        yield Case(
            nutrient=nutrient,
            minor=profile.is_minor,
            known=taken.of(nutrient),
            unknown=nutrient in taken.unknown,
            prescribed=nutrient in taken.prescribed and taken.takes(nutrient),
            effect=effect,
            rules=rules.with_effect(nutrient, cautions, behind),
            table=table,
            status=status,
            limits=official.upper_limits(nutrient, profile.age),
            intakes=official.recommended(nutrient, profile.age, sex),
            high_d3=taken.d3 >= HIGH_D3_IU,
            gap=gap,
            winter=row.d3_little_sun if nutrient is Nutrient.D3 and sun is Sun.ENOUGH else None,
        )
