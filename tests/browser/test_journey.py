import pytest

from .conftest import OpenWindow
from .visitor import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_smoke(window: OpenWindow, language: str) -> None:
    visitor = window(language).is_person("adult")
    assert visitor.open("results/").status == 200
    assert visitor.page.get_attribute("#calcium", "data-max") == "500"
