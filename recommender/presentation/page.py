"""What every page's frame prints."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm

LANGUAGES = (("zh-hant", "zh-Hant", "繁體中文"), ("en", "en", "English"))
"""Code in addresses, code in markup, name in its own language."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page's language and address."""

    language: str
    path: str

    @property
    def html_lang(self) -> str:
        return "en" if self.language == "en" else "zh-Hant"

    @property
    def languages(self) -> Iterator[tuple[str, str, str, str]]:
        """Code, markup code, name and address of this page in each language."""
        prefix = f"/{self.language}/"
        rest = self.path.removeprefix(prefix) if self.path.startswith(prefix) else ""
        for code, html_lang, name in LANGUAGES:
            yield code, html_lang, name, f"/{code}/{rest}"


def problems_of(form: BaseForm) -> list[tuple[str, str]]:
    """What is wrong with a form: the id to go to (the input or the first choice) and the words."""
    problems = []
    for name, errors in form.errors.items():
        field = form[next(iter(form.fields))] if name == NON_FIELD_ERRORS else form[name]
        target = f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
        problems += [(target, str(words)) for words in errors]
    return problems
