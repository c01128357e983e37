"""What comes out of the printer for a doctor or pharmacist."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.people import LANGUAGES, TEN
from tests.support.visitor import Page

from .conftest import OpenWindow

EDITION = {"en": "edition 1", "zh-hant": "第 1 版"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*TEN, "medicines", "over-limits", "everything", "withheld"])
def test_the_print_fits_two_pages_and_names_its_source(
    window: OpenWindow, name: str, language: str, tmp_path: Path
) -> None:
    visitor = window(language).is_person(name)
    visitor.open("results/")
    today = visitor.page.locator("p.print-only").text_content() or ""
    printed = tmp_path / "results.pdf"
    visitor.page.pdf(path=printed, prefer_css_page_size=True)
    assert page_sizes(printed) in ([(595, 842)], [(595, 842)] * 2)
    text = " ".join(pdf_text(printed).split())
    assert EDITION[language] in text
    assert visitor.url.removeprefix("http://") in text
    assert re.search(r"20\d\d", today)
    assert plain(today) in plain(text)
    visitor.page.emulate_media(media="print")
    buttons = visitor.page.locator("button, .button, .change a, .back, form, nav").all()
    assert buttons
    assert not any(button.is_visible() for button in buttons)
    sizes = visitor.page.evaluate(FONT_SIZES)
    assert min(sizes) >= POINT * 11 - 0.1, "smaller than 11 pt"
    assert visitor.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), "clipped"


POINT = 96 / 72
"""CSS pixels."""
FONT_SIZES = """() => [...document.querySelectorAll('main *')]
  .filter(it => it.checkVisibility() && !it.closest('svg, .for-readers'))
  .filter(it => [...it.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(it => parseFloat(getComputedStyle(it).fontSize))"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_reason_and_the_signs_that_a_screen_opens(
    window: OpenWindow, language: str, tmp_path: Path
) -> None:
    visitor = window(language, java_script_enabled=False).is_person("warfarin-66")
    visitor.open("results/")
    printed = tmp_path / "results.pdf"
    visitor.page.pdf(path=printed, prefer_css_page_size=True)
    text = plain(pdf_text(printed))
    reason = Page.words("rules.csv", "vitamin-k-antagonist", "reason", language)
    assert plain(reason) in text
    assert "999" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["woman-57", "everything", "withheld"])
def test_the_card_fits_one_page(
    window: OpenWindow, name: str, language: str, tmp_path: Path
) -> None:
    visitor = window(language).is_person(name)
    visitor.open("results/card/")
    printed = tmp_path / "card.pdf"
    visitor.page.pdf(path=printed, prefer_css_page_size=True)
    assert page_sizes(printed) == [(595, 842)]
    assert "D3" in pdf_text(printed)
    visitor.page.emulate_media(media="print")
    size = visitor.page.locator("#card").evaluate("it => parseFloat(getComputedStyle(it).fontSize)")
    assert size >= POINT * 12 - 0.1


def plain(text: str) -> str:
    """Without the spaces that a line's end puts into a PDF's text."""
    return re.sub(r"\s", "", text)


def page_sizes(file: Path) -> list[tuple[int, int]]:
    told = run("pdfinfo", "-f", "1", "-l", "99", file)
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
    return [(round(float(width)), round(float(height))) for width, height in sizes]


def pdf_text(file: Path) -> str:
    return run("pdftotext", "-layout", file, "-")


def run(*command: str | Path) -> str:
    if not shutil.which(command[0]) and os.environ.get("BROWSER_REQUIRED") != "1":
        pytest.skip("poppler-utils are not on this machine")
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
