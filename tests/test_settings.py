"""Production settings: refuse to start half-set, and pass Django's own deployment check."""

import datetime
import gc
import logging
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import formats, translation

from bonehealth.logging import ValueFreeFormatter

ROOT = Path(__file__).parent.parent
KEY = "0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdefghijklmnopq"


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs manage.py in a process that knows nothing but this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def production(**changed: str) -> dict[str, str]:
    return {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "bones.example"} | changed


def test_production_settings_pass_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "WARNING", **production())
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        pytest.param({}, "SECRET_KEY", id="nothing set"),
        pytest.param(production(SECRET_KEY=""), "SECRET_KEY", id="no key"),
        pytest.param(production(SECRET_KEY="secret"), "SECRET_KEY", id="short key"),
        pytest.param(production(ALLOWED_HOSTS=""), "ALLOWED_HOSTS", id="no hosts"),
        pytest.param(production(ALLOWED_HOSTS="*"), "ALLOWED_HOSTS", id="every host"),
        pytest.param(production(ALLOWED_HOSTS="a.example,.b.example"), "ALLOWED_HOSTS", id="dot"),
        pytest.param(production(DEBUG="perhaps"), "DEBUG", id="neither yes nor no"),
        pytest.param(
            production(SECURITY_CONTACT="security@bones.example"),
            "SECURITY_CONTACT",
            id="contact without a scheme",
        ),
    ],
)
def test_production_refuses_to_start(environment: dict[str, str], named: str) -> None:
    result = manage("check", **environment)
    assert result.returncode != 0
    assert "ImproperlyConfigured: " in result.stderr
    assert named in result.stderr.splitlines()[-1]


SHOW = "from django.conf import settings as s; print(repr({}))"


@pytest.mark.parametrize(
    ("environment", "expression", "expected"),
    [
        pytest.param({}, "s.DEBUG", "False", id="debug is off"),
        pytest.param({}, "s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE", "True", id="https"),
        pytest.param({"HTTPS": "0"}, "s.SESSION_COOKIE_SECURE", "False", id="plain http"),
        pytest.param({}, "s.SECURE_PROXY_SSL_HEADER", "None", id="no proxy is believed"),
        pytest.param(
            {"TRUST_PROXY": "1"},
            "s.SECURE_PROXY_SSL_HEADER",
            "('HTTP_X_FORWARDED_PROTO', 'https')",
            id="unless told so",
        ),
        pytest.param(
            {"DATABASE_URL": "postgres://u@h/n"},
            "s.DATABASES['default']['DISABLE_SERVER_SIDE_CURSORS']",
            "True",
            id="no cursor outlives a transaction",
        ),
        pytest.param(
            {"DATABASE_URL": ""},
            "s.DATABASES['default']['NAME'].endswith('db.sqlite3')",
            "True",
            id="an empty address is none",
        ),
        pytest.param(
            {"SECRET_KEY_FALLBACKS": "old one, older one"},
            "s.SECRET_KEY_FALLBACKS",
            "['old one', 'older one']",
            id="retired keys",
        ),
    ],
)
def test_settings_follow_the_environment(
    environment: dict[str, str], expression: str, expected: str
) -> None:
    result = manage(
        "shell", "--no-imports", "-c", SHOW.format(expression), **production(**environment)
    )
    assert result.stdout.strip() == expected, result.stderr


@pytest.mark.parametrize(
    ("language", "number", "date"),
    [("zh-hant", "1,200", "2026年3月9日"), ("en", "1,200", "9 March 2026")],
)
def test_numbers_and_dates_read_well(language: str, number: str, date: str) -> None:
    with translation.override(language):
        assert formats.localize(1200) == number
        assert formats.date_format(datetime.date(2026, 3, 9)) == date


def logged(typed: str, error: Exception) -> str:
    """The log line of a view that raised this error over something a visitor typed."""
    try:
        try:
            int(typed)
        except ValueError as first:
            raise error from first
    except type(error) as raised:
        cause = (type(raised), raised, raised.__traceback__)
        message, where = "Internal Server Error: %s", ("/en/",)
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, where, cause)
    return ValueFreeFormatter().format(record)


def test_log_tells_where_an_error_arose_but_not_what_was_typed() -> None:
    line = logged("4391 mg", KeyError("4391 mg"))
    assert "4391" not in line
    for word in ("Internal Server Error: /en/", "test_settings.py", "ValueError", "KeyError"):
        assert word in line


def test_log_keeps_the_words_of_a_database_error() -> None:
    assert "OperationalError: no such table" in logged("x", OperationalError("no such table"))


def test_workers_collect_garbage_though_nothing_does_while_they_are_loaded() -> None:
    hooks = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    try:
        assert not gc.isenabled()
        hooks["pre_fork"](None, None)
        assert gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(("https", "seconds"), [("1", 365 * 24 * 3600), ("0", 0)])
def test_browsers_keep_to_https_for_a_year_where_there_is_https(https: str, seconds: int) -> None:
    show = SHOW.format("s.SECURE_HSTS_SECONDS")
    result = manage("shell", "--no-imports", "-c", show, **production(HTTPS=https))
    assert result.stdout.strip() == str(seconds), result.stderr


@pytest.mark.parametrize(
    ("https", "names"),
    [("1", "('__Host-sessionid', '__Host-csrftoken')"), ("0", "('sessionid', 'csrftoken')")],
)
def test_on_https_browsers_accept_cookies_from_this_very_host_only(https: str, names: str) -> None:
    show = SHOW.format("(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME)")
    result = manage("shell", "--no-imports", "-c", show, **production(HTTPS=https))
    assert result.stdout.strip() == names, result.stderr


def test_a_mistyped_answer_or_a_missing_page_is_not_logged() -> None:
    """A line for each would tell when someone was here and what they looked for."""
    assert not logging.getLogger("django.request").isEnabledFor(logging.WARNING)
    assert logging.getLogger("django.request").isEnabledFor(logging.ERROR)
