"""Ranges of amounts, and their arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import (
    UNITS,
    Nutrient,
    Range,
    Unit,
    compare,
    d3_iu,
    d3_ug,
    round_half_up,
)
from tests.domain.strategies import ranges


@pytest.mark.parametrize(("low", "high"), [(-1, 0), (2, 1), (-2, -1)])
def test_a_range_runs_upwards_from_zero_or_more(low, high):
    with pytest.raises(ValueError, match="not a range"):
        Range(low, high)


@settings(deadline=None)
@given(ranges(), st.integers(-10, 3_010))
def test_both_ends_belong_to_a_range(amounts, amount):
    assert amounts.low in amounts
    assert amounts.high in amounts
    assert (amount in amounts) == (amount in range(amounts.low, amounts.high + 1))


@pytest.mark.parametrize(
    ("amount", "left"),
    [(0, (400, 600)), (100, (300, 500)), (500, (0, 100)), (600, (0, 0)), (900, (0, 0))],
)
def test_what_is_left_never_falls_below_zero(amount, left):
    assert Range(400, 600).less(amount) == Range(*left)


@pytest.mark.parametrize(
    ("limit", "cut"),
    [
        (None, (400, 600)),
        (700, (400, 600)),
        (500, (400, 500)),
        (300, (300, 300)),
        (0, (0, 0)),
        (-50, (0, 0)),
    ],
)
def test_a_limit_cuts_both_ends(limit, cut):
    assert Range(400, 600).at_most(limit) == Range(*cut)


def test_every_nutrient_has_its_unit():
    assert UNITS == {
        Nutrient.CALCIUM: Unit.MG,
        Nutrient.D3: Unit.IU,
        Nutrient.K2: Unit.UG,
        Nutrient.K1: Unit.UG,
    }


@pytest.mark.parametrize(
    ("number", "rounded"),
    [(Fraction(5, 2), 3), (Fraction(7, 2), 4), (Fraction(12, 5), 2), (Fraction(-1, 2), 0)],
)
def test_halves_round_up(number, rounded):
    assert round_half_up(number) == rounded


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(0, "below"), (399, "below"), (400, "within"), (600, "within"), (601, "above")],
)
def test_comparison_turns_just_outside_the_range(amount, expected):
    assert compare(amount, Range(400, 600)) == expected


@pytest.mark.parametrize(("iu", "ug"), [(800, 20), (400, 10), (2000, 50), (1500, Fraction(75, 2))])
def test_forty_units_of_vitamin_d_are_a_microgram(iu, ug):
    assert d3_ug(iu) == ug
    assert d3_iu(Fraction(ug)) == iu


@settings(deadline=None)
@given(st.integers(0, 100_000))
def test_units_of_vitamin_d_survive_the_way_there_and_back(iu):
    assert d3_iu(d3_ug(iu)) == iu
