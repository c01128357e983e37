"""What every test finds: a catalogue read anew, and the shipped values where it asks for them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from recommender import catalogue


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
