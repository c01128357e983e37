"""The language of the editor's desk, whose addresses carry none."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST


@require_POST
def remember_language(request: HttpRequest) -> HttpResponse:
    """POST `language` (a code of LANGUAGES) and `next` (a page of the desk to return to)."""
    target = request.POST.get("next", "")
    if not target.startswith("/admin/") or not url_has_allowed_host_and_scheme(target, None):
        target = "/admin/"
    response = HttpResponseRedirect(target)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
