"""An editor at the desk, over HTTP: pages opened, forms filled in and sent as a browser does."""

import html
import re
from html.parser import HTMLParser
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client

from recommender.models import Content, Edition

PASSWORD = "a long enough password"
EDITIONS = "/admin/recommender/edition/"


class _Form(HTMLParser):
    """The values a browser would send for one form of a page."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.values = form_id, False, dict[str, str]()
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        it = {name: value or "" for name, value in attrs}
        name, kind = it.get("name", ""), it.get("type", "text")
        if tag == "form":
            self.inside = it.get("id") == self.form_id or it.get("action") == self.form_id
        elif not self.inside:
            return
        elif tag == "input" and name and kind not in ("submit", "file"):
            if kind != "checkbox":
                self.values[name] = it.get("value", "")
            elif "checked" in it:
                self.values[name] = "on"
        elif tag == "select":
            self.select = name
        elif (
            tag == "option" and self.select and ("selected" in it or self.select not in self.values)
        ):
            self.values[self.select] = it.get("value", "")
        elif tag == "textarea":
            self.textarea = name
            self.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.values[self.textarea] += data.removeprefix("\n")


class Desk:
    """`desk.open(...)` and `desk.send(...)`; `desk.page` is the last response's text."""

    def __init__(self, user: User, language: str = "en") -> None:
        self.user = user
        self.client = Client(headers={"accept-language": language})
        self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.follows = True
        self.page = ""
        self.status = 0

    def open(self, address: str) -> str:
        return self._took(self.client.get(address, follow=self.follows))

    def post(self, address: str, data: dict[str, Any] | None = None) -> str:
        return self._took(self.client.post(address, data or {}, follow=self.follows))

    def _took(self, response: Any) -> str:
        self.status = response.status_code
        self.page = response.content.decode()
        return self.page

    def values(self, form: str = "edition_form") -> dict[str, str]:
        """What the form of the page at hand would send, by its id or address."""
        parser = _Form(form)
        parser.feed(self.page)
        return parser.values

    # Editions

    def draft(self, edition: Edition | None = None) -> Edition:
        """A draft of the live edition, or of another; its page is not opened."""
        source = edition or live()
        made = self.client.post(f"{EDITIONS}{source.pk}/draft/")
        assert made.status_code == 302, made.content.decode()
        return Edition.objects.order_by("-pk")[0]

    def grid(self, edition: Edition) -> dict[str, str]:
        self.open(f"{EDITIONS}{edition.pk}/change/")
        return self.values()

    def save(self, edition: Edition, values: dict[str, str], **changes: str) -> str:
        return self.post(f"{EDITIONS}{edition.pk}/change/", values | {"_save": "1"} | changes)

    def edit(self, edition: Edition, **cells: str) -> str:
        """Change cells of the grid, such as `adults__k2_min_ug="80"`, and save."""
        values = self.grid(edition)
        for name, value in cells.items():
            values[cell(edition, name)] = value
        return self.save(edition, values)

    def publish(self, edition: Edition, note: str = "Because") -> str:
        self.open(f"{EDITIONS}{edition.pk}/preview/")
        address = f"{EDITIONS}{edition.pk}/publish/"
        return self.post(address, self.values(address) | {"note": note})

    def publish_blindly(self, edition: Edition) -> str:
        """As a forged post would, which has not seen whether the draft may be published."""
        edition.refresh_from_db()
        values = {"note": "Now", "changes": edition.changes, "instead_of": live().number}
        return self.post(f"{EDITIONS}{edition.pk}/publish/", values)

    # Lists

    def change(self, entry: Any, **typed: str) -> str:
        """Type into an entry's page, and save."""
        self.open(page_of(entry))
        return self.post(page_of(entry), self.values(form_of(entry)) | typed)

    def add(self, kind: type[Content], edition: Edition, **typed: str) -> str:
        address = list_of(kind, edition, "add/")
        self.open(address)
        return self.post(address, self.values(form_of(kind)) | typed)

    # What pages say

    def errors_at(self, name: str) -> list[str]:
        """The words at one input."""
        found = re.search(
            rf'<ul class="errorlist" id="id_{re.escape(name)}_error">(.*?)</ul>', self.page
        )
        return [html.unescape(it) for it in re.findall("<li>(.*?)</li>", found[1])] if found else []

    def listed(self, kind: str) -> list[str]:
        """The lines of a box: `problems`, `todo` or `warnings`."""
        box = re.search(rf'<div class="desk-{kind}".*?</div>', self.page, re.DOTALL)
        lines = re.findall("<li>(.*?)</li>", box[0], re.DOTALL) if box else []
        return [html.unescape(re.sub("<[^>]+>", "", line)) for line in lines]


def an_editor(name: str = "editor") -> User:
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Nutrition editors"))
    return user


def live() -> Edition:
    return Edition.objects.get(status="live")


def cell(edition: Edition, name: str) -> str:
    """The name of an input: "adults__k2_min_ug" -> "rows-2-k2_min_ug"."""
    code, _, column = name.partition("__")
    if not column:
        return name
    codes = list(edition.rows.values_list("code", flat=True))
    return f"rows-{codes.index(code)}-{column}"


def form_of(thing: Any) -> str:
    return f"{thing._meta.model_name}_form"


def list_of(kind: Any, edition: Edition, page: str = "") -> str:
    """The address of a list of an edition, or of one of its pages ("add/", "csv/", "import/")."""
    return f"/admin/recommender/{kind._meta.model_name}/{page}?edition={edition.pk}"


def page_of(entry: Any, page: str = "change") -> str:
    return f"/admin/recommender/{entry._meta.model_name}/{entry.pk}/{page}/"
