"""What each caution withholds: the whole of the safety table, spelled out."""

import pytest
from hypothesis import given, settings

from recommender.domain import rules
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution
from tests.domain.strategies import CAUTIONS
from tests.support.builders import a_food

ALL = {"calcium", "d3", "k2", "k1"}
WITHHELD = {
    "vitamin-k-antagonist": {"k2", "k1"},
    "other-blood-thinners": set(),
    "thiazide-or-digoxin": {"calcium", "d3"},
    "kidney-disease": ALL,
    "kidney-stones": {"calcium", "d3"},
    "osteoporosis-or-fracture": set(),
    "bisphosphonate": set(),
    "bone-injection": set(),
    "active-vitamin-d": {"calcium", "d3"},
    "levothyroxine": set(),
    "long-term-steroids": set(),
    "high-blood-calcium": {"calcium", "d3"},
    "tetracycline-or-quinolone": set(),
    "sarcoid-tb-or-cancer": {"calcium", "d3"},
    "poor-absorption": set(),
    "acid-reducers": set(),
    "fat-absorption": set(),
    "lithium": {"calcium", "d3"},
    "iron-or-zinc": set(),
    "pregnant-or-breastfeeding": ALL,
    "dont-know": ALL,
}


def test_every_caution_is_in_the_table():
    assert [caution.value for caution in Caution] == list(WITHHELD)


@pytest.mark.parametrize("code", WITHHELD)
@pytest.mark.parametrize("nutrient", Nutrient)
def test_a_caution_withholds_exactly_these_nutrients(code, nutrient):
    reasons = [rule.code for rule in rules.withheld_by(nutrient, [Caution(code)])]
    assert reasons == ([code] if nutrient.value in WITHHELD[code] else [])


@settings(deadline=None)
@given(CAUTIONS)
def test_together_cautions_withhold_what_any_of_them_does_in_the_order_asked(cautions):
    for nutrient in Nutrient:
        assert [rule.code for rule in rules.withheld_by(nutrient, cautions)] == [
            caution.value
            for caution in Caution
            if caution in cautions and nutrient.value in WITHHELD[caution.value]
        ]


@pytest.mark.parametrize("group", ["vegetables", "soya", "seeds", "other", "anything new"])
def test_no_food_rich_in_vitamin_k_is_suggested_with_a_vitamin_k_antagonist(group):
    food = a_food(group=group)
    assert not rules.may_suggest(food, {Caution.VITAMIN_K_ANTAGONIST})
    assert rules.may_suggest(food, {Caution.KIDNEY_STONES})


@pytest.mark.parametrize("group", ["dairy", "fortified", "seafood"])
def test_food_poor_in_vitamin_k_may_be_suggested_to_everyone(group):
    assert rules.may_suggest(a_food(group=group), {Caution.VITAMIN_K_ANTAGONIST})
