"""A visitor who walks through the pages over HTTP, so that a journey reads like a story."""

import html
import re
from typing import Any

from django.test import Client

STEP_OF = {
    "age": "age",
    "menopause": "menopause",
    "diet_calcium": "diet-calcium",
    "sun_minutes": "sun",
    "calcium_taken": "supplements",
    "d3_taken": "supplements",
    "k2_taken": "supplements",
    "k1_taken": "supplements",
    "cautions": "cautions",
}
NOT_SURE = object()
"""Presses the second button instead of typing an amount."""

A_GROWN_UP: dict[str, Any] = {
    "age": 40,
    "menopause": "not-applicable",
    "diet_calcium": 700,
    "sun_minutes": 10,
    "supplements": {},
    "cautions": "none",
}
"""What a visitor answers unless a test says otherwise: the adult of DOMAIN §3."""


class Visit:
    """`visit.answer("age", 55)` posts one answer; `visit.page` is the last response."""

    def __init__(self, language: str = "en", client: Client | None = None) -> None:
        self.language = language
        self.client = client or Client(enforce_csrf_checks=True)

    def address(self, path: str) -> str:
        return f"/{self.language}/{path}"

    def open(self, path: str, follow: bool = False) -> Any:
        self.page = self.client.get(self.address(path), follow=follow)
        return self.page

    def post(self, path: str, data: dict[str, Any], follow: bool = False, page: str = "") -> Any:
        """Post as a browser does: with the token of the page that holds the form."""
        shown = self.client.get(self.address(page or path))
        token = token_of(shown.content.decode())
        data = {"csrfmiddlewaretoken": token} | data
        self.page = self.client.post(self.address(path), data, follow=follow)
        return self.page

    def answer(self, field: str, value: Any) -> "Visit":
        if field == "supplements":
            self.post("questions/supplements/", value)
        elif value is NOT_SURE:
            self.post(f"questions/{STEP_OF[field]}/", {"not_sure": "1"})
        else:
            self.post(f"questions/{STEP_OF[field]}/", {field: value})
        return self

    def answer_all(self, **changes: Any) -> "Visit":
        """Every question up to check-your-answers, as the adult answers but for the changes."""
        answers = A_GROWN_UP | changes
        for field, value in answers.items():
            if value is not None:
                self.answer(field, value)
        return self

    def results(self) -> "Results":
        page = self.open("results/")
        assert page.status_code == 200, page
        return Results(page.content.decode())


class Results:
    """What outside tests rely on: the data attributes of the results page."""

    def __init__(self, text: str) -> None:
        self.text = text
        main = re.search(r"<main[^>]*>", text)
        assert main
        self.main = attributes(main[0])

    def of(self, nutrient: str) -> dict[str, str]:
        section = re.search(rf'<section id="{nutrient}"[^>]*>', self.text)
        assert section, nutrient
        return attributes(section[0])

    def amount(self, nutrient: str) -> tuple[str, int | None, int | None]:
        it = self.of(nutrient)
        low, high = it.get("data-min"), it.get("data-max")
        return it["data-status"], low and int(low), high and int(high)  # type: ignore[return-value]


def attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}


def token_of(text: str) -> str:
    match = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    return match[1] if match else ""


def error_links(text: str) -> list[tuple[str, str]]:
    """Target and words of each line of the error summary."""
    summary = re.search(r'<div class="problems".*?</div>', text, re.DOTALL)
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary[0]) if summary else []
