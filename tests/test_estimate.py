"""The estimator: servings a week, the sum food by food, then the answer (rules §8)."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender import answers
from recommender.models import Food
from tests.support.people import LANGUAGES, STORED

from .support.builders import force
from .support.visitor import Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
PATH = "questions/diet-calcium/estimate/"


def box(name: str) -> str:
    return f"food-{Food.objects.get(name_en=name).code}"


def known_in(region: str) -> list[Food]:
    return [food for food in Food.objects.all() if food.regions == "all" or region in food.regions]


def estimate(visit: Visit, **servings: str) -> Page:
    visit.post(PATH, {box(name.replace("_", " ")): times for name, times in servings.items()})
    return visit.page


@languages
def test_every_food_has_its_box_name_and_serving(language: str) -> None:
    page = Visit(language).holding().read(PATH)
    foods = known_in("tw" if language == "zh-hant" else "west")
    assert len(foods) == (80 if language == "zh-hant" else 52)
    assert len(page.all("//input[starts-with(@name, 'food-')]")) == len(foods)
    for food in foods:
        inputs = page.all(f"//input[@name='food-{food.code}']")
        assert [each.get("inputmode") for each in inputs] == ["decimal"]
        name, serving = (
            (food.name_zh_hant, food.serving_zh_hant)
            if language == "zh-hant"
            else (food.name_en, food.serving_en)
        )
        assert page.text(f"//label[@for='{inputs[0].get('id')}']") == name
        described = inputs[0].get("aria-describedby").split()
        assert serving in [" ".join(page.by_id(each).text_content().split()) for each in described]
    assert page.all("//legend") != []
    assert page.one("//form").get("novalidate") is not None


@languages
def test_a_mistake_names_the_food(language: str) -> None:
    wrong = {"Egg": "often", "Natto": "101"}
    page = Page(Visit(language).holding().post(PATH, {box(it): wrong[it] for it in wrong}))
    assert page.status == 422
    names = ["Natto: ", "Egg: "] if language == "en" else ["納豆：", "雞蛋："]
    told = zip(page.problems, names, strict=True)
    assert all(words.startswith(name) for (_, words), name in told)


@languages
def test_the_sum_is_shown_food_by_food_before_it_is_the_answer(language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None, sun_minutes=None)
    estimate(visit, Whole_milk="7", Egg="3.5")
    assert visit.page.headers["Location"] == visit.address(PATH + "sum/")
    assert "diet_calcium" not in visit.held
    page = visit.read(PATH + "sum/")
    # 247 g × 104 mg = 256.88 a day; 55 g × 54 mg × 3.5 / 7 = 14.85; and what other food brings.
    figures = [re.findall(r"\d+", text)[0] for text in page.texts("//table//tr/td[last()]")]
    other, total = ("150", "422") if language == "zh-hant" else ("250", "522")
    assert figures == ["257", "15", other, total]
    weekly = {"en": "%s a week", "zh-hant": "每週 %s 份"}[language]
    assert page.texts("//tbody/tr/th/small/b") == [weekly % "7", weekly % "3.5"]
    assert page.one("//input[@name='diet_calcium']").get("value") == f"{int(total) // 50 * 50}"
    assert page.one("//main//form").get("action") == visit.address("questions/diet-calcium/")
    assert len(page.all("//h1")) == 1
    assert len(page.ids) == len(set(page.ids))
    visit.post("questions/diet-calcium/", {"diet_calcium": "350"}, page=PATH + "sum/")
    assert visit.held["diet_calcium"] == 350
    assert visit.held["diet_source"] == "typed"
    assert visit.page.headers["Location"] == visit.address("questions/sun/")


def test_the_sum_can_be_corrected() -> None:
    visit = Visit().holding()
    estimate(visit, Natto="2")
    visit.post("questions/diet-calcium/", {"diet_calcium": "500 mg"}, page=PATH + "sum/")
    assert visit.held["diet_calcium"] == 500
    estimate(visit, Natto="2")
    page = Page(visit.post("questions/diet-calcium/", {"diet_calcium": "x"}, page=PATH + "sum/"))
    assert (page.status, [where for where, _ in page.problems]) == (422, ["id_diet_calcium"])


def test_servings_are_there_on_return() -> None:
    visit = Visit().holding()
    estimate(visit, Natto="２ 次", Egg="0.5")
    page = visit.read(PATH)
    filled = page.all("//input[@type='text'][@value]")
    assert {each.get("name"): each.get("value") for each in filled} == {
        box("Natto"): "2",
        box("Egg"): "0.5",
    }
    assert visit.held["diet_calcium"] == 700


@languages
@pytest.mark.parametrize("sent", [{}, {"Egg": "0"}, {"Egg": " "}], ids=["empty", "zero", "blank"])
def test_an_empty_list_is_no_answer(sent: dict[str, str], language: str) -> None:
    visit = Visit(language).holding(diet_calcium=None, sun_minutes=None)
    estimate(visit, **sent)
    page = Page(visit.page)
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    first = page.all("//main//input[@type='text']/@id")[0]
    assert page.problems == [(first, visit.says("Enter servings for at least one food"))]
    assert "servings" not in visit.held


@pytest.mark.parametrize("typed", ["x", "-1", "101", "0.25", "٣", "1e9", "9" * 5000, "\x00", "{{"])
def test_a_wrong_number_is_told_at_its_food(typed: str) -> None:
    visit = Visit().holding()
    estimate(visit, Egg=typed, Natto="3")
    page = Page(visit.page)
    ((target, words),) = page.problems
    assert page.status == 422
    egg = page.by_id(target)
    assert egg.get("name") == box("Egg")
    assert egg.get("aria-invalid") == "true"
    assert words in page.text(f"//div[.is-wrong][.//input[@id='{target}']]")
    assert page.one(f"//input[@name='{box('Natto')}']").get("value") == "3"
    assert visit.held == STORED


def test_the_sum_without_servings_leads_back_to_the_list() -> None:
    visit = Visit().holding()
    assert visit.open(PATH + "sum/").headers["Location"] == visit.address(PATH)
    assert visit.client.post("/en/" + PATH + "sum/").status_code in (403, 405)


def test_a_retired_food_is_asked_about_and_counted_no_more() -> None:
    visit = Visit().holding()
    estimate(visit, Natto="7", Egg="7")
    force(Food.objects.filter(name_en="Natto"), retired=True)
    assert len(visit.read(PATH + "sum/").all("//tbody/tr")) == 2
    assert visit.read(PATH).all("//input[@name='food-natto']") == []


def test_an_editor_s_new_figure_counts_at_once() -> None:
    visit = Visit().holding()
    estimate(visit, Egg="7")
    force(Food.objects.filter(name_en="Egg"), calcium_mg_per_100g=1000)
    page = visit.read(PATH + "sum/")
    assert page.one("//input[@name='diet_calcium']").get("value") == "800"


def test_without_any_food_there_is_no_estimator() -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    force(Food.objects.all(), retired=True)
    assert visit.open(PATH).status_code == 302
    assert visit.client.post("/en/" + PATH, {}).status_code == 302


def test_more_servings_than_a_cookie_holds_are_refused_with_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    monkeypatch.setattr(answers, "MAX_COOKIE_BYTES", 600)
    everything = {f"food-{food.code}": "2.5" for food in Food.objects.all()}
    page = Page(visit.post(PATH, everything))
    assert page.status == 422
    assert len(page.problems) == 1
    assert visit.held == STORED


def test_the_longest_estimate_fits() -> None:
    visit = Visit().holding()
    everything = {f"food-{food.code}": "99.5" for food in Food.objects.all()}
    assert visit.post(PATH, everything).status_code == 302
    assert len(visit.page.cookies["answers"].value) < 2000


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_any_servings_are_answered_politely(data: st.DataObject) -> None:
    numbers = st.one_of(
        st.text(max_size=8), st.integers(-1, 101).map(str), st.floats(0, 100).map(str)
    )
    names = st.sampled_from(["food-egg", "food-natto", "food-spinach", "food-1", "food-"])
    sent: dict[str, Any] = data.draw(st.dictionaries(names, numbers, max_size=6))
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    sent = {name: text.encode("utf-8", "replace").decode() for name, text in sent.items()}
    response = visit.client.post("/en/" + PATH, sent)
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert visit.open(PATH + "sum/").status_code == 200
    else:
        assert visit.held == STORED
