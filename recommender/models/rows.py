"""The rows of an edition's reference table: one for each population."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import reference
from ..domain.ages import AgeBand
from ..domain.nutrients import Range
from ..domain.profile import AGE
from ..domain.reference import AMOUNT_COLUMNS, RANGE_NUTRIENT, RANGES, Condition, columns_of
from .cells import (
    AGES_OUT_OF_ORDER,
    LOW_ABOVE_HIGH,
    MAX_AMOUNT,
    MAX_STORED,
    SUPPLEMENT_ABOVE_TOTAL,
    TOO_OLD,
    above,
    age_field,
    too_much,
)
from .content import Content, held_by_edition


def _amount(verbose_name: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        verbose_name, null=True, blank=True, validators=[MaxValueValidator(MAX_STORED)]
    )


class ReferenceRow(Content):
    """One population, with the columns of data/reference_table.csv."""

    columns: ClassVar = (
        "order",
        "code",
        "label_en",
        "label_zh_hant",
        "age_from",
        "age_to",
        "menopause",
        *AMOUNT_COLUMNS,
    )

    edition = held_by_edition("rows")
    order = models.PositiveIntegerField(_("order"), default=0)
    code = models.SlugField(_("code"), max_length=50)
    label_en = models.CharField(_("English name"), max_length=100, blank=True)
    label_zh_hant = models.CharField(_("Chinese name"), max_length=100, blank=True)
    age_from = age_field(verbose_name=_("age from"))
    age_to = age_field(verbose_name=_("age to"))
    menopause = models.CharField(
        _("menopause"),
        max_length=14,
        choices=[
            (Condition.ANY.value, pgettext_lazy("menopause", "Any")),
            (Condition.POSTMENOPAUSAL.value, _("Postmenopausal")),
        ],
        default=Condition.ANY.value,
    )
    calcium_total_min_mg = _amount(_("total calcium, low"))
    calcium_total_max_mg = _amount(_("total calcium, high"))
    calcium_supplement_min_mg = _amount(_("calcium supplement, low"))
    calcium_supplement_max_mg = _amount(_("calcium supplement, high"))
    d3_little_sun_min_iu = _amount(_("D3 with little sun, low"))
    d3_little_sun_max_iu = _amount(_("D3 with little sun, high"))
    d3_enough_sun_min_iu = _amount(_("D3 with enough sun, low"))
    d3_enough_sun_max_iu = _amount(_("D3 with enough sun, high"))
    k2_min_ug = _amount(_("K2 (MK-7), low"))
    k2_max_ug = _amount(_("K2 (MK-7), high"))
    k1_min_ug = _amount(_("K1, low"))
    k1_max_ug = _amount(_("K1, high"))

    class Meta(Content.Meta):
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="row_code_once"),
            models.CheckConstraint(
                condition=Q(menopause__in=[condition.value for condition in Condition]),
                name="row_menopause_known",
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=F("age_to")),
                name="row_ages_in_order",
                violation_error_message=AGES_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=AGE.high),
                name="row_age_from_believable",
                violation_error_message=TOO_OLD,
            ),
            models.CheckConstraint(
                condition=Q(age_to__lte=AGE.high),
                name="row_age_to_believable",
                violation_error_message=TOO_OLD,
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{low}__lte": F(high)}),
                    name=f"row_{name}_low_to_high",
                    violation_error_message=LOW_ABOVE_HIGH,
                )
                for name in RANGES
                for low, high in [columns_of(name)]
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{columns_of(name)[1]}__lte": MAX_STORED}),
                    name=f"row_{name}_believable",
                )
                for name in RANGES
            ),
            models.CheckConstraint(
                condition=Q(calcium_supplement_max_mg__lte=F("calcium_total_max_mg")),
                name="row_supplement_within_total",
                violation_error_message=SUPPLEMENT_ABOVE_TOTAL,
            ),
        ]

    def __str__(self) -> str:
        return self.label_en or self.code

    def clean(self) -> None:
        """The constraints once more, and the bounds of belief, with the words at the cell."""
        errors: dict[str, Any] = {}
        if above(self.age_from, self.age_to):
            errors["age_to"] = AGES_OUT_OF_ORDER
        for name in RANGES:
            low, high = columns_of(name)
            if above(getattr(self, low), getattr(self, high)):
                errors[low] = LOW_ABOVE_HIGH
            for column in (low, high):
                if above(getattr(self, column), most := MAX_AMOUNT[RANGE_NUTRIENT[name]]):
                    errors[column] = too_much(most)
        if above(self.calcium_supplement_max_mg, self.calcium_total_max_mg):
            errors["calcium_supplement_max_mg"] = SUPPLEMENT_ABOVE_TOTAL
        if errors:
            raise ValidationError(errors)

    @property
    def ages(self) -> AgeBand:
        """Raises ValueError where the youngest age is still empty."""
        if self.age_from is None:
            raise ValueError("age_from is empty")
        return AgeBand(self.age_from, self.age_to)

    def range_of(self, name: str) -> Range:
        """Raises ValueError where a cell is still empty."""
        low, high = (getattr(self, column) for column in columns_of(name))
        if low is None or high is None:
            raise ValueError(f"{name} is incomplete")
        return Range(low, high)

    def to_domain(self) -> reference.ReferenceRow:
        """Raises ValueError where a cell is still empty."""
        return reference.ReferenceRow(
            code=self.code,
            label_en=self.label_en,
            label_zh_hant=self.label_zh_hant,
            ages=self.ages,
            menopause=Condition(self.menopause),
            calcium_total=self.range_of("calcium_total"),
            calcium_supplement=self.range_of("calcium_supplement"),
            d3_little_sun=self.range_of("d3_little_sun"),
            d3_enough_sun=self.range_of("d3_enough_sun"),
            k2=self.range_of("k2"),
            k1=self.range_of("k1"),
        )
