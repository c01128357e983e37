"""One nutrient on the results page: its amount, its verdict, its picture."""

from typing import NamedTuple

from .. import wording
from ..domain.calcium import CalciumGap, Status
from ..domain.nutrients import UNITS, Comparison, Nutrient, Range
from ..domain.recommendation import Advice, CalciumIntake, Recommendation, Standing
from ..domain.reference import Sun
from ..wording import gettext
from . import bars
from .official import OfficialView, official_view
from .team import ICONS

SUN_ICONS = {
    Sun.ENOUGH: "recommender/icons/sun.svg",
    Sun.LITTLE: "recommender/icons/cloud.svg",
}


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
    official: OfficialView | None


def nutrient_view(recommendation: Recommendation, nutrient: Nutrient) -> NutrientView:
    advice, sun = recommendation.of(nutrient), recommendation.sun
    is_calcium = nutrient is Nutrient.CALCIUM
    gap = recommendation.calcium if is_calcium else None
    shown, standing = advice.amount is not None, taken_verdict(advice)
    return NutrientView(
        id=nutrient.value,
        name=wording.nutrient_name(nutrient),
        part=gettext(wording.PARTS[nutrient]),
        icon=ICONS[nutrient],
        sun_icon=SUN_ICONS[sun] if nutrient is Nutrient.D3 else "",
        unit=UNITS[nutrient].value,
        status=advice.status.value,
        advised=advice.amount,
        amount=_amount(advice),
        verdict=_verdict(advice, gap, sun),
        now=standing if advice.taken else "",
        picture=_picture(advice, gap) if shown else None,
        picture_words=_picture_words(gap, recommendation.intake) or standing,
        taken_verdict=standing if is_calcium else "",
        key=tuple(_key(advice, gap)) if shown else (),
        official=official_view(advice.official),
    )


def _amount(advice: Advice) -> str:
    if advice.amount is None:
        return gettext("Ask first")
    if advice.status is Status.NOT_NEEDED:
        return gettext("None needed")
    return wording.amount(advice.nutrient, advice.amount)


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
                "target": wording.mg_range(gap.target)
            }
        case Status.FOOD_FIRST:
            return gettext(
                "Only a little is missing: food can close it. If you prefer a supplement, take at "
                "most %(most)s."
            ) % {"most": wording.mg(gap.amount.high)}
        case Status.FOOD_TOO:
            return gettext(
                "A supplement alone must not close this gap: get at least %(more)s a day more "
                "from food."
            ) % {"more": wording.mg(gap.food_at_least)}
    return gettext(
        "Your target is %(target)s a day in all; this is the part that your food does not bring."
    ) % {"target": wording.mg_range(gap.target)}


def taken_verdict(advice: Advice) -> str:
    """What is already taken beside what is advised, and what is missing or too much."""
    if advice.missing is None or advice.surplus is None:
        return ""
    match advice.standing:
        case Standing.NONE_YET:
            return gettext("You take none so far.")
        case Standing.NONE_NEEDED:
            return gettext("You take none, and that is enough.")
        case Standing.BELOW:
            return gettext("What you take is below the range: %(missing)s still missing.") % {
                "missing": wording.amount(advice.nutrient, advice.missing)
            }
        case Standing.WITHIN:
            return gettext("What you take is within the advised range.")
    return gettext("What you take is %(surplus)s above the advised range.") % {
        "surplus": wording.one(advice.nutrient, advice.surplus)
    }


def _picture(advice: Advice, gap: CalciumGap | None) -> bars.Bar:
    return bars.supplement_bar(advice) if gap is None else bars.calcium_bar(gap, advice.taken)


def _picture_words(gap: CalciumGap | None, intake: CalciumIntake | None) -> str:
    """The verdict of calcium's picture, in one sentence with its figures."""
    if gap is None or intake is None:
        return ""
    figures = {"total": wording.mg(intake.total), "target": wording.mg_range(gap.target)}
    match intake.place:
        case None:
            said = gettext("The target is %(target)s a day from food and supplements together.")
        case Comparison.BELOW:
            figures["missing"] = wording.mg(intake.short)
            said = gettext(
                "You get %(total)s a day: %(missing)s short of the target of %(target)s."
            )
        case Comparison.WITHIN:
            said = gettext("You get %(total)s a day: within the target of %(target)s.")
        case _:
            said = gettext("You get %(total)s a day: more than the target of %(target)s.")
    return said % figures


def _key(advice: Advice, gap: CalciumGap | None) -> list[KeyItem]:
    """Every figure of the picture, in words."""
    nutrient = advice.nutrient
    items = []

    def add(kind: str, name: str, figure: int | Range) -> None:
        amounts = figure if isinstance(figure, Range) else Range(figure, figure)
        ends = f"{amounts.low}" if amounts.low == amounts.high else f"{amounts.low}-{amounts.high}"
        items.append(KeyItem(kind, name, ends, wording.amount(nutrient, amounts)))

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
