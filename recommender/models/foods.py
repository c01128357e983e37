"""The foods of the diet estimator."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..domain import diet
from .stamp import Stamped

MOST_SERVING_G = 2_000
MOST_FOOD_MG = 40_000
"""mg calcium per 100 g: pure calcium carbonate holds this much, no food can hold more."""


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
        _("on the short list"),
        default=False,
        help_text=_("Suggested before others to close a gap in calcium."),
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
