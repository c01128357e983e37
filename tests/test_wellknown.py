"""What programs look for at fixed addresses."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from pytest_django.fixtures import Settings

SECURITY = "/.well-known/security.txt"


def test_robots_keep_out_of_the_desk_alone() -> None:
    response = Client().get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == ["User-agent: *", "Disallow: /admin/"]
    assert response["Cache-Control"] == "public, max-age=86400"


def test_security_contact_is_published(settings: Settings) -> None:
    settings.SECURITY_CONTACT = ["mailto:security@bones.example", "https://bones.example/report"]
    response = Client().get(SECURITY)
    assert response.status_code == 200
    fields = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    assert fields[:2] == [
        ["Contact", "mailto:security@bones.example"],
        ["Contact", "https://bones.example/report"],
    ]
    values = dict(fields)
    left = datetime.fromisoformat(values["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)
    assert values["Canonical"] == f"http://testserver{SECURITY}"


def test_without_a_contact_there_is_no_file(settings: Settings) -> None:
    settings.SECURITY_CONTACT = []
    assert Client().get(SECURITY).status_code == 404
