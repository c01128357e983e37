"""What may be tried out beside the result: a bottle's label, and other answers.

Nothing that is typed here is kept.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import Nutrient
from ..domain.profile import AGE, DIET_CALCIUM_MG, SUN_MINUTES, YOUNGEST_AGE, Profile, Taken
from ..domain.schedule import Salt, elemental_mg
from .base import VisitorForm
from .fields import D3_UNITS, GLASSES, MICROGRAMS, MILLIGRAMS, MINUTES, YEARS, AmountField
from .questions import AgeForm, SunForm, supplement_field

SALTS = {
    Salt.CARBONATE: _("calcium carbonate"),
    Salt.TRICALCIUM_PHOSPHATE: _("tricalcium phosphate"),
    Salt.CITRATE: _("calcium citrate"),
    Salt.LACTATE: _("calcium lactate"),
    Salt.GLUCONATE: _("calcium gluconate"),
}


def _on_label(nutrient: Nutrient, **kwargs: Any) -> AmountField:
    words = _(
        "%(name)s: enter a whole number, using digits, or leave the box empty if it is not on "
        "the label"
    )
    return supplement_field(nutrient, words, **kwargs)


class LabelForm(VisitorForm):
    """What one bottle says per tablet, but for withheld nutrients; nothing of it is kept."""

    def __init__(self, *args: Any, withheld: Collection[Nutrient] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nutrient in withheld:
            del self.fields[f"{nutrient}_label"]
        if Nutrient.CALCIUM in withheld:
            del self.fields["salt"]

    calcium_label = _on_label(
        Nutrient.CALCIUM, label=_("Calcium per tablet (mg)"), units=MILLIGRAMS, unit=_("mg")
    )
    salt = forms.ChoiceField(
        label=_("The label’s calcium figure is"),
        choices=[
            ("", _("elemental calcium")),
            *((salt.value, name) for salt, name in SALTS.items()),
        ],
        required=False,
        error_messages={"invalid_choice": _("Choose what the label’s calcium figure is")},
    )
    d3_label = _on_label(
        Nutrient.D3,
        label=_("Vitamin D3 per tablet (IU)"),
        help_text=_("If the label says µg, type it with the unit, for example “20 µg”."),
        units=D3_UNITS,
        unit=_("IU"),
    )
    k2_label = _on_label(
        Nutrient.K2, label=_("Vitamin K2 as MK-7 per tablet (µg)"), units=MICROGRAMS, unit=_("µg")
    )
    k1_label = _on_label(
        Nutrient.K1, label=_("Vitamin K1 per tablet (µg)"), units=MICROGRAMS, unit=_("µg")
    )
    tablets = AmountField(
        label=_("Tablets a day"),
        low=1,
        high=20,
        units={},
        unit="",
        error_messages={
            "required": _("Enter how many tablets a day you would take, for example 1"),
            "number": _("Enter a whole number of tablets, using digits, for example 2"),
            "bounds": _("Enter between %(low)s and %(high)s tablets a day"),
        },
    )

    taken_now = forms.BooleanField(label=_("I take this one now"), required=False)

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        try:
            bottle = self.bottle
        except ValueError:
            raise ValidationError(
                _("That is more a day than any bottle holds: look at the label once more"), "bounds"
            ) from None
        if not bottle:
            raise ValidationError(_("Enter at least one amount from the label"), "nothing")
        return self.cleaned_data

    @property
    def bottle(self) -> Taken:
        """What the bottle gives a day, a salt turned into elemental calcium.

        Raises ValueError beyond the bounds of what anyone takes.
        """
        a_day = {
            nutrient.value: (self.cleaned_data.get(f"{nutrient}_label") or 0)
            * self.cleaned_data["tablets"]
            for nutrient in Nutrient
        }
        if salt := self.cleaned_data.get("salt"):
            a_day["calcium"] = elemental_mg(a_day["calcium"], Salt(salt))
        return Taken(**a_day)


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
