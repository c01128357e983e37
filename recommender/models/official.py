"""What authorities publish, as an editor keeps it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import official
from ..domain.nutrients import UNITS, Nutrient, Unit
from ..domain.official import Kind, Sex
from ..domain.profile import AGE
from .cells import (
    AGES_OUT_OF_ORDER,
    MOST_AMOUNT,
    TOO_MUCH,
    TOO_OLD,
    above,
    age_field,
)
from .stamp import Stamped


class OfficialValue(Stamped):
    """One authority's recommended intake or upper limit for one age band."""

    authority = models.CharField(_("authority"), max_length=60)
    nutrient = models.CharField(
        _("nutrient"),
        max_length=7,
        choices=[
            (Nutrient.CALCIUM.value, _("Calcium (mg)")),
            (Nutrient.D3.value, _("Vitamin D3 (IU)")),
            (Nutrient.K2.value, _("Vitamin K2 (µg)")),
            (Nutrient.K1.value, _("Vitamin K1 (µg)")),
        ],
    )
    kind = models.CharField(
        _("kind"),
        max_length=11,
        choices=[
            (Kind.RECOMMENDED.value, _("Recommended intake (RDA or AI)")),
            (Kind.UPPER_LIMIT.value, _("Tolerable upper intake level (UL)")),
        ],
    )
    age_from = models.PositiveIntegerField(
        _("age from"), validators=[MaxValueValidator(AGE.high, TOO_OLD)]
    )
    age_to = age_field(verbose_name=_("age to"), help_text=_("Empty: no upper end."))
    sex = models.CharField(
        _("sex"),
        max_length=6,
        choices=[
            (Sex.ANY.value, pgettext_lazy("sex", "Any")),
            (Sex.FEMALE.value, _("Female")),
            (Sex.MALE.value, _("Male")),
        ],
        default=Sex.ANY.value,
    )
    amount = models.PositiveIntegerField(
        _("amount a day"), validators=[MaxValueValidator(MOST_AMOUNT, TOO_MUCH)]
    )
    source_title = models.CharField(_("title of the source"), max_length=200)
    source_url = models.URLField(_("address of the source"), max_length=300)

    objects: models.Manager["OfficialValue"] = models.Manager()

    class Meta:
        verbose_name = _("official value")
        verbose_name_plural = _("official values")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "nutrient", "kind", "sex", "age_from"],
                name="official_once",
                violation_error_message=_(
                    "This authority’s value for these ages is there already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=F("age_to")),
                name="official_ages_in_order",
                violation_error_message=AGES_OUT_OF_ORDER,
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=AGE.high) & (Q(age_to=None) | Q(age_to__lte=AGE.high)),
                name="official_ages_believable",
                violation_error_message=TOO_OLD,
            ),
            models.CheckConstraint(
                condition=Q(amount__lte=MOST_AMOUNT),
                name="official_believable",
                violation_error_message=TOO_MUCH,
            ),
            models.CheckConstraint(
                condition=Q(
                    nutrient__in=[nutrient.value for nutrient in Nutrient],
                    kind__in=[kind.value for kind in Kind],
                    sex__in=[sex.value for sex in Sex],
                ),
                name="official_words_known",
            ),
        ]

    def __str__(self) -> str:
        ages = f"{self.age_from}–{self.age_to}" if self.age_to is not None else f"{self.age_from}+"
        return f"{self.authority} · {self.get_nutrient_display()} · {ages}"

    def clean(self) -> None:
        """Refuses an age band that overlaps the same authority's for the same people."""
        if above(self.age_from, self.age_to):
            raise ValidationError({"age_to": AGES_OUT_OF_ORDER})
        if self.age_from is None:
            return
        others = OfficialValue.objects.filter(
            Q(age_to=None) | Q(age_to__gte=self.age_from),
            authority=self.authority,
            nutrient=self.nutrient,
            kind=self.kind,
            age_from__lte=AGE.high if self.age_to is None else self.age_to,
        ).exclude(pk=self.pk)
        if self.sex != Sex.ANY:
            others = others.filter(sex__in=[Sex.ANY.value, self.sex])
        if other := others.first():
            message = _("These ages overlap with “%(other)s”.") % {"other": other}
            raise ValidationError({"age_from": message})

    @property
    def unit(self) -> Unit:
        return UNITS[Nutrient(self.nutrient)]

    def to_domain(self) -> official.OfficialValue:
        return official.OfficialValue(
            authority=self.authority,
            nutrient=Nutrient(self.nutrient),
            kind=Kind(self.kind),
            age_from=self.age_from,
            age_to=self.age_to,
            sex=Sex(self.sex),
            amount=self.amount,
            source_title=self.source_title,
            source_url=self.source_url,
        )
