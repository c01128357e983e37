"""Pictures, figures and words of a result agree, for anybody (standards §2.3, §2.5)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from recommender import catalogue
from recommender.domain import rules
from recommender.domain.action import Action, Do
from recommender.domain.calcium import Status
from recommender.domain.edition import Edition
from recommender.domain.foods import FoodList
from recommender.domain.glasses import Glasses
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import AGE, DIET_CALCIUM_MG, SUN_MINUTES, TAKEN, Caution, Menopause
from recommender.domain.reference import RANGE_NUTRIENT, ReferenceTable
from recommender.forms.questions import CAUTIONS
from recommender.presentation import drawings
from tests.support.people import LANGUAGES, STORED

from .support.visitor import Page, Visit, words_of

pytestmark = pytest.mark.django_db

MANY = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a page takes too long to shrink on
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
POINT = re.compile(r"([MHLz])([-\d. ]*)")
ROUNDING = 0.2
"""Of a picture's own units: a tenth at either end."""


def within(bounds: Range) -> Any:
    """Everyday amounts more often than the far end."""
    low, high = bounds.low, bounds.high
    return st.one_of(st.integers(low, min(high, 2500)), st.integers(low, high))


def people(cautions: Any) -> Any:
    return st.fixed_dictionaries(
        {
            "age": st.integers(4, AGE.high),
            "menopause": st.sampled_from([str(each) for each in Menopause]),
            "diet_calcium": st.one_of(st.just("not-sure"), within(DIET_CALCIUM_MG)),
            "sun_minutes": st.one_of(st.just("not-sure"), within(SUN_MINUTES)),
            "cautions": cautions,
        }
        | {
            "taken": st.fixed_dictionaries(
                {it.value: st.one_of(st.just(0), within(TAKEN[it])) for it in Nutrient}
            )
        }
    )


caution_lists = st.lists(st.sampled_from([code for code, _ in CAUTIONS]), unique=True, max_size=3)
anybody = people(caution_lists.map(lambda chosen: sorted(chosen) or ["none"]))
WITHHOLDS = {
    caution: frozenset(it for it in Nutrient if rules.withheld_by(it, [caution]))
    for caution in Caution
}
ASKED_AND_WITHHELD = [[code] for code, _ in CAUTIONS if WITHHOLDS[Caution(code)]]
somebody_withheld = people(
    st.sampled_from([*ASKED_AND_WITHHELD, ["iron-or-zinc", "kidney-stones"]])
)


# Glasses


def levels(path: str) -> dict[int, tuple[float, float]]:
    """Per glass the part of its height that a fill covers, from 0 at the foot to 1 at the rim."""
    found = {}
    for shape in path.split("z")[:-1]:
        (_, start), (_, right), (_, foot), (_, left) = POINT.findall(shape)
        x, top = map(float, start.split())
        bottom = float(foot.split()[1])
        number = int((x + float(right)) / 2 // drawings.STEP)
        found[number] = (_level(bottom), _level(top))
        assert float(left) < float(foot.split()[0])
    return found


def _level(y: float) -> float:
    return (drawings.TOP + drawings.TALL - 2 - y) / (drawings.TALL - 8)


def drawn_mg(path: str, size: int) -> float:
    return sum((top - bottom) * size for bottom, top in levels(path).values())


@settings(deadline=None, max_examples=300)
@given(
    food=st.integers(0, 3000),
    tablets=st.integers(0, 2000),
    low=st.integers(500, 1300),
    wide=st.integers(0, 400),
    is_over=st.booleans(),
)
@example(food=0, tablets=0, low=1000, wide=200, is_over=False)
@example(food=10_000, tablets=5000, low=1000, wide=0, is_over=True)
@example(food=250, tablets=250, low=500, wide=250, is_over=False)
def test_glasses_are_filled_to_scale(
    food: int, tablets: int, low: int, wide: int, is_over: bool
) -> None:
    target = Range(low, low + wide)
    over = max(0, food + tablets - target.high) if is_over else 0
    it = Glasses(250, food, tablets, target, 0, over)
    picture = drawings.glasses_picture(it)
    room = it.drawn * it.size
    most = 0.03 * it.drawn * it.size / 10 + 2
    assert it.drawn >= min(12, -(-target.high // 250))
    assert drawn_mg(picture.food, 250) == pytest.approx(min(food, room), abs=most)
    both = drawn_mg(picture.tablets, 250) + drawn_mg(picture.over, 250)
    assert both == pytest.approx(min(food + tablets, room) - min(food, room), abs=most)
    expected_over = min(over, tablets, max(0, room - max(food, target.high)))
    assert drawn_mg(picture.over, 250) == pytest.approx(expected_over, abs=most)
    glasses = picture.outlines.count("M") + picture.empty.count("M")
    assert glasses == it.drawn
    assert picture.width == drawings.STEP * it.drawn
    assert picture.target.count("M") == (1 if wide == 0 else 2)
    start, width = picture.zone
    assert 0 <= start < picture.width
    assert start + width <= picture.width


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_has_a_title_no_words_inside_and_no_style(language: str) -> None:
    page = Visit(language).holding(taken={"calcium": 300}).read("results/")
    svg = page.one("//svg[.glasses]")
    assert svg.get("role") == "img"
    assert svg.xpath(".//text | .//@style") == []
    title = words_of(svg.xpath("./title")[0])
    for kind in ("food", "tablets"):
        said = page.text(f"//p[.key]/span[.{kind}]")
        assert said in title


# The bar of D3


@settings(deadline=None)
@given(
    low=st.integers(0, 4000),
    wide=st.integers(0, 4000),
    taken=st.none() | st.integers(0, 100_000),
    limit=st.none() | st.integers(0, 10_000),
)
def test_the_bar_of_d3_lies_on_its_track_and_is_to_scale(
    low: int, wide: int, taken: int | None, limit: int | None
) -> None:
    table = Range(low, low + wide)
    action = Action(Nutrient.D3, Do.KEEP, 18, taken, Status.RANGE, table)
    bar = drawings.d3_bar(action, limit)
    if not table.high:
        assert bar is None
        return
    assert bar is not None
    scale = 100 / 1.06 / max(table.high, taken or 0, limit or 0)
    assert bar.x == pytest.approx(scale * low, abs=0.01)
    assert bar.width == pytest.approx(max(1, scale * wide), abs=0.01)
    assert bar.x + bar.width <= 100.02
    assert bar.taken == (pytest.approx(scale * taken, abs=0.01) if taken else None)
    assert bar.limit == (None if limit is None else pytest.approx(scale * limit, abs=0.01))


@MANY
@given(person=anybody, language=st.sampled_from(LANGUAGES))
@example(person=STORED | {"diet_calcium": "not-sure"}, language="en")
@example(person=STORED | {"diet_calcium": 0}, language="zh-hant")
@example(person=STORED | {"diet_calcium": 10_000, "taken": {"calcium": 5000}}, language="en")
@example(person=STORED | {"age": 8, "taken": {"d3": 100_000}}, language="en")
def test_day_and_cards_agree_with_the_markup(person: dict[str, Any], language: str) -> None:
    """What a day brings of calcium is what the card leads to, in doses of at most 500 mg."""
    visit = Visit(language).holding(**person)
    results = visit.results()
    page = Page(visit.page)
    calcium = results.of("calcium")
    unit = {"en": r"Calcium ([\d, to]+) mg", "zh-hant": r"鈣 ([\d,–]+) 毫克"}[language]
    doses = [
        [int(number.replace(",", "")) for number in NUMBER.findall(found)]
        for found in re.findall(unit, " ".join(page.texts("//dl[.day]//dd")))
    ]
    highs = sum(dose[-1] for dose in doses)
    assert all(dose[-1] <= 500 for dose in doses)
    match calcium["data-action"]:
        case "start" | "add":
            assert highs == int(calcium["data-max"])
        case "keep":
            assert highs == int(calcium["data-taken"])
        case "reduce":
            assert highs <= int(calcium["data-taken"])
        case _:
            assert highs == 0


# A withheld amount cannot leak, for the page does not depend on it


@contextmanager
def other_figures_of(withheld: frozenset[Nutrient], target_too: bool = True) -> Iterator[None]:
    """The live catalogue with every figure of these nutrients made another.

    `target_too`: where food may be advised beside a withheld supplement, its target stays, and so
    do foods and official figures of calcium.
    """
    real = catalogue.live(fresh=True)
    official = withheld if target_too else withheld - {Nutrient.CALCIUM}

    def fake(fresh: bool = False) -> Edition:
        return replace(
            real,
            table=_other_table(real.table, withheld, target_too),
            official=replace(
                real.official,
                values=tuple(
                    replace(value, amount=value.amount + 777)
                    if value.nutrient in official
                    else value
                    for value in real.official.values
                ),
            ),
            foods=FoodList(
                replace(food, calcium_mg_per_100g=food.calcium_mg_per_100g + 77)
                for food in real.foods
            )
            if Nutrient.CALCIUM in official
            else real.foods,
        )

    with patch("recommender.views.base.live", fake), patch("recommender.views.pages.live", fake):
        yield


def _other_table(
    table: ReferenceTable, withheld: frozenset[Nutrient], target_too: bool
) -> ReferenceTable:
    rows = []
    for row in table.rows:
        other = {}
        for column, nutrient in RANGE_NUTRIENT.items():
            if nutrient in withheld and (target_too or column != "calcium_total"):
                amounts = getattr(row, column)
                other[column] = Range(amounts.low + 33, amounts.high + 44)
        rows.append(replace(row, **other))
    return replace(table, rows=tuple(rows))


TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
BOTTLE = {"calcium": "300", "calcium_as": "citrate", "d3": "400", "d3_unit": "IU", "k2": "90"}
BOTTLE |= {"k1": "100", "tablets": "2"}


@settings(parent=MANY, max_examples=20)
@given(person=somebody_withheld, language=st.sampled_from(LANGUAGES))
def test_a_withheld_figure_changes_nothing_on_any_page(
    person: dict[str, Any], language: str
) -> None:
    cautions = [Caution(it) for it in person["cautions"]]
    withheld = frozenset().union(*(WITHHOLDS[it] for it in cautions))
    # Too much has its urgency, which a limit decides; here there is not too much.
    if person["diet_calcium"] != "not-sure":
        person["diet_calcium"] = min(person["diet_calcium"], 600)
    taken = person["taken"]
    person["taken"] = taken | {"calcium": min(taken["calcium"], 300), "d3": min(taken["d3"], 900)}
    visit = Visit(language).holding(**person)

    def pages() -> list[bytes]:
        paths = ["results/", "results/card/", "check/", "reference/"]
        if len(withheld) < len(Nutrient):
            paths.append("results/why/")
        shown = [visit.open(path) for path in paths]
        if len(withheld) < len(Nutrient):
            shown.append(visit.post("results/bottle/", BOTTLE))
            sent = {"age": str(person["age"]), "sun_minutes": "20", "milk": "1"}
            shown.append(visit.post("results/what-if/", sent))
        assert {page.status_code for page in shown} == {200}
        return [TOKEN.sub(b"", page.content) for page in shown]

    real = pages()
    with other_figures_of(withheld, not rules.food_target_shown(cautions)):
        assert pages() == real


def test_a_figure_that_is_not_withheld_changes_the_page() -> None:
    """The test above could not fail if the other figures never reached a page."""
    visit = Visit().holding()
    before = visit.results()
    with other_figures_of(frozenset({Nutrient.K1})):
        after = visit.results()
    assert before.amount("k1") == ("range", 80, 150)
    assert after.amount("k1") == ("range", 113, 194)
