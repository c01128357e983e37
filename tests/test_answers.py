"""The sealed cookie: what goes in comes out, and nothing else does."""

import base64
import json
import random
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from recommender import answers, data
from recommender.domain.registry import BOXES
from recommender.forms.questions import QUESTIONS

GIVEN_ANSWERS = {
    "age": 55,
    "menopause": "yes",
    "diet_calcium": "not-sure",
    "cautions": ["none"],
    "servings": {"egg": "2.5"},
}


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


JUNK = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.lists(st.integers() | st.text(max_size=9) | st.lists(st.none()), max_size=4)
    | st.dictionaries(st.text(max_size=9), st.integers() | st.text(max_size=9), max_size=4)
)
FIELDS = [field for question in QUESTIONS for field in question.base_fields]


def could_be_given(answer: dict[str, Any]) -> bool:
    """Asked of the forms themselves, as if each answer were typed now."""
    ((field, given),) = answer.items()
    form = next(question for question in QUESTIONS if field in question.base_fields)
    if given == "not-sure" and form.not_sure:
        return True
    bound = form.base_fields[field]
    try:
        return bool(bound.clean(given) == given)
    except (ValidationError, TypeError):
        return False


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=20), JUNK, max_size=8))
def test_whatever_was_sealed_only_what_could_be_given_comes_back(content: dict[str, Any]) -> None:
    back = answers.load(request_with(token(content)))
    for field, answer in back.items():
        assert content[field] == answer
        assert could_be_given({field: answer})


@pytest.mark.parametrize("field", FIELDS)
@given(answer=st.integers(-2, 130_000) | st.sampled_from(["yes", "no", "not-sure", "none", "55"]))
def test_what_could_be_given_comes_back(field: str, answer: Any) -> None:
    if field == "cautions":
        answer = [answer]
    if field != "menopause" and isinstance(answer, str) and answer != "not-sure":
        return
    back = answers.load(request_with(token({field: answer})))
    assert (back == {field: answer}) is could_be_given({field: answer})


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"age": "55"}, id="an age stored as text"),
        pytest.param({"age": 55.0}, id="a decimal"),
        pytest.param({"age": True}, id="yes for an age"),
        pytest.param({"age": 121}, id="a bound since narrowed"),
        pytest.param({"age": "not-sure"}, id="not sure where that is no answer"),
        pytest.param({"menopause": "perhaps"}, id="an unknown choice"),
        pytest.param({"menopause": ["yes"]}, id="a list for a choice"),
        pytest.param({"cautions": ["none", "kidney-disease"]}, id="none and one"),
        pytest.param({"cautions": ["kidney-disease", "gout"]}, id="an unknown caution"),
        pytest.param({"cautions": []}, id="no caution at all"),
        pytest.param({"cautions": "none"}, id="text for a list"),
        pytest.param({"cautions": [["none"]]}, id="a list in a list"),
        pytest.param({"cautions": {"none": 1}}, id="an object for a list"),
        pytest.param({"takes": "some"}, id="an unknown way to take"),
        pytest.param({"diet_source": "guess"}, id="an unknown source"),
        pytest.param({"region": "moon"}, id="an unknown region"),
        pytest.param({"quick": {"milk": "daily"}}, id="an unknown answer to a card"),
        pytest.param({"quick": ["milk"]}, id="a list for cards"),
        pytest.param({"bottles": {}}, id="an object for bottles"),
        pytest.param({"bottles": []}, id="no bottle"),
        pytest.param({"bottles": [{}] * 9}, id="nine bottles"),
        pytest.param({"bottles": [7]}, id="a number for a bottle"),
        pytest.param({"bottles": [{"calcium": "5"}]}, id="an amount without its unit"),
        pytest.param({"bottles": [{"calcium": "5", "calcium_unit": "IU"}]}, id="no such unit"),
        pytest.param({"bottles": [{"calcium": 5, "calcium_unit": "mg"}]}, id="a bare number"),
        pytest.param({"bottles": [{"calcium": "-5", "calcium_unit": "mg"}]}, id="below zero"),
        pytest.param({"bottles": [{"calcium": "6000", "calcium_unit": "mg"}]}, id="too much"),
        pytest.param({"bottles": [{"calcium_as": "carbonate"}]}, id="a salt of nothing"),
        pytest.param({"bottles": [{"serving": "0"}]}, id="for no tablet"),
        pytest.param({"bottles": [{"tablets": "1/0"}]}, id="a division"),
        pytest.param({"bottles": [{"per": "year"}]}, id="an unknown time"),
        pytest.param({"bottles": [{"unknown": "zinc"}]}, id="an unknown nutrient"),
        pytest.param({"bottles": [{"unknown": ["k2"]}]}, id="a list for text"),
        pytest.param({"bottles": [{"name": "x" * 31}]}, id="a long name"),
        pytest.param({"servings": ["egg"]}, id="a list for servings"),
    ],
)
def test_what_today_s_form_would_refuse_was_not_answered(answer: dict[str, Any]) -> None:
    assert answers.load(request_with(token({"sun_minutes": 10} | answer))) == {"sun_minutes": 10}


@pytest.mark.parametrize("times", [2, "x", "1e5", "-1", "1,5", "101", "٣", None])
def test_servings_that_are_no_number_were_not_given(times: Any) -> None:
    content = {"servings": {"egg": "2", "natto": times}}
    assert answers.load(request_with(token(content))) == {}


DIGESTS = [{}, {"age": 55}, {"age": 56}, {"age": 55, "menopause": "yes"}]


@pytest.mark.parametrize("shown", DIGESTS)
@pytest.mark.parametrize("now", DIGESTS)
def test_a_digest_is_of_the_very_answers_it_was_made_of(shown: Any, now: Any) -> None:
    assert answers.is_digest_of(answers.digest(shown), now) is (shown == now)


@pytest.mark.parametrize("given", [None, "", "x", "長", answers.digest({"age": 5})[:-1]])
def test_nothing_passes_for_the_digest_of_answers(given: str | None) -> None:
    assert not answers.is_digest_of(given, {"age": 5})
    assert answers.is_digest_of(given, {}) is (not given)


def test_a_digest_tells_nothing_and_does_not_depend_on_the_order() -> None:
    one, other = {"age": 5, "sun_minutes": 4391}, {"sun_minutes": 4391, "age": 5}
    assert answers.digest(one) == answers.digest(other)
    assert len(answers.digest(one)) == 16
    assert "4391" not in answers.digest(one)


def test_a_digest_holds_after_the_key_was_renewed(settings: Settings) -> None:
    made, old = answers.digest({"age": 5}), settings.SECRET_KEY
    settings.SECRET_KEY = "another key " * 5
    assert not answers.is_digest_of(made, {"age": 5})
    settings.SECRET_KEY_FALLBACKS = [old]
    assert answers.is_digest_of(made, {"age": 5})


def test_a_later_release_s_answers_count_as_far_as_they_are_known() -> None:
    box = answers._box()
    later = {"schema": 99, "answers": {"age": 55, "bottles": [1]}}
    value = box.encrypt(json.dumps(later).encode()).decode()
    assert answers.load(request_with(value)) == {"age": 55}


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


def noise(length: int) -> str:
    """Text that packs badly, and repeats an amount."""
    chance = random.Random(4391)
    return "4391" + "".join(map(chr, chance.choices(range(40, 91), k=length)))


def test_the_longest_journey_fits() -> None:
    """Eight bottles with everything in them, every card, every food at another number."""
    chance = random.Random(1)

    def amount(most: int) -> str:
        return f"{chance.randint(1, most)}.{chance.randint(1, 99)}"

    def bottle() -> dict[str, str]:
        return {
            **{name: amount(500) for name in ("calcium", "d3", "k2", "k1")},
            **{"calcium_unit": "mg", "d3_unit": "IU", "k2_unit": "ug", "k1_unit": "ug"},
            **{"calcium_as": "tricalcium-phosphate", "unknown": "calcium d3 k1 k2"},
            **{"serving": amount(90), "tablets": amount(9), "times": amount(9), "per": "month"},
            "prescribed": "1",
            "active_d3": "1",
            "name": "".join(map(chr, chance.choices(range(0x4E00, 0x9FA5), k=30))),
        }

    everything = {
        "age": 64,
        "menopause": "not-applicable",
        "diet_calcium": 2450,
        "diet_source": "quick",
        "sun_minutes": 1440,
        "takes": "yes",
        "bottles": [bottle() for _ in range(8)],
        "cautions": [rule.code for rule in BOXES],
        "servings": {food["code"]: amount(99)[:-1] for food in data.read("foods.csv")},
        "quick": {card["code"]: "sometimes" for card in data.read("quick.csv")},
        "region": "hk",
    }
    (cookie,) = sealed(everything).values()
    assert len(cookie.value) <= 3800


def test_answers_too_large_for_a_cookie_are_refused_without_quoting_them() -> None:
    response = HttpResponse()
    with pytest.raises(answers.AnswersTooLarge) as refusal:
        answers.save(response, {"servings": noise(4000)}, request_with())
    assert "4391" not in str(refusal.value)
    assert not response.cookies


def test_a_full_cookie_fits_what_browsers_keep() -> None:
    """4,096 bytes for name, value and attributes together; 2,700 bytes go in that cannot be
    packed."""
    (cookie,) = sealed({"servings": noise(2600)}, secure=True).values()
    assert len(cookie.OutputString()) < 4096


SEALED_EARLIER = (
    "gAAAAABlU_EASFo7dTrgfD4SrWDQ-58NCddwU26C2tv4Pk8rjeEZ3qYGfhP-NWttkWchdU6T8CyAWo_f8oSBlxcQmdBp"
    "IB59H7JOQ2rVqyNfFzN00cWXg20="
)


def test_answers_sealed_before_an_update_still_open(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """While a new version is rolled out, both seal and both open: in the same way."""
    settings.SECRET_KEY = "a key that was in use when the answers below were sealed"
    monkeypatch.setattr(answers.time, "time", lambda: 1_700_000_060.0)
    assert answers.load(request_with(SEALED_EARLIER)) == {"age": 55, "cautions": ["none"]}
