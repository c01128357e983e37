"""Doses, meals and salts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.action import Action, Do
from recommender.domain.calcium import Status
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import Caution
from recommender.domain.registry import Urgency
from recommender.domain.schedule import Meal, Salt, doses, elemental_mg, salt_mg, schedule
from recommender.domain.team import actions
from tests.domain.strategies import PROFILES, editions

AMOUNTS = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0, ()),
        (1, (1,)),
        (500, (500,)),
        (501, (251, 250)),
        (600, (300, 300)),
        (800, (400, 400)),
        (1000, (500, 500)),
        (1001, (334, 334, 333)),
    ],
)
def test_doses(amount, expected):
    assert doses(amount) == expected


@settings(deadline=None)
@given(AMOUNTS)
def test_doses_are_small_even_complete_and_as_few_as_possible(amount):
    split = doses(amount)
    assert sum(split) == amount
    assert all(0 < dose <= 500 for dose in split)
    assert max(split, default=0) - min(split, default=0) <= 1
    assert amount > 500 * (len(split) - 1)


@pytest.mark.parametrize(
    ("salt", "of_600_mg", "in_1000_mg"),
    [
        (Salt.CARBONATE, 1500, 400),
        (Salt.TRICALCIUM_PHOSPHATE, 1538, 390),
        (Salt.CITRATE, 2857, 210),
        (Salt.LACTATE, 4615, 130),
        (Salt.GLUCONATE, 6667, 90),
    ],
)
def test_salts(salt, of_600_mg, in_1000_mg):
    assert salt_mg(600, salt) == of_600_mg
    assert elemental_mg(1000, salt) == in_1000_mg


@pytest.mark.parametrize(
    ("of_salt", "salt", "elemental"),
    [(1250, Salt.CARBONATE, 500), (50, Salt.CITRATE, 11), (45, Salt.CITRATE, 9)],
)
def test_elemental_share_is_rounded_half_up(of_salt, salt, elemental):
    assert elemental_mg(of_salt, salt) == elemental


@settings(deadline=None)
@given(AMOUNTS, st.sampled_from(Salt))
def test_a_salt_weighs_more_than_its_calcium_and_gives_it_back(amount, salt):
    weight = salt_mg(amount, salt)
    assert weight >= amount
    assert elemental_mg(weight, salt) == amount


BREAKFAST, LUNCH, DINNER, BEDTIME = Meal
CALCIUM, D3, K2, K1 = Nutrient
LEVOTHYROXINE = {Caution.LEVOTHYROXINE}
BISPHOSPHONATE = {Caution.BISPHOSPHONATE, Caution.IRON_OR_ZINC}


def to_do(nutrient, do, taken, table, **changes):
    return Action(nutrient, do, 0, taken, Status.RANGE, table, **({"total": table} | changes))


def calcium_at(found):
    return {it.meal: [(dose.low, dose.high) for dose in it.calcium] for it in found if it.calcium}


@pytest.mark.parametrize(
    ("low", "high", "cautions", "expected"),
    [
        (0, 0, {}, {}),
        (300, 500, {}, {LUNCH: [(300, 500)]}),
        (501, 501, {}, {LUNCH: [(251, 251)], DINNER: [(250, 250)]}),
        (600, 800, {}, {LUNCH: [(300, 400)], DINNER: [(300, 400)]}),
        (0, 1200, {}, {BREAKFAST: [(0, 400)], LUNCH: [(0, 400)], DINNER: [(0, 400)]}),
        (500, 500, LEVOTHYROXINE, {LUNCH: [(500, 500)]}),
        (0, 1200, BISPHOSPHONATE, {LUNCH: [(0, 400)], DINNER: [(0, 400)], BEDTIME: [(0, 400)]}),
    ],
)
def test_doses_are_spread_over_meals_away_from_a_morning_medicine(low, high, cautions, expected):
    action = to_do(CALCIUM, Do.START, 0, Range(low, high))
    assert calcium_at(schedule([action], cautions)) == expected


def test_calcium_goes_with_the_vitamins_at_the_main_meal():
    actions = [
        to_do(CALCIUM, Do.KEEP, 300, Range(300, 500), total=None),
        to_do(D3, Do.ADD, 100, Range(400, 600)),
        to_do(K1, Do.KEEP, 90, Range(80, 150), total=None),
    ]
    (lunch,) = schedule(actions, ())
    assert lunch.meal is LUNCH
    assert lunch.calcium == (Range(300, 300),)
    assert lunch.vitamins == ((D3, Range(400, 600)), (K1, Range(90, 90)))


@pytest.mark.parametrize(
    "do",
    [
        *(Do.ASK_FIRST, Do.ASK_NOW, Do.LOOK, Do.FOOD),
        *(Do.ESTIMATE, Do.NONE, Do.STOP, Do.OPTIONAL),
    ],
)
@pytest.mark.parametrize("nutrient", Nutrient)
def test_nothing_is_planned_for_any_other_action(nutrient, do):
    assert schedule([to_do(nutrient, do, 100, Range(300, 500))], ()) == ()


def test_what_is_left_out_until_blood_is_checked_is_not_planned():
    action = to_do(D3, Do.REDUCE, 20_000, Range(800, 1500), urgency=Urgency.TODAY)
    assert schedule([action], ()) == ()


@settings(deadline=None)
@given(PROFILES, editions())
def test_a_day_brings_what_the_actions_lead_to_and_nothing_else(profile, edition):
    found = schedule(actions(profile, edition), profile.cautions)
    todo = {it.nutrient: it for it in actions(profile, edition)}
    calcium = todo[CALCIUM]
    led_to = calcium.total or (calcium.do is Do.KEEP and Range(calcium.taken, calcium.taken))
    planned = calcium.do in (Do.START, Do.ADD, Do.REDUCE, Do.KEEP) and calcium.urgency != "today"
    doses_given = [dose for it in found for dose in it.calcium]
    assert sum(dose.high for dose in doses_given) == (led_to.high if planned and led_to else 0)
    assert all(dose.high <= 500 for dose in doses_given)
    for meal in found:
        for nutrient, amount in meal.vitamins:
            assert todo[nutrient].do in (Do.START, Do.ADD, Do.REDUCE, Do.KEEP)
            assert amount.high > 0
    if profile.cautions & {Caution.LEVOTHYROXINE, Caution.BISPHOSPHONATE}:
        assert BREAKFAST not in calcium_at(found)
