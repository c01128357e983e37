"""Pictures of the site for README and docs, and of every page to be looked at.

`make screenshots` writes the few that documents show to docs/img; `make screenshots LOOK=folder`
writes every page in both languages, on a desktop and a phone, light and dark, and the prints.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.support.people import LANGUAGES, TEN  # noqa: E402 (they read settings)

from .conftest import FLAGS  # noqa: E402
from .pages import PAGES, REFUSED, WRONG, Way, results_of  # noqa: E402
from .site import ROOT, Site  # noqa: E402
from .visitor import Visitor  # noqa: E402

DESKTOP = {"viewport": {"width": 1100, "height": 760}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
DARK = {"color_scheme": "dark"}
SHOWN = [("results", "woman-57", "en", DESKTOP)]
PEOPLE: dict[str, Way] = {person: results_of(person) for person in TEN}
EVERY_PAGE: dict[str, Way] = (
    PAGES | WRONG | {name: way for name, (_, way) in REFUSED.items()} | PEOPLE
)


def picture(browser: Browser, site: Site, file: Path, name: str, language: str, **how) -> None:
    """One page as a PNG. `full_page` takes all of it, not the first screen."""
    full_page = how.pop("full_page", False)
    context = browser.new_context(**how)
    visitor = Visitor(context, site.url, language)
    EVERY_PAGE[name](visitor)
    visitor.page.screenshot(path=file, full_page=full_page)
    context.close()


def look_at_everything(browser: Browser, site: Site, folder: Path) -> None:
    for language in LANGUAGES:
        for name in EVERY_PAGE:
            for device, how in {"desktop": DESKTOP, "phone": PHONE, "dark": DESKTOP | DARK}.items():
                file = folder / f"{name}-{device}-{language}.png"
                picture(browser, site, file, name, language, full_page=True, **how)
        for person in TEN:
            context = browser.new_context()
            visitor = Visitor(context, site.url, language).is_person(person)
            visitor.open("results/")
            visitor.page.pdf(path=folder / f"{person}-{language}.pdf", prefer_css_page_size=True)
            context.close()


def main(folder: Path | None) -> None:
    temporary = Path(tempfile.mkdtemp())
    site = Site(temporary)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
                look_at_everything(browser, site, folder)
                return
            images = ROOT / "docs" / "img"
            images.mkdir(parents=True, exist_ok=True)
            for file, name, language, how in SHOWN:
                picture(browser, site, images / f"{file}.png", name, language, **how)
    finally:
        site.stop()
        shutil.rmtree(temporary)


if __name__ == "__main__":
    os.chdir(ROOT)
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
