"""Foods with calcium: servings, regions, and the choice that closes a gap."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.foods import MOST_PORTIONS, FoodList, Oxalate, Region, foods_closing
from recommender.domain.nutrients import round_half_up
from tests.domain.strategies import food_lists
from tests.support.builders import a_food, shipped_edition, shipped_foods

MILK = a_food(code="milk", serving_g=247, calcium_mg_per_100g=104)  # 257 mg
TOFU = a_food(code="tofu", group="soya", serving_g=80, calcium_mg_per_100g=150)  # 120 mg
EGG = a_food(code="egg", group="other", serving_g=55, calcium_mg_per_100g=54)  # 30 mg


@pytest.mark.parametrize(
    ("grams", "per_100g", "mg"), [(247, 104, 257), (50, 1, 1), (49, 1, 0), (85, 10, 9), (80, 0, 0)]
)
def test_a_serving_is_rounded_half_up(grams, per_100g, mg):
    assert a_food(serving_g=grams, calcium_mg_per_100g=per_100g).mg_per_serving == mg


@settings(deadline=None)
@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_serving_rounds_as_any_other_number(grams, per_100g):
    food = a_food(serving_g=grams, calcium_mg_per_100g=per_100g)
    assert food.mg_per_serving == round_half_up(Fraction(grams * per_100g, 100))


GAPS = st.integers(-10, 2_500)


def useful_of(foods):
    """What may be suggested at all: nothing whose calcium oxalate holds back."""
    return [food for food in foods if food.mg_per_serving and food.oxalate is not Oxalate.HIGH]


@settings(deadline=None)
@given(food_lists(), GAPS, st.integers(1, 6))
def test_foods_closing_a_gap(foods, gap, most):
    suggestions = foods_closing(foods, gap, most)
    useful = useful_of(foods) if gap > 0 else []
    bring_most = [food for food in useful if 2 * MOST_PORTIONS * food.mg_per_serving > gap]
    eligible = bring_most or useful
    groups = [suggestion.food.group for suggestion in suggestions]
    assert len(groups) == len(set(groups)) == min(most, len({food.group for food in eligible}))
    for suggestion in suggestions:
        assert suggestion.food in eligible
        serving = suggestion.food.mg_per_serving
        assert 1 <= suggestion.portions <= MOST_PORTIONS <= 3
        assert suggestion.mg == suggestion.portions * serving > 0
        # never a serving more than is needed
        assert suggestion.mg - serving < gap
    some_food_could = any(food.mg_per_serving * MOST_PORTIONS >= gap for food in useful)
    assert any(suggestion.mg >= gap for suggestion in suggestions) == some_food_could
    helps_only = [suggestion.mg < gap for suggestion in suggestions]
    assert helps_only == sorted(helps_only)


@settings(deadline=None)
@given(food_lists(), st.integers(1, 2_500))
def test_the_shelves_lead_to_what_looking_at_every_food_would_find(foods, gap):
    def worth(food):
        portions = min(MOST_PORTIONS, -(-gap // food.mg_per_serving))
        mg = portions * food.mg_per_serving
        return (mg < gap, not food.short_list, -min(mg, gap), portions, mg, foods.index(food))

    useful = useful_of(foods)
    helpful = [food for food in useful if 2 * MOST_PORTIONS * food.mg_per_serving > gap] or useful
    found = foods_closing(foods, gap)
    assert [it.food for it in found[:1]] == sorted(helpful, key=worth)[:1]


def test_foods_of_a_group_that_must_not_be_suggested_are_passed_over():
    suggestions = foods_closing([MILK, TOFU], 100, may_suggest=[TOFU].__contains__)
    assert [it.food for it in suggestions] == [TOFU]


@settings(deadline=None)
@given(food_lists(), st.integers(1, 2_500))
def test_an_everyday_food_that_closes_the_gap_is_never_passed_over(foods, gap):
    suggested = {suggestion.food.group: suggestion for suggestion in foods_closing(foods, gap, 9)}
    for food in useful_of(foods):
        if food.short_list and food.mg_per_serving * MOST_PORTIONS >= gap:
            suggestion = suggested[food.group]
            assert suggestion.food.short_list
            assert suggestion.mg >= gap
            assert suggestion.portions <= -(-gap // food.mg_per_serving)


@pytest.mark.parametrize("most", [1, 4])
def test_a_food_rich_in_oxalate_is_never_suggested(most):
    sesame = a_food(code="sesame", calcium_mg_per_100g=300, short_list=True, oxalate=Oxalate.HIGH)
    assert foods_closing([sesame], 300, most) == ()
    assert [it.food for it in foods_closing([sesame, EGG], 300, most)] == [EGG]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0, []),
        (
            50,
            [("pak-choi", 1, 93), ("set-yogurt", 1, 103), ("firm-tofu", 1, 120), ("pizza", 1, 157)],
        ),
        (
            150,
            [
                ("pizza", 1, 157),
                ("gai-lan", 1, 181),
                ("hard-cheese", 1, 199),
                ("small-pressed-tofu", 1, 219),
            ],
        ),
        (
            300,
            [
                ("latte", 1, 303),
                ("canned-sardines", 1, 325),
                ("high-calcium-milk", 1, 494),
                ("pizza", 2, 314),
            ],
        ),
        (
            600,
            [
                ("latte", 2, 606),
                ("canned-sardines", 2, 650),
                ("high-calcium-milk", 2, 988),
                ("tofu-pudding", 2, 612),
            ],
        ),
        # two cans of sardines are exactly half of it
        (1300, [("high-calcium-milk", 2, 988), ("skim-milk-powder", 2, 704)]),
    ],
)
def test_shipped_foods_of_taiwan_make_a_sensible_choice(gap, expected):
    suggestions = foods_closing(shipped_foods().of(Region.TAIWAN), gap)
    assert [(it.food.code, it.portions, it.mg) for it in suggestions] == expected


def test_where_no_food_brings_half_the_best_are_named_all_the_same():
    suggestions = foods_closing([EGG, TOFU], 1000)
    assert [(it.food, it.portions, it.mg) for it in suggestions] == [(TOFU, 2, 240), (EGG, 2, 60)]


def test_a_region_knows_its_own_foods_and_those_of_all_regions_in_the_editors_order():
    here = a_food(code="here", regions=frozenset({Region.TAIWAN, Region.HONG_KONG}))
    there = a_food(code="there", regions=frozenset({Region.WEST}))
    foods = FoodList([there, here, MILK])
    assert foods.of(Region.TAIWAN) == (here, MILK) == foods.of(Region.HONG_KONG)
    assert foods.of(Region.WEST) == (there, MILK)


@settings(deadline=None)
@given(GAPS)
def test_of_the_shipped_foods_none_rich_in_oxalate_is_suggested(gap):
    for region in Region:
        suggested = {it.food.code for it in foods_closing(shipped_foods().of(region), gap, 9)}
        assert not suggested & {
            "amaranth",
            "spinach",
            "black-sesame-powder",
            "black-sesame-paste",
            "black-sesame-soup",
            "sesame-sauce",
        }


def test_the_shipped_food_list_is_whole():
    foods = shipped_foods()
    assert len({food.code for food in foods}) == len(foods) == 88
    assert sum(food.short_list for food in foods) == 16
    assert sum(food.oxalate is Oxalate.HIGH for food in foods) == 6
    assert all(food.serving_g > 0 and food.calcium_mg_per_100g > 0 for food in foods)
    assert [len(foods.of(region)) for region in Region] == [80, 81, 52]


def test_the_shipped_cards_are_eight_a_region_of_foods_that_are_known_there():
    edition = shipped_edition()
    for region in Region:
        cards = [card for card in edition.cards if not card.regions or region in card.regions]
        known = {food.code for food in edition.foods.of(region)}
        assert len(cards) == 8
        assert all(known & set(card.food_codes) for card in cards)
        assert all(card.times == (0, Fraction(3, 10), 1, 2) for card in cards)
