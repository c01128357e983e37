"""The WSGI application that gunicorn serves."""

import os
from contextlib import suppress
from typing import Any

import django
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonehealth.settings")


class Request(WSGIRequest):
    """A request whose charset cannot be used to break it.

    Django decodes the query, before any middleware, by whatever codec the header names; some make
    no text and raise. BodyLimitMiddleware refuses such a request.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        with suppress(LookupError, ValueError, SuspiciousOperation):
            super()._set_content_type_params(meta)  # type: ignore[misc]
            return
        self._encoding = None


class Handler(WSGIHandler):
    request_class = Request


django.setup(set_prefix=False)
application = Handler()
# Views too are loaded before gunicorn forks: its workers share them, and none is slow at first.
get_resolver().url_patterns  # noqa: B018
