"""Every § that code or a document cites can be followed to docs/rules.md or docs/standards.md."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SKIPPED_FOLDERS = {".git", ".venv", "var", "node_modules", "__pycache__", "staticfiles"}
SKIPPED_FILES = {Path(__file__), ROOT / "docs/rules.md", ROOT / "docs/standards.md"}
DATA = {".csv", ".po"}
"""Sources of figures have § of their own."""

GAP = r"(?:[`,;)]|\s|#|\band\b|\bto\b|–)*"
NUMBER = r"§ ?(\d+(?:\.\d+)?)"
CITATION = re.compile(rf"\b(rules|standards)(?:\.md)?(?:{GAP}{NUMBER})+", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(?:DOMAIN|STANDARDS)\b|\b(?:DESIGN|WORDING)\.md|(?:^|[\s./(])shared/")
"""Documents that are not in the repository."""


def numbers(document: str) -> set[str]:
    """`n` of each section and `n.m` of each numbered point in it."""
    found, section = set(), ""
    for line in (ROOT / "docs" / f"{document}.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d+)\. ", line):
            section = heading[1]
            found.add(section)
        elif point := re.match(r"(\d+)\. ", line):
            found.add(f"{section}.{point[1]}")
    return found


THERE = {document: numbers(document) for document in ("rules", "standards")}


def faults(text: str) -> list[str]:
    """Citations in a text that lead nowhere, and § that do not say whose they are."""
    found = [f"cites {match[0].strip()!r}" for match in ELSEWHERE.finditer(text)]
    for citation in CITATION.finditer(text):
        there = THERE[citation[1].lower()]
        found += [
            f"there is no {citation[1]} §{number}"
            for number in re.findall(NUMBER, citation[0])
            if number not in there
        ]
    left = re.findall(NUMBER, CITATION.sub("", text))
    return found + [f"§{number} of no document" for number in left]


def texts() -> Iterator[tuple[str, str]]:
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in SKIPPED_FOLDERS and not name.endswith("_cache")
        ]
        for path in (Path(folder, name) for name in files):
            if path not in SKIPPED_FILES and path.suffix not in DATA:
                try:
                    yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue  # a picture


def test_every_citation_leads_somewhere() -> None:
    found = {name: faults(text) for name, text in texts()}
    assert {name: what for name, what in found.items() if what} == {}


def test_code_is_among_what_is_looked_at() -> None:
    cited = {name for name, text in texts() if CITATION.search(text)}
    assert {"recommender/domain/calcium.py", "tests/test_pages.py"} <= cited


@pytest.mark.parametrize(("document", "last"), [("rules", 11), ("standards", 5)])
def test_sections_count_up_without_a_gap(document: str, last: int) -> None:
    sections = sorted(int(number) for number in THERE[document] if "." not in number)
    assert sections == list(range(1, last + 1))


@pytest.mark.parametrize("document", ["rules", "standards"])
def test_a_document_cites_itself_rightly(document: str) -> None:
    text = (ROOT / "docs" / f"{document}.md").read_text(encoding="utf-8")
    assert set(re.findall(NUMBER, text)) <= THERE[document]
    assert ELSEWHERE.findall(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "rules §12",
        "standards §1.18",
        "(standards §1.11, §1.12, §6)",
        "docs/rules.md §0",
        "# rules\n# §99",
        "see §3",
        "DOMAIN §3",
        "STANDARDS ask for it",
        "../shared/rules.csv",
    ],
)
def test_a_citation_that_leads_nowhere_is_found(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "rules §11",
        "standards §5.17",
        "`standards §1.11`, §1.12 and §5",
        "docs/rules.md §4",
        "rules",
    ],
)
def test_a_citation_that_leads_somewhere_is_let_be(text: str) -> None:
    assert faults(text) == []
