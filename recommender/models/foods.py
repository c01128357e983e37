"""The foods of the diet estimate."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import foods
from ..domain.foods import Oxalate, Region
from .content import CODE_TAKEN, Checked, Content, code_field, held_by_edition

MAX_SERVING_G = 2_000
MAX_FOOD_MG = 4_000
"""mg calcium per 100 g: dried small fish hold half of it; more is a slip of the hand."""
MAX_STORED_MG = 40_000
"""What the database refuses: pure calcium carbonate holds this much, no food can hold more."""
ALL_REGIONS = "all"


def check_regions(text: str) -> None:
    """Raises ValidationError unless it is "all" or regions separated by semicolons."""
    try:
        regions_of(text)
    except ValueError:
        raise ValidationError(
            _("Write “all”, or tw, hk and west separated by semicolons.")
        ) from None


def regions_of(text: str) -> frozenset[Region]:
    """Empty for all regions.  Raises ValueError for a word that is no region."""
    return frozenset() if text == ALL_REGIONS else frozenset(map(Region, text.split(";")))


def regions_field() -> models.CharField:
    return models.CharField(
        _("regions"),
        max_length=20,
        default=ALL_REGIONS,
        validators=[check_regions],
        help_text=_("Where people know it: “all”, or tw, hk and west separated by semicolons."),
    )


class FoodGroup(models.TextChoices):
    DAIRY = "dairy", _("Dairy")
    FORTIFIED = "fortified", _("Fortified drinks")
    SOYA = "soya", _("Soya")
    SEAFOOD = "seafood", _("Fish and seafood")
    VEGETABLES = "vegetables", _("Vegetables")
    SEEDS = "seeds", _("Seeds and nuts")
    OTHER = "other", pgettext_lazy("food group", "Other")


class Food(Content, Checked):
    """A food of the diet estimate; a retired one is no longer asked about."""

    columns: ClassVar = (
        "group",
        "name_en",
        "name_zh_hant",
        "serving_en",
        "serving_zh_hant",
        "serving_g",
        "calcium_mg_per_100g",
        "source",
        "source_id",
        "short_list",
        "code",
        "regions",
        "kinds",
        "oxalate",
        "order",
        "verified",
        "source_url",
        "note",
        "checked_on",
        "review_due",
        "retired",
    )

    edition = held_by_edition("foods")
    code = code_field()
    order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Place in the list; lower numbers come first.")
    )
    group = models.CharField(pgettext_lazy("food", "group"), max_length=10, choices=FoodGroup)
    name_en = models.CharField(
        _("English name"),
        max_length=100,
    )
    name_zh_hant = models.CharField(
        _("Chinese name"),
        max_length=100,
    )
    serving_en = models.CharField(_("serving in English"), max_length=100)
    serving_zh_hant = models.CharField(_("serving in Chinese"), max_length=100)
    serving_g = models.PositiveIntegerField(
        _("serving (g)"), validators=[MinValueValidator(1), MaxValueValidator(MAX_SERVING_G)]
    )
    calcium_mg_per_100g = models.PositiveIntegerField(
        _("calcium (mg per 100 g)"), validators=[MaxValueValidator(MAX_STORED_MG)]
    )
    source = models.CharField(_("source"), max_length=100)
    source_id = models.CharField(_("number in the source"), max_length=60, blank=True)
    short_list = models.BooleanField(
        _("on the short list"),
        default=False,
        help_text=_("Suggested before others to close a gap in calcium."),
    )
    retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer asked about."),
    )
    regions = regions_field()
    kinds = models.CharField(
        _("kinds"),
        max_length=100,
        blank=True,
        help_text=_("What it is made of and for whom it is fit, separated by semicolons."),
    )
    oxalate = models.CharField(
        _("oxalate"),
        max_length=4,
        blank=True,
        choices=[
            (Oxalate.HIGH.value, pgettext_lazy("oxalate", "High")),
            (Oxalate.LOW.value, pgettext_lazy("oxalate", "Low")),
        ],
        help_text=_("A food rich in oxalate counts a quarter in the sum and is never suggested."),
    )
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For editors; not shown to visitors.")
    )

    class Meta(Content.Meta):
        verbose_name = _("food")
        verbose_name_plural = _("foods")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="food_code_once",
                violation_error_message=CODE_TAKEN,
            ),
            models.UniqueConstraint(
                fields=["edition", "name_en"],
                name="food_name_en_once",
                violation_error_message=_("A food with this English name is there already."),
            ),
            models.UniqueConstraint(
                fields=["edition", "name_zh_hant"],
                name="food_name_zh_hant_once",
                violation_error_message=_("A food with this Chinese name is there already."),
            ),
            models.CheckConstraint(
                condition=Q(serving_g__range=(1, MAX_SERVING_G)),
                name="food_serving_believable",
                violation_error_message=_("Enter 1 to 2,000 grams."),
            ),
            models.CheckConstraint(
                condition=Q(calcium_mg_per_100g__lte=MAX_STORED_MG),
                name="food_calcium_believable",
            ),
            models.CheckConstraint(
                condition=Q(group__in=FoodGroup.values),
                name="food_group_known",
            ),
            models.CheckConstraint(
                condition=Q(oxalate__in=[oxalate.value for oxalate in Oxalate]),
                name="food_oxalate_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh_hant} {self.name_en}"

    def believe(self) -> None:
        if (self.calcium_mg_per_100g or 0) > MAX_FOOD_MG:
            raise ValidationError({"calcium_mg_per_100g": _("Enter at most 4,000 mg per 100 g.")})

    def to_domain(self) -> foods.Food:
        return foods.Food(
            code=self.code,
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
            regions=regions_of(self.regions),
            kinds=frozenset(filter(None, self.kinds.split(";"))),
            oxalate=Oxalate(self.oxalate),
        )
