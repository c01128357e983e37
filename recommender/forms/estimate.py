"""The two estimates on the way to the diet question's answer: picture cards, and the whole list."""

from collections.abc import Collection
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.calcium import Often
from ..domain.foods import Food, FoodList, QuickCard
from ..wording import in_language
from .base import VisitorForm
from .fields import SERVINGS, ServingsField

MOST_SERVINGS = 100
"""A week; more is a slip of the finger."""


def serving_field(food: Food) -> str:
    return f"food-{food.code}"


class EstimateForm(VisitorForm):
    """Servings a week of each food; blank means none, but an empty list is no answer."""

    title = _("How often do you eat or drink these in a usual week?")

    def __init__(self, foods: FoodList, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.foods = foods
        for food in foods:
            name = in_language(food, "name")
            self.fields[serving_field(food)] = ServingsField(
                label=name,
                name=name,
                help_text=in_language(food, "serving"),
                required=False,
                low=0,
                high=MOST_SERVINGS,
                units=SERVINGS,
                unit="",
                error_messages={
                    "number": _(
                        "%(name)s: enter how many servings a week, using digits, for example 3"
                    ),
                    "bounds": _("%(name)s: enter between %(low)s and %(high)s servings a week"),
                },
            )

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Enter servings for at least one food"), "nothing")
        return self.cleaned_data

    @property
    def times_a_week(self) -> dict[str, Fraction]:
        """Cleaned servings by food code, without the foods not eaten."""
        given = {food.code: self.cleaned_data.get(serving_field(food)) for food in self.foods}
        return {code: times for code, times in given.items() if times}


OFTEN_WORDS = [
    (Often.NEVER.value, _("Never")),
    (Often.SOMETIMES.value, _("Now and then")),
    (Often.ONCE.value, _("Once a day")),
    (Often.TWICE.value, _("Twice a day or more")),
]


def card_field(card: QuickCard) -> str:
    return f"quick-{card.code}"


class QuickForm(VisitorForm):
    """How often a portion of each picture card is eaten; every card needs an answer."""

    title = _("How often do you eat or drink these?")

    def __init__(self, cards: Collection[QuickCard], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = cards
        for card in cards:
            name = in_language(card, "name")
            words = _("%(name)s: choose how often") % {"name": name}
            self.fields[card_field(card)] = forms.ChoiceField(
                label=name,
                choices=OFTEN_WORDS,
                widget=forms.RadioSelect,
                error_messages={"required": words, "invalid_choice": words},
            )

    @property
    def said(self) -> dict[str, str]:
        """Cleaned answers by card code."""
        return {card.code: self.cleaned_data[card_field(card)] for card in self.cards}
