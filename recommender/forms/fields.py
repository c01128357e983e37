"""Numbers as people really type them: `1,000`, `１０００`, `1000 mg`, `650毫克`."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*(.*)", re.DOTALL)
_LONGEST = 40
"""No amount a person means is longer; refusing early keeps huge inputs cheap."""

YEARS = {"years": 1, "year": 1, "years old": 1, "歲": 1, "足歲": 1}
MINUTES = {"minutes": 1, "minute": 1, "mins": 1, "min": 1, "分鐘": 1, "分": 1}
MILLIGRAMS = {"mg": 1, "milligrams": 1, "毫克": 1}
MICROGRAMS = {"μg": 1, "ug": 1, "mcg": 1, "micrograms": 1, "微克": 1}
D3_UNITS = {"iu": 1, "國際單位": 1} | dict.fromkeys(MICROGRAMS, 40)
"""Vitamin D3 in either unit; 1 µg is 40 IU."""
GLASSES = {"glass": 1, "glasses": 1, "杯": 1}
SERVINGS = {"times": 1, "servings": 1, "份": 1, "次": 1}


def clean_number(text: str, units: Mapping[str, int]) -> Fraction:
    """The number in `text`, times the factor of the unit typed behind it.

    `units` maps the unit words that may follow (lower case, NFKC) to factors.  Full-width
    characters count as their plain ones; only digits 0–9, thousands commas in their places and
    one decimal point are a number.  Raises ValueError, never repeating the text, for all else.
    """
    number, factor, _ = _parts(text, units)
    return number * factor


def clean_whole_number(text: str, units: Mapping[str, int]) -> int:
    """`clean_number` for amounts counted in ones; raises ValueError for `1.5` and for `1.0`.

    A decimal is fine where the unit turns it into ones, as 12.5 µg of D3 into 500 IU.
    """
    number, factor, has_decimals = _parts(text, units)
    if (number * factor).denominator != 1 or (has_decimals and factor == 1):
        raise ValueError("not a whole number")
    return int(number * factor)


def _parts(text: str, units: Mapping[str, int]) -> tuple[Fraction, int, bool]:
    if len(text) > _LONGEST:
        raise ValueError("too long to be an amount")
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if (match := _NUMBER.fullmatch(plain)) is None:
        raise ValueError("not a number")
    whole, decimals, unit = match.groups(default="")
    factor = units.get(unit.removesuffix(".")) if unit else 1
    if factor is None:
        raise ValueError("not a unit of this amount")
    return Fraction(whole.replace(",", "") + decimals), factor, bool(decimals)


class AmountField(forms.Field):
    """A whole number of something a day, within bounds, typed freely.

    `unit` is printed behind the box.  `error_messages` must say what to do: `required`, `number`
    and `bounds` (with `%(low)s` and `%(high)s`).  Where a form has several boxes alike, `name`
    tells them apart in these words as `%(name)s`.  Blank cleans to None unless required.
    """

    widget = forms.TextInput
    inputmode = "numeric"
    """Which keys a phone shows."""

    def __init__(
        self,
        *,
        low: int,
        high: int,
        units: Mapping[str, int],
        unit: "StrOrPromise",
        name: "StrOrPromise" = "",
        **kwargs: Any,
    ) -> None:
        self.low, self.high, self.units, self.unit, self.name = low, high, units, unit, name
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": self.inputmode, "autocomplete": "off", "class": "amount"}

    def parse(self, text: str) -> int | Fraction:
        return clean_whole_number(text, self.units)

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value)
        if not text.strip():
            return None
        try:
            number = self.parse(text)
        except ValueError:
            raise self._mistake("number") from None
        if not self.low <= number <= self.high:
            raise self._mistake("bounds")
        return number

    def _mistake(self, code: str) -> ValidationError:
        figures = {"name": self.name, "low": f"{self.low:,}", "high": f"{self.high:,}"}
        return ValidationError(self.error_messages[code], code, figures | {"unit": self.unit})


class ServingsField(AmountField):
    """Servings a week in steps of a tenth, so that "every other week" can be 0.5."""

    inputmode = "decimal"

    def parse(self, text: str) -> Fraction:
        number = clean_number(text, self.units)
        if (number * 10).denominator != 1:
            raise ValueError("more than one decimal")
        return number
