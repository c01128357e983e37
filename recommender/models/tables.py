"""Editions of the reference table, and their rows."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import reference
from ..domain.nutrients import Range
from ..domain.profile import AGE, SUN_MINUTES
from ..domain.reference import Condition
from .cells import (
    AGES_OUT_OF_ORDER,
    LOW_ABOVE_HIGH,
    MOST_AMOUNT,
    RANGES,
    SUPPLEMENT_ABOVE_TOTAL,
    TOO_MUCH,
    TOO_OLD,
    above,
    age_field,
    columns_of,
)
from .stamp import PublishedEditionIsFixed, Stamped


def _source(verbose_name: Any) -> models.CharField:
    return models.CharField(
        verbose_name,
        max_length=300,
        blank=True,
        help_text=_("Where the values come from. Shown to the public."),
    )


class ReferenceTable(Stamped):
    """One edition of the reference table."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Earlier edition")

    edition = models.PositiveIntegerField(_("edition"), unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=7, choices=Status, default=Status.DRAFT, editable=False
    )
    enough_sun_minutes = models.PositiveIntegerField(
        _("minutes of sun that are enough"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(SUN_MINUTES.high)],
        help_text=_(
            "Around midday, on bare arms and legs, without sunscreen. "
            "From here on the “enough sun” column counts."
        ),
    )
    source_en = _source(_("source in English"))
    source_zh_hant = _source(_("source in Chinese"))
    note = models.TextField(
        _("note"),
        max_length=2000,
        blank=True,
        help_text=_("What changed in this edition and why. For the desk’s history."),
    )
    based_on = models.PositiveIntegerField(
        _("copied from edition"), null=True, blank=True, editable=False
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    changed_by = models.CharField(_("last changed by"), max_length=150, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    published_by = models.CharField(_("published by"), max_length=150, blank=True, editable=False)

    objects: models.Manager["ReferenceTable"] = models.Manager()

    class Meta:
        verbose_name = _("reference table")
        verbose_name_plural = _("reference table editions")
        ordering = ["-edition"]
        permissions = [("publish_referencetable", "Can publish reference table")]
        constraints = [
            models.UniqueConstraint(
                fields=["status"],
                condition=Q(status="live"),
                name="one_live_edition",
                violation_error_message=_("Another edition is live already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "live", "retired"]),
                name="table_status_known",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | Q(~Q(status="draft"), published_at__isnull=False),
                name="published_has_date",
                violation_error_message=_("A published edition has a date, a draft has none."),
            ),
            models.CheckConstraint(
                condition=Q(enough_sun_minutes__range=(1, SUN_MINUTES.high)),
                name="enough_sun_in_a_day",
                violation_error_message=_("Enter 1 to 1,440 minutes."),
            ),
        ]

    def __str__(self) -> str:
        if self.is_draft:
            return str(_("Draft %(number)s") % {"number": self.edition})
        return str(_("Edition %(number)s") % {"number": self.edition})

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_live(self) -> bool:
        return self.status == self.Status.LIVE

    def refuse_if_fixed(self) -> None:
        _refuse_if_published(self.pk)

    def to_domain(self, rows: Iterable["ReferenceRow"] | None = None) -> reference.ReferenceTable:
        """Raises ValueError where a draft is still incomplete."""
        return reference.ReferenceTable(
            edition=self.edition,
            enough_sun_minutes=self.enough_sun_minutes,
            rows=tuple(row.to_domain() for row in (self.rows.all() if rows is None else rows)),
        )


def _amount(verbose_name: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        verbose_name, null=True, blank=True, validators=[MaxValueValidator(MOST_AMOUNT, TOO_MUCH)]
    )


class ReferenceRow(Stamped):
    """One population of an edition, with the columns of data/reference_table.csv."""

    table = models.ForeignKey(
        ReferenceTable, models.CASCADE, related_name="rows", verbose_name=_("edition")
    )
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

    objects: models.Manager["ReferenceRow"] = models.Manager()
    table_id: int

    class Meta:
        verbose_name = _("population")
        verbose_name_plural = _("populations")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="row_code_once"),
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
                    condition=Q(**{f"{columns_of(name)[1]}__lte": MOST_AMOUNT}),
                    name=f"row_{name}_believable",
                    violation_error_message=TOO_MUCH,
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
        """The constraints once more, with the words at the cell."""
        errors: dict[str, Any] = {}
        if above(self.age_from, self.age_to):
            errors["age_to"] = AGES_OUT_OF_ORDER
        for name in RANGES:
            low, high = columns_of(name)
            if above(getattr(self, low), getattr(self, high)):
                errors[low] = LOW_ABOVE_HIGH
        if above(self.calcium_supplement_max_mg, self.calcium_total_max_mg):
            errors["calcium_supplement_max_mg"] = SUPPLEMENT_ABOVE_TOTAL
        if errors:
            raise ValidationError(errors)

    def refuse_if_fixed(self) -> None:
        _refuse_if_published(self.table_id)

    def range_of(self, name: str) -> Range:
        """Raises ValueError where a cell is still empty."""
        low, high = (getattr(self, column) for column in columns_of(name))
        if low is None or high is None:
            raise ValueError(f"{name} is incomplete")
        return Range(low, high)

    def to_domain(self) -> reference.ReferenceRow:
        """Raises ValueError where a cell is still empty."""
        if self.age_from is None:
            raise ValueError("age_from is empty")
        return reference.ReferenceRow(
            code=self.code,
            label_en=self.label_en,
            label_zh_hant=self.label_zh_hant,
            age_from=self.age_from,
            age_to=self.age_to,
            menopause=Condition(self.menopause),
            calcium_total=self.range_of("calcium_total"),
            calcium_supplement=self.range_of("calcium_supplement"),
            d3_little_sun=self.range_of("d3_little_sun"),
            d3_enough_sun=self.range_of("d3_enough_sun"),
            k2=self.range_of("k2"),
            k1=self.range_of("k1"),
        )


def _refuse_if_published(table_id: int | None) -> None:
    """Asks the database, for the object in hand may have been read before a publication."""
    if table_id is None:
        return
    editions = ReferenceTable.objects.filter(pk=table_id)
    if editions.exclude(status=ReferenceTable.Status.DRAFT).exists():
        raise PublishedEditionIsFixed
