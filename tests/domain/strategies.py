"""Whatever an editor can publish and a visitor can answer."""

from dataclasses import replace

from hypothesis import strategies as st

from recommender.domain.ages import AgeBand
from recommender.domain.edition import Edition
from recommender.domain.foods import FoodList, Oxalate
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import Kind, OfficialValue, OfficialValues, Sex
from recommender.domain.profile import (
    DIET_CALCIUM_MG,
    SUN_MINUTES,
    TAKEN,
    Caution,
    Menopause,
    Profile,
    Taken,
)
from recommender.domain.reference import Condition, ReferenceRow, ReferenceTable
from tests.support.builders import a_food, a_row, an_edition, an_official_value, shipped_foods

AGES = st.integers(4, 120)
MENOPAUSE = st.sampled_from(Menopause)
DIETS = st.one_of(st.integers(0, 3_000), st.integers(DIET_CALCIUM_MG.low, DIET_CALCIUM_MG.high))
LIMITS = st.none() | st.integers(0, 4_000)


def ranges(highest: int = 3_000) -> st.SearchStrategy[Range]:
    amounts = st.integers(0, highest)
    return st.tuples(amounts, amounts).map(lambda pair: Range(min(pair), max(pair)))


def rows() -> st.SearchStrategy[ReferenceRow]:
    return st.builds(
        a_row,
        calcium_total=ranges(),
        calcium_supplement=ranges(),
        d3_little_sun=ranges(10_000),
        d3_enough_sun=ranges(10_000),
        k2=ranges(),
        k1=ranges(),
    )


def age_bands() -> st.SearchStrategy[AgeBand]:
    """Also bands that end before they begin."""
    return st.builds(AgeBand, st.integers(0, 120), st.none() | st.integers(0, 130))


@st.composite
def any_bands(draw: st.DrawFn) -> tuple[ReferenceRow, ...]:
    """Rows as a draft may hold them: with gaps, overlaps and ages in the wrong order."""
    ages = st.integers(0, 130)
    count = draw(st.integers(0, 6))
    return tuple(
        a_row(
            code=f"row-{number}",
            ages=AgeBand(draw(st.sampled_from([0, 4]) | ages), draw(st.none() | ages)),
            menopause=draw(st.sampled_from(Condition)),
        )
        for number in range(count)
    )


@st.composite
def publishable_tables(draw: st.DrawFn) -> ReferenceTable:
    """Bands without gap or overlap from 4 to 120, and conditional ones that do not overlap."""
    starts = [draw(st.integers(0, 4)), *sorted(draw(st.sets(st.integers(5, 120), max_size=3)))]
    ends = [start - 1 for start in starts[1:]] + [draw(st.none() | st.integers(120, 130))]
    edges = sorted(draw(st.sets(st.integers(0, 125), max_size=4)))
    bands = [(first, last, Condition.ANY) for first, last in zip(starts, ends, strict=True)]
    bands += [
        (first, last, Condition.POSTMENOPAUSAL)
        for first, last in zip(edges[::2], edges[1::2], strict=False)
    ]
    # Drawing every row's amounts apart would take most of the time a test has.
    amounts = draw(st.lists(rows(), min_size=2, max_size=3))
    made = [
        replace(
            amounts[number % len(amounts)],
            code=f"{menopause}-{first}",
            ages=AgeBand(first, last),
            menopause=menopause,
        )
        for number, (first, last, menopause) in enumerate(bands)
    ]
    return ReferenceTable(
        enough_sun_minutes=draw(st.integers(0, 120)),
        rows=tuple(draw(st.permutations(made))),
    )


@st.composite
def official_values(draw: st.DrawFn) -> OfficialValues:
    def one() -> OfficialValue:
        return an_official_value(
            nutrient=draw(st.sampled_from(Nutrient)),
            kind=draw(st.sampled_from(Kind)),
            sex=draw(st.sampled_from(Sex)),
            ages=AgeBand(draw(st.integers(0, 80)), draw(st.none() | st.integers(40, 120))),
            amount=draw(st.integers(0, 5_000)),
        )

    return OfficialValues(tuple(one() for _ in range(draw(st.integers(0, 6)))))


@st.composite
def food_lists(draw: st.DrawFn) -> FoodList:
    return FoodList(
        a_food(
            code=f"food-{number}",
            group=draw(st.sampled_from(["dairy", "soya", "seafood", "vegetables", "seeds"])),
            serving_g=draw(st.integers(1, 400)),
            calcium_mg_per_100g=draw(st.integers(0, 2_500)),
            short_list=draw(st.booleans()),
            oxalate=draw(st.sampled_from(Oxalate)),
        )
        for number in range(draw(st.integers(0, 12)))
    )


def editions() -> st.SearchStrategy[Edition]:
    return st.builds(
        an_edition,
        number=st.integers(1, 1_000),
        table=publishable_tables(),
        official=official_values(),
        foods=st.sampled_from([FoodList(), shipped_foods()]),
    )


CAUTIONS = st.frozensets(st.sampled_from(Caution), max_size=3)
TAKEN_AMOUNTS = st.builds(
    Taken,
    **{
        nutrient.value: st.integers(bounds.low, min(bounds.high, 6_000))
        for nutrient, bounds in TAKEN.items()
    },
)
PROFILES = st.builds(
    Profile,
    age=AGES,
    menopause=MENOPAUSE,
    diet_calcium_mg=st.none() | DIETS,
    sun_minutes=st.none() | st.integers(SUN_MINUTES.low, SUN_MINUTES.high),
    taken=TAKEN_AMOUNTS,
    cautions=CAUTIONS,
)
