"""A bottle as its label prints it, and how it is taken; a doubt is asked back (rules §10).

What is stored is what was meant: a figure with its unit, never a text that is read anew.
"""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..domain.bottles import Bottle, Bottles, Per
from ..domain.nutrients import Nutrient
from ..domain.schedule import Salt
from ..wording import NAMES, SHORT_NAMES
from .base import VisitorForm
from .kept_bottles import COUNTS, LONGEST_NAME, MOST_AT_A_TIME, text_of, to_bottle
from .meanings import CHOICES, UNITS, USUAL, Dose, Doubt, Meaning, meanings
from .printed import Reading, plain, read, read_count

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ELEMENTAL = "elemental"
CALCIUM_AS = [
    (ELEMENTAL, _("“Calcium” or “elemental calcium”")),
    (Salt.CARBONATE.value, _("Calcium carbonate")),
    (Salt.CITRATE.value, _("Calcium citrate")),
    (Salt.TRICALCIUM_PHOSPHATE.value, _("Tricalcium phosphate")),
    (Salt.LACTATE.value, _("Calcium lactate")),
    (Salt.GLUCONATE.value, _("Calcium gluconate")),
]
UNIT_WORDS = {"mg": _("mg"), "g": _("g"), "IU": _("IU"), "ug": _("µg")}
PER_WORDS = [
    (Per.DAY.value, _("a day")),
    (Per.WEEK.value, _("a week")),
    (Per.MONTH.value, _("a month")),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked back about one box, and the answers to choose from (code and meaning).

    For a count the meanings are the counts themselves.
    """

    field: str
    doubt: Doubt
    choices: tuple[tuple[str, Meaning | Fraction], ...]
    about: str
    """What it was asked about; an answer counts for this alone."""
    per: Per | None = None
    """How often, where that is what is asked."""


def _figure(**kwargs: Any) -> forms.CharField:
    attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "amount"}
    return forms.CharField(required=False, widget=forms.TextInput(attrs), **kwargs)


def _unit(nutrient: Nutrient) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Unit"),
        choices=[(unit, UNIT_WORDS[unit]) for unit in CHOICES[nutrient]],
        widget=forms.RadioSelect,
        required=False,
        initial=USUAL.get(nutrient),
        error_messages={"invalid_choice": _("Choose one of the units")},
    )


def _unknown() -> forms.BooleanField:
    return forms.BooleanField(label=_("It is in it, but no amount is printed"), required=False)


class BottleForm(VisitorForm):
    """`clean` reads every amount; `asked` is what it cannot know.  `stored` is for the answers.

    `leave_out` are nutrients not asked about; `others` are bottles taken besides.
    """

    serving = _figure(label=_("The figures on the label are for how many?"), initial="1")
    calcium = _figure(label=_(NAMES[Nutrient.CALCIUM]))
    calcium_unit = _unit(Nutrient.CALCIUM)
    calcium_as = forms.ChoiceField(
        label=_("The label calls the figure"),
        choices=CALCIUM_AS,
        required=False,
        initial=ELEMENTAL,
        error_messages={"invalid_choice": _("Choose what the label’s calcium figure is")},
    )
    calcium_unknown = _unknown()
    d3 = _figure(label=_(NAMES[Nutrient.D3]))
    d3_unit = _unit(Nutrient.D3)
    d3_unknown = _unknown()
    k2 = _figure(label=_(NAMES[Nutrient.K2]))
    k2_unit = _unit(Nutrient.K2)
    k2_unknown = _unknown()
    k1 = _figure(label=_(NAMES[Nutrient.K1]))
    k1_unit = _unit(Nutrient.K1)
    k1_unknown = _unknown()
    tablets = _figure(label=_("How many at a time?"), initial="1")
    times = _figure(label=_("How many times?"), initial="1")
    per = forms.ChoiceField(
        label=_("How often?"),
        choices=PER_WORDS,
        widget=forms.RadioSelect,
        required=False,
        initial=Per.DAY.value,
        error_messages={"invalid_choice": _("Choose a day, a week or a month")},
    )
    prescribed = forms.BooleanField(
        label=_("A doctor prescribed it, or told me to take it"), required=False
    )
    name = forms.CharField(
        label=_("What do you call it? (may stay empty)"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Enter a name of at most 30 characters")},
    )

    def __init__(
        self,
        *args: Any,
        leave_out: Collection[Nutrient] = (),
        others: Collection[Bottle] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.nutrients = [nutrient for nutrient in Nutrient if nutrient not in leave_out]
        for nutrient in leave_out:
            for name in [name for name in self.fields if name.split("_")[0] == nutrient]:
                del self.fields[name]
        self.others = others
        self.asked: dict[str, Asked] = {}
        self._meant: dict[Nutrient, Meaning] = {}
        self._readings: dict[Nutrient, Reading] = {}
        self._counts = {name: Fraction(1) for name in COUNTS}
        self._most = dict(self._counts)
        self._per: Per | None = None

    # Reading

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name in COUNTS:
            self._count(name)
        self._sort_out_strengths()
        for nutrient in self.nutrients:
            beside = (f"{nutrient}_unit", f"{nutrient}_as")
            if not any(name in self.errors for name in beside):
                self._amount(nutrient)
        if self.errors:
            return data
        first = self.nutrients[0]
        if not self._meant and not self._unknowns():
            self.add_error(first, ValidationError(NOTHING_WORDS, "nothing"))
        elif not Bottles([self.bottle, *self.others]).are_believable:
            self.add_error(first, ValidationError(TOO_MUCH_WORDS, "bounds"))
        return data

    def _count(self, name: str) -> None:
        """A count that is missing altogether was shown as one."""
        text = self.cleaned_data.get(name, "") if name in self.data else "1"
        try:
            ends = read_count(text)
        except ValueError:
            self.add_error(name, ValidationError(COUNT_WORDS[name], "number"))
            return
        if not 0 < ends[0] <= ends[-1] <= MOST_AT_A_TIME:
            self.add_error(name, ValidationError(COUNT_WORDS[name], "bounds"))
            return
        if len(ends) == 1:
            self._counts[name] = ends[0]
        else:
            between = range(int(ends[0]) + 1, min(int(ends[1]), int(ends[0]) + 4))
            choices = sorted({*ends, *map(Fraction, between)})
            chosen = self._ask(name, Doubt.RANGE, [(text_of(it), it) for it in choices])
            self._counts[name] = cast("Fraction", chosen) if chosen else ends[1]
        self._most[name] = ends[-1]

    def _sort_out_strengths(self) -> None:
        """`500 mg/1000 IU` in one of the boxes is calcium and D3, if the other box is empty."""
        for here, there, foreign in (
            (Nutrient.CALCIUM, Nutrient.D3, ("IU", "ug")),
            (Nutrient.D3, Nutrient.CALCIUM, ("g", "mg")),
        ):
            text = self.cleaned_data.get(here, "")
            try:
                reading = read(text)
            except ValueError:
                continue
            if reading.names_vitamin_k:
                continue  # the µg may be those of K
            away = [it for it in reading.figures if it.unit in foreign and it.amount >= 1]
            stay = [it for it in reading.figures if it not in away]
            if away and stay and there in self.fields and not self.cleaned_data.get(there):
                self._readings = {here: Reading(tuple(stay)), there: Reading(tuple(away))}
                return

    def _amount(self, nutrient: Nutrient) -> None:
        text = self.cleaned_data.get(nutrient, "")
        if not text.strip() and nutrient not in self._readings:
            return
        words = {"name": _(SHORT_NAMES[nutrient])}
        try:
            reading = self._readings.get(nutrient) or read(text)
        except ValueError:
            self.add_error(nutrient, ValidationError(AMOUNT_WORDS, "number", words))
            return
        if not any(it.amount for it in reading.figures):
            return
        try:
            doubt, meant = meanings(nutrient, reading, self._dose(nutrient))
        except ValueError:
            units = ("", *UNITS[nutrient])
            is_ours = all(it.unit in units for it in reading.figures)
            said = BOUNDS_WORDS if is_ours else UNIT_ERRORS[nutrient]
            self.add_error(nutrient, ValidationError(said, "amount", words))
            return
        choices = [(it.code, it) for it in meant]
        chosen = meant[0] if doubt is None else self._ask(nutrient, doubt, choices)
        if isinstance(chosen, Meaning) and chosen.figure.amount:
            self._meant[nutrient] = chosen
            self._per = chosen.per or self._per

    def _dose(self, nutrient: Nutrient) -> Dose:
        # Of "1-3" the most, also once it is known: what is asked must not change with an answer.
        data, counts = self.cleaned_data, self._most
        salt = data.get("calcium_as") if nutrient is Nutrient.CALCIUM else ""
        return Dose(
            unit=data.get(f"{nutrient}_unit") or "",
            salt=Salt(salt) if salt and salt != ELEMENTAL else None,
            serving=counts["serving"],
            servings=counts["tablets"] * counts["times"] / counts["serving"],
            per=Per(data.get("per") or Per.DAY),
        )

    def _ask(
        self, field: str, doubt: Doubt, choices: list[tuple[str, Any]]
    ) -> Meaning | Fraction | None:
        """What was chosen of it, or None, and then it is asked."""
        depends = (field, f"{field}_unit", "calcium_as", *COUNTS, "per")
        about = "|".join(plain(self.data.get(name, "")) for name in depends)
        if self.data.get(f"asked-{field}") == about:
            for code, meaning in choices:
                if self.data.get(f"ask-{field}") == code:
                    return cast("Meaning | Fraction", meaning)
        per = Per(self.cleaned_data.get("per") or Per.DAY) if doubt is Doubt.OFTEN else None
        self.asked[field] = Asked(field, doubt, tuple(choices), about, per)
        words = {"name": _(SHORT_NAMES[Nutrient(field)])} if field not in COUNTS else {}
        self.add_error(field, ValidationError(DOUBT_WORDS[doubt], f"doubt-{doubt}", words))
        return None

    # What was understood

    @property
    def is_doubted(self) -> bool:
        """Whether nothing is wrong but what is asked back."""
        return bool(self.asked) and set(self.errors) == set(self.asked)

    @property
    def is_understood(self) -> bool:
        """Whether there is something to read back, whatever else is asked."""
        return bool(self._meant or self._unknowns()) and not set(COUNTS) & set(self.asked)

    def _unknowns(self) -> frozenset[Nutrient]:
        """In the bottle in an amount not known: said so, or K2 of a kind that the table is not
        about."""
        said = {it for it in self.nutrients if self.cleaned_data.get(f"{it}_unknown")}
        mk4 = {it for it, meant in self._meant.items() if meant.is_medicine and it is Nutrient.K2}
        return frozenset(said | mk4)

    def _is_active_d3(self) -> bool:
        return Nutrient.D3 in self._meant and self._meant[Nutrient.D3].is_medicine

    @property
    def stored(self) -> dict[str, str]:
        """The bottle as the answers keep it, without what need not be said."""
        data = self.cleaned_data
        kept: dict[str, str] = {}
        serving = self._counts["serving"]
        for nutrient, meant in self._meant.items():
            serving *= meant.servings
            if not meant.is_medicine:
                kept[nutrient] = text_of(meant.figure.amount)
                kept[f"{nutrient}_unit"] = meant.figure.unit
        salt = getattr(self._meant.get(Nutrient.CALCIUM), "salt", None)
        said = {
            "calcium_as": salt and salt.value,
            "serving": text_of(serving),
            "tablets": text_of(self._counts["tablets"]),
            "times": text_of(self._counts["times"]),
            "per": self._per or data.get("per"),
            "unknown": " ".join(sorted(self._unknowns())),
            "prescribed": "1" if data.get("prescribed") else "",
            "active_d3": "1" if self._is_active_d3() else "",
            "name": " ".join(data.get("name", "").split()),
        }
        usual = ("", None, "1", "day")
        return kept | {
            name: str(value)
            for name, value in said.items()
            if value not in usual or (value == "1" and name in ("prescribed", "active_d3"))
        }

    @property
    def bottle(self) -> Bottle:
        return to_bottle(self.stored)


# Words

AMOUNT_WORDS = _(
    "%(name)s: copy only the figure for this nutrient, for example 500, or leave the box empty if "
    "it is not on the label"
)
NOTHING_WORDS = _("Enter at least one amount from the label, or say what is in it")
TOO_MUCH_WORDS = _("That is more a day than anybody takes: look at the label once more")
BOUNDS_WORDS = _("%(name)s: that is more than anybody takes; look at the label once more")
UNIT_ERRORS = {
    Nutrient.CALCIUM: _("Calcium is printed in mg or g: copy the figure that stands with it"),
    Nutrient.D3: _("Vitamin D3 is printed in IU or µg: copy the figure that stands with it"),
    Nutrient.K2: _("Vitamin K2 is printed in µg: copy the figure that stands with it"),
    Nutrient.K1: _("Vitamin K1 is printed in µg: copy the figure that stands with it"),
}
COUNT_WORDS: dict[str, "StrOrPromise"] = {
    "serving": _("Enter for how many tablets the figures are, for example 1 or 2"),
    "tablets": _("Enter how many you take at a time, for example 1, 2 or 0.5"),
    "times": _("Enter how many times you take it, for example 1 or 2"),
}
DOUBT_WORDS: dict[Doubt, "StrOrPromise"] = {
    Doubt.UNIT: _("%(name)s: which unit stands behind the figure?"),
    Doubt.UNITS_DIFFER: _("%(name)s: two different units. Which is on the label?"),
    Doubt.FIGURES_DIFFER: _("%(name)s: these figures do not agree. Which one counts?"),
    Doubt.RANGE: _("Several figures: which one do you take?"),
    Doubt.SALT: _("Is the figure the weight of the whole calcium salt?"),
    Doubt.LARGE: _("%(name)s: so much in one tablet is unusual. What does the label say?"),
    Doubt.SMALL: _("%(name)s: so little is unusual. What does the label say?"),
    Doubt.OFTEN: _("So much D3 is seldom taken every day. How often do you take it?"),
    Doubt.ACTIVE_D3: _("So little D3 is unusual in a supplement. Is it a medicine?"),
    Doubt.MK4: _("So much K2 is unusual. Is it MK-4, a medicine?"),
}
