"""axe-core finds nothing on any page, clean or in an error state, in light and in dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.people import LANGUAGES

from .conftest import OpenWindow
from .pages import PAGES, REFUSED, WRONG
from .site import Site
from .visitor import Visitor

AXE = Axe()
COLOURS_ONLY = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""What can differ between light and dark."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*PAGES, *WRONG, *REFUSED])
def test_axe_finds_nothing(window: OpenWindow, name: str, language: str) -> None:
    visitor = window(language)
    way = PAGES.get(name) or WRONG.get(name) or REFUSED[name][1]
    way(visitor)
    assert_clean(visitor)


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_while_the_site_is_unavailable(
    window: OpenWindow, broken_site: Site, language: str
) -> None:
    visitor = window(language, site=broken_site)
    assert visitor.open("").status == 200
    assert_clean(visitor)
    response = visitor.open("reference/")
    assert response.status == 503
    assert response.headers["retry-after"]
    assert_clean(visitor)


def assert_clean(visitor: Visitor) -> None:
    visitor.page.emulate_media(color_scheme="light")
    assert violations(visitor) == []
    visitor.page.emulate_media(color_scheme="dark")
    assert violations(visitor, COLOURS_ONLY) == []


def violations(visitor: Visitor, options: dict | None = None) -> list[str]:
    found = AXE.run(visitor.page, options=options).response
    assert found["passes"], "axe looked at nothing"
    return [
        f"{it['id']}: {node['html']} {node['failureSummary']}"
        for it in found["violations"]
        for node in it["nodes"]
    ]
