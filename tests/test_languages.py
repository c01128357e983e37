"""Two languages, one site (standards §3)."""

import re

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.utils import translation

from recommender import wording as words
from recommender.domain.nutrients import Nutrient, Range
from tests.support.people import LANGUAGES

from .support.translations import CATALOGUE
from .support.visitor import Page, Visit, words_of
from .test_pages import EVERY_PAGE, full

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


@pytest.mark.parametrize("tool", ["bottle", "what-if"])
def test_the_switcher_leads_from_a_tool_to_the_same_tool(tool: str) -> None:
    visit = Visit().holding()
    sent = {"age": "40", "calcium_label": "1", "tablets": "1"}
    page = Page(visit.post(f"results/{tool}/", sent))
    response = visit.client.get(page.one("//nav[.languages]/a").get("href"), follow=True)
    assert response.request["PATH_INFO"] == f"/zh-hant/results/{tool}/"


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
    assert [
        word
        for word in ("保健品", "绝经", "絕經", "您", "“", "”")
        if word in text.replace("可悅您", "")
    ] == []


AMOUNTS = [
    (Nutrient.CALCIUM, (400, 600), "400 to 600 mg", "400–600 毫克"),
    (Nutrient.CALCIUM, (1200, 1200), "1,200 mg", "1,200 毫克"),
    (Nutrient.D3, (800, 800), "800 IU (20 µg)", "800 IU（20 微克）"),
    (Nutrient.D3, (800, 1500), "800 to 1,500 IU (20 to 37.5 µg)", "800–1,500 IU（20–37.5 微克）"),
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
    page = Visit(language).holding().read("results/")
    assert re.search(pattern, page.text("//section[.more]/p[.quiet][2]"))


# The catalogue of messages

FIGURE = re.compile(r"%\(\w+\)[sd]|\d+(?:,\d{3})*(?:\.\d+)?(?: ?%)?")
"""A figure with its thousands, decimals and percent sign; placeholders only to pass them over."""
OTHER_FIGURES = {
    "Enter a whole number, 0 or more, in digits, for example 400.": "names no example",
    "Once a day": "每天 1 次",
    "once a day": "每天 1 次",
    "Twice a day or more": "每天 2 次以上",
    "twice a day": "每天 2 次",
    "“once a day” counts": "says how many servings: 每天 1 份",
    "“twice a day or more” counts": "says how many servings: 每天 2 份以上",
    "Taiwan FDA, Food Nutrient Database 2024": "names the licence's version 1.0 as 第 1 版",
    "Bone Team, printed %(today)s.": "writes the 8th edition as 第八版",
}
"""How a message begins whose translation holds other figures, and why that does no harm."""


def figures(text: str) -> list[str]:
    found = FIGURE.findall(text.replace("%%", "%"))
    return sorted(each.replace(" ", "") for each in found if "(" not in each)


def messages() -> list[tuple[str, str]]:
    """Every English message with its translation, each form of a plural on its own."""
    with CATALOGUE.open("rb") as file:
        found = [message for message in read_po(file, locale="zh_Hant") if message.id]
    return [
        (english, chinese)
        for message in found
        for english in ([message.id] if isinstance(message.id, str) else message.id)
        for chinese in ([message.string] if isinstance(message.string, str) else message.string)
    ]


def are_told(found: list[str], told: dict[str, str]) -> bool:
    """Whether just these exceptions are there, each for the reason that is told."""
    return all(any(each.startswith(start) for start in told) for each in found) and all(
        any(each.startswith(start) for each in found) for start in told
    )


def test_every_message_holds_the_figures_of_its_translation() -> None:
    assert len([english for english, _ in messages() if figures(english)]) > 50
    other = [english for english, chinese in messages() if figures(english) != figures(chinese)]
    assert are_told(other, OTHER_FIGURES), other


PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
OTHER_ORDER = {
    "%(model_name)s with this": "Chinese names the owner last",
    "The {name} “{obj}” was changed successfully. You may add": "the second {name} goes unsaid",
    "The {name} “{obj}” was added successfully. You may add": "the second {name} goes unsaid",
    "%(name)s with ID": "the number comes first",
    "%(list)s of %(edition)s": "the edition comes before what it holds",
    "%(food)s: %(portions)s times": "the serving comes before how many",
    "%(tablets)s, %(times)s times a": "how often comes before how many",
    "%(figure)s of %(salt)s": "the salt comes before its weight",
    "%(amount)s %(name)s": "the nutrient comes before its amount",
    "%(changed)s of %(all)s sample people": "the whole comes before its part",
}
"""How a message begins that names its figures in another order, and why."""


def test_every_message_names_its_placeholders_in_the_order_of_its_translation() -> None:
    """Two that change places turn a limit into a total, and a low end into a high one."""
    other = [
        english
        for english, chinese in messages()
        if PLACEHOLDER.findall(english) != PLACEHOLDER.findall(chinese)
    ]
    assert are_told(other, OTHER_ORDER), other


THE_SAME = {
    "levothyroxine": "甲狀腺素",
    "antibiotic": "抗生素",
    r"\biron\b": "鐵",
    "zinc": "鋅",
    "digoxin": "毛地黃",
    "vitamin K antagonist|warfarin": "維生素 K 拮抗劑|華法林",
    "kidney(s| disease| doctor)": "腎臟",
    "stones": "結石",
    "sarcoidosis": "類肉瘤",
    "pregnan": "懷孕",
    "breastfeed|nursing": "哺乳|母乳",
    r"\b(fe)?male\b|\b(wo)?m[ae]n\b": "男|女|婦(?!產)",
    r"\bfemale\b|\bwom[ae]n\b": "女|婦(?!產)",
    "carbonate": "碳酸鈣",
    "citrate": "檸檬酸鈣",
    "breakfast": "早餐",
    "lunch": "午餐",
    "dinner": "晚餐",
    "bedtime": "睡前",
    "pharmacist": "藥師",
    "not established": "尚未證實",
    "spinach": "菠菜",
    r"\bD3\b": "D3",
    r"\bK2\b": "K2",
    r"\bK1\b": "K1",
    r"\bMK-7\b": "MK-7",
}
"""English and Chinese words that stand in a message both or neither."""
AT_LEAST = {
    "menopaus": "停經",
    "doctor": "醫師",
    "upper limit": "上限",
    "calcium": "鈣",
    "supplement": "補充",
}
"""Words that a translation must keep; Chinese may use its own more often."""


@pytest.mark.parametrize("english", [*THE_SAME, *AT_LEAST])
def test_a_message_and_its_translation_speak_of_the_same(english: str) -> None:
    chinese = THE_SAME.get(english) or AT_LEAST[english]
    both = [
        (text, bool(re.search(english, text, re.IGNORECASE)), bool(re.search(chinese, said)))
        for text, said in messages()
    ]
    assert [text for text, one, other in both if one and other] != []
    assert [text for text, one, other in both if one and not other] == []
    if english in THE_SAME:
        assert [text for text, one, other in both if other and not one] == []


# How hard it is to read (standards §2.9)

SENTENCE = re.compile(r"(?<=[.!?:;])\s+")
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
SAID = (
    "//main//*[self::p or self::li or self::dd or self::td or self::label or self::legend"
    " or self::summary or self::h1 or self::h2 or self::h3][not(.//p or .//li or .//label)]"
)
BRACKETS = re.compile(r"\([^)]*\)")
NAMES_OF_MEDICINES = "//label[.tick]//small"
EVERY_FORM = ["questions/diet-calcium/quick/", "questions/supplements/bottle/"]
EVERY_FORM += ["results/why/", "results/card/", "results/bottle/", "results/what-if/"]


def texts_of(language: str, path: str) -> list[str]:
    """Without the names on medicine bags, which stand small or in brackets behind a box."""
    page = full(language, path).read(path)
    for names in page.all(NAMES_OF_MEDICINES):
        names.getparent().remove(names)
    for box in page.all("//label[.tick]/span | //details[.harmless]//li"):
        box.text = BRACKETS.sub("", words_of(box))
    return page.texts(SAID)


@pytest.mark.parametrize("path", [*EVERY_PAGE, *EVERY_FORM])
def test_english_reads_at_the_eighth_grade(path: str) -> None:
    """By the Automated Readability Index (Smith and Senter 1967): letters a word, words a
    sentence; of whatever has four words or more."""
    sentences = [WORD.findall(it) for text in texts_of("en", path) for it in SENTENCE.split(text)]
    sentences = [words for words in sentences if len(words) > 3]
    words = [word for sentence in sentences for word in sentence]
    letters = sum(sum(char.isalpha() for char in word) for word in words)
    assert sentences
    index = 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43
    assert index <= 8


CLAUSE_ENDS = re.compile(r"[，。、；：？！「」（）()\[\]…—–/·．.,;:?!%％＋+=＝\s]")


@pytest.mark.parametrize("path", [*EVERY_PAGE, *EVERY_FORM])
def test_no_chinese_clause_is_longer_than_25_characters(path: str) -> None:
    clauses = [it for text in texts_of("zh-hant", path) for it in CLAUSE_ENDS.split(text)]
    assert [it for it in clauses if len(CJK.findall(it)) > 25] == []
