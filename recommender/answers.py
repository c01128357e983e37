"""A visitor's answers: one sealed cookie in the visitor's browser, and nowhere else.

The cookie is encrypted and authenticated (Fernet). Its keys are derived from SECRET_KEY, which
seals, and SECRET_KEY_FALLBACKS, which still open. Only this module reads or writes it.
What an earlier release sealed counts as far as today's forms would take it.
Why a cookie and no session: docs/decisions/0013.
"""

import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .forms.questions import accepted

MAX_AGE_SECONDS = 24 * 60 * 60
MAX_COOKIE_BYTES = 3800  # browsers keep 4,096 bytes with name and attributes


SCHEMA = 2
"""Sealed with the answers.  The first release sealed them alone, servings by database keys."""


class AnswersTooLarge(ValueError):
    """Sealed, the answers would not fit into a cookie. Carries no answer."""


def load(request: HttpRequest) -> dict[str, Any]:
    """The answers so far. Empty without a cookie, or with one this site did not seal in 24 h."""
    token = request.COOKIES.get(_name(request), "")
    if not token or len(token) > MAX_COOKIE_BYTES:
        return {}
    try:
        plain = _box().decrypt(token)
        # The seal holds, so the time in it is ours. Unlike Fernet's own limit this forgives a
        # clock set back and hosts whose clocks differ: a seal from the future is not too old.
        sealed_at = int.from_bytes(urlsafe_b64decode(token)[1:9])
        content = json.loads(plain)
    except (InvalidToken, ValueError):
        return {}
    if time.time() - sealed_at > MAX_AGE_SECONDS or not isinstance(content, dict):
        return {}
    answers = content.get("answers") if "schema" in content else content | {"servings": None}
    return accepted(answers) if isinstance(answers, dict) else {}


def save(response: HttpResponse, answers: dict[str, Any], request: HttpRequest) -> None:
    """Seal the answers into the response's cookie, for 24 h from now.

    Raises AnswersTooLarge above 3,800 bytes, and leaves the response as it was.
    """
    content = {"schema": SCHEMA, "answers": answers}
    token = _box().encrypt(json.dumps(content, separators=(",", ":")).encode()).decode()
    if len(token) > MAX_COOKIE_BYTES:
        raise AnswersTooLarge
    response.set_cookie(
        _name(request),
        token,
        max_age=MAX_AGE_SECONDS,
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def clear(response: HttpResponse) -> None:
    """Have the browser delete the answers."""
    for name in ("answers", "__Host-answers"):
        response.delete_cookie(name, path="/", samesite="Lax")


def _name(request: HttpRequest) -> str:
    """On HTTPS a name that browsers accept from this very host only."""
    return "__Host-answers" if request.is_secure() else "answers"


def _box() -> MultiFernet:
    return _box_for(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache(maxsize=4)
def _box_for(*secrets: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(secret)) for secret in secrets])


def _derive(secret: str) -> bytes:
    """A key for this purpose alone; no other use of the secret reveals it."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"bonehealth", info=b"answers cookie v1")
    return urlsafe_b64encode(hkdf.derive(secret.encode()))
