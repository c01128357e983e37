"""Anyone's answers on one page, for the desk to see what they lead to under an edition."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ..domain.edition import Edition
from ..domain.nutrients import Nutrient
from ..domain.profile import TAKEN, YOUNGEST_AGE, Menopause, Profile, Taken
from ..forms.fields import AmountField
from ..forms.questions import (
    NO_CAUTION,
    NOT_SURE,
    QUESTIONS,
    DietCalciumForm,
    SunForm,
    SupplementsForm,
    Takes,
)
from ..journey import Journey
from ..wording import taken_heading

NUMBERS_NOT_SURE = (*DietCalciumForm.base_fields, *SunForm.base_fields)
"""Left empty, these were answered with "not sure"."""


class AnswersForm(forms.Form):
    """The questions' own fields; nothing of what is typed is kept."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # A question ends with its own mark, in Chinese with a full-width one.
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for question in QUESTIONS:
            if question is SupplementsForm:
                self.fields |= {it.value: _a_day(it) for it in Nutrient}
            else:
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
        given: dict[str, Any] = {**self.cleaned_data, "takes": Takes.NO}
        for name in NUMBERS_NOT_SURE:
            given[name] = NOT_SURE if given[name] is None else given[name]
        given["cautions"] = given["cautions"] or [NO_CAUTION]
        calcium, d3, k2, k1 = (given[it] or 0 for it in Nutrient)
        return replace(Journey(given, edition.table).profile(), taken=Taken(calcium, d3, k2, k1))


def _a_day(nutrient: Nutrient) -> AmountField:
    """What all bottles give, empty for nothing."""
    bounds = TAKEN[nutrient]
    return AmountField(
        label=lazy(taken_heading, str)(nutrient),
        required=False,
        low=bounds.low,
        high=bounds.high,
        units={},
        unit="",
        error_messages={
            "number": _("Enter a whole number, or leave the box empty if you take none"),
            "bounds": _("Enter an amount between %(low)s and %(high)s"),
        },
    )
