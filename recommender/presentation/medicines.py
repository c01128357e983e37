"""Medicines and conditions in the registry's own words (rules §5)."""

from functools import cache
from typing import NamedTuple

from .. import data, wording
from ..domain.recommendation import Recommendation
from ..domain.registry import LISTED, Rule, Urgency
from ..wording import gettext


class Medicine(NamedTuple):
    """One medicine or condition of the visitor's: what it means, and what goes with taking."""

    name: str
    hours: str
    words: list[str]


@cache
def _lines() -> dict[str, dict[str, str]]:
    files = ("rules.csv", "rules_answers.csv")
    return {line["code"]: line for file in files for line in data.read(file)}


def _said(rule: Rule, name: str) -> str:
    return _lines()[rule.code][f"{name}_zh_hant" if wording.is_chinese() else f"{name}_en"]


def question(rule: Rule) -> str:
    """ "I take iron or zinc tablets"."""
    return _said(rule, "question")


def reason(rule: Rule) -> str:
    return _said(rule, "reason")


def if_taken(rule: Rule) -> str:
    return _said(rule, "if_taken")


def short_name(rule: Rule) -> str:
    """The first of the names on the bag; for a card."""
    names = _lines()[rule.code]["names_zh_tw" if wording.is_chinese() else "names_en"]
    return names.partition(";")[0] or question(rule)


def hours(rule: Rule) -> str:
    """How far the supplement keeps from the medicine; empty where no hours are printed."""
    figures = {
        "names": wording.listed(rule.spaced),
        "before": wording.hours(rule.hours_before or 0),
        "after": wording.hours(rule.hours_after or 0),
    }
    if rule.hours_before is not None and rule.hours_after is not None:
        said = gettext("%(names)s: at least %(before)s before it, or %(after)s after it.")
    elif rule.hours_after is not None:
        said = gettext("The medicine first, on waking; %(names)s at least %(after)s after it.")
    else:
        return ""
    return wording.capital(said % figures)


def listed() -> tuple[str, ...]:
    """Those nobody is asked about, in the visitor's voice."""
    return tuple(question(rule) for rule in LISTED if not rule.reassures)


def to_tell(result: Recommendation, noticed: frozenset[Rule]) -> list[Medicine]:
    """What was ticked and needs a word; those whose reason a notice gives have their hours."""
    return [
        _medicine(rule, rule in result.told, rule in noticed)
        for rule in result.medicines
        if not rule.reassures and (rule not in noticed or hours(rule))
    ]


def harmless(result: Recommendation) -> list[Medicine]:
    """What goes with calcium and vitamins."""
    return [
        _medicine(rule, rule in result.told, False) for rule in result.medicines if rule.reassures
    ]


def _medicine(rule: Rule, is_told: bool, is_noticed: bool) -> Medicine:
    words = [] if is_noticed else [if_taken(rule) if is_told else "", reason(rule)]
    return Medicine(question(rule), hours(rule), [text for text in words if text])


def is_urgent(rule: Rule) -> bool:
    return rule.urgency in (Urgency.TODAY, Urgency.SOON)
