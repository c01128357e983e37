"""The card: both languages on it, and its QR code read back by an independent decoder."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from tests.domain.people import a_person_of
from tests.support.pages import Told
from tests.support.people import LANGUAGES
from tests.support.visitor import Page, Visit, words_of

languages = pytest.mark.parametrize("language", LANGUAGES)
WOMAN = Profile(57, Menopause.YES, 650, 10, Taken(calcium=600, d3=400))
EVERYTHING = Profile(64, diet_calcium_mg=300, taken=Taken(1, 2, 3, 4), cautions=frozenset(Caution))


def read_back(page: Page, folder: Path) -> str:
    """What zbar sees in the picture of the code."""
    if not shutil.which("zbarimg") and os.environ.get("BROWSER_REQUIRED") != "1":
        pytest.skip("zbar-tools are not on this machine")
    (svg,) = page.all("//svg[.qr]")
    side = int(svg.get("viewbox", svg.get("viewBox")).split()[2])
    picture = folder / "code.pbm"
    picture.write_bytes(drawn(svg.xpath("./path")[1].get("d"), side))
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", picture], check=True, capture_output=True, timeout=60
    )
    return done.stdout.decode().removesuffix("\n")


def drawn(path: str, side: int, scale: int = 4) -> bytes:
    """The dark modules of an SVG path of horizontal strokes as a bitmap."""
    dark: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if command == "h":
            dark |= {(int(x) + step, int(y)) for step in range(int(values[0]))}
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    rows = []
    for row in range(side):
        line = "".join(("1" if (col, row) in dark else "0") * scale for col in range(side))
        rows += [" ".join(line)] * scale
    return f"P1\n{side * scale} {side * scale}\n".encode() + "\n".join(rows).encode()


@languages
@pytest.mark.parametrize("who", [WOMAN, EVERYTHING], ids=["one bottle", "everything"])
def test_the_code_holds_the_text_of_the_card(who: Profile, language: str, tmp_path: Path) -> None:
    page = Told(who, language).card.page
    text = page.one("//pre[@id='card-text']").text
    assert len(text.splitlines()) >= 8
    assert read_back(page, tmp_path) == text


@languages
def test_both_languages_are_on_it(language: str) -> None:
    page = Told(WOMAN, language).card.page
    text = page.text("//article")
    for words in ("照舊", "keep on", "再加", "add", "食物的鈣", "from food"):
        assert words in text
    other = {"en": "zh-Hant", "zh-hant": "en"}[language]
    assert {it.get("lang") for it in page.all("//article//span[@lang]")} == {other}


@languages
def test_it_says_what_is_taken_what_the_table_has_and_what_to_do(language: str) -> None:
    rows = Told(WOMAN, language).card.page.all("//article//tr[td]")
    said = [[words_of(cell) for cell in row] for row in rows]
    assert [line[1:3] for line in said] == [
        ["600", "550–800"],
        ["400", "1,000–2,000"],
        ["–", "150–200"],
        ["–", "120–200"],
    ]


@languages
def test_medicines_come_with_their_hours(language: str) -> None:
    profile = Profile(57, cautions=frozenset({Caution.LEVOTHYROXINE, Caution.IRON_OR_ZINC}))
    text = Told(profile, language).card.page.text("//article")
    for words in ("levothyroxine", "甲狀腺素", "4 hours", "4 小時", "2 hours", "2 小時"):
        assert words in text


@languages
def test_what_is_withheld_is_not_on_it(language: str) -> None:
    """Nor in its text, and so not in its code: only what the visitor takes has a figure."""
    for number in range(80):
        profile, edition = a_person_of(number)
        told = Told(profile, language, edition)
        rows = told.card.page.all("//article//tr[td]")
        text = told.card.page.one("//pre").text
        for nutrient, row in zip(Nutrient, rows, strict=True):
            if nutrient in told.result.withheld:
                assert words_of(row.xpath("./td[2]")[0]) == "–"
                name = words_of(row[0]).split()[0]
                (line,) = [it for it in text.splitlines() if it.startswith(f"{name}: ")]
                taken = profile.taken.amount(nutrient)
                figures = re.findall(r"\d[\d,]*\d|\d", line.split(": ", 1)[1])
                assert figures in ([], [f"{taken or 0:,}"])


@pytest.mark.django_db
@languages
def test_nothing_of_it_is_stored_or_in_an_address(language: str) -> None:
    visit = Visit(language).holding(taken={"calcium": 439})
    page = visit.read("results/card/")
    assert page.one("//a[.back]").get("href") == visit.address("results/")
    assert visit.page.headers["Cache-Control"] == "no-store"
    assert not visit.page.cookies
    assert [link for link in page.all("//@href") if "439" in link] == []
    assert page.all("//button[@data-share]/@hidden") == [""]
    visit.client.cookies.clear()
    assert visit.open("results/card/").headers["Location"] == visit.address("questions/age/")
