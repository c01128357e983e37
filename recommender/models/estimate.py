"""The cards and the constants of the diet estimates (rules §8)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain import foods
from ..domain.calcium import EstimateConstants
from ..domain.foods import Region
from .cells import too_much
from .content import CODE_TAKEN, Content, code_field, held_by_edition, verified_field
from .foods import ALL_REGIONS, regions_field, regions_of

MAX_CARD_MG = 1_000
MAX_TIMES = 10


def _times(verbose_name: Any) -> models.DecimalField:
    return models.DecimalField(
        verbose_name,
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_TIMES)],
        help_text=_("Portions a day."),
    )


class QuickCard(Content):
    """A picture card of the 30-second estimate."""

    columns: ClassVar = (
        "code",
        "order",
        "name_en",
        "name_zh_hant",
        "portion_en",
        "portion_zh_hant",
        "mg_per_portion",
        "food_codes",
        "times_never",
        "times_sometimes",
        "times_once",
        "times_twice",
        "regions",
        "hint_en",
        "hint_zh_hant",
        "basis",
        "verified",
    )

    edition = held_by_edition("cards")
    code = code_field()
    order = models.PositiveIntegerField(
        _("order"), default=0, help_text=_("Place in the list; lower numbers come first.")
    )
    name_en = models.CharField(_("English name"), max_length=100)
    name_zh_hant = models.CharField(_("Chinese name"), max_length=100)
    portion_en = models.CharField(_("portion in English"), max_length=150)
    portion_zh_hant = models.CharField(_("portion in Chinese"), max_length=150)
    mg_per_portion = models.PositiveIntegerField(
        _("calcium (mg a portion)"), validators=[MaxValueValidator(MAX_CARD_MG)]
    )
    food_codes = models.CharField(
        _("foods"),
        max_length=500,
        help_text=_("Codes of the foods that the average is made from, separated by semicolons."),
    )
    times_never = _times(_("“never” counts"))
    times_sometimes = _times(_("“now and then” counts"))
    times_once = _times(_("“once a day” counts"))
    times_twice = _times(_("“twice a day or more” counts"))
    regions = regions_field()
    hint_en = models.CharField(_("hint in English"), max_length=200, blank=True)
    hint_zh_hant = models.CharField(_("hint in Chinese"), max_length=200, blank=True)
    basis = models.CharField(
        _("basis"), max_length=500, blank=True, help_text=_("For editors; not shown to visitors.")
    )
    verified = verified_field()

    class Meta(Content.Meta):
        verbose_name = _("quick card")
        verbose_name_plural = _("quick cards")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="card_code_once",
                violation_error_message=CODE_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_zh_hant} {self.name_en}"

    def to_domain(self) -> foods.QuickCard:
        return foods.QuickCard(
            code=self.code,
            name_en=self.name_en,
            name_zh_hant=self.name_zh_hant,
            portion_en=self.portion_en,
            portion_zh_hant=self.portion_zh_hant,
            mg_per_portion=self.mg_per_portion,
            food_codes=tuple(self.food_codes.split(";")),
            times=(
                Fraction(self.times_never),
                Fraction(self.times_sometimes),
                Fraction(self.times_once),
                Fraction(self.times_twice),
            ),
            hint_en=self.hint_en,
            hint_zh_hant=self.hint_zh_hant,
            regions=regions_of(self.regions),
        )


BOUNDS: dict[str, tuple[int, int]] = {
    "allowance_quick": (0, 1_000),
    "allowance_full": (0, 1_000),
    "band_quick": (0, 1_000),
    "band_full": (0, 1_000),
    "estimate_rounding": (1, 500),
    "glass_of_milk": (1, 1_000),
}
"""What a constant in whole milligrams may be; a step or a glass of 0 could not be divided by."""
SHARE = "oxalate_high_counts_as"
FLOOR = "band_floor"
FLOOR_VALUE = "allowance"
BY_REGION = ("allowance_quick", "allowance_full")


class EstimateConstant(Content):
    """One figure of the diet estimates, for one region or all."""

    columns: ClassVar = ("key", "region", "value", "unit", "basis", "source", "verified")
    identified_by: ClassVar = ("key", "region")

    edition = held_by_edition("constants")
    key = models.CharField(
        _("constant"),
        max_length=30,
        choices=[
            ("allowance_quick", _("Everything else, beside the picture cards")),
            ("allowance_full", _("Everything else, beside the full list")),
            ("band_quick", _("Error of the picture cards")),
            ("band_full", _("Error of the full list")),
            (FLOOR, _("Lowest end of the error")),
            ("estimate_rounding", _("Step that sums are rounded to")),
            ("glass_of_milk", _("Calcium in a glass of milk")),
            (SHARE, _("Share that a food rich in oxalate counts")),
        ],
    )
    region = models.CharField(
        _("region"),
        max_length=4,
        choices=[
            (ALL_REGIONS, _("All")),
            (Region.TAIWAN.value, _("Taiwan")),
            (Region.HONG_KONG.value, _("Hong Kong")),
            (Region.WEST.value, _("West")),
        ],
    )
    value = models.CharField(_("value"), max_length=20)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    basis = models.CharField(
        _("basis"), max_length=500, blank=True, help_text=_("For editors; not shown to visitors.")
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    verified = verified_field()

    class Meta(Content.Meta):
        verbose_name = _("estimate constant")
        verbose_name_plural = _("estimate constants")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "key", "region"],
                name="constant_once",
                violation_error_message=_("This constant is there already for this region."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} · {self.get_region_display()}"

    def believe(self) -> None:
        if self.key in BOUNDS:
            low, high = BOUNDS[self.key]
            if not self.value.isascii() or not self.value.isdigit() or int(self.value) < low:
                raise ValidationError({"value": _("Enter a whole number of mg.")})
            if int(self.value) > high:
                raise ValidationError({"value": too_much(high)})
        elif self.key == SHARE and not _is_share(self.value):
            raise ValidationError({"value": _("Enter a share from 0 to 1, for example 0.25.")})
        elif self.key == FLOOR and self.value != FLOOR_VALUE:
            raise ValidationError({"value": _("Only “allowance” has a meaning here.")})


def _is_share(text: str) -> bool:
    try:
        return 0 <= Decimal(text) <= 1
    except ArithmeticError:
        return False


def estimate_constants(constants: Iterable[EstimateConstant]) -> EstimateConstants:
    """All constants of an edition together.  Raises ValueError where one is missing or wrong."""
    said = {(constant.key, constant.region): constant.value for constant in constants}

    def value(key: str, region: str = ALL_REGIONS) -> int:
        if (found := said.get((key, region))) is None:
            raise ValueError(f"no {key} for {region}")
        return int(found)

    if (share := said.get((SHARE, ALL_REGIONS))) is None:
        raise ValueError(f"no {SHARE}")
    return EstimateConstants(
        allowance_quick={region: value("allowance_quick", region) for region in Region},
        allowance_full={region: value("allowance_full", region) for region in Region},
        band_quick=value("band_quick"),
        band_full=value("band_full"),
        rounding=value("estimate_rounding"),
        glass=value("glass_of_milk"),
        oxalate_share=Fraction(share),
    )
