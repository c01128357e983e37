"""Age bands: both ends belong to them, and none that ends before it begins holds anyone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.ages import SERVED, AgeBand, bands_of
from tests.domain.strategies import age_bands


@pytest.mark.parametrize(("age", "inside"), [(18, False), (19, True), (50, True), (51, False)])
def test_both_ends_of_an_age_band_belong_to_it(age, inside):
    assert (age in AgeBand(19, 50)) is inside


@pytest.mark.parametrize(("age", "inside"), [(64, False), (65, True), (120, True)])
def test_a_band_without_an_upper_end_goes_on_to_the_oldest(age, inside):
    assert (age in AgeBand(65)) is inside
    assert AgeBand(65).last == 120


@settings(deadline=None)
@given(age_bands(), st.integers(-1, 131))
def test_a_band_holds_the_ages_that_it_lists(band, age):
    assert (age in band) is (age in band.years)
    assert bool(band) is bool(band.years)


@settings(deadline=None)
@given(age_bands(), age_bands())
def test_the_overlap_holds_the_ages_that_both_hold(one, other):
    assert set(one.overlap(other).years) == set(one.years) & set(other.years)


@settings(deadline=None)
@given(st.sets(st.integers(0, 130)))
def test_ages_fall_into_the_fewest_bands_that_hold_just_them(ages):
    bands = list(bands_of(sorted(ages)))
    assert [age for band in bands for age in band.years] == sorted(ages)
    for one, other in pairwise(bands):
        assert one.last + 1 < other.first


def test_amounts_are_found_from_4_to_120():
    assert list(SERVED.years) == list(range(4, 121))
