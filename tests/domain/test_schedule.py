"""Doses, meals and salts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import Caution
from recommender.domain.schedule import Meal, Salt, doses, elemental_mg, salt_mg, schedule
from tests.domain.strategies import CAUTIONS, ranges

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


def calcium_at(found):
    return {it.meal: it.calcium for it in found.meals if it.calcium}


@pytest.mark.parametrize(
    ("mg", "cautions", "expected"),
    [
        (0, {}, {}),
        (500, {}, {DINNER: (500,)}),
        (501, {}, {BREAKFAST: (251,), DINNER: (250,)}),
        (1200, {}, {BREAKFAST: (400,), LUNCH: (400,), DINNER: (400,)}),
        (1600, {}, {BREAKFAST: (400, 400), LUNCH: (400,), DINNER: (400,)}),
        (500, LEVOTHYROXINE, {DINNER: (500,)}),
        (800, LEVOTHYROXINE, {LUNCH: (400,), DINNER: (400,)}),
        (1200, BISPHOSPHONATE, {LUNCH: (400,), DINNER: (400,), BEDTIME: (400,)}),
        (800, {Caution.IRON_OR_ZINC}, {BREAKFAST: (400,), DINNER: (400,)}),
    ],
)
def test_doses_are_spread_over_meals_away_from_a_morning_medicine(mg, cautions, expected):
    assert calcium_at(schedule({CALCIUM: Range(0, mg)}, cautions)) == expected


def test_vitamins_go_with_lunch_but_for_those_of_which_nothing_is_advised():
    amounts = {CALCIUM: Range(0, 0), D3: Range(400, 600), K2: Range(0, 0), K1: Range(0, 80)}
    (lunch,) = schedule(amounts, ()).meals
    assert (lunch.meal, lunch.calcium, lunch.vitamins) == (LUNCH, (), (D3, K1))


def test_nothing_advised_makes_no_meal():
    assert schedule({}, ()).meals == ()
    assert not schedule({}, ()).takes_calcium


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(Nutrient), ranges()), CAUTIONS)
def test_a_day_brings_what_is_advised_and_nothing_else(amounts, cautions):
    found = schedule(amounts, cautions)
    given_doses = [dose for it in found.meals for dose in it.calcium]
    most = amounts[CALCIUM].high if CALCIUM in amounts else 0
    assert sum(given_doses) == most
    assert found.takes_calcium is (most > 0)
    vitamins = [nutrient for it in found.meals for nutrient in it.vitamins]
    assert vitamins == [it for it in (D3, K2, K1) if it in amounts and amounts[it].high]
    assert [it.meal for it in found.meals] == [
        meal for meal in Meal if meal in {it.meal for it in found.meals}
    ]
    if cautions & {Caution.LEVOTHYROXINE, Caution.BISPHOSPHONATE}:
        assert BREAKFAST not in calcium_at(found)


def test_the_range_is_told_in_the_weight_of_the_two_common_salts():
    found = schedule({CALCIUM: Range(300, 500)}, ())
    assert [(it.salt, it.percent, it.amount) for it in found.salts] == [
        (Salt.CARBONATE, 40, Range(750, 1250)),
        (Salt.CITRATE, 21, Range(1429, 2381)),
    ]
