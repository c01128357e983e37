"""The medicine bag: every box of the registry, by what people take things for (rules §5)."""

import pytest

from recommender import data
from recommender.domain.registry import LISTED
from tests.support.people import LANGUAGES

from .support.visitor import Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
PATH = "questions/cautions/"
BOXES = [it for it in data.read("rules.csv") if it["asked"] == "yes"]
GO_TOGETHER = "These go with calcium and vitamins"
CODES = [it["code"] for it in BOXES]


@languages
def test_every_box_stands_in_its_group_with_the_names_on_the_bag(language: str) -> None:
    page = Visit(language).holding(cautions=None).read(PATH)
    assert page.all("//main//input[@type='checkbox']/@value") == [*CODES, "dont-know", "none"]
    assert len(page.all("//details[.group]")) == len({it["group"] for it in BOXES})
    for line in BOXES:
        box = page.one(f"//input[@value='{line['code']}']")
        said = page.text(f"//label[@for='{box.get('id')}']")
        suffix = "en" if language == "en" else "zh_hant"
        assert said.startswith(line[f"question_{suffix}"])
        columns = ("names_en",) if language == "en" else ("names_zh_tw", "names_zh_hk")
        for column in columns:
            for name in line[column].split("; "):
                assert " ".join(name.split()) in said, name
        group = page.one(f"//details[.group][.//input[@value='{line['code']}']]")
        others = {it["code"] for it in BOXES if it["group"] == line["group"]}
        assert set(group.xpath(".//input/@value")) == others


@languages
@pytest.mark.parametrize("code", CODES)
def test_what_is_chosen_is_never_hidden(code: str, language: str) -> None:
    visit = Visit(language).holding(cautions=[code])
    page = visit.read(PATH)
    assert page.all("//input[@checked]/@value") == [code]
    opened = page.all("//details[.group][@open]")
    assert [code in group.xpath(".//input/@value") for group in opened] == [True]
    wrong = Page(visit.post(PATH, {"cautions": [code, "none"]}))
    assert wrong.status == 422
    assert sorted(wrong.all("//input[@checked]/@value")) == sorted([code, "none"])
    opened = wrong.all("//details[.group][@open]//input/@value")
    assert code in opened
    assert wrong.by_id(wrong.problems[0][0]).get("value") in opened


@pytest.mark.parametrize("age", [4, 15, 40, 120])
def test_every_box_is_accepted_at_every_age(age: int) -> None:
    visit = Visit().holding(age=age, menopause="no")
    for codes in ([code] for code in [*CODES, "dont-know"]):
        visit.post(PATH, {"cautions": codes})
        assert visit.page.status_code == 302
        assert visit.held["cautions"] == codes
        assert visit.open("results/").status_code == 200


@languages
def test_not_knowing_goes_with_boxes_and_only_none_is_alone(language: str) -> None:
    visit = Visit(language).holding()
    visit.post(PATH, {"cautions": ["dont-know", "levothyroxine"]})
    assert visit.held["cautions"] == ["dont-know", "levothyroxine"]
    results = visit.results()
    for nutrient in ("calcium", "d3", "k2", "k1"):
        assert results.of(nutrient)["data-status"] == "withheld"
    for codes in (["none", "dont-know"], ["none", "levothyroxine"]):
        assert visit.post(PATH, {"cautions": codes}).status_code == 422
    assert visit.held["cautions"] == ["dont-know", "levothyroxine"]


@languages
def test_what_needs_no_tick_is_named(language: str) -> None:
    page = Visit(language).holding(cautions=None).read(PATH)
    said = page.texts("//details[.harmless]//li")
    column = "question_en" if language == "en" else "question_zh_hant"
    lines = {it["code"]: it[column] for it in data.read("rules.csv")}
    assert said == [" ".join(lines[it.code].split()) for it in LISTED if it.reassures]
    assert len(said) >= 4


@languages
def test_results_name_what_goes_with_calcium_and_vitamins(language: str) -> None:
    """Listed medicines that change nothing stand apart from those to ask about first."""
    page = Visit(language).holding().read("results/")
    suffix = "en" if language == "en" else "zh_hant"
    lines = {it["code"]: it for it in data.read("rules.csv")}
    ask_first = " ".join(page.texts("//details[.ask-first]/ul"))
    harmless = page.text("//details[.ask-first]/p")
    assert harmless.startswith(Visit(language).says(GO_TOGETHER))
    for rule in LISTED:
        line = lines[rule.code]
        said = " ".join(line[f"question_{suffix}"].split())
        name = line["names_en" if language == "en" else "names_zh_tw"].split(";")[0]
        assert (said in ask_first, name in harmless) == (not rule.reassures, rule.reassures)


@languages
def test_check_names_what_was_ticked(language: str) -> None:
    page = Visit(language).holding(cautions=["lithium", "dont-know"]).read("check/")
    said = page.texts("//dd//span[.line]")
    assert said[-2:] == [
        page.words("rules.csv", code, "question", language) for code in ("lithium", "dont-know")
    ]
