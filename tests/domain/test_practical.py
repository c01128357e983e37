"""Doses, salts and units."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.practical import Salt, d3_iu, d3_ug, doses, elemental_mg, salt_mg

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


@pytest.mark.parametrize(("iu", "ug"), [(800, 20), (400, 10), (2000, 50), (1500, Fraction(75, 2))])
def test_forty_units_of_vitamin_d_are_a_microgram(iu, ug):
    assert d3_ug(iu) == ug
    assert d3_iu(Fraction(ug)) == iu


@settings(deadline=None)
@given(st.integers(0, 100_000))
def test_units_of_vitamin_d_survive_the_way_there_and_back(iu):
    assert d3_iu(d3_ug(iu)) == iu
