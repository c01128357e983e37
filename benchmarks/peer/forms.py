from django import forms
from django.utils.translation import gettext_lazy as _


class AgeForm(forms.Form):
    age = forms.IntegerField(
        label=_("How old are you?"), help_text=_("In whole years."), min_value=4, max_value=120
    )


class MenopauseForm(forms.Form):
    menopause = forms.ChoiceField(
        label=_("Have you been through menopause?"),
        choices=[
            ("yes", _("Yes")),
            ("no", _("No")),
            ("not-applicable", _("Does not apply to me")),
            ("not-sure", _("Not sure")),
        ],
        widget=forms.RadioSelect,
    )


class DietForm(forms.Form):
    diet_calcium = forms.IntegerField(
        label=_("How much calcium does your food give you a day?"),
        help_text=_("In milligrams. Leave it empty if you are not sure."),
        min_value=0,
        max_value=10_000,
        required=False,
    )


class SunForm(forms.Form):
    sun_minutes = forms.IntegerField(
        label=_("How many minutes of midday sun do you get a day?"),
        help_text=_("On bare arms and legs without sunscreen."),
        min_value=0,
        max_value=1_440,
        required=False,
    )
