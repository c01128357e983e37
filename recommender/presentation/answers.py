"""The visitor's answers in words, for check-your-answers, results and print."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.nutrients import Nutrient
from ..domain.profile import Menopause
from ..forms.questions import CAUTIONS, NOT_SURE
from ..journey import Journey
from ..wording import gettext

MENOPAUSE = {
    Menopause.YES: _("Yes"),
    Menopause.NO: _("No, not yet"),
    Menopause.NOT_APPLICABLE: _("Does not apply"),
    Menopause.NOT_SURE: _("Not sure"),
}
SUPPLEMENTS = {f"{nutrient}_taken": nutrient for nutrient in Nutrient}
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
        AnswerRow(step.slug, gettext(NAMES[step.slug]), _lines(step.slug, journey.answers))
        for step in journey.path
        if step.is_answered(journey.answers)
    ]


def _lines(slug: str, answers: Any) -> list[str]:
    match slug:
        case "age":
            return [gettext("%(age)s years") % {"age": answers["age"]}]
        case "menopause":
            return [gettext(MENOPAUSE[answers["menopause"]])]
        case "diet-calcium":
            given = answers["diet_calcium"]
            if given == NOT_SURE:
                return [gettext("Not sure")]
            return [gettext("%(amount)s a day") % {"amount": wording.mg(given)}]
        case "sun":
            given = answers["sun_minutes"]
            if given == NOT_SURE:
                return [gettext("Not sure")]
            return [gettext("%(amount)s a day") % {"amount": wording.minutes(given)}]
        case "supplements":
            return [
                wording.named(nutrient, wording.one(nutrient, answers[field]))
                for field, nutrient in SUPPLEMENTS.items()
                if answers[field]
            ] or [gettext("None")]
        case _:
            return [str(said) for code, said in CAUTIONS if code in answers["cautions"]] or [
                gettext("None of these")
            ]
