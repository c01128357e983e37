"""A visitor who walks through the pages over HTTP, so that a journey reads like a story."""

import html
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from lxml import html as lxml_html

from recommender import answers as sealed
from recommender import data

from .people import A_GROWN_UP, NOT_SURE, STEP_OF, STORED, bottle, stored


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
        """Post as a browser does: with the hidden inputs of the page that holds the form."""
        shown = self.client.get(self.address(page or path))
        data = hidden_in(shown.content.decode()) | data
        self.page = self.client.post(self.address(path), data, follow=follow)
        return self.page

    def answer(self, field: str, value: Any) -> "Visit":
        if field == "supplements":
            self.post("questions/supplements/", {"takes": "yes" if value else "no"})
            if value:
                self.post("questions/supplements/bottle/", bottle(**value))
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

    def holding(self, **changes: Any) -> "Visit":
        """With the stored answers in the cookie, but for the changes; None leaves one out.

        `taken`: what is taken a day, by nutrient.
        """
        changes |= stored(**changes.pop("taken", {})) if "taken" in changes else {}
        answers = {k: v for k, v in (STORED | changes).items() if v is not None}
        response = HttpResponse()
        sealed.save(response, answers, RequestFactory().get("/"))
        self.client.cookies["answers"] = response.cookies["answers"].value
        return self

    @property
    def held(self) -> dict[str, Any]:
        """What the visitor's cookie holds now."""
        request = RequestFactory().get("/")
        if cookie := self.client.cookies.get("answers"):
            request.COOKIES["answers"] = cookie.value
        return sealed.load(request)

    def read(self, path: str) -> "Page":
        """Open a page that must be there."""
        assert self.open(path).status_code == 200, (path, self.page)
        return Page(self.page)

    def says(self, message: str) -> str:
        """A message of the code in the visitor's language."""
        with translation.override(self.language):
            return translation.gettext(message)

    def results(self) -> "Results":
        page = self.open("results/")
        assert page.status_code == 200, page
        return Results(page.content.decode())


class Page:
    """A page as a tree."""

    def __init__(self, response: Any) -> None:
        self.status = response.status_code
        self.tree = lxml_html.fromstring(response.content.decode().encode(), parser=UTF8)

    def all(self, path: str) -> list[Any]:
        """Elements (or attributes) that an XPath finds; `.name` stands for a class."""
        found: list[Any] = self.tree.xpath(CLASS.sub(CLASS_TEST, path))
        return found

    def one(self, path: str) -> Any:
        (found,) = self.all(path)
        return found

    def text(self, path: str) -> str:
        return words_of(self.one(path))

    def texts(self, path: str) -> list[str]:
        return [words_of(element) for element in self.all(path)]

    @property
    def title(self) -> str:
        return self.text("//title[not(ancestor::svg)]")

    @property
    def ids(self) -> list[str]:
        return self.all("//@id")

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Target and words of each line of the error summary."""
        links = self.all("//div[.problems]//a")
        return [(link.get("href").removeprefix("#"), words_of(link)) for link in links]

    @staticmethod
    def words(file: str, code: str, name: str, language: str) -> str:
        """What a line of the first data says in a language, as `words_of` would read it."""
        files = (file, "rules_answers.csv") if file == "rules.csv" else (file,)
        said = {line["code"]: line for each in files for line in data.read(each)}[code]
        return " ".join(said[f"{name}_{'en' if language == 'en' else 'zh_hant'}"].split())

    def by_id(self, identity: str) -> Any:
        return self.one(f"//*[@id='{identity}']")


UTF8 = lxml_html.HTMLParser(encoding="utf-8")
CLASS = re.compile(r"\[\.([\w-]+)")
CLASS_TEST = r"[contains(concat(' ', @class, ' '), ' \1 ')"


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


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


def hidden_in(text: str) -> dict[str, Any]:
    """What a page asks to be sent back, alike in all of its forms."""
    return {
        found["name"]: found.get("value", "")
        for found in map(attributes, re.findall(r'<input type="hidden"[^>]*>', text))
        if found["name"] in ("csrfmiddlewaretoken", "shown_for", "from", "region")
    }


def token_of(text: str) -> str:
    match = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    return match[1] if match else ""
