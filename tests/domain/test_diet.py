"""Calcium from food: the estimate and the foods that close a gap."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.diet import (
    MOST_PORTIONS,
    OTHER_FOOD_MG,
    estimate,
    foods_closing,
    round_half_up,
)
from tests.builders import a_food, shipped_foods
from tests.domain.strategies import food_lists

MILK = a_food(id=1, serving_g=247, calcium_mg_per_100g=104)  # 256.88 mg
TOFU = a_food(id=2, group="soya", serving_g=80, calcium_mg_per_100g=150)  # 120 mg
EGG = a_food(id=3, group="other", serving_g=55, calcium_mg_per_100g=54)  # 29.7 mg


@pytest.mark.parametrize(
    ("eaten", "exact", "rounded"),
    [
        # 256.88 + 100 = 356.88
        pytest.param({1: Fraction(7)}, 357, 350, id="a glass of milk a day"),
        # (256.88 × 14 + 120 × 3 + 29.7 × 7) / 7 + 100 = 694.8886
        pytest.param({1: Fraction(14), 2: Fraction(3), 3: Fraction(7)}, 695, 700, id="three foods"),
        # 29.7 × 0.5 / 7 + 100 = 102.12
        pytest.param({3: Fraction(1, 2)}, 102, 100, id="half an egg a week"),
        # 120 × 7 × 5 / 4 / 7 + 100 = 250
        pytest.param({2: Fraction(35, 4)}, 250, 250, id="exactly on a step"),
        # 120 × 7 × 5 / 24 / 7 + 100 = 125
        pytest.param({2: Fraction(35, 24)}, 125, 150, id="halfway between steps rounds up"),
        # 120 × 1.45 / 7 + 100 = 124.857
        pytest.param({2: Fraction(145, 100)}, 125, 100, id="rounded once, from the exact sum"),
    ],
)
def test_estimates_worked_by_hand(eaten, exact, rounded):
    result = estimate([MILK, TOFU, EGG], eaten)
    assert (result.exact_mg, result.mg_per_day) == (exact, rounded)
    assert result.other_mg == 100


def test_estimate_shows_the_sum_food_by_food_in_the_order_of_the_list():
    result = estimate([MILK, TOFU, EGG], {3: Fraction(7), 1: Fraction(14)})
    assert [(share.food, share.times_a_week, share.mg_per_day) for share in result.shares] == [
        (MILK, 14, 514),
        (EGG, 7, 30),
    ]


@pytest.mark.parametrize(
    "eaten", [{}, {1: Fraction(0)}, {99: Fraction(7)}], ids=["empty", "zero", "unknown food"]
)
def test_nothing_eaten_is_not_an_answer_of_zero(eaten):
    with pytest.raises(ValueError, match="no servings"):
        estimate([MILK], eaten)


def test_foods_not_in_the_list_are_left_out():
    assert estimate([MILK], {1: Fraction(7), 99: Fraction(70)}) == estimate(
        [MILK], {1: Fraction(7)}
    )


SERVINGS = st.fractions(0, 70, max_denominator=4)


@settings(deadline=None)
@given(food_lists(), st.dictionaries(st.integers(0, 12), SERVINGS))
def test_estimate_is_the_sum_rounded_to_the_nearest_step(foods, eaten):
    total = sum(
        Fraction(food.serving_g * food.calcium_mg_per_100g, 100) * eaten.get(food.id, 0)
        for food in foods
    )
    if not any(eaten.get(food.id) for food in foods):
        with pytest.raises(ValueError, match="no servings"):
            estimate(foods, eaten)
        return
    exact = total / 7 + OTHER_FOOD_MG
    result = estimate(foods, eaten)
    assert result.mg_per_day % 50 == 0
    assert -25 <= exact - result.mg_per_day < 25
    assert abs(result.exact_mg - exact) <= Fraction(1, 2)
    shares = sum(share.mg_per_day for share in result.shares) + result.other_mg
    assert abs(shares - exact) <= Fraction(len(result.shares), 2)


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


@pytest.mark.parametrize(
    ("number", "rounded"),
    [(Fraction(5, 2), 3), (Fraction(7, 2), 4), (Fraction(12, 5), 2), (Fraction(-1, 2), 0)],
)
def test_halves_round_up(number, rounded):
    assert round_half_up(number) == rounded


GAPS = st.integers(-10, 2_500)


@settings(deadline=None)
@given(food_lists(), GAPS, st.integers(1, 6))
def test_foods_closing_a_gap(foods, gap, most):
    suggestions = foods_closing(foods, gap, most)
    useful = [food for food in foods if food.mg_per_serving] if gap > 0 else []
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
        return (mg < gap, not food.short_list, -min(mg, gap), portions, mg, food.id)

    useful = [food for food in foods if food.mg_per_serving]
    helpful = [food for food in useful if 2 * MOST_PORTIONS * food.mg_per_serving > gap] or useful
    found = foods_closing(foods, gap)
    assert [it.food for it in found[:1]] == sorted(helpful, key=worth)[:1]


def test_foods_of_a_group_that_must_not_be_suggested_are_passed_over():
    suggestions = foods_closing([MILK, TOFU], 100, may_suggest={"soya"}.__contains__)
    assert [it.food for it in suggestions] == [TOFU]


@settings(deadline=None)
@given(food_lists(), st.integers(1, 2_500))
def test_an_everyday_food_that_closes_the_gap_is_never_passed_over(foods, gap):
    suggested = {suggestion.food.group: suggestion for suggestion in foods_closing(foods, gap, 9)}
    for food in foods:
        if food.short_list and food.mg_per_serving * MOST_PORTIONS >= gap:
            suggestion = suggested[food.group]
            assert suggestion.food.short_list
            assert suggestion.mg >= gap
            assert suggestion.portions <= -(-gap // food.mg_per_serving)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0, []),
        (
            50,
            [
                ("Set yogurt", 1, 103),
                ("Firm (traditional) tofu", 1, 120),
                ("Black sesame powder", 1, 145),
                ("Chinese kale (gai lan)", 1, 181),
            ],
        ),
        (
            150,
            [
                ("Chinese kale (gai lan)", 1, 181),
                ("Dried small fish", 1, 221),
                ("Whole milk", 1, 257),
                ("Calcium-fortified milk", 1, 494),
            ],
        ),
        (
            300,
            [
                ("Calcium-fortified milk", 1, 494),
                ("Chinese kale (gai lan)", 2, 362),
                ("Dried small fish", 2, 442),
                ("Whole milk", 2, 514),
            ],
        ),
        (
            600,
            [
                ("Calcium-fortified milk", 2, 988),
                ("Canned sardines with bones", 2, 650),
                ("Skim milk powder", 2, 704),
                ("Chinese kale (gai lan)", 2, 362),
            ],
        ),
        (
            900,
            [
                ("Calcium-fortified milk", 2, 988),
                ("Whole milk", 2, 514),
                ("Canned sardines with bones", 2, 650),
                ("Small pressed tofu", 2, 548),
            ],
        ),
        # two cans of sardines are exactly half of it
        (1300, [("Calcium-fortified milk", 2, 988), ("Skim milk powder", 2, 704)]),
    ],
)
def test_shipped_foods_make_a_sensible_choice(gap, expected):
    suggestions = foods_closing(shipped_foods(), gap)
    assert [(it.food.name_en, it.portions, it.mg) for it in suggestions] == expected


def test_where_no_food_brings_half_the_best_are_named_all_the_same():
    suggestions = foods_closing([EGG, TOFU], 1000)
    assert [(it.food, it.portions, it.mg) for it in suggestions] == [(TOFU, 2, 240), (EGG, 2, 60)]


def test_the_shipped_food_list_is_whole():
    foods = shipped_foods()
    assert len(foods) == 40
    assert sum(food.short_list for food in foods) == 8
    assert all(food.serving_g > 0 and food.calcium_mg_per_100g > 0 for food in foods)
