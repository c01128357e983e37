"""When something is wrong: what happened, and what became of the answers."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_from_request, override

from ..presentation.page import Page, render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, form_expired=True)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls this while it handles the exception that a view raised."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        if not connection.in_atomic_block:
            connection.close()  # a new one may lead to a database that is well again
        return unavailable(request)
    return _error(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """No database or no published table for now."""
    response = _error(request, 503)
    response["Retry-After"] = "30"
    return response


def _error(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    language = get_language() or get_language_from_request(request, check_path=True)
    with override(language):
        html = render(
            "error",
            Page(language, request.path),
            status=status,
            was_sent=request.method == "POST",
            **context,
        )
    return HttpResponse(html, status=status)
