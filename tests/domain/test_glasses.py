"""Glasses of milk: exact levels, one rounded figure in words, in one direction with the action."""

import pytest
from hypothesis import given, settings

from recommender.domain.action import Do
from recommender.domain.profile import Caution, Menopause, Taken
from recommender.domain.recommendation import recommend
from tests.domain.strategies import PROFILES, editions
from tests.support.builders import a_profile, shipped_edition, some_constants

OLD = {"age": 70, "diet_calcium_mg": 600}
YES = Menopause.YES


def found(**changes):
    return recommend(a_profile(**changes), shipped_edition())


@pytest.mark.parametrize(
    ("changes", "tablets", "target", "missing", "over", "drawn"),
    [
        pytest.param({"diet_calcium_mg": 400}, 0, (1000, 1200), 600, 0, 5, id="start"),
        pytest.param(
            OLD | {"taken": Taken(calcium=1200)}, 1200, (1200, 1500), 0, 300, 8, id="reduce"
        ),
        pytest.param(OLD | {"taken": Taken(calcium=700)}, 700, (1200, 1500), 0, 0, 6, id="keep"),
        pytest.param({"diet_calcium_mg": 950}, 0, (1000, 1200), 50, 0, 5, id="food"),
        pytest.param({"age": 8, "diet_calcium_mg": 650}, 0, (1000, 1000), 350, 0, 4, id="child"),
        pytest.param({"age": 13, "diet_calcium_mg": 1150}, 0, (1000, 1300), 150, 0, 6, id="13"),
        pytest.param(
            {"cautions": frozenset({Caution.KIDNEY_STONES}), "taken": Taken(calcium=400)},
            *(0, (1000, 1200), 0, 0, 5),
            id="withheld and taken: neither tablets nor what is missing",
        ),
        pytest.param(
            {"taken": Taken(unknown=frozenset(["calcium"]))},
            *(0, (1000, 1200), 0, 0, 5),
            id="nobody knows",
        ),
    ],
)
def test_what_is_drawn(changes, tablets, target, missing, over, drawn):
    it = found(**changes).glasses
    assert (it.tablets, (it.target.low, it.target.high)) == (tablets, target)
    assert (it.missing, it.over, it.drawn) == (missing, over, drawn)


@pytest.mark.parametrize(
    ("changes", "is_drawn"),
    [
        ({"diet_calcium_mg": None}, False),
        ({"cautions": frozenset({Caution.KIDNEY_DISEASE})}, False),
        ({"cautions": frozenset({Caution.HIGH_BLOOD_CALCIUM})}, False),
        ({"cautions": frozenset({Caution.PREGNANT_OR_BREASTFEEDING})}, False),
        ({"cautions": frozenset({Caution.KIDNEY_STONES})}, True),
        ({"cautions": frozenset({Caution.DONT_KNOW})}, True),
    ],
)
def test_no_glasses_without_a_diet_or_where_no_food_target_may_be_shown(changes, is_drawn):
    assert (found(**changes).glasses is not None) is is_drawn


@pytest.mark.parametrize(
    ("mg", "said"),
    [
        (0, (0, False)),
        (62, (0, False)),
        (63, (0, True)),
        (125, (0, True)),
        (187, (0, True)),
        (188, (1, False)),
        (250, (1, False)),
        (350, (1, True)),
        (650, (2, True)),
    ],
)
def test_words_give_the_nearest_half_glass(mg, said):
    assert some_constants().glasses(mg) == said


@settings(deadline=None)
@given(PROFILES, editions())
def test_the_picture_never_points_another_way_than_the_action(profile, edition):
    result = recommend(profile, edition)
    it, calcium = result.glasses, result.actions[0]
    if it is None:
        return
    assert not (it.missing and it.over)
    assert not it.over or calcium.do in (Do.REDUCE, Do.STOP)
    if calcium.do in (Do.OPTIONAL, Do.LOOK, Do.ESTIMATE, Do.ASK_NOW):
        assert (it.missing, it.over) == (0, 0)
    if calcium.do is Do.FOOD:
        assert it.missing == calcium.food > 0
    assert 0 <= it.drawn <= 12
    assert it.tablets in (0, calcium.taken or profile.taken.calcium)
