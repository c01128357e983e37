"""With REQUIRE_SECOND_FACTOR the password alone opens nothing."""

from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from recommender.admin.second_factor import SecondFactorSite

from .desk import PASSWORD, an_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def _required(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django_otp.middleware.OTPMiddleware"]
    monkeypatch.setattr(admin.site, "__class__", SecondFactorSite)


def new_key(username: str) -> str:
    out = StringIO()
    call_command("second_factor", username, stdout=out)
    return out.getvalue().strip()


def code_of(username: str) -> str:
    device = TOTPDevice.objects.get(user__username=username)
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06d}"


def log_in(client: Client, **values: str) -> Any:
    values = {"username": "editor", "password": PASSWORD} | values
    return client.post("/admin/login/?next=/admin/", values, headers={"accept-language": "en"})


@pytest.mark.usefixtures("_required")
def test_a_code_opens_the_desk_once() -> None:
    an_editor()
    new_key("editor")
    code = code_of("editor")
    client = Client()
    assert log_in(client, otp_token=code).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert log_in(Client(), otp_token=code).status_code == 200


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "Enter the six digits"),
        ({"otp_token": "000000"}, "This code is not right"),
        ({"otp_token": "x" * 5000}, "This code is not right"),
        ({"otp_token": "123456", "password": "wrong"}, "correct username"),
    ],
    ids=["no code", "a wrong code", "nonsense", "a wrong password"],
)
def test_nothing_opens_without_both(values: dict[str, str], words: str) -> None:
    an_editor()
    new_key("editor")
    client = Client()
    response = log_in(client, **values)
    page = response.content.decode()
    assert words in page
    assert PASSWORD not in page
    assert client.get("/admin/").status_code == 302


@pytest.mark.usefixtures("_required")
def test_someone_without_a_key_stays_outside() -> None:
    an_editor()
    client = Client()
    assert "No authenticator app" in log_in(client, otp_token="123456").content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_session_without_a_code_ends_when_codes_are_required(request: Any) -> None:
    editor = an_editor()
    client = Client()
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/").status_code == 200
    request.getfixturevalue("_required")
    again = Client()
    again.cookies = client.cookies
    assert again.get("/admin/").status_code == 302


def test_a_new_key_replaces_the_old() -> None:
    an_editor()
    first, second = new_key("editor"), new_key("editor")
    assert parse_qs(urlparse(first).query)["secret"] != parse_qs(urlparse(second).query)["secret"]
    assert parse_qs(urlparse(second).query)["issuer"] == ["Bone Team"]
    assert TOTPDevice.objects.count() == 1
    with pytest.raises(CommandError):
        new_key("nobody")


def test_no_code_is_asked_for_where_none_is_required() -> None:
    an_editor()
    client = Client()
    assert "otp_token" not in client.get("/admin/login/").content.decode()
    assert log_in(client).status_code == 302
