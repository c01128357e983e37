"""What the documents name is there: files, links, recipes of make."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
TOPS = "benchmarks|bin|bonehealth|deploy|docs|recommender|static|templates|tests"

named = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@named
def test_links_lead_to_files(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@named
def test_recipes_of_make_are_there(document: Path) -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = re.findall(r"(?:`|^)make ([a-z-]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(asked) - recipes == set()


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "SECURITY.md"])
def test_files_named_are_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    files = set(re.findall(rf"`((?:{TOPS})/[\w./-]*)`", text))
    assert len(files) > 3
    assert sorted(file for file in files if not (ROOT / file).exists()) == []


def test_names_of_code_in_recipes_are_there() -> None:
    """`WITHHOLDS`, `STEPS`: what a recipe says to add a line to."""
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("recommender/**/*.py"))
    names = set(
        re.findall(r"`([A-Z][A-Z_]{3,})`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    )
    assert len(names) > 3
    assert sorted(name for name in names if not re.search(rf"\b{name}\b", code)) == []
