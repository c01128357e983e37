"""Who may open what at the desk, and how a login is guarded."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from recommender.models import CONTENT, Edition, ReferenceRow

from .desk import EDITIONS, PASSWORD, Desk, live

pytestmark = pytest.mark.django_db

T = "recommender/edition"
LISTS = [str(kind._meta.model_name) for kind in CONTENT if kind is not ReferenceRow]
# route -> what a GET gives an editor and a superuser; a stranger is always sent to the login
ROUTES: dict[str, tuple[int, int]] = {
    "": (200, 200),
    "login/": (302, 302),
    "logout/": (405, 405),
    "language/": (405, 405),
    "password_change/": (200, 200),
    "password_change/done/": (200, 200),
    "autocomplete/": (403, 403),
    "jsi18n/": (200, 200),
    "r/KEY/KEY/": (404, 404),
    "APP/": (200, 200),
    "nowhere": (404, 404),
    "auth/group/": (403, 200),
    "auth/group/add/": (403, 200),
    "auth/group/KEY/history/": (403, 200),
    "auth/group/KEY/delete/": (403, 200),
    "auth/group/KEY/change/": (403, 200),
    "auth/group/KEY/": (302, 302),
    "auth/user/": (403, 200),
    "auth/user/add/": (403, 200),
    "auth/user/KEY/history/": (403, 200),
    "auth/user/KEY/delete/": (403, 200),
    "auth/user/KEY/change/": (403, 200),
    "auth/user/KEY/password/": (403, 200),
    "auth/user/KEY/": (302, 302),
    **{
        f"recommender/{name}/{page}": status
        for name in LISTS
        for page, status in {
            "": (302, 302),  # to the newest edition's list
            "add/?edition=DRAFT": (200, 200),
            "csv/?edition=LIVE": (200, 200),
            "import/?edition=DRAFT": (200, 200),
            "KEY/history/": (302, 302),  # to its edition's
            "KEY/delete/": (403, 403),  # the live edition's
            "KEY/change/": (200, 200),
            "KEY/": (302, 302),
        }.items()
    },
    f"{T}/": (200, 200),
    f"{T}/add/": (403, 403),
    f"{T}/shipped/": (405, 405),
    f"{T}/LIVE/": (302, 302),
    f"{T}/LIVE/change/": (200, 200),
    f"{T}/LIVE/delete/": (403, 403),
    f"{T}/LIVE/history/": (200, 200),
    f"{T}/LIVE/draft/": (405, 405),
    f"{T}/LIVE/preview/": (302, 302),
    f"{T}/LIVE/preview/results/": (200, 200),
    f"{T}/LIVE/publish/": (405, 405),
    f"{T}/LIVE/compare/": (200, 200),
    f"{T}/LIVE/csv/": (200, 200),
    f"{T}/LIVE/import/": (403, 403),
    f"{T}/LIVE/answers/": (200, 200),
    f"{T}/DRAFT/change/": (200, 200),
    f"{T}/DRAFT/delete/": (200, 200),
    f"{T}/DRAFT/preview/": (200, 200),
    f"{T}/DRAFT/preview/results/": (200, 200),
    f"{T}/DRAFT/import/": (200, 200),
}
OF_SUPERUSERS = ("axes/",)
"""The lists of other apps: 403 for an editor, whatever a superuser may do there."""
OPEN_TO_STRANGERS = ("login/", "language/")


def admin_routes() -> set[str]:
    """Every route under /admin/ as ROUTES writes it."""

    def walk(resolver: Any, prefix: str = "") -> Iterator[str]:
        for it in resolver.url_patterns:
            route = prefix + str(it.pattern)
            if isinstance(it, URLPattern):
                yield route
            else:
                yield from walk(it, route)

    found = {route.removeprefix("admin/") for route in walk(get_resolver()) if "admin/" in route}
    found = {re.sub(r"\^\(\?P<app_label>.*\)/\$$", "APP/", route) for route in found}
    found = {route.replace("(?P<url>.*)$", "nowhere") for route in found}
    return {re.sub("<[^>]+>", "KEY", route) for route in found}


@pytest.fixture
def draft(desk: Desk) -> Edition:
    return desk.draft()


def address(route: str, draft: Edition) -> str:
    keys = {
        "LIVE": live().pk,
        "DRAFT": draft.pk,
        "APP": "recommender",
        **{
            f"recommender/{kind._meta.model_name}/KEY": (
                f"recommender/{kind._meta.model_name}/{kind.objects.filter(edition=live())[0].pk}"
            )
            for kind in CONTENT
        },
        "auth/group/KEY": f"auth/group/{Group.objects.get().pk}",
        "auth/user/KEY": f"auth/user/{User.objects.all()[0].pk}",
        "KEY": 1,
    }
    for key, value in keys.items():
        route = route.replace(key, str(value))
    return f"/admin/{route}"


def test_every_address_of_the_desk_has_a_line_here() -> None:
    known = {re.sub("LIVE|DRAFT", "KEY", route.partition("?")[0]) for route in ROUTES}
    assert {r for r in admin_routes() if not r.startswith(OF_SUPERUSERS)} == known


def test_who_may_open_what(desk: Desk, draft: Edition, admin_user: User) -> None:
    admin = Client()
    admin.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    addresses = {route: address(route, draft) for route in ROUTES}
    found = {
        route: (desk.client.get(where).status_code, admin.get(where).status_code)
        for route, where in addresses.items()
    }
    assert found == ROUTES


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_login(method: str, draft: Edition) -> None:
    addresses = {route: address(route, draft) for route in ROUTES if route not in OPEN_TO_STRANGERS}
    for route, where in addresses.items():
        response = getattr(Client(), method)(where)
        assert response.status_code == 302, route
        if route == "logout/":
            assert response["Location"] == "/admin/"
        else:
            assert response["Location"].startswith("/admin/login/?next="), route
    assert live().number == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_someone_without_rights_gets_nowhere(
    method: str, draft: Edition, django_user_model: Any
) -> None:
    nobody = django_user_model.objects.create_user("nobody", password=PASSWORD, is_staff=True)
    client = Client()
    client.force_login(nobody, backend="django.contrib.auth.backends.ModelBackend")
    before = list(Edition.objects.values())
    for route in ROUTES:
        if route.startswith("recommender/") and not route.endswith(("KEY/", "LIVE/")):
            status = getattr(client, method)(address(route, draft)).status_code
            assert status == 403, route
    assert list(Edition.objects.values()) == before


def test_other_apps_are_for_superusers(desk: Desk, draft: Edition) -> None:
    routes = [route for route in admin_routes() if route.startswith(OF_SUPERUSERS)]
    assert routes
    for route in routes:
        assert desk.client.get(address(route, draft)).status_code in (302, 403), route


def test_an_editor_sees_the_desk_and_nothing_else(desk: Desk) -> None:
    page = desk.open("/admin/")
    for word in ("Editions", "Official values", "Foods"):
        assert word in page
    for word in ("Users", "Groups", "Access attempts", "Sessions"):
        assert word not in page


def test_the_group_has_just_its_rights() -> None:
    [group] = Group.objects.all()
    assert group.name == "Nutrition editors"
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "publish_edition",
        *(
            f"{right}_{kind._meta.model_name}"
            for kind in (Edition, *CONTENT)
            for right in ("view", "add", "change", "delete")
        ),
    }


def test_publishing_is_a_right_of_its_own(desk: Desk, draft: Edition) -> None:
    group = Group.objects.get()
    group.permissions.remove(group.permissions.get(codename="publish_edition"))
    page = desk.open(f"{EDITIONS}{draft.pk}/preview/")
    assert "You do not have permission to publish" in page
    desk.post(f"{EDITIONS}{draft.pk}/publish/", {"note": "x", "changes": "0", "instead_of": "1"})
    assert desk.status == 403
    assert live().number == 1


# Login


def log_in(client: Client, password: str, name: str = "editor", host: str = "10.0.0.1") -> int:
    values = {"username": name, "password": password}
    return client.post("/admin/login/", values, REMOTE_ADDR=host).status_code


def test_guessing_is_stopped_for_that_name_and_address(desk: Desk) -> None:
    client = Client()
    for _ in range(4):
        assert log_in(client, "wrong") == 200
    assert log_in(client, "wrong") == 429
    assert log_in(client, PASSWORD) == 429
    assert log_in(Client(), PASSWORD, host="10.0.0.2") == 302
    assert log_in(Client(), "wrong", name="colleague") == 200


def test_the_lock_cools_off(desk: Desk) -> None:
    from axes.models import AccessAttempt

    client = Client()
    for _ in range(5):
        log_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert log_in(client, PASSWORD) == 302


def test_a_session_lasts_twelve_hours(desk: Desk) -> None:
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)


@pytest.mark.parametrize(("password", "status"), [("short-one-1", 200), ("longer-one-12", 302)])
def test_a_password_has_twelve_characters(desk: Desk, password: str, status: int) -> None:
    values = {
        "old_password": PASSWORD,
        "new_password1": password,
        "new_password2": password,
    }
    assert desk.client.post("/admin/password_change/", values).status_code == status


# Language


@pytest.mark.parametrize(("language", "word"), [("zh-hant", "版次"), ("en", "Editions")])
def test_the_desk_speaks_the_language_chosen(desk: Desk, language: str, word: str) -> None:
    desk.post("/admin/language/", {"language": language, "next": EDITIONS})
    assert word in desk.page
    assert f'lang="{language}"' in desk.page


def test_the_lock_holds_for_a_quarter_of_an_hour(desk: Desk) -> None:
    from axes.models import AccessAttempt

    for _ in range(5):
        log_in(Client(), "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert log_in(Client(), PASSWORD) == 429


def test_no_list_is_kept_of_who_logged_in_from_where(desk: Desk) -> None:
    from axes.models import AccessLog

    assert log_in(Client(), PASSWORD) == 302
    assert AccessLog.objects.count() == 0
