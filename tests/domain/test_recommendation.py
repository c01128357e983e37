"""One person's amounts: worked examples, every case of the shipped table, and what must hold."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recommender.domain import safety
from recommender.domain.ages import AgeBand
from recommender.domain.calcium import Status
from recommender.domain.foods import FoodList, foods_closing
from recommender.domain.nutrients import Comparison, Nutrient, Range
from recommender.domain.official import OfficialValues, Sex
from recommender.domain.profile import Caution, Menopause, Taken
from recommender.domain.recommendation import Alert, Standing, recommend
from recommender.domain.reference import Condition, Sun
from tests.domain.strategies import CAUTIONS, DIETS, PROFILES, TAKEN_AMOUNTS, editions
from tests.domain.test_safety import WITHHELD
from tests.support.builders import (
    a_food,
    a_profile,
    a_row,
    an_edition,
    an_official_value,
    shipped_edition,
    some_constants,
)

CALCIUM, D3, K2, K1 = Nutrient
YES, NO, NOT_SURE = Menopause.YES, Menopause.NO, Menopause.NOT_SURE


def shipped(profile):
    return recommend(profile, shipped_edition())


@pytest.mark.parametrize(
    ("age", "menopause", "diet", "gap", "amount", "status", "food_at_least"),
    [
        pytest.param(40, NO, 700, (300, 500), (300, 500), "range", 0, id="adult 700"),
        pytest.param(55, YES, 900, (300, 600), (300, 600), "food-first", 0, id="after menopause"),
        pytest.param(70, NO, 650, (550, 850), (550, 800), "range", 0, id="older 650"),
        pytest.param(66, NO, 1000, (200, 500), (200, 500), "food-first", 0, id="older 1000"),
        pytest.param(66, NO, 1001, (199, 499), (199, 499), "food-first", 0, id="older 1001"),
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
            900: ("food-first", 100, 300),
            701: ("food-first", 299, 499),
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
            900: ("food-first", 300, 600),
            800: ("range", 400, 700),
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


def calcium_is_withheld(profile):
    return bool(safety.withheld_by(Nutrient.CALCIUM, profile.cautions))


@settings(deadline=None)
@given(
    PROFILES,
    editions(),
    st.none() | st.integers(0, 1_440),
    TAKEN_AMOUNTS,
    CAUTIONS,
    st.randoms(use_true_random=False),
)
def test_calcium_depends_on_age_menopause_diet_row_and_limit_alone(
    profile, edition, sun, taken, cautions, random
):
    here = recommend(profile, edition).calcium
    shuffled = random.sample(edition.table.rows, len(edition.table.rows))
    relabelled = [replace(row, label_en="x", k1=Range(1, 1), k2=Range(1, 1)) for row in shuffled]
    there = recommend(
        replace(profile, sun_minutes=sun, taken=taken, cautions=cautions),
        replace(
            edition,
            number=edition.number + 1,
            table=replace(edition.table, enough_sun_minutes=3, rows=tuple(relabelled)),
            official=OfficialValues(tuple(reversed(edition.official.values))),
            foods=FoodList([a_food()]),
            estimate=some_constants(glass=300),
        ),
    ).calcium
    if calcium_is_withheld(profile) or calcium_is_withheld(replace(profile, cautions=cautions)):
        assert None in (here, there)
    else:
        assert here == there


@settings(deadline=None)
@given(PROFILES, editions(), DIETS, TAKEN_AMOUNTS)
def test_the_other_nutrients_are_the_rows_up_to_the_limit_whatever_is_eaten_or_taken(
    profile, edition, diet, taken
):
    profile = replace(profile, cautions=frozenset())
    table = edition.table
    row = table.row_for(profile.age, profile.menopause)
    enough = profile.sun_minutes is not None and profile.sun_minutes >= table.enough_sun_minutes
    due = {D3: row.d3_enough_sun if enough else row.d3_little_sun, K2: row.k2, K1: row.k1}
    other = replace(profile, diet_calcium_mg=diet, taken=taken)
    unlimited = replace(edition, official=OfficialValues(()))
    for nutrient, amount in due.items():
        limit = edition.official.strictest_upper_limit(nutrient, profile.age)
        for found in (recommend(profile, edition), recommend(other, edition)):
            assert found.row is row
            assert found.of(nutrient).amount == amount.at_most(limit)
        assert recommend(other, unlimited).of(nutrient).amount == amount


@settings(deadline=None)
@given(PROFILES, editions())
def test_no_advice_passes_the_strictest_limit_whatever_an_editor_publishes(profile, edition):
    for advice in recommend(profile, edition).advice:
        limit = edition.official.strictest_upper_limit(advice.nutrient, profile.age)
        if advice.amount is not None and limit is not None:
            eaten = profile.diet_calcium_mg or 0 if advice.nutrient is CALCIUM else 0
            assert advice.amount.high <= max(0, limit - eaten)


@settings(deadline=None)
@given(PROFILES, editions())
def test_every_recommendation_is_whole(profile, edition):
    found = recommend(profile, edition)
    assert recommend(profile, edition) == found
    assert found.edition is edition
    for advice in found.advice:
        withheld = any(
            advice.nutrient.value in WITHHELD[caution.value] for caution in profile.cautions
        )
        assert (advice.status is Status.WITHHELD) is withheld
        assert (advice.amount is None) is withheld
        assert (advice.standing is None) is withheld
        assert (advice.surplus is None) is withheld
        assert (advice.official is None) is withheld
        assert (advice.missing is None) is withheld
        assert bool(advice.withheld_by) is withheld
        assert advice.taken == profile.taken.of(advice.nutrient)
        limit = edition.official.strictest_upper_limit(advice.nutrient, profile.age)
        assert advice.limit == limit


@settings(deadline=None)
@given(PROFILES, editions())
def test_what_is_taken_stands_beside_what_is_advised(profile, edition):
    profile = replace(profile, cautions=frozenset())
    found = recommend(profile, edition)
    for advice in found.advice:
        low, high, taken = advice.amount.low, advice.amount.high, advice.taken
        assert advice.missing == Range(max(0, low - taken), max(0, high - taken))
        assert advice.surplus == max(0, taken - high)
        if taken > high:
            assert advice.standing is Standing.ABOVE
        elif taken >= low:
            assert advice.standing is (Standing.WITHIN if taken else Standing.NONE_NEEDED)
        elif not taken:
            assert advice.standing is Standing.NONE_YET
        else:
            assert advice.standing is Standing.BELOW


@settings(deadline=None)
@given(PROFILES, editions())
def test_whoever_takes_less_calcium_than_advised_does_not_reach_the_target(profile, edition):
    found = recommend(replace(profile, cautions=frozenset()), edition)
    if found.of(CALCIUM).standing in (Standing.BELOW, Standing.NONE_YET):
        assert found.intake.place in (Comparison.BELOW, None)


@pytest.mark.parametrize(
    ("diet", "taken", "standing"),
    [
        pytest.param(700, 0, "none-yet", id="none, and some is advised"),
        pytest.param(700, 299, "below", id="one short of the target"),
        pytest.param(700, 300, "within", id="the target is just reached"),
        pytest.param(700, 501, "above", id="one too many"),
        pytest.param(None, 299, "below", id="diet unknown"),
        pytest.param(1100, 0, "none-needed", id="none, and none is needed"),
        pytest.param(1100, 1, "above", id="any, where none is needed"),
    ],
)
def test_the_standing_of_calcium(diet, taken, standing):
    profile = a_profile(diet_calcium_mg=diet, taken=Taken(calcium=taken))
    assert shipped(profile).of(CALCIUM).standing == standing


@pytest.mark.parametrize(
    ("diet", "taken", "total", "place", "short"),
    [
        (700, 299, 999, Comparison.BELOW, 1),
        (700, 300, 1000, Comparison.WITHIN, 0),
        (700, 500, 1200, Comparison.WITHIN, 0),
        (700, 501, 1201, Comparison.ABOVE, 0),
        (None, 400, 400, None, 600),
    ],
)
def test_calcium_from_food_and_supplements_beside_the_target(diet, taken, total, place, short):
    profile = a_profile(diet_calcium_mg=diet, taken=Taken(calcium=taken))
    intake = shipped(profile).intake
    assert (intake.total, intake.place, intake.short) == (total, place, short)


@pytest.mark.parametrize(
    ("diet", "taken", "expected"),
    [
        pytest.param(700, 500, [], id="at the top of the target"),
        pytest.param(700, 501, ["calcium-above-target"], id="one above the target"),
        pytest.param(1201, 0, ["calcium-above-target"], id="diet alone above the target"),
        pytest.param(700, 1300, ["calcium-above-target"], id="at the limit"),
        pytest.param(700, 1301, ["calcium-over-limit"], id="one over the limit"),
        pytest.param(2001, 0, ["calcium-over-limit"], id="diet alone over the limit"),
        pytest.param(None, 1200, [], id="diet unknown, taken reaches the target"),
        pytest.param(None, 1201, ["calcium-above-target"], id="diet unknown, taken passes it"),
        pytest.param(None, 2001, ["calcium-over-limit"], id="diet unknown, taken over the limit"),
    ],
)
def test_calcium_alerts_at_their_edges(diet, taken, expected):
    profile = a_profile(age=40, diet_calcium_mg=diet, taken=Taken(calcium=taken))
    assert list(shipped(profile).alerts) == expected


@pytest.mark.parametrize(("age", "taken"), [(50, 1801), (51, 1301)])
def test_the_calcium_limit_is_the_strictest_for_the_age(age, taken):
    limits = (an_official_value(), an_official_value(ages=AgeBand(51), amount=2000))
    edition = an_edition(official=OfficialValues(limits))
    at_limit = a_profile(age=age, diet_calcium_mg=700, taken=Taken(calcium=taken - 1))
    beyond = a_profile(age=age, diet_calcium_mg=700, taken=Taken(calcium=taken))
    assert Alert.CALCIUM_OVER_LIMIT not in recommend(at_limit, edition).alerts
    assert Alert.CALCIUM_OVER_LIMIT in recommend(beyond, edition).alerts


@pytest.mark.parametrize(("taken", "alerts"), [(2000, []), (2001, ["d3-over-limit"])])
def test_d3_alert_at_its_edge(taken, alerts):
    assert list(shipped(a_profile(taken=Taken(d3=taken))).alerts) == alerts


@pytest.mark.parametrize(
    ("limit", "low", "high"),
    [
        pytest.param(None, 800, 1500, id="no limit"),
        pytest.param(1500, 800, 1500, id="at the limit"),
        pytest.param(1499, 800, 1499, id="one beyond"),
        pytest.param(700, 700, 700, id="the lower end follows"),
        pytest.param(0, 0, 0, id="nothing at all"),
    ],
)
@pytest.mark.parametrize("nutrient", [D3, K2, K1])
def test_the_limit_ends_the_tables_range_and_calls_for_no_alert(nutrient, limit, low, high):
    row = a_row(d3_little_sun=Range(800, 1500), k2=Range(800, 1500), k1=Range(800, 1500))
    limits = () if limit is None else (an_official_value(nutrient=nutrient, amount=limit),)
    found = recommend(a_profile(), an_edition(row, official=OfficialValues(limits)))
    assert found.of(nutrient).amount == Range(low, high)
    assert found.of(nutrient).status is Status.RANGE
    assert found.alerts == ()


def test_alerts_come_with_the_gravest_first():
    limits = (an_official_value(), an_official_value(nutrient=D3, amount=1000))
    edition = an_edition(official=OfficialValues(limits))
    profile = a_profile(taken=Taken(calcium=2000, d3=1001))
    assert recommend(profile, edition).alerts == (Alert.CALCIUM_OVER_LIMIT, Alert.D3_OVER_LIMIT)
    less = a_profile(taken=Taken(calcium=1000, d3=1001))
    assert recommend(less, edition).alerts == (Alert.D3_OVER_LIMIT, Alert.CALCIUM_ABOVE_TARGET)


def test_without_an_official_limit_no_alert_speaks_of_one():
    profile = a_profile(taken=Taken(calcium=5000, d3=100_000, k2=50_000, k1=50_000))
    assert recommend(profile, an_edition()).alerts == (Alert.CALCIUM_ABOVE_TARGET,)


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
    assert [found.of(nutrient).limit for nutrient in Nutrient] == [2000, 2000, None, None]


def test_not_sure_about_menopause_uses_the_plain_row_and_tells_what_a_yes_would_change():
    found = shipped(a_profile(age=55, menopause=NOT_SURE))
    assert found.row.code == "adults"
    assert found.if_menopausal.row.code == "postmenopausal"
    assert found.if_menopausal.changes == (
        (CALCIUM, Range(500, 800)),
        (D3, Range(1000, 2000)),
        (K2, Range(150, 200)),
        (K1, Range(120, 200)),
    )


def test_a_yes_changes_no_amount_that_is_withheld():
    stones = frozenset({Caution.KIDNEY_STONES})
    found = shipped(a_profile(age=55, menopause=NOT_SURE, cautions=stones))
    assert [nutrient for nutrient, _ in found.if_menopausal.changes] == [K2, K1]


def test_a_yes_may_change_the_row_alone():
    rows = (a_row(), a_row(code="after", menopause=Condition.POSTMENOPAUSAL))
    found = recommend(a_profile(menopause=NOT_SURE), an_edition(*rows))
    assert (found.if_menopausal.row.code, found.if_menopausal.changes) == ("after", ())


@pytest.mark.parametrize(
    ("age", "menopause"),
    [(55, YES), (55, NO), (55, Menopause.NOT_APPLICABLE), (18, NOT_SURE), (70, NOT_SURE)],
)
def test_a_yes_changes_nothing_where_the_answer_is_known_or_has_no_row(age, menopause):
    assert shipped(a_profile(age=age, menopause=menopause)).if_menopausal is None


@settings(deadline=None)
@given(PROFILES, editions())
def test_what_a_yes_would_change_is_what_a_yes_does_change(profile, edition):
    found = recommend(replace(profile, menopause=NOT_SURE), edition)
    if_yes = recommend(replace(profile, menopause=YES), edition)
    assert found.row.menopause is Condition.ANY
    if if_yes.row is found.row:
        assert found.if_menopausal is None
        return
    assert found.if_menopausal.row is if_yes.row
    changes = dict(found.if_menopausal.changes)
    for advice in if_yes.advice:
        before = found.of(advice.nutrient).amount
        assert changes.get(advice.nutrient, before) == advice.amount
        assert (advice.nutrient in changes) is (advice.amount != before)


@pytest.mark.parametrize(
    ("menopause", "shown"),
    [
        (YES, [Sex.FEMALE]),
        (NO, [Sex.FEMALE, Sex.MALE]),
        (NOT_SURE, [Sex.FEMALE, Sex.MALE]),
        (Menopause.NOT_APPLICABLE, [Sex.FEMALE, Sex.MALE]),
    ],
)
def test_only_a_yes_to_menopause_settles_whose_official_figures_count(menopause, shown):
    limits = tuple(an_official_value(sex=sex) for sex in (Sex.FEMALE, Sex.MALE))
    edition = an_edition(official=OfficialValues(limits))
    official = recommend(a_profile(menopause=menopause), edition).of(CALCIUM).official
    assert [value.sex for it in official.limits for value in it.values] == shown


def test_beside_official_figures_stand_the_total_of_calcium_and_the_rows_own_supplements():
    found = shipped(a_profile(sun_minutes=15))
    assert [found.of(nutrient).official.ours for nutrient in Nutrient] == [
        Range(1000, 1200),
        Range(400, 600),
        Range(75, 150),
        Range(80, 150),
    ]
    # K1 and K2 together, 300 µg, beside Australia's 60 µg for women
    assert [it.official.times_intake for it in found.advice] == [None, None, None, 5]


def test_vitamins_k_are_not_added_up_where_k2_is_withheld():
    found = shipped(a_profile(cautions=frozenset({Caution.VITAMIN_K_ANTAGONIST})))
    assert [it.official is None for it in found.advice] == [False, False, True, True]


@pytest.mark.parametrize(
    ("diet", "mg"),
    [
        pytest.param(100, 400, id="food must bring what the supplement cannot"),
        pytest.param(700, 300, id="food can close the gap"),
        pytest.param(999, 1, id="the last milligram"),
        pytest.param(1000, None, id="nothing is missing"),
        pytest.param(None, None, id="diet unknown"),
    ],
)
def test_the_food_that_closes_the_gap(diet, mg):
    found = shipped(a_profile(diet_calcium_mg=diet)).food
    assert (found and found.mg) == mg
    if found:
        assert found.suggestions == foods_closing(shipped_edition().foods, mg)


def test_no_food_is_named_where_there_is_none_or_calcium_is_withheld():
    assert recommend(a_profile(), an_edition()).food is None
    stones = frozenset({Caution.KIDNEY_STONES})
    assert shipped(a_profile(cautions=stones)).food is None


def test_with_a_vitamin_k_antagonist_only_food_poor_in_vitamin_k_is_named():
    warfarin = frozenset({Caution.VITAMIN_K_ANTAGONIST})
    suggestions = shipped(a_profile(cautions=warfarin)).food.suggestions
    assert {it.food.group for it in suggestions} == {"dairy", "fortified", "seafood"}


@settings(deadline=None)
@given(PROFILES, editions())
def test_where_calcium_is_withheld_no_figure_of_it_is_told(profile, edition):
    found = recommend(profile, edition)
    withheld = calcium_is_withheld(profile)
    assert (found.calcium is None) is (found.intake is None) is withheld
    if withheld:
        assert found.food is None
        assert not found.schedule.takes_calcium
        assert all(not it.calcium for it in found.schedule.meals)
    days_vitamins = {nutrient for it in found.schedule.meals for nutrient in it.vitamins}
    assert days_vitamins.isdisjoint(found.withheld)


def test_no_row_for_the_age_is_an_error():
    with pytest.raises(LookupError):
        recommend(a_profile(age=90), an_edition(a_row(ages=AgeBand(4, 89))))


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
