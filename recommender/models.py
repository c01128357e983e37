"""What an editor may change: editions of the reference table, official values, foods.

Units are those of the domain: calcium mg elemental a day, D3 IU a day, K2 (MK-7) and K1 µg a day,
ages in whole years.  A draft edition may have empty cells; a published one never changes again.
"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .domain import diet, official, reference
from .domain.nutrients import UNITS, Nutrient, Range, Unit
from .domain.official import Kind, Sex
from .domain.profile import AGE, SUN_MINUTES
from .domain.reference import Condition

MOST_AMOUNT = 100_000
"""No cell may pass this, in its own unit: a bound of belief that catches slips of the hand."""
MOST_SERVING_G = 2_000
MOST_FOOD_MG = 40_000
"""mg calcium per 100 g: pure calcium carbonate holds this much, no food can hold more."""

RANGES = (
    "calcium_total",
    "calcium_supplement",
    "d3_little_sun",
    "d3_enough_sun",
    "k2",
    "k1",
)
"""The ranges of a row, in the order of the published table."""
RANGE_NUTRIENT = {
    "calcium_total": Nutrient.CALCIUM,
    "calcium_supplement": Nutrient.CALCIUM,
    "d3_little_sun": Nutrient.D3,
    "d3_enough_sun": Nutrient.D3,
    "k2": Nutrient.K2,
    "k1": Nutrient.K1,
}
_SUFFIX = {Unit.MG: "mg", Unit.IU: "iu", Unit.UG: "ug"}


def columns_of(name: str) -> tuple[str, str]:
    """The low and the high column of a range: "k1" -> ("k1_min_ug", "k1_max_ug")."""
    suffix = _SUFFIX[UNITS[RANGE_NUTRIENT[name]]]
    return f"{name}_min_{suffix}", f"{name}_max_{suffix}"


AMOUNT_COLUMNS = tuple(column for name in RANGES for column in columns_of(name))

LOW_ABOVE_HIGH = _("The low end must not be above the high end.")
AGES_OUT_OF_ORDER = _("“Age to” must not be below “age from”.")
TOO_OLD = _("Ages go up to 120 years.")
TOO_MUCH = _("Enter at most 100,000.")
SUPPLEMENT_ABOVE_TOTAL = _("The calcium supplement must not be above the total calcium.")


class PublishedEditionIsFixed(Exception):
    """Raised on any attempt to change or delete an edition that has been published."""


class CatalogueStamp(models.Model):
    """One row whose token changes with every change of the other models.

    A process that kept the catalogue under a token may use it for as long as the token stands.
    Changing it also locks the row, so that whoever changes the catalogue does so one at a time.
    """

    token = models.CharField(max_length=32)

    objects: models.Manager["CatalogueStamp"] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_stamp")]

    def __str__(self) -> str:
        return self.token

    @classmethod
    def lock(cls) -> None:
        """Until the end of the transaction nobody else changes the catalogue."""
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def renew(cls) -> None:
        """Call inside the transaction that changes the catalogue, before the change."""
        cls.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})


class Stamped(models.Model):
    """A model of the catalogue: saving or deleting one renews the stamp.

    Bulk writes do not pass here; they renew the stamp themselves.
    """

    revision = models.PositiveIntegerField(default=0, editable=False)
    """Counts saves: a form that began from an older one is stale."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            CatalogueStamp.renew()
            self.refuse_if_fixed()
            self.revision += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
            super().save(*args, **kwargs)

    def refuse_if_fixed(self) -> None:
        """Raises PublishedEditionIsFixed where this may no longer change."""


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


def _age(**kwargs: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(AGE.high, TOO_OLD)], **kwargs
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
    age_from = _age(verbose_name=_("age from"))
    age_to = _age(verbose_name=_("age to"))
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
        if _above(self.age_from, self.age_to):
            errors["age_to"] = AGES_OUT_OF_ORDER
        for name in RANGES:
            low, high = columns_of(name)
            if _above(getattr(self, low), getattr(self, high)):
                errors[low] = LOW_ABOVE_HIGH
        if _above(self.calcium_supplement_max_mg, self.calcium_total_max_mg):
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
    age_to = _age(verbose_name=_("age to"), help_text=_("Empty: no upper end."))
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
        if _above(self.age_from, self.age_to):
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


class FoodGroup(models.TextChoices):
    DAIRY = "dairy", _("Dairy")
    FORTIFIED = "fortified", _("Fortified drinks")
    SOYA = "soya", _("Soya")
    SEAFOOD = "seafood", _("Fish and seafood")
    VEGETABLES = "vegetables", _("Vegetables")
    SEEDS = "seeds", _("Seeds and nuts")
    OTHER = "other", pgettext_lazy("food group", "Other")


class Food(Stamped):
    """A food of the diet estimator; a retired one is no longer asked about."""

    order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Place in the list; lower numbers come first.")
    )
    group = models.CharField(pgettext_lazy("food", "group"), max_length=10, choices=FoodGroup)
    name_en = models.CharField(
        _("English name"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("A food with this English name is there already.")},
    )
    name_zh_hant = models.CharField(
        _("Chinese name"),
        max_length=100,
        unique=True,
        error_messages={"unique": _("A food with this Chinese name is there already.")},
    )
    serving_en = models.CharField(_("serving in English"), max_length=100)
    serving_zh_hant = models.CharField(_("serving in Chinese"), max_length=100)
    serving_g = models.PositiveIntegerField(
        _("serving (g)"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SERVING_G)]
    )
    calcium_mg_per_100g = models.PositiveIntegerField(
        _("calcium (mg per 100 g)"), validators=[MaxValueValidator(MOST_FOOD_MG)]
    )
    source = models.CharField(_("source"), max_length=100)
    source_id = models.CharField(_("number in the source"), max_length=60, blank=True)
    short_list = models.BooleanField(
        _("on the short list"), default=False, help_text=_("Shown first, before “more foods”.")
    )
    retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer asked about. Retire a food instead of deleting it."),
    )

    objects: models.Manager["Food"] = models.Manager()

    class Meta:
        verbose_name = _("food")
        verbose_name_plural = _("foods")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(serving_g__range=(1, MOST_SERVING_G)),
                name="food_serving_believable",
                violation_error_message=_("Enter 1 to 2,000 grams."),
            ),
            models.CheckConstraint(
                condition=Q(calcium_mg_per_100g__lte=MOST_FOOD_MG),
                name="food_calcium_believable",
                violation_error_message=_("Enter at most 40,000 mg per 100 g."),
            ),
            models.CheckConstraint(
                condition=Q(group__in=FoodGroup.values),
                name="food_group_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh_hant} {self.name_en}"

    def to_domain(self) -> diet.Food:
        return diet.Food(
            id=self.pk,
            group=self.group,
            name_en=self.name_en,
            name_zh_hant=self.name_zh_hant,
            serving_en=self.serving_en,
            serving_zh_hant=self.serving_zh_hant,
            serving_g=self.serving_g,
            calcium_mg_per_100g=self.calcium_mg_per_100g,
            source=self.source,
            source_id=self.source_id,
            short_list=self.short_list,
        )


@receiver(pre_delete)
def _before_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A signal, since deletes of a queryset do not pass `Model.delete`."""
    if isinstance(instance, Stamped):
        CatalogueStamp.renew()
        instance.refuse_if_fixed()


def _refuse_if_published(table_id: int | None) -> None:
    """Asks the database, for the object in hand may have been read before a publication."""
    if table_id is None:
        return
    editions = ReferenceTable.objects.filter(pk=table_id)
    if editions.exclude(status=ReferenceTable.Status.DRAFT).exists():
        raise PublishedEditionIsFixed


def _above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high
