"""What to do about one nutrient, in a verb: for a card of the team, and in a word or two."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from ..domain.action import Action, Do
from ..domain.registry import Urgency
from ..wording import gettext

VERBS = {
    Do.START: _("Start with %(total)s"),
    Do.ADD: _("Add %(more)s"),
    Do.KEEP: _("Keep on"),
    Do.REDUCE: _("Take %(less)s less"),
    Do.STOP: _("You can stop"),
    Do.NONE: _("None needed"),
    Do.OPTIONAL: _("Your choice"),
    Do.FOOD: _("More from food: %(food)s"),
    Do.ESTIMATE: _("Find out what food brings"),
    Do.LOOK: _("Find the bottle"),
    Do.ASK_FIRST: _("Ask first"),
    Do.ASK_NOW: _("Ask at the next visit"),
}
AT_ONCE = {
    (Do.ASK_NOW, Urgency.TODAY): _("Ask today"),
    (Do.ASK_NOW, Urgency.SOON): _("Ask this week"),
    (Do.REDUCE, Urgency.TODAY): _("Leave it out for now"),
}
FOOD_FIRST = _("Food first")
SHORT = {
    Do.START: _("start"),
    Do.ADD: _("add"),
    Do.KEEP: _("keep on"),
    Do.REDUCE: _("take less"),
    Do.STOP: _("can stop"),
    Do.NONE: _("none needed"),
    Do.OPTIONAL: _("optional"),
    Do.FOOD: _("more food"),
    Do.ESTIMATE: _("count food"),
    Do.LOOK: _("find bottle"),
    Do.ASK_FIRST: _("ask first"),
    Do.ASK_NOW: _("ask now"),
}
SHORT_AT_ONCE = {
    (Do.ASK_NOW, Urgency.TODAY): _("ask today"),
    (Do.REDUCE, Urgency.TODAY): _("leave out"),
}
SHORT_FOOD_FIRST = _("food first")


def verb(action: Action, figures: Mapping[str, str]) -> str:
    """With the change from what is taken now."""
    if action.food_first:
        return gettext(FOOD_FIRST)
    urgent = action.urgency and AT_ONCE.get((action.do, action.urgency))
    return gettext(urgent or VERBS[action.do]) % figures


def short_verb(action: Action) -> str:
    """In the same direction, without figures."""
    if action.food_first:
        return gettext(SHORT_FOOD_FIRST)
    urgent = action.urgency and SHORT_AT_ONCE.get((action.do, action.urgency))
    return gettext(urgent or SHORT[action.do])
