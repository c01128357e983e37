"""A visitor's answers: one sealed cookie in the visitor's browser, and nowhere else.

The cookie is encrypted and authenticated (Fernet). Its keys are derived from SECRET_KEY, which
seals, and SECRET_KEY_FALLBACKS, which still open. Only this module reads or writes it.
What an earlier release sealed counts as far as today's forms would take it.
Why a cookie and no session: docs/decisions/0013.
"""

import hmac
import json
import time
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from .forms.questions import accepted

MAX_AGE_SECONDS = 24 * 60 * 60
MAX_COOKIE_BYTES = 3800  # browsers keep 4,096 bytes with name and attributes


SCHEMA = 3
"""Sealed with the answers.  The first release sealed them alone, servings by database keys; the
second did not pack them, and asked what supplements give in a day."""


class AnswersTooLarge(ValueError):
    """Sealed, the answers would not fit into a cookie. Carries no answer."""


def load(request: HttpRequest) -> dict[str, Any]:
    """The answers so far. Empty without a cookie, or with one this site did not seal in 24 h."""
    token = request.COOKIES.get(_name(request), "")
    if not token or len(token) > MAX_COOKIE_BYTES:
        return {}
    try:
        plain = _box().decrypt(token)
        if not plain.startswith(b"{"):
            plain = zlib.decompress(plain)
        # The seal holds, so the time in it is ours. Unlike Fernet's own limit this forgives a
        # clock set back and hosts whose clocks differ: a seal from the future is not too old.
        sealed_at = int.from_bytes(urlsafe_b64decode(token)[1:9])
        content = json.loads(plain)
    except (InvalidToken, ValueError, zlib.error):
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
    token = _box().encrypt(zlib.compress(_written(content), 9)).decode()
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


def digest(answers: dict[str, Any]) -> str:
    """What a form carries of the answers it was shown for: it tells nobody anything about them.

    Empty where there are none.
    """
    return _digest(answers, settings.SECRET_KEY)


def is_digest_of(given: str | None, answers: dict[str, Any]) -> bool:
    """Whether a form was shown for these very answers; without a digest only where none exist."""
    if not answers:
        return not given
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(given or "", _digest(answers, key)) for key in keys)


def _digest(answers: dict[str, Any], secret: str) -> str:
    if not answers:
        return ""
    keyed = hmac.digest(_derive(secret, b"answers shown for v1"), _written(answers), "sha256")
    return urlsafe_b64encode(keyed[:12]).decode()


def _written(content: dict[str, Any]) -> bytes:
    """The same for the same content, whatever was answered first."""
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False, sort_keys=True).encode(
        "utf-8", "surrogatepass"
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


@lru_cache(maxsize=8)
def _derive(secret: str, purpose: bytes = b"answers cookie v1") -> bytes:
    """A key for one purpose alone; no other use of the secret reveals it."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=b"bonehealth", info=purpose)
    return urlsafe_b64encode(hkdf.derive(secret.encode()))
