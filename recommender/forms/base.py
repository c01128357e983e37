"""What all forms of the visitors' pages share."""

from typing import Any

from django import forms
from django.forms.renderers import Jinja2


class VisitorForm(forms.Form):
    """Printed by Jinja2 as the pages are, while the desk's forms stay with Django's templates."""

    default_renderer = Jinja2()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
