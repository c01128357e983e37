"""What holds of actions for everybody, whatever an editor publishes (rules §4).

Each property is a function of a profile and an edition.  A plain loop tries all of them on some
thousand people (FUZZ_PEOPLE=100000 for more), Hypothesis finds the smallest that breaks one.
"""

import os
from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.domain import rules
from recommender.domain.action import Action, Do, Line
from recommender.domain.calcium import Status
from recommender.domain.edition import Edition
from recommender.domain.nutrients import Nutrient
from recommender.domain.official import Sex
from recommender.domain.profile import TAKEN, Caution, DietSource, Menopause, Profile, Taken
from recommender.domain.registry import WITHHOLDING, Effect, Urgency
from recommender.domain.team import actions
from tests.domain import people
from tests.domain.strategies import AGES, CAUTIONS, DIETS, MENOPAUSE, TAKEN_AMOUNTS, editions

PEOPLE = int(os.environ.get("FUZZ_PEOPLE", "2000"))

UP, DOWN = {Do.START, Do.ADD, Do.FOOD}, {Do.REDUCE, Do.STOP}
SETTLED = {Do.KEEP, Do.NONE, Do.OPTIONAL, Do.ESTIMATE, Do.ASK_FIRST, Do.ASK_NOW}


def taking(profile: Profile, nutrient: Nutrient, amount: int) -> Profile:
    return replace(profile, taken=replace(profile.taken, **{nutrient.value: amount}))


def the(nutrient: Nutrient, profile: Profile, edition: Edition) -> Action:
    return next(each for each in actions(profile, edition) if each.nutrient is nutrient)


def limits(profile: Profile, edition: Edition, nutrient: Nutrient) -> list[int]:
    return sorted(it.amount for it in edition.official.upper_limits(nutrient, profile.age))


def highest_intake(profile: Profile, edition: Edition) -> int:
    sex = Sex.FEMALE if profile.menopause is Menopause.YES else Sex.ANY
    values = edition.official.recommended(Nutrient.CALCIUM, profile.age, sex)
    return max((value.amount for value in values), default=0)


def direction(action: Action) -> int:
    return (action.do in UP) - (action.do in DOWN)


# The properties


def following_an_action_settles(profile: Profile, edition: Edition) -> None:
    """Either end of the printed change leads to rest; a child's food may follow food, and food
    without any tablet may follow fewer tablets."""
    for action in actions(profile, edition):
        printed = action.total
        if action.do is Do.OPTIONAL:
            printed = action.table
        for end in {printed.low, printed.high} if printed else set():
            after = the(action.nutrient, taking(profile, action.nutrient, end), edition)
            child = profile.is_minor and after.do is Do.FOOD
            food = child and (action.do is Do.FOOD or after.total is None or not after.total.high)
            assert after.do in SETTLED or food, (action, after)
        if action.do is Do.FOOD and profile.diet_calcium_mg is not None:
            eaten = replace(profile, diet_calcium_mg=profile.diet_calcium_mg + action.food)
            after = the(action.nutrient, eaten, edition)
            assert after.do in SETTLED or (profile.is_minor and after.do is Do.FOOD), (
                action,
                after,
            )


def each_action_points_one_way(profile: Profile, edition: Edition) -> None:
    for action in actions(profile, edition):
        taken, total, lines = action.taken, action.total, action.lines
        if action.do in (Do.START, Do.ADD):
            assert taken is not None
            assert total is not None
            assert total.low > taken
            assert action.more is not None
            assert action.more.low == total.low - taken
        elif action.do in DOWN:
            assert taken is not None
            assert total is not None
            assert total.high < taken
            assert action.less is not None
            assert action.less.low == taken - total.high > 0
            assert not action.never_stop
        elif action.do is Do.FOOD:
            assert action.food > 0
            assert total is None or total.low >= (taken or 0)
        else:
            assert total is None
        assert (action.more is not None) is (action.do in (Do.START, Do.ADD))
        assert (action.less is not None) is (action.do in DOWN)
        assert (action.food > 0) is (action.do is Do.FOOD or Line.FOOD_MUST_RISE in lines)
        assert Line.FOOD_MUST_RISE not in lines or action.do not in (Do.STOP, Do.NONE)
        assert Line.MORE_THAN_NEEDED not in lines or action.do in DOWN | {Do.ESTIMATE}
        assert Line.HIGHER_INTAKES not in lines or action.do in DOWN | {Do.NONE}
        assert len(set(lines)) == len(lines)


def nothing_passes_a_limit(profile: Profile, edition: Edition) -> None:
    """Neither what is printed nor the food beside it takes anyone past the strictest limit."""
    for action in actions(profile, edition):
        known = limits(profile, edition, action.nutrient)
        if not known or action.nutrient in (Nutrient.K2, Nutrient.K1):
            continue
        if action.table is not None:
            assert action.table.high <= known[0]
        if action.nutrient is Nutrient.D3:
            assert action.total is None or action.total.high <= known[0]
            continue
        diet = 300 if profile.diet_calcium_mg is None else profile.diet_calcium_mg
        left = action.total.high if action.total and action.do is not Do.FOOD else action.taken or 0
        if action.total is not None:
            assert not action.total.high or diet + action.total.high <= known[0]
        for food in (action.food, action.food_to_official):
            assert not food or diet + left + food <= known[0]


def a_limit_passed_is_never_passed_over(profile: Profile, edition: Edition) -> None:
    """Over every limit, and free to change it: less, within days; over one: never more."""
    for action in actions(profile, edition):
        known = limits(profile, edition, action.nutrient)
        if action.nutrient in (Nutrient.K2, Nutrient.K1) or not known or not action.taken:
            continue
        total = action.taken
        if action.nutrient is Nutrient.CALCIUM:
            total += 300 if profile.diet_calcium_mg is None else profile.diet_calcium_mg
        if total > known[0]:
            assert action.do not in UP
            assert action.do is not Do.NONE
        if total > known[-1]:
            treatment = action.nutrient is Nutrient.D3 and action.never_stop
            assert action.urgency is not None or treatment
            assert action.do in DOWN | {Do.ASK_NOW} or treatment


def no_child_below_an_official_intake_is_told_to_take_less(
    profile: Profile, edition: Edition
) -> None:
    if not profile.is_minor or Nutrient.CALCIUM in profile.taken.unknown:
        return
    diet = 300 if profile.diet_calcium_mg is None else profile.diet_calcium_mg
    if diet + profile.taken.calcium <= highest_intake(profile, edition):
        action = the(Nutrient.CALCIUM, profile, edition)
        assert action.do not in DOWN
        assert Line.MORE_THAN_NEEDED not in action.lines


def no_child_is_told_to_take_or_raise(profile: Profile, edition: Edition) -> None:
    if profile.is_minor:
        assert not {each.do for each in actions(profile, edition)} & {Do.START, Do.ADD, Do.OPTIONAL}


def more_taken_never_asks_for_more(profile: Profile, edition: Edition) -> None:
    """Nor does it ever lower an urgency."""
    rank = [None, Urgency.SOON, Urgency.TODAY].index
    rng = Random(repr(profile))
    for action in actions(profile, edition):
        if action.taken is None:
            continue
        high = TAKEN[action.nutrient].high
        further = min(high, action.taken + rng.choice([1, 100, 500, 2_000, 10_000]))
        after = the(action.nutrient, taking(profile, action.nutrient, further), edition)
        assert direction(after) <= direction(action), (action, after)
        assert rank(after.urgency) >= rank(action.urgency), (action, after)


def more_food_never_asks_for_more(profile: Profile, edition: Edition) -> None:
    if profile.diet_calcium_mg is None:
        return
    action = the(Nutrient.CALCIUM, profile, edition)
    if Line.HIGH_D3 in action.lines and action.do is Do.ASK_FIRST:
        return  # no tablet yet, whatever is missing; food may always rise
    for more in (1, 50, 400):
        eaten = replace(profile, diet_calcium_mg=min(10_000, profile.diet_calcium_mg + more))
        assert direction(the(Nutrient.CALCIUM, eaten, edition)) <= direction(action)


def nobody_is_told_to_stop_what_is_prescribed_or_needed(profile: Profile, edition: Edition) -> None:
    for action in actions(profile, edition):
        needed = rules.effect(action.nutrient, profile.cautions) is Effect.NEEDED
        if needed or action.nutrient in profile.taken.prescribed & set(taken_of(profile)):
            assert action.do not in DOWN
            assert action.do is not Do.NONE
            assert Line.MORE_THAN_NEEDED not in action.lines


def taken_of(profile: Profile) -> list[Nutrient]:
    return [nutrient for nutrient in Nutrient if profile.taken.takes(nutrient)]


def withheld_is_nowhere(profile: Profile, edition: Edition) -> None:
    for action in actions(profile, edition):
        hidden = rules.effect(action.nutrient, profile.cautions) in WITHHOLDING
        assert (action.table is None) is hidden
        assert (action.status is Status.WITHHELD) is hidden
        if not hidden:
            continue
        takes = profile.taken.takes(action.nutrient)
        assert action.do is (Do.ASK_NOW if takes else Do.ASK_FIRST)
        assert action.rules == rules.withheld_by(action.nutrient, profile.cautions) != ()
        assert (action.total, action.more, action.less) == (None, None, None)
        assert (action.food, action.official, action.food_to_official) == (0, 0, 0)
        assert (action.lines, action.higher, action.passed, action.kept) == ((), (), (), ())
        if takes:
            asked = {rule.urgency for rule in action.rules}
            assert Urgency.TODAY not in asked or action.urgency is Urgency.TODAY
            assert Urgency.SOON not in asked or action.urgency is not None
        else:
            assert action.urgency is None


def an_unknown_amount_is_looked_for(profile: Profile, edition: Edition) -> None:
    for action in actions(profile, edition):
        unknown = action.nutrient in profile.taken.unknown
        assert (action.taken is None) is unknown
        assert (action.do is Do.LOOK) is (unknown and action.table is not None)


def no_calcium_beside_a_high_dose_of_d3(profile: Profile, edition: Edition) -> None:
    if profile.taken.d3 >= 10_000:
        action = the(Nutrient.CALCIUM, profile, edition)
        assert action.do not in {Do.START, Do.ADD}
        assert action.do is not Do.FOOD or action.total is None


def products_without_vitamin_k(profile: Profile, edition: Edition) -> None:
    steady = {Caution.VITAMIN_K_ANTAGONIST, Caution.DONT_KNOW} & profile.cautions
    for action in actions(profile, edition):
        buys = action.do in UP and action.nutrient in (Nutrient.CALCIUM, Nutrient.D3)
        assert (Line.WITHOUT_VITAMIN_K in action.lines) is bool(steady and buys)


PROPERTIES = [
    following_an_action_settles,
    each_action_points_one_way,
    nothing_passes_a_limit,
    a_limit_passed_is_never_passed_over,
    no_child_below_an_official_intake_is_told_to_take_less,
    no_child_is_told_to_take_or_raise,
    more_taken_never_asks_for_more,
    more_food_never_asks_for_more,
    nobody_is_told_to_stop_what_is_prescribed_or_needed,
    withheld_is_nowhere,
    an_unknown_amount_is_looked_for,
    no_calcium_beside_a_high_dose_of_d3,
    products_without_vitamin_k,
]
TAKEN_ANYHOW = st.builds(
    lambda taken, unknown, prescribed: replace(taken, unknown=unknown, prescribed=prescribed),
    TAKEN_AMOUNTS | st.just(Taken()) | st.builds(Taken, d3=st.sampled_from([9_999, 10_000])),
    st.frozensets(st.sampled_from(Nutrient), max_size=1),
    st.frozensets(st.sampled_from(Nutrient), max_size=2),
)
ANYBODY = st.builds(
    Profile,
    age=AGES,
    menopause=MENOPAUSE,
    diet_calcium_mg=st.none() | DIETS,
    sun_minutes=st.none() | st.integers(0, 60),
    taken=TAKEN_ANYHOW,
    cautions=CAUTIONS,
    diet_source=st.sampled_from(DietSource),
)


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYBODY, editions())
def test_property(holds, profile, edition):
    holds(profile, edition)


def test_properties_of_many_people():
    """A failure names the person: `people.a_person_of(number)`."""
    seen: Counter[object] = Counter()
    wrong = []
    for number in range(PEOPLE):
        profile, edition = people.a_person_of(number)
        for holds in PROPERTIES:
            try:
                holds(profile, edition)
            except AssertionError as error:
                wrong.append((number, holds.__name__, str(error)[:300]))
        for action in actions(profile, edition):
            seen.update([action.row, action.do, *action.lines])
    assert wrong == []
    unseen = [each for each in [*range(1, 19), *Do, *Line] if not seen[each]]
    assert unseen == [], "people who never meet a rule prove nothing about it"
