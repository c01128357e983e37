"""4391 is typed wherever an amount may be typed, and then looked for wherever it must not be.

Answers may show in the body of the visitor's own pages and nowhere else: no address, no header,
no log, no error report, no database, no cookie that anyone can read.
"""

import base64
import gc
import logging
import re
from collections.abc import Iterator
from functools import lru_cache
from types import FunctionType
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from bonehealth.settings import LOGGING
from recommender import catalogue
from recommender.models import CONTENT, Food
from tests.support.people import STEP_OF

from .support.people import bottle
from .support.visitor import Visit, hidden_in

SENTINEL = "4391"
ALONE = re.compile(r"(?<![0-9A-Za-z])4,?391(?![0-9A-Za-z])")
"""The amount itself, as printed or not; ids and times may hold these digits by chance."""
ANSWERS = {
    "age": "55",
    "menopause": "yes",
    "diet_calcium": SENTINEL,
    "sun_minutes": "10",
    "supplements": {"calcium": 4391, "d3": 4391, "k1": 4391},
    "cautions": "kidney-stones",
}
LABEL = bottle(calcium=4391, d3=4391, k1=4391) | {"name": SENTINEL}
WHAT_IF = {"age": SENTINEL, "sun_minutes": SENTINEL, "milk": SENTINEL}
LANGUAGES = ["zh-hant", "en"]


class Recorder(Client):
    """Keeps every request and response, as a proxy between visitor and site would see them."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True, raise_request_exception=False)
        self.seen: list[tuple[str, Any]] = []

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        self.seen.append((f"{request['PATH_INFO']}?{request['QUERY_STRING']}", response))
        return response


def walked(language: str, recorder: Recorder, cautions: str = ANSWERS["cautions"]) -> Visit:
    """A whole journey with estimator, label check, what-if and mistakes."""
    visit = Visit(language, recorder)
    visit.open("")
    visit.answer("age", SENTINEL)
    visit.answer("age", ANSWERS["age"]).answer("menopause", ANSWERS["menopause"])
    food = Food.objects.filter(regions="all").first()
    assert food
    estimate = "questions/diet-calcium/estimate/"
    visit.post(estimate, {f"food-{food.code}": SENTINEL})
    visit.post(estimate, {f"food-{food.code}": "43.9"})
    visit.open(estimate + "sum/")
    for field, answer in (ANSWERS | {"cautions": cautions}).items():
        visit.answer(field, answer)
    visit.answer("sun_minutes", SENTINEL)
    visit.open("check/")
    for path in ("results/", "reference/", "reference.csv", "evidence/", "about/"):
        assert visit.open(path).status_code == 200, path
    for field in ("age", "diet_calcium", "sun_minutes", "takes", "cautions"):
        assert visit.open(f"questions/{STEP_OF[field]}/").status_code == 200
    for tool, fields in (
        ("bottle", LABEL),
        ("bottle", LABEL | {"serving": "1", "tablets": SENTINEL}),
        ("what-if", WHAT_IF),
    ):
        visit.post(f"results/{tool}/", fields, page="results/")
    return visit


@pytest.fixture
def recorder(db: None) -> Recorder:
    return Recorder()


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Everything logged, at every level, in the format of the site's own log."""
    from bonehealth.logging import ValueFreeFormatter

    lines: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    formatter = ValueFreeFormatter()
    handler.emit = lambda record: lines.append(formatter.format(record))  # type: ignore[method-assign]
    named = [logging.getLogger(name) for name in ("", "django", "django.request", "axes")]
    levels = [logger.level for logger in named]
    for logger in named:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield lines
    for logger, level in zip(named, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def dump() -> str:
    """Every row of every table."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            lines += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(lines)


def leaks(recorder: Recorder) -> list[str]:
    """Addresses, headers and cookies that tell the amount, and answers that a cache may keep."""
    found = []
    for address, response in recorder.seen:
        if ALONE.search(unquote(address)):
            found.append(address)
        for name, value in response.headers.items():
            if name != "Content-Length" and ALONE.search(unquote(value)):
                found.append(f"{address} {name}: {value}")
        for cookie in response.cookies.values():
            clear = cookie.value + base64.urlsafe_b64decode(cookie.value + "===").decode("latin-1")
            if ALONE.search(clear) or cookie.value == "55":
                found.append(f"{address} sets {cookie.key}")
        body = response.content.decode() if not response.streaming else ""
        for target in re.findall(r'(?:href|src|action|formaction)="([^"]*)"', body):
            if ALONE.search(unquote(target)):
                found.append(f"{address} leads to {target}")
        if ALONE.search(body) and response.headers["Cache-Control"] != "no-store":
            found.append(f"{address} may be cached")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_are_in_no_address_header_or_readable_cookie(
    recorder: Recorder, language: str
) -> None:
    visit = walked(language, recorder)
    assert ALONE.search(visit.open("results/").content.decode()), "the visitor does see it"
    visit.post("delete-answers/", {}, page="check/")
    assert visit.open("results/").status_code == 302
    assert leaks(recorder) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_are_in_no_log_and_no_table(
    recorder: Recorder, written: list[str], language: str
) -> None:
    before = dump()
    walked(language, recorder)
    recorder.get(f"/{language}/nowhere/")
    recorder.post(f"/{language}/questions/sun/", {"sun_minutes": SENTINEL})  # without a token
    recorder.post(f"/{language}/questions/age/", {"age": SENTINEL * 20_000})  # too large
    assert dump() == before, "a visitor writes nothing at all"
    assert written, "refusals were logged, or nothing is proved"
    assert [line for line in written if SENTINEL in line] == []


def kept_by_the_process() -> Iterator[object]:
    """Everything that functions of ours keep of their results, and what they were asked for.

    By type(), since isinstance() would wake whatever lazy object is about.
    """
    kind = type(lru_cache(str))
    caches = [it for it in gc.get_objects() if type(it) is kind]
    caches = [cache for cache in caches if cache.__module__.startswith("recommender")]
    assert len(caches) >= 5, "what is kept is not found"
    seen: set[int] = set()
    waiting = [catalogue._kept, *(it for cache in caches for it in gc.get_referents(cache))]
    while waiting:
        found = waiting.pop()
        kind = type(found)
        if id(found) not in seen and not issubclass(kind, type | FunctionType):
            seen.add(id(found))
            yield found
            if kind.__module__.startswith("recommender") or issubclass(
                kind, dict | list | tuple | set | frozenset
            ):
                waiting += gc.get_referents(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cautions", ["none", "kidney-stones", "vitamin-k-antagonist"])
def test_amounts_are_in_nothing_that_the_process_keeps(
    recorder: Recorder, language: str, cautions: str
) -> None:
    walked(language, recorder, cautions)
    told = [
        it
        for it in kept_by_the_process()
        if (type(it) is int and it == int(SENTINEL))
        or (issubclass(type(it), str) and ALONE.search(it))
    ]
    assert told == []


def raises(*args: Any, **kwargs: Any) -> None:
    typed = f"{SENTINEL} mg"
    try:
        int(typed)
    except ValueError as error:
        raise RuntimeError(f"cannot use {typed}") from error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("target", "path", "fields"),
    [
        ("recommender.views.questions.Question.post", "questions/sun/", {"sun_minutes": SENTINEL}),
        ("recommender.views.results.recommend", "results/", None),
        ("recommender.views.results.check_label", "results/bottle/", LABEL),
        ("recommender.views.questions.sealed.save", "questions/age/", {"age": "56"}),
        ("recommender.views.questions.answer_rows", "check/", None),
    ],
    ids=["question", "results", "label", "seal", "check"],
)
def test_a_view_that_raises_tells_nobody(
    recorder: Recorder,
    written: list[str],
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    language: str,
    target: str,
    path: str,
    fields: dict[str, str] | None,
) -> None:
    settings.ADMINS = [("Somebody", "somebody@bones.example")]
    visit = Visit(language, recorder)
    for field, answer in ANSWERS.items():
        visit.answer(field, answer)
    shown = path if fields else "results/"
    hidden = hidden_in(visit.open(shown).content.decode())
    monkeypatch.setattr(target, raises)
    if fields is None:
        page = visit.open(path)
    else:
        page = recorder.post(visit.address(path), hidden | fields)
    assert page.status_code == 500
    assert not ALONE.search(page.content.decode())
    assert page.headers["Cache-Control"] == "no-store"
    text = "\n".join(written)
    assert "RuntimeError" in text, "the operator does learn where"
    assert "raises" in text
    assert SENTINEL not in text
    assert mail.outbox == []
    assert leaks(recorder) == []
    monkeypatch.undo()
    assert visit.open("results/").status_code == 200, "the answers are still there"


def test_no_model_has_room_for_an_answer() -> None:
    """What is stored is what editors write; a model for visitors would show here."""
    own = {model.__name__ for model in apps.get_app_config("recommender").get_models()}
    assert own == {"Edition"} | {kind.__name__ for kind in CONTENT}


def test_visitors_have_no_session(recorder: Recorder) -> None:
    walked("en", recorder)
    assert set(recorder.cookies) == {"answers", "csrftoken"}


def test_no_report_by_mail_and_no_cache_is_set_up(settings: Settings) -> None:
    assert set(LOGGING["handlers"]) == {"stderr"}
    assert LOGGING["handlers"]["stderr"]["class"] == "logging.StreamHandler"
    assert settings.ADMINS == []
    assert not [name for name in settings.MIDDLEWARE if "cache" in name.lower()]
