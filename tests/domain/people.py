"""Random visitors and random publishable editions, drawn where rules §4 changes sides.

Plain `random` instead of a strategy, because a hundred thousand people have to be quick; a number
names the person again.
"""

from functools import cache
from random import Random

from recommender.domain.ages import AgeBand
from recommender.domain.edition import Edition
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import Kind, OfficialValue, OfficialValues, Sex
from recommender.domain.profile import (
    DIET_CALCIUM_MG,
    SUN_MINUTES,
    TAKEN,
    Caution,
    DietSource,
    Menopause,
    Profile,
    Taken,
)
from recommender.domain.reference import Condition, ReferenceRow
from tests.support.builders import a_row, a_table, an_edition, an_official_value, shipped_edition

HIGHEST = {Nutrient.CALCIUM: 3_000, Nutrient.D3: 10_000, Nutrient.K2: 1_000, Nutrient.K1: 1_000}
"""Bounds of belief for a cell of the table."""
USUAL = {Nutrient.CALCIUM: 1_500, Nutrient.D3: 2_000, Nutrient.K2: 200, Nutrient.K1: 200}


@cache
def an_edition_of(number: int) -> Edition:
    """Any edition that an editor could publish, wise or not."""
    rng = Random(f"edition {number}")
    edges = sorted(rng.sample(range(5, 121), rng.randint(0, 3)))
    bands = zip([4, *edges], [*(edge - 1 for edge in edges), None], strict=True)
    rows = [_row(rng, first, last, Condition.ANY) for first, last in bands]
    if rng.random() < 0.7:
        first = rng.randint(4, 60)
        rows.append(_row(rng, first, rng.randint(first, 120), Condition.POSTMENOPAUSAL))
    return an_edition(
        table=a_table(*rows, enough_sun_minutes=rng.randint(0, 60)),
        official=OfficialValues(
            tuple(value for name in "ABC"[: rng.randint(0, 3)] for value in _official(rng, name))
        ),
    )


def _row(rng: Random, first: int, last: int | None, menopause: Condition) -> ReferenceRow:
    def cell(nutrient: Nutrient) -> Range:
        most = rng.choice([USUAL[nutrient], HIGHEST[nutrient]])
        ends = sorted(rng.choice([0, most, rng.randint(0, most)]) for _ in range(2))
        return Range(*ends) if rng.random() < 0.8 else Range(ends[0], ends[0])

    return a_row(
        code=f"{menopause}-{first}",
        **_ages(first, last),
        menopause=menopause,
        calcium_total=cell(Nutrient.CALCIUM),
        calcium_supplement=cell(Nutrient.CALCIUM),
        d3_little_sun=cell(Nutrient.D3),
        d3_enough_sun=cell(Nutrient.D3),
        k2=cell(Nutrient.K2),
        k1=cell(Nutrient.K1),
    )


def _ages(first: int, last: int | None) -> dict[str, AgeBand]:
    return {"ages": AgeBand(first, last)}


def _official(rng: Random, authority: str) -> list[OfficialValue]:
    """An intake up to the authority's own limit, or either alone, or neither."""
    values = []
    for nutrient in Nutrient:
        limit = rng.randint(1, 2 * HIGHEST[nutrient])
        intake = rng.randint(1, min(limit, HIGHEST[nutrient]))
        for kind, amount in ((Kind.UPPER_LIMIT, limit), (Kind.RECOMMENDED, intake)):
            if rng.random() < 0.75:
                values.append(
                    an_official_value(
                        authority=authority,
                        nutrient=nutrient,
                        kind=kind,
                        amount=amount,
                        sex=rng.choice(list(Sex)),
                        **_ages(rng.choice([4, 4, 18]), rng.choice([None, None, 17, 64])),
                    )
                )
    return values


def a_person_of(number: int) -> tuple[Profile, Edition]:
    """Half of them meet the first data, half an edition of their own."""
    rng = Random(number)
    edition = shipped_edition() if rng.random() < 0.5 else an_edition_of(number % 500)
    age = rng.choice([rng.randint(4, 17), rng.randint(4, 120), rng.choice([4, 17, 18, 45, 64, 65])])
    menopause = rng.choice(list(Menopause))
    row = edition.table.row_for(age, menopause)
    official = edition.official
    marks = {
        nutrient: [0, *(value.amount for value in official.values if value.nutrient is nutrient)]
        for nutrient in Nutrient
    }
    target, supplement = row.calcium_total, row.calcium_supplement
    turns = [target.low, target.high, *marks[Nutrient.CALCIUM]]
    diet = rng.choice([None, *[_near(rng, turns, DIET_CALCIUM_MG) for _ in range(5)]])
    turns = [each - (300 if diet is None else diet) for each in turns]
    turns += [supplement.low, supplement.high]
    d3 = [end for it in (row.d3_little_sun, row.d3_enough_sun) for end in (it.low, it.high)]
    amounts = {
        Nutrient.CALCIUM: turns,
        Nutrient.D3: [10_000, *d3, *marks[Nutrient.D3]],
        Nutrient.K2: [row.k2.low, row.k2.high, *marks[Nutrient.K2]],
        Nutrient.K1: [row.k1.low, row.k1.high, *marks[Nutrient.K1]],
    }
    return (
        Profile(
            age=age,
            menopause=menopause,
            diet_calcium_mg=diet,
            sun_minutes=rng.choice([None, 0, 15, rng.randint(SUN_MINUTES.low, SUN_MINUTES.high)]),
            taken=Taken(
                **{
                    nutrient.value: 0 if rng.random() < 0.3 else _near(rng, turns, TAKEN[nutrient])
                    for nutrient, turns in amounts.items()
                },
                unknown=_some(rng, 0.07),
                prescribed=_some(rng, 0.15),
            ),
            cautions=frozenset(rng.sample(list(Caution), rng.choice([0, 0, 0, 1, 1, 2, 3]))),
            diet_source=rng.choice(list(DietSource)),
        ),
        edition,
    )


def _near(rng: Random, turns: list[int], bounds: Range) -> int:
    """An amount at or beside one of these, or anywhere usual."""
    amount = rng.choice([rng.choice(turns) + rng.choice([-1, 0, 1]), rng.randint(0, 2_500)])
    return min(max(amount, bounds.low), bounds.high)


def _some(rng: Random, chance: float) -> frozenset[Nutrient]:
    return frozenset(nutrient for nutrient in Nutrient if rng.random() < chance)
