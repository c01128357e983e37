"""How a page is printed, and what its frame needs."""

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.template.loader import render_to_string
from markupsafe import Markup

from ..wording import said_in


class Page(NamedTuple):
    """One page's language and address; `site` is what an address needs to be followed elsewhere."""

    language: str
    path: str
    site: str = ""

    @property
    def html_lang(self) -> str:
        return "en" if self.language == "en" else "zh-Hant"

    @property
    def rest(self) -> str:
        """The address below the language, which the other language shares."""
        prefix = f"/{self.language}/"
        return self.path.removeprefix(prefix) if self.path.startswith(prefix) else ""


def render(template: str, page: Page, **context: Any) -> str:
    """One of our templates, by name, in the language of the page, which is the active one."""
    return render_to_string(
        f"recommender/{template}.jinja",
        {"page": page, "_": said_in(page.language).__getitem__} | context,
        using="jinja2",  # else the desk's engine is loaded too before the first page
    )


_render_once = lru_cache(maxsize=32)(render)


def render_once(template: str, page: Page, **context: Hashable) -> str:
    """A page that reads the same for everyone, kept: no answer may be in it."""
    return (render if settings.DEBUG else _render_once)(template, page, **context)


def fragment(template: str, page: Page, **context: Any) -> Markup:
    """A part of a page, printed already."""
    return Markup(render(f"partials/{template}", page, **context))  # noqa: S704 (by our template)


def problems_of(form: BaseForm) -> list[tuple[str, str]]:
    """What is wrong with a form: the id to go to (the input or the first choice) and the words."""
    return [
        (box_of(form, "" if name == NON_FIELD_ERRORS else name), str(words))
        for name, errors in form.errors.items()
        for words in errors
    ]


def box_of(form: BaseForm, name: str = "") -> str:
    """The id of a field's input or first choice; without a name the form's first."""
    field = form[name or next(iter(form.fields))]
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
