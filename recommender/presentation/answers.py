"""The visitor's answers in words, for check-your-answers, results and print."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.profile import DietSource, Menopause
from ..forms.questions import CAUTION_ANSWERS, CAUTIONS, NOT_SURE, Takes
from ..journey import Journey
from ..wording import gettext
from .bottles import taken_words

MENOPAUSE = {
    Menopause.YES: _("Yes, I have"),
    Menopause.NO: _("No, not yet"),
    Menopause.NOT_APPLICABLE: _("Does not apply (man)"),
    Menopause.NOT_SURE: _("Not sure"),
}
NAMES = {
    "age": _("Age"),
    "menopause": _("Menopause"),
    "diet-calcium": _("Calcium from food"),
    "sun": _("Midday sun"),
    "supplements": _("Supplements taken now"),
    "cautions": _("Conditions and medicines"),
}


class AnswerRow(NamedTuple):
    """One step's answer: what was asked, what was said (a line each), where to change it."""

    slug: str
    name: str
    lines: list[str]


def answer_rows(journey: Journey) -> list[AnswerRow]:
    """Only the steps on the visitor's path that have been answered."""
    return [
        AnswerRow(step.slug, gettext(NAMES[step.slug]), _lines(step.slug, journey))
        for step in journey.path
        if step.is_answered(journey.answers)
    ]


def _lines(slug: str, journey: Journey) -> list[str]:
    answers: Any = journey.answers
    match slug:
        case "age":
            return [gettext("%(age)s years") % {"age": answers["age"]}]
        case "menopause":
            return [gettext(MENOPAUSE[answers["menopause"]])]
        case "diet-calcium":
            return [_diet(answers)]
        case "sun":
            given = answers["sun_minutes"]
            if given == NOT_SURE:
                return [gettext("Not sure")]
            return [gettext("%(amount)s a day") % {"amount": wording.minutes(given)}]
        case "supplements":
            return _supplements(journey)
        case _:
            said = dict([*CAUTIONS, *CAUTION_ANSWERS])
            return [str(said[code]) for code in said if code in answers["cautions"]]


def _diet(answers: Any) -> str:
    given = answers["diet_calcium"]
    if given == NOT_SURE:
        return gettext("Not sure")
    source = answers.get("diet_source", DietSource.TYPED)
    amount = {"amount": wording.mg(given)}
    if source == DietSource.TYPED:
        return gettext("%(amount)s a day") % amount
    return gettext("about %(amount)s a day, estimated") % amount


def _supplements(journey: Journey) -> list[str]:
    if journey.answers["takes"] == Takes.NO:
        return [gettext("None")]
    if journey.answers["takes"] == Takes.DONT_KNOW:
        return [gettext("Some, amounts not known")]
    lines = []
    for bottle in journey.bottles:
        it = taken_words(bottle)
        lines.append(f"{it.name}{gettext(': ')}{it.said}" if it.name else it.said)
    return lines
