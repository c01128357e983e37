"""Focus, the Back button, and life without JavaScript: what only a browser can tell."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.people import LANGUAGES

from .conftest import OpenWindow
from .pages import WRONG
from .visitor import Visitor

OPEN_ALL = "document.querySelectorAll('details').forEach(it => it.open = true)"
WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


@WITH_AND_WITHOUT_SCRIPT
@pytest.mark.parametrize("name", WRONG)
def test_focus_goes_to_the_summary_and_each_link_leads_to_its_box(
    window: OpenWindow, name: str, javascript: bool
) -> None:
    visitor = window("en", java_script_enabled=javascript)
    WRONG[name](visitor)
    expect(visitor.page.locator("#problems")).to_be_focused()
    links = visitor.page.locator(".problems a")
    assert links.count()
    for link in links.all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.click()
        assert visitor.focused() == target
        box = visitor.page.locator(f"#{target}")
        assert box.evaluate("it => it.matches('input:not([type=hidden]), select')")
        assert box.is_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_journey_without_script(window: OpenWindow, language: str) -> None:
    visitor = window(language, java_script_enabled=False)
    page = visitor.page
    visitor.open("")
    page.locator(".is-start").click()
    visitor.fill(age="５５")
    visitor.submit()
    page.check("[value=yes]")
    visitor.submit()
    page.locator(".is-help .button").click()
    for card in page.locator(".quick-card").all():
        card.locator("input").nth(1).check()
    assert page.locator("#running").is_hidden(), "a total that stays nought"
    visitor.submit()
    visitor.submit()
    page.locator("[name=not_sure]").click()
    page.check("[name=takes][value=yes]")
    visitor.submit()
    visitor.fill(calcium="300 mg")
    visitor.submit()
    page.locator("[form=go-on]").click()
    page.check("[value=none]")
    visitor.submit()
    page.locator("main a.button").click()
    assert page.url == visitor.address("results/")
    assert page.get_attribute("#calcium", "data-status") == "range"
    assert page.locator("[data-print]").is_hidden(), "a button that does nothing"

    page.locator(".links a").nth(1).click()
    visitor.fill(calcium="500")
    visitor.submit()
    assert page.locator(".outcome tr").count() > 1
    assert page.locator(".outcome").evaluate("it => it === document.activeElement")
    page.locator("a.back").click()
    page.locator(".links a").last.click()
    visitor.fill(sun_minutes="60")
    visitor.submit()
    assert page.locator(".outcome .changed").count()
    assert page.locator(".outcome").evaluate("it => it === document.activeElement")

    page.locator("a.back").click()
    visitor.submit(".delete")
    visitor.open("results/")
    assert page.url == visitor.address("questions/age/")


@pytest.mark.parametrize(
    ("tool", "typed"),
    [("bottle", {"calcium": "500", "tablets": "1"}), ("what-if", {"sun_minutes": "30"})],
)
def test_a_tool_leads_to_its_outcome(window: OpenWindow, tool: str, typed: dict[str, str]) -> None:
    visitor = window().is_person("adult")
    visitor.open(f"results/{tool}/")
    visitor.fill(**dict.fromkeys(typed, "many"))
    visitor.submit()
    expect(visitor.page.locator("#problems")).to_be_focused()
    assert visitor.page.title().startswith("Error: ")
    visitor.fill(**typed)
    visitor.submit()
    outcome = visitor.page.locator(".outcome")
    expect(outcome).to_be_focused()
    expect(outcome).to_be_in_viewport()
    assert visitor.page.locator(".problems").count() == 0
    assert not visitor.page.title().startswith("Error")
    assert visitor.page.url == visitor.address(f"results/{tool}/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "servings",
    [{"whole-milk": "１４"}, {"spinach": "7", "egg": "0.5"}, {"hard-cheese": "1.5", "natto": "3"}],
)
def test_the_running_total_is_the_server_s(
    window: OpenWindow, servings: dict[str, str], language: str
) -> None:
    """Also for greens rich in oxalate, which count a quarter, and by the region's allowance."""
    visitor = window(language).is_person("adult")
    visitor.open("questions/diet-calcium/estimate/")
    total = visitor.page.locator("#running")
    assert total.is_hidden()
    visitor.page.evaluate(OPEN_ALL)
    boxes = [visitor.page.locator(f"[name=food-{code}]") for code in servings]
    for box, times in zip(boxes, servings.values(), strict=True):
        if box.count():
            box.fill(times)
    assert total.is_visible()
    shown = total.locator("output").inner_text().replace(",", "")
    visitor.submit()
    assert visitor.page.input_value("[name=diet_calcium]").replace(",", "") == shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["0.25", "x", "101", "1e1", "-1", "1,5"])
def test_there_is_no_running_total_of_what_the_server_refuses(
    window: OpenWindow, typed: str, language: str
) -> None:
    visitor = window(language).is_person("adult")
    visitor.open("questions/diet-calcium/estimate/")
    visitor.page.evaluate(OPEN_ALL)
    visitor.fill(**{"food-egg": "1", "food-whole-milk": "2"})
    assert visitor.page.locator("#running").is_visible()
    visitor.fill(**{"food-whole-milk": typed})
    assert visitor.page.locator("#running").is_hidden()
    visitor.submit()
    assert visitor.page.locator(".problems a").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", ["00000000", "11111111", "33333333", "01230123", "22113300"])
def test_the_running_total_of_the_cards_is_the_server_s(
    window: OpenWindow, answers: str, language: str
) -> None:
    visitor = window(language).is_person("adult")
    page = visitor.page
    visitor.open("questions/diet-calcium/quick/")
    assert page.locator("#running").is_hidden()
    for card, answer in zip(page.locator(".quick-card").all(), answers, strict=True):
        card.locator("input").nth(int(answer)).check()
    assert page.locator("#running .outline").get_attribute("d")
    shown = page.locator("#running output").inner_text().replace(",", "")
    visitor.submit()
    assert page.input_value("[name=diet_calcium]").replace(",", "") == shown


def test_what_is_typed_stays_while_the_other_language_is_looked_at(window: OpenWindow) -> None:
    visitor = window().is_person("adult")
    page = visitor.page
    visitor.open("questions/supplements/bottle/")
    visitor.fill(calcium="300", calcium_as="citrate", name="blue")
    page.locator("[name=d3_unit]").nth(1).check()
    page.locator(".languages a").click()
    assert page.url.endswith("/zh-hant/questions/supplements/bottle/")
    assert page.input_value("[name=calcium]") == "300"
    assert page.input_value("[name=calcium_as]") == "citrate"
    assert page.locator("[name=d3_unit]").nth(1).is_checked()
    page.reload()
    assert page.input_value("[name=calcium]") == "", "kept for one look, not for good"


def test_what_is_typed_stays_while_the_page_before_is_looked_at(window: OpenWindow) -> None:
    visitor = window().is_person("adult")
    page = visitor.page
    visitor.open("questions/cautions/")
    page.uncheck("[value=none]")
    page.locator(".group").nth(1).click()
    page.locator(".group").nth(1).locator("input").check()
    page.locator(".back").click()
    assert page.url == visitor.address("questions/supplements/")
    visitor.open("questions/cautions/")
    assert page.locator(".group").nth(1).locator("input").is_checked()
    assert page.locator(".group").nth(1).get_attribute("open") is not None


def test_nothing_typed_outlives_the_answers_it_was_typed_beside(window: OpenWindow) -> None:
    visitor = window().is_person("adult")
    page = visitor.page
    visitor.open("questions/supplements/bottle/")
    visitor.fill(calcium="300")
    page.locator(".languages a").click()
    page.locator(".back").click()  # keeps what is typed once more
    visitor.answers(age=50)
    visitor.open("questions/supplements/bottle/")
    assert page.input_value("[name=calcium]") == ""
    assert page.evaluate("sessionStorage.length") == 0


# Two tabs, and two people


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mother_s_form_never_meets_her_child_s_answers(window: OpenWindow, language: str) -> None:
    """She leaves the question on medicines open; her child begins afresh in another tab."""
    mother = window(language).is_person("woman-57")
    mother.open("questions/cautions/")
    mother.page.check("[value=none]")
    child = Visitor(mother.context, mother.url, language)
    child.open("")
    child.submit(".delete button[name=next]")
    assert child.page.url == child.address("questions/age/")
    child.fill(age="8")
    child.submit()
    mother.submit()
    assert mother.page.url == mother.address("questions/diet-calcium/")
    assert mother.page.locator("h1").count() == 1
    child.answers(diet_calcium=650, sun_minutes=30, supplements={}, cautions="none")
    child.open("results/")
    assert child.page.get_attribute("main", "data-row") == "children"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_withheld_in_another_tab_comes_through_no_open_page(
    window: OpenWindow, language: str
) -> None:
    one = window(language).is_person("adult")
    one.open("results/bottle/")
    one.fill(calcium="400")
    other = Visitor(one.context, one.url, language)
    other.answers(cautions="kidney-stones")
    one.submit()
    assert one.page.locator("#problems").is_visible()
    assert one.page.locator(".outcome").count() == 0
    assert one.page.locator("[name=calcium]").count() == 0
    one.open("results/")
    assert one.page.get_attribute("#calcium", "data-status") == "withheld"


def test_a_bottle_changed_in_two_tabs_is_asked_about_again(window: OpenWindow) -> None:
    one = window().is_person("woman-57")
    one.open("questions/supplements/bottle/?bottle=1")
    other = Visitor(one.context, one.url, "en")
    other.open("questions/supplements/")
    other.submit(".bottles form")
    assert other.page.locator("[name=takes]").count() == 3
    one.fill(calcium="900")
    one.submit()
    assert one.page.locator("#problems").is_visible()
    assert one.page.input_value("[name=calcium]") == ""
    one.open("check/")
    assert one.page.url == one.address("questions/supplements/")


def test_back_never_asks_to_send_again(window: OpenWindow) -> None:
    visitor = window()
    visitor.open("questions/age/")
    for typed in ("forty", "55"):  # the first is refused, on a page that a post gave
        visitor.fill(age=typed)
        visitor.press("Continue")
    visitor.page.check("[value=yes]")
    visitor.press("Continue")
    visitor.fill(diet_calcium="900")
    visitor.press("Continue")
    seen = []
    for _ in range(5):
        visitor.page.go_back()
        seen.append(visitor.page.url)
        if visitor.page.url == "about:blank":
            break
        assert visitor.page.locator("h1").count() == 1, "the browser's own page"
    assert visitor.address("questions/age/") in seen


def test_a_change_comes_straight_back(window: OpenWindow) -> None:
    visitor = window().is_person("postmenopausal")
    visitor.open("check/")
    visitor.page.get_by_role("link", name=re.compile("^Change .*sun", re.IGNORECASE)).click()
    visitor.fill(sun_minutes="20")
    visitor.press("Continue")
    assert visitor.page.url == visitor.address("check/")


def test_the_keyboard_alone_is_enough(window: OpenWindow) -> None:
    visitor = window()
    keyboard = visitor.page.keyboard

    def type_and_go_on(*keys: str) -> None:
        visitor.page.locator("main :is(input:not([type=hidden]), button)").first.focus()
        with visitor.page.expect_navigation():
            for key in keys:
                keyboard.press(key)

    visitor.open("")
    reach(visitor, ".is-start")
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    type_and_go_on("4", "0", "Enter")
    type_and_go_on("ArrowDown", "ArrowDown", "Enter")
    type_and_go_on("7", "0", "0", "Enter")
    type_and_go_on("5", "Enter")
    type_and_go_on("Space", "Enter")
    reach(visitor, "[value=none]")
    keyboard.press("Space")
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    reach(visitor, "main .button")
    with visitor.page.expect_navigation():
        keyboard.press("Enter")
    assert visitor.page.get_attribute("#calcium", "data-max") == "500"


def reach(visitor: Visitor, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    pytest.fail(f"Tab never reaches {selector}")
