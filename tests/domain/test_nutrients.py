"""Ranges of amounts, and their arithmetic."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import UNITS, Nutrient, Range, Unit
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
