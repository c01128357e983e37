"""Parts of a page that read the same for everyone are rendered once per language and process."""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def kept(part: str, **values: Hashable) -> SafeString:
    """`{% kept "part.html" team=team %}`: an include that is kept for these values.

    The part sees nothing but the values and the language, so that no visitor's page gets into it.
    """
    render = _render if settings.DEBUG else _kept
    return render(part, get_language() or "", **values)


def _render(part: str, language: str, **values: Hashable) -> SafeString:
    return render_to_string(part, {"language": language} | values)


_kept = lru_cache(maxsize=512)(_render)
