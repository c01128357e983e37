"""What each caution withholds or has to say: the whole of the safety table, spelled out."""

import pytest
from hypothesis import given, settings

from recommender.domain import safety
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution
from tests.domain.strategies import CAUTIONS

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
NOTED = {
    "levothyroxine",
    "bisphosphonate",
    "tetracycline-or-quinolone",
    "iron-or-zinc",
    "fat-absorption",
}


def test_every_caution_is_in_the_table():
    assert [caution.value for caution in Caution] == list(WITHHELD)


@pytest.mark.parametrize("code", WITHHELD)
@pytest.mark.parametrize("nutrient", Nutrient)
def test_a_caution_withholds_exactly_these_nutrients(code, nutrient):
    reasons = safety.withheld_by(nutrient, [Caution(code)])
    assert reasons == ((Caution(code),) if nutrient.value in WITHHELD[code] else ())


@pytest.mark.parametrize("code", WITHHELD)
def test_a_caution_has_its_note(code):
    assert safety.notes([Caution(code)]) == ((Caution(code),) if code in NOTED else ())


@settings(deadline=None)
@given(CAUTIONS)
def test_together_cautions_withhold_what_any_of_them_does_in_the_order_asked(cautions):
    for nutrient in Nutrient:
        assert safety.withheld_by(nutrient, cautions) == tuple(
            caution
            for caution in Caution
            if caution in cautions and nutrient.value in WITHHELD[caution.value]
        )
    assert safety.notes(cautions) == tuple(
        caution for caution in Caution if caution in cautions and caution.value in NOTED
    )


def test_only_fat_absorption_is_not_about_keeping_calcium_apart():
    assert {caution.value for caution in safety.SPACED_FROM_CALCIUM} == NOTED - {"fat-absorption"}
    assert safety.LESS_ABSORBED == (Caution.FAT_ABSORPTION,)


@pytest.mark.parametrize("group", ["vegetables", "soya", "seeds", "other", "anything new"])
def test_no_food_rich_in_vitamin_k_is_suggested_with_a_vitamin_k_antagonist(group):
    assert not safety.may_suggest(group, {Caution.VITAMIN_K_ANTAGONIST})
    assert safety.may_suggest(group, {Caution.KIDNEY_STONES})


@pytest.mark.parametrize("group", ["dairy", "fortified", "seafood"])
def test_food_poor_in_vitamin_k_may_be_suggested_to_everyone(group):
    assert safety.may_suggest(group, {Caution.VITAMIN_K_ANTAGONIST})
