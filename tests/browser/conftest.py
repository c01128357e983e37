"""A real Chromium against the real server. Skipped only where the machine has no Chromium.

One server and one browser serve the whole folder; each test gets windows of its own.  They end
with the folder, because Playwright's event loop would stand in the way of the ORM in other tests.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from .site import Site
from .visitor import Visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenWindow = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def chromium() -> str:
    """The browser's program. BROWSER_REQUIRED=1 makes its absence a failure."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("BROWSER_REQUIRED") == "1":
        pytest.fail("BROWSER_REQUIRED=1, but there is no Chromium")
    pytest.skip("there is no Chromium on this machine")


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with the shipped values published, for tests that change nothing on it."""
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(scope="package")
def broken_site(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose database holds no table."""
    site = Site(tmp_path_factory.mktemp("broken"), migrated=False)
    yield site
    site.stop()


@pytest.fixture
def own_site(chromium: str, tmp_path: Path) -> Iterator[Site]:
    """A site of the test's own, for tests that publish or break something."""
    site = Site(tmp_path)
    yield site
    site.stop()


@pytest.fixture
def window(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenWindow]:
    """Opens a window: `window("zh-hant", color_scheme="dark")` (options of Browser.new_context).

    `site=` names another site than the common one.  When the test ends, no window may have seen a
    message on the console (a broken CSP tells there), a script error or a foreign request.
    """
    opened: list[Visitor] = []

    def open_window(language: str = "en", site: Site | None = None, **options: Any) -> Visitor:
        url = (site or request.getfixturevalue("site")).url
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        visitor = Visitor(context, url, language)
        opened.append(visitor)
        return visitor

    yield open_window
    for visitor in opened:
        visitor.context.close()
    assert [visitor.complaints for visitor in opened if visitor.complaints] == []
