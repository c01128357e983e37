"""A recommendation as the results page tells it, first things first."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from markupsafe import Markup

from .. import wording
from ..domain.action import Do, Line
from ..domain.glasses import Glasses
from ..domain.nutrients import Nutrient, Range
from ..domain.recommendation import Recommendation
from ..domain.reference import Condition
from ..registry_words import short_name
from ..wording import gettext
from . import medicines, plan
from .actions import Card, card
from .drawings import GlassesPicture, glasses_picture
from .figures import in_glasses
from .medicines import Medicine
from .notices import NoticeView, noticed, notices
from .page import Page, fragment
from .team import member_words


class GlassesView(NamedTuple):
    """The picture, its sentence, and the target beside it."""

    picture: GlassesPicture
    food: str
    tablets: str
    said: str
    target: str


class ResultPage(NamedTuple):
    row: str
    sun: str
    who: str
    heading: str
    notices: list[NoticeView]
    cards: list[Card]
    member: dict[str, Markup]
    without_k: bool
    questions: list[str]
    glasses: GlassesView | None
    foods: plan.Foods | None
    day: list[tuple[str, str]]
    largest_dose: str
    medicines: list[Medicine]
    harmless: list[Medicine]
    steady_diet: bool
    is_minor: bool
    all_withheld: bool
    ask_first: Markup


def result_page(result: Recommendation) -> ResultPage:
    withheld, language = result.withheld, get_language() or ""
    said = notices(result)
    without_k = any(Line.WITHOUT_VITAMIN_K in action.lines for action in result.actions)
    heard = noticed(result)
    return ResultPage(
        row=result.row.code,
        sun=result.sun.value,
        who=who(result),
        heading=_heading(result),
        notices=said,
        cards=[card(action, result) for action in result.actions],
        member={
            nutrient.value: member_words(nutrient, language, _may_name_food(nutrient, result))
            for nutrient in Nutrient
        },
        without_k=without_k,
        questions=questions(result) if withheld else [],
        glasses=_glasses(result.glasses, result) if result.glasses else None,
        foods=plan.foods(result),
        day=plan.day(result),
        largest_dose=plan.largest_dose() if any(it.calcium for it in result.schedule) else "",
        medicines=medicines.to_tell(result, heard),
        harmless=medicines.harmless(result),
        steady_diet=result.steady_diet,
        is_minor=result.profile.is_minor,
        all_withheld=len(withheld) == len(Nutrient),
        ask_first=_ask_first(language),
    )


@lru_cache(maxsize=4)
def _ask_first(language: str) -> Markup:
    return fragment(
        "ask_first",
        Page(language, ""),
        listed=medicines.listed(),
        harmless=[short_name(rule) for rule in medicines.listed_harmless()],
    )


def _may_name_food(nutrient: Nutrient, result: Recommendation) -> bool:
    if nutrient is Nutrient.CALCIUM:
        return result.food_target_shown and not result.steady_diet
    return nutrient not in result.withheld


def who(result: Recommendation) -> str:
    """ "age 57, after menopause"; the row is named on the page that tells why."""
    after = result.row.menopause is Condition.POSTMENOPAUSAL
    said = gettext("%(age)s, after menopause") if after else gettext("age %(age)s")
    return said % {"age": result.profile.age}


def _heading(result: Recommendation) -> str:
    calcium = result.of(Nutrient.CALCIUM)
    if result.profile.is_minor and calcium.do is Do.FOOD:
        return gettext("Age %(age)s: calcium from food first") % {"age": result.profile.age}
    return gettext("What to do now")


def questions(result: Recommendation) -> list[str]:
    """What to ask where an amount is withheld."""
    names = wording.listed(it for it in Nutrient if it in result.withheld)
    asked = []
    if any(result.profile.taken.takes(it) for it in result.withheld):
        asked.append(gettext("May I go on with what I take now, and how?"))
    asked.append(gettext("May I take %(nutrients)s, and how much?") % {"nutrients": names})
    asked.append(gettext("Which blood test comes first, and when is it repeated?"))
    if not result.food_target_shown:
        asked.append(gettext("Milk, tofu, vegetables: how should I eat?"))
    return asked[:3]


def _glasses(it: Glasses, result: Recommendation) -> GlassesView:
    unknown = result.of(Nutrient.CALCIUM).taken is None
    return GlassesView(
        picture=glasses_picture(it),
        food=gettext("food %(glasses)s") % {"glasses": in_glasses(it.food, result)},
        tablets=_tablets(it, unknown, result),
        said=_picture_says(it, unknown, result),
        target=gettext("The target: %(amount)s a day, %(glasses)s.")
        % {"amount": wording.mg_range(it.target), "glasses": _span(it.target, result)},
    )


def _span(target: Range, result: Recommendation) -> str:
    """ "about 5 to 6 glasses"."""
    estimate = result.edition.estimate
    low, high = estimate.glasses(target.low), estimate.glasses(target.high)
    if low == high:
        return in_glasses(target.high, result)
    figures = {"low": wording.half_figure(*low), "glasses": wording.glasses(*high)}
    return gettext("about %(low)s to %(glasses)s") % figures


def _tablets(it: Glasses, unknown: bool, result: Recommendation) -> str:
    if unknown and Nutrient.CALCIUM not in result.withheld:
        return gettext("tablets not known")
    if not it.tablets:
        return ""
    return gettext("tablets %(glasses)s") % {"glasses": in_glasses(it.tablets, result)}


def _picture_says(it: Glasses, unknown: bool, result: Recommendation) -> str:
    """In one direction with the action: what is missing or too much only where it says so."""
    if it.missing:
        if it.almost:
            return gettext("almost there")
        figures = {"glasses": in_glasses(it.missing, result), "amount": wording.mg(it.missing)}
        return gettext("%(glasses)s missing (%(amount)s)") % figures
    if it.over:
        figures = {"glasses": in_glasses(it.over, result), "amount": wording.mg(it.over)}
        return gettext("%(glasses)s too much (%(amount)s)") % figures
    return gettext("the target is reached") if it.reached and not unknown else ""
