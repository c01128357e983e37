"""What every response carries, and how large a request may be."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

METHODS = ("GET", "HEAD", "POST")

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

GetResponse = Callable[[HttpRequest], HttpResponse]


class ResponseHeadersMiddleware:
    """Outermost, so that error pages, redirects and static files get the same headers.

    A response nobody said may be cached is `no-store`, and so is one that sets a cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            response = self.get_response(request)
        else:
            response = HttpResponseNotAllowed(METHODS)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if response.cookies or "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response


class BodyLimitMiddleware:
    """Refuses (400) a body that is larger than its part of the site ever needs, or not in UTF-8.

    Django's own limit leaves uploaded files out. A body of undeclared length is read as empty.
    Django decodes a multipart body, and the query too, by whatever codec the header names, some of
    which fail or make text that no page can carry; browsers send UTF-8.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            raise BadRequest("The request is not in UTF-8.")
        if request.method == "POST":
            admin = request.path_info.startswith("/admin/")
            limit = settings.ADMIN_BODY_MAX_BYTES if admin else settings.PUBLIC_BODY_MAX_BYTES
            if int(request.META.get("CONTENT_LENGTH") or 0) > limit:
                raise RequestDataTooBig(f"The body is larger than {limit} bytes.")
        return self.get_response(request)


def client_address(request: HttpRequest) -> str | None:
    """The address that failed logins are counted for; None where it is not known.

    Behind a trusted proxy it is the last one in X-Forwarded-For: the one the proxy itself saw.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip()
    try:
        return str(ip_address(seen))
    except ValueError:
        return None
