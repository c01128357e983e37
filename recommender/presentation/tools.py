"""The two small tools on the results page: check a label, and what if."""

from typing import NamedTuple

from .. import wording
from ..domain.label import LabelVerdict
from ..domain.nutrients import Comparison, Nutrient, Range
from ..domain.recommendation import Recommendation
from ..wording import gettext


class LabelRow(NamedTuple):
    """One nutrient of a bottle; where advice is withheld only the words "ask first" remain."""

    name: str
    amount: str
    verdict: str
    code: str
    warning: str
    left: str


def label_rows(verdicts: tuple[LabelVerdict, ...]) -> list[LabelRow]:
    return [_label_row(verdict) for verdict in verdicts]


def _label_row(it: LabelVerdict) -> LabelRow:
    name = wording.nutrient_name(it.nutrient)
    if it.comparison is None or it.missing is None:
        return LabelRow(name, "", gettext("A doctor must decide first"), "withheld", "", "")
    left = ""
    if it.missing.high:
        left = wording.amount(it.nutrient, it.missing)
    warning = ""
    if it.over_limit:
        warning = (
            gettext("With your food this passes the strictest upper limit for your age.")
            if it.nutrient is Nutrient.CALCIUM
            else gettext("This passes the strictest upper limit for your age.")
        )
    elif it.over_limit_together:
        warning = gettext(
            "Together with what you already take this passes the strictest upper limit for your "
            "age."
        )
    verdict = {
        Comparison.BELOW: gettext("below the advised range"),
        Comparison.WITHIN: gettext("within the advised range"),
        Comparison.ABOVE: gettext("above the advised range"),
    }[it.comparison]
    return LabelRow(
        name, wording.one(it.nutrient, it.amount), verdict, it.comparison.value, warning, left
    )


class WhatIfRow(NamedTuple):
    name: str
    now: str
    then: str
    changed: bool


def what_if_rows(now: Recommendation, then: Recommendation) -> list[WhatIfRow]:
    rows = []
    for nutrient in Nutrient:
        before, after = (_amount(nutrient, it.of(nutrient).amount) for it in (now, then))
        rows.append(WhatIfRow(wording.nutrient_name(nutrient), before, after, before != after))
    return rows


def _amount(nutrient: Nutrient, amount: Range | None) -> str:
    if amount is None:
        return gettext("Ask first")
    return wording.amount(nutrient, amount) if amount.high else gettext("None needed")


def what_if_notes(now: Recommendation, then: Recommendation) -> list[str]:
    """What the other age would ask besides."""
    notes = []
    if then.menopause_matters and not now.menopause_matters:
        notes.append(gettext("At that age menopause matters too; here it counts as not reached."))
    if then.profile.is_minor:
        notes.append(gettext("Use these amounts only with a parent and a doctor or dietitian."))
    return notes
