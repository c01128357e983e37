"""Every public page, clean and in its error states, and the way there."""

from collections.abc import Callable

from .visitor import Visitor

Way = Callable[[Visitor], None]
BOTTLE = "questions/supplements/bottle/"


def _open(path: str, person: str = "", status: int = 200) -> Way:
    def way(visitor: Visitor) -> None:
        if person:
            visitor.is_person(person)
        assert visitor.open(path).status == status
        assert status != 200 or visitor.page.url == visitor.address(path), "led elsewhere"

    return way


def results_of(person: str) -> Way:
    return _open("results/", person)


def _opened(person: str) -> Way:
    """The results with everything that opens opened."""

    def way(visitor: Visitor) -> None:
        _open("results/", person)(visitor)
        visitor.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")

    return way


def _submit(path: str, person: str = "", **typed: str) -> Way:
    """Open, type into the boxes named, and press the form's first button."""

    def way(visitor: Visitor) -> None:
        _open(path, person)(visitor)
        visitor.fill(**typed)
        visitor.submit()

    return way


def _no_choice(visitor: Visitor) -> None:
    visitor.answers(age=50).open("questions/menopause/")
    visitor.submit()


def _no_supplements(visitor: Visitor) -> None:
    visitor.is_person("adult").answers(**{"supplements/bottle": {"k2": "90"}})
    visitor.open("questions/supplements/")
    visitor.submit(".bottles form")
    visitor.submit()


def _both_none_and_some(visitor: Visitor) -> None:
    visitor.is_person("adult").open("questions/cautions/")
    visitor.page.locator(".group", has=visitor.page.locator("[value=iron-or-zinc]")).click()
    visitor.page.check('[value="iron-or-zinc"]')
    visitor.submit()


def _first_serving(text: str) -> Way:
    def way(visitor: Visitor) -> None:
        visitor.is_person("adult").open("questions/diet-calcium/estimate/")
        visitor.page.locator("input.amount").first.fill(text)
        visitor.submit()

    return way


def _quick(answered: int) -> Way:
    """So many picture cards answered, then sent."""

    def way(visitor: Visitor) -> None:
        visitor.is_person("adult").open("questions/diet-calcium/quick/")
        for card in visitor.page.locator(".quick-card").all()[:answered]:
            card.locator("input").nth(2).check()
        visitor.submit()

    return way


def _bottles(visitor: Visitor) -> None:
    visitor.is_person("postmenopausal")
    visitor.answers(**{"supplements/bottle": {"k2": "90", "name": "K2 七十"}})
    visitor.open("questions/supplements/")


def _every_group(visitor: Visitor) -> None:
    visitor.is_person("medicines").open("questions/cautions/")
    visitor.page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")


def _shown_for_others(visitor: Visitor) -> None:
    """Another tab has changed the answers."""
    visitor.is_person("adult").open("questions/sun/")
    visitor.answers(age=50)
    visitor.fill(sun_minutes="77")
    visitor.submit()


def _delete(visitor: Visitor) -> None:
    visitor.is_person("adult").open("check/")
    visitor.submit(".delete")


def _label(**typed: str) -> Way:
    def way(visitor: Visitor) -> None:
        visitor.is_person("postmenopausal").open("results/bottle/")
        visitor.fill(**typed)
        visitor.submit()

    return way


def _what_if(**typed: str) -> Way:
    def way(visitor: Visitor) -> None:
        visitor.is_person("adult").open("results/what-if/")
        visitor.fill(**typed)
        visitor.submit()

    return way


def _oversized(visitor: Visitor) -> None:
    visitor.open("questions/age/")
    visitor.fill(age="9" * 70_000)
    visitor.submit()


def _expired(visitor: Visitor) -> None:
    visitor.open("questions/age/")
    visitor.context.clear_cookies()
    visitor.fill(age="40")
    visitor.submit()


PAGES: dict[str, Way] = {
    "start": _open(""),
    "age": _open("questions/age/"),
    "menopause": _open("questions/menopause/", "postmenopausal"),
    "diet-calcium": _open("questions/diet-calcium/", "adult"),
    "estimate": _open("questions/diet-calcium/estimate/", "adult"),
    "sum": _first_serving("7"),
    "quick": _open("questions/diet-calcium/quick/", "adult"),
    "quick-sum": _quick(8),
    "bottle": _open("questions/supplements/bottle/?bottle=1", "postmenopausal"),
    "bottles": _bottles,
    "sun": _open("questions/sun/", "adult"),
    "supplements": _open("questions/supplements/", "adult"),
    "cautions": _open("questions/cautions/", "medicines"),
    "cautions-open": _every_group,
    "too-young": _submit("questions/age/", age="3"),
    "check": _open("check/", "medicines"),
    "results-adult": _open("results/", "adult"),
    "results-medicines": _open("results/", "medicines"),
    "results-unsure": _open("results/", "unsure"),
    "results-over-limits": _open("results/", "over-limits"),
    "results-withheld": _open("results/", "withheld"),
    "results-urgent": _open("results/", "warfarin-66"),
    "results-child": _open("results/", "child-8"),
    "results-opened": _opened("woman-57"),
    "why": _open("results/why/", "unsure"),
    "card": _open("results/card/", "medicines"),
    "start-again": _open("", "adult"),
    "label-check": _label(calcium="1250", calcium_as="carbonate", d3="50 µg", tablets="2"),
    "what-if": _what_if(age="66", sun_minutes="30", milk="1"),
    "deleted": _delete,
    "reference": _open("reference/"),
    "reference-yours": _open("reference/", "postmenopausal"),
    "evidence": _open("evidence/"),
    "about": _open("about/"),
}

WRONG: dict[str, Way] = {
    "age-wrong": _submit("questions/age/", age="about forty"),
    "menopause-wrong": _no_choice,
    "diet-calcium-wrong": _submit("questions/diet-calcium/", "adult", diet_calcium="a lot"),
    "estimate-wrong": _first_serving("often"),
    "estimate-empty": _first_serving(""),
    "sun-wrong": _submit("questions/sun/", "adult", sun_minutes="9999"),
    "supplements-wrong": _no_supplements,
    "bottle-wrong": _submit(BOTTLE, "adult", calcium="some", d3="3 g", tablets=""),
    "bottle-doubt": _submit(BOTTLE, "adult", calcium="1250", d3="0.25", serving="1-2"),
    "quick-wrong": _quick(6),
    "changed-elsewhere": _shown_for_others,
    "cautions-wrong": _both_none_and_some,
    "label-check-wrong": _label(calcium="some", tablets=""),
    "label-check-empty": _label(),
    "what-if-wrong": _what_if(age="2"),
}
"""Answered with 422, and with a summary that tells what to do."""

REFUSED: dict[str, tuple[int, Way]] = {
    "oversized": (400, _oversized),
    "expired": (403, _expired),
    "missing": (404, _open("nowhere/", status=404)),
}
