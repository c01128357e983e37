"""What is asked: one small form a question, with its hint and its words for every mistake.

A form's `title` is the question itself and the page's only h1.  Fields are named as the answers
are stored; what a form cleans is what is stored.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ..domain.calcium import Often
from ..domain.foods import Region
from ..domain.profile import AGE, DIET_CALCIUM_MG, SUN_MINUTES, Caution, DietSource, Menopause
from ..domain.registry import BOXES
from ..registry_words import question
from .base import VisitorForm
from .estimate import MOST_SERVINGS
from .fields import MILLIGRAMS, MINUTES, YEARS, AmountField
from .kept_bottles import to_bottles

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_SURE = "not-sure"
"""The stored answer of someone who does not know an amount; never zero."""
NO_CAUTION = "none"


class Takes(StrEnum):
    NO = "no"
    YES = "yes"
    DONT_KNOW = "dont-know"
    """Some of each, in an amount not known; never zero."""


class QuestionForm(VisitorForm):
    """`not_sure` names what the second button says where "not sure" is an answer."""

    title: "StrOrPromise" = ""
    intro: "StrOrPromise" = ""
    not_sure: "StrOrPromise" = ""

    @classmethod
    def accepts(cls, field: str, answer: object) -> bool:
        """Whether this form could have stored the answer; another release may have asked else."""
        if answer == NOT_SURE and cls.not_sure:
            return True
        asked = cls.base_fields[field]
        if isinstance(asked, AmountField):
            return type(answer) is int and asked.low <= answer <= asked.high
        return isinstance(answer, str) and answer in dict(asked.choices)  # type: ignore[attr-defined]

    @classmethod
    def as_typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Saved answers as their boxes showed them; "not sure" left its box blank."""
        saved = {field: answers[field] for field in cls.base_fields if field in answers}
        return {field: answer for field, answer in saved.items() if answer != NOT_SURE}


class AgeForm(QuestionForm):
    title = _("How old are you, in years?")
    age = AmountField(
        label=title,
        help_text=_("The amounts depend on your age group."),
        low=AGE.low,
        high=AGE.high,
        units=YEARS,
        unit=_("years"),
        error_messages={
            "required": _("Enter your age in years, for example 55"),
            "number": _("Enter your age in whole years, using digits, for example 55"),
            "bounds": _("Enter an age between %(low)s and %(high)s"),
        },
    )


class MenopauseForm(QuestionForm):
    title = _("Have you gone through menopause?")
    menopause = forms.ChoiceField(
        label=title,
        help_text=_(
            "Menopause means 12 months without a period. A hormone coil, an operation on the womb "
            "or breastfeeding can stop periods too: that is not menopause. Ovaries removed is."
        ),
        choices=[
            (Menopause.YES.value, _("Yes, I have")),
            (Menopause.NO.value, _("No, not yet")),
            (Menopause.NOT_APPLICABLE.value, _("I am a man (does not apply)")),
            (Menopause.NOT_SURE.value, _("I am not sure")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you have gone through menopause"),
            "invalid_choice": _("Choose one of the four answers"),
        },
    )


class DietCalciumForm(QuestionForm):
    title = _("How much calcium do you get from food and drink in a day, in milligrams (mg)?")
    not_sure = _("I am not sure")
    diet_calcium = AmountField(
        label=title,
        help_text=_(
            "Count food and drink only, not supplements. A glass of milk has about 250 mg."
        ),
        low=DIET_CALCIUM_MG.low,
        high=DIET_CALCIUM_MG.high,
        units=MILLIGRAMS,
        unit=_("mg"),
        error_messages={
            "required": _("Enter an amount in mg, or choose “I am not sure”"),
            "number": _("Enter a whole number of mg, using digits, for example 650"),
            "bounds": _("Enter an amount between %(low)s and %(high)s mg"),
        },
    )


class SunForm(QuestionForm):
    title = _("How many minutes of midday sun do you get on a usual day?")
    not_sure = _("I am not sure")
    sun_minutes = AmountField(
        label=title,
        help_text=_(
            "Count minutes outdoors between 11:00 and 14:00 with bare arms and legs and without "
            "sunscreen. Sunscreen, long clothes, window glass and staying indoors count as 0."
        ),
        low=SUN_MINUTES.low,
        high=SUN_MINUTES.high,
        units=MINUTES,
        unit=_("minutes"),
        error_messages={
            "required": _("Enter a number of minutes, or choose “I am not sure”"),
            "number": _("Enter a whole number of minutes, using digits, for example 10"),
            "bounds": _("Enter a number of minutes between %(low)s and %(high)s"),
        },
    )


class SupplementsForm(QuestionForm):
    """Whether anything is taken; what, is said bottle by bottle."""

    title = _("Do you take calcium, vitamin D or vitamin K from a bottle?")
    takes = forms.ChoiceField(
        label=title,
        help_text=_(
            "Tablets, capsules, drops or powders that have any of these in them, also a "
            "multivitamin, and also what a doctor gave you."
        ),
        choices=[
            (Takes.NO.value, _("No, none")),
            (Takes.YES.value, _("Yes, and I have the bottle or know what it says")),
            (Takes.DONT_KNOW.value, _("I take some but do not know how much")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whether you take any of these"),
            "invalid_choice": _("Choose one of the three answers"),
        },
    )


def _asked_of(code: str) -> tuple[str, Any]:
    return code, lazy(question, str)(code)


CAUTIONS = [_asked_of(rule.code) for rule in BOXES]
"""Every box of the registry, in the order asked."""
CAUTION_ANSWERS = [_asked_of(code) for code in (Caution.DONT_KNOW.value, NO_CAUTION)]


class CautionsForm(QuestionForm):
    title = _("Do you have any of these, or take any of these medicines?")
    cautions = forms.MultipleChoiceField(
        label=title,
        choices=[*CAUTIONS, *CAUTION_ANSWERS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _(
                "Choose everything that applies to you, or one of the two answers at the end"
            ),
            "invalid_choice": _("Choose only from the answers listed"),
            "invalid_list": _("Choose only from the answers listed"),
        },
    )

    @classmethod
    def accepts(cls, field: str, answer: object) -> bool:
        if not isinstance(answer, list) or not answer:
            return False
        if NO_CAUTION in answer:
            return answer == [NO_CAUTION]
        return all(super(CautionsForm, cls).accepts(field, code) for code in answer)

    def clean_cautions(self) -> list[str]:
        chosen = self.cleaned_data["cautions"]
        if NO_CAUTION in chosen and len(set(chosen)) > 1:
            raise ValidationError(
                _("Choose either “None of these” or what applies to you, not both"), "both"
            )
        return sorted(set(chosen))


QUESTIONS: tuple[type[QuestionForm], ...] = (
    AgeForm,
    MenopauseForm,
    DietCalciumForm,
    SunForm,
    SupplementsForm,
    CautionsForm,
)
"""Every question, in the order asked."""


_SERVINGS = re.compile(r"[0-9]{1,3}(\.[0-9])?")


def accepted(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of stored answers those that today's forms could have stored; the others were not given."""
    kept = {
        field: answers[field]
        for form in QUESTIONS
        for field in form.base_fields
        if field in answers and form.accepts(field, answers[field])
    }
    return kept | {
        name: answers[name]
        for name, fits in BESIDE_THE_QUESTIONS.items()
        if name in answers and fits(answers[name])
    }


def _are_servings(given: object) -> bool:
    return isinstance(given, dict) and all(
        isinstance(times, str) and _SERVINGS.fullmatch(times) and float(times) <= MOST_SERVINGS
        for times in given.values()
    )


def _is_quick(given: object) -> bool:
    return isinstance(given, dict) and all(
        isinstance(often, str) and often in list(Often) for often in given.values()
    )


BESIDE_THE_QUESTIONS: dict[str, Callable[[Any], bool]] = {
    "diet_source": lambda given: given in list(DietSource),
    "region": lambda given: given in list(Region),
    "bottles": lambda given: bool(to_bottles(given)),
    "servings": _are_servings,
    "quick": _is_quick,
}
"""What is stored on the way to an answer, and what it must be."""
