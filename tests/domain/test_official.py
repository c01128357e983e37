"""Official intakes and upper limits: by age, by sex, and the strictest of them."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.nutrients import Nutrient
from recommender.domain.official import Kind, OfficialValues, Sex
from tests.domain.strategies import age_bands, official_values
from tests.support.builders import an_official_value, shipped_official

CALCIUM, D3, K2, K1 = Nutrient


@pytest.mark.parametrize(
    ("nutrient", "age", "limit"),
    [
        (CALCIUM, 4, 2000),
        (CALCIUM, 50, 2000),
        (CALCIUM, 120, 2000),
        (D3, 4, 1200),
        (D3, 6, 1200),
        (D3, 7, 1600),
        (D3, 9, 1600),
        (D3, 10, 1800),
        (D3, 11, 1800),
        (D3, 12, 2000),
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
        (CALCIUM, 8, Sex.ANY, [1000, 800, 800, 550, 800, 650, 750, 700]),
        (CALCIUM, 9, Sex.ANY, [1300, 800, 800, 550, 1000, 650, 750, 1000]),
        (CALCIUM, 60, Sex.ANY, [1000, 1200, 1000, 950, 700, 800, 750, 650, 1000, 1300]),
        (CALCIUM, 60, Sex.FEMALE, [1200, 1000, 950, 700, 800, 650, 1300]),
        (CALCIUM, 60, Sex.MALE, [1000, 1000, 950, 700, 800, 750, 1000]),
        (D3, 71, Sex.ANY, [800, 600, 600, 400, 600, 360, 600]),
        (K1, 30, Sex.FEMALE, [90, 90, 70, 80, 150, 60]),
        (K2, 30, Sex.ANY, []),
    ],
)
def test_shipped_recommended_intakes(nutrient, age, sex, expected):
    values = shipped_official().recommended(nutrient, age, sex)
    assert [value.amount for value in values] == expected


def test_the_shipped_data_hold_121_figures_of_seven_authorities_and_25_times_none():
    official = shipped_official()
    assert (len(official.values), len(official.none_set)) == (121, 25)
    codes = [it.code for it in (*official.values, *official.none_set)]
    assert len(set(codes)) == len(codes)
    assert [authority.code for authority in official.authorities] == [
        "us",
        "tw",
        "eu",
        "uk",
        "cn",
        "jp",
        "anz",
    ]


@pytest.mark.parametrize("authority", [it.name for it in shipped_official().authorities])
def test_at_every_age_an_authority_sets_one_figure_or_says_that_it_sets_none(authority):
    official = shipped_official()
    said = [it for it in (*official.values, *official.none_set) if it.authority == authority]
    for nutrient, kind, age, sex in product(Nutrient, Kind, range(4, 121), [Sex.FEMALE, Sex.MALE]):
        found = [
            it.code
            for it in said
            if (it.nutrient, it.kind) == (nutrient, kind)
            and age in it.ages
            and getattr(it, "sex", Sex.ANY) in (Sex.ANY, sex)
        ]
        assert len(found) == 1, (nutrient, kind, age, sex, found)


def test_an_authority_is_found_by_the_name_that_values_carry():
    official = shipped_official()
    assert {value.authority for value in official.values} == {
        it.name for it in official.authorities
    }
    assert official.authority("AU-NZ NHMRC").code == "anz"


def test_an_authority_that_is_not_listed_goes_by_the_name_its_values_carry():
    assert shipped_official().authority("Nobody").short_zh_hant == "Nobody"


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
        and value.ages.first <= age <= (200 if value.ages.to is None else value.ages.to)
    ]
    expected = min(amounts) if amounts else None
    assert values.strictest_upper_limit(nutrient, age) == expected


def test_values_read_as_plain_text_count_too():
    """A limit that is silently overlooked would be worse than an error."""
    value = an_official_value(nutrient="calcium", kind="upper_limit", sex="female")
    assert OfficialValues((value,)).strictest_upper_limit(CALCIUM, 40) == 2500
    assert value.concerns(Sex.FEMALE)


@settings(deadline=None)
@given(official_values(), st.sampled_from(Nutrient), st.sampled_from(Kind), age_bands())
def test_figures_within_a_band_are_those_of_any_of_its_ages(values, nutrient, kind, ages):
    of_age = values.recommended if kind is Kind.RECOMMENDED else values.upper_limits
    at_each_age = {value for age in ages.years for value in of_age(nutrient, age)}
    found = values.within(nutrient, kind, ages)
    assert set(found) == at_each_age
    assert [value for value in values.values if value in at_each_age] == list(found)
