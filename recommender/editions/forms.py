"""The forms behind the grid and its CSV files: one place says what a cell may hold.

Numbers are taken as people type them (`1,000`, full-width digits, `1000 mg`).
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import Nutrient
from ..domain.profile import AGE, SUN_MINUTES
from ..domain.reference import AMOUNT_COLUMNS
from ..forms.fields import D3_UNITS, MICROGRAMS, MILLIGRAMS, MINUTES, YEARS, AmountField
from ..models import (
    MAX_AMOUNT,
    Edition,
    ReferenceRow,
)

_UNITS = {
    Nutrient.CALCIUM: MILLIGRAMS,
    Nutrient.D3: D3_UNITS,
    Nutrient.K2: MICROGRAMS,
    Nutrient.K1: MICROGRAMS,
}
_AMOUNT_WORDS = {
    "required": _("Enter a number."),
    "number": _("Enter a whole number, 0 or more, in digits, for example 400."),
    "bounds": _("Enter a number from %(low)s to %(high)s."),
}


def whole_number(
    label: Any, high: int, low: int = 0, units: Any = None, required: bool = False, **kwargs: Any
) -> AmountField:
    return AmountField(
        label=label,
        low=low,
        high=high,
        units=units or {},
        unit="",
        required=required,
        error_messages=_AMOUNT_WORDS,
        **kwargs,
    )


def web_address(label: Any, required: bool = False) -> forms.URLField:
    return forms.URLField(label=label, max_length=300, assume_scheme="https", required=required)


class DeskForm(forms.ModelForm):
    """Knows whether the page it came from was older than what is stored now.

    Then every cell that differs says what is stored, beside what was typed, and nothing is saved.
    """

    stale = False
    use_required_attribute = False

    def __init__(self, *args: Any, stale: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stale = self.stale or stale

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.stale and self.instance.pk:
            for name in self.changed_data:
                if name in cleaned:
                    text = _("Changed since you opened this page. Saved now: %(stored)s")
                    self.add_error(name, text % {"stored": self._stored_text(name)})
        return cleaned

    def changes(self, *names: str) -> list[str]:
        """What this form changes, old and new, for the log; all fields or some."""
        return [
            gettext("%(what)s: %(was)s → %(now)s")
            % {
                "what": self.fields[name].label,
                "was": self._stored_text(name),
                "now": self._text(name, self.cleaned_data.get(name)),
            }
            for name in self.changed_data
            if name in (names or self._meta.fields or ())
        ]

    def _stored_text(self, name: str) -> str:
        return self._text(name, self[name].initial)

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        choices = dict(getattr(self.fields[name], "choices", ()))
        return "—" if value in (None, "") else str(choices.get(value, value))


class RevisionForm(DeskForm):
    """A form that carries the revision it began from."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.stale:
            raise ValidationError(
                _(
                    "Someone saved a change while you had this page open, so nothing of yours "
                    "was saved. Each cell that differs shows both values: keep or correct yours, "
                    "then save again."
                ),
                "stale",
            )
        return cleaned


class EditionForm(RevisionForm):
    enough_sun_minutes = whole_number(
        _("Minutes of sun that are enough"),
        SUN_MINUTES.high,
        low=1,
        units=MINUTES,
        required=True,
        help_text=Edition._meta.get_field("enough_sun_minutes").help_text,
    )

    class Meta:
        model = Edition
        fields = ("source_en", "source_zh_hant", "note", "enough_sun_minutes")
        widgets = {
            "source_en": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "source_zh_hant": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "note": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }


def _amount(column: str) -> AmountField:
    nutrient = Nutrient(column.partition("_")[0])
    label = ReferenceRow._meta.get_field(column).verbose_name  # type: ignore[union-attr]
    return whole_number(label, MAX_AMOUNT[nutrient], units=_UNITS[nutrient])


class RowForm(DeskForm):
    """One population; the code is made from the name once and then kept."""

    age_from = whole_number(_("Age from"), AGE.high, units=YEARS)
    age_to = whole_number(_("Age to"), AGE.high, units=YEARS)
    calcium_total_min_mg = _amount("calcium_total_min_mg")
    calcium_total_max_mg = _amount("calcium_total_max_mg")
    calcium_supplement_min_mg = _amount("calcium_supplement_min_mg")
    calcium_supplement_max_mg = _amount("calcium_supplement_max_mg")
    d3_little_sun_min_iu = _amount("d3_little_sun_min_iu")
    d3_little_sun_max_iu = _amount("d3_little_sun_max_iu")
    d3_enough_sun_min_iu = _amount("d3_enough_sun_min_iu")
    d3_enough_sun_max_iu = _amount("d3_enough_sun_max_iu")
    k2_min_ug = _amount("k2_min_ug")
    k2_max_ug = _amount("k2_max_ug")
    k1_min_ug = _amount("k1_min_ug")
    k1_max_ug = _amount("k1_max_ug")

    class Meta:
        model = ReferenceRow
        fields = ("label_en", "label_zh_hant", "age_from", "age_to", "menopause", *AMOUNT_COLUMNS)

    def save(self, commit: bool = True) -> ReferenceRow:
        row = self.instance
        if not row.code:
            row.code = free_code(row.label_en, codes_of(row))
        saved: ReferenceRow = super().save(commit)
        return saved


def codes_of(content: Any) -> set[str]:
    """The codes that are taken among things of this kind in the same edition."""
    same = type(content).objects.filter(edition=content.edition_id)
    return set(same.values_list("code", flat=True))


def free_code(label: str, taken: set[str]) -> str:
    """A code from an English name that nothing of its kind in the edition has."""
    base = slugify(label)[:40] or "entry"
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code
