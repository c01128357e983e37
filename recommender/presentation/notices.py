"""What has to be said before any amount: the rules' own words, and limits that are passed."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import registry_words, wording
from ..domain.action import Action, Do
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Recommendation
from ..domain.registry import WITHHOLDING, Effect, Rule, Urgency
from ..domain.rules import NOTICE_URGENCY, Notice
from ..wording import gettext
from . import medicines
from .official import limits_passed


class NoticeView(NamedTuple):
    """One notice; `why` is told to whoever opens it.  `urgency` is today, soon or empty."""

    urgency: str
    title: str
    said: list[str]
    why: list[str]


TITLES = {
    Urgency.TODAY: _("Ask today about %(names)s"),
    Urgency.SOON: _("Ask this week about %(names)s"),
}
ALWAYS = {
    Notice.KIDNEYS_AND_BONE_INJECTION: (
        _("Ask your clinic today about your blood calcium"),
        _("Kidney disease and a bone injection: do not delay the injection by yourself."),
    ),
    Notice.BONE_INJECTION: (_("Ask this week: a bone injection needs calcium and vitamin D"), ""),
    Notice.EARLY_MENOPAUSE: (_("Menopause before 45: see a doctor soon"), ""),
}
IN_NOTICE = {
    Notice.BONE_INJECTION: "bone-injection",
    Notice.EARLY_MENOPAUSE: "early-menopause",
}
"""The rule whose reason the notice gives."""
VERY_MUCH = _("You also take very much of it: say how much.")
FIRST = (Urgency.TODAY.value, Urgency.SOON.value, "")


def notices(result: Recommendation) -> list[NoticeView]:
    """The earliest first; one in all where all four amounts are withheld."""
    always = [_whatever_is_taken(notice, result) for notice in result.notices]
    found = [*_of_rules(result), *_of_limits(result), *always]
    ordered = [notice for urgency in FIRST for notice in found if notice.urgency == urgency]
    if len(result.withheld) < len(Nutrient) or len(ordered) < 2:
        return ordered
    first = ordered[0]
    said = [text for notice in ordered for text in notice.said]
    why = [text for notice in ordered for text in notice.why]
    return [
        NoticeView(first.urgency, first.title, list(dict.fromkeys(said)), list(dict.fromkeys(why)))
    ]


def _spoken_for(result: Recommendation) -> set[str]:
    """Rules whose words go with a notice that needs nothing taken."""
    return {code for notice, code in IN_NOTICE.items() if notice in result.notices}


def noticed(result: Recommendation) -> frozenset[Rule]:
    """The rules whose words stand in a notice."""
    codes = _spoken_for(result)
    return frozenset(
        rule
        for rule in result.medicines
        if rule.code in codes or _withholds(rule) or (rule in result.told and _is_early(rule))
    )


def _is_early(rule: Rule) -> bool:
    return medicines.is_urgent(rule) and not rule.reassures


def _withholds(rule: Rule) -> list[Nutrient]:
    return [nutrient for nutrient in Nutrient if rule.on(nutrient) in WITHHOLDING]


def _of_rules(result: Recommendation) -> Iterator[NoticeView]:
    all_withheld = len(result.withheld) == len(Nutrient)
    spoken_for = _spoken_for(result)
    for rule in result.medicines:
        if rule.code in spoken_for:
            continue
        told = rule in result.told
        about = _withholds(rule)
        if told and _is_early(rule):
            taken = [it for it in Nutrient if result.profile.taken.takes(it)]
            touched = [it for it in taken if rule.on(it) is not Effect.NONE] or taken
            names = wording.listed(touched)
            urgency = _earliest(rule, touched, result)
            yield NoticeView(
                urgency.value,
                gettext(TITLES[urgency]) % {"names": names},
                [
                    registry_words.question(rule.code),
                    registry_words.if_taken(rule),
                    *([] if urgency is rule.urgency else [gettext(VERY_MUCH)]),
                    *([] if all_withheld else _others(about, touched)),
                ],
                [registry_words.reason(rule)],
            )
        elif about:
            title = gettext("Ask first: %(names)s") % {"names": wording.listed(about)}
            said = [registry_words.question(rule.code), registry_words.reason(rule)]
            if told:
                said.append(registry_words.if_taken(rule))
            yield NoticeView("", title, said, [])


def _earliest(rule: Rule, touched: list[Nutrient], result: Recommendation) -> Urgency:
    """A box never lowers an urgency: a limit that is passed may be more urgent than the rule."""
    urgencies = {rule.urgency, *(result.of(nutrient).urgency for nutrient in touched)}
    return Urgency.TODAY if Urgency.TODAY in urgencies else rule.urgency


def _others(withheld: list[Nutrient], touched: list[Nutrient]) -> Iterator[str]:
    """What the same rule withholds and is not taken."""
    others = [nutrient for nutrient in withheld if nutrient not in touched]
    if others:
        said = gettext("Do not start %(names)s on your own either.")
        yield said % {"names": wording.listed(others)}


def _of_limits(result: Recommendation) -> Iterator[NoticeView]:
    for action in result.actions:
        if action.urgency is not None and action.table is not None:
            names = wording.listed([action.nutrient])
            title = gettext(TITLES[action.urgency]) % {"names": names}
            yield NoticeView(action.urgency.value, title, list(_over(action, result)), [])


def _over(action: Action, result: Recommendation) -> Iterator[str]:
    taken = wording.one(action.nutrient, action.taken or 0)
    yield gettext("You take %(taken)s a day.") % {"taken": taken}
    if action.passed:
        yield limits_passed(action, result.edition.official)
    if action.do is Do.ASK_NOW:
        yield gettext("It was prescribed or your treatment needs it: do not change it on your own.")
    elif action.urgency is Urgency.TODAY:
        yield gettext("Leave it out, and have your blood calcium checked.")
    else:
        yield gettext("Take less, as below, and tell a doctor or pharmacist.")


def _whatever_is_taken(notice: Notice, result: Recommendation) -> NoticeView:
    title, said = ALWAYS[notice]
    words = [gettext(said)] if said else []
    for rule in result.medicines:
        if rule.code == IN_NOTICE.get(notice):
            words.append(registry_words.reason(rule))
            if rule in result.told:
                words.append(registry_words.if_taken(rule))
    return NoticeView(NOTICE_URGENCY[notice].value, gettext(title), words, [])
