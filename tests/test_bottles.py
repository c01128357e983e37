"""Supplements bottle by bottle, over HTTP: asked, read back, changed, removed (rules §10)."""

from typing import Any

import pytest

from recommender import answers, data
from recommender.domain.bottles import MOST_BOTTLES
from tests.support.people import LANGUAGES, bottle, stored

from .support.visitor import Page, Visit, hidden_in, words_of

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
QUESTION = "questions/supplements/"
BOTTLE = QUESTION + "bottle/"
REMOVE = BOTTLE + "remove/"
CHANGED_BOTTLE = {"calcium": "400", "tablets": "1", "times": "1"}
LABEL = {"serving": "2", "calcium": "600", "d3": "800 IU", "tablets": "2", "times": "1"}


def before(language: str = "en", **changes: Any) -> Visit:
    return Visit(language).holding(**({"takes": None, "cautions": None} | changes))


def location(visit: Visit) -> str:
    assert visit.page.status_code == 302, visit.page
    return visit.page.headers["Location"].removeprefix(f"/{visit.language}/")


def said(visit: Visit) -> list[str]:
    return visit.read(QUESTION).texts("//ol[.bottles]/li/p[1]")


@languages
def test_a_bottle_is_asked_read_back_and_then_gone_on_from(language: str) -> None:
    visit = before(language)
    visit.post(QUESTION, {"takes": "yes"})
    assert location(visit) == BOTTLE
    assert visit.open("check/").headers["Location"] == visit.address(BOTTLE)
    visit.post(BOTTLE, LABEL | {"name": "藍 <b>瓶</b>"})
    assert location(visit) == QUESTION
    page = visit.read(QUESTION)
    assert said(visit) == [
        {
            "en": "2 tablets a day: 600 mg calcium, 800 IU (20 µg) D3",
            "zh-hant": "一天 2 顆：鈣 600 毫克、D3 800 IU（20 微克）",
        }[language]
    ]
    assert page.texts("//li/h2") == ["藍 <b>瓶</b>"]
    assert page.all("//main//form")[0].get("action") == visit.address(QUESTION)
    visit.post(QUESTION, {})
    assert location(visit) == "questions/cautions/"
    visit.answer("cautions", "none")
    results = visit.results()
    assert (results.of("calcium")["data-taken"], results.of("d3")["data-taken"]) == ("600", "800")


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ({"k2": "50", "tablets": "½"}, "½ tablet a day: 25 µg K2", "一天 ½ 顆：K2 25 微克"),
        (
            {"calcium": "300", "times": "2"},
            "1 tablet, 2 times a day: 600 mg calcium",
            "一天 2 次，一次 1 顆：鈣 600 毫克",
        ),
        (
            {"d3": "50000 IU", "per": "week"},
            "1 tablet a week: on average a day 7,143 IU (178.575 µg) D3",
            "一週 1 顆：平均每天 D3 7,143 IU（178.575 微克）",
        ),
        (
            {"k1_unknown": "on", "k2_unknown": "on", "calcium": "5"},
            "1 tablet a day: 5 mg calcium, K2 (amount not known), K1 (amount not known)",
            "一天 1 顆：鈣 5 毫克、K2（量不知道）、K1（量不知道）",
        ),
    ],
)
def test_what_was_understood_is_said_in_a_sentence(
    typed: dict[str, str], english: str, chinese: str
) -> None:
    for language, words in (("en", english), ("zh-hant", chinese)):
        visit = before(language)
        visit.post(BOTTLE, {"tablets": "1", "times": "1"} | typed)
        assert said(visit) == [words]


@languages
def test_another_is_added_changed_and_removed(language: str) -> None:
    visit = before(language)
    visit.post(BOTTLE, LABEL | {"another": "1"})
    assert location(visit) == BOTTLE
    page = visit.read(BOTTLE)
    assert "600" in page.text("//main/p[.info]"), "what was understood of the one before"
    visit.post(BOTTLE, {"k2": "90", "tablets": "1", "times": "1", "name": "K"})
    page = visit.read(QUESTION)
    assert len(said(visit)) == 2
    assert "90" in page.text("//main/p[.info]")
    change = page.all("//ol//a/@href")[1].removeprefix(f"/{language}/")
    form = visit.read(change)
    typed = {name: form.one(f"//input[@name='{name}']").get("value") for name in ("k2", "name")}
    assert typed == {"k2": "90", "name": "K"}
    assert form.one("//details[.more]").get("open") is not None
    (other,) = set(LANGUAGES) - {language}
    assert form.one("//nav[.languages]/a").get("href") == f"/{other}/{change}"
    assert form.all("//main/p[.info]") == []
    visit.post(change, {"k2": "100", "tablets": "1", "times": "1"})
    assert location(visit) == QUESTION
    assert "100" in said(visit)[1]
    visit.post(REMOVE + "?bottle=1", {}, page=QUESTION)
    assert location(visit) == QUESTION
    assert len(said(visit)) == 1
    assert "100" in said(visit)[0]
    visit.post(REMOVE + "?bottle=1", {}, page=QUESTION)
    page = visit.read(QUESTION)
    assert page.all("//input[@name='takes']") != []
    assert page.all("//input[@checked]") == []


def test_eight_bottles_are_the_most() -> None:
    visit = before()
    for _ in range(MOST_BOTTLES):
        visit.post(BOTTLE, LABEL | {"calcium": "10", "d3": ""})
    page = visit.read(QUESTION)
    assert len(said(visit)) == MOST_BOTTLES
    assert visit.address(BOTTLE) not in page.all("//main//a/@href")
    assert visit.open(BOTTLE).headers["Location"] == visit.address(QUESTION)
    visit.post(BOTTLE, LABEL, page=BOTTLE + "?bottle=1")
    assert location(visit) == QUESTION
    assert len(said(visit)) == MOST_BOTTLES


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "", "99999", "１", "1.0"])
def test_there_is_no_other_bottle(number: str) -> None:
    visit = Visit().holding(taken={"calcium": 300})
    assert visit.open(f"{BOTTLE}?bottle={number}").status_code == 404
    visit.post(f"{BOTTLE}?bottle={number}", LABEL, page=QUESTION)
    assert visit.page.status_code == 404
    visit.post(f"{REMOVE}?bottle={number}", {}, page=QUESTION)
    assert visit.page.status_code == 404
    assert visit.held == Visit().holding(taken={"calcium": 300}).held


def test_a_look_at_the_address_that_removes_removes_nothing() -> None:
    visit = Visit().holding(taken={"calcium": 300})
    assert visit.open(REMOVE + "?bottle=1").headers["Location"] == visit.address(QUESTION)
    assert len(said(visit)) == 1


def test_sent_twice_it_is_one_bottle() -> None:
    visit = before()
    shown = visit.read(BOTTLE)
    hidden = {it.get("name"): it.get("value") for it in shown.all("//input[@type='hidden']")}
    for _ in range(2):
        visit.page = visit.client.post(visit.address(BOTTLE), hidden | LABEL)
        assert location(visit) == QUESTION
    assert len(said(visit)) == 1


@languages
def test_a_bottle_changed_or_removed_for_other_answers_stays(language: str) -> None:
    visit = Visit(language).holding(taken={"calcium": 300})
    for path in (BOTTLE + "?bottle=1", REMOVE + "?bottle=1"):
        shown = visit.read(QUESTION)
        hidden = {it.get("name"): it.get("value") for it in shown.all("//input[@type='hidden']")}
        visit.holding(taken={"calcium": 300}, age=50)
        page = Page(visit.client.post(visit.address(path), hidden | {"k2": "90"}))
        assert page.status == 422
        assert page.problems != []
        assert visit.held["bottles"] == [bottle(calcium=300)]
        # What the page offers next is done where it says, not at the address it was answered at.
        form = page.all("//main//form")[0]
        changes = {BOTTLE: BOTTLE + "?bottle=1", REMOVE: QUESTION}[path.partition("?")[0]]
        assert form.get("action") == visit.address(changes)
        sent = {it.get("name"): it.get("value") for it in form.xpath(".//input[@type='hidden']")}
        visit.page = visit.client.post(form.get("action"), sent | CHANGED_BOTTLE)
        assert visit.page.status_code == 302
        assert len(visit.held["bottles"]) == 1
        visit.holding(taken={"calcium": 300})


def test_of_a_bottle_that_is_gone_remains_the_form_of_a_new_one() -> None:
    visit = Visit().holding(taken={"calcium": 300})
    hidden = hidden_in(visit.open(BOTTLE + "?bottle=1").content.decode())
    visit.post(REMOVE + "?bottle=1", {}, page=QUESTION)
    page = Page(visit.client.post(visit.address(BOTTLE + "?bottle=1"), hidden | LABEL))
    assert page.status == 422
    assert page.one("//main//form").get("action") == visit.address(BOTTLE)
    assert page.one("//input[@name='calcium']").get("value") is None


@languages
def test_lists_that_led_to_an_answer_give_way_where_a_cookie_does_not_hold_all(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    servings = {food["code"]: "2.5" for food in data.read("foods.csv")}
    visit = Visit(language).holding(taken={"calcium": 300}, servings=servings)
    monkeypatch.setattr(answers, "MAX_COOKIE_BYTES", len(visit.client.cookies["answers"].value))
    visit.post(BOTTLE, LABEL | {"name": "一二三四五六七八九十" * 3})
    assert location(visit) == QUESTION
    assert len(visit.held["bottles"]) == 2
    visit.answer("cautions", ["kidney-stones", "levothyroxine", "lithium"])
    assert visit.page.status_code == 302
    assert len(visit.held["cautions"]) == 3


@languages
def test_not_knowing_how_much_makes_all_four_unknown(language: str) -> None:
    visit = before(language)
    visit.post(QUESTION, {"takes": "dont-know"})
    assert location(visit) == "questions/cautions/"
    visit.answer("cautions", "none")
    results = visit.results()
    for nutrient in ("calcium", "d3", "k2", "k1"):
        it = results.of(nutrient)
        assert (it["data-taken"], it["data-action"]) == ("unknown", "look")


def test_one_nutrient_of_unknown_amount_leaves_the_others() -> None:
    visit = Visit().holding(
        takes="yes", bottles=[bottle(calcium=300) | {"unknown": "k2"}, bottle(k2=20)]
    )
    results = visit.results()
    assert results.of("calcium")["data-taken"] == "300"
    assert results.of("k2")["data-taken"] == "unknown"
    assert results.of("k1")["data-taken"] == "0"


def test_what_was_prescribed_is_kept() -> None:
    over = Visit().holding(takes="yes", bottles=[bottle(d3=3000)])
    assert over.results().of("d3")["data-action"] == "reduce"
    prescribed = Visit().holding(takes="yes", bottles=[bottle(d3=3000) | {"prescribed": "1"}])
    assert prescribed.results().of("d3")["data-action"] == "keep"


@languages
def test_active_vitamin_d_is_taken_as_a_medicine(language: str) -> None:
    visit = before(language)
    visit.post(BOTTLE, {"d3": "0.25", "d3_unit": "ug", "tablets": "1", "times": "1"})
    page = Page(visit.page)
    assert page.status == 422
    asked = page.one("//input[@name='asked-d3']").get("value")
    choice = page.all("//input[@name='ask-d3']/@value")[0]
    answered = {"asked-d3": asked, "ask-d3": choice}
    visit.post(BOTTLE, {"d3": "0.25", "d3_unit": "ug", "tablets": "1", "times": "1"} | answered)
    assert location(visit) == QUESTION
    visit.answer("cautions", "none")
    assert visit.results().of("d3")["data-status"] == "withheld"
    reason = page.words("rules.csv", "active-vitamin-d", "reason", language)
    assert reason in visit.read("results/").text("//main")


@languages
def test_a_doubt_is_asked_with_its_answers_and_what_was_read(language: str) -> None:
    visit = before(language)
    sent = {"calcium": "300", "d3": "125", "tablets": "2", "times": "1", "serving": "1"}
    page = Page(visit.post(BOTTLE, sent))
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    assert page.text("//div[.problems]/h2") == visit.says("One thing to ask back")
    ((target, words),) = page.problems
    first = page.by_id(target)
    assert (first.get("type"), first.get("name")) == ("radio", "ask-d3")
    asked = page.one("//fieldset[.doubt]")
    assert words in words_of(asked)
    assert [words_of(it) for it in asked.xpath("./label//small")] == [
        visit.says("That is %(amount)s.") % {"amount": amount}
        for amount in {
            "en": ("125 IU (3.125 µg)", "5,000 IU (125 µg)"),
            "zh-hant": ("125 IU（3.125 微克）", "5,000 IU（125 微克）"),
        }[language]
    ]
    assert "600" in page.text("//p[.info]")
    assert page.one("//input[@name='d3']").get("value") == "125"
    assert len(page.ids) == len(set(page.ids))
    described = page.one("//input[@name='d3']").get("aria-describedby").split()
    assert set(described) <= set(page.ids)
    assert "bottles" not in visit.held


@languages
def test_mistakes_are_told_at_their_boxes(language: str) -> None:
    sent = {"calcium": "some", "d3": "3 g", "tablets": "", "times": "x", "per": "year"}
    page = Page(before(language).post(BOTTLE, sent))
    assert page.status == 422
    wrong = {"id_calcium", "id_d3", "id_tablets", "id_times", "id_per_0"}
    assert {target for target, _ in page.problems} == wrong
    for target, words in page.problems:
        assert page.by_id(target).get("aria-invalid") == "true"
        assert words in page.text(f"(//*[.is-wrong][.//*[@id='{target}']])[last()]")


@languages
def test_all_bottles_together_are_believable(language: str) -> None:
    visit = before(language, **stored(calcium=4900))
    visit.post(BOTTLE, LABEL)
    assert visit.page.status_code == 422
    assert len(visit.held["bottles"]) == 1


def test_bottles_of_an_answer_taken_back_reach_no_result() -> None:
    visit = (
        Visit().holding(taken={"calcium": 300}).holding(takes="no", bottles=[bottle(calcium=300)])
    )
    assert visit.results().of("calcium")["data-taken"] == "0"
    assert visit.read("check/").all("//*[contains(text(), '300')]") == []


def test_every_character_that_a_label_needs_is_on_the_keyboard_that_opens() -> None:
    page = before().read(BOTTLE)
    boxes = page.all("//main//input[.amount]")
    assert len(boxes) == 7
    assert {box.get("inputmode") for box in boxes} == {"decimal"}
    chosen = page.all("//input[@type='radio'][@checked]/@id")
    assert chosen == ["id_calcium_unit_0", "id_k2_unit_0", "id_k1_unit_0", "id_per_0"]
