"""Ten people answer everything from what is on the table before them: what it costs their fingers.

Nobody knows a number by heart but their age and, as far as it is known, minutes of sun; calcium
from food comes from picture cards, supplements from the label.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.people import LANGUAGES, TEN

from .conftest import OpenWindow
from .visitor import Visitor

LABELS: dict[str, dict[str, str]] = {
    "woman-57": {"calcium": "600", "d3": "400", "d3_unit": "IU"},
    "warfarin-66": {"calcium": "300", "k2": "100"},
    "man-70": {"calcium": "600", "d3": "1000", "d3_unit": "IU", "tablets": "2"},
    "right-70": {"calcium": "700", "d3": "1500", "d3_unit": "IU"},
    "dialysis-63": {"calcium": "500"},
}
MOST_PRESSES, MOST_TYPED = 40, 16


@dataclass
class Fingers:
    """Presses and typed characters of one walk."""

    visitor: Visitor
    presses: int = 0
    typed: int = 0
    seen: list[str] = field(default_factory=list)

    def press(self, selector: str) -> None:
        self.visitor.page.locator(selector).first.click()
        self.presses += 1

    def go_on(self, selector: str = "main .button:not(.is-quiet, .is-wide)") -> None:
        with self.visitor.page.expect_navigation():
            self.press(selector)
        self.seen.append(self.visitor.page.url.rsplit("/", 2)[-2])

    def type(self, name: str, text: str) -> None:
        box = self.visitor.page.locator(f"[name={name}]")
        if box.input_value() != text:
            box.fill(text)
            self.presses += 1
            self.typed += len(text)


def walk(visitor: Visitor, name: str) -> Fingers:
    person: dict[str, Any] = {"age": 40, "menopause": "no", "sun_minutes": 10} | TEN[name]
    fingers, page = Fingers(visitor), visitor.page
    visitor.open("")
    fingers.go_on(".is-start")
    fingers.type("age", str(person["age"]))
    fingers.go_on()
    if "menopause" in fingers.seen:
        fingers.press(f"[value={person['menopause'] or 'no'}]")
        fingers.go_on()
    fingers.go_on(".is-wide")
    for card in range(page.locator(".quick-card").count()):
        fingers.press(f".quick-card >> nth={card} >> [value={'once' if card == 0 else 'never'}]")
    fingers.go_on()
    fingers.go_on()
    fingers.type("sun_minutes", str(person["sun_minutes"]))
    fingers.go_on()
    label = LABELS.get(name)
    fingers.press(f"[name=takes][value={'yes' if label else 'no'}]")
    fingers.go_on()
    if label:
        if "k2" in label:
            fingers.press(".more summary")
        for box, text in label.items():
            if box == "d3_unit":
                fingers.press(f"[name=d3_unit][value={text}]")
            else:
                fingers.type(box, text)
        fingers.go_on()
        fingers.go_on()
    for code in person.get("cautions", ["none"]):
        if code != "none":
            fingers.press(f".group:has([value={code}]) summary")
        fingers.press(f"[value={code}]")
    fingers.go_on()
    fingers.go_on()
    return fingers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEN)
def test_everything_is_answered_with_few_presses(
    window: OpenWindow, name: str, language: str, record_property: Any
) -> None:
    visitor = window(language, viewport={"width": 360, "height": 640})
    fingers = walk(visitor, name)
    assert visitor.page.url == visitor.address("results/")
    record_property("fingers", f"{name}: {fingers.presses} presses, {fingers.typed} characters")
    assert fingers.presses <= MOST_PRESSES
    assert fingers.typed <= MOST_TYPED
