"""Why these figures: the arithmetic, the sun, what a yes would change, and official values."""

import re
from typing import Any

import pytest

from recommender.models import OfficialValue
from tests.support.people import LANGUAGES

from .support.builders import force
from .support.visitor import Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)


def why(language: str = "en", **changes: Any) -> Page:
    return Visit(language).holding(**changes).read("results/why/")


@languages
def test_it_is_one_tap_from_the_results_and_back(language: str) -> None:
    visit = Visit(language).holding()
    assert visit.address("results/why/") in visit.read("results/").all("//a/@href")
    page = visit.read("results/why/")
    assert page.one("//a[.back]").get("href") == visit.address("results/")
    visit.client.cookies.clear()
    assert visit.open("results/why/").headers["Location"] == visit.address("questions/age/")


@languages
def test_the_arithmetic_adds_up_line_by_line(language: str) -> None:
    """1,000 to 1,200 less 650 is 350 to 550, of which 350 to 500 lie within 300 to 500."""
    page = why(language, diet_calcium=650)
    figures = [re.findall(r"[\d,]+", text) for text in page.texts("//table[.sum]//td")]
    target, gap, ours = ["1,000", "1,200"], ["350", "550"], ["350", "500"]
    assert figures == [target, ["650"], gap, ["300", "500"], ["2,000"], ours]


@languages
def test_the_rule_told_is_the_one_that_was_followed(language: str) -> None:
    """Little is missing at 950 mg and much at 100 mg: food alone, or a supplement with food."""
    largest = {"en": "largest", "zh-hant": "最高量"}[language]
    for diet, is_largest in ((950, False), (100, True)):
        rule = why(language, diet_calcium=diet).text("//table[.sum]/following-sibling::p[1]")
        assert (largest in rule) is is_largest


@languages
def test_an_amount_that_the_upper_limit_ends_says_so(language: str) -> None:
    """700 mg from food leave 400 mg of a limit of 1,100; the table alone would go to 500."""
    force(OfficialValue.objects.filter(code="eu-calcium-limit-from18"), amount=1100)
    assert Visit(language).holding().results().amount("calcium") == ("range", 300, 400)
    rule = why(language).text("//table[.sum]/following-sibling::p[1]")
    assert {"en": "upper limit", "zh-hant": "上限"}[language] in rule


@languages
def test_where_calcium_is_withheld_there_is_no_arithmetic(language: str) -> None:
    page = why(language, cautions=["kidney-stones"])
    assert page.all("//table[.sum]") == []
    assert len(page.all("//div[.official]//table")) == 2


@languages
def test_not_sure_about_menopause_says_what_yes_would_change(language: str) -> None:
    told = why(language, age=55, menopause="not-sure").text("//p[.info]")
    for figures in {
        "en": ("Calcium: 500 to 800 mg", "1,000 to 2,000 IU (25 to 50 µg)", "120 to 200 µg"),
        "zh-hant": ("鈣：500–800 毫克", "1,000–2,000 IU（25–50 微克）", "120–200 微克"),
    }[language]:
        assert figures in told
    for answer in ("no", "yes", "not-applicable"):
        assert why(language, age=55, menopause=answer).all("//p[.info]") == []


@languages
@pytest.mark.parametrize(("age", "told"), [(17, True), (18, False)])
def test_no_figure_is_an_instruction_to_a_minor(age: int, told: bool, language: str) -> None:
    said = why(language, age=age).texts("//p[.info]")
    note = {"en": "not an instruction", "zh-hant": "不是要你照著吃"}[language]
    assert any(note in text for text in said) is told


# The sun


@languages
def test_the_sun_that_was_answered_is_named(language: str) -> None:
    little = {"en": "Little sun", "zh-hant": "不到 15 分鐘"}[language]
    for minutes, is_little in ((14, True), (15, False)):
        assert (little in why(language, sun_minutes=minutes).text("//main")) is is_little


@languages
@pytest.mark.parametrize(("age", "minutes", "told"), [(64, 20, 0), (65, 20, 1), (65, 5, 0)])
def test_from_65_on_it_is_said_that_skin_makes_less_vitamin_d(
    age: int, minutes: int, told: int, language: str
) -> None:
    said = "From age 65 skin makes less vitamin D; past 70 only a fraction of what it once did."
    page = why(language, age=age, sun_minutes=minutes)
    assert page.texts("//p").count(Visit(language).says(said)) == told


@languages
@pytest.mark.parametrize(("minutes", "told"), [(30, 0), (31, 1)])
def test_above_half_an_hour_of_sun_a_word_on_skin_is_said(
    minutes: int, told: int, language: str
) -> None:
    notes = why(language, sun_minutes=minutes).texts("//p")
    sunscreen = {"en": "use sunscreen", "zh-hant": "防曬"}[language]
    assert len([note for note in notes if sunscreen in note]) == told


# Official values


@languages
def test_the_table_beside_official_figures_says_what_it_counts(language: str) -> None:
    visit = Visit(language)
    ours = why(language).texts("//div[.official]//tr[.ours]/th")
    both, alone = "This table: food and supplements", "This table: supplements alone"
    assert ours == [visit.says(both), *[visit.says(alone)] * 3]


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
    assert said in " ".join(why(**changes).texts("//p[.difference]"))


@languages
def test_where_official_figures_are_higher_ours_is_called_lower_and_the_reverse(
    language: str,
) -> None:
    """At 10 US NASEM asks for 1,300 mg of calcium; at 40 all ask for less D3 than 800 IU."""
    lower, higher = {"en": ("Lower", "Higher"), "zh-hant": ("低|少", "高|多")}[language]
    for age, figure, right, wrong in ((10, "1,300", lower, higher), (40, "600 IU", higher, lower)):
        differences = why(language, age=age).texts("//p[.difference]")
        (said,) = [line for line in differences if figure in line]
        assert re.search(right, said)
        assert not re.search(wrong, said)


@pytest.mark.parametrize(
    ("menopause", "figures"), [("yes", "90 µg"), ("no", "men 120 µg, women 90 µg")]
)
def test_both_sexes_figures_unless_menopause_settles_it(menopause: str, figures: str) -> None:
    row = "//table[caption='Vitamin K1']//tr[contains(th, 'NASEM')]"
    assert why(age=55, menopause=menopause).text(f"{row}/td") == figures


@languages
def test_no_upper_limit_is_said_and_not_left_blank(language: str) -> None:
    none = Visit(language).says("none set")
    cells = why(language).texts("//div[.official]//table/*//tr[last()]/td | //table//tr[last()]/td")
    assert cells.count(none) == 2


@languages
@pytest.mark.parametrize("intake", [0, 54])
def test_less_than_twice_the_official_intake_is_not_worth_a_word(
    intake: int, language: str
) -> None:
    """(50 + 30) / 54 is one and a half; a 0, which an earlier release took, divides nothing."""
    force(OfficialValue.objects.filter(nutrient="k1"), amount=intake)
    said = why(language, age=13).texts("//p[.difference]")
    assert [line for line in said if re.search(r"\d (?:times|倍)", line)] == []


@languages
@pytest.mark.parametrize(("age", "times"), [(13, 2), (15, 3), (40, 5), (70, 7)])
def test_vitamin_k_is_set_beside_the_official_intake_from_twice_as_much(
    age: int, times: int, language: str
) -> None:
    """The table's highest K1 and K2 together, beside the least that an authority advises."""
    said = why(language, age=age).texts("//p[.difference]")
    found = [re.findall(r"(\d) (?:times|倍)", line) for line in said]
    assert [figures for figures in found if figures] == [[str(times)]]
