"""The 30-second estimate: picture cards, the sum, and the answer that remembers it (rules §8)."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import data
from recommender.domain.calcium import Often, quick_estimate
from recommender.domain.foods import Region
from recommender.models import QuickCard
from tests.support.builders import force, shipped_edition
from tests.support.people import LANGUAGES, STORED

from .support.visitor import Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
PATH = "questions/diet-calcium/quick/"
DIET = "questions/diet-calcium/"
ANSWERS = ("never", "sometimes", "once", "twice")
LINES = data.read("quick.csv")
ALLOWANCE = {"tw": 200, "hk": 150, "west": 300}


def cards_of(region: str) -> list[dict[str, str]]:
    found = [it for it in LINES if it["regions"] == "all" or region in it["regions"].split(";")]
    return sorted(found, key=lambda it: int(it["order"]))


def fields(region: str, answer: str = "never", **changes: str) -> dict[str, str]:
    sent = {f"quick-{it['code']}": answer for it in cards_of(region)}
    return sent | {f"quick-{code.replace('_', '-')}": often for code, often in changes.items()}


def region_of(language: str) -> str:
    return "tw" if language == "zh-hant" else "west"


def figure(page: Page) -> int:
    return int(page.one("//input[@name='diet_calcium']").get("value"))


@languages
def test_eight_cards_with_four_answers_each_and_nothing_to_type(language: str) -> None:
    page = Visit(language).holding(diet_calcium=None).read(PATH)
    cards = cards_of(region_of(language))
    assert len(cards) == 8
    name, portion, hint = (
        f"{it}_{'en' if language == 'en' else 'zh_hant'}" for it in ("name", "portion", "hint")
    )
    groups = page.all("//main//fieldset")
    assert [it.find("legend").find("span").find("b").text for it in groups] == [
        it[name] for it in cards
    ]
    for group, card in zip(groups, cards, strict=True):
        values = group.xpath(".//input[@type='radio']/@value")
        assert tuple(values) == ANSWERS
        assert set(group.xpath(".//input/@name")) == {f"quick-{card['code']}"}
        said = " ".join(group.text_content().split())
        assert card[portion] in said
        assert card[hint] in said
        assert group.xpath("./legend/svg//text()[normalize-space()]") == []
    assert page.all("//main//input[@checked or @type='text' or @type='number']") == []


@languages
def test_it_is_the_main_offer_of_the_diet_question(language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None)
    links = visit.read(DIET).all("//main//a/@href")
    assert links == [visit.address(PATH), visit.address(DIET + "estimate/")]


@languages
def test_cards_without_an_answer_are_named(language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None, sun_minutes=None)
    region = region_of(language)
    sent = fields(region)
    left_out = [f"quick-{it['code']}" for it in cards_of(region)][2:4]
    page = Page(visit.post(PATH, {k: v for k, v in sent.items() if k not in left_out}))
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    assert [target for target, _ in page.problems] == [f"id_{name}_0" for name in left_out]
    for target, words in page.problems:
        assert page.by_id(target).get("type") == "radio"
        assert words in page.text(f"//fieldset[.is-wrong][.//*[@id='{target}']]")
    assert len(page.all("//main//input[@checked]")) == 6
    assert "quick" not in visit.held


@languages
def test_all_never_is_an_answer(language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None, sun_minutes=None)
    visit.post(PATH, fields(region_of(language)))
    assert visit.page.headers["Location"] == visit.address(PATH + "sum/")
    page = visit.read(PATH + "sum/")
    assert figure(page) == ALLOWANCE[region_of(language)]
    assert len(page.all("//tbody/tr")) == 1


@languages
def test_the_sum_says_where_it_comes_from_and_becomes_the_answer(language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None, sun_minutes=None)
    visit.post(PATH, fields(region_of(language), milk="once"))
    page = visit.read(PATH + "sum/")
    total = 250 + ALLOWANCE[region_of(language)]
    assert page.texts("//tr/td[last()]")[0].startswith("250")
    assert page.text("//tfoot//td").startswith(str(total))
    assert figure(page) == 50 * ((total + 25) // 50)
    assert "350" in page.text("//main")
    assert page.one("//input[@name='from']").get("value") == "quick"
    visit.post(DIET, {"diet_calcium": str(figure(page))}, page=PATH + "sum/")
    assert visit.page.headers["Location"] == visit.address("questions/sun/")
    assert visit.held["diet_source"] == "quick"
    visit.answer("sun_minutes", 10)
    assert visit.results().of("calcium")["data-sure"] in ("short", "close")
    assert visit.says("about %(amount)s a day, estimated").split("%")[0] in (
        visit.read("check/").text("//main")
    )
    again = visit.read(PATH)
    assert len(again.all("//main//input[@checked]")) == 8


def test_another_figure_than_the_sum_is_a_typed_one() -> None:
    visit = Visit().holding(diet_calcium=None)
    visit.post(PATH, fields("west", milk="once"))
    visit.post(DIET, {"diet_calcium": "600"}, page=PATH + "sum/")
    assert (visit.held["diet_calcium"], visit.held["diet_source"]) == (600, "typed")
    assert "data-sure" not in visit.results().of("calcium")


def test_a_figure_typed_later_forgets_where_the_first_came_from() -> None:
    visit = Visit().holding(diet_calcium=None)
    visit.post(PATH, fields("west", milk="once"))
    visit.post(DIET, {"diet_calcium": "550"}, page=PATH + "sum/")
    assert visit.held["diet_source"] == "quick"
    visit.post(DIET, {"diet_calcium": "550"})
    assert visit.held["diet_source"] == "typed"


@pytest.mark.parametrize("named", ["", "full", "guess", "typed"])
def test_a_source_cannot_be_forged(named: str) -> None:
    visit = Visit().holding(diet_calcium=None)
    visit.post(PATH, fields("west", milk="once"))
    visit.post(DIET, {"diet_calcium": "550", "from": named}, page=PATH + "sum/")
    assert visit.held["diet_source"] == "typed"


# Whose foods


@pytest.mark.parametrize(
    ("language", "accepts", "region"),
    [
        *[("zh-hant", "", "tw"), ("zh-hant", "zh-TW,zh;q=0.8", "tw"), ("zh-hant", "en-GB", "tw")],
        *[("zh-hant", "zh-HK,zh;q=0.8,en", "hk"), ("zh-hant", "zh-MO", "hk")],
        *[("zh-hant", "en, zh-Hant-HK;q=0.5", "hk"), ("zh-hant", "zh-TW, zh-HK;q=0.5", "tw")],
        *[("en", "zh-HK", "west"), ("en", "en-US", "west"), ("zh-hant", "☃;;q=x", "tw")],
    ],
)
def test_the_region_goes_by_the_language(language: str, accepts: str, region: str) -> None:
    visit = Visit(language).holding(diet_calcium=None)
    visit.client.defaults["HTTP_ACCEPT_LANGUAGE"] = accepts
    assert visit.read(PATH).one("//input[@name='region']").get("value") == region


@languages
@pytest.mark.parametrize("region", ["tw", "hk", "west"])
def test_the_region_changes_in_one_press_and_stays(region: str, language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None)
    page = visit.read(PATH)
    if region != region_of(language):
        (link,) = page.all(f"//p[.regions]/a[contains(@href, '{region}')]/@href")
        page = visit.read(PATH + link)
    names = page.all("//main//fieldset//input[@value='once']/@name")
    assert names == [f"quick-{it['code']}" for it in cards_of(region)]
    if region != region_of(language):
        assert page.one("//nav[.languages]/a").get("href").endswith(f"{PATH}?region={region}")
    assert visit.held == {k: v for k, v in STORED.items() if k != "diet_calcium"}
    visit.post(PATH, fields(region, "once") | {"region": region})
    total = ALLOWANCE[region] + sum(int(it["mg_per_portion"]) for it in cards_of(region))
    assert figure(visit.read(PATH + "sum/")) == 50 * ((total + 25) // 50)
    assert visit.read(PATH).one("//input[@name='region']").get("value") == region
    foods = visit.read(DIET + "estimate/")
    assert foods.one("//input[@name='region']").get("value") == region


@pytest.mark.parametrize("region", ["moon", "", "TW", "x" * 500])
def test_there_is_no_other_region(region: str) -> None:
    visit = Visit().holding()
    page = visit.read(f"{PATH}?region={region}")
    assert page.one("//input[@name='region']").get("value") == "west"


# The reckoning


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(region=st.sampled_from(list(Region)), draws=st.data())
def test_the_sum_equals_an_independent_reckoning(region: Region, draws: st.DataObject) -> None:
    cards = cards_of(region.value)
    said = {it["code"]: draws.draw(st.sampled_from(ANSWERS)) for it in cards}
    total = Fraction(ALLOWANCE[region.value]) + sum(
        Fraction(it[f"times_{said[it['code']]}"]) * int(it["mg_per_portion"]) for it in cards
    )
    edition = shipped_edition()
    often = {code: Often(it) for code, it in said.items()}
    found = quick_estimate(edition.cards_of(region), often, edition.estimate, region)
    assert found.mg_per_day == 50 * int(total / 50 + Fraction(1, 2))
    assert found.exact_mg == int(total + Fraction(1, 2))


@pytest.mark.parametrize("said", [{}, {"milk": Often.ONCE}])
def test_a_card_without_an_answer_is_no_sum(said: dict[str, Any]) -> None:
    edition = shipped_edition()
    cards = edition.cards_of(Region.TAIWAN)
    with pytest.raises(ValueError, match="without an answer"):
        quick_estimate(cards, said, edition.estimate, Region.TAIWAN)


def test_the_sum_without_answers_leads_back_to_the_cards() -> None:
    visit = Visit().holding()
    assert visit.open(PATH + "sum/").headers["Location"] == visit.address(PATH)


def test_without_any_card_there_is_no_quick_estimate() -> None:
    visit = Visit().holding()
    force(QuickCard.objects.all(), regions="tw")
    assert visit.open(PATH).status_code == 302
    visit.post(PATH, {}, page=DIET)
    assert visit.page.status_code == 302
