"""A recommendation as the results page tells it, first things first."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.calcium import CalciumGap, Status
from ..domain.nutrients import Nutrient
from ..domain.recommendation import Alert, Recommendation, SunNote
from ..domain.reference import Sun
from ..wording import gettext
from .cautions import WITHHELD_BECAUSE
from .nutrients import NutrientView, nutrient_view
from .plan import Plan, plan
from .team import Member, team


class Why(NamedTuple):
    """The arithmetic in the visitor's own numbers: lines of (what, figure), and the rule."""

    row: str
    row_code: str
    sun: str
    sun_code: str
    sun_notes: list[str]
    steps: list[tuple[str, str]]
    rule: str
    if_menopausal: str


class ResultPage(NamedTuple):
    sentence: str
    withheld: list[tuple[str, str]]
    questions: list[str]
    alerts: list[tuple[str, str]]
    is_minor: bool
    nutrients: list[NutrientView]
    why: Why
    plan: Plan
    team: tuple[tuple[Member, bool], ...]
    asks_for_diet: bool
    takes_any: bool
    shows_calcium: bool
    has_pictures: bool
    """False where all four amounts are withheld."""


ALERTS = {
    Alert.CALCIUM_OVER_LIMIT: _("Too much calcium"),
    Alert.D3_OVER_LIMIT: _("Too much vitamin D3"),
    Alert.CALCIUM_ABOVE_TARGET: _("More calcium than you need"),
}
SUN_NOTES = {
    SunNote.NOT_EVERYWHERE: _(
        "In winter, far north, or with darker skin the same sun makes less vitamin D: then "
        "the column for little sun is the safer one."
    ),
    SunNote.OLDER_SKIN: _(
        "From age 65 skin makes less vitamin D; past 70 only a fraction of what it once did."
    ),
    SunNote.PROTECT_SKIN: _(
        "More than 30 minutes of midday sun harms skin without making more vitamin D: "
        "cover up or use sunscreen after that."
    ),
}
OVER_LIMIT = {Alert.CALCIUM_OVER_LIMIT: Nutrient.CALCIUM, Alert.D3_OVER_LIMIT: Nutrient.D3}


def result_page(recommendation: Recommendation) -> ResultPage:
    nutrients = [nutrient_view(recommendation, nutrient) for nutrient in Nutrient]
    withheld = recommendation.withheld
    return ResultPage(
        sentence=_sentence(recommendation, withheld),
        withheld=_withheld(recommendation),
        questions=_questions(recommendation, withheld) if withheld else [],
        alerts=[
            (gettext(ALERTS[alert]), _alert(alert, recommendation))
            for alert in recommendation.alerts
        ],
        is_minor=recommendation.profile.is_minor,
        nutrients=nutrients,
        why=_why(recommendation),
        plan=plan(recommendation),
        team=team(withheld),
        has_pictures=len(withheld) < len(Nutrient),
        shows_calcium=Nutrient.CALCIUM not in withheld,
        takes_any=any(it.taken and it.amount is not None for it in recommendation.advice),
        asks_for_diet=recommendation.of(Nutrient.CALCIUM).status is Status.DIET_UNKNOWN,
    )


def _sentence(recommendation: Recommendation, withheld: frozenset[Nutrient]) -> str:
    """What to do, in one plain sentence."""
    if withheld == frozenset(Nutrient):
        return gettext("Speak to your doctor before you take any of these four supplements.")
    advice = recommendation.of(Nutrient.CALCIUM)
    if advice.amount is None or recommendation.calcium is None:
        return gettext(
            "Speak to your doctor before you take calcium or vitamin D; your amounts of vitamin K "
            "are below."
        )
    over = [OVER_LIMIT[alert] for alert in recommendation.alerts if alert in OVER_LIMIT]
    if over:
        return gettext(
            "Above the upper limit for your age: %(nutrients)s. Speak to a doctor or pharmacist "
            "before you go by the amounts below."
        ) % {"nutrients": wording.listed(over)}
    calcium = wording.mg_range(advice.amount)
    d3_advice = recommendation.of(Nutrient.D3).amount
    d3 = "" if d3_advice is None else wording.amount(Nutrient.D3, d3_advice)
    figures: dict[str, Any] = {"calcium": calcium, "d3": d3}
    match advice.status:
        case Status.NOT_NEEDED:
            said = gettext(
                "Your food already brings enough calcium: you need no calcium supplement, but "
                "%(d3)s of vitamin D3 a day."
            )
        case Status.FOOD_FIRST:
            said = gettext(
                "Your food brings nearly enough calcium: close the last %(calcium)s a day with "
                "food, and take %(d3)s of vitamin D3."
            )
        case Status.FOOD_TOO:
            figures["more"] = wording.mg(recommendation.calcium.food_at_least)
            said = gettext(
                "Your food brings too little calcium: get at least %(more)s a day more from food, "
                "and take %(calcium)s of calcium and %(d3)s of vitamin D3 as supplements."
            )
        case Status.DIET_UNKNOWN:
            said = gettext(
                "For your group the table gives %(calcium)s of calcium and %(d3)s of vitamin D3 a "
                "day as supplements; how much calcium you need yourself depends on your food."
            )
        case _:
            said = gettext(
                "On top of your food, take %(calcium)s of calcium and %(d3)s of vitamin D3 a day."
            )
    return said % figures


def _withheld(recommendation: Recommendation) -> list[tuple[str, str]]:
    """Each reason once, after the names of the nutrients that it holds back."""
    held: dict[Any, list[str]] = {}
    for advice in recommendation.advice:
        for caution in advice.withheld_by:
            held.setdefault(caution, []).append(wording.nutrient_name(advice.nutrient))
    return [
        (wording.joined(names), gettext(WITHHELD_BECAUSE[caution]))
        for caution, names in held.items()
    ]


def _questions(recommendation: Recommendation, withheld: frozenset[Nutrient]) -> list[str]:
    """What to ask where an amount is withheld."""
    names = wording.listed(it for it in Nutrient if it in withheld)
    questions = [
        gettext("Is a supplement of %(nutrients)s right for me, and how much?")
        % {"nutrients": names},
        gettext("Which blood test should come first, and when is it repeated?"),
    ]
    if recommendation.profile.taken:
        questions.append(gettext("Should I go on with what I take now?"))
    return questions


def _alert(alert: Alert, recommendation: Recommendation) -> str:
    """Without figures where the nutrient's amount is withheld."""
    calcium, d3 = recommendation.of(Nutrient.CALCIUM), recommendation.of(Nutrient.D3)
    intake = recommendation.intake
    figures = {
        "limit": wording.mg(calcium.limit or 0),
        "target": wording.mg(recommendation.row.calcium_total.high),
        "d3": wording.one(Nutrient.D3, d3.taken),
        "d3_limit": wording.one(Nutrient.D3, d3.limit or 0),
    }
    if intake is not None:
        figures["total"] = wording.mg(intake.total)
    match alert:
        case Alert.CALCIUM_OVER_LIMIT if intake is not None and intake.place is None:
            said = gettext(
                "Your calcium from supplements alone (%(total)s a day) is above the strictest "
                "upper limit for your age (%(limit)s). Speak to a doctor or pharmacist soon."
            )
        case Alert.CALCIUM_OVER_LIMIT if intake is not None:
            said = gettext(
                "Your calcium from food and supplements (%(total)s a day) is above the strictest "
                "upper limit for your age (%(limit)s). Speak to a doctor or pharmacist soon."
            )
        case Alert.CALCIUM_OVER_LIMIT:
            said = gettext(
                "Your calcium from food and supplements is above the upper limit for your age. "
                "Tell your doctor soon."
            )
        case Alert.D3_OVER_LIMIT if d3.amount is not None:
            said = gettext(
                "You take %(d3)s of vitamin D3 a day. The strictest upper limit for your age is "
                "%(d3_limit)s. Unless a doctor prescribed it, speak to a doctor or pharmacist soon."
            )
        case Alert.D3_OVER_LIMIT:
            said = gettext(
                "The vitamin D3 you take is above the upper limit for your age. Tell your doctor "
                "soon."
            )
        case Alert.CALCIUM_ABOVE_TARGET if intake is not None:
            said = gettext(
                "You get more calcium than you need: %(total)s a day, while the target ends at "
                "%(target)s. More does not make bone stronger."
            )
        case _:
            said = gettext("You already get more calcium than bone can use. Tell your doctor.")
    return said % figures


def _why(recommendation: Recommendation) -> Why:
    row, sun, gap = recommendation.row, recommendation.sun, recommendation.calcium
    return Why(
        row=wording.row_name(row),
        row_code=row.code,
        sun=_sun_words(recommendation),
        sun_code=sun.value,
        sun_notes=[gettext(SUN_NOTES[note]) for note in recommendation.sun_notes],
        steps=[] if gap is None else _arithmetic(gap),
        rule="" if gap is None else _rule(gap),
        if_menopausal=_if_menopausal(recommendation),
    )


def _sun_words(recommendation: Recommendation) -> str:
    figures = {"enough": wording.minutes(recommendation.edition.table.enough_sun_minutes)}
    if recommendation.sun is Sun.ENOUGH:
        return gettext("Enough sun: %(enough)s or more around midday.") % figures
    if recommendation.profile.sun_minutes is None:
        return gettext("Little sun, since you were not sure.") % figures
    return gettext("Little sun: less than %(enough)s around midday.") % figures


def _arithmetic(gap: CalciumGap) -> list[tuple[str, str]]:
    lines = [(gettext("Target, food and supplements together"), wording.mg_range(gap.target))]
    if gap.diet is None or gap.gap is None:
        lines.append((gettext("From food"), gettext("not known")))
    else:
        lines += [
            (gettext("− from food"), wording.mg(gap.diet)),
            (gettext("= gap"), wording.mg_range(gap.gap)),
        ]
    lines.append((gettext("The table’s supplement range"), wording.mg_range(gap.supplement)))
    if gap.limit is not None:
        lines.append((gettext("Strictest upper limit at your age"), wording.mg(gap.limit)))
    lines.append((gettext("Your calcium supplement"), wording.mg_range(gap.amount)))
    return lines


def _rule(gap: CalciumGap) -> str:
    if gap.capped:
        return gettext("The upper limit ends the amount: with your food more would pass it.")
    match gap.status:
        case Status.DIET_UNKNOWN:
            return gettext("Without your calcium from food this is the table’s own range.")
        case Status.NOT_NEEDED:
            return gettext("Food already reaches the lower end of the target, so nothing is added.")
        case Status.FOOD_FIRST:
            return gettext(
                "The gap is smaller than the table’s smallest supplement, so food comes first."
            )
        case Status.FOOD_TOO:
            return gettext(
                "The gap is larger than the table’s largest supplement, so the supplement stops "
                "there and food has to bring the rest."
            )
    return gettext("The part of the gap that lies within the table’s supplement range.")


def _if_menopausal(recommendation: Recommendation) -> str:
    """What would change for this visitor, calcium from food included."""
    then = recommendation.if_menopausal
    if then is None:
        return ""
    row = wording.row_name(then.row)
    if not then.changes:
        return gettext(
            "You were not sure about menopause. If the answer is yes, the row “%(row)s” counts "
            "instead, with the same amounts for you."
        ) % {"row": row}
    changes = [
        wording.named(nutrient, wording.amount(nutrient, amount))
        for nutrient, amount in then.changes
    ]
    return gettext(
        "You were not sure about menopause. If the answer is yes, the row “%(row)s” counts "
        "instead: %(changes)s."
    ) % {"row": row, "changes": gettext("; ").join(changes)}
