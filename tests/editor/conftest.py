import pytest

from .desk import Desk, an_editor


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(an_editor())
