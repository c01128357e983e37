"""The forms behind the lists of an edition and their CSV files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.profile import AGE
from ..forms.fields import MILLIGRAMS, YEARS
from ..models import (
    MAX_CARD_MG,
    MAX_FOOD_MG,
    MAX_SERVING_G,
    MAX_STORED,
    Authority,
    Content,
    Edition,
    EstimateConstant,
    Food,
    OfficialNone,
    OfficialValue,
    QuickCard,
)
from .forms import RevisionForm, codes_of, free_code, web_address, whole_number

GRAMS = {"g": 1, "克": 1, "公克": 1}


class EntryForm(RevisionForm):
    """An entry of a list; its code is made from what it is called where none is given.

    `edition` is what a new entry becomes part of.
    """

    edition: Edition | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.edition_id is None and self.edition is not None:
            self.instance.edition = self.edition
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text = _("Empty: made from the name. It then stays the same.")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        return code or self.instance.code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "code" in self.fields and "code" in cleaned and not cleaned["code"]:
            cleaned["code"] = free_code(self.called(cleaned), codes_of(self.instance))
        return cleaned

    def called(self, cleaned: dict[str, Any]) -> str:
        """What a new entry is called, in English."""
        return str(cleaned.get("name_en") or cleaned.get("authority") or "")

    def _get_validation_exclusions(self) -> set[str]:
        """The edition is no field of the form, but what must be there once is so in an edition."""
        return super()._get_validation_exclusions() - {"edition"}  # type: ignore[misc, no-any-return]


def _choose_authority(form: EntryForm) -> None:
    """The authorities of the edition to choose from; what stands there already may stay."""
    known = Authority.objects.filter(edition=form.instance.edition_id)
    names = dict.fromkeys([*known.values_list("authority", flat=True), form.instance.authority])
    form.fields["authority"] = forms.ChoiceField(
        label=_("Authority"), choices=[(name, name) for name in names if name]
    )


class AuthorityForm(EntryForm):
    url = web_address(_("Address"))

    class Meta:
        model = Authority
        fields = Authority.columns


class OfficialForm(EntryForm):
    age_from = whole_number(_("Age from"), AGE.high, units=YEARS, required=True)
    age_to = whole_number(_("Age to"), AGE.high, units=YEARS, help_text=_("Empty: no upper end."))
    amount = whole_number(_("Amount a day"), MAX_STORED, low=1, required=True)
    source_url = web_address(_("Address of the source"), required=True)

    class Meta:
        model = OfficialValue
        fields = OfficialValue.columns

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_authority(self)

    def called(self, cleaned: dict[str, Any]) -> str:
        return " ".join(str(cleaned.get(name)) for name in ("authority", "nutrient", "age_from"))


class OfficialNoneForm(EntryForm):
    age_from = whole_number(_("Age from"), AGE.high, units=YEARS, required=True)
    age_to = whole_number(_("Age to"), AGE.high, units=YEARS, help_text=_("Empty: no upper end."))

    class Meta:
        model = OfficialNone
        fields = OfficialNone.columns

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose_authority(self)

    def called(self, cleaned: dict[str, Any]) -> str:
        return " ".join(str(cleaned.get(name)) for name in ("authority", "nutrient", "kind"))


class FoodForm(EntryForm):
    serving_g = whole_number(_("Serving (g)"), MAX_SERVING_G, low=1, units=GRAMS, required=True)
    calcium_mg_per_100g = whole_number(
        _("Calcium (mg per 100 g)"), MAX_FOOD_MG, units=MILLIGRAMS, required=True
    )
    order = whole_number(_("Order"), 100_000, required=True, initial=0)
    source_url = web_address(_("Address of the source"))

    class Meta:
        model = Food
        fields = Food.columns


class QuickCardForm(EntryForm):
    mg_per_portion = whole_number(
        _("Calcium (mg a portion)"), MAX_CARD_MG, units=MILLIGRAMS, required=True
    )
    order = whole_number(_("Order"), 100_000, required=True, initial=0)

    class Meta:
        model = QuickCard
        fields = QuickCard.columns


class EstimateConstantForm(EntryForm):
    class Meta:
        model = EstimateConstant
        fields = EstimateConstant.columns


LIST_FORMS: dict[type[Content], type[EntryForm]] = {
    Authority: AuthorityForm,
    OfficialValue: OfficialForm,
    OfficialNone: OfficialNoneForm,
    Food: FoodForm,
    QuickCard: QuickCardForm,
    EstimateConstant: EstimateConstantForm,
}
"""The kinds that are lists, each with the form that says what an entry may hold."""
