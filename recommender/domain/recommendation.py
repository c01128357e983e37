"""From a profile and an edition to everything that a result tells, as codes and numbers."""

from dataclasses import dataclass, replace
from enum import StrEnum

from . import rules
from .action import Action
from .calcium import CalciumGap
from .case import Case, cases
from .comparison import OfficialComparison, compare_with_official
from .edition import Edition
from .foods import FoodSuggestion, Region, foods_closing
from .glasses import Glasses, food_to_name, glasses
from .nutrients import Nutrient, Range
from .official import OfficialValue, Sex
from .profile import LESS_VITAMIN_D_FROM_AGE, SUN_PROTECTION_MINUTES, Menopause, Profile
from .reference import ReferenceRow, Sun
from .registry import Rule
from .schedule import AtMeal, schedule
from .team import act


class SunNote(StrEnum):
    """What has to be said about the sun that counts, in the order said."""

    NOT_EVERYWHERE = "not-everywhere"
    """The same sun makes less vitamin D in winter, far north and in darker skin."""
    OLDER_SKIN = "older-skin"
    """So does skin of this age."""
    PROTECT_SKIN = "protect-skin"
    """More than makes any more vitamin D."""


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

    `actions` are those of calcium, D3, K2 and K1.  `medicines` are what was ticked and an early
    menopause, `told` those of them with a word for who takes the supplement already, `notices` what
    is said whatever is taken.  `calcium` is None where its amount is withheld, `glasses` where the
    diet is not known or no food target may be shown, `food` where there is no food to name.
    `intakes` are the lowest and the highest official intake of calcium at the age, None
    where no food target may be shown or nobody sets one.  `limit` is the strictest of D3, in IU.
    """

    profile: Profile
    edition: Edition
    row: ReferenceRow
    sun: Sun
    actions: tuple[Action, ...]
    medicines: tuple[Rule, ...]
    told: tuple[Rule, ...]
    notices: tuple[rules.Notice, ...]
    calcium: CalciumGap | None
    intakes: tuple[OfficialValue, OfficialValue] | None
    limit: int | None
    glasses: Glasses | None
    food: FoodAdvice | None
    schedule: tuple[AtMeal, ...]
    sun_notes: tuple[SunNote, ...]
    if_menopausal: IfMenopausal | None

    def of(self, nutrient: Nutrient) -> Action:
        return next(action for action in self.actions if action.nutrient is nutrient)

    @property
    def withheld(self) -> frozenset[Nutrient]:
        """The nutrients of which no amount may be shown."""
        return frozenset(action.nutrient for action in self.actions if action.table is None)

    @property
    def menopause_matters(self) -> bool:
        """Whether the menopause answer can change the row at this age."""
        return self.edition.table.menopause_matters(self.profile.age)

    @property
    def steady_diet(self) -> bool:
        """Whether vitamin K has to stay as it is, also from food."""
        return rules.steady_diet(self.profile.cautions)

    @property
    def food_target_shown(self) -> bool:
        return rules.food_target_shown(self.profile.cautions)

    def official(self) -> tuple[OfficialComparison, ...]:
        """What authorities say, for each nutrient whose amount is shown."""
        profile, shown = self.profile, self.withheld.symmetric_difference(Nutrient)
        # only a yes settles it; everyone else sees the values of both sexes
        sex = Sex.FEMALE if profile.menopause is Menopause.YES else Sex.ANY
        k2 = self.row.k2 if Nutrient.K2 in shown else None
        return tuple(
            compare_with_official(
                nutrient,
                self.row.calcium_total
                if nutrient is Nutrient.CALCIUM
                else self.row.supplement(nutrient, self.sun),
                profile.age,
                sex,
                self.edition.official,
                k2 if nutrient is Nutrient.K1 else None,
            )
            for nutrient in Nutrient
            if nutrient in shown
        )


def recommend(profile: Profile, edition: Edition, region: Region | None = None) -> Recommendation:
    """Everything that follows from the answers; depends on nothing but its arguments.

    `region` is whose foods may be named, None for those of all; nothing else depends on it.
    Raises LookupError when the table has no row for the age (a published one always has).
    """
    found = tuple(cases(profile, edition))
    actions = tuple(act(case, profile, edition) for case in found)
    calcium, d3, *_ = found
    food_shown = rules.food_target_shown(profile.cautions)
    row = edition.table.row_for(profile.age, profile.menopause)
    sun = edition.table.sun_column(profile.sun_minutes)
    return Recommendation(
        profile=profile,
        edition=edition,
        row=row,
        sun=sun,
        actions=actions,
        medicines=rules.applying(profile),
        told=rules.told_if_taken(profile),
        notices=rules.notices(profile),
        calcium=None if calcium.withheld else calcium.gap,
        intakes=_span(calcium.intakes) if food_shown else None,
        limit=d3.limit,
        glasses=glasses(calcium, actions[0], edition.estimate.glass) if food_shown else None,
        food=_food(calcium, actions[0], profile, edition, region) if food_shown else None,
        schedule=schedule(actions, profile.cautions),
        sun_notes=() if d3.withheld else _sun_notes(profile, sun),
        if_menopausal=_if_menopausal(profile, edition, row, found),
    )


def _span(values: tuple[OfficialValue, ...]) -> tuple[OfficialValue, OfficialValue] | None:
    by_amount = sorted(values, key=lambda value: value.amount)
    return (by_amount[0], by_amount[-1]) if by_amount else None


def _sun_notes(profile: Profile, sun: Sun) -> tuple[SunNote, ...]:
    enough = sun is Sun.ENOUGH
    due = {
        SunNote.NOT_EVERYWHERE: enough,
        SunNote.OLDER_SKIN: enough and profile.age >= LESS_VITAMIN_D_FROM_AGE,
        SunNote.PROTECT_SKIN: (profile.sun_minutes or 0) > SUN_PROTECTION_MINUTES,
    }
    return tuple(note for note, said in due.items() if said)


def _food(
    calcium: Case, action: Action, profile: Profile, edition: Edition, region: Region | None
) -> FoodAdvice | None:
    wanted = food_to_name(calcium, action)
    if not wanted:
        return None
    foods = edition.foods if region is None else edition.foods.of(region)
    suggestions = foods_closing(
        foods, wanted, may_suggest=lambda food: rules.may_suggest(food, profile.cautions)
    )
    return FoodAdvice(wanted, suggestions) if suggestions else None


def _if_menopausal(
    profile: Profile, edition: Edition, row: ReferenceRow, found: tuple[Case, ...]
) -> IfMenopausal | None:
    if profile.menopause is not Menopause.NOT_SURE:
        return None
    yes = replace(profile, menopause=Menopause.YES)
    other = edition.table.row_for(yes.age, yes.menopause)
    if other is row:
        return None
    changes = tuple(
        (then.nutrient, then.table)
        for this, then in zip(found, cases(yes, edition), strict=True)
        if not this.withheld and then.table != this.table
    )
    return IfMenopausal(other, changes)
