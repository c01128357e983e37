"""Medicines and conditions in the registry's own words (rules §5)."""

from typing import NamedTuple

from .. import wording
from ..domain.recommendation import Recommendation
from ..domain.registry import LISTED, Rule, Urgency
from ..registry_words import if_taken, question, reason
from ..wording import gettext


class Medicine(NamedTuple):
    """One medicine or condition of the visitor's: what it means, and what goes with taking."""

    name: str
    hours: str
    words: list[str]


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
    return tuple(question(rule.code) for rule in LISTED if not rule.reassures)


def listed_harmless() -> tuple[Rule, ...]:
    """Those nobody is asked about because they change nothing."""
    return tuple(rule for rule in LISTED if rule.reassures)


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
    return Medicine(question(rule.code), hours(rule), [text for text in words if text])


def is_urgent(rule: Rule) -> bool:
    return rule.urgency in (Urgency.TODAY, Urgency.SOON)
