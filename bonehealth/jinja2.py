"""What the visitors' templates (Jinja2) can say besides the values that they are given."""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.timezone import localtime
from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup, escape

from recommender.addresses import url

FOLDERS = ("recommender", "bonehealth_forms")
"""Jinja2's folders in templates/; the desk's are written for Django's own engine."""


def environment(*, loader: FileSystemLoader, **options: Any) -> Environment:
    """What TEMPLATES names; Django hands in `autoescape=True` among its options."""
    folders = {
        name: FileSystemLoader([f"{path}/{name}" for path in loader.searchpath]) for name in FOLDERS
    }
    jinja = Environment(  # noqa: S701
        loader=PrefixLoader(folders), trim_blocks=True, lstrip_blocks=True, **options
    )
    jinja.globals |= {"static": cache(static), "url": url}
    jinja.filters |= {"crispy": crispy, "date": _date, "whole": whole}
    return jinja


def crispy(form: BaseForm | BoundField) -> Markup:
    """A form, or one field of it, through the project's own pack."""
    printed = as_crispy_field if isinstance(form, BoundField) else as_crispy_form
    return Markup(printed(form))  # noqa: S704 (the pack's templates escape what they print)


AMOUNT = re.compile(
    r"\d[\d,.–½]*(?: to \d[\d,.]*)?½?\s?"
    r"(?:mg|毫克|IU|µg|微克|杯|分鐘|小時|歲|glass(?:es)?|hours)(?![a-z])"
)


def whole(text: str) -> Markup:
    """Escaped, every number kept together with its unit."""
    return Markup(AMOUNT.sub(r'<span class="n">\g<0></span>', str(escape(text))))  # noqa: S704


def _date(day: date | None) -> str:
    """As the language writes dates; a moment as the day it is at the site; for a draft nothing."""
    if day is None:
        return ""
    return date_format(localtime(day) if isinstance(day, datetime) else day)
