"""One person's amounts: worked examples, every case of the shipped table, and what must hold."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain import rules
from recommender.domain.ages import AgeBand
from recommender.domain.calcium import Status
from recommender.domain.foods import FoodList, foods_closing
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import OfficialValues, Sex
from recommender.domain.profile import Caution, Menopause, Taken
from recommender.domain.recommendation import recommend
from recommender.domain.reference import Condition, Sun
from recommender.domain.team import actions
from tests.domain.strategies import CAUTIONS, DIETS, PROFILES, TAKEN_AMOUNTS, editions
from tests.domain.test_withheld import WITHHELD
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
        it.nutrient: (it.status, it.table and (it.table.low, it.table.high)) for it in found.actions
    } == expected
    assert [it.nutrient for it in found.actions] == list(Nutrient)


def calcium_is_withheld(profile):
    return bool(rules.withheld_by(Nutrient.CALCIUM, profile.cautions))


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
            assert found.of(nutrient).table == amount.at_most(limit)
        assert recommend(other, unlimited).of(nutrient).table == amount


@settings(deadline=None)
@given(PROFILES, editions())
def test_no_advice_passes_the_strictest_limit_whatever_an_editor_publishes(profile, edition):
    for action in recommend(profile, edition).actions:
        limit = edition.official.strictest_upper_limit(action.nutrient, profile.age)
        if action.table is not None and limit is not None:
            eaten = profile.diet_calcium_mg or 0 if action.nutrient is CALCIUM else 0
            assert action.table.high <= max(0, limit - eaten)


@settings(deadline=None)
@given(PROFILES, editions())
def test_every_recommendation_is_whole(profile, edition):
    found = recommend(profile, edition)
    assert recommend(profile, edition) == found
    assert found.edition is edition
    assert found.actions == actions(profile, edition)
    assert (found.calcium is None) is (CALCIUM in found.withheld)
    assert {it.nutrient for it in found.official()} == set(Nutrient) - found.withheld
    shown = rules.food_target_shown(profile.cautions)
    assert (found.glasses is not None) is (shown and profile.diet_calcium_mg is not None)
    assert shown or (found.food, found.intakes) == (None, None)
    for meal in found.schedule:
        assert found.withheld.isdisjoint(nutrient for nutrient, _ in meal.vitamins)
        assert not (meal.calcium and CALCIUM in found.withheld)


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
def test_the_limit_ends_the_tables_range(nutrient, limit, low, high):
    row = a_row(d3_little_sun=Range(800, 1500), k2=Range(800, 1500), k1=Range(800, 1500))
    limits = () if limit is None else (an_official_value(nutrient=nutrient, amount=limit),)
    found = recommend(a_profile(), an_edition(row, official=OfficialValues(limits)))
    assert found.of(nutrient).table == Range(low, high)
    assert found.of(nutrient).status is Status.RANGE


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
    for action in if_yes.actions:
        before = found.of(action.nutrient).table
        assert changes.get(action.nutrient, before) == action.table
        assert (action.nutrient in changes) is (action.table != before)


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
    official, *_ = recommend(a_profile(menopause=menopause), edition).official()
    assert [value.sex for it in official.limits for value in it.values] == shown


def test_beside_official_figures_stand_the_total_of_calcium_and_the_rows_own_supplements():
    found = shipped(a_profile(sun_minutes=15))
    official = found.official()
    assert [it.ours for it in official] == [
        Range(1000, 1200),
        Range(400, 600),
        Range(75, 150),
        Range(80, 150),
    ]
    # K1 and K2 together, 300 µg, beside Australia's 60 µg for women
    assert [it.times_intake for it in official] == [None, None, None, 5]


def test_vitamins_k_are_not_added_up_where_k2_is_withheld():
    found = shipped(a_profile(cautions=frozenset({Caution.VITAMIN_K_ANTAGONIST})))
    assert [it.nutrient for it in found.official()] == [CALCIUM, D3]


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


def test_where_an_authority_asks_for_more_food_is_named_for_it():
    """Women of 51 and over: 1,300 mg in Australia."""
    assert shipped(a_profile(age=55, diet_calcium_mg=1100)).food.mg == 200


def test_no_food_is_named_where_there_is_none_or_no_food_target_may_be_shown():
    assert recommend(a_profile(), an_edition()).food is None
    kidneys = frozenset({Caution.KIDNEY_DISEASE})
    assert shipped(a_profile(cautions=kidneys)).food is None


def test_withholding_a_supplement_leaves_food_but_not_beside_one_that_is_taken():
    stones = frozenset({Caution.KIDNEY_STONES})
    assert shipped(a_profile(cautions=stones)).food.mg == 300
    taking = a_profile(cautions=stones, taken=Taken(calcium=100))
    assert shipped(taking).food is None


def test_with_a_vitamin_k_antagonist_only_food_poor_in_vitamin_k_is_named():
    warfarin = frozenset({Caution.VITAMIN_K_ANTAGONIST})
    suggestions = shipped(a_profile(cautions=warfarin)).food.suggestions
    assert {it.food.group for it in suggestions} == {"dairy", "fortified", "seafood"}


def test_no_row_for_the_age_is_an_error():
    with pytest.raises(LookupError):
        recommend(a_profile(age=90), an_edition(a_row(ages=AgeBand(4, 89))))
