"""The two tools beside the results: check a bottle, and what if."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.action import Action, Do
from ..domain.label import LabelVerdict
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation
from ..domain.schedule import ELEMENTAL_PERCENT
from ..forms.bottles import CALCIUM_AS
from ..wording import gettext
from .figures import Figures
from .verbs import verb

VERDICTS = {
    Do.ASK_FIRST: _("Ask a doctor or pharmacist first"),
    Do.ASK_NOW: _("Ask a doctor or pharmacist before you go on"),
    Do.LOOK: _("Cannot be told before every amount is known"),
    Do.REDUCE: _("Too much"),
    Do.STOP: _("Not needed: food brings enough"),
    Do.KEEP: _("Fits"),
    Do.FOOD: _("Fits; food can bring the rest"),
    Do.ESTIMATE: _("Cannot be told before you know what food brings"),
    Do.ADD: _("Fits; the table has more"),
}
"""What the action would be with this bottle; other actions need nothing taken."""
FITS = (Do.KEEP, Do.FOOD, Do.NONE, Do.ADD)


class LabelRow(NamedTuple):
    """One nutrient printed on a bottle; of what is withheld only the words to ask remain."""

    name: str
    amount: str
    code: str
    verdict: str
    warning: str
    table: str


def label_rows(
    verdicts: tuple[LabelVerdict, ...], taken_now: bool, is_minor: bool
) -> list[LabelRow]:
    return [_label_row(it, taken_now, is_minor) for it in verdicts]


def _label_row(it: LabelVerdict, taken_now: bool, is_minor: bool) -> LabelRow:
    then, name = it.then, wording.nutrient_name(it.nutrient)
    if is_minor and not taken_now and then.do in FITS:
        said = gettext("Under 18: only after a doctor or dietitian has been asked.")
    else:
        said = gettext(VERDICTS[Do.KEEP if then.do is Do.NONE else then.do])
    if then.table is None:
        return LabelRow(name, "", then.do.value, said, "", "")
    warning = ""
    if it.untold:
        figures = {"amount": wording.brief_one(it.nutrient, it.untold)}
        warning = gettext("%(amount)s more than your answers say: change them.") % figures
    elif then.do is Do.REDUCE and then.urgency is not None:
        warning = gettext("Above every country’s limit.")
    elif then.passed:
        warning = gettext("Above the strictest upper limit for your age.")
    elif then.do is Do.REDUCE and not taken_now and then.taken != it.amount:
        warning = gettext("Together with what you take already.")
    return LabelRow(
        name,
        gettext("not known") if it.amount is None else wording.one(it.nutrient, it.amount),
        then.do.value,
        said,
        warning,
        wording.brief(it.nutrient, then.table),
    )


def salts() -> list[tuple[str, str]]:
    """How much of each salt's weight is elemental calcium."""
    names = dict(CALCIUM_AS)
    return [
        (str(names[salt]), gettext("%(share)s%%") % {"share": share})
        for salt, share in ELEMENTAL_PERCENT.items()
    ]


class WhatIfRow(NamedTuple):
    name: str
    now: str
    then: str
    changed: bool


def what_if_rows(now: Recommendation, then: Recommendation) -> list[WhatIfRow]:
    rows = []
    for nutrient in Nutrient:
        before, after = (_told(it.of(nutrient), it) for it in (now, then))
        rows.append(WhatIfRow(wording.nutrient_name(nutrient), before, after, before != after))
    return rows


def _told(action: Action, result: Recommendation) -> str:
    """The action with the table's amount; nothing but whom to ask where it is withheld."""
    said = verb(action, Figures(action, result))
    if action.table is None or not action.table.high:
        return said
    return gettext("%(verb)s; the table: %(table)s") % {
        "verb": said,
        "table": wording.brief(action.nutrient, action.table),
    }


def what_if_notes(now: Recommendation, then: Recommendation) -> list[str]:
    """What the other age would ask besides."""
    notes = []
    if then.menopause_matters and not now.menopause_matters:
        notes.append(gettext("At that age menopause matters too; here it counts as not reached."))
    if then.profile.is_minor:
        notes.append(gettext("Use these amounts only with a parent and a doctor or dietitian."))
    return notes
