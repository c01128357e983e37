"""One nutrient on the results page: its amount, its verdict, its picture."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from ..domain.nutrients import UNITS, Nutrient, Range
from ..domain.official import OfficialValues
from ..domain.recommendation import Advice, CalciumGap, Comparison, Recommendation, Status
from ..domain.reference import Sun
from . import bars, words
from .official import Comparison as OfficialComparison
from .official import comparison
from .sentences import gettext


class KeyItem(NamedTuple):
    """One line of a picture's key; `kind` is also the part's class in the picture."""

    kind: str
    name: str
    figure: str
    amount: str


class NutrientView(NamedTuple):
    """Where the amount is withheld every figure is missing: nothing may leak into the page.

    `now` says how what is taken already fits; empty for someone who takes none.
    """

    id: str
    name: str
    part: str
    icon: str
    sun_icon: str
    unit: str
    status: str
    advised: Range | None
    amount: str
    verdict: str
    now: str
    picture: bars.Bar | None
    picture_words: str
    taken_verdict: str
    key: tuple[KeyItem, ...]
    official: OfficialComparison | None


def nutrient_view(
    recommendation: Recommendation, nutrient: Nutrient, official: OfficialValues
) -> NutrientView:
    advice = recommendation.of(nutrient)
    beside = comparison(recommendation, advice, official)
    if nutrient is Nutrient.CALCIUM or advice.taken:
        return _view(advice, recommendation.calcium, recommendation.sun, beside)
    return _view_of_many(get_language() or "", advice, recommendation.sun, beside)


@lru_cache(maxsize=256)
def _view_of_many(
    language: str, advice: Advice, sun: Sun, beside: OfficialComparison | None
) -> NutrientView:
    """The same for everyone of a row, a sun column and an age band who takes none of it."""
    return _view(advice, None, sun, beside)


def _view(
    advice: Advice,
    gap: CalciumGap | None,
    sun: Sun,
    beside: OfficialComparison | None,
) -> NutrientView:
    """`gap` is calcium's own arithmetic; other nutrients must not look at it."""
    nutrient = advice.nutrient
    gap = gap if nutrient is Nutrient.CALCIUM else None
    shown = advice.amount is not None
    return NutrientView(
        id=nutrient.value,
        name=gettext(words.NAMES[nutrient]),
        part=gettext(words.PARTS[nutrient]),
        icon=words.ICONS[nutrient],
        sun_icon=words.SUN_ICONS[sun] if nutrient is Nutrient.D3 else "",
        unit=UNITS[nutrient].value,
        status=advice.status.value,
        advised=advice.amount,
        amount=_amount(advice),
        verdict=_verdict(advice, gap, sun),
        now=taken_verdict(advice, gap) if advice.taken else "",
        picture=_picture(advice, gap) if shown else None,
        picture_words=_picture_words(advice, gap) if shown else "",
        taken_verdict=taken_verdict(advice, gap) if gap is not None else "",
        key=tuple(_key(advice, gap)) if shown else (),
        official=beside,
    )


def _amount(advice: Advice) -> str:
    if advice.amount is None:
        return gettext("Ask first")
    if advice.status is Status.NOT_NEEDED:
        return gettext("None needed")
    return words.amount(advice.nutrient, advice.amount)


def _verdict(advice: Advice, gap: CalciumGap | None, sun: Sun) -> str:
    """One sentence that says why the amount is what it is."""
    if advice.status is Status.WITHHELD:
        return gettext("No amount is shown: a doctor must decide first.")
    if gap is not None:
        return _calcium_verdict(gap)
    if advice.nutrient is not Nutrient.D3:
        return gettext("The biology is well known; a benefit for bone is not proven.")
    if sun is Sun.ENOUGH:
        return gettext("Worked out for enough sun.")
    return gettext("Worked out for little sun.")


def _calcium_verdict(gap: CalciumGap) -> str:
    match gap.status:
        case Status.DIET_UNKNOWN:
            return gettext(
                "This is the table’s range for your group. With your calcium from food it "
                "becomes your own."
            )
        case Status.NOT_NEEDED:
            return gettext("Your food already reaches the target of %(target)s a day.") % {
                "target": words.mg_range(gap.target)
            }
        case Status.FOOD_FIRST:
            return gettext(
                "Only a little is missing: food can close it. If you prefer a supplement, take at "
                "most %(most)s."
            ) % {"most": words.mg(gap.amount.high)}
        case Status.FOOD_TOO:
            return gettext(
                "A supplement alone must not close this gap: get at least %(more)s a day more "
                "from food."
            ) % {"more": words.mg(gap.food_at_least)}
    return gettext(
        "Your target is %(target)s a day in all; this is the part that your food does not bring."
    ) % {"target": words.mg_range(gap.target)}


def taken_verdict(advice: Advice, gap: CalciumGap | None) -> str:
    """What is already taken beside what is advised, and what is missing or too much.

    `gap` is calcium's arithmetic, for calcium alone.
    """
    if advice.amount is None or advice.missing is None:
        return ""
    match advice.comparison:
        case Comparison.BELOW if advice.taken and _reaches_target(advice, gap):
            return gettext(
                "What you take is below the advised range, but with your food it is enough."
            )
        case Comparison.WITHIN if not advice.taken:
            return gettext("You take none, and that is enough.")
        case Comparison.WITHIN:
            return gettext("What you take is within the advised range.")
        case Comparison.BELOW if advice.taken:
            return gettext("What you take is below the range: %(missing)s still missing.") % {
                "missing": words.amount(advice.nutrient, advice.missing)
            }
        case Comparison.BELOW:
            return gettext("You take none so far.")
    surplus = advice.taken - advice.amount.high
    return gettext("What you take is %(surplus)s above the advised range.") % {
        "surplus": words.one(advice.nutrient, surplus)
    }


def _reaches_target(advice: Advice, gap: CalciumGap | None) -> bool:
    """Whether diet and supplements reach the calcium target: then nothing is missing."""
    if gap is None or gap.diet is None:
        return False
    return gap.diet + advice.taken >= gap.target.low


def _picture(advice: Advice, gap: CalciumGap | None) -> bars.Bar:
    return bars.supplement_bar(advice) if gap is None else bars.calcium_bar(gap, advice.taken)


def _picture_words(advice: Advice, gap: CalciumGap | None) -> str:
    """The verdict of the picture, in one sentence with its figures."""
    if gap is None:
        return taken_verdict(advice, None)
    target = words.mg_range(gap.target)
    if gap.diet is None:
        return gettext("The target is %(target)s a day from food and supplements together.") % {
            "target": target
        }
    total = gap.diet + advice.taken
    figures = {"total": words.mg(total), "target": target}
    if total < gap.target.low:
        missing = {"missing": words.mg(gap.target.low - total)}
        return gettext(
            "You get %(total)s a day: %(missing)s short of the target of %(target)s."
        ) % (figures | missing)
    if total <= gap.target.high:
        return gettext("You get %(total)s a day: within the target of %(target)s.") % figures
    return gettext("You get %(total)s a day: more than the target of %(target)s.") % figures


def _key(advice: Advice, gap: CalciumGap | None) -> list[KeyItem]:
    """Every figure of the picture, in words."""
    nutrient = advice.nutrient
    items = []

    def add(kind: str, name: str, figure: int | Range) -> None:
        amounts = figure if isinstance(figure, Range) else Range(figure, figure)
        ends = f"{amounts.low}" if amounts.low == amounts.high else f"{amounts.low}-{amounts.high}"
        items.append(KeyItem(kind, name, ends, words.amount(nutrient, amounts)))

    if gap is not None and gap.diet is not None:
        add("diet", gettext("From food"), gap.diet)
    elif gap is not None:
        items.append(KeyItem("diet", gettext("From food"), "", gettext("not known")))
    add("taken", gettext("From supplements you take"), advice.taken)
    if gap is not None:
        add("target", gettext("Target, food and supplements together"), gap.target)
    elif advice.amount is not None:
        add("target", gettext("Advised from supplements"), advice.amount)
    if advice.limit is None:
        items.append(KeyItem("limit", gettext("Upper limit"), "", gettext("none set")))
    else:
        add("limit", gettext("Strictest upper limit at your age"), advice.limit)
    return items
