"""Finding the visitor's row, and refusing a table in which somebody has none or two."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.domain.ages import AgeBand
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import Menopause
from recommender.domain.reference import (
    Condition,
    CoverageFault,
    CoverageProblem,
    Sun,
    coverage_problems,
)
from tests.domain.strategies import AGES, MENOPAUSE, any_bands, publishable_tables
from tests.support.builders import a_row, a_table, shipped_table

YES, NO, NOT_SURE = Menopause.YES, Menopause.NO, Menopause.NOT_SURE
PUBLISHED_AGES = range(4, 121)


def holds(row, age):
    """The oracle's own reading of an age band."""
    return row.ages.first <= age <= (120 if row.ages.to is None else row.ages.to)


@pytest.mark.parametrize(
    ("age", "menopause", "code"),
    [
        (4, NO, "children"),
        (13, NO, "children"),
        (14, NO, "teenagers"),
        (18, YES, "teenagers"),
        (19, NO, "adults"),
        (19, YES, "postmenopausal"),
        (55, NO, "adults"),
        (55, YES, "postmenopausal"),
        (55, NOT_SURE, "adults"),
        (55, Menopause.NOT_APPLICABLE, "adults"),
        (64, YES, "postmenopausal"),
        (64, NO, "adults"),
        (65, YES, "older-adults"),
        (65, NO, "older-adults"),
        (120, YES, "older-adults"),
    ],
)
def test_shipped_table_finds_the_row(age, menopause, code):
    assert shipped_table().row_for(age, menopause).code == code


def test_menopause_is_asked_where_it_can_change_the_row():
    asked = [age for age in PUBLISHED_AGES if shipped_table().menopause_matters(age)]
    assert asked == list(range(19, 65))


@settings(deadline=None)
@given(publishable_tables(), AGES, MENOPAUSE)
def test_a_publishable_table_finds_exactly_the_one_row_due(table, age, menopause):
    assert coverage_problems(table.rows) == ()
    conditional = [
        row for row in table.rows if row.menopause is Condition.POSTMENOPAUSAL and holds(row, age)
    ]
    plain = [row for row in table.rows if row.menopause is Condition.ANY and holds(row, age)]
    due = conditional if conditional and menopause is YES else plain
    assert [table.row_for(age, menopause)] == due


@settings(deadline=None)
@given(publishable_tables(), AGES)
def test_menopause_matters_exactly_where_yes_finds_another_row(table, age):
    changes = table.row_for(age, YES) is not table.row_for(age, NO)
    assert table.menopause_matters(age) is changes


@settings(deadline=None)
@given(any_bands())
def test_coverage_problems_are_those_found_age_by_age(bands):
    problems = coverage_problems(bands)
    nobody = {
        age
        for problem in problems
        if problem.fault is CoverageFault.NOBODY
        for age in range(problem.ages.first, problem.ages.to + 1)
    }
    assert nobody == {
        age
        for age in PUBLISHED_AGES
        if not any(holds(band, age) for band in bands if band.menopause is Condition.ANY)
    }
    overlaps = {
        (problem.codes, age)
        for problem in problems
        if problem.fault is CoverageFault.OVERLAP
        for age in range(problem.ages.first, problem.ages.to + 1)
    }
    assert overlaps == {
        ((one.code, other.code), age)
        for one, other in combinations(bands, 2)
        for age in range(131)
        if one.menopause is other.menopause and holds(one, age) and holds(other, age)
    }


def test_shipped_table_can_be_published():
    assert coverage_problems(shipped_table().rows) == ()


POSTMENOPAUSAL = Condition.POSTMENOPAUSAL


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        pytest.param([], [("nobody", 4, 120)], id="no rows at all"),
        pytest.param([(4, 120, Condition.ANY)], [], id="an upper end of 120"),
        pytest.param([(0, None, Condition.ANY)], [], id="no upper end"),
        pytest.param([(5, None, Condition.ANY)], [("nobody", 4, 4)], id="gap at the start"),
        pytest.param([(4, 119, Condition.ANY)], [("nobody", 120, 120)], id="gap at the end"),
        pytest.param(
            [(4, 18, Condition.ANY), (20, 40, Condition.ANY), (43, None, Condition.ANY)],
            [("nobody", 19, 19), ("nobody", 41, 42)],
            id="two gaps",
        ),
        pytest.param(
            [(4, 18, Condition.ANY), (18, None, Condition.ANY)],
            [("overlap", 18, 18)],
            id="overlap of one year",
        ),
        pytest.param(
            [(4, None, Condition.ANY), (65, None, Condition.ANY)],
            [("overlap", 65, 120)],
            id="overlap of two open ends",
        ),
        pytest.param(
            [(4, 40, Condition.ANY), (41, None, POSTMENOPAUSAL)],
            [("nobody", 41, 120)],
            id="a condition does not cover those who do not meet it",
        ),
        pytest.param(
            [(4, None, Condition.ANY), (40, 50, POSTMENOPAUSAL), (60, 64, POSTMENOPAUSAL)],
            [],
            id="conditional rows may leave gaps",
        ),
        pytest.param(
            [(4, None, Condition.ANY), (40, 50, POSTMENOPAUSAL), (50, 64, POSTMENOPAUSAL)],
            [("overlap", 50, 50)],
            id="conditional rows may not overlap",
        ),
        pytest.param([(64, 19, Condition.ANY)], [("nobody", 4, 120)], id="ages in wrong order"),
    ],
)
def test_coverage_problems_name_the_ages(bands, expected):
    rows = [
        a_row(code=f"row-{number}", ages=AgeBand(first, last), menopause=menopause)
        for number, (first, last, menopause) in enumerate(bands)
    ]
    found = [(it.fault.value, it.ages.first, it.ages.to) for it in coverage_problems(rows)]
    assert found == expected


def test_an_overlap_names_the_rows_and_a_gap_has_none_to_name():
    rows = [a_row(code="young", ages=AgeBand(4, 20)), a_row(code="old", ages=AgeBand(20, 110))]
    assert coverage_problems(rows) == (
        CoverageProblem(CoverageFault.NOBODY, AgeBand(111, 120)),
        CoverageProblem(CoverageFault.OVERLAP, AgeBand(20, 20), ("young", "old")),
    )


def test_no_row_for_an_age_is_an_error_not_the_nearest_row():
    with pytest.raises(LookupError):
        a_table(a_row(ages=AgeBand(4, 60))).row_for(61, NO)


@pytest.mark.parametrize(
    ("minutes", "sun"),
    [
        (None, Sun.LITTLE),
        (0, Sun.LITTLE),
        (14, Sun.LITTLE),
        (15, Sun.ENOUGH),
        (30, Sun.ENOUGH),
        (1_440, Sun.ENOUGH),
    ],
)
def test_sun_column_turns_at_the_tables_minutes(minutes, sun):
    assert shipped_table().sun_column(minutes) is sun


@settings(deadline=None)
@given(st.integers(0, 120), st.integers(0, 1_440))
def test_enough_sun_minutes_belong_to_the_table(enough, minutes):
    sun = a_table(enough_sun_minutes=enough).sun_column(minutes)
    assert sun is (Sun.ENOUGH if minutes >= enough else Sun.LITTLE)


def test_not_sure_about_the_sun_is_little_sun_even_where_no_minutes_are_needed():
    assert a_table(enough_sun_minutes=0).sun_column(None) is Sun.LITTLE


def test_each_nutrient_is_read_from_its_own_column():
    row = a_row(
        calcium_supplement=Range(1, 2),
        d3_little_sun=Range(3, 4),
        d3_enough_sun=Range(5, 6),
        k2=Range(7, 8),
        k1=Range(9, 10),
    )
    little = [row.supplement(nutrient, Sun.LITTLE).low for nutrient in Nutrient]
    enough = [row.supplement(nutrient, Sun.ENOUGH).low for nutrient in Nutrient]
    assert (little, enough) == ([1, 3, 7, 9], [1, 5, 7, 9])
