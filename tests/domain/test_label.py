"""One bottle: only what is printed on it is judged, by the action that it would lead to."""

import pytest
from hypothesis import given, settings

from recommender.domain.action import Do
from recommender.domain.label import check_label
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Taken
from recommender.domain.team import actions
from tests.domain.strategies import PROFILES, TAKEN_AMOUNTS, editions
from tests.support.builders import a_profile, shipped_edition

CALCIUM, D3, K2, K1 = Nutrient


def judged(profile, bottle, taken_now=False):
    found = check_label(profile, shipped_edition(), bottle, taken_now)
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
    (it,) = check_label(profile, shipped_edition(), Taken(calcium=400), taken_now)
    assert (it.then.do, it.untold) == (do, untold)


def test_a_bottle_that_gives_more_than_was_told_says_so():
    profile = a_profile(taken=Taken(calcium=100))
    (it,) = check_label(profile, shipped_edition(), Taken(calcium=400), True)
    assert (it.then.taken, it.untold) == (400, 300)


def test_what_is_withheld_has_no_amount_to_be_held_against():
    profile = a_profile(cautions=frozenset({Caution.KIDNEY_DISEASE}))
    for it in check_label(profile, shipped_edition(), Taken(calcium=500, k1=10), False):
        assert it.then.table is None
        assert it.then.do is Do.ASK_NOW


@settings(deadline=None)
@given(PROFILES, editions(), TAKEN_AMOUNTS)
def test_a_bottle_on_top_is_judged_as_if_it_had_been_told(profile, edition, bottle):
    for it in check_label(profile, edition, bottle, True):
        assert it.amount == bottle.of(it.nutrient) > 0
        before = next(each for each in actions(profile, edition) if each.nutrient is it.nutrient)
        if not it.untold and it.nutrient is not CALCIUM and bottle.d3 <= profile.taken.d3:
            assert it.then.do is before.do
