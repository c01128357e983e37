"""Check a label, and what if: the two tools beside the results keep nothing."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.support.people import LANGUAGES, STORED

from .support.visitor import Page, Visit, hidden_in, words_of

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
TOOLS = {
    "bottle": {"calcium": "400", "tablets": "1"},
    "what-if": {"age": "40", "sun_minutes": "10", "milk": "1"},
}


def use(visit: Visit, tool: str, **sent: str) -> Page:
    """A bottle of which ten are taken at a time, so that nothing is doubted."""
    usual = {"serving": "10", "tablets": "10", "d3_unit": "IU"} if tool == "bottle" else {}
    return Page(visit.post(f"results/{tool}/", usual | sent))


def verdicts(page: Page) -> dict[str, str]:
    """The code of each row, by the nutrient's name."""
    rows = page.all("//main//div[.outcome]//tr[@data-verdict]")
    return {words_of(row[0]): row.get("data-verdict") for row in rows}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param({"calcium": "299"}, {"Calcium": "add"}, id="below"),
        pytest.param({"calcium": "300"}, {"Calcium": "keep"}, id="low end"),
        pytest.param({"calcium": "500"}, {"Calcium": "keep"}, id="high end"),
        pytest.param({"calcium": "501"}, {"Calcium": "reduce"}, id="above"),
        pytest.param(
            {"calcium": "250", "serving": "1", "tablets": "2"}, {"Calcium": "keep"}, id="tablets"
        ),
        pytest.param(
            {"calcium": "1,000毫克", "calcium_as": "carbonate"}, {"Calcium": "keep"}, id="salt"
        ),
        pytest.param(
            {"calcium": "1000", "calcium_as": "citrate"}, {"Calcium": "add"}, id="citrate"
        ),
        pytest.param({"d3": "20 µg", "d3_unit": "ug"}, {"Vitamin D3": "keep"}, id="µg"),
        pytest.param({"d3": "799"}, {"Vitamin D3": "add"}, id="IU"),
        pytest.param({"k2": "１５１"}, {"Vitamin K2 (MK-7)": "reduce"}, id="full width"),
        pytest.param({"k1": "40", "serving": "1", "tablets": "3"}, {"Vitamin K1": "keep"}, id="k1"),
        pytest.param(
            {"calcium": "300", "k1": "90"},
            {"Calcium": "keep", "Vitamin K1": "keep"},
            id="two",
        ),
    ],
)
def test_only_what_is_printed_on_a_bottle_is_judged(
    sent: dict[str, str], expected: dict[str, str]
) -> None:
    page = use(Visit().holding(), "bottle", **sent)
    assert page.status == 200
    assert verdicts(page) == expected


@pytest.mark.parametrize(("taken_now", "code"), [({}, "reduce"), ({"taken_now": "on"}, "keep")])
def test_a_bottle_that_is_taken_now_does_not_come_on_top(
    taken_now: dict[str, str], code: str
) -> None:
    visit = Visit().holding(taken={"calcium": 400})
    page = use(visit, "bottle", calcium="400", **taken_now)
    assert verdicts(page) == {"Calcium": code}


@languages
@pytest.mark.parametrize("label", [{"calcium": "100"}, {"calcium": "350"}])
def test_no_bottle_fits_a_child_before_somebody_was_asked(
    label: dict[str, str], language: str
) -> None:
    visit = Visit(language).holding(age=8, menopause=None, diet_calcium=650)
    page = use(visit, "bottle", **label)
    said = visit.says("Under 18: only after a doctor or dietitian has been asked.")
    assert page.text("(//main//tr[@data-verdict])[1]/td[3]") == said


@languages
def test_a_bottle_that_gives_more_than_was_answered_says_so(language: str) -> None:
    visit = Visit(language).holding(taken={"calcium": 100})
    page = use(visit, "bottle", calcium="400", taken_now="on")
    (said,) = page.texts("//strong[.warning]")
    assert {"en": "300 mg more", "zh-hant": "多 300 毫克"}[language] in said


@languages
@pytest.mark.parametrize(
    ("held", "sent"),
    [
        pytest.param({"diet_calcium": 1500}, {"calcium": "501"}, id="with food"),
        pytest.param({"diet_calcium": 700}, {"calcium": "1301"}, id="alone"),
        pytest.param({}, {"d3": "2001"}, id="d3"),
        pytest.param({"taken": {"d3": 1500}}, {"d3": "501"}, id="d3 with what is taken"),
    ],
)
def test_a_bottle_over_the_limit_is_warned_of(
    held: dict[str, Any], sent: dict[str, str], language: str
) -> None:
    page = use(Visit(language).holding(**held), "bottle", **sent)
    assert len(page.texts("//main//div[.outcome]//strong[.warning]")) == 1


def test_a_bottle_at_the_limit_is_not() -> None:
    page = use(Visit().holding(), "bottle", calcium="1300", d3="2000")
    assert page.all("//strong[.warning]") == []


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        (
            {"sun_minutes": "15"},
            {"Vitamin D3": "Start with 400 to 600 IU; the table: 400 to 600 IU"},
        ),
        ({"milk": "1"}, {"Calcium": "More from food: 50 mg; the table: 50 to 250 mg"}),
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
    cells = page.texts("//main//div[.outcome]//td[2]")
    assert [it.rpartition(": ")[2] for it in cells[2:]] == ["150 to 200 µg", "120 to 200 µg"]


def test_more_milk_adds_nothing_to_an_unknown_diet() -> None:
    visit = Visit().holding(diet_calcium="not-sure")
    assert use(visit, "what-if", **TOOLS["what-if"]).all("//tr[.changed]") == []


MISTAKES = [
    ("bottle", {}, "id_calcium"),
    ("bottle", {"calcium": "x"}, "id_calcium"),
    ("bottle", {"calcium": "5 IU"}, "id_calcium"),
    ("bottle", {"d3": "5 g"}, "id_d3"),
    ("bottle", {"k2": "75 (K1 25 + K2 50)"}, "id_k2"),
    ("bottle", {"calcium": "50", "tablets": ""}, "id_tablets"),
    ("bottle", {"calcium": "50", "tablets": "101"}, "id_tablets"),
    ("bottle", {"calcium": "50", "times": "often"}, "id_times"),
    ("bottle", {"calcium": "50", "serving": "0"}, "id_serving"),
    ("bottle", {"calcium": "5000", "tablets": "20"}, "id_calcium"),
    ("bottle", {"calcium": "4000", "d3": "400", "times": "2"}, "id_calcium"),
    ("bottle", {"calcium": "50", "calcium_as": "gold"}, "id_calcium_as"),
    ("bottle", {"d3": "400", "d3_unit": "pinch"}, "id_d3_unit_0"),
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
        typed = page.all(f"//main//form//input[@name='{name}']/@value")
        assert value in typed or value in ("", "gold", "pinch")
    assert visit.held == STORED


@languages
@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_is_a_page_of_its_own_one_tap_from_the_results(tool: str, language: str) -> None:
    visit = Visit(language).holding()
    address = visit.address(f"results/{tool}/")
    assert visit.read("results/").all("//section[.more]//a/@href").count(address) == 1
    page = visit.read(f"results/{tool}/")
    assert page.all("//div[.outcome]") == []
    assert page.one("//a[.back]").get("href") == visit.address("results/")
    assert page.all("//input[@name='tablets' or @name='age']/@value") in (["1"], ["40"])
    visit.client.cookies.clear()
    assert visit.open(f"results/{tool}/").headers["Location"] == visit.address("questions/age/")


@pytest.mark.parametrize("tool", TOOLS)
def test_there_is_no_tool_for_who_is_shown_no_amount(tool: str) -> None:
    visit = Visit().holding(cautions=["kidney-disease"])
    assert visit.address(f"results/{tool}/") not in visit.read("results/").all("//a/@href")
    assert visit.open(f"results/{tool}/").headers["Location"] == "/en/results/"
    visit.post(f"results/{tool}/", TOOLS[tool], page="check/")
    assert visit.page.headers["Location"] == "/en/results/"


@pytest.mark.parametrize("tool", TOOLS)
def test_nothing_of_a_tool_is_kept(tool: str) -> None:
    visit = Visit().holding()
    use(visit, tool, **TOOLS[tool])
    assert "answers" not in visit.page.cookies
    assert visit.held == STORED


@pytest.mark.parametrize("caution", ["kidney-stones", "vitamin-k-antagonist"])
def test_withheld_nutrients_have_no_boxes(caution: str) -> None:
    visit = Visit().holding(cautions=[caution])
    names: set[str] = set()
    for tool in TOOLS:
        page = visit.read(f"results/{tool}/")
        names |= set(page.all("//main//form//input/@name | //main//form//select/@name"))
    names -= {"csrfmiddlewaretoken", "shown_for"}
    boxes = {it: {it, f"{it}_unit", f"{it}_unknown"} for it in ("calcium", "d3", "k2", "k1")}
    how = {"serving", "tablets", "times", "per", "prescribed"}
    others = how | {"taken_now", "age", "sun_minutes"}
    left = {
        "kidney-stones": others | boxes["k2"] | boxes["k1"],
        "vitamin-k-antagonist": others | boxes["calcium"] | boxes["d3"] | {"calcium_as", "milk"},
    }
    assert names == left[caution]


def test_a_bottle_of_what_is_withheld_is_not_judged() -> None:
    visit = Visit().holding(cautions=["kidney-stones"])
    page = use(visit, "bottle", calcium="400", k2="90")
    assert verdicts(page) == {"Vitamin K2 (MK-7)": "keep"}
    assert "400" not in page.text("//main//div[.outcome]")


NASTY = ["\x00", "9" * 5000, "NaN", "−0", "1e999", "٥", "<u>5</u>", "{{ x }}", "%s", "🦴", "-1"]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("value", NASTY, ids=range(len(NASTY)))
def test_nonsense_gets_words(tool: str, value: str) -> None:
    visit = Visit(client=Client(raise_request_exception=False)).holding()
    shown = hidden_in(visit.open(f"results/{tool}/").content.decode())
    for field in [*TOOLS[tool], "calcium_as"]:
        sent = TOOLS[tool] | {field: value} | shown
        response = visit.client.post(f"/en/results/{tool}/", sent)
        assert response.status_code == (200 if field == "calcium_as" and tool == "what-if" else 422)
        assert Page(response).all("//u") == []
    assert visit.held == STORED


@pytest.mark.parametrize(
    ("age", "told"), [("55", "menopause"), ("80", None), ("12", "parent")], ids=str
)
def test_another_age_says_what_it_would_ask_besides(age, told):
    """Menopause is asked at 55 and not at 70, and a child needs a parent."""
    page = use(Visit("en").answer_all(age=70, menopause=None), "what-if", age=age)
    notes = page.texts("//main//div[@class='outcome']/p")
    assert len(notes) == (1 if told else 0)
    assert told is None or told in notes[0]


@languages
@pytest.mark.parametrize("amount", ["299", "300", "501"])
def test_the_words_of_a_verdict_are_those_of_its_code(amount: str, language: str) -> None:
    page = use(Visit(language).holding(), "bottle", calcium=amount)
    said = {
        "add": {"en": "the table has more", "zh-hant": "參考表的量更高"},
        "keep": {"en": "^Fits$", "zh-hant": "^合適$"},
        "reduce": {"en": "Too much", "zh-hant": "太多"},
    }
    words = page.text("(//main//tr[@data-verdict])[1]/td[3]")
    matching = [code for code, each in said.items() if re.search(each[language], words)]
    assert matching == list(verdicts(page).values())


def test_another_age_that_asks_of_menopause_too_says_nothing_of_it() -> None:
    page = use(Visit().holding(), "what-if", age="55", sun_minutes="10")
    assert page.all("//main//div[@class='outcome']/p") == []


@languages
@pytest.mark.parametrize(
    ("held", "sent", "said"),
    [
        pytest.param(
            {"taken": {"d3": 400}},
            {"d3": "4001"},
            "Above every country’s limit.",
            id="every limit",
        ),
        pytest.param(
            {"taken": {"d3": 400}},
            {"d3": "1700"},
            "Above the strictest upper limit for your age.",
            id="one limit",
        ),
        pytest.param(
            {"taken": {"calcium": 400}},
            {"calcium": "300"},
            "Together with what you take already.",
            id="together",
        ),
    ],
)
def test_a_warning_of_a_bottle_says_what_it_is_about(
    held: dict[str, Any], sent: dict[str, str], said: str, language: str
) -> None:
    visit = Visit(language).holding(**held)
    page = use(visit, "bottle", **sent)
    assert page.texts("//strong[.warning]") == [visit.says(said)]
