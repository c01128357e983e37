"""The amounts of rules §2, §3 and §5 as a visitor sees them, and how the page tells them."""

import cProfile
import importlib
import inspect
import pkgutil
import pstats
import re
from itertools import product
from typing import Any

import pytest
from lxml import etree

from recommender import domain
from recommender.domain.nutrients import Nutrient
from recommender.forms.questions import CAUTIONS
from recommender.models import OfficialValue
from tests.support.people import LANGUAGES

from .support.builders import force
from .support.visitor import Page, Visit, words_of
from .test_journey import publish

pytestmark = pytest.mark.django_db

ASKED = [code for code, _ in CAUTIONS]
languages = pytest.mark.parametrize("language", LANGUAGES)
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")

PEOPLE: dict[str, dict[str, Any]] = {
    "children": {"age": 8, "menopause": None},
    "teenagers": {"age": 15, "menopause": None},
    "adults": {"age": 40, "menopause": "no"},
    "postmenopausal": {"age": 55, "menopause": "yes"},
    "older-adults": {"age": 70, "menopause": None},
}
# Row, calcium from food, and what follows from it by hand: status, from, to.
CALCIUM: list[tuple[str, int, str, int, int]] = [
    ("children", 1000, "not-needed", 0, 0),
    ("children", 800, "food-first", 200, 200),
    ("children", 650, "range", 350, 350),
    ("children", 500, "food-too", 400, 400),
    ("teenagers", 1300, "not-needed", 0, 0),
    ("teenagers", 1000, "food-first", 300, 300),
    ("teenagers", 800, "range", 500, 500),
    ("teenagers", 650, "food-too", 600, 600),
    ("adults", 1000, "not-needed", 0, 0),
    ("adults", 950, "food-first", 50, 250),
    ("adults", 700, "range", 300, 500),
    ("adults", 650, "range", 350, 500),
    ("adults", 100, "food-too", 500, 500),
    ("postmenopausal", 1200, "not-needed", 0, 0),
    ("postmenopausal", 1150, "food-first", 50, 350),
    ("postmenopausal", 900, "food-first", 300, 600),
    ("postmenopausal", 650, "range", 550, 800),
    ("postmenopausal", 300, "food-too", 800, 800),
    ("older-adults", 1200, "not-needed", 0, 0),
    ("older-adults", 1050, "food-first", 150, 450),
    ("older-adults", 650, "range", 550, 800),
    ("older-adults", 300, "food-too", 800, 800),
]
UNKNOWN = {
    "children": (250, 400),
    "teenagers": (400, 600),
    "adults": (300, 500),
    "postmenopausal": (400, 800),
    "older-adults": (500, 800),
}
D3 = {
    ("children", "little"): (400, 800),
    ("children", "enough"): (200, 400),
    ("teenagers", "little"): (600, 1000),
    ("teenagers", "enough"): (400, 600),
    ("adults", "little"): (800, 1500),
    ("adults", "enough"): (400, 600),
    ("postmenopausal", "little"): (1000, 2000),
    ("postmenopausal", "enough"): (600, 800),
    ("older-adults", "little"): (1000, 2000),
    ("older-adults", "enough"): (600, 800),
}
K2 = {
    "children": (15, 30),
    "teenagers": (45, 75),
    "adults": (75, 150),
    "postmenopausal": (150, 200),
    "older-adults": (150, 200),
}
K1 = {
    "children": (30, 50),
    "teenagers": (50, 80),
    "adults": (80, 150),
    "postmenopausal": (120, 200),
    "older-adults": (120, 200),
}
SUN = {"little": 14, "enough": 15}
WITHHOLDS = {
    "vitamin-k-antagonist": {"k2", "k1"},
    "kidney-disease": {"calcium", "d3", "k2", "k1"},
    "kidney-stones": {"calcium", "d3"},
    "high-blood-calcium": {"calcium", "d3"},
    "thiazide-or-digoxin": {"calcium", "d3"},
    "pregnant-or-breastfeeding": {"calcium", "d3", "k2", "k1"},
}
WITHHELD = ("withheld", None, None)


def everybody() -> list[Any]:
    unknown = [(row, None, "diet-unknown", *amounts) for row, amounts in UNKNOWN.items()]
    return [
        pytest.param(*case, id=f"{case[0]} {case[1] or 'unsure'}") for case in [*CALCIUM, *unknown]
    ]


@languages
@pytest.mark.parametrize(("row", "diet", "status", "low", "high"), everybody())
def test_calcium_is_what_food_leaves(
    row: str, diet: int | None, status: str, low: int, high: int, language: str
) -> None:
    """Typed as people type it: with a comma, in full width, with the unit."""
    ways = ["not sure"] if diet is None else [f"{diet:,}", f"{diet}", f"{diet}毫克"]
    for way in ways:
        visit = Visit(language).holding(**PEOPLE[row], diet_calcium=None)
        typed = way.translate(FULL_WIDTH) if way.isdigit() else way
        sent = {"not_sure": "1"} if diet is None else {"diet_calcium": typed}
        visit.post("questions/diet-calcium/", sent)
        results = visit.results()
        assert results.amount("calcium") == (status, low, high), typed
        assert results.main["data-row"] == row


@languages
@pytest.mark.parametrize("sun", SUN)
@pytest.mark.parametrize("row", PEOPLE)
@pytest.mark.parametrize("caution", ["none", *ASKED])
def test_every_row_sun_side_and_caution(row: str, sun: str, caution: str, language: str) -> None:
    person = PEOPLE[row] | {"sun_minutes": SUN[sun], "diet_calcium": "not-sure"}
    visit = Visit(language).holding(**person, cautions=[str(caution)])
    results = visit.results()
    expected = {
        "calcium": ("diet-unknown", *UNKNOWN[row]),
        "d3": ("range", *D3[row, sun]),
        "k2": ("range", *K2[row]),
        "k1": ("range", *K1[row]),
    } | dict.fromkeys(WITHHOLDS.get(caution, ()), WITHHELD)
    assert {it: results.amount(it) for it in expected} == expected
    assert results.main["data-sun"] == sun
    assert [results.of(it)["data-unit"] for it in expected] == ["mg", "IU", "µg", "µg"]


@pytest.mark.parametrize(
    ("minutes", "sun"), [("not-sure", "little"), (0, "little"), (60, "enough")]
)
def test_not_sure_about_sun_counts_as_little(minutes: Any, sun: str) -> None:
    visit = Visit().holding(sun_minutes=minutes)
    assert visit.results().main["data-sun"] == sun


def test_not_sure_about_menopause_says_what_yes_would_change() -> None:
    visit = Visit().holding(age=55, menopause="not-sure", diet_calcium=700)
    assert visit.results().amount("calcium") == ("range", 300, 500)
    (told,) = [text for text in Page(visit.page).texts("//section[.why]/p") if "If the" in text]
    assert "Postmenopausal women" in told
    assert told.endswith(
        "Calcium: 500 to 800 mg; Vitamin D3: 25 to 50 µg (1,000 to 2,000 IU); "
        "Vitamin K2 (MK-7): 150 to 200 µg; Vitamin K1: 120 to 200 µg."
    )
    for answer in ("no", "yes", "not-applicable"):
        page = Visit().holding(age=55, menopause=answer).read("results/")
        assert "If the answer is yes" not in page.text("//main")


# What is withheld is nowhere

MG_OR_IU = re.compile(r"\d\s*(mg|毫克|IU|國際單位)")
UG = re.compile(r"\d\s*(µg|微克)")
D3_BOTH = re.compile(r"[\d.,]+(?:\s*(?:to|–)\s*[\d.,]+)?\s*(?:µg|微克)\s?[(（][^)）]*IU[)）]")


def without_own_words(page: Page) -> str:
    """The page's markup without the answers list and what stands in the visitor's own boxes."""
    for section in page.all("//section[.answers]"):
        section.drop_tree()
    for box in page.all("//input[@type='text' or @type='hidden']"):
        box.attrib.pop("value", None)
    return etree.tostring(page.tree, encoding="unicode", method="html")


@languages
@pytest.mark.parametrize("row", PEOPLE)
@pytest.mark.parametrize("caution", WITHHOLDS)
def test_a_withheld_amount_is_nowhere_on_the_page(caution: str, row: str, language: str) -> None:
    visit = Visit(language).holding(**PEOPLE[row], cautions=[caution], sun_minutes=20)
    label = {"calcium_label": "111", "d3_label": "222", "k2_label": "33", "k1_label": "44"}
    visit.open("results/")
    pages = [visit.page]
    sent = {"bottle": label | {"tablets": "2"}, "what-if": {"age": "66", "sun_minutes": "1"}}
    pages += [visit.post(f"results/{tool}/", it, page="results/") for tool, it in sent.items()]
    nothing_left = len(WITHHOLDS[caution]) == len(Nutrient)
    assert [page.status_code for page in pages] == [
        200,
        *([302, 302] if nothing_left else [200] * 2),
    ]
    for response in pages[:1] if nothing_left else pages:
        text = without_own_words(Page(response))
        if "calcium" in WITHHOLDS[caution]:
            assert MG_OR_IU.search(text) is None
        if "k1" in WITHHOLDS[caution]:
            text = D3_BOTH.sub("", text)
            assert UG.search(without_hints(text)) is None
    page = Page(pages[0])
    for nutrient in WITHHOLDS[caution]:
        section = page.by_id(nutrient)
        assert {"data-min", "data-max"}.isdisjoint(section.attrib)
        assert not any(char.isdigit() for char in words_of(section.xpath("./p")[0]))
        assert page.all(f"//svg[.is-{nutrient}]") == []


def without_hints(markup: str) -> str:
    """How to type and to read µg of D3 has a figure of its own."""
    markup = re.sub(r"<li>[^<]*40 IU[^<]*</li>", "", markup)
    return re.sub(r'<p class="hint" id="id_d3_label_helptext">.*?</p>', "", markup)


@languages
@pytest.mark.parametrize("caution", WITHHOLDS)
def test_a_withheld_amount_comes_with_its_reason_before_any_amount(
    caution: str, language: str
) -> None:
    page = Visit(language).holding(cautions=[caution]).read("results/")
    notices = page.all("//div[.notice]")
    assert len(notices) == 1
    assert page.all("//div[.notice]/following::section[.amounts]") != []
    heading, reason = (words_of(element) for element in notices[0])
    for nutrient in WITHHOLDS[caution]:
        name = words_of(page.by_id(f"name-{nutrient}").xpath("./text()")[0].getparent())
        assert name.split(" ")[0] in heading
    assert len(reason) > 20


def test_all_cautions_at_once_still_make_a_page() -> None:
    visit = Visit().holding(cautions=sorted(ASKED))
    results = visit.results()
    assert {results.amount(nutrient) for nutrient in Nutrient} == {WITHHELD}
    assert len(Page(visit.page).all("//section[.plan]//li")) >= 5


@languages
@pytest.mark.parametrize(
    "caution",
    [
        "levothyroxine",
        "bisphosphonate",
        "tetracycline-or-quinolone",
        "iron-or-zinc",
        "fat-absorption",
    ],
)
def test_medicines_to_keep_apart_are_named(caution: str, language: str) -> None:
    page = Visit(language).holding(cautions=[caution]).read("results/")
    plain = Visit(language).holding().read("results/")
    notes = set(page.texts("//section[.plan]//li")) - set(plain.texts("//section[.plan]//li"))
    assert len(notes) == 1
    assert page.all("//div[.notice]") == []


HOURS = {
    "levothyroxine": ["4 hours"],
    "bisphosphonate": ["1 hour", "3 hours", "leaflet"],
    "tetracycline-or-quinolone": ["2 hours before", "4 to 6 hours after", "pharmacist"],
    "iron-or-zinc": ["2 hours"],
    "fat-absorption": ["vitamin D and K", "pharmacist"],
}


@pytest.mark.parametrize("caution", HOURS)
def test_hours_to_keep_apart_are_those_of_the_rules(caution: str) -> None:
    page = Visit().holding(cautions=[caution]).read("results/")
    text = page.text("//section[.plan]")
    assert [words for words in HOURS[caution] if words not in text] == []


# Warnings


@languages
@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        pytest.param({"diet_calcium": 1500, "calcium_taken": 501}, ["2,001", "2,000"], id="limit"),
        pytest.param({"diet_calcium": 1201}, ["1,201", "1,200"], id="target"),
        pytest.param({"diet_calcium": 700, "calcium_taken": 501}, ["1,201", "1,200"], id="both"),
        pytest.param({"d3_taken": 2001}, ["2,001", "2,000"], id="d3"),
        pytest.param(
            {"diet_calcium": "not-sure", "calcium_taken": 2600}, ["2,600", "2,000"], id="unsure"
        ),
    ],
)
def test_too_much_is_said_before_any_amount(
    changes: dict[str, Any], figures: list[str], language: str
) -> None:
    page = Visit(language).holding(**changes).read("results/")
    (alert,) = page.all("//div[.is-alert]")
    assert [figure for figure in figures if figure not in words_of(alert)] == []
    assert page.all("//div[.is-alert]/following::section[.amounts]") != []


@pytest.mark.parametrize(
    "changes",
    [
        {"diet_calcium": 1200},
        {"diet_calcium": 700, "calcium_taken": 500},
        {"d3_taken": 2000},
        {"k2_taken": 50_000, "k1_taken": 50_000},
    ],
)
def test_at_the_edge_nothing_is_too_much(changes: dict[str, Any]) -> None:
    assert Visit().holding(**changes).read("results/").all("//div[.notice]") == []


def test_a_warning_about_a_withheld_nutrient_has_no_figure() -> None:
    visit = Visit().holding(
        cautions=["kidney-stones"], diet_calcium=2000, calcium_taken=1000, d3_taken=9000
    )
    alerts = visit.read("results/").texts("//div[.is-alert]")
    assert len(alerts) == 2
    assert not any(char.isdigit() for alert in alerts for char in alert.replace("D3", "D"))


@languages
@pytest.mark.parametrize(
    ("changes", "titles"),
    [
        pytest.param({"d3_taken": 2001}, ["Too much vitamin D3"], id="d3"),
        pytest.param(
            {"diet_calcium": 2600, "d3_taken": 2001},
            ["Too much calcium", "Too much vitamin D3"],
            id="both",
        ),
        pytest.param({"diet_calcium": 1201}, ["More calcium than you need"], id="target"),
    ],
)
def test_a_warning_s_heading_names_the_nutrient(
    changes: dict[str, Any], titles: list[str], language: str
) -> None:
    visit = Visit(language).holding(**changes)
    page = visit.read("results/")
    assert page.texts("//div[.is-alert]/h2") == [visit.says(title) for title in titles]


@languages
@pytest.mark.parametrize("changes", [{"d3_taken": 2001}, {"diet_calcium": 2600}])
def test_over_a_limit_the_first_sentence_is_whom_to_ask_and_no_amount_to_take(
    changes: dict[str, Any], language: str
) -> None:
    lead = Visit(language).holding(**changes).read("results/").text("//p[.lead]")
    assert {"en": "Speak to a doctor or pharmacist", "zh-hant": "先和醫師或藥師討論"}[
        language
    ] in lead
    assert not re.search(r"\d\s*(mg|µg|IU|毫克|微克)", lead)


@languages
def test_nutrients_within_a_sentence_have_no_capital(language: str) -> None:
    page = Visit(language).holding(cautions=["kidney-stones"]).read("results/")
    asked = {"en": "Is a supplement of calcium and vitamin D3", "zh-hant": "鈣、維生素 D3：我適合"}
    assert page.text("(//section[.plan]//li)[1]").startswith(asked[language])


@languages
def test_a_card_says_how_what_is_taken_fits(language: str) -> None:
    page = Visit(language).holding(d3_taken=400).read("results/")
    missing = {"en": "10 to 27.5 µg (400 to 1,100 IU)", "zh-hant": "10–27.5 微克（400–1,100 IU）"}
    assert missing[language] in page.text("//section[@id='d3']/p[.now]")
    assert len(page.all("//p[.now]")) == 1, "only where something is taken"
    told = Visit(language).says("What you take now is part of these amounts, not on top of them.")
    assert told in page.texts("//section[.amounts]/p")
    assert told not in Visit(language).holding().read("results/").texts("//section[.amounts]/p")


@languages
def test_every_salt_s_share_and_spinach_are_told_with_calcium(language: str) -> None:
    plan = Visit(language).holding().read("results/").text("//section[.plan]")
    for share in (40, 39, 21, 13, 9):
        assert re.search(rf"(?<!\d){share} ?%", plan)
    spinach = (
        "Spinach is rich in oxalate, which holds its calcium back: it is not a source of calcium."
    )
    assert Visit(language).says(spinach) in plan


@languages
def test_the_table_beside_official_figures_says_what_it_counts(language: str) -> None:
    visit = Visit(language).holding()
    ours = visit.read("results/").texts("//div[.official]//tr[.ours]/th")
    both, alone = "This table: food and supplements", "This table: supplements alone"
    assert ours == [visit.says(both), *[visit.says(alone)] * 3]


@pytest.mark.parametrize(("age", "minor"), [(4, True), (17, True), (18, False), (40, False)])
def test_minors_are_told_to_ask_a_parent_and_a_doctor(age: int, minor: bool) -> None:
    visit = Visit().holding(age=age)
    notices = visit.read("results/").texts("//div[.is-stop]")
    assert [("parent" in text, "doctor" in text) for text in notices] == [(True, True)] * minor
    assert visit.results().amount("k1")[1] is not None


TAKEN = [
    ({"calcium_taken": 200}, "Calcium", "below the range: 100 to 300 mg still missing"),
    ({"calcium_taken": 300}, "Calcium", "within"),
    ({"calcium_taken": 500}, "Calcium", "within"),
    ({"d3_taken": 1600}, "Vitamin D3", "2.5 µg (100 IU) above"),
    ({"k2_taken": 70}, "Vitamin K2 (MK-7)", "5 to 80 µg still missing"),
    ({"k1_taken": 151}, "Vitamin K1", "1 µg above"),
]


@pytest.mark.parametrize(("taken", "name", "verdict"), TAKEN)
def test_what_is_taken_is_compared(taken: dict[str, int], name: str, verdict: str) -> None:
    page = Visit().holding(**taken).read("results/")
    row = page.text(f"//section[.plan]//tr[th='{name}']")
    assert verdict in row


def test_someone_who_takes_nothing_gets_no_comparison() -> None:
    page = Visit().holding().read("results/")
    assert "You take" not in page.texts("//section[.plan]//th")


# How the page is told


@languages
def test_first_things_come_first(language: str) -> None:
    visit = Visit(language).holding(cautions=["vitamin-k-antagonist"], d3_taken=5000)
    page = visit.read("results/")
    parts = page.all(
        "//main/h1 | //main/p[.lead] | //main/div[.notice] | //main/section[@aria-labelledby]"
    )
    order = [
        part.get("aria-labelledby") or part.get("class", part.tag).split()[0] for part in parts
    ]
    assert order == [
        *("h1", "lead", "notice", "notice", "amounts", "pictures", "why", "plan"),
        *("tools", "team", "doctor", "answers", "keep"),
    ]


@languages
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, {"zh-hant": "300–500 毫克", "en": "300 to 500 mg"}, id="range"),
        pytest.param(
            {"age": 55, "menopause": "yes", "diet_calcium": 300},
            {"zh-hant": "800 毫克", "en": "800 mg"},
            id="one figure",
        ),
    ],
)
def test_amounts_print_as_each_language_prints_them(
    changes: dict[str, Any], expected: dict[str, str], language: str
) -> None:
    page = Visit(language).holding(**changes).read("results/")
    assert page.text("//section[@id='calcium']/p[.amount]") == expected[language]
    assert expected[language] in page.text("//p[.lead]")


@languages
def test_thousands_have_their_comma_in_both_languages(language: str) -> None:
    page = Visit(language).holding(diet_calcium=1000).read("results/")
    text = page.text("//main")
    assert "1,000" in text
    assert re.search(r"(?<![\d./-])\d{4,}(?=\s*(mg|IU|毫克|µg|微克))", text) is None


def test_vitamin_d_is_given_in_both_units() -> None:
    page = Visit().holding().read("results/")
    assert page.text("//section[@id='d3']/p[.amount]") == "20 to 37.5 µg (800 to 1,500 IU)"


@languages
def test_the_day_s_plan_splits_calcium_over_meals(language: str) -> None:
    visit = Visit(language).holding(age=55, menopause="yes", diet_calcium=900)
    meals = visit.read("results/").texts("//dl[.day]//dd")
    assert [re.findall(r"\d+", meal)[0] for meal in meals if "300" in meal] == ["300", "300"]


def test_calcium_waits_for_a_later_meal_than_a_morning_medicine() -> None:
    def meals(*cautions: str) -> list[str]:
        person = {"age": 55, "menopause": "yes", "diet_calcium": 700, "cautions": list(cautions)}
        page = Visit().holding(**person).read("results/")
        lines = page.texts("//dl[.day]/div")
        return [line.split(" ")[0].removesuffix("up") for line in lines if "of calcium" in line]

    assert meals("none") == ["Breakfast", "Dinner"]
    assert meals("levothyroxine") == ["Lunch", "Dinner"]
    assert meals("bisphosphonate") == ["Lunch", "Dinner"]


def test_the_range_is_told_in_salts() -> None:
    cells = Visit().holding().read("results/").texts("//section[.plan]//table[1]//td")
    assert "750 to 1,250 mg" in cells  # carbonate, 40 %
    assert "1,429 to 2,381 mg" in cells  # citrate, 21 %


def test_foods_that_close_the_gap_are_named_and_none_where_there_is_no_gap() -> None:
    assert Visit().holding().read("results/").texts("//section[.plan]//li[contains(., '×')]")
    enough = Visit().holding(diet_calcium=1000).read("results/")
    assert enough.all("//section[.plan]//li[contains(., '×')]") == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"age": 10, "menopause": None},
            "Lower than the official figure: United States (NASEM) 1,300 mg.",
        ),
        ({"age": 70, "menopause": None}, "The upper end reaches the strictest upper limit"),
        ({}, "about 5 times the official adequate intake"),
        ({}, "No authority sets a requirement for vitamin K2"),
    ],
)
def test_where_official_figures_differ_it_is_said(changes: dict[str, Any], said: str) -> None:
    told = " ".join(Visit().holding(**changes).read("results/").texts("//p[.difference]"))
    assert said in told


@pytest.mark.parametrize(
    ("menopause", "figures"), [("yes", "90 µg"), ("no", "men 120 µg, women 90 µg")]
)
def test_both_sexes_figures_unless_menopause_settles_it(menopause: str, figures: str) -> None:
    page = Visit().holding(age=55, menopause=menopause).read("results/")
    row = "//table[caption='Vitamin K1']//tr[contains(th, 'NASEM')]"
    assert page.text(f"{row}/td") == figures


@languages
def test_no_upper_limit_is_said_and_not_left_blank(language: str) -> None:
    visit = Visit(language).holding()
    page = visit.read("results/")
    for nutrient in ("k2", "k1"):
        key = page.texts(f"//div[.picture and contains(@class, 'is-{nutrient}')]//li[.limit]")
        assert [visit.says("none set") in line for line in key] == [True]


NEVER = [
    "clinical guidelines",
    "raises blood calcium",
    "cause kidney stones",
    "causes kidney stones",
    "保健品",
]


@languages
@pytest.mark.parametrize("path", ["results/", "evidence/", "reference/", "about/", ""])
def test_what_nobody_has_shown_is_never_printed(path: str, language: str) -> None:
    text = Visit(language).holding().read(path).text("//body")
    assert [words for words in NEVER if words in text] == []


@languages
def test_everyone_is_told_who_must_ask_first_and_what_this_is_not(language: str) -> None:
    visit = Visit(language).holding()
    page = visit.read("results/")
    assert len(page.all("//section[.doctor]//li")) == 7
    said = visit.says(
        "General information, not a diagnosis. Supplements do not replace osteoporosis medicines."
    )
    assert said in page.text("//section[.doctor]")


@languages
def test_the_print_names_date_edition_and_address(language: str) -> None:
    page = Visit(language).holding().read("results/")
    printed = page.text("//p[.print-only]")
    assert "testserver" in printed
    assert re.search(r"20\d\d", printed)
    assert page.one("//main").get("data-edition") in printed
    assert page.all("//p[.print-only]//button") == []


@languages
def test_answers_can_be_changed_from_the_results(language: str) -> None:
    visit = Visit(language).holding()
    hrefs = visit.read("results/").all("//section[.answers]//dd[.change]/a/@href")
    slugs = ["age", "menopause", "diet-calcium", "sun", "supplements", "cautions"]
    assert hrefs == [visit.address(f"questions/{slug}/") for slug in slugs]


def test_every_combination_of_cautions_and_diets_makes_a_page() -> None:
    for caution, diet in product(["none", *WITHHOLDS], ["not-sure", 0, 10_000]):
        Visit().holding(cautions=[caution], diet_calcium=diet).results()


@pytest.mark.parametrize(
    ("diet", "language", "said"),
    [
        (950, "en", "if food does not do it: up to 250 mg of calcium"),
        (950, "zh-hant", "食物補不足時，鈣：最多 250 毫克"),
        (700, "en", "up to 500 mg of calcium"),
    ],
)
def test_a_day_s_plan_does_not_ask_for_calcium_that_food_can_bring(
    diet: int, language: str, said: str
) -> None:
    page = Visit(language).holding(diet_calcium=diet).read("results/")
    lines = page.texts("//dl[@class='day']//dd/*") or page.texts("//dl[@class='day']//dd")
    assert said in [" ".join(line.split()) for line in lines]


def functions_of_the_domain() -> set[tuple[str, int]]:
    """File and first line of every function of a domain module, as a profile names them."""
    found = set()
    for module in pkgutil.iter_modules(domain.__path__, "recommender.domain."):
        for it in vars(importlib.import_module(module.name)).values():
            if inspect.isfunction(it) and it.__module__ == module.name:
                found.add((it.__code__.co_filename, it.__code__.co_firstlineno))
    return found


@pytest.mark.parametrize("changes", [{"menopause": "not-sure"}, {"d3_taken": 5000}])
def test_the_walk_of_a_result_enters_the_domain_once(changes: dict[str, Any]) -> None:
    """Everything a page tells is worked out in one call; units are put into words beside it."""
    visit = Visit().holding(**changes)
    visit.open("results/")
    profile = cProfile.Profile()
    with profile:
        visit.open("results/")
    functions, home = functions_of_the_domain(), str(domain.__path__[0])
    entries = [
        name
        for (file, line, name), (*_, callers) in pstats.Stats(profile).stats.items()
        if (file, line) in functions
        for (caller, *_), (calls, *_) in callers.items()
        if not caller.startswith(home)
        for _ in range(calls)
        if name != "d3_ug"
    ]
    assert entries == ["recommend"]


CHINESE_HOURS = {
    "levothyroxine": ["甲狀腺素", "至少間隔 4 小時"],
    "bisphosphonate": ["雙磷酸鹽", "先吃藥", "1 小時後再吃鈣", "3 小時", "仿單"],
    "tetracycline-or-quinolone": ["鈣前 2 小時", "鈣後 4–6 小時", "至少間隔 2 小時", "藥師"],
    "iron-or-zinc": ["鐵劑或鋅", "至少間隔 2 小時"],
    "fat-absorption": ["orlistat", "維生素 D 與 K", "藥師"],
}


@pytest.mark.parametrize("caution", CHINESE_HOURS)
def test_hours_to_keep_apart_are_those_of_the_rules_in_chinese_too(caution: str) -> None:
    text = Visit("zh-hant").holding(cautions=[caution]).read("results/").text("//section[.plan]")
    assert [words for words in CHINESE_HOURS[caution] if words not in text] == []


REASONS = {
    "vitamin-k-antagonist": {"en": "vitamin K antagonist", "zh-hant": "維生素 K 拮抗劑"},
    "kidney-disease": {"en": "kidney disease", "zh-hant": "腎臟病"},
    "kidney-stones": {"en": "kidney stones", "zh-hant": "腎結石"},
    "high-blood-calcium": {"en": "high blood calcium", "zh-hant": "高血鈣症"},
    "thiazide-or-digoxin": {"en": "Thiazide diuretics", "zh-hant": "噻嗪類利尿劑"},
    "pregnant-or-breastfeeding": {"en": "pregnancy", "zh-hant": "懷孕"},
}


@languages
@pytest.mark.parametrize("caution", REASONS)
def test_the_reason_given_is_the_visitor_s_own_and_no_other(caution: str, language: str) -> None:
    notice = Visit(language).holding(cautions=[caution]).read("results/").text("//div[.notice]")
    assert [each for each, words in REASONS.items() if words[language] in notice] == [caution]


@languages
@pytest.mark.parametrize("intake", [0, 54])
def test_less_than_twice_the_official_intake_is_not_worth_a_word(
    intake: int, language: str
) -> None:
    """(50 + 30) / 54 is one and a half; a 0, which an earlier release took, divides nothing."""
    force(OfficialValue.objects.filter(nutrient="k1"), amount=intake)
    said = Visit(language).holding(age=13).read("results/").texts("//p[.difference]")
    assert [line for line in said if re.search(r"\d (?:times|倍)", line)] == []


@languages
@pytest.mark.parametrize(("age", "times"), [(13, 2), (15, 3), (40, 5), (70, 7)])
def test_vitamin_k_is_set_beside_the_official_intake_from_twice_as_much(
    age: int, times: int | None, language: str
) -> None:
    """The table's highest K1 and K2 together, beside the least that an authority advises."""
    page = Visit(language).holding(age=age).read("results/")
    said = page.texts("//p[.difference]")
    found = [re.findall(r"(\d) (?:times|倍)", line) for line in said]
    assert [figures for figures in found if figures] == ([[str(times)]] if times else [])


@languages
@pytest.mark.parametrize(("age", "minutes", "told"), [(64, 20, 0), (65, 20, 1), (65, 5, 0)])
def test_from_65_on_it_is_said_that_skin_makes_less_vitamin_d(
    age: int, minutes: int, told: int, language: str
) -> None:
    visit = Visit(language).holding(age=age, sun_minutes=minutes)
    said = "From age 65 skin makes less vitamin D; past 70 only a fraction of what it once did."
    assert visit.read("results/").texts("//section[.why]//*").count(visit.says(said)) == told


@languages
@pytest.mark.parametrize(
    ("taken", "within"), [(199, False), (200, True), (400, True), (401, False)]
)
def test_food_and_supplements_that_just_reach_the_target_are_enough(
    taken: int, within: bool, language: str
) -> None:
    """800 mg from food leave 200 to 400 mg of the target, and that is what is advised."""
    visit = Visit(language).holding(diet_calcium=800, calcium_taken=taken)
    now = visit.read("results/").text("//section[@id='calcium']/p[.now]")
    assert (now == visit.says("What you take is within the advised range.")) is within


def in_order(*words: str) -> str:
    return ".*".join(map(re.escape, words))


@languages
def test_the_first_sentence_gives_each_nutrient_its_own_amount(language: str) -> None:
    lead = Visit(language).holding().read("results/").text("//p[.lead]")
    said = {
        "en": ("300 to 500 mg", "calcium", "20 to 37.5 µg (800 to 1,500 IU)", "vitamin D3"),
        "zh-hant": ("300–500 毫克", "鈣", "20–37.5 微克（800–1,500 IU）", "維生素 D3"),
    }
    assert re.search(in_order(*said[language]), lead)


@languages
def test_the_verdict_on_vitamin_d_names_the_sun_that_was_answered(language: str) -> None:
    little = {"en": "little|not enough", "zh-hant": "不足|不夠"}[language]
    for minutes, is_little in ((14, True), (15, False)):
        page = Visit(language).holding(sun_minutes=minutes).read("results/")
        verdict = page.text("//section[@id='d3']/p[.verdict]")
        assert bool(re.search(little, verdict)) is is_little


@languages
@pytest.mark.parametrize(("minutes", "told"), [(30, 0), (31, 1)])
def test_above_half_an_hour_of_sun_a_word_on_skin_is_said(
    minutes: int, told: int, language: str
) -> None:
    notes = Visit(language).holding(sun_minutes=minutes).read("results/").texts("//section[.why]/p")
    sunscreen = {"en": "sunscreen", "zh-hant": "防曬"}[language]
    assert len([note for note in notes if sunscreen in note]) == told


@languages
def test_where_official_figures_are_higher_ours_is_called_lower_and_the_reverse(
    language: str,
) -> None:
    """At 10 US NASEM asks for 1,300 mg of calcium; at 40 all ask for less D3 than 800 IU."""
    lower, higher = {"en": ("Lower", "Higher"), "zh-hant": ("低|少", "高|多")}[language]
    for age, figure, right, wrong in ((10, "1,300", lower, higher), (40, "600 IU", higher, lower)):
        differences = Visit(language).holding(age=age).read("results/").texts("//p[.difference]")
        (said,) = [line for line in differences if figure in line]
        assert re.search(right, said)
        assert not re.search(wrong, said)


@languages
def test_the_rule_told_is_the_one_that_was_followed(language: str) -> None:
    """Little is missing at 950 mg and much at 100 mg: food alone, or a supplement with food."""
    largest = {"en": "largest", "zh-hant": "最高量"}[language]
    for diet, is_largest in ((950, False), (100, True)):
        page = Visit(language).holding(diet_calcium=diet).read("results/")
        rule = page.text("//section[.why]/table[.sum]/following-sibling::p[1]")
        assert (largest in rule) is is_largest


@languages
def test_nothing_taken_and_nothing_needed_is_called_enough(language: str) -> None:
    page = Visit(language).holding(diet_calcium=1000).read("results/")
    words = page.text("//div[.picture and contains(@class, 'is-calcium')]")
    assert {"en": "that is enough", "zh-hant": "夠了"}[language] in words


@languages
def test_the_arithmetic_adds_up_line_by_line(language: str) -> None:
    """1,000 to 1,200 less 650 is 350 to 550, of which 350 to 500 lie within 300 to 500."""
    page = Visit(language).holding(diet_calcium=650).read("results/")
    figures = [re.findall(r"[\d,]+", text) for text in page.texts("//table[.sum]//td")]
    target, gap, ours = ["1,000", "1,200"], ["350", "550"], ["350", "500"]
    assert figures == [target, ["650"], gap, ["300", "500"], ["2,000"], ours]


@languages
@pytest.mark.parametrize(("taken", "asked"), [(0, 2), (100, 3)])
def test_who_takes_something_is_told_to_ask_whether_to_go_on(
    taken: int, asked: int, language: str
) -> None:
    visit = Visit(language).holding(cautions=["kidney-stones"], calcium_taken=taken)
    questions = visit.read("results/").all("//section[.plan]/ul[1]/li")
    assert len(questions) == asked
    go_on = visit.says("Should I go on with what I take now?")
    assert (words_of(questions[-1]) == go_on) is (taken > 0)


@languages
def test_with_calcium_it_is_told_what_holds_it_back(language: str) -> None:
    visit = Visit(language).holding()
    notes = visit.read("results/").text("//section[.plan]")
    for word in {"en": ("2 hours", "oxalate"), "zh-hant": ("2 小時", "草酸")}[language]:
        assert word in notes
    enough = Visit(language).holding(diet_calcium=1000).read("results/").text("//section[.plan]")
    assert {"en": "oxalate", "zh-hant": "草酸"}[language] not in enough


@languages
def test_the_cards_grade_a_benefit_of_vitamin_k_for_bone_as_mixed(language: str) -> None:
    visit = Visit(language).holding()
    page = visit.read("results/")
    said = visit.says("supplements protect bone")
    grades = page.all(f"//section[.team]//li[contains(., '{said}')]/span/@class")
    assert grades == ["grade is-mixed"] * 2
    arteries = visit.says("keeps arteries free of calcium")
    (grade,) = page.all(f"//section[.team]//li[contains(., '{arteries}')]/span/@class")
    assert grade == "grade is-not-established"


def test_three_doses_leave_the_morning_to_its_medicine() -> None:
    """No shipped row asks for more than two; an editor's may."""

    def change(row: Any) -> None:
        if row.code == "adults":
            row.calcium_supplement_max_mg = 1200

    publish(change)
    meals = {
        "none": ["Breakfast", "Lunch", "Dinner"],
        "levothyroxine": ["Lunch", "Dinner", "Bedtime"],
        "bisphosphonate": ["Lunch", "Dinner", "Bedtime"],
    }
    for caution, expected in meals.items():
        visit = Visit().holding(diet_calcium="not-sure", cautions=[caution])
        lines = visit.read("results/").all("//dl[.day]/div[contains(., '400 mg of calcium')]/dt")
        assert [words_of(meal) for meal in lines] == expected


@languages
def test_a_label_is_read_for_mk_7_and_for_both_units_of_vitamin_d(language: str) -> None:
    plan = Visit(language).holding().read("results/").text("//section[.plan]")
    assert [word for word in ("MK-7", "MK-4", "40 IU") if word not in plan] == []
    withheld = Visit(language).holding(cautions=["vitamin-k-antagonist"]).read("results/")
    assert "MK-4" not in withheld.text("//section[.plan]")


@languages
def test_an_amount_that_the_upper_limit_ends_says_so(language: str) -> None:
    """700 mg from food leave 400 mg of a limit of 1,100; the table alone would go to 500."""
    force(OfficialValue.objects.filter(code="eu-calcium-limit-from18"), amount=1100)
    visit = Visit(language).holding()
    assert visit.results().amount("calcium") == ("range", 300, 400)
    rule = Page(visit.page).text("//section[.why]/table[.sum]/following-sibling::p[1]")
    assert {"en": "upper limit", "zh-hant": "上限"}[language] in rule


@languages
@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (100, {"en": "You get 800 mg a day: 200 mg short", "zh-hant": "還差 200 毫克"}),
        (299, {"en": "1 mg short", "zh-hant": "還差 1 毫克"}),
        (300, {"en": "1,000 mg a day: within", "zh-hant": "1,000 毫克，已達到"}),
        (500, {"en": "1,200 mg a day: within", "zh-hant": "1,200 毫克，已達到"}),
        (501, {"en": "1,201 mg a day: more than", "zh-hant": "1,201 毫克，超過"}),
    ],
)
def test_the_picture_of_calcium_tells_where_the_sum_stands(
    taken: int, said: dict[str, str], language: str
) -> None:
    page = Visit(language).holding(calcium_taken=taken).read("results/")
    assert said[language] in page.text("//div[.picture and contains(@class, 'is-calcium')]/p[1]")
