"""Cookies that 8112979 sealed, opened by the code of today a minute later.

Someone may be half-way through the questions while the site is upgraded.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

KEPT = json.loads((Path(__file__).parent / "cookies_8112979.json").read_text(encoding="utf-8"))
COOKIES = {cookie["name"]: cookie for cookie in KEPT["cookies"]}
QUESTIONS = ("age", "menopause", "diet-calcium", "sun", "supplements", "cautions")
PAGES = (
    "",
    *(f"questions/{slug}/" for slug in QUESTIONS),
    "questions/diet-calcium/estimate/",
    "questions/diet-calcium/estimate/sum/",
    "questions/diet-calcium/quick/",
    "questions/supplements/bottle/",
    "too-young/",
    "check/",
    "results/",
    "reference/",
)

pytestmark = pytest.mark.django_db


def having(field: str) -> list[str]:
    return [name for name, cookie in COOKIES.items() if field in cookie["answers"]]


@pytest.fixture(autouse=True)
def _the_key_and_the_time(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SECRET_KEY = KEPT["secret_key"]
    monkeypatch.setattr("time.time", lambda: float(KEPT["sealed_at"] + 60))


def visitor(name: str) -> Client:
    client = Client()
    client.cookies[KEPT["cookie_name"]] = COOKIES[name]["token"]
    return client


def page(name: str, address: str, language: str = "en") -> Any:
    """The page, or where it leads to.  An error in a view fails the test by itself."""
    return visitor(name).get(f"/{language}/{address}")


@pytest.mark.parametrize("language", ["en", "zh-hant"])
@pytest.mark.parametrize("name", COOKIES)
def test_every_page_answers(name: str, language: str) -> None:
    for address in PAGES:
        assert page(name, address, language).status_code in {200, 302, 404}, address


@pytest.mark.parametrize("name", COOKIES)
def test_the_key_and_the_time_are_right(name: str) -> None:
    """Else every cookie would be refused, and the other tests would prove nothing."""
    assert f'value="{COOKIES[name]["answers"]["age"]}"' in page(name, "questions/age/").text


@pytest.mark.parametrize("name", having("cautions"))
def test_only_what_supplements_give_is_asked_again_and_withheld_stays_withheld(name: str) -> None:
    client = visitor(name)
    assert client.get("/en/results/")["Location"] == "/en/questions/supplements/"
    asked = client.get("/en/questions/supplements/").text
    shown_for = re.search('name="shown_for" value="([^"]+)"', asked)
    assert shown_for
    sent = {"takes": "no", "shown_for": shown_for[1]}
    assert client.post("/en/questions/supplements/", sent).status_code == 302
    response = client.get("/en/results/")
    assert response.status_code == 200
    cautions = COOKIES[name]["answers"]["cautions"]
    statuses = dict(re.findall(r'<section id="(\w+)"[^>]*? data-status="([\w-]+)"', response.text))
    assert (statuses["k1"] == "withheld") == ("vitamin-k-antagonist" in cautions)


@pytest.mark.parametrize("name", having("servings"))
def test_servings_counted_by_database_key_go_to_no_food(name: str) -> None:
    """Another edition's food has that key by now: seven glasses of milk must not become seeds."""
    response = page(name, "questions/diet-calcium/estimate/")
    assert response.status_code == 200
    boxes = re.findall(r'<input[^>]* name="food-[^>]*>', response.text)
    assert boxes
    assert [box for box in boxes if re.search(' value="[^"]', box)] == []
