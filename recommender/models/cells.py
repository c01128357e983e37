"""The cells of the reference table: columns, bounds, and words for a wrong one."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import UNITS, Nutrient, Unit
from ..domain.profile import AGE

MAX_AMOUNT = {Nutrient.CALCIUM: 3_000, Nutrient.D3: 10_000, Nutrient.K2: 1_000, Nutrient.K1: 1_000}
"""No cell of a table to be published may pass this, in its own unit: a bound of belief that
catches slips of the hand."""
MAX_STORED = 100_000
"""What the database itself refuses; editions of earlier releases may hold more than is believed."""

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
AT_MOST = _("Enter at most %(limit_value)s.")
TOO_OLD = _("Ages go up to 120 years.")
SUPPLEMENT_ABOVE_TOTAL = _("The calcium supplement must not be above the total calcium.")


def age_field(**kwargs: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(AGE.high, TOO_OLD)], **kwargs
    )


def above(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low > high


def too_much(most: int) -> Any:
    return AT_MOST % {"limit_value": f"{most:,}"}
