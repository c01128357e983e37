"""The cells of the reference table: columns, bounds, and words for a wrong one."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import Nutrient
from ..domain.profile import AGE

MAX_AMOUNT = {Nutrient.CALCIUM: 3_000, Nutrient.D3: 10_000, Nutrient.K2: 1_000, Nutrient.K1: 1_000}
"""No cell of a table to be published may pass this, in its own unit: a bound of belief that
catches slips of the hand."""
MAX_STORED = 100_000
"""What the database itself refuses; editions of earlier releases may hold more than is believed."""

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
