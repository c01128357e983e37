"""One member of the team as its card tells it: the verb, the change, and why.

Every sentence about an amount is made from the action, so that none can point another way.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.action import Action, Do, Line, Sure
from ..domain.calcium import Status
from ..domain.nutrients import UNITS, Nutrient, Range
from ..domain.recommendation import Recommendation
from ..domain.reference import Sun
from ..domain.registry import Urgency
from ..wording import gettext
from .drawings import Bar, d3_bar
from .figures import Figures
from .official import higher_intake, intakes_span, limits_passed
from .team import ICONS
from .verbs import verb

LINES = {
    Line.PRESCRIBED: _("Prescribed: do not change it on your own."),
    Line.ASK_FOR_LESS: _("At the next visit, ask whether the amount still fits."),
    Line.TREATMENT_DOSE: _("A treatment dose: go on, and ask for how many weeks."),
    Line.TREATMENT_NEEDS_IT: _("Your treatment usually needs it: ask how much."),
    Line.LESS_THAN_TREATMENT: _(
        "You take less than the table has: do not stop, and ask if it is enough."
    ),
    Line.KNOWN_PART_OVER_LIMIT: _(
        "What you know of it is above a limit already: show the bottles to a pharmacist this week."
    ),
    Line.LEAVE_OUT_UNTIL_CHECKED: _(
        "Take none until your blood calcium has been checked; after that, %(full)s."
    ),
    Line.HIGH_D3: _(
        "You take very much D3: no calcium tablets before your blood calcium has been checked."
    ),
    Line.FOOD_TAKES_OVER: _(
        "Food and tablets together are right. When it suits you, food can bring what passes "
        "%(most)s."
    ),
    Line.WINTER: _("In winter the amount for little sun counts, up to %(winter)s."),
    Line.ABOVE_OFFICIAL: _(
        "Official figures stop at %(official)s; more has not been shown to help healthy people."
    ),
    Line.FOOD_MUST_RISE: _("Tablets alone are not enough: %(rise)s more has to come from food."),
}
"""Quiet lines that need no more than the action's own figures."""
SURE = {
    Sure.SHORT: _("Your estimate is short of the target, even with a glass and a half more."),
    Sure.CLOSE: _(
        "Your estimate cannot tell whether food is enough: a glass’s worth of food more, no tablet "
        "for now. The full list, or three days of notes, would settle it."
    ),
    Sure.ENOUGH: _("Your estimate is enough even if it is a glass and a half too high."),
}
MAY_BE_OFF = _(
    "Your estimate may be off by a glass and a half; the full list, or three days of notes, is "
    "more exact."
)
SURE_OF = {
    Sure.SHORT: (Do.START, Do.ADD, Do.FOOD),
    Sure.CLOSE: (Do.START, Do.ADD, Do.FOOD),
    Sure.ENOUGH: (Do.NONE, Do.STOP),
}
"""The actions that the sentence points the same way as."""
SUN_ICONS = {
    Sun.ENOUGH: "recommender/icons/sun.svg",
    Sun.LITTLE: "recommender/icons/cloud.svg",
}


class Card(NamedTuple):
    """What is withheld has no figure here: nothing may leak into the page.

    `lines` tell why, `quiet` what is said beside; `table` is the table's own amount, for the opened
    card; where it is `muted` it is never an instruction.
    """

    id: str
    name: str
    part: str
    icon: str
    do: str
    status: str
    advised: Range | None
    unit: str
    taken: str
    urgency: str
    sure: str
    verb: str
    lines: list[str]
    quiet: list[str]
    table: str
    muted: bool
    sun_icon: str
    bar: Bar | None
    asks_for_diet: bool
    small: bool


def card(action: Action, result: Recommendation) -> Card:
    nutrient, is_d3 = action.nutrient, action.nutrient is Nutrient.D3
    figures = Figures(action, result)
    shown = action.table is not None
    small = nutrient in (Nutrient.K2, Nutrient.K1)
    return Card(
        id=nutrient.value,
        name=wording.short_name(nutrient) if small else wording.nutrient_name(nutrient),
        part=gettext(wording.PARTS[nutrient]),
        icon=ICONS[nutrient],
        do=action.do.value,
        status=action.status.value,
        advised=action.table,
        unit=UNITS[nutrient].value,
        taken="unknown" if action.taken is None else f"{action.taken}",
        urgency=action.urgency.value if action.urgency else "",
        sure=action.sure.value if action.sure and shown else "",
        verb=verb(action, figures),
        lines=[gettext(line) % figures for line in WHY[action.do](action, result)],
        quiet=list(_quiet(action, result, figures)) if shown else [],
        table=figures["full"] if shown else "",
        muted=action.muted,
        sun_icon=SUN_ICONS[result.sun] if is_d3 and shown else "",
        bar=d3_bar(action, result.limit) if is_d3 and shown else None,
        asks_for_diet=action.do is Do.ESTIMATE,
        small=small,
    )


# Why: the sentences of each action


def _start(action: Action, result: Recommendation) -> Iterator[str]:
    if action.food_first:
        yield _("You take none now.")
    elif action.nutrient is Nutrient.CALCIUM:
        yield _("You take none now. Food first; a tablet for what is missing.")
    elif action.nutrient is Nutrient.D3:
        yield _("That is %(ug)s; you take none now.")
    else:
        yield _("You take none now.")


def _add(action: Action, result: Recommendation) -> Iterator[str]:
    if action.food_first:
        yield _("You take %(taken)s now.")
        return
    yield _("Now %(now)s; %(full)s in all.")
    if action.nutrient is Nutrient.CALCIUM:
        yield _("Food first; a tablet for what is missing.")


def _keep(action: Action, result: Recommendation) -> Iterator[str]:
    """By the row of rules §4 that spoke: each has another reason to keep on."""
    match action.row:
        case 6 if Line.PRESCRIBED in action.lines:
            yield LINES[Line.PRESCRIBED]
        case 6:
            yield _("Your treatment usually needs it: go on with %(taken)s.")
        case 10:
            yield _("Food and tablets together are within what authorities advise.")
        case 12:
            yield LINES[Line.FOOD_TAKES_OVER]
        case 13:
            yield _("You take %(taken)s; the table has %(table)s.")
            yield _("Not proven for bone: your choice.")
        case 14:
            yield _("With enough sun the table has %(table)s.")
            yield LINES[Line.WINTER]
        case _ if Line.FOOD_MUST_RISE in action.lines:
            yield _("Your %(taken)s is what the table has; tablets need not rise.")
        case _ if action.nutrient is Nutrient.CALCIUM:
            yield _("Your %(taken)s fills the gap. The table: %(table)s.")
        case _ if action.nutrient is Nutrient.D3:
            yield _("Your %(taken_full)s is within the table’s %(table)s.")
        case _:
            yield _("Your %(taken)s is within the table’s %(table)s.")


def _reduce(action: Action, result: Recommendation) -> Iterator[str]:
    if action.urgency is Urgency.TODAY:
        yield LINES[Line.LEAVE_OUT_UNTIL_CHECKED]
    elif action.total is not None and not action.total.high:
        yield _("Now %(taken)s. Food alone brings enough.")
    else:
        yield _("Now %(now)s; down to %(full)s.")


def _stop(action: Action, result: Recommendation) -> Iterator[str]:
    yield _("Food alone brings %(diet)s: that is enough.")


def _none(action: Action, result: Recommendation) -> Iterator[str]:
    enough = action.status is Status.NOT_NEEDED
    yield _("Food brings %(diet)s: that is enough.") if enough else _("Food brings %(diet)s.")


def _optional(action: Action, result: Recommendation) -> Iterator[str]:
    yield _("Table: %(table)s. Not proven for bone.")


def _food(action: Action, result: Recommendation) -> Iterator[str]:
    if action.row == 8:
        yield _("Food brings %(diet)s now.")
        return
    yield _("Little is missing: food can do it.")
    if action.total is not None and not action.food_first:
        yield _("If you prefer tablets: %(total)s a day in all.")


def _estimate(action: Action, result: Recommendation) -> Iterator[str]:
    if action.muted and result.profile.is_minor:
        yield _("Whether anything is missing depends on the food.")
        return
    yield _("For your age the table has %(table)s; what you need depends on your food.")
    if action.taken and action.table and action.taken > action.table.high:
        yield _("You take more than that already.")


def _look(action: Action, result: Recommendation) -> Iterator[str]:
    if Line.KNOWN_PART_OVER_LIMIT in action.lines:
        yield LINES[Line.KNOWN_PART_OVER_LIMIT]
    yield _("You take it, but not known how much. Find the bottle and change your answer.")


def _ask_first(action: Action, result: Recommendation) -> Iterator[str]:
    if action.table is None:
        yield _("Do not start it on your own.")
    elif action.row == 7:
        yield from (LINES[line] for line in action.lines if line in LINES)
    elif Line.HIGH_D3 in action.lines:
        yield LINES[Line.HIGH_D3]
    else:
        yield _("Under 18: only after a doctor or dietitian has been asked.")


def _ask_now(action: Action, result: Recommendation) -> Iterator[str]:
    if action.table is not None:
        yield _("Above every country’s limit. Do not change it on your own before you have asked.")
    else:
        yield _("Until you have an answer, start nothing, and do not stop what was prescribed.")


WHY: dict[Do, Callable[[Action, Recommendation], Iterable[str]]] = {
    Do.START: _start,
    Do.ADD: _add,
    Do.KEEP: _keep,
    Do.REDUCE: _reduce,
    Do.STOP: _stop,
    Do.NONE: _none,
    Do.OPTIONAL: _optional,
    Do.FOOD: _food,
    Do.ESTIMATE: _estimate,
    Do.LOOK: _look,
    Do.ASK_FIRST: _ask_first,
    Do.ASK_NOW: _ask_now,
}

# Beside it

IN_QUIET = (
    Line.TREATMENT_DOSE,
    Line.ASK_FOR_LESS,
    Line.ABOVE_OFFICIAL,
    Line.FOOD_MUST_RISE,
)


def _quiet(action: Action, result: Recommendation, figures: Figures) -> Iterator[str]:
    official = result.edition.official
    if action.sure is not None:
        agrees = action.do in SURE_OF[action.sure]
        yield gettext(SURE[action.sure] if agrees else MAY_BE_OFF)
    for line in IN_QUIET:
        if line in action.lines:
            yield gettext(LINES[line]) % figures
    if action.row == 7 and action.status is not Status.NOT_NEEDED:
        yield gettext("For your doctor: the table has %(table)s.") % figures
    if action.row == 8 and action.do is Do.FOOD and result.intakes:
        yield intakes_span(result.intakes, official)
    if action.passed:
        yield limits_passed(action, official)
    if action.higher:
        yield higher_intake(action, official)
