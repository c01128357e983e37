"""Pictures, figures and words of the results page agree, for anybody (standards §2.3, §2.5)."""

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
from recommender.domain.edition import Edition
from recommender.domain.foods import FoodList
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.profile import AGE, DIET_CALCIUM_MG, SUN_MINUTES, TAKEN, Caution, Menopause
from recommender.domain.reference import ReferenceTable
from recommender.domain.safety import WITHHOLDS
from recommender.forms.questions import CAUTIONS
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
ROUNDING = 0.02
"""Percent: two figures of two decimals each."""


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
        | {f"{each}_taken": st.one_of(st.just(0), within(TAKEN[each])) for each in Nutrient}
    )


caution_lists = st.lists(st.sampled_from([code for code, _ in CAUTIONS]), unique=True, max_size=3)
anybody = people(caution_lists.map(lambda chosen: sorted(chosen) or ["none"]))
ASKED_AND_WITHHELD = [[code] for code, _ in CAUTIONS if code in WITHHOLDS]
somebody_withheld = people(
    st.sampled_from([*ASKED_AND_WITHHELD, ["iron-or-zinc", "kidney-stones"]])
)


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "")) for found in NUMBER.findall(text)]


def ends(text: str) -> tuple[float, float]:
    """Low and high of a printed amount; for D3 those in IU."""
    if "IU" in text:
        text = re.split(r"[(（]", text)[-1]
    found = numbers(text)
    return found[0], found[-1]


def percent(element: Any, name: str) -> float:
    value = element.get(name)
    assert value.endswith("%"), value
    return float(value[:-1])


class Drawing:
    """One nutrient's picture and its key."""

    def __init__(self, page: Page, nutrient: Nutrient) -> None:
        self.box = page.one(f"//div[.picture][.is-{nutrient}]")
        (self.svg,) = self.box.xpath(".//svg[@role='img']")
        self.key = {line.get("class"): line for line in self.box.xpath(".//ul/li")}

    def parts(self, kind: str) -> list[tuple[float, float]]:
        found = self.svg.xpath(f"./rect[@class='{kind}']")
        return [(percent(part, "x"), percent(part, "width")) for part in found]

    @property
    def limit(self) -> list[float]:
        found = self.svg.xpath("./line[@class='limit']")
        assert all(line.get("x1") == line.get("x2") for line in found)
        return [percent(line, "x1") for line in found]

    def figure(self, kind: str) -> tuple[float, float] | None:
        """What the key says, which must be what it is made of."""
        line = self.key.get(kind)
        if line is None or not line.get("data-figure"):
            return None
        low, _, high = line.get("data-figure").partition("-")
        told = ends(words_of(line.xpath("./b")[0]))
        assert told == (float(low), float(high or low))
        return told


@MANY
@given(person=anybody, language=st.sampled_from(LANGUAGES))
@example(person=STORED | {"diet_calcium": "not-sure"}, language="en")
@example(person=STORED | {"diet_calcium": 0}, language="zh-hant")
@example(person=STORED | {"diet_calcium": 10_000, "calcium_taken": 5000}, language="en")
@example(person=STORED | {"age": 8, "d3_taken": 100_000}, language="en")
def test_bars_lie_on_their_track_and_agree_with_every_figure(
    person: dict[str, Any], language: str
) -> None:
    visit = Visit(language).holding(**person)
    results = visit.results()
    page = Page(visit.page)
    for nutrient in Nutrient:
        status, low, high = results.amount(nutrient)
        if status == "withheld":
            assert page.all(f"//svg[.is-{nutrient}]") == []
            assert page.all(f"//div[.picture][.is-{nutrient}]//*[@data-figure]") == []
            continue
        drawing = Drawing(page, nutrient)
        check_on_track(drawing)
        check_to_scale(drawing, person, nutrient)
        check_words(page, nutrient, status, low, high)


def check_on_track(drawing: Drawing) -> None:
    """Inside 0–100 %, diet before supplements taken, end to end, no part without length."""
    assert drawing.svg.get("viewBox") is None
    assert drawing.svg.xpath(".//text | .//@style") == []
    assert words_of(drawing.svg.xpath("./title")[0])
    assert drawing.svg.get("aria-labelledby") == drawing.svg.xpath("./title")[0].get("id")
    parts = [part for kind in ("diet", "taken", "target") for part in drawing.parts(kind)]
    for x, width in parts:
        assert 0 <= x <= 100
        assert width > 0 or (x, width) in drawing.parts("taken") + drawing.parts("diet")
        assert x + width <= 100 + ROUNDING
    assert all(0 <= limit <= 100 for limit in drawing.limit)
    start = 0.0
    for kind in ("diet", "taken"):
        for x, width in drawing.parts(kind):
            assert x == pytest.approx(start, abs=ROUNDING)
            start = x + width


def check_to_scale(drawing: Drawing, person: dict[str, Any], nutrient: Nutrient) -> None:
    """Every part is as long as its figure in the key says, on one scale."""
    diet = person["diet_calcium"] if nutrient is Nutrient.CALCIUM else 0
    taken = person[f"{nutrient}_taken"]
    assert drawing.figure("taken") == (taken, taken)
    if nutrient is Nutrient.CALCIUM:
        assert drawing.figure("diet") == (None if diet == "not-sure" else (diet, diet))
    eaten = 0 if diet == "not-sure" else diet
    assert len(drawing.parts("diet")) == bool(eaten)
    assert len(drawing.parts("taken")) == bool(taken)
    target = drawing.figure("target")
    assert target is not None
    limit = drawing.figure("limit")
    longest = max(target[1], eaten + taken, limit[0] if limit else 0)
    scale = 100 / 1.06 / longest
    rounding = 0.01
    ((x, width),) = drawing.parts("target")
    assert x == pytest.approx(scale * target[0], abs=rounding)
    assert width == pytest.approx(max(1, scale * (target[1] - target[0])), abs=rounding)
    for part, figure in [
        *((width, eaten) for _, width in drawing.parts("diet")),
        *((width, taken) for _, width in drawing.parts("taken")),
    ]:
        assert part == pytest.approx(scale * figure, abs=rounding)
    assert (limit is None) == (drawing.limit == [])
    if limit:
        assert drawing.limit == [pytest.approx(scale * limit[0], abs=rounding)]
    else:
        assert words_of(drawing.key["limit"].xpath("./b")[0])


def check_words(page: Page, nutrient: Nutrient, status: str, low: Any, high: Any) -> None:
    """Card, sentence, comparison, arithmetic and official table give one and the same range."""
    amount = page.text(f"//section[@id='{nutrient}']/p[.amount]")
    if status == "not-needed":
        assert (low, high) == (0, 0)
        assert numbers(amount) == []
    else:
        assert ends(amount) == (low, high)
    target = Drawing(page, nutrient).figure("target")
    if nutrient is not Nutrient.CALCIUM:
        assert target == (low, high)
    ours = page.all(f"//section[.why]//div[table/caption='{words_of_name(page, nutrient)}']//tr")
    assert ends(words_of(ours[0].xpath("./td")[0])) == target
    if nutrient is Nutrient.CALCIUM:
        steps = page.texts("//section[.why]//table[.sum]//td")
        assert ends(steps[0]) == target
        assert ends(steps[-1]) == (low, high)
        over = page.all("//div[.is-alert]/h2[starts-with(., 'Too much') or contains(., '過量')]")
        if status in ("range", "diet-unknown") and high and not over:
            lead = re.split(r"mg|毫克", page.text("//p[.lead]"))[0]
            assert ends(lead) == (low, high)
        doses = [
            int(numbers(line)[0])
            for line in page.texts("//dl[.day]//dd")
            if re.search(r"^[^0-9]*\d+[^0-9]*(mg|毫克)", line)
        ]
        assert sum(doses) == high
        assert all(dose <= 500 for dose in doses)
        check_salts(page, low, high)


def words_of_name(page: Page, nutrient: Nutrient) -> str:
    return str(page.by_id(f"name-{nutrient}").xpath("normalize-space(text())"))


def check_salts(page: Page, low: int, high: int) -> None:
    rows = page.all("//section[.plan]//table[thead//th[3]]//tr[count(td)=2]")
    if not high:
        assert rows == []
        return
    for row in rows:
        share, milligrams = (words_of(cell) for cell in row.xpath("./td"))
        (part,) = numbers(share)
        low_mg, high_mg = ends(milligrams)
        assert low_mg * part / 100 == pytest.approx(low, abs=0.5)
        assert high_mg * part / 100 == pytest.approx(high, abs=0.5)


# A withheld amount cannot leak, for the page does not depend on it


@contextmanager
def other_figures_of(withheld: frozenset[Nutrient]) -> Iterator[None]:
    """The live catalogue with every figure of these nutrients made another."""
    real = catalogue.live(fresh=True)

    def fake(fresh: bool = False) -> Edition:
        return replace(
            real,
            table=_other_table(real.table, withheld),
            official=replace(
                real.official,
                values=tuple(
                    replace(value, amount=value.amount + 777)
                    if value.nutrient in withheld
                    else value
                    for value in real.official.values
                ),
            ),
            foods=FoodList(
                replace(food, calcium_mg_per_100g=food.calcium_mg_per_100g + 77)
                for food in real.foods
            )
            if Nutrient.CALCIUM in withheld
            else real.foods,
        )

    with patch("recommender.views.base.live", fake), patch("recommender.views.pages.live", fake):
        yield


def _other_table(table: ReferenceTable, withheld: frozenset[Nutrient]) -> ReferenceTable:
    columns = {
        "calcium_total": Nutrient.CALCIUM,
        "calcium_supplement": Nutrient.CALCIUM,
        "d3_little_sun": Nutrient.D3,
        "d3_enough_sun": Nutrient.D3,
        "k2": Nutrient.K2,
        "k1": Nutrient.K1,
    }
    rows = []
    for row in table.rows:
        other = {}
        for column, nutrient in columns.items():
            if nutrient in withheld:
                amounts = getattr(row, column)
                other[column] = Range(amounts.low + 33, amounts.high + 44)
        rows.append(replace(row, **other))
    return replace(table, rows=tuple(rows))


TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')
BOTTLE = {"calcium_label": "300", "salt": "citrate", "d3_label": "400", "k2_label": "90"}
BOTTLE |= {"k1_label": "100", "tablets": "2"}


@settings(parent=MANY, max_examples=20)
@given(person=somebody_withheld, language=st.sampled_from(LANGUAGES))
def test_a_withheld_figure_changes_nothing_on_any_page(
    person: dict[str, Any], language: str
) -> None:
    withheld = frozenset().union(*(WITHHOLDS.get(Caution(it), ()) for it in person["cautions"]))
    # Whether there is too much is said in words, without a figure; here there is not.
    for field, most in {"diet_calcium": 600, "calcium_taken": 300, "d3_taken": 900}.items():
        if person[field] != "not-sure":
            person[field] = min(person[field], most)
    visit = Visit(language).holding(**person)

    def pages() -> list[bytes]:
        shown = [visit.open("results/"), visit.open("check/"), visit.open("reference/")]
        if len(withheld) < len(Nutrient):
            shown.append(visit.post("results/bottle/", BOTTLE))
            sent = {"age": str(person["age"]), "sun_minutes": "20", "milk": "1"}
            shown.append(visit.post("results/what-if/", sent))
        assert {page.status_code for page in shown} == {200}
        return [TOKEN.sub(b"", page.content) for page in shown]

    real = pages()
    with other_figures_of(withheld):
        assert pages() == real


def test_a_figure_that_is_not_withheld_changes_the_page() -> None:
    """The test above could not fail if the other figures never reached a page."""
    visit = Visit().holding()
    before = visit.results()
    with other_figures_of(frozenset({Nutrient.K1})):
        after = visit.results()
    assert before.amount("k1") == ("range", 80, 150)
    assert after.amount("k1") == ("range", 113, 194)
