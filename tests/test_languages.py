"""Two languages, one site (STANDARDS §3)."""

import re

import pytest
from django.test import Client
from django.utils import translation

from recommender.domain.nutrients import Nutrient, Range
from recommender.presentation import words

from .test_pages import EVERY_PAGE, full
from .walker import LANGUAGES, Page, Visit

pytestmark = pytest.mark.django_db

languages = pytest.mark.parametrize("language", LANGUAGES)
NAMES = {"zh-hant": "繁體中文", "en": "English"}
MARKUP = {"zh-hant": "zh-Hant", "en": "en"}
OTHER = {"zh-hant": "en", "en": "zh-hant"}


@languages
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_the_switcher_keeps_the_page_and_names_each_language_in_itself(
    path: str, language: str
) -> None:
    page = full(language, path).read(path)
    other = OTHER[language]
    (link,) = page.all("//nav[.languages]/a")
    assert (link.get("href"), link.text, link.get("lang"), link.get("hreflang")) == (
        f"/{other}/{path}",
        NAMES[other],
        MARKUP[other],
        MARKUP[other],
    )
    (here,) = page.all("//nav[.languages]/span")
    assert (here.text, here.get("lang"), here.get("aria-current")) == (
        NAMES[language],
        MARKUP[language],
        "true",
    )
    ours = [href for href in page.all("//a/@href | //form/@action") if href.startswith("/")]
    assert [href for href in ours if not href.startswith(f"/{language}/")] == [link.get("href")]


@languages
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_space_stands_before_a_percent_sign(path: str, language: str) -> None:
    text = full(language, path).read(path).text("//body")
    assert re.findall(r".{20}\d\s%", text) == []


@languages
@pytest.mark.parametrize("path", ["nowhere/", "questions/weight/"])
def test_the_switcher_is_on_error_pages_too(path: str, language: str) -> None:
    page = Page(Visit(language).open(path))
    assert page.one("//nav[.languages]/a").get("href") == f"/{OTHER[language]}/{path}"


@pytest.mark.parametrize("tool", ["label", "what-if"])
def test_the_switcher_leads_back_to_the_results_from_a_tool(tool: str) -> None:
    visit = Visit().holding()
    sent = {"age": "40", "calcium_label": "1", "tablets": "1"}
    page = Page(visit.post(f"results/{tool}/", sent, page="results/"))
    response = visit.client.get(page.one("//nav[.languages]/a").get("href"), follow=True)
    assert response.request["PATH_INFO"] == "/zh-hant/results/"


def test_after_an_error_the_other_language_asks_the_same_question() -> None:
    visit = Visit().holding()
    held = visit.held
    page = Page(visit.post("questions/sun/", {"sun_minutes": "x"}))
    response = visit.client.get(page.one("//nav[.languages]/a").get("href"))
    assert response.status_code == 200
    assert visit.held == held


def test_an_address_outweighs_what_the_browser_asks_for() -> None:
    client = Client(headers={"accept-language": "en"})
    assert Page(client.get("/zh-hant/")).tree.get("lang") == "zh-Hant"
    assert Page(client.get("/zh-hant/nowhere/")).tree.get("lang") == "zh-Hant"


CJK = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_an_english_page_is_english_but_for_names(path: str) -> None:
    page = full("en", path).read(path)
    for element in page.all("//nav[.languages]"):
        element.drop_tree()
    text = without_the_editor_s_words(page)
    for name in ("國人膳食營養素參考攝取量 第八版", "食品營養成分資料庫"):
        text = text.replace(name, "")
    assert CJK.findall(text) == []


def without_the_editor_s_words(page: Page) -> str:
    """Titles of sources are as someone else wrote them."""
    for source in page.all("//a[starts-with(@href, 'https:')]"):
        source.drop_tree()
    return str(page.text("//body"))


LATIN_WORDS = re.compile(r"(?:\b[a-z]{3,}\b[ ,]+){3,}")


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_chinese_page_has_no_english_sentence(path: str) -> None:
    page = full("zh-hant", path).read(path)
    assert LATIN_WORDS.findall(without_the_editor_s_words(page)) == []
    assert CJK.search(page.title)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_chinese_uses_its_own_punctuation_and_taiwan_s_words(path: str) -> None:
    text = full("zh-hant", path).read(path).text("//body")
    assert re.findall(r"[\u4e00-\u9fff][,;!?][\u4e00-\u9fff]", text) == []
    assert [word for word in ("保健品", "绝经", "絕經", "您", "“", "”") if word in text] == []


AMOUNTS = [
    (Nutrient.CALCIUM, (400, 600), "400 to 600 mg", "400–600 毫克"),
    (Nutrient.CALCIUM, (1200, 1200), "1,200 mg", "1,200 毫克"),
    (Nutrient.D3, (800, 800), "20 µg (800 IU)", "20 微克（800 IU）"),
    (Nutrient.D3, (800, 1500), "20 to 37.5 µg (800 to 1,500 IU)", "20–37.5 微克（800–1,500 IU）"),
    (Nutrient.K2, (75, 150), "75 to 150 µg", "75–150 微克"),
    (Nutrient.K1, (50000, 50000), "50,000 µg", "50,000 微克"),
]


@pytest.mark.parametrize(("nutrient", "ends", "english", "chinese"), AMOUNTS)
def test_amounts_are_written_as_in_each_language(
    nutrient: Nutrient, ends: tuple[int, int], english: str, chinese: str
) -> None:
    for language, expected in (("en", english), ("zh-hant", chinese)):
        with translation.override(language):
            assert words.amount(nutrient, Range(*ends)) == expected


@pytest.mark.parametrize(
    ("language", "pattern"), [("zh-hant", r"20\d\d年\d+月\d+日"), ("en", r"\d.*20\d\d|20\d\d.*\d")]
)
def test_dates_are_written_as_in_each_language(language: str, pattern: str) -> None:
    assert re.search(pattern, Visit(language).holding().read("results/").text("//p[.source]"))
