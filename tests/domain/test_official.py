"""Official intakes and upper limits: by age, by sex, and the strictest of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import Nutrient
from recommender.domain.official import Kind, OfficialValues, Sex
from tests.builders import an_official_value, shipped_official
from tests.domain.strategies import official_values

CALCIUM, D3, K2, K1 = Nutrient


@pytest.mark.parametrize(
    ("nutrient", "age", "limit"),
    [
        (CALCIUM, 4, 2500),
        (CALCIUM, 12, 2500),
        (CALCIUM, 50, 2500),
        (CALCIUM, 51, 2000),
        (CALCIUM, 120, 2000),
        (D3, 4, 2000),
        (D3, 40, 2000),
        (D3, 120, 2000),
        (K2, 40, None),
        (K1, 40, None),
    ],
)
def test_shipped_strictest_upper_limit(nutrient, age, limit):
    assert shipped_official().strictest_upper_limit(nutrient, age) == limit


@pytest.mark.parametrize(
    ("nutrient", "age", "sex", "expected"),
    [
        (CALCIUM, 8, Sex.ANY, [("US NASEM", 1000), ("Taiwan HPA", 800)]),
        (CALCIUM, 9, Sex.ANY, [("US NASEM", 1300), ("Taiwan HPA", 800)]),
        (CALCIUM, 60, Sex.ANY, [("US NASEM", 1000), ("US NASEM", 1200), ("Taiwan HPA", 1000)]),
        (CALCIUM, 60, Sex.FEMALE, [("US NASEM", 1200), ("Taiwan HPA", 1000)]),
        (CALCIUM, 60, Sex.MALE, [("US NASEM", 1000), ("Taiwan HPA", 1000)]),
        (CALCIUM, 71, Sex.ANY, [("US NASEM", 1200), ("Taiwan HPA", 1000)]),
        (D3, 51, Sex.ANY, [("US NASEM", 600), ("Taiwan HPA", 600)]),
        (K1, 30, Sex.FEMALE, [("US NASEM", 90), ("Taiwan HPA", 90)]),
        (K2, 30, Sex.ANY, []),
    ],
)
def test_shipped_recommended_intakes(nutrient, age, sex, expected):
    values = shipped_official().recommended(nutrient, age, sex)
    assert [(value.authority, value.amount) for value in values] == expected


@pytest.mark.parametrize(("age", "applies"), [(18, False), (19, True), (50, True), (51, False)])
def test_both_ends_of_an_age_band_belong_to_it(age, applies):
    assert an_official_value(age_from=19, age_to=50).applies(age) is applies


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        (Sex.ANY, [Sex.ANY, Sex.FEMALE, Sex.MALE]),
        (Sex.FEMALE, [Sex.ANY, Sex.FEMALE]),
        (Sex.MALE, [Sex.ANY, Sex.MALE]),
    ],
)
def test_a_sex_sees_its_own_and_the_common_values(asked, seen):
    values = OfficialValues(tuple(an_official_value(sex=sex) for sex in Sex))
    assert [value.sex for value in values.upper_limits(CALCIUM, 40, asked)] == seen


@settings(deadline=None)
@given(official_values(), st.sampled_from(Nutrient), st.integers(4, 120))
def test_the_strictest_limit_is_the_lowest_for_the_age_whatever_the_sex(values, nutrient, age):
    amounts = [
        value.amount
        for value in values.values
        if value.nutrient is nutrient
        and value.kind is Kind.UPPER_LIMIT
        and value.age_from <= age <= (200 if value.age_to is None else value.age_to)
    ]
    expected = min(amounts) if amounts else None
    assert values.strictest_upper_limit(nutrient, age) == expected


def test_values_read_as_plain_text_count_too():
    """A limit that is silently overlooked would be worse than an error."""
    value = an_official_value(nutrient="calcium", kind="upper_limit", sex="female")
    assert OfficialValues((value,)).strictest_upper_limit(CALCIUM, 40) == 2500
    assert value.applies(40, Sex.FEMALE)
