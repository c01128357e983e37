"""The table beside the authorities: grouped, and where they differ."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.ages import AgeBand
from recommender.domain.comparison import above, below, compare_with_official
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import Kind, OfficialValues, Sex
from tests.domain.strategies import official_values, ranges
from tests.support.builders import an_official_value, shipped_official

CALCIUM, D3, K2, K1 = Nutrient


def an_intake(authority, amount, **changes):
    return an_official_value(authority=authority, kind=Kind.RECOMMENDED, amount=amount, **changes)


def names(found):
    return [it.authority.name for it in found]


OURS = Range(1000, 1200)


def compare(*values, nutrient=CALCIUM, ours=OURS, sex=Sex.ANY, k2=None):
    return compare_with_official(nutrient, ours, 40, sex, OfficialValues(values), k2)


@pytest.mark.parametrize(
    ("amount", "higher", "lower"),
    [
        pytest.param(999, [], ["A"], id="less than our lowest"),
        pytest.param(1000, [], [], id="our lowest"),
        pytest.param(1200, [], [], id="our highest"),
        pytest.param(1201, ["A"], [], id="more than our highest"),
    ],
)
def test_an_intake_differs_just_outside_the_range(amount, higher, lower):
    found = compare(an_intake("A", amount))
    assert (names(found.higher), names(found.lower)) == (higher, lower)


@pytest.mark.parametrize(
    ("women", "men", "higher", "lower"),
    [
        pytest.param(1300, 1250, ["A"], [], id="both higher"),
        pytest.param(1300, 1200, [], [], id="one higher"),
        pytest.param(900, 950, [], ["A"], id="both lower"),
        pytest.param(900, 1300, [], [], id="one higher, one lower"),
    ],
)
def test_an_authority_differs_where_all_its_figures_do(women, men, higher, lower):
    values = [an_intake("A", women, sex=Sex.FEMALE), an_intake("A", men, sex=Sex.MALE)]
    found = compare(*values)
    assert (names(found.higher), names(found.lower)) == (higher, lower)
    assert [it.values for it in found.intakes] == [tuple(values)]


def test_only_the_figures_of_a_known_sex_count():
    values = [an_intake("A", 1300, sex=Sex.FEMALE), an_intake("A", 1000, sex=Sex.MALE)]
    assert names(compare(*values, sex=Sex.FEMALE).higher) == ["A"]
    assert names(compare(*values, sex=Sex.MALE).higher) == []


def test_authorities_stand_in_the_order_of_their_first_figure():
    values = [
        an_intake("B", 1, sex=Sex.FEMALE),
        an_intake("A", 2),
        an_intake("B", 3, sex=Sex.MALE),
        an_official_value(authority="C"),
    ]
    found = compare(*values)
    assert names(found.intakes) == ["B", "A"]
    assert names(found.limits) == ["C"]


@pytest.mark.parametrize(("high", "reached"), [(1999, False), (2000, True), (2001, True)])
def test_the_strictest_limit_is_reached_from_its_own_figure_on(high, reached):
    values = [an_official_value(amount=2500), an_official_value(amount=2000)]
    found = compare(*values, ours=Range(500, high))
    assert found.limit == 2000
    assert found.reaches_limit is reached


def test_where_nobody_sets_a_limit_none_is_reached():
    found = compare(ours=Range(0, 100_000))
    assert (found.limit, found.reaches_limit, found.limits) == (None, False, ())


@pytest.mark.parametrize(
    ("k1", "k2", "intakes", "times"),
    [
        pytest.param(150, 150, [90], 3, id="the sum of both, rounded"),
        pytest.param(150, 150, [120, 90], 3, id="of the lowest intake"),
        pytest.param(80, 55, [90], 2, id="one and a half rounds to two"),
        pytest.param(80, 54, [90], None, id="less is not worth telling"),
        pytest.param(80, 150, [], None, id="no intake to compare with"),
        pytest.param(80, 150, [0], None, id="an intake of nothing"),
        pytest.param(80, None, [90], None, id="K2 withheld"),
    ],
)
def test_how_many_times_the_intake_both_vitamins_k_are(k1, k2, intakes, times):
    values = [an_intake(f"A{amount}", amount, nutrient=K1) for amount in intakes]
    advised = None if k2 is None else Range(0, k2)
    assert compare(*values, nutrient=K1, ours=Range(0, k1), k2=advised).times_intake == times


@settings(deadline=None)
@given(official_values(), st.sampled_from(Nutrient), st.integers(4, 120), ranges())
def test_no_figure_of_the_age_is_left_out_or_counted_twice(values, nutrient, age, ours):
    found = compare_with_official(nutrient, ours, age, Sex.ANY, values)
    for groups, kept in [
        (found.intakes, values.recommended(nutrient, age)),
        (found.limits, values.upper_limits(nutrient, age)),
    ]:
        grouped = [value for group in groups for value in group.values]
        assert sorted(map(id, grouped)) == sorted(map(id, kept))
        for group in groups:
            assert {value.authority for value in group.values} == {group.authority.name}


@settings(deadline=None)
@given(official_values(), ranges())
def test_a_figure_lies_above_a_range_below_it_or_within(values, ours):
    kept = values.values
    within = [value for value in kept if value.amount in ours]
    apart = [*above(ours, kept), *below(ours, kept), *within]
    assert sorted(map(id, apart)) == sorted(map(id, kept))
    assert all(value.amount > ours.high for value in above(ours, kept))
    assert all(value.amount < ours.low for value in below(ours, kept))


def test_the_shipped_calcium_of_women_of_60_beside_the_authorities():
    found = compare_with_official(CALCIUM, Range(1000, 1200), 60, Sex.FEMALE, shipped_official())
    assert names(found.higher) == ["AU-NZ NHMRC"]
    assert names(found.lower) == ["EFSA", "UK SACN", "China CNS", "Japan MHLW"]


def test_over_an_age_band_every_figure_that_meets_it_is_compared():
    limits = shipped_official().within(D3, Kind.UPPER_LIMIT, AgeBand(4, 13))
    passed = [value.code for value in below(Range(1700, 1700), limits)]
    assert passed == ["cn-d3-limit-from4", "jp-d3-limit-from4", "jp-d3-limit-from6"]
