"""One bottle's daily amounts beside the advice."""

import pytest
from hypothesis import given, settings

from recommender.domain.label import check_label
from recommender.domain.nutrients import Comparison, Nutrient, Range, compare
from recommender.domain.profile import Caution, Taken
from recommender.domain.recommendation import recommend
from tests.domain.strategies import PROFILES, TAKEN_AMOUNTS, editions
from tests.support.builders import a_profile, shipped_edition


def verdicts(profile, bottle):
    recommendation = recommend(profile, shipped_edition())
    return {verdict.nutrient: verdict for verdict in check_label(recommendation, bottle)}


def test_a_bottle_is_compared_with_the_advice():
    found = verdicts(a_profile(), Taken(calcium=200, d3=1000, k2=200))
    assert [verdict.comparison for verdict in found.values()] == [
        Comparison.BELOW,
        Comparison.WITHIN,
        Comparison.ABOVE,
        Comparison.BELOW,
    ]
    assert [verdict.missing for verdict in found.values()] == [
        Range(100, 300),
        Range(0, 500),
        Range(0, 0),
        Range(80, 150),
    ]


@pytest.mark.parametrize(
    ("diet", "taken", "bottle", "alone", "together"),
    [
        pytest.param(700, 0, 1300, False, False, id="diet and bottle at the limit"),
        pytest.param(700, 0, 1301, True, True, id="diet and bottle one over"),
        pytest.param(700, 800, 500, False, False, id="all together at the limit"),
        pytest.param(700, 800, 501, False, True, id="all together one over"),
        pytest.param(None, 0, 2000, False, False, id="diet unknown, at the limit"),
        pytest.param(None, 0, 2001, True, True, id="diet unknown, one over"),
    ],
)
def test_calcium_counts_with_the_diet(diet, taken, bottle, alone, together):
    profile = a_profile(diet_calcium_mg=diet, taken=Taken(calcium=taken))
    calcium = verdicts(profile, Taken(calcium=bottle))[Nutrient.CALCIUM]
    assert (calcium.over_limit, calcium.over_limit_together) == (alone, together)


@pytest.mark.parametrize(
    ("taken", "bottle", "alone", "together"),
    [(0, 2000, False, False), (1, 2000, False, True), (0, 2001, True, True)],
)
def test_vitamin_d_counts_without_the_diet(taken, bottle, alone, together):
    d3 = verdicts(a_profile(taken=Taken(d3=taken)), Taken(d3=bottle))[Nutrient.D3]
    assert (d3.over_limit, d3.over_limit_together) == (alone, together)


def test_a_withheld_nutrient_is_not_compared_but_its_limit_still_speaks():
    profile = a_profile(cautions=frozenset({Caution.KIDNEY_DISEASE}))
    found = verdicts(profile, Taken(calcium=5000, d3=5000, k2=5000, k1=5000))
    for verdict in found.values():
        assert verdict.comparison is None
        assert verdict.missing is None
    assert [verdict.over_limit for verdict in found.values()] == [True, True, False, False]


@settings(deadline=None)
@given(PROFILES, editions(), TAKEN_AMOUNTS)
def test_a_bottle_never_changes_the_advice_it_is_held_against(profile, edition, bottle):
    recommendation = recommend(profile, edition)
    for advice, verdict in zip(
        recommendation.advice, check_label(recommendation, bottle), strict=True
    ):
        assert verdict.nutrient is advice.nutrient
        assert verdict.amount == bottle.of(advice.nutrient)
        if advice.amount is None:
            assert (verdict.comparison, verdict.missing) == (None, None)
        else:
            assert verdict.comparison is compare(verdict.amount, advice.amount)
            assert verdict.missing == advice.amount.less(verdict.amount)
        assert verdict.over_limit_together or not verdict.over_limit
