"""What may be tried out beside the result: a bottle's label, and other answers.

Nothing that is typed here is kept.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import Nutrient
from ..domain.profile import AGE, DIET_CALCIUM_MG, SUN_MINUTES, YOUNGEST_AGE, Profile
from .base import VisitorForm
from .bottles import BottleForm
from .fields import GLASSES, MINUTES, YEARS, AmountField
from .questions import AgeForm, SunForm


class LabelForm(BottleForm):
    """What one bottle says, but for withheld nutrients, and whether it is taken already."""

    taken_now = forms.BooleanField(label=_("I take this one now"), required=False)


class WhatIfForm(VisitorForm):
    """Other answers to try out; the real ones stay as they are."""

    def __init__(self, *args: Any, withheld: Collection[Nutrient] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Nutrient.CALCIUM in withheld:
            del self.fields["milk"]

    age = AmountField(
        label=_("Age (years)"),
        low=YOUNGEST_AGE,
        high=AGE.high,
        units=YEARS,
        unit=_("years"),
        error_messages=AgeForm.base_fields["age"].error_messages,
    )
    sun_minutes = AmountField(
        label=_("Midday sun (minutes a day)"),
        help_text=_("Leave the box empty if you are not sure."),
        required=False,
        low=SUN_MINUTES.low,
        high=SUN_MINUTES.high,
        units=MINUTES,
        unit=_("minutes"),
        error_messages=SunForm.base_fields["sun_minutes"].error_messages,
    )
    milk = AmountField(
        label=_("More glasses of milk a day"),
        help_text=_("One glass has about 250 mg of calcium."),
        required=False,
        low=0,
        high=5,
        units=GLASSES,
        unit=_("glasses"),
        error_messages={
            "number": _("Enter a whole number of glasses, using digits, for example 1"),
            "bounds": _("Enter between %(low)s and %(high)s glasses"),
        },
    )

    def apply(self, profile: Profile, glass_mg: int) -> Profile:
        """The profile with the other answers in place; milk adds nothing to an unknown diet.

        `glass_mg`: the calcium of one glass.
        """
        diet = profile.diet_calcium_mg
        if diet is not None:
            milk = glass_mg * (self.cleaned_data.get("milk") or 0)
            diet = min(diet + milk, DIET_CALCIUM_MG.high)
        return replace(
            profile,
            age=self.cleaned_data["age"],
            sun_minutes=self.cleaned_data["sun_minutes"],
            diet_calcium_mg=diet,
        )
