"""What each member of the team is to do now: `actions()` (rules §4)."""

from dataclasses import replace

from . import rules
from .action import Action, Do, Line, Sure
from .action_rows import decide
from .calcium import EstimateConstants, Status
from .case import Case, cases
from .edition import Edition
from .nutrients import Nutrient
from .official import Kind
from .profile import DietSource, Profile


def actions(profile: Profile, edition: Edition) -> tuple[Action, ...]:
    """Calcium, D3, K2 and K1; nothing but the two arguments decides.

    Raises LookupError when the table has no row for the age (a published one always has).
    """
    return tuple(act(case, profile, edition) for case in cases(profile, edition))


def act(case: Case, profile: Profile, edition: Edition) -> Action:
    """The action of one nutrient's facts."""
    action = replace(
        decide(case),
        rules=case.rules,
        never_stop=rules.never_stop(case.nutrient, profile),
        sure=sure(case, profile, edition.estimate),
    )
    if case.withheld:
        return action
    if case.over_lowest:
        action = replace(
            action,
            passed=tuple(value for value in case.limits if value.amount < case.with_food),
            kept=tuple(value for value in case.limits if value.amount >= case.with_food),
        )
    if case.nutrient is Nutrient.CALCIUM:
        action = _with_food(action, case)
    return _with_product(action, case, profile, edition)


def sure(case: Case, profile: Profile, constants: EstimateConstants) -> Sure | None:
    """Whether an estimated diet reaches T0, its error counted (rules §8); None for a figure that
    the visitor knows, for the other nutrients, and where no food target may be shown."""
    source, diet = profile.diet_source, case.diet
    if case.gap is None or diet is None or source is DietSource.TYPED:
        return None
    if not rules.food_target_shown(profile.cautions):
        return None
    band = constants.band_quick if source is DietSource.QUICK else constants.band_full
    if diet + band < case.gap.target.low:
        return Sure.SHORT
    return Sure.ENOUGH if diet - band >= case.gap.target.low else Sure.CLOSE


def _with_food(action: Action, case: Case) -> Action:
    """What food has to bring beside the action, and how its total stands beside figures."""
    if case.gap is None or action.taken is None:
        return action
    highest = max(case.gap.target.high, case.intake)
    down = action.do in (Do.REDUCE, Do.STOP)
    unsaid = action.do is Do.ESTIMATE and case.known > case.table.high
    if case.known and case.with_food > highest and (down or unsaid):
        action = _add(action, Line.MORE_THAN_NEEDED)
    if case.diet is None:
        return action
    left = case.diet + (case.known if action.total is None else action.total.high)
    if case.status is Status.FOOD_TOO and action.do in (Do.START, Do.ADD, Do.KEEP, Do.REDUCE):
        rise = _up_to(case.limit, left, case.gap.target.low)
        if rise > 0:
            action = _add(replace(action, food=rise), Line.FOOD_MUST_RISE)
    if not case.minor and (down or action.do is Do.NONE):
        rise = _up_to(case.limit, left, case.intake)
        if rise > 0:
            higher = tuple(value for value in case.intakes if value.amount > left)
            action = _add(
                replace(action, higher=higher, official=case.intake, food_to_official=rise),
                Line.HIGHER_INTAKES,
            )
    return action


def _up_to(limit: int | None, left: int, wanted: int) -> int:
    """What is missing to `wanted`, never past the limit."""
    return (wanted if limit is None else min(wanted, limit)) - left


def _with_product(action: Action, case: Case, profile: Profile, edition: Edition) -> Action:
    """What to mind when buying."""
    up = action.do in (Do.START, Do.ADD)
    if case.nutrient is Nutrient.D3 and up and action.total and not case.minor:
        official = _highest_official_d3(edition)
        if official and action.total.high > official:
            action = _add(replace(action, official=official), Line.ABOVE_OFFICIAL)
    buys = case.nutrient in (Nutrient.CALCIUM, Nutrient.D3) and (up or action.do is Do.FOOD)
    if buys and rules.steady_diet(profile.cautions):
        action = _add(action, Line.WITHOUT_VITAMIN_K)
    return action


def _highest_official_d3(edition: Edition) -> int:
    """Where official intakes of D3 stop, at any age; 0 where there is none."""
    return max(
        (
            value.amount
            for value in edition.official.values
            if value.nutrient is Nutrient.D3 and value.kind is Kind.RECOMMENDED
        ),
        default=0,
    )


def _add(action: Action, line: Line) -> Action:
    return replace(action, lines=(*action.lines, line))
