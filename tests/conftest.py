"""What every test finds: translations compiled from the catalogue in the tree."""

from importlib import import_module
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.db import connection

from recommender import catalogue

CATALOGUE = Path(__file__).parent.parent / "bonehealth/locale/zh_Hant/LC_MESSAGES/django.po"


def pytest_configure() -> None:
    compiled = CATALOGUE.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= CATALOGUE.stat().st_mtime:
        return
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="zh_Hant"))


@pytest.fixture(autouse=True)
def _catalogue_read_anew() -> None:
    """What one test kept per process must not be fresh enough for the next."""
    catalogue.forget()


@pytest.fixture
def first_data(transactional_db: None) -> None:
    """The shipped values and the editors' group, for tests whose database is emptied each time."""
    for name in ("0002_first_data", "0003_editors"):
        migration = import_module(f"recommender.migrations.{name}")
        for operation in migration.Migration.operations:
            operation.code(apps, connection.schema_editor())
