"""What is asked: one small form a question, with its hint and its words for every mistake.

A form's `title` is the question itself and the page's only h1.  Fields are named as the answers
are stored; what a form cleans is what is stored.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import Nutrient
from ..domain.profile import (
    AGE,
    DIET_CALCIUM_MG,
    SUN_MINUTES,
    TAKEN,
    Caution,
    Menopause,
)
from ..wording import NAMES
from .base import VisitorForm
from .estimate import MOST_SERVINGS
from .fields import (
    D3_UNITS,
    MICROGRAMS,
    MILLIGRAMS,
    MINUTES,
    YEARS,
    AmountField,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_SURE = "not-sure"
"""The stored answer of someone who does not know an amount; never zero."""
NO_CAUTION = "none"


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
            "Menopause means 12 months without a period. Bone is lost faster afterwards, "
            "so the amounts differ."
        ),
        choices=[
            (Menopause.YES.value, _("Yes")),
            (Menopause.NO.value, _("No, not yet")),
            (
                Menopause.NOT_APPLICABLE.value,
                _("This does not apply to me, for example because I am a man"),
            ),
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


def supplement_field(nutrient: Nutrient, number: "StrOrPromise", **kwargs: Any) -> AmountField:
    """A box for one nutrient of several: its words for mistakes begin with its name."""
    bounds = TAKEN[nutrient]
    words = {
        "number": number,
        "bounds": _("%(name)s: enter an amount between %(low)s and %(high)s %(unit)s"),
    }
    return AmountField(
        required=False,
        low=bounds.low,
        high=bounds.high,
        name=_(NAMES[nutrient]),
        error_messages=words,
        **kwargs,
    )


def _taken(nutrient: Nutrient, **kwargs: Any) -> AmountField:
    words = _(
        "%(name)s: enter a whole number, using digits, or leave the box empty if you take none"
    )
    return supplement_field(nutrient, words, **kwargs)


class SupplementsForm(QuestionForm):
    """Blank means none, which is stored as 0."""

    title = _("What do your supplements give you in a day?")
    intro = _(
        "Add up what you already take, from all bottles. Leave a box empty if you take none of it."
    )
    calcium_taken = _taken(
        Nutrient.CALCIUM,
        label=_("Elemental calcium (mg)"),
        help_text=_(
            "Labels often say “of which calcium” or “elemental calcium”. 1,000 mg of calcium "
            "carbonate is 400 mg of elemental calcium."
        ),
        units=MILLIGRAMS,
        unit=_("mg"),
    )
    d3_taken = _taken(
        Nutrient.D3,
        label=_("Vitamin D3 (IU)"),
        help_text=_("If the label says µg, type it with the unit, for example “20 µg”."),
        units=D3_UNITS,
        unit=_("IU"),
    )
    k2_taken = _taken(
        Nutrient.K2, label=_("Vitamin K2 as MK-7 (µg)"), units=MICROGRAMS, unit=_("µg")
    )
    k1_taken = _taken(Nutrient.K1, label=_("Vitamin K1 (µg)"), units=MICROGRAMS, unit=_("µg"))

    def clean(self) -> dict[str, Any]:
        return {name: amount or 0 for name, amount in self.cleaned_data.items()}

    @classmethod
    def as_typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        return {field: amount for field, amount in super().as_typed(answers).items() if amount}


CAUTIONS = [
    (
        Caution.VITAMIN_K_ANTAGONIST.value,
        _("I take a vitamin K antagonist (warfarin, acenocoumarol, phenprocoumon)"),
    ),
    (Caution.KIDNEY_DISEASE.value, _("I have chronic kidney disease or am on dialysis")),
    (Caution.KIDNEY_STONES.value, _("I have or have had kidney stones")),
    (
        Caution.HIGH_BLOOD_CALCIUM.value,
        _("I have high blood calcium, primary hyperparathyroidism or sarcoidosis"),
    ),
    (Caution.THIAZIDE_OR_DIGOXIN.value, _("I take a thiazide diuretic or digoxin")),
    (Caution.PREGNANT_OR_BREASTFEEDING.value, _("I am pregnant or breastfeeding")),
    (Caution.LEVOTHYROXINE.value, _("I take levothyroxine (thyroid hormone)")),
    (
        Caution.BISPHOSPHONATE.value,
        _("I take a bisphosphonate (such as alendronate) for osteoporosis"),
    ),
    (
        Caution.TETRACYCLINE_OR_QUINOLONE.value,
        _("I am taking a tetracycline or quinolone antibiotic"),
    ),
    (Caution.IRON_OR_ZINC.value, _("I take iron or zinc")),
    (
        Caution.FAT_ABSORPTION.value,
        _("I take orlistat, or a bile-acid sequestrant (colestyramine, colestipol)"),
    ),
]


class CautionsForm(QuestionForm):
    title = _("Does any of these apply to you?")
    cautions = forms.MultipleChoiceField(
        label=title,
        help_text=_(
            "Choose everything that applies. For some of these a doctor must decide first."
        ),
        choices=[*CAUTIONS, (NO_CAUTION, _("None of these"))],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose everything that applies to you, or “None of these”"),
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
    servings = answers.get("servings")
    if isinstance(servings, dict):
        kept["servings"] = {
            code: times
            for code, times in servings.items()
            if isinstance(times, str)
            and _SERVINGS.fullmatch(times)
            and float(times) <= MOST_SERVINGS
        }
    return kept
