"""What comes out of the printer for a doctor or pharmacist."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.people import LANGUAGES, PEOPLE

from .conftest import OpenWindow

EDITION = {"en": "edition 1", "zh-hant": "第 1 版"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_the_print_fits_two_pages_and_names_its_source(
    window: OpenWindow, name: str, language: str, tmp_path: Path
) -> None:
    visitor = window(language).is_person(name)
    visitor.open("results/")
    today = visitor.page.locator(".print-only").text_content() or ""
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
