"""Every response carries the headers that keep a visitor's answers to the visitor.

The addresses come out of the URL configuration, so a new route cannot be forgotten.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from pytest_django.fixtures import Settings

from bonehealth.middleware import ResponseHeadersMiddleware, client_address
from bonehealth.wsgi import application
from recommender import answers

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
ELSEWHERE = {"host": "elsewhere.example"}
SAMPLES = {"slug": "age", "url": "nowhere", "rest": "about/", "spelling": "zh-tw"}


def addresses(routes: list[Any], before: str = "/") -> Iterator[str]:
    """One address for every route, with a plausible value in each variable part."""
    for route in routes:
        here = before + simplify_regex(str(route.pattern)).removeprefix("/")
        if isinstance(route, URLResolver):
            yield from addresses(route.url_patterns, here)
        elif isinstance(route, URLPattern):
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda part: SAMPLES.get(part[1], "1"), here)


def all_addresses() -> list[str]:
    found = {"/", "/nowhere/", "/en/nowhere/", "/static/nowhere.css"}
    for language in ("zh-hant", "en"):
        with translation.override(language):
            found.update(addresses(get_resolver().url_patterns))
    return sorted(found)


def log_in(client: Client) -> None:
    client.force_login(User.objects.get(), "django.contrib.auth.backends.ModelBackend")


def faults(response: Any) -> dict[str, str | None]:
    """The headers that are not what they should be."""
    wrong = {
        name: response.headers.get(name)
        for name, value in EXPECTED.items()
        if response.headers.get(name) != value
    }
    caching = response.headers.get("Cache-Control", "")
    if not caching or (response.cookies and "no-store" not in caching):
        wrong["Cache-Control"] = caching
    return wrong


def test_routes_are_found() -> None:
    known = {"/healthz", "/zh-hant/", "/en/check/", "/en/questions/age/", "/admin/login/"}
    assert known <= set(all_addresses())


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "editor", "superuser"])
@pytest.mark.parametrize("csrf", [True, False], ids=["csrf checked", "csrf waived"])
def test_every_route_answers_with_every_header(who: str, csrf: bool) -> None:
    client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
    if who != "anonymous":
        user = User.objects.create_user("somebody", is_staff=True, is_superuser=who == "superuser")
        user.groups.add(Group.objects.get(name="Nutrition editors"))
        log_in(client)
    wrong = {}
    for address in all_addresses():
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
            response = client.generic(method, address)
            found: dict[str, Any] = faults(response)
            if response.status_code >= 500:
                found["status"] = response.status_code
            if method in {"PUT", "DELETE", "OPTIONS"} and response.status_code != 405:
                found["status"] = response.status_code
            if found:
                wrong[method, address] = found
            if who != "anonymous" and "logout" in address:
                log_in(client)
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "request_of"),
    [
        pytest.param(400, lambda c: c.get("/en/", headers=ELSEWHERE), id="host"),
        pytest.param(400, lambda c: c.post("/en/questions/age/", {"age": "9" * 70_000}), id="body"),
        pytest.param(
            400,
            lambda c: c.post("/en/questions/age/", {f"f{n}": "" for n in range(5001)}),
            id="fields",
        ),
        pytest.param(
            400,
            lambda c: c.generic("POST", "/en/", "x", "multipart/form-data; charset=rot13"),
            id="charset",
        ),
        pytest.param(404, lambda c: c.get("/zh-hant/nowhere/"), id="missing page"),
        pytest.param(405, lambda c: c.trace("/en/"), id="method"),
    ],
)
def test_refusals_carry_them_too(status: int, request_of: Any) -> None:
    response = request_of(Client(raise_request_exception=False))
    assert response.status_code == status
    assert faults(response) == {}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["rot13", "idna", "base64", "utf-16", "unicode-escape"])
def test_no_charset_breaks_the_query(charset: str) -> None:
    """Through the very application that is served: the test client makes its own requests."""
    environ = RequestFactory().get("/en/about/?q=%41").environ
    environ["CONTENT_TYPE"] = f"text/plain; charset={charset}"
    started = []
    application(environ, lambda status, headers: started.append((status, dict(headers))))
    ((status, headers),) = started
    assert status == "400 Bad Request"
    assert headers.items() >= EXPECTED.items()


@pytest.mark.django_db
def test_forged_post_is_refused_with_the_headers() -> None:
    response = Client(enforce_csrf_checks=True).post("/zh-hant/questions/age/", {"age": "55"})
    assert response.status_code == 403
    assert faults(response) == {}


def test_static_files_carry_them_too() -> None:
    response = Client().head("/static/admin/css/base.css")
    assert (response.status_code, faults(response)) == (200, {})
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_crash_carries_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("recommender.views.pages.About.get", crash)
    response = Client(raise_request_exception=False).get("/en/about/")
    assert response.status_code == 500
    assert faults(response) == {}
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_https_redirects_and_binds_browsers(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    plain = Client().get("/en/about/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/en/about/")
    assert faults(plain) == {}
    foreign = Client().get("/en/about/", headers=ELSEWHERE)
    assert (foreign.status_code, faults(foreign)) == (400, {})
    secure = Client().get("/en/about/", secure=True)
    assert secure["Strict-Transport-Security"] == "max-age=60"
    assert Client().get("/healthz").status_code == 200


def test_a_response_with_a_cookie_is_never_cached() -> None:
    def view(request: Any) -> HttpResponse:
        response = HttpResponse(headers={"Cache-Control": "public, max-age=60"})
        response.set_cookie("any", "thing")
        return response

    response = ResponseHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response.headers["Cache-Control"] == "no-store"


def test_what_a_view_says_may_be_cached_may_be_cached() -> None:
    caching = "public, max-age=60"
    view = ResponseHeadersMiddleware(
        lambda request: HttpResponse(headers={"Cache-Control": caching})
    )
    assert view(RequestFactory().get("/")).headers["Cache-Control"] == caching


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/zh-tw/questions/age/", "/zh-hant/questions/age/"),
        ("/zh-hk/", "/zh-hant/"),
        ("/zh-mo/about/", "/zh-hant/about/"),
        ("/zh/check/", "/zh-hant/check/"),
        ("/zh-Hant/evidence/?from=card", "/zh-hant/evidence/?from=card"),
        ("/zh-Hant-TW/", "/zh-hant/"),
        ("/ZH-TW/", "/zh-hant/"),
    ],
)
def test_other_spellings_of_chinese_lead_to_the_one(asked: str, location: str) -> None:
    response = Client().get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, location)


@pytest.mark.parametrize("path", ["/zh-hant/nowhere/", "/zh-hans/", "/zhx/", "/fr/"])
@pytest.mark.django_db
def test_no_other_path_is_taken_for_chinese(path: str) -> None:
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("accepts", "location"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "/zh-hant/"),
        ("zh-HK", "/zh-hant/"),
        ("zh", "/zh-hant/"),
        ("en-GB,en;q=0.9,zh-TW;q=0.8", "/en/"),
        ("fr", "/zh-hant/"),
        (";;;", "/zh-hant/"),
        ("", "/zh-hant/"),
    ],
)
def test_first_page_comes_in_the_browser_s_language(accepts: str, location: str) -> None:
    response = Client().get("/", headers={"accept-language": accepts})
    assert (response.status_code, response.headers["Location"]) == (302, location)


@pytest.mark.parametrize(
    ("sent", "location", "remembered"),
    [
        ({"language": "en", "next": "/admin/auth/?q=1"}, "/admin/auth/?q=1", "en"),
        ({"language": "zh-hant"}, "/admin/", "zh-hant"),
        ({"language": "fr", "next": "//elsewhere.example/"}, "/admin/", None),
        ({"language": "en", "next": "https://elsewhere.example/admin/"}, "/admin/", "en"),
    ],
)
def test_editor_s_language_is_remembered_for_the_desk_only(
    sent: dict[str, str], location: str, remembered: str | None
) -> None:
    response = Client().post("/admin/language/", sent)
    assert (response.status_code, response.headers["Location"]) == (302, location)
    cookie = response.cookies.get("django_language")
    assert (cookie and cookie.value) == remembered
    assert not cookie or (cookie["path"], cookie["samesite"]) == ("/admin/", "Lax")


@pytest.mark.django_db
def test_editor_s_language_is_spoken() -> None:
    client = Client()
    client.post("/admin/language/", {"language": "en"})
    assert "Log in" in client.get("/admin/login/").content.decode()
    client.post("/admin/language/", {"language": "zh-hant"})
    assert "登入" in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        pytest.param(False, "203.0.113.9", "127.0.0.1", id="no proxy"),
        pytest.param(True, "203.0.113.9", "203.0.113.9", id="proxy"),
        pytest.param(True, "198.51.100.1, 2001:db8::9", "2001:db8::9", id="forged first part"),
        pytest.param(True, "nonsense", None, id="not an address"),
    ],
)
def test_failed_logins_count_for_the_address_the_proxy_saw(
    settings: Settings, trusted: bool, forwarded: str, expected: str | None
) -> None:
    settings.TRUST_PROXY = trusted
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == expected


@pytest.mark.django_db
def test_repeated_wrong_passwords_lock_one_user_at_one_address() -> None:
    User.objects.create_superuser("editor", password="a long enough password")
    wrong = {"username": "editor", "password": "guess"}
    right = {"username": "editor", "password": "a long enough password"}
    statuses = [Client().post("/admin/login/", wrong).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert Client().post("/admin/login/", right).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").post("/admin/login/", right).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_probes_are_answered_over_plain_http(settings: Settings, probe: str) -> None:
    """A load balancer inside the machine has no certificate, and follows no redirect."""
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get(probe).status_code == 200


@pytest.mark.django_db
def test_a_form_can_be_sent_for_as_long_as_answers_last() -> None:
    response = Client().get("/en/questions/age/")
    assert response.cookies["csrftoken"]["max-age"] == answers.MAX_AGE_SECONDS == 24 * 3600
