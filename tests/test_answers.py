"""The sealed cookie: what goes in comes out, and nothing else does."""

import base64
import json
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from recommender import answers

GIVEN_ANSWERS = {"age": 55, "menopause": "yes", "diet_calcium": None, "cautions": ["none"]}


def request_with(token: str | None = None, *, secure: bool = False) -> Any:
    request = RequestFactory().get("/", secure=secure)
    if token is not None:
        request.COOKIES["__Host-answers" if secure else "answers"] = token
    return request


def sealed(content: Any = GIVEN_ANSWERS, *, secure: bool = False) -> SimpleCookie:
    response = HttpResponse()
    answers.save(response, content, request_with(secure=secure))
    return response.cookies


def token(content: Any = GIVEN_ANSWERS) -> str:
    return sealed(content)["answers"].value


def test_answers_come_back_as_they_were_given() -> None:
    assert answers.load(request_with(token())) == GIVEN_ANSWERS


@given(
    st.dictionaries(
        st.text(max_size=20),
        st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.lists(st.integers()),
        max_size=8,
    )
)
def test_any_answers_come_back(content: dict[str, Any]) -> None:
    try:
        assert answers.load(request_with(token(content))) == content
    except answers.AnswersTooLarge:
        assert len(json.dumps(content)) > 2000


def test_nobody_can_read_them_from_the_cookie() -> None:
    value = token({"diet_calcium": 4391})
    assert "4391" not in value
    assert b"4391" not in base64.urlsafe_b64decode(value)


def test_the_same_answers_are_sealed_differently_each_time() -> None:
    assert token() != token()


@pytest.mark.parametrize(
    ("secure", "name"), [(False, "answers"), (True, "__Host-answers")], ids=["http", "https"]
)
def test_cookie_is_kept_from_scripts_and_other_sites(secure: bool, name: str) -> None:
    (cookie,) = sealed(secure=secure).values()
    assert cookie.key == name
    assert cookie["max-age"] == 24 * 3600
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["domain"] == ""
    assert bool(cookie["secure"]) is secure
    assert answers.load(request_with(cookie.value, secure=secure)) == GIVEN_ANSWERS


def test_deleting_covers_both_names() -> None:
    response = HttpResponse()
    answers.clear(response)
    assert {name: cookie["max-age"] for name, cookie in response.cookies.items()} == {
        "answers": 0,
        "__Host-answers": 0,
    }


def flipped(value: str, place: int) -> str:
    return value[:place] + ("A" if value[place] != "A" else "B") + value[place + 1 :]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(lambda good: "", id="empty"),
        pytest.param(lambda good: good[:-1], id="a character short"),
        pytest.param(lambda good: good[: len(good) // 2], id="half"),
        pytest.param(lambda good: flipped(good, 5), id="other time"),
        pytest.param(lambda good: flipped(good, 40), id="other content"),
        pytest.param(lambda good: flipped(good, len(good) - 8), id="other signature"),
        pytest.param(lambda good: "x" * 5000, id="5,000 characters"),
        pytest.param(lambda good: '{"age": 55}', id="plain JSON"),
        pytest.param(lambda good: "鈣" * 30, id="Chinese"),
        pytest.param(lambda good: "\ud800\x00", id="lone surrogate and NUL"),
    ],
)
def test_a_cookie_that_is_not_ours_is_a_fresh_start(bad: Any) -> None:
    assert answers.load(request_with(bad(token()))) == {}


@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(b"\x80" + raw).decode()))
def test_garbage_is_a_fresh_start(garbage: str) -> None:
    assert answers.load(request_with(garbage)) == {}


def test_no_cookie_is_a_fresh_start() -> None:
    assert answers.load(request_with()) == {}


@pytest.mark.parametrize("content", [None, 7, "age", ["age", 55]], ids=repr)
def test_a_seal_around_something_else_is_a_fresh_start(content: Any) -> None:
    assert answers.load(request_with(token(content))) == {}


@pytest.mark.parametrize(
    ("hours", "kept"),
    [(0, True), (23.99, True), (24.01, False), (48, False), (-3, True)],
    ids=["at once", "in time", "just late", "late", "clock set back three hours"],
)
def test_answers_last_a_day(monkeypatch: pytest.MonkeyPatch, hours: float, kept: bool) -> None:
    value = token()
    now = answers.time.time()
    monkeypatch.setattr(answers.time, "time", lambda: now + hours * 3600)
    assert bool(answers.load(request_with(value))) is kept


def test_a_new_key_still_opens_what_the_old_one_sealed(settings: Settings) -> None:
    value, old = token(), settings.SECRET_KEY
    settings.SECRET_KEY = "another key " * 5
    assert answers.load(request_with(value)) == {}
    settings.SECRET_KEY_FALLBACKS = [old]
    assert answers.load(request_with(value)) == GIVEN_ANSWERS
    renewed = token()
    settings.SECRET_KEY_FALLBACKS = []
    assert answers.load(request_with(renewed)) == GIVEN_ANSWERS


def test_answers_too_large_for_a_cookie_are_refused_without_quoting_them() -> None:
    response = HttpResponse()
    with pytest.raises(answers.AnswersTooLarge) as refusal:
        answers.save(response, {"servings": "4391" * 1000}, request_with())
    assert "4391" not in str(refusal.value)
    assert not response.cookies


def test_a_full_cookie_fits_what_browsers_keep() -> None:
    """4,096 bytes for name, value and attributes together; 2,700 bytes of answers go in."""
    (cookie,) = sealed({"servings": "x" * 2700}, secure=True).values()
    assert len(cookie.OutputString()) < 4096
