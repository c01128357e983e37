"""The registry of medicines and conditions in its own words (rules §5), in the page's language.

The words stand in `data/rules.csv` and `rules_answers.csv`, beside what decides.
"""

from functools import cache

from . import data, wording
from .domain.registry import Rule

FILES = ("rules.csv", "rules_answers.csv")


@cache
def _lines() -> dict[str, dict[str, str]]:
    return {line["code"]: line for file in FILES for line in data.read(file)}


def _said(code: str, name: str) -> str:
    return _lines()[code][f"{name}_zh_hant" if wording.is_chinese() else f"{name}_en"]


def question(code: str) -> str:
    """ "I take iron or zinc tablets"; by the code of a rule or an answer."""
    return _said(code, "question")


def reason(rule: Rule) -> str:
    return _said(rule.code, "reason")


def if_taken(rule: Rule) -> str:
    return _said(rule.code, "if_taken")


def names(code: str) -> list[str]:
    """What stands on the bag, by where it is read: Taiwan's names, then Hong Kong's; or English."""
    line = _lines()[code]
    columns = ("names_zh_tw", "names_zh_hk") if wording.is_chinese() else ("names_en",)
    return [line[column] for column in columns]


def short_name(rule: Rule) -> str:
    """The first of the names on the bag."""
    return names(rule.code)[0].partition(";")[0] or question(rule.code)
