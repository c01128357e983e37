"""Focus, the Back button, and life without JavaScript: what only a browser can tell."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.people import LANGUAGES

from .conftest import OpenWindow
from .pages import WRONG
from .visitor import Visitor

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
    page.locator(".aside a").click()
    page.locator("input.amount").first.fill("7")
    visitor.submit()
    visitor.submit()
    page.locator("[name=not_sure]").click()
    visitor.fill(calcium_taken="300 mg")
    visitor.submit()
    page.check("[value=none]")
    visitor.submit()
    page.locator("main a.button").click()
    assert page.url == visitor.address("results/")
    assert page.get_attribute("#calcium", "data-status") == "range"
    assert page.locator("[data-print]").is_hidden(), "a button that does nothing"

    page.locator(".links a").nth(1).click()
    visitor.fill(calcium_label="500", tablets="1")
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
    [("bottle", {"calcium_label": "500", "tablets": "1"}), ("what-if", {"sun_minutes": "30"})],
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
    boxes = [visitor.page.locator(f"[name=food-{code}]") for code in servings]
    for box, times in zip(boxes, servings.values(), strict=True):
        if box.count():
            box.fill(times)
    assert total.is_visible()
    shown = total.locator("output").inner_text().replace(",", "")
    visitor.submit()
    assert visitor.page.input_value("[name=diet_calcium]").replace(",", "") == shown


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
    type_and_go_on("Enter")
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
