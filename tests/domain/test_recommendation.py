"""One person's amounts: worked examples, every case of the shipped table, and what must hold."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.domain import safety
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import OfficialValues, Sex
from recommender.domain.profile import Caution, Menopause, Taken
from recommender.domain.recommendation import (
    Alert,
    Comparison,
    Status,
    calcium_gap,
    compare,
    recommend,
)
from recommender.domain.reference import Condition, Sun
from tests.builders import (
    a_profile,
    a_row,
    a_table,
    an_official_value,
    shipped_official,
    shipped_table,
)
from tests.domain.strategies import (
    CAUTIONS,
    DIETS,
    LIMITS,
    PROFILES,
    TAKEN_AMOUNTS,
    official_values,
    publishable_tables,
    rows,
)
from tests.domain.test_safety import WITHHELD

CALCIUM, D3, K2, K1 = Nutrient
YES, NO, NOT_SURE = Menopause.YES, Menopause.NO, Menopause.NOT_SURE


def shipped(profile):
    return recommend(profile, shipped_table(), shipped_official())


@pytest.mark.parametrize(
    ("age", "menopause", "diet", "gap", "amount", "status", "food_at_least"),
    [
        pytest.param(40, NO, 700, (300, 500), (300, 500), "range", 0, id="adult 700"),
        pytest.param(55, YES, 900, (300, 600), (400, 600), "range", 0, id="postmenopausal 900"),
        pytest.param(70, NO, 650, (550, 850), (550, 800), "range", 0, id="older 650"),
        pytest.param(30, NO, 950, (50, 250), (50, 250), "food-first", 0, id="adult 950"),
        pytest.param(30, NO, 100, (900, 1100), (500, 500), "food-too", 400, id="adult 100"),
        pytest.param(15, NO, 1300, (0, 0), (0, 0), "not-needed", 0, id="teenager 1300"),
        pytest.param(8, NO, 650, (350, 350), (350, 350), "range", 0, id="child 650"),
    ],
)
def test_worked_examples(age, menopause, diet, gap, amount, status, food_at_least):
    profile = a_profile(age=age, menopause=menopause, diet_calcium_mg=diet)
    calcium = shipped(profile).calcium
    assert calcium.gap == Range(*gap)
    assert calcium.amount == Range(*amount)
    assert calcium.status == status
    assert calcium.food_at_least == food_at_least


# Per row: who, D3 (little sun, enough sun), K2, K1, and by diet the calcium, all worked by hand.
PEOPLE = {
    "children": (
        {"age": 8},
        {Sun.LITTLE: (400, 800), Sun.ENOUGH: (200, 400)},
        (15, 30),
        (30, 50),
        {
            None: ("diet-unknown", 250, 400),
            1000: ("not-needed", 0, 0),
            800: ("food-first", 200, 200),
            650: ("range", 350, 350),
            300: ("food-too", 400, 400),
        },
    ),
    "teenagers": (
        {"age": 15},
        {Sun.LITTLE: (600, 1000), Sun.ENOUGH: (400, 600)},
        (45, 75),
        (50, 80),
        {
            None: ("diet-unknown", 400, 600),
            1300: ("not-needed", 0, 0),
            1000: ("food-first", 300, 300),
            800: ("range", 500, 500),
            500: ("food-too", 600, 600),
        },
    ),
    "adults": (
        {"age": 40, "menopause": NO},
        {Sun.LITTLE: (800, 1500), Sun.ENOUGH: (400, 600)},
        (75, 150),
        (80, 150),
        {
            None: ("diet-unknown", 300, 500),
            1000: ("not-needed", 0, 0),
            999: ("food-first", 1, 201),
            901: ("food-first", 99, 299),
            900: ("range", 300, 300),
            700: ("range", 300, 500),
            500: ("range", 500, 500),
            499: ("food-too", 500, 500),
            0: ("food-too", 500, 500),
        },
    ),
    "postmenopausal": (
        {"age": 55, "menopause": YES},
        {Sun.LITTLE: (1000, 2000), Sun.ENOUGH: (600, 800)},
        (150, 200),
        (120, 200),
        {
            None: ("diet-unknown", 400, 800),
            1200: ("not-needed", 0, 0),
            1150: ("food-first", 50, 350),
            900: ("range", 400, 600),
            300: ("food-too", 800, 800),
        },
    ),
    "older-adults": (
        {"age": 70},
        {Sun.LITTLE: (1000, 2000), Sun.ENOUGH: (600, 800)},
        (150, 200),
        (120, 200),
        {
            None: ("diet-unknown", 500, 800),
            5000: ("not-needed", 0, 0),
            1100: ("food-first", 100, 400),
            650: ("range", 550, 800),
            200: ("food-too", 800, 800),
        },
    ),
}
EVERY_CASE = [
    pytest.param(code, sun, diet, caution, id=f"{code}-{sun}-sun-diet-{diet}-{caution}")
    for code, (_, d3, _, _, calcium) in PEOPLE.items()
    for sun, diet, caution in product(d3, calcium, ["none", *WITHHELD])
]


@pytest.mark.parametrize(("code", "sun", "diet", "caution"), EVERY_CASE)
def test_every_row_sun_side_calcium_case_and_caution(code, sun, diet, caution):
    who, d3, k2, k1, calcium = PEOPLE[code]
    status, low, high = calcium[diet]
    expected = {
        CALCIUM: (status, (low, high)),
        D3: ("range", d3[sun]),
        K2: ("range", k2),
        K1: ("range", k1),
    }
    for nutrient in WITHHELD.get(caution, ()):
        expected[Nutrient(nutrient)] = ("withheld", None)

    found = shipped(
        a_profile(
            **who,
            diet_calcium_mg=diet,
            sun_minutes=15 if sun is Sun.ENOUGH else 14,
            cautions=frozenset() if caution == "none" else frozenset({Caution(caution)}),
        )
    )
    assert found.row.code == code
    assert found.sun is sun
    assert {
        advice.nutrient: (advice.status, advice.amount and (advice.amount.low, advice.amount.high))
        for advice in found.advice
    } == expected
    assert [advice.nutrient for advice in found.advice] == list(Nutrient)


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
    if diet >= t0:
        status, low, high = "not-needed", 0, 0
    elif gap1 < s0:
        status, low, high = "food-first", gap0, gap1
    elif gap0 > s1:
        status, low, high = "food-too", s1, s1
    else:
        status, low, high = "range", max(gap0, s0), min(gap1, s1)
    more_food = gap0 - s1 if status == "food-too" else 0
    if limit is not None:
        high = min(high, max(0, limit - diet))
        low = min(low, high)
        more_food = min(more_food, max(0, limit - diet - high))

    found = calcium_gap(row, diet, limit)
    assert (found.status, found.amount) == (status, Range(low, high))
    assert found.gap == Range(gap0, gap1)
    assert found.food_at_least == more_food
    assert (found.target, found.supplement) == (row.calcium_total, row.calcium_supplement)
    assert (found.diet, found.limit) == (diet, limit)


@settings(deadline=None)
@given(rows(), DIETS, LIMITS)
def test_calcium_never_passes_the_table_the_target_or_the_limit(row, diet, limit):
    amount = calcium_gap(row, diet, limit).amount
    assert amount.high <= row.calcium_supplement.high
    assert amount.high <= max(0, row.calcium_total.high - diet)
    if limit is not None and diet <= limit:
        assert diet + amount.high <= limit
    if limit is not None and diet > limit:
        assert amount == Range(0, 0)


@settings(deadline=None)
@given(rows(), DIETS, DIETS, LIMITS)
def test_calcium_never_grows_with_the_diet(row, one, other, limit):
    less = calcium_gap(row, min(one, other), limit).amount
    more = calcium_gap(row, max(one, other), limit).amount
    assert more.low <= less.low
    assert more.high <= less.high


@settings(deadline=None)
@given(rows(), LIMITS, st.integers(0, 2_000))
def test_calcium_never_grows_from_one_milligram_to_the_next(row, limit, diet):
    here, next_one = (calcium_gap(row, mg, limit).amount for mg in (diet, diet + 1))
    assert next_one.low <= here.low
    assert next_one.high <= here.high


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


def calcium_is_withheld(profile):
    return bool(safety.withheld_by(Nutrient.CALCIUM, profile.cautions))


@settings(deadline=None)
@given(
    PROFILES,
    publishable_tables(),
    official_values(),
    st.none() | st.integers(0, 1_440),
    TAKEN_AMOUNTS,
    CAUTIONS,
    st.randoms(use_true_random=False),
)
def test_calcium_depends_on_age_menopause_diet_row_and_limit_alone(
    profile, table, official, sun, taken, cautions, random
):
    here = recommend(profile, table, official).calcium
    shuffled = random.sample(table.rows, len(table.rows))
    relabelled = [replace(row, label_en="x", k1=Range(1, 1), k2=Range(1, 1)) for row in shuffled]
    there = recommend(
        replace(profile, sun_minutes=sun, taken=taken, cautions=cautions),
        replace(table, edition=table.edition + 1, enough_sun_minutes=3, rows=tuple(relabelled)),
        OfficialValues(tuple(reversed(official.values))),
    ).calcium
    if calcium_is_withheld(profile) or calcium_is_withheld(replace(profile, cautions=cautions)):
        assert None in (here, there)
    else:
        assert here == there


@settings(deadline=None)
@given(PROFILES, publishable_tables(), official_values(), DIETS, TAKEN_AMOUNTS)
def test_the_other_nutrients_are_the_rows_whatever_is_eaten_or_taken(
    profile, table, official, diet, taken
):
    profile = replace(profile, cautions=frozenset())
    found = recommend(profile, table, official)
    changed = recommend(
        replace(profile, diet_calcium_mg=diet, taken=taken), table, OfficialValues(())
    )
    row = table.row_for(profile.age, profile.menopause)
    enough = profile.sun_minutes is not None and profile.sun_minutes >= table.enough_sun_minutes
    assert found.row is row
    for recommendation in (found, changed):
        assert recommendation.of(D3).amount == (row.d3_enough_sun if enough else row.d3_little_sun)
        assert recommendation.of(K2).amount == row.k2
        assert recommendation.of(K1).amount == row.k1


@settings(deadline=None)
@given(PROFILES, publishable_tables(), official_values())
def test_every_recommendation_is_whole(profile, table, official):
    found = recommend(profile, table, official)
    assert recommend(profile, table, official) == found
    for advice in found.advice:
        withheld = any(
            advice.nutrient.value in WITHHELD[caution.value] for caution in profile.cautions
        )
        assert (advice.status is Status.WITHHELD) is withheld
        assert (advice.amount is None) is withheld
        assert (advice.comparison is None) is withheld
        assert (advice.missing is None) is withheld
        assert bool(advice.withheld_by) is withheld
        assert advice.taken == profile.taken.of(advice.nutrient)
        assert advice.limit == official.strictest_upper_limit(advice.nutrient, profile.age)


@settings(deadline=None)
@given(PROFILES, publishable_tables(), official_values())
def test_what_is_taken_is_compared_with_what_is_advised(profile, table, official):
    profile = replace(profile, cautions=frozenset())
    for advice in recommend(profile, table, official).advice:
        low, high, taken = advice.amount.low, advice.amount.high, advice.taken
        assert advice.missing == Range(max(0, low - taken), max(0, high - taken))
        if advice.comparison is Comparison.BELOW:
            assert taken < low
            assert advice.missing.low > 0
        elif advice.comparison is Comparison.ABOVE:
            assert taken > high
            assert advice.missing == Range(0, 0)
        else:
            assert low <= taken <= high


@pytest.mark.parametrize(
    ("amount", "expected"),
    [(0, "below"), (399, "below"), (400, "within"), (600, "within"), (601, "above")],
)
def test_comparison_turns_just_outside_the_range(amount, expected):
    assert compare(amount, Range(400, 600)) == expected


def test_taking_nothing_is_right_where_nothing_is_needed():
    found = shipped(a_profile(diet_calcium_mg=1100)).of(CALCIUM)
    assert found.comparison is Comparison.WITHIN
    assert found.missing == Range(0, 0)


@pytest.mark.parametrize(
    ("diet", "taken", "expected"),
    [
        pytest.param(700, 500, [], id="at the top of the target"),
        pytest.param(700, 501, ["calcium-above-target"], id="one above the target"),
        pytest.param(1201, 0, ["calcium-above-target"], id="diet alone above the target"),
        pytest.param(700, 1800, ["calcium-above-target"], id="at the limit"),
        pytest.param(700, 1801, ["calcium-over-limit"], id="one over the limit"),
        pytest.param(2501, 0, ["calcium-over-limit"], id="diet alone over the limit"),
        pytest.param(None, 1200, [], id="diet unknown, taken reaches the target"),
        pytest.param(None, 1201, ["calcium-above-target"], id="diet unknown, taken passes it"),
        pytest.param(None, 2501, ["calcium-over-limit"], id="diet unknown, taken over the limit"),
    ],
)
def test_calcium_alerts_at_their_edges(diet, taken, expected):
    profile = a_profile(age=40, diet_calcium_mg=diet, taken=Taken(calcium=taken))
    assert list(shipped(profile).alerts) == expected


@pytest.mark.parametrize(("age", "taken"), [(50, 1801), (51, 1301)])
def test_the_calcium_limit_is_the_strictest_for_the_age(age, taken):
    at_limit = a_profile(age=age, diet_calcium_mg=700, taken=Taken(calcium=taken - 1))
    beyond = a_profile(age=age, diet_calcium_mg=700, taken=Taken(calcium=taken))
    assert Alert.CALCIUM_OVER_LIMIT not in shipped(at_limit).alerts
    assert Alert.CALCIUM_OVER_LIMIT in shipped(beyond).alerts


@pytest.mark.parametrize(("taken", "alerts"), [(2000, []), (2001, ["d3-over-limit"])])
def test_d3_alert_at_its_edge(taken, alerts):
    assert list(shipped(a_profile(taken=Taken(d3=taken))).alerts) == alerts


def test_d3_range_alert_only_where_the_tables_range_passes_the_limit():
    official = OfficialValues((an_official_value(nutrient=D3, amount=1500),))
    at_limit = a_table(a_row(d3_little_sun=Range(800, 1500)))
    beyond = a_table(a_row(d3_little_sun=Range(800, 1501)))
    assert recommend(a_profile(), at_limit, official).alerts == ()
    assert recommend(a_profile(), beyond, official).alerts == (Alert.D3_RANGE_OVER_LIMIT,)
    withheld = a_profile(cautions=frozenset({Caution.KIDNEY_STONES}))
    assert recommend(withheld, beyond, official).alerts == ()
    sunny = a_profile(sun_minutes=15)
    assert recommend(sunny, beyond, official).alerts == ()


def test_alerts_come_with_the_gravest_first():
    official = OfficialValues((an_official_value(), an_official_value(nutrient=D3, amount=1000)))
    profile = a_profile(taken=Taken(calcium=2000, d3=1001))
    assert recommend(profile, a_table(), official).alerts == (
        Alert.CALCIUM_OVER_LIMIT,
        Alert.D3_OVER_LIMIT,
        Alert.D3_RANGE_OVER_LIMIT,
    )


def test_without_an_official_limit_no_alert_speaks_of_one():
    profile = a_profile(taken=Taken(calcium=5000, d3=100_000, k2=50_000, k1=50_000))
    assert recommend(profile, a_table(), OfficialValues(())).alerts == (Alert.CALCIUM_ABOVE_TARGET,)


@pytest.mark.parametrize("caution", [Caution.KIDNEY_DISEASE, Caution.KIDNEY_STONES])
def test_a_withheld_amount_silences_no_warning(caution):
    profile = a_profile(
        taken=Taken(calcium=3000, d3=2001), cautions=frozenset({caution, Caution.LEVOTHYROXINE})
    )
    found = shipped(profile)
    assert found.alerts == (Alert.CALCIUM_OVER_LIMIT, Alert.D3_OVER_LIMIT)
    assert found.notes == (Caution.LEVOTHYROXINE,)


def test_k1_and_k2_have_no_limit_to_show():
    found = shipped(a_profile())
    assert [found.of(nutrient).limit for nutrient in Nutrient] == [2500, 2000, None, None]


def test_not_sure_about_menopause_uses_the_plain_row_and_shows_the_other():
    found = shipped(a_profile(age=55, menopause=NOT_SURE))
    assert found.row.code == "adults"
    assert found.other_row.code == "postmenopausal"


@pytest.mark.parametrize(
    ("age", "menopause"),
    [(55, YES), (55, NO), (55, Menopause.NOT_APPLICABLE), (18, NOT_SURE), (70, NOT_SURE)],
)
def test_no_other_row_where_the_answer_is_known_or_changes_nothing(age, menopause):
    assert shipped(a_profile(age=age, menopause=menopause)).other_row is None


@settings(deadline=None)
@given(PROFILES, publishable_tables())
def test_the_other_row_is_the_one_a_yes_would_find(profile, table):
    not_sure = replace(profile, menopause=NOT_SURE)
    found = recommend(not_sure, table, OfficialValues(()))
    if_yes = recommend(replace(profile, menopause=YES), table, OfficialValues(()))
    assert found.row.menopause is Condition.ANY
    assert found.other_row == (if_yes.row if if_yes.row is not found.row else None)


@pytest.mark.parametrize(
    ("menopause", "sex"),
    [(YES, Sex.FEMALE), (NO, Sex.ANY), (NOT_SURE, Sex.ANY), (Menopause.NOT_APPLICABLE, Sex.ANY)],
)
def test_only_a_yes_to_menopause_settles_the_sex(menopause, sex):
    assert shipped(a_profile(age=55, menopause=menopause)).sex is sex


def test_no_row_for_the_age_is_an_error():
    with pytest.raises(LookupError):
        recommend(a_profile(age=90), a_table(a_row(age_to=89)), OfficialValues(()))


@settings(deadline=None)
@given(PROFILES)
def test_the_shipped_table_serves_every_profile_within_every_limit(profile):
    assume(not profile.cautions)
    found = shipped(profile)
    diet = profile.diet_calcium_mg or 0
    calcium = found.of(CALCIUM)
    if diet <= calcium.limit:
        assert diet + calcium.amount.high <= calcium.limit
    assert found.of(D3).amount.high <= found.of(D3).limit


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
