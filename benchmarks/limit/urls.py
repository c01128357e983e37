"""LIMIT_PAGE names a file with the page to answer."""

import os
from pathlib import Path

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = Path(os.environ["LIMIT_PAGE"]).read_bytes()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = i18n_patterns(path("", page))
