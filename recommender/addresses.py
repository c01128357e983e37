"""The addresses of our pages, by the names that `urls` gives them."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override


def url(name: str, *arguments: str) -> str:
    """A page of ours in the language of this one."""
    return _url(get_language() or settings.LANGUAGE_CODE, name, arguments)


@lru_cache(maxsize=128)
def _url(language: str, name: str, arguments: tuple[str, ...]) -> str:
    with override(language):
        return reverse(name, args=arguments)
