"""One bottle: only what is printed on it is judged, by the action that it would lead to."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from recommender.domain.action import Do
from recommender.domain.bottles import Bottle
from recommender.domain.label import check_label
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Taken
from recommender.domain.team import actions
from tests.domain.strategies import PROFILES, TAKEN_AMOUNTS, editions
from tests.support.builders import a_profile, shipped_edition

CALCIUM, D3, K2, K1 = Nutrient


def holding(taken):
    """A bottle that gives so much a day."""
    return Bottle({it: Fraction(taken.of(it)) for it in Nutrient})


def judged(profile, taken, taken_now=False):
    found = check_label(profile, shipped_edition(), holding(taken), taken_now)
    return {it.nutrient: it.then.do for it in found}


@pytest.mark.parametrize(
    ("bottle", "expected"),
    [
        (Taken(calcium=299), {CALCIUM: Do.ADD}),
        (Taken(calcium=300), {CALCIUM: Do.KEEP}),
        (Taken(calcium=501), {CALCIUM: Do.REDUCE}),
        (Taken(d3=1000, k2=200), {D3: Do.KEEP, K2: Do.REDUCE}),
        (Taken(k1=40), {K1: Do.KEEP}),
        (Taken(), {}),
    ],
)
def test_only_what_is_printed_is_judged(bottle, expected):
    assert judged(a_profile(), bottle) == expected


@pytest.mark.parametrize(("taken_now", "do", "untold"), [(False, Do.REDUCE, 0), (True, Do.KEEP, 0)])
def test_a_bottle_that_is_taken_already_does_not_count_twice(taken_now, do, untold):
    profile = a_profile(taken=Taken(calcium=400))
    (it,) = check_label(profile, shipped_edition(), holding(Taken(calcium=400)), taken_now)
    assert (it.then.do, it.untold) == (do, untold)


def test_a_bottle_that_gives_more_than_was_told_says_so():
    profile = a_profile(taken=Taken(calcium=100))
    (it,) = check_label(profile, shipped_edition(), holding(Taken(calcium=400)), True)
    assert (it.then.taken, it.untold) == (400, 300)


def test_what_is_withheld_has_no_amount_to_be_held_against():
    profile = a_profile(cautions=frozenset({Caution.KIDNEY_DISEASE}))
    for it in check_label(profile, shipped_edition(), holding(Taken(calcium=500, k1=10)), False):
        assert it.then.table is None
        assert it.then.do is Do.ASK_NOW


@settings(deadline=None)
@given(PROFILES, editions(), TAKEN_AMOUNTS)
def test_a_bottle_on_top_is_judged_as_if_it_had_been_told(profile, edition, bottle):
    for it in check_label(profile, edition, holding(bottle), True):
        assert it.amount == bottle.of(it.nutrient) > 0
        before = next(each for each in actions(profile, edition) if each.nutrient is it.nutrient)
        if not it.untold and it.nutrient is not CALCIUM and bottle.d3 <= profile.taken.d3:
            assert it.then.do is before.do


def test_a_bottle_of_an_unknown_amount_cannot_be_told():
    bottle = Bottle({}, unknown=frozenset({K2}))
    (it,) = check_label(a_profile(), shipped_edition(), bottle, False)
    assert (it.nutrient, it.amount, it.then.do) == (K2, None, Do.LOOK)


def test_a_prescribed_bottle_is_never_to_be_left():
    bottle = Bottle({D3: Fraction(3000)}, prescribed=True)
    (it,) = check_label(a_profile(), shipped_edition(), bottle, True)
    assert it.then.do is Do.KEEP


def test_active_vitamin_d_is_a_medicine_on_the_label_too():
    (it,) = check_label(a_profile(), shipped_edition(), Bottle({}, active_d3=True), False)
    assert (it.nutrient, it.then.table) == (D3, None)
