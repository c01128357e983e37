"""An editor changes a cell, sees what that does to people, publishes, and takes it back."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.people import LANGUAGES

from .conftest import OpenWindow
from .site import Site
from .visitor import Visitor

PASSWORD = "a long enough password"
CREATE = f"""
from django.contrib.auth.models import Group, User
user = User.objects.create_user("mei", password="{PASSWORD}", is_staff=True)
user.groups.add(Group.objects.get(name="Nutrition editors"))
"""
WORDS = {
    "en": {
        "draft": "Make a draft of the live edition",
        "save": "Save draft",
        "preview": "Save and see what it changes",
        "publish": "Publish",
        "copy": "Make a draft copy",
        "wrong": "The low end must not be above the high end.",
        "live": "Edition 2 is live.",
    },
    "zh-hant": {
        "draft": "從現行版建立草稿",
        "save": "儲存草稿",
        "preview": "儲存並看看會改變什麼",
        "publish": "發布",
        "copy": "複製成草稿",
        "wrong": "低值不可高於高值，請調整其中一個。",
        "live": "第 2 版已成為現行版。",
    },
}
PICTURES = os.environ.get("PICTURES")
"""A folder for the screenshots of docs/editing.md; without it none are taken."""
SHOWN = ("list", "grid", "wrong", "preview", "compare")
EVERY = os.environ.get("EVERY_PICTURE") == "1"


class Editor:
    def __init__(self, visitor: Visitor, site: Site) -> None:
        self.visitor, self.site = visitor, site
        self.page: Page = visitor.page
        self.words = WORDS[visitor.language]

    def open(self, path: str) -> None:
        response = self.page.goto(f"{self.site.url}/admin/{path}")
        assert response
        assert response.status == 200

    def log_in(self) -> None:
        self.open("")
        self.looks_right("login")
        self.page.fill("#id_username", "mei")
        self.page.fill("#id_password", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("[type=submit]")

    def press(self, what: str) -> None:
        words = self.words[what]
        button = self.page.locator(f'button:text-is("{words}"), input[value="{words}"]').first
        with self.page.expect_navigation():
            button.click()

    def looks_right(self, name: str) -> None:
        """Nothing for axe to find, nothing to scroll sideways for; a picture for the guide."""
        # axe would read imported style sheets by writing styles into the page; the CSP forbids it.
        found = Axe().run(self.page, options={"preload": False}).response
        assert found["passes"]
        assert [(it["id"], it["nodes"][0]["html"]) for it in found["violations"]] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        if PICTURES and (name in SHOWN or EVERY):
            path = Path(PICTURES) / f"editing-{name}-{self.visitor.language}.png"
            self.page.screenshot(path=path, full_page=EVERY, caret="initial")

    def visitors_k2(self) -> tuple[str | None, str | None]:
        """Edition and low end of K2 on an adult's results page."""
        self.visitor.open("results/")
        edition = self.page.get_attribute("main", "data-edition")
        return edition, self.page.get_attribute("#k2", "data-min")


@pytest.fixture
def desk_site(own_site: Site) -> Site:
    own_site.manage("shell", "-c", CREATE)
    return own_site


def an_editor(window: OpenWindow, site: Site, language: str, width: int = 1280) -> Editor:
    locale = {"en": "en", "zh-hant": "zh-TW"}[language]
    visitor = window(language, site=site, locale=locale, viewport={"width": width, "height": 900})
    return Editor(visitor, site)


@pytest.mark.parametrize("language", LANGUAGES)
def test_change_preview_publish_and_undo(
    window: OpenWindow, desk_site: Site, language: str
) -> None:
    editor = an_editor(window, desk_site, language)
    page, words = editor.page, editor.words
    editor.visitor.is_person("adult")
    assert editor.visitors_k2() == ("1", "75")

    editor.log_in()
    editor.looks_right("index")
    editor.open("recommender/edition/")
    editor.looks_right("list")

    editor.press("draft")
    editor.looks_right("grid")
    cell = page.locator('[name="rows-2-k2_min_ug"]')
    cell.fill("800")
    editor.press("save")
    expect(page.locator("#id_rows-2-k2_min_ug_error")).to_have_text(words["wrong"])
    expect(page.locator(".desk-problems")).to_contain_text(words["wrong"])
    assert "Error" in page.title() or "錯誤" in page.title()
    editor.looks_right("wrong")
    page.click(".desk-problems a")
    assert editor.visitor.focused() == "id_rows-2-k2_min_ug"

    cell.fill("８０ µg")
    editor.press("preview")
    expect(page.locator(".desk-grid td.changed")).to_have_count(1)
    expect(page.locator(".desk-grid td.changed ins")).to_contain_text("80–150")
    editor.looks_right("preview")
    preview = page.url

    page.locator(".desk-people a").first.click()
    expect(page.locator(".is-draft")).to_be_visible()
    expect(page.locator("#k2")).to_have_attribute("data-min", "80")
    editor.looks_right("results")
    assert editor.visitors_k2() == ("1", "75")

    page.goto(preview)
    page.fill("#id_note", "K2 從 80 起 · K2 from 80")
    editor.press("publish")
    expect(page.locator(".messagelist")).to_contain_text(words["live"])
    editor.looks_right("live")
    assert editor.visitors_k2() == ("2", "80")

    editor.open("recommender/edition/1/history/")
    editor.open("recommender/edition/2/history/")
    expect(page.locator("#change-history")).to_contain_text("75–150 → 80–150")
    editor.looks_right("history")
    editor.open("recommender/edition/2/compare/")
    editor.looks_right("compare")

    editor.open("recommender/edition/1/change/")
    editor.press("copy")
    editor.press("preview")
    page.fill("#id_note", "取消 · Undone")
    editor.press("publish")
    assert editor.visitors_k2() == ("3", "75")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_screens(window: OpenWindow, desk_site: Site, language: str) -> None:
    editor = an_editor(window, desk_site, language)
    page = editor.page
    editor.log_in()
    editor.open("recommender/edition/")
    editor.press("draft")
    page.fill('[name="rows-1-age_to"]', "17")
    editor.press("save")
    expect(page.locator(".desk-todo")).to_contain_text("18")
    editor.looks_right("to-do")
    editor.open("recommender/edition/2/import/")
    page.set_input_files("#id_file", {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n"})
    with page.expect_navigation():
        page.click(".submit-row [type=submit]")
    expect(page.locator(".desk-problems tbody tr").first).to_be_visible()
    editor.looks_right("import")
    for kind in KINDS:
        for edition, name in ((2, "draft"), (1, "live")):
            editor.open(f"recommender/{kind}/?edition={edition}")
            editor.looks_right(f"{kind}-list-{name}")
            page.locator("#result_list tbody th a").first.click()
            expect(page.locator(f"#{kind}_form")).to_be_visible()
            saves = page.locator(".submit-row [name=_save]")
            assert saves.count() == (1 if name == "draft" else 0)
            editor.looks_right(f"{kind}-{name}")
        editor.open(f"recommender/{kind}/import/?edition=2")
        editor.looks_right(f"{kind}-import")


KINDS = (
    "authority",
    "officialvalue",
    "officialnone",
    "food",
    "quickcard",
    "estimateconstant",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["cell", "official value"])
def test_one_figure_is_corrected_and_published_in_six_clicks(
    window: OpenWindow, desk_site: Site, language: str, what: str
) -> None:
    editor = an_editor(window, desk_site, language)
    page, clicks = editor.page, 0
    editor.log_in()

    def click(selector: str) -> None:
        nonlocal clicks
        clicks += 1
        with page.expect_navigation():
            page.locator(selector).first.click()

    click(".desk-intro dt a")
    click(f'button:text-is("{editor.words["draft"]}")')
    if what == "cell":
        page.locator('[name="rows-2-k2_min_ug"]').fill("80")
    else:
        click('.desk-lists a[href*="/officialvalue/"]')
        click("#result_list tbody th a")
        page.locator("[name=amount]").fill("1,001")
    click(f'input[value="{editor.words["preview"]}"]')
    changed = "80–150" if what == "cell" else "1,001"
    expect(page.locator("ins", has_text=changed).first).to_be_visible()
    editor.looks_right(f"preview-{what.replace(' ', '-')}")
    page.fill("#id_note", "Because")
    click(f'input[value="{editor.words["publish"]}"]')
    expect(page.locator(".messagelist")).to_contain_text(editor.words["live"])
    assert clicks <= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_result_is_seen_under_any_edition(
    window: OpenWindow, desk_site: Site, language: str
) -> None:
    editor = an_editor(window, desk_site, language)
    page = editor.page
    editor.log_in()
    editor.open("recommender/edition/1/answers/")
    editor.looks_right("answers")
    page.fill("#id_age", "forty")
    with page.expect_navigation():
        page.locator(".submit-row [type=submit]").click()
    expect(page.locator(".errorlist").first).to_be_visible()
    editor.looks_right("answers-wrong")
    typed_in = {"age": "70", "diet_calcium": "650", "sun_minutes": "", "k2": "90"}
    for name, typed in typed_in.items():
        page.fill(f"#id_{name}", typed)
    with page.expect_navigation():
        page.locator(".submit-row [type=submit]").click()
    expect(page.locator("main")).to_have_attribute("data-edition", "1")
    expect(page.locator("#calcium")).to_have_attribute("data-min", "550")
    assert page.url.endswith("/1/answers/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_changes_fold(window: OpenWindow, desk_site: Site, language: str) -> None:
    """A draft without most of the foods: what is gone is counted, and read when it is opened."""
    desk_site.manage(
        "shell",
        "-c",
        "from recommender import editions; from recommender.models import *\n"
        "draft = editions.copy_to_draft(Edition.objects.get(), 'mei')\n"
        "draft.cards.all().delete(); draft.foods.exclude(short_list=True).delete()\n"
        "draft.official_values.filter(code='us-calcium-limit-from19').update(amount=2400)",
    )
    editor = an_editor(window, desk_site, language)
    editor.log_in()
    editor.open("recommender/edition/2/preview/")
    assert editor.page.evaluate("document.documentElement.scrollHeight") < 6000
    editor.looks_right("preview-many")


def test_the_desk_on_a_phone(window: OpenWindow, desk_site: Site) -> None:
    """Not where one edits a table, but where one may have to look at one."""
    editor = an_editor(window, desk_site, "zh-hant", width=360)
    editor.log_in()
    editor.open("recommender/edition/")
    editor.press("draft")
    editor.looks_right("grid-phone")
    editor.page.fill('[name="rows-2-k2_min_ug"]', "80")
    editor.press("preview")
    editor.looks_right("preview-phone")


def test_the_language_is_chosen_at_the_login(window: OpenWindow, desk_site: Site) -> None:
    editor = an_editor(window, desk_site, "en")
    editor.open("")
    with editor.page.expect_navigation():
        editor.page.click(".desk-language button")
    assert editor.page.get_attribute("html", "lang") == "zh-hant"
    editor.looks_right("login-switched")
