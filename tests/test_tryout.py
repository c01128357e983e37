"""Check a label, and what if: the two tools on the results page keep nothing."""

from typing import Any

import pytest
from django.test import Client

from recommender.domain.nutrients import Nutrient

from .walker import LANGUAGES, STORED, Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
TOOLS = {
    "label": {"calcium_label": "400", "tablets": "1"},
    "what-if": {"age": "40", "sun_minutes": "10", "milk": "1"},
}


def use(visit: Visit, tool: str, **sent: str) -> Page:
    return Page(visit.post(f"results/{tool}/", sent, page="results/"))


def verdicts(page: Page) -> dict[str, str]:
    rows = page.all("//div[@id='label-check']//div[.outcome]//tr[@data-verdict]")
    return {nutrient: row.get("data-verdict") for nutrient, row in zip(Nutrient, rows, strict=True)}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param({"calcium_label": "299"}, {"calcium": "below"}, id="below"),
        pytest.param({"calcium_label": "300"}, {"calcium": "within"}, id="low end"),
        pytest.param({"calcium_label": "500"}, {"calcium": "within"}, id="high end"),
        pytest.param({"calcium_label": "501"}, {"calcium": "above"}, id="above"),
        pytest.param({"calcium_label": "250", "tablets": "2"}, {"calcium": "within"}, id="tablets"),
        pytest.param(
            {"calcium_label": "1,000毫克", "salt": "carbonate"}, {"calcium": "within"}, id="salt"
        ),
        pytest.param(
            {"calcium_label": "1000", "salt": "citrate"}, {"calcium": "below"}, id="citrate"
        ),
        pytest.param({"d3_label": "20 µg"}, {"d3": "within"}, id="µg"),
        pytest.param({"d3_label": "799"}, {"d3": "below"}, id="IU"),
        pytest.param({"k2_label": "１５１"}, {"k2": "above"}, id="full width"),
        pytest.param({"k1_label": "40", "tablets": "3"}, {"k1": "within"}, id="k1"),
    ],
)
def test_a_bottle_is_compared_with_the_advice(
    sent: dict[str, str], expected: dict[str, str]
) -> None:
    page = use(Visit().holding(), "label", **({"tablets": "1"} | sent))
    assert page.status == 200
    assert verdicts(page) == dict.fromkeys(Nutrient, "below") | expected


def test_what_a_bottle_leaves_is_said() -> None:
    page = use(Visit().holding(), "label", calcium_label="200", d3_label="1500", tablets="1")
    left = page.texts("//div[@id='label-check']//div[.outcome]//tr/td[2]")
    assert left[:2] == ["100 to 300 mg", "–"]


@languages
@pytest.mark.parametrize(
    ("held", "sent"),
    [
        pytest.param({"diet_calcium": 2000}, {"calcium_label": "501"}, id="with food"),
        pytest.param({"diet_calcium": 700}, {"calcium_label": "1801"}, id="alone"),
        pytest.param({}, {"d3_label": "2001"}, id="d3"),
        pytest.param({"d3_taken": 1500}, {"d3_label": "501"}, id="d3 with what is taken"),
    ],
)
def test_a_bottle_over_the_limit_is_warned_of(
    held: dict[str, Any], sent: dict[str, str], language: str
) -> None:
    page = use(Visit(language).holding(**held), "label", tablets="1", **sent)
    assert len(page.texts("//div[@id='label-check']//div[.outcome]//strong[.warning]")) == 1


def test_a_bottle_at_the_limit_is_not() -> None:
    page = use(Visit().holding(), "label", calcium_label="1800", d3_label="2000", tablets="1")
    assert page.all("//strong[.warning]") == []


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"sun_minutes": "15"}, {"Vitamin D3": "10 to 15 µg (400 to 600 IU)"}),
        ({"milk": "1"}, {"Calcium": "50 to 250 mg"}),
        ({"milk": "2 杯"}, {"Calcium": "None needed"}),
        ({"sun_minutes": ""}, {}),
        ({}, {}),
    ],
)
def test_what_if_shows_what_changes_and_keeps_the_answers(
    changes: dict[str, str], changed: dict[str, str]
) -> None:
    visit = Visit().holding()
    page = use(visit, "what-if", **({"age": "40", "sun_minutes": "10"} | changes))
    assert page.status == 200
    rows = page.all("//tr[.changed]")
    assert {row.findtext("th"): row.findall("td")[1].text for row in rows} == changed
    assert visit.held == STORED
    assert visit.results().amount("calcium") == ("range", 300, 500)


def test_what_if_at_another_age_takes_that_age_s_row() -> None:
    page = use(Visit().holding(), "what-if", age="70", sun_minutes="10", milk="")
    cells = page.texts("//div[@id='what-if']//td[2]")
    assert cells[2:] == ["150 to 200 µg", "120 to 200 µg"]


def test_more_milk_adds_nothing_to_an_unknown_diet() -> None:
    visit = Visit().holding(diet_calcium="not-sure")
    assert use(visit, "what-if", **TOOLS["what-if"]).all("//tr[.changed]") == []


MISTAKES = [
    ("label", {"tablets": "1"}, "id_calcium_label"),
    ("label", {"calcium_label": "x", "tablets": "1"}, "id_calcium_label"),
    ("label", {"calcium_label": "5"}, "id_tablets"),
    ("label", {"calcium_label": "5", "tablets": "21"}, "id_tablets"),
    ("label", {"calcium_label": "5000", "tablets": "20"}, "id_calcium_label"),
    ("label", {"calcium_label": "5", "tablets": "1", "salt": "gold"}, "id_salt"),
    ("what-if", {"age": "", "sun_minutes": "5"}, "id_age"),
    ("what-if", {"age": "3", "sun_minutes": "5"}, "id_age"),
    ("what-if", {"age": "40", "sun_minutes": "1441"}, "id_sun_minutes"),
    ("what-if", {"age": "40", "milk": "6"}, "id_milk"),
]


@languages
@pytest.mark.parametrize(("tool", "sent", "target"), MISTAKES)
def test_a_mistake_is_told_and_the_result_stays(
    tool: str, sent: dict[str, str], target: str, language: str
) -> None:
    visit = Visit(language).holding()
    page = use(visit, tool, **sent)
    assert page.status == 422
    assert page.title.startswith(visit.says("Error:") + " ")
    assert [where for where, _ in page.problems] == [target]
    assert page.by_id(target).tag in ("input", "select")
    assert page.all("//div[.problems]/following::h1") != []
    assert len(page.ids) == len(set(page.ids))
    for name, value in sent.items():
        typed = page.all(f"//form[@data-swap]//input[@name='{name}']/@value")
        assert value in typed or value in ("", "gold")
    assert page.by_id("calcium").get("data-min") == "300"
    assert visit.held == STORED


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_is_no_page_of_its_own(tool: str) -> None:
    visit = Visit().holding()
    assert visit.open(f"results/{tool}/").headers["Location"] == "/en/results/"
    visit.client.cookies.clear()
    assert visit.open(f"results/{tool}/").headers["Location"] == "/en/questions/age/"


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_of_a_tool_is_kept(tool: str) -> None:
    visit = Visit().holding()
    use(visit, tool, **TOOLS[tool])
    assert "answers" not in visit.page.cookies
    assert visit.held == STORED


@pytest.mark.parametrize(
    "caution", ["kidney-stones", "vitamin-k-antagonist", "kidney-disease"], ids=str
)
def test_withheld_nutrients_have_no_boxes(caution: str) -> None:
    page = Visit().holding(cautions=[caution]).read("results/")
    names = set(page.all("//form[@data-swap]//input/@name | //form[@data-swap]//select/@name"))
    names.discard("csrfmiddlewaretoken")
    calcium = {"calcium_label", "salt", "d3_label", "milk"}
    others = {"tablets", "age", "sun_minutes"}
    left = {
        "kidney-stones": others | {"k2_label", "k1_label"},
        "vitamin-k-antagonist": others | calcium,
        "kidney-disease": set(),
    }
    assert names == left[caution]


def test_a_bottle_of_what_is_withheld_is_not_judged() -> None:
    visit = Visit().holding(cautions=["kidney-stones"])
    page = use(visit, "label", calcium_label="400", k2_label="90", tablets="1")
    assert verdicts(page) == {
        "calcium": "withheld",
        "d3": "withheld",
        "k2": "within",
        "k1": "below",
    }
    assert "400" not in page.text("//div[@id='label-check']//div[.outcome]")


NASTY = ["\x00", "9" * 5000, "NaN", "−0", "1e999", "٥", "<u>5</u>", "{{ x }}", "%s", "🦴", "-1"]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nonsense_gets_words(tool: str, value: str) -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    for field in [*TOOLS[tool], "salt"]:
        response = visit.client.post(f"/en/results/{tool}/", TOOLS[tool] | {field: value})
        assert response.status_code == (200 if field == "salt" and tool == "what-if" else 422)
        assert Page(response).all("//u") == []
    assert visit.held == STORED


@pytest.mark.parametrize(
    ("age", "told"), [("55", "menopause"), ("80", None), ("12", "parent")], ids=str
)
def test_another_age_says_what_it_would_ask_besides(age, told):
    """Menopause is asked at 55 and not at 70, and a child needs a parent."""
    page = use(Visit("en").answer_all(age=70, menopause=None), "what-if", age=age)
    notes = page.texts("//div[@id='what-if']//div[@class='outcome']/p")
    assert len(notes) == (1 if told else 0)
    assert told is None or told in notes[0]
