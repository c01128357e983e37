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

from recommender import data, domain
from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, DietSource, Menopause, Profile, Taken
from recommender.forms.questions import CAUTIONS
from tests.support.people import LANGUAGES

from .domain.test_action_examples import EXAMPLES, IDS, profile_of
from .support.pages import Told
from .support.visitor import Page, Results, Visit, words_of

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
    "active-vitamin-d": {"calcium", "d3"},
    "sarcoid-tb-or-cancer": {"calcium", "d3"},
    "lithium": {"calcium", "d3"},
    "pregnant-or-breastfeeding": {"calcium", "d3", "k2", "k1"},
    "dont-know": {"calcium", "d3", "k2", "k1"},
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


# The contract, on the page


def on_page(section: dict[str, str]) -> str:
    """A section's attributes as the contract writes an action, but for its new total."""
    words = f"**{section['data-action']}**"
    if urgency := section.get("data-urgency"):
        words += f" ({urgency})"
    if "data-min" in section:
        low, high = int(section["data-min"]), int(section["data-max"])
        words += f" · table {low:,}–{high:,}"
        if section["data-unit"] == "mg":
            words += f" `{section['data-status']}`"
    return words


@languages
@pytest.mark.parametrize(("answers", "cells"), [(it[1], it[2:]) for it in EXAMPLES], ids=IDS)
def test_the_worked_examples_are_what_the_page_says(
    answers: str, cells: list[str], language: str
) -> None:
    profile = profile_of(answers)
    results = Results(str(Told(profile, language).results))
    said = [on_page(results.of(nutrient)) for nutrient in Nutrient]
    assert said == [re.sub(r" → [\d,–]+", "", cell) for cell in cells]
    for nutrient in Nutrient:
        taken = profile.taken.amount(nutrient)
        assert results.of(nutrient)["data-taken"] == ("unknown" if taken is None else str(taken))


@languages
def test_every_change_printed_is_the_action_s(language: str) -> None:
    """The verb names the change from what is taken now, in the nutrient's own unit."""
    man = Profile(70, diet_calcium_mg=600, sun_minutes=0, taken=Taken(calcium=1200, d3=400))
    page = Told(man, language).results.page
    verbs = page.texts("//section[.member]//p[.verb]")
    assert (
        verbs
        == {
            "en": ["Take 400 mg less", "Add 600 to 1,600 IU", "Your choice", "Your choice"],
            "zh-hant": ["少吃 400 毫克", "再加 600–1,600 IU", "由你決定", "由你決定"],
        }[language]
    )


@languages
@pytest.mark.parametrize(
    ("source", "sure"), [("typed", None), ("quick", "close"), ("full", "close")]
)
def test_an_estimated_diet_says_how_sure_it_is(
    source: str, sure: str | None, language: str
) -> None:
    """700 mg may be 350 off either way, and the target begins at 1,000."""
    profile = Profile(40, diet_calcium_mg=700, sun_minutes=0, diet_source=DietSource(source))
    told = Told(profile, language)
    assert Results(str(told.results)).of("calcium").get("data-sure") == sure
    verb = told.results.page.text("//section[@id='calcium']//p[.verb]")
    first = {"en": "Food first", "zh-hant": "先從食物補"}[language]
    assert (verb == first) is (sure is not None)
    calcium = {"en": "Calcium", "zh-hant": "鈣"}[language]
    assert (calcium in told.results.page.text("//dl[.day]")) is (sure is None), "no tablet for now"
    row = told.card.page.text("(//article//tr[td])[1]")
    assert (first.lower() in row.lower()) is (sure is not None)


@languages
def test_who_takes_all_that_the_table_has_reads_that_food_has_to_bring_the_rest(
    language: str,
) -> None:
    profile = Profile(30, diet_calcium_mg=300, sun_minutes=0, taken=Taken(calcium=500, d3=1000))
    section = "//section[@id='calcium']"
    page = Told(profile, language).results.page
    assert {"en": "200 mg", "zh-hant": "200 毫克"}[language] in page.text(f"{section}/p[.quiet]")
    fills = {"en": "fills the gap", "zh-hant": "正好補上"}[language]
    assert fills not in page.text(f"{section}/p[.lines]")


@languages
def test_what_is_left_out_until_blood_is_checked_is_so_on_the_card_too(language: str) -> None:
    told = Told(Profile(40, diet_calcium_mg=700, taken=Taken(d3=20_000)), language)
    assert {"en": "Leave it out", "zh-hant": "先不要吃"}[language] in told.results.page.text(
        "//section[@id='d3']//p[.verb]"
    )
    row = told.card.page.text("(//article//tr[td])[2]")
    assert "leave out" in row
    assert "先不要吃" in row


# What is withheld is nowhere

AMOUNT = re.compile(r"\d\s*(mg|毫克|IU|國際單位|µg|微克)")
FOOD_HIDDEN = {"kidney-disease", "high-blood-calcium", "pregnant-or-breastfeeding"}


def without_own_words(page: Page) -> str:
    """The page's markup without the answers and what stands in the visitor's own boxes."""
    for section in page.all("//section[.answers]"):
        section.drop_tree()
    for box in page.all("//input[@type='text' or @type='hidden']"):
        box.attrib.pop("value", None)
    return etree.tostring(page.tree, encoding="unicode", method="html")


@languages
@pytest.mark.parametrize("row", PEOPLE)
@pytest.mark.parametrize("caution", WITHHOLDS)
def test_a_withheld_amount_is_nowhere_on_the_page(caution: str, row: str, language: str) -> None:
    page = Visit(language).holding(**PEOPLE[row], cautions=[caution]).read("results/")
    for nutrient in WITHHOLDS[caution]:
        section = page.by_id(nutrient)
        assert {"data-min", "data-max"}.isdisjoint(section.attrib)
        said = " ".join(map(words_of, section.xpath("./div | ./p | ./svg | .//h4 | .//dl")))
        assert AMOUNT.search(said) is None
        assert section.xpath(".//svg[contains(@class, 'bar')]") == []
    if caution in FOOD_HIDDEN:
        assert page.all("//section[.calcium-day]") == []
    if caution in FOOD_HIDDEN and len(WITHHOLDS[caution]) == len(Nutrient):
        assert AMOUNT.search(without_own_words(page)) is None


@languages
@pytest.mark.parametrize("path", ["results/why/", "results/what-if/", "results/bottle/"])
def test_there_is_no_page_of_figures_where_all_are_withheld(path: str, language: str) -> None:
    visit = Visit(language).holding(cautions=["kidney-disease"])
    assert visit.open(path).headers["Location"] == visit.address("results/")
    assert visit.address(path) not in visit.read("results/").all("//a/@href")


@languages
@pytest.mark.parametrize("caution", WITHHOLDS)
def test_a_withheld_amount_comes_with_its_reason_before_any_amount(
    caution: str, language: str
) -> None:
    page = Visit(language).holding(cautions=[caution]).read("results/")
    (notice,) = page.all("//section[.notice]")
    assert page.all("//section[.notice]/following::section[.member]") != []
    assert page.words("rules.csv", caution, "reason", language) in words_of(notice)
    for other in set(WITHHOLDS) - {caution}:
        assert page.words("rules.csv", other, "reason", language) not in words_of(notice)


@languages
@pytest.mark.parametrize("caution", ASKED)
def test_the_reason_of_every_box_is_printed_and_hours_where_there_are_some(
    caution: str, language: str
) -> None:
    page = Visit(language).holding(cautions=[caution]).read("results/")
    text = page.text("//main")
    assert page.words("rules.csv", caution, "reason", language) in text
    line = next(it for it in data.read("rules.csv") if it["code"] == caution)
    for hours in {line["hours_before"], line["hours_after"]} - {""}:
        assert f"{hours} {{}}".format({"en": "hours", "zh-hant": "小時"}[language]) in text


@languages
@pytest.mark.parametrize("caution", list(Caution))
def test_who_takes_it_reads_the_rule_s_own_words(caution: Caution, language: str) -> None:
    profile = Profile(
        40,
        diet_calcium_mg=700,
        taken=Taken(calcium=300, d3=800, k2=90, k1=90),
        cautions=frozenset({caution}),
    )
    told = Told(profile, language)
    page = told.results.page
    file = "rules_answers.csv" if caution is Caution.DONT_KNOW else "rules.csv"
    words = page.words(file, caution.value, "if_taken", language)
    assert words in page.text("//main")
    line = next(it for it in data.read(file) if it["code"] == caution.value)
    urgent = page.all(f"//section[.notice][@data-urgency='{line['urgency']}']")
    assert len(urgent) == (line["urgency"] in ("today", "soon"))
    if line["urgency"] == "today":
        first = page.one("//main/section[1]")
        assert "is-alert" in first.get("class")
        assert words in words_of(first)
        assert first.xpath("./h1")


def test_all_cautions_at_once_still_make_a_page() -> None:
    results = Visit().holding(cautions=sorted(ASKED)).results()
    assert {results.amount(nutrient) for nutrient in Nutrient} == {WITHHELD}


@languages
@pytest.mark.parametrize(
    ("profile", "urgency", "title"),
    [
        pytest.param(
            Profile(70, diet_calcium_mg=700, cautions=frozenset({Caution.BONE_INJECTION})),
            "soon",
            "Ask this week: a bone injection needs calcium and vitamin D",
            id="injection",
        ),
        pytest.param(
            Profile(
                70,
                cautions=frozenset({Caution.BONE_INJECTION, Caution.KIDNEY_DISEASE}),
            ),
            "today",
            "Ask your clinic today about your blood calcium",
            id="kidneys and injection",
        ),
        pytest.param(
            Profile(40, Menopause.YES, 700),
            "soon",
            "Menopause before 45: see a doctor soon",
            id="early menopause",
        ),
    ],
)
def test_notices_that_need_nothing_taken(
    profile: Profile, urgency: str, title: str, language: str
) -> None:
    page = Told(profile, language).results.page
    first = page.one("//main/section[1]")
    assert first.get("data-urgency") == urgency
    assert page.text("//main/section[1]/h1") == Visit(language).says(title)
    assert {it.get("data-urgency") for it in page.all("//section[.member]")} == {None}


@languages
def test_a_box_never_lowers_the_urgency_of_so_much_d3(language: str) -> None:
    stones = frozenset({Caution.KIDNEY_STONES})
    profile = Profile(40, diet_calcium_mg=700, taken=Taken(d3=20_000), cautions=stones)
    page = Told(profile, language).results.page
    first = page.one("//main/section[1]")
    assert first.get("data-urgency") == "today"
    assert Visit(language).says("You also take very much of it: say how much.") in words_of(first)
    assert page.by_id("d3").get("data-urgency") == "today"
    assert "20,000" not in page.text("//main")


@languages
def test_a_notice_and_its_rule_s_words_stand_together_once(language: str) -> None:
    injection = frozenset({Caution.BONE_INJECTION})
    profile = Profile(70, diet_calcium_mg=700, taken=Taken(calcium=500), cautions=injection)
    page = Told(profile, language).results.page
    (notice,) = page.all("//section[.notice]")
    for name in ("reason", "if_taken"):
        assert page.words("rules.csv", "bone-injection", name, language) in words_of(notice)


@languages
def test_over_every_limit_the_page_begins_with_it(language: str) -> None:
    profile = Profile(40, diet_calcium_mg=700, sun_minutes=0, taken=Taken(d3=5000))
    page = Told(profile, language).results.page
    first = page.one("//main/section[1]")
    assert first.get("data-urgency") == "soon"
    assert "5,000 IU" in words_of(first)
    assert "4,000 IU" in words_of(first)


@languages
def test_so_much_d3_that_blood_is_to_be_checked_first(language: str) -> None:
    profile = Profile(40, diet_calcium_mg=700, sun_minutes=0, taken=Taken(d3=10_000))
    page = Told(profile, language).results.page
    assert page.one("//main/section[1]").get("data-urgency") == "today"
    assert page.all("//dl[.day]") == []
    checked = {"en": "blood calcium", "zh-hant": "血鈣"}[language]
    for nutrient in ("calcium", "d3"):
        assert checked in page.text(f"//section[@id='{nutrient}']/p[.lines]")


@pytest.mark.parametrize(
    ("changes", "quiet"),
    [
        ({"taken": {"d3": 2000}}, 0),
        ({"taken": {"d3": 2001}}, 1),
        ({"diet_calcium": 700, "taken": {"calcium": 1301}}, 1),
        ({"diet_calcium": 2600}, 0),
    ],
)
def test_between_the_limits_whose_is_passed_is_said_quietly(
    changes: dict[str, Any], quiet: int
) -> None:
    page = Visit().holding(**changes).read("results/")
    said = [line for line in page.texts("//p[.quiet]") if "Above the limit of" in line]
    assert len(said) == quiet
    assert all("Not above that of" in line for line in said)
    assert page.all("//section[.notice]") == []


# Steady vitamin K


@languages
@pytest.mark.parametrize("caution", [Caution.VITAMIN_K_ANTAGONIST, Caution.DONT_KNOW])
def test_with_a_vitamin_k_antagonist_no_food_rich_in_vitamin_k_is_named(
    caution: Caution, language: str
) -> None:
    profile = Profile(40, diet_calcium_mg=400, sun_minutes=0, cautions=frozenset({caution}))
    told = Told(profile, language)
    page = told.results.page
    rich = {"en": "tofu|greens?:|gai lan|pak choi|natto:", "zh-hant": "豆腐|芥藍|小白菜|納豆："}
    for text in page.texts("//ul[.foods]/li | //section[.member]/details/p"):
        assert re.search(rich[language], text) is None, text
    natto = {"en": "natto", "zh-hant": "納豆"}[language]
    assert natto in page.text("//p[.info][last()]")
    buys = caution is Caution.VITAMIN_K_ANTAGONIST
    without = Visit(language).says(
        "When you buy calcium or D3, read the label: choose one without vitamin K."
    )
    assert (without in page.texts("//p[.info]")) is buys


# Under 18


@languages
@pytest.mark.parametrize(("age", "minor"), [(4, True), (17, True), (18, False), (40, False)])
def test_minors_read_food_and_official_figures_and_no_instruction(
    age: int, minor: bool, language: str
) -> None:
    visit = Visit(language).holding(age=age, diet_calcium=300)
    page = visit.read("results/")
    said = "For parents: whether a supplement is needed, ask a doctor or dietitian first."
    assert (visit.says(said) in page.texts("//p[.info]")) is minor
    actions = {it.get("data-action") for it in page.all("//section[.member]")}
    assert (actions == {"food", "ask-first"}) is minor
    muted = visit.says("That is the article’s figure, not an instruction.")
    assert (muted in page.text("//section[@id='d3']/details")) is minor
    official = {"en": "Official figures a day", "zh-hant": "官方一天"}[language]
    assert any(official in text for text in page.texts("//p[.quiet]")) is minor


# How the page is told


@languages
def test_thousands_have_their_comma_in_both_languages(language: str) -> None:
    page = Visit(language).holding(diet_calcium=1000).read("results/")
    text = page.text("//main")
    assert "1,000" in text
    assert re.search(r"(?<![\d./-])\d{4,}(?=\s*(mg|IU|毫克|µg|微克))", text) is None


@languages
def test_first_things_come_first(language: str) -> None:
    visit = Visit(language).holding(cautions=["vitamin-k-antagonist"], taken={"k2": 100})
    parts = visit.read("results/").all("//main/*[self::section or self::div]")
    order = [(it.get("class") or it.get("aria-labelledby")).split()[0] for it in parts]
    assert order == [
        *("notice", "members", "calcium-day", "day", "questions", "carry", "story"),
        *("more", "answers"),
    ]


@languages
def test_vitamin_d_is_given_in_iu_first(language: str) -> None:
    page = Visit(language).holding(taken={"d3": 400}).read("results/")
    figures = {"en": "800 to 1,500 IU (20 to 37.5 µg)", "zh-hant": "800–1,500 IU（20–37.5 微克）"}
    assert figures[language] in page.text("//section[@id='d3']/p[.lines]")


@languages
def test_answers_can_be_changed_and_deleted_from_the_results(language: str) -> None:
    visit = Visit(language).holding()
    page = visit.read("results/")
    assert page.one("//a[.back]").get("href") == visit.address("check/")
    assert page.one("//form[.delete]").get("action") == visit.address("delete-answers/")
    assert visit.address("results/card/") in page.all("//a/@href")


@languages
def test_everyone_is_told_when_to_ask_first_and_the_signs_of_too_much(language: str) -> None:
    page = Visit(language).holding().read("results/")
    asked = page.texts("//details[.ask-first]//li")
    listed = [it for it in data.read("rules.csv") if it["asked"] != "yes"]
    quiet = [it for it in listed if {it["calcium"], it["d3"], it["k2"], it["k1"]} == {"none"}]
    assert len(asked) == 1 + len(listed) - len([it for it in quiet if it["urgency"] == "none"])
    assert "119" in page.text("//details[.signs]")


@languages
def test_a_number_never_parts_from_its_unit(language: str) -> None:
    page = Visit(language).holding().read("results/")
    wrapped = page.texts("//section[.member]//span[@class='n']")
    assert {"en": "300 to 500 mg", "zh-hant": "300–500 毫克"}[language] in wrapped


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
def test_the_print_names_date_edition_and_address(language: str) -> None:
    page = Visit(language).holding().read("results/")
    printed = page.text("//p[.print-only]")
    assert "testserver" in printed
    assert re.search(r"20\d\d", printed)
    assert page.one("//main").get("data-edition") in printed
    assert page.all("//p[.print-only]//button") == []


def test_every_combination_of_cautions_and_diets_makes_a_page() -> None:
    for caution, diet in product(["none", *WITHHOLDS], ["not-sure", 0, 10_000]):
        Visit().holding(cautions=[caution], diet_calcium=diet).results()


def functions_of_the_domain() -> set[tuple[str, int]]:
    """File and first line of every function of a domain module, as a profile names them."""
    found = set()
    for module in pkgutil.iter_modules(domain.__path__, "recommender.domain."):
        for it in vars(importlib.import_module(module.name)).values():
            if inspect.isfunction(it) and it.__module__ == module.name:
                found.add((it.__code__.co_filename, it.__code__.co_firstlineno))
    return found


@pytest.mark.parametrize("changes", [{"menopause": "not-sure"}, {"taken": {"d3": 5000}}])
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
