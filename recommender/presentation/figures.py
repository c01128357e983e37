"""Every figure that a sentence about an action may name, in words."""

from collections.abc import Callable

from .. import wording
from ..domain.action import Action
from ..domain.nutrients import Nutrient, Range
from ..domain.recommendation import Recommendation
from ..wording import gettext


class Figures(dict[str, str]):
    """Every figure that the action's sentences may name, worked out when one does.

    Raises KeyError for any figure of what is withheld.
    """

    def __init__(self, action: Action, result: Recommendation) -> None:
        self.action, self.result = action, result

    def __missing__(self, name: str) -> str:
        if self.action.table is None:
            raise KeyError(name)
        return FIGURES[name](self.action, self.result)


def _total(action: Action) -> Range:
    """What the action leads to; where it names no total, what the table has."""
    total = action.total or action.table
    assert total is not None  # noqa: S101 (Figures asks only where the table is shown)
    return total


def in_glasses(mg: int, result: Recommendation) -> str:
    """ "about 1½ glasses"; too little for half a glass in mg alone."""
    whole, half = result.edition.estimate.glasses(mg)
    if not (whole or half):
        return wording.mg(mg)
    return gettext("about %(glasses)s") % {"glasses": wording.glasses(whole, half)}


def _table(action: Action, result: Recommendation) -> str:
    return wording.brief(action.nutrient, action.table or Range(0, 0))


def _brief(amount: Callable[[Action], int]) -> Callable[[Action, Recommendation], str]:
    return lambda action, result: wording.brief_one(action.nutrient, amount(action))


FIGURES: dict[str, Callable[[Action, Recommendation], str]] = {
    "table": _table,
    "most": _brief(lambda action: action.table.high if action.table else 0),
    "full": lambda action, result: wording.amount(action.nutrient, _total(action)),
    "total": lambda action, result: wording.brief(action.nutrient, _total(action)),
    "ug": lambda action, result: wording.in_ug(_total(action)),
    "taken": _brief(lambda action: action.taken or 0),
    "taken_full": lambda action, result: wording.one(action.nutrient, action.taken or 0),
    "now": lambda action, result: wording.number(action.taken or 0),
    "more": lambda action, result: wording.brief(action.nutrient, action.more or Range(0, 0)),
    "less": _brief(lambda action: action.less.low if action.less else 0),
    "official": _brief(lambda action: action.official),
    "rise": lambda action, result: wording.mg(action.food),
    "food": lambda action, result: in_glasses(action.food, result),
    "winter": lambda action, result: wording.brief_one(Nutrient.D3, result.row.d3_little_sun.high),
    "diet": lambda action, result: wording.mg(result.profile.diet_calcium_mg or 0),
}
