"""What every test finds: translations compiled from the catalogue in the tree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = Path(__file__).parent.parent / "bonehealth/locale/zh_Hant/LC_MESSAGES/django.po"


def pytest_configure() -> None:
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="zh_Hant"))


@pytest.fixture(autouse=True)
def nothing_kept_between_tests() -> Iterator[None]:
    """A catalogue read in one test's transaction must not be found by the next test."""
    yield
    from recommender import catalogue

    catalogue.forget()
