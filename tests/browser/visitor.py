"""A visitor with a real browser, who answers over HTTP and looks at pages."""

from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page, Response

from tests.support.people import A_GROWN_UP, NOT_SURE, PEOPLE, STEP_OF, TEN, bottle
from tests.support.visitor import hidden_in


class Visitor:
    """One browser window. `complaints` collects what no page of ours may cause."""

    def __init__(self, context: BrowserContext, url: str, language: str) -> None:
        self.context = context
        self.url = url
        self.language = language
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def address(self, path: str) -> str:
        return f"{self.url}/{self.language}/{path}"

    def open(self, path: str) -> Response:
        response = self.page.goto(self.address(path))
        assert response
        return response

    def answers(self, **answers: Any) -> "Visitor":
        """Post answers as the forms would, in this order, so that the browser holds them."""
        for field, value in answers.items():
            slug = STEP_OF.get(field, field)
            if value is NOT_SURE:
                self._send(slug, {"not_sure": "1"})
            elif field == "supplements/bottle":
                self._send(field, value)
            elif field == "supplements":
                self._send(slug, {"takes": "yes" if value else "no"})
                if value:
                    self._send(f"{slug}/bottle", bottle(**value))
            else:
                self._send(slug, {field: value})
        return self

    def is_person(self, name: str) -> "Visitor":
        given = A_GROWN_UP | (PEOPLE | TEN)[name]
        return self.answers(**{field: value for field, value in given.items() if value is not None})

    def fill(self, **typed: str) -> None:
        """Type into the boxes named, and choose from the lists named."""
        for name, text in typed.items():
            box = self.page.locator(f'[name="{name}"]:not([type=radio], [type=checkbox])')
            if name == "calcium_as":
                box.select_option(text)
            else:
                box.fill(text)

    def submit(self, form: str = "main form") -> None:
        """Press the form's first button, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(form if " button" in form else f"{form} button").first.click()

    def press(self, text: str) -> None:
        """Press the button that reads so, and wait for the page it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=text, exact=True).click()

    def focused(self) -> str:
        """The id of the element that has the focus; empty where it has none."""
        return str(self.page.evaluate("document.activeElement?.id || ''"))

    def _send(self, slug: str, given: dict[str, Any]) -> None:
        path = f"questions/{slug}/"
        shown = self.context.request.get(self.address(path))
        self._post(path, hidden_in(shown.text()) | given)

    def _post(self, path: str, data: dict[str, Any]) -> None:
        answer = self.context.request.post(
            self.address(path),
            data=urlencode(data, doseq=True),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            max_redirects=0,
        )
        assert answer.status == 302, (path, data, answer.status)

    def _console(self, message: Any) -> None:
        # Chromium tells of every 4xx page; those are meant.
        if not message.text.startswith("Failed to load resource: the server responded"):
            self.complaints.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.url + "/", "blob:", "data:")):
            self.complaints.append(f"foreign request: {request.url}")
