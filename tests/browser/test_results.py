"""What results promise a phone (standards §2.2), and the card its share sheet (standards §2.8)."""

import pytest
from playwright.sync_api import expect

from tests.support.people import LANGUAGES, TEN

from .conftest import OpenWindow

PHONE = {"width": 360, "height": 640}
NUMBERS = r"() => (document.body.innerText.match(/\d[\d,.–]*/g) || []).length"
HEIGHT = "document.documentElement.scrollHeight"
OPEN_ALL = "document.querySelectorAll('details').forEach(it => it.open = true)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_fits_a_screen_and_a_quarter(window: OpenWindow, language: str) -> None:
    visitor = window(language, viewport=PHONE).is_person("woman-57")
    visitor.open("results/")
    page = visitor.page
    end = page.locator("#k1").evaluate("it => it.getBoundingClientRect().bottom + scrollY")
    assert end <= 800
    assert page.evaluate(HEIGHT) <= 3200
    assert page.evaluate(NUMBERS) <= 45
    page.evaluate(OPEN_ALL)
    assert page.evaluate(HEIGHT) <= 9 * 640


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_must_ask_about_all_four_reads_two_screens_and_a_half(
    window: OpenWindow, language: str
) -> None:
    visitor = window(language, viewport=PHONE).is_person("dialysis-63")
    visitor.open("results/")
    assert visitor.page.evaluate(HEIGHT) <= 1600


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", TEN)
def test_no_word_of_a_heading_breaks_and_no_number_parts_from_its_unit(
    window: OpenWindow, person: str, language: str
) -> None:
    visitor = window(language, viewport=PHONE).is_person(person)
    visitor.open("results/")
    broken = visitor.page.evaluate(
        "() => [...document.querySelectorAll('.n')].filter(it => it.checkVisibility())"
        ".filter(it => it.getClientRects().length > 1).map(it => it.textContent)"
    )
    assert broken == []
    if language == "zh-hant":
        for heading in visitor.page.locator("main :is(h1, h2, h3, .verb)").all():
            assert heading.evaluate("it => getComputedStyle(it).wordBreak") == "keep-all"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_fits_a_phone_screen(window: OpenWindow, language: str) -> None:
    visitor = window(language, viewport=PHONE).is_person("woman-57")
    visitor.open("results/card/")
    end = visitor.page.locator("#card").evaluate("it => it.getBoundingClientRect().bottom")
    assert end <= 740


SHARE = """Object.defineProperty(navigator, 'share', {
  value: given => { window.given = given; return Promise.resolve() },
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_shared_by_the_phone_s_own_sheet(window: OpenWindow, language: str) -> None:
    visitor = window(language)
    visitor.page.add_init_script(SHARE)
    visitor.is_person("woman-57").open("results/card/")
    button = visitor.page.locator("[data-share]")
    expect(button).to_be_visible()
    button.click()
    given = visitor.page.evaluate("window.given")
    assert given["text"] == visitor.page.locator("#card-text").text_content()
    assert "http" not in given["text"]
    assert set(given) == {"title", "text"}


def test_without_a_share_sheet_there_is_no_button_for_it(window: OpenWindow) -> None:
    visitor = window("en")
    visitor.page.add_init_script("Object.defineProperty(navigator, 'share', { value: undefined })")
    visitor.is_person("woman-57").open("results/card/")
    expect(visitor.page.locator("[data-share]")).to_be_hidden()
    expect(visitor.page.locator("[data-print]")).to_be_visible()
