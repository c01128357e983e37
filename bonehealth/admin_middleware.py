"""Middleware for the desk alone: no visitor has a session, logs in or is shown messages."""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase


class OnDesk:
    """Put before a middleware, it lets requests for other pages pass that by."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/"):
            return super().__call__(request)  # type: ignore[misc, no-any-return]
        return self.get_response(request)  # type: ignore[attr-defined, no-any-return]


class Sessions(OnDesk, SessionMiddleware): ...


class Users(OnDesk, AuthenticationMiddleware): ...


class Messages(OnDesk, MessageMiddleware): ...
