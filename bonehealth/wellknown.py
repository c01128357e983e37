"""What programs look for at fixed addresses: robots.txt and security.txt."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

CACHED = "public, max-age=86400"
# Question pages are open to search engines: without answers they lead to the first one.
ROBOTS = "User-agent: *\nDisallow: /admin/\n"
EXPIRES_AFTER = timedelta(days=90)
"""RFC 9116 recommends less than a year; the file is written anew at every request."""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _text(ROBOTS)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): SECURITY_CONTACT, an https or mailto address.

    404 where it is not set.
    """
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (datetime.now(UTC) + EXPIRES_AFTER).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires}",
        "Preferred-Languages: zh-Hant, en",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return _text("\n".join(lines) + "\n")


def _text(text: str) -> HttpResponse:
    return HttpResponse(
        text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": CACHED}
    )
