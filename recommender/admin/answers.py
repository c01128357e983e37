"""Anyone's answers on one page, for the desk to see what they lead to under an edition."""

from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.edition import Edition
from ..domain.profile import YOUNGEST_AGE, Menopause, Profile
from ..forms.fields import AmountField
from ..forms.questions import NO_CAUTION, NOT_SURE, QUESTIONS, DietCalciumForm, SunForm
from ..journey import Journey

NUMBERS_NOT_SURE = (*DietCalciumForm.base_fields, *SunForm.base_fields)
"""Left empty, these were answered with "not sure"."""


class AnswersForm(forms.Form):
    """The questions' own fields; nothing of what is typed is kept."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A question ends with its own mark, in Chinese with a full-width one.
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for question in QUESTIONS:
            self.fields |= deepcopy(question.base_fields)
        for name in (*NUMBERS_NOT_SURE, "cautions"):
            self.fields[name].required = False
        for name in NUMBERS_NOT_SURE:
            self.fields[name].help_text = _("Empty: not sure.")
        self.fields["cautions"].help_text = ""
        self.fields["menopause"].initial = Menopause.NOT_APPLICABLE
        age = self.fields["age"]
        assert isinstance(age, AmountField)  # noqa: S101
        age.low = YOUNGEST_AGE

    def profile(self, edition: Edition) -> Profile:
        """The answers as the questionnaire would have taken them under this edition."""
        given: dict[str, Any] = {**self.cleaned_data}
        for name, answer in given.items():
            if answer is None:
                given[name] = NOT_SURE if name in NUMBERS_NOT_SURE else 0
        given["cautions"] = given["cautions"] or [NO_CAUTION]
        return Journey(given, edition.table).profile()
