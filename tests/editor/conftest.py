import pytest
from django.conf import settings

from .desk import Desk, an_editor

if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
    # A race needs several writers at once, which SQLite does not have.
    collect_ignore = ["test_races.py"]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(an_editor())
