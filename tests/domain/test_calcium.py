"""Calcium: what is missing (rules §3), and what food brings by an estimate (rules §8)."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.calcium import Status, calcium_gap, estimate
from recommender.domain.foods import Oxalate, Region
from recommender.domain.nutrients import Range
from tests.domain.strategies import DIETS, LIMITS, food_lists, rows
from tests.support.builders import a_food, a_row, shipped_edition, some_constants

# What is missing


@pytest.mark.parametrize(
    ("diet", "low", "high", "status"),
    [
        pytest.param(None, 300, 500, "diet-unknown", id="unknown"),
        pytest.param(0, 500, 500, "food-too", id="nothing"),
        pytest.param(499, 500, 500, "food-too", id="one more missing than the table gives"),
        pytest.param(500, 500, 500, "range", id="exactly the table's highest is missing"),
        pytest.param(700, 300, 500, "range", id="exactly the table's lowest is missing"),
        pytest.param(701, 299, 499, "food-first", id="one less"),
        pytest.param(900, 100, 300, "food-first", id="the upper end is what the target leaves"),
        pytest.param(999, 1, 201, "food-first", id="one milligram is missing"),
        pytest.param(1000, 0, 0, "not-needed", id="the target is reached"),
        pytest.param(1200, 0, 0, "not-needed", id="the target's end"),
        pytest.param(10_000, 0, 0, "not-needed", id="far beyond"),
    ],
)
def test_the_edges_of_the_calcium_rule(diet, low, high, status):
    row = a_row(calcium_total=Range(1000, 1200), calcium_supplement=Range(300, 500))
    calcium = calcium_gap(row, diet, None)
    assert (calcium.amount, calcium.status) == (Range(low, high), status)


@pytest.mark.parametrize(
    ("diet", "low", "high", "status"),
    [
        pytest.param(None, 500, 800, "diet-unknown", id="far from the limit"),
        pytest.param(1500, 500, 800, "range", id="just reaches the limit"),
        pytest.param(1501, 500, 799, "range", id="one over"),
        pytest.param(1900, 400, 400, "range", id="the lower end follows"),
        pytest.param(2300, 0, 0, "range", id="diet at the limit"),
        pytest.param(2400, 0, 0, "range", id="diet beyond the limit"),
    ],
)
def test_the_limit_caps_the_supplement(diet, low, high, status):
    total = Range(2600 if diet is None else diet + 500, 3300)
    row = a_row(calcium_total=total, calcium_supplement=Range(500, 800))
    calcium = calcium_gap(row, diet, 2300)
    assert (calcium.amount, calcium.status) == (Range(low, high), status)


def test_with_the_diet_unknown_the_limit_still_caps_the_tables_range():
    row = a_row(calcium_supplement=Range(500, 3000))
    assert calcium_gap(row, None, 2000).amount == Range(500, 2000)
    assert calcium_gap(row, None, None).amount == Range(500, 3000)


@settings(deadline=None)
@given(rows(), DIETS, LIMITS)
def test_the_cases_of_the_calcium_rule(row, diet, limit):
    """The rule read literally, case by case, with the cap by the limit."""
    t0, t1 = row.calcium_total.low, row.calcium_total.high
    s0, s1 = row.calcium_supplement.low, row.calcium_supplement.high
    gap0, gap1 = max(0, t0 - diet), max(0, t1 - diet)
    low, high = min(gap0, s1), min(gap1, s1)
    if diet >= t0:
        status, low, high = "not-needed", 0, 0
    elif gap0 > s1:
        status = "food-too"
    elif gap0 < s0:
        status = "food-first"
    else:
        status = "range"
    more_food = gap0 - s1 if status == "food-too" else 0
    if limit is not None:
        room = max(0, limit - diet)
        low, high = min(low, room), min(high, room)
        more_food = min(more_food, room - high)

    found = calcium_gap(row, diet, limit)
    assert (found.status, found.amount) == (status, Range(low, high))
    assert found.gap == Range(gap0, gap1)
    assert found.food_at_least == more_food
    assert (found.target, found.supplement) == (row.calcium_total, row.calcium_supplement)
    assert (found.diet, found.limit) == (diet, limit)


@settings(deadline=None)
@given(rows(), DIETS, LIMITS)
def test_no_more_is_advised_than_is_missing(row, diet, limit):
    amount = calcium_gap(row, diet, limit).amount
    assert amount.low <= max(0, row.calcium_total.low - diet)
    assert amount.high <= max(0, row.calcium_total.high - diet)


@settings(deadline=None)
@given(rows(), st.none() | DIETS, LIMITS)
def test_calcium_never_passes_the_table_or_the_limit(row, diet, limit):
    amount = calcium_gap(row, diet, limit).amount
    assert amount.high <= row.calcium_supplement.high
    if limit is not None:
        assert amount.high <= max(0, limit - (diet or 0))


@settings(deadline=None)
@given(rows(), DIETS, LIMITS)
def test_supplement_and_food_that_must_be_added_reach_the_target_within_the_limit(row, diet, limit):
    found = calcium_gap(row, diet, limit)
    reached = diet + found.amount.low + found.food_at_least
    if found.status is Status.FOOD_TOO and not found.capped:
        assert reached in (row.calcium_total.low, limit)
    if limit is not None and diet <= limit:
        assert diet + found.amount.high + found.food_at_least <= limit


@settings(deadline=None)
@given(rows(), DIETS, DIETS, LIMITS)
def test_calcium_never_grows_with_the_diet(row, one, other, limit):
    less = calcium_gap(row, min(one, other), limit).amount
    more = calcium_gap(row, max(one, other), limit).amount
    assert more.low <= less.low
    assert more.high <= less.high


@settings(deadline=None)
@given(rows(), LIMITS, st.integers(0, 2_999))
def test_a_milligram_of_food_moves_neither_end_by_more_than_one(row, limit, diet):
    """As long as the target is not reached: there the supplement ends."""
    here, next_one = (calcium_gap(row, mg, limit).amount for mg in (diet, diet + 1))
    assert 0 <= here.low - next_one.low <= 1
    if diet + 1 < row.calcium_total.low:
        assert 0 <= here.high - next_one.high <= 1


@settings(deadline=None)
@given(rows(), LIMITS)
def test_unknown_diet_gives_the_tables_range(row, limit):
    found = calcium_gap(row, None, limit)
    assert found.status is Status.DIET_UNKNOWN
    assert found.gap is None
    assert found.food_at_least == 0
    if limit is None or row.calcium_supplement.high <= limit:
        assert found.amount == row.calcium_supplement
    else:
        assert found.amount.high == limit


def test_food_is_never_advised_past_the_upper_limit():
    """An editor may publish a target above the limit: it is a warning, not a block."""
    row = a_row(calcium_total=Range(2_600, 3_000), calcium_supplement=Range(300, 500))
    gap = calcium_gap(row, diet=1_500, limit=2_500)
    assert gap.status is Status.FOOD_TOO
    assert gap.diet + gap.amount.high + gap.food_at_least == 2_500


@pytest.mark.parametrize(("limit", "capped"), [(1_400, True), (1_500, False), (None, False)])
def test_an_amount_that_the_limit_ends_says_so(limit, capped):
    row = a_row(calcium_total=Range(1_000, 1_500), calcium_supplement=Range(300, 800))
    assert calcium_gap(row, diet=700, limit=limit).capped is capped


# What food brings

MILK = a_food(code="milk", serving_g=247, calcium_mg_per_100g=104)  # 256.88 mg
TOFU = a_food(code="tofu", group="soya", serving_g=80, calcium_mg_per_100g=150)  # 120 mg
EGG = a_food(code="egg", group="other", serving_g=55, calcium_mg_per_100g=54)  # 29.7 mg
SPINACH = a_food(code="spinach", group="vegetables", calcium_mg_per_100g=81, oxalate=Oxalate.HIGH)
KALE = a_food(code="kale", group="vegetables", calcium_mg_per_100g=150, oxalate=Oxalate.LOW)
FOODS = [MILK, TOFU, EGG, SPINACH, KALE]
CONSTANTS = some_constants()
TAIWAN = Region.TAIWAN


@pytest.mark.parametrize(
    ("eaten", "exact", "rounded"),
    [
        # 256.88 + 150 = 406.88
        pytest.param({"milk": Fraction(7)}, 407, 400, id="a glass of milk a day"),
        # (256.88 × 14 + 120 × 3 + 29.7 × 7) / 7 + 150 = 744.8886
        pytest.param(
            {"milk": Fraction(14), "tofu": Fraction(3), "egg": Fraction(7)},
            745,
            750,
            id="three foods",
        ),
        # 29.7 × 0.5 / 7 + 150 = 152.12
        pytest.param({"egg": Fraction(1, 2)}, 152, 150, id="half an egg a week"),
        # 120 × 7 × 5 / 4 / 7 + 150 = 300
        pytest.param({"tofu": Fraction(35, 4)}, 300, 300, id="exactly on a step"),
        # 120 × 7 × 5 / 24 / 7 + 150 = 175
        pytest.param({"tofu": Fraction(35, 24)}, 175, 200, id="halfway between steps rounds up"),
        # 120 × 1.45 / 7 + 150 = 174.857
        pytest.param({"tofu": Fraction(145, 100)}, 175, 150, id="rounded once, from the exact sum"),
        # 81 / 4 × 10 / 7 + 150 = 178.93
        pytest.param({"spinach": Fraction(10)}, 179, 200, id="rich in oxalate counts a quarter"),
        # 150 + 150 = 300
        pytest.param({"kale": Fraction(7)}, 300, 300, id="poor in oxalate counts whole"),
    ],
)
def test_estimates_worked_by_hand(eaten, exact, rounded):
    result = estimate(FOODS, eaten, CONSTANTS, TAIWAN)
    assert (result.exact_mg, result.mg_per_day) == (exact, rounded)
    assert result.other_mg == 150


def test_an_estimate_goes_by_its_constants():
    constants = some_constants(
        allowance_full={Region.TAIWAN: 10, Region.HONG_KONG: 20, Region.WEST: 31},
        rounding=20,
        oxalate_share=Fraction(1, 3),
    )
    eaten = {"spinach": Fraction(7)}  # 27 mg a day
    found = {region: estimate(FOODS, eaten, constants, region) for region in Region}
    assert [(it.other_mg, it.exact_mg, it.mg_per_day) for it in found.values()] == [
        (10, 37, 40),
        (20, 47, 40),
        (31, 58, 60),
    ]


def test_the_shipped_allowance_is_the_regions_own():
    constants = shipped_edition().estimate
    assert constants.allowance_full == {
        Region.TAIWAN: 150,
        Region.HONG_KONG: 150,
        Region.WEST: 250,
    }
    assert constants.allowance_quick == {
        Region.TAIWAN: 200,
        Region.HONG_KONG: 150,
        Region.WEST: 300,
    }
    assert (constants.band_quick, constants.band_full) == (350, 300)
    assert (constants.rounding, constants.glass) == (50, 250)
    assert constants.oxalate_share == Fraction(1, 4)


@pytest.mark.parametrize(
    "changes",
    [
        {"rounding": 0},
        {"glass": 0},
        {"oxalate_share": Fraction(-1)},
        {"oxalate_share": Fraction(2)},
    ],
)
def test_constants_that_no_estimate_can_be_worked_out_with_are_refused(changes):
    with pytest.raises(ValueError, match="cannot be worked out"):
        some_constants(**changes)


@pytest.mark.parametrize("share", [Fraction(0), Fraction(1)])
def test_a_food_rich_in_oxalate_may_count_whole_or_not_at_all(share):
    constants = some_constants(oxalate_share=share)
    assert estimate(FOODS, {"spinach": Fraction(7)}, constants, TAIWAN).exact_mg == 150 + 81 * share


def test_estimate_shows_the_sum_food_by_food_in_the_order_of_the_list():
    eaten = {"spinach": Fraction(7), "egg": Fraction(7), "milk": Fraction(14)}
    result = estimate(FOODS, eaten, CONSTANTS, TAIWAN)
    assert [(share.food, share.times_a_week, share.mg_per_day) for share in result.shares] == [
        (MILK, 14, 514),
        (EGG, 7, 30),
        (SPINACH, 7, 20),
    ]


@pytest.mark.parametrize(
    "eaten",
    [{}, {"milk": Fraction(0)}, {"unknown": Fraction(7)}],
    ids=["empty", "zero", "unknown food"],
)
def test_nothing_eaten_is_not_an_answer_of_zero(eaten):
    with pytest.raises(ValueError, match="no servings"):
        estimate([MILK], eaten, CONSTANTS, TAIWAN)


def test_foods_not_in_the_list_are_left_out():
    eaten = {"milk": Fraction(7)}
    with_another = eaten | {"unknown": Fraction(70)}
    assert estimate([MILK], with_another, CONSTANTS, TAIWAN) == estimate(
        [MILK], eaten, CONSTANTS, TAIWAN
    )


SERVINGS = st.fractions(0, 70, max_denominator=4)
CODES = st.integers(0, 12).map("food-{}".format)


@settings(deadline=None)
@given(food_lists(), st.dictionaries(CODES, SERVINGS))
def test_estimate_is_the_sum_rounded_to_the_nearest_step(foods, eaten):
    total = sum(
        Fraction(food.serving_g * food.calcium_mg_per_100g, 100)
        * (Fraction(1, 4) if food.oxalate == "high" else 1)
        * eaten.get(food.code, 0)
        for food in foods
    )
    if not any(eaten.get(food.code) for food in foods):
        with pytest.raises(ValueError, match="no servings"):
            estimate(foods, eaten, CONSTANTS, TAIWAN)
        return
    exact = total / 7 + 150
    result = estimate(foods, eaten, CONSTANTS, TAIWAN)
    assert result.mg_per_day % 50 == 0
    assert -25 <= exact - result.mg_per_day < 25
    assert abs(result.exact_mg - exact) <= Fraction(1, 2)
    shares = sum(share.mg_per_day for share in result.shares) + result.other_mg
    assert abs(shares - exact) <= Fraction(len(result.shares), 2)
