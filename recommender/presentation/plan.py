"""What to do now: a day's plan, what to read on a label, which foods close the gap."""

from typing import NamedTuple

from ..domain import safety
from ..domain.diet import Food, foods_closing
from ..domain.nutrients import Nutrient, Range
from ..domain.practical import ELEMENTAL_PERCENT, LARGEST_DOSE_MG, Salt, doses, salt_mg
from ..domain.profile import Caution
from ..domain.recommendation import Recommendation, Status
from ..tryout import SALTS
from . import words
from .nutrients import taken_verdict
from .sentences import gettext

MORNING_MEDICINES = {Caution.LEVOTHYROXINE, Caution.BISPHOSPHONATE}
"""Usually taken on rising: calcium then waits for a later meal."""


class Plan(NamedTuple):
    """Each part is empty where there is nothing to say, or where an amount is withheld."""

    day: list[tuple[str, list[str]]]
    apart: list[str]
    label: tuple[str, ...]
    salts: list[tuple[str, str, str]]
    other_salts: str
    foods_intro: str
    foods: list[str]
    notes: tuple[str, ...]
    taken: list[tuple[str, str, str, str]]


def plan(recommendation: Recommendation, foods: tuple[Food, ...]) -> Plan:
    foods_intro, suggestions = _foods(recommendation, foods)
    calcium = recommendation.of(Nutrient.CALCIUM).amount
    takes_calcium = calcium is not None and calcium.high > 0
    return Plan(
        day=_day(recommendation),
        apart=[gettext(words.SPACING[caution]) for caution in recommendation.notes],
        label=tuple(_label(recommendation, takes_calcium)),
        salts=_salts(calcium) if calcium is not None and takes_calcium else [],
        other_salts=_other_salts(),
        foods_intro=foods_intro,
        foods=suggestions,
        notes=tuple(_notes(recommendation, takes_calcium)),
        taken=_taken(recommendation),
    )


def _day(recommendation: Recommendation) -> list[tuple[str, list[str]]]:
    """Meal and what to take with it, a line each."""
    breakfast, lunch, dinner = gettext("Breakfast"), gettext("Lunch"), gettext("Dinner")
    bedtime = gettext("Bedtime")
    takes: dict[str, list[str]] = {breakfast: [], lunch: [], dinner: [], bedtime: []}

    calcium = recommendation.of(Nutrient.CALCIUM).amount
    portions = doses(calcium.high) if calcium is not None else ()
    later = MORNING_MEDICINES & set(recommendation.notes)
    if len(portions) == 1:
        meals = [dinner]
    elif len(portions) == 2:
        meals = [lunch, dinner] if later else [breakfast, dinner]
    else:
        meals = [lunch, dinner, bedtime] if later else [breakfast, lunch, dinner]
    if recommendation.of(Nutrient.CALCIUM).status is Status.FOOD_FIRST:
        said = gettext("if food does not do it: up to %(dose)s of calcium")
    else:
        said = gettext("up to %(dose)s of calcium")
    for number, dose in enumerate(portions):
        takes[meals[number % len(meals)]].append(said % {"dose": words.mg(dose)})

    fat_soluble = [
        words.named(advice.nutrient, words.amount(advice.nutrient, advice.amount))
        for advice in recommendation.advice
        if advice.nutrient is not Nutrient.CALCIUM
        and advice.amount is not None
        and advice.amount.high
    ]
    if fat_soluble:
        takes[lunch] += [*fat_soluble, gettext("with a dish that contains fat")]
    return [(meal, what) for meal, what in takes.items() if what]


def _label(recommendation: Recommendation, takes_calcium: bool) -> list[str]:
    lines = []
    if takes_calcium:
        lines.append(
            gettext("Calcium: the elemental calcium counts, not the weight of the whole salt.")
        )
    if recommendation.of(Nutrient.D3).amount is not None:
        lines.append(gettext("Vitamin D3: labels use IU or µg; 40 IU are 1 µg."))
    if recommendation.of(Nutrient.K2).amount is not None:
        lines.append(
            gettext(
                "Vitamin K2: look for MK-7, in µg. MK-4 products in milligrams are a different "
                "thing."
            )
        )
    return lines


def _salts(calcium: Range) -> list[tuple[str, str, str]]:
    """Salt, its share of elemental calcium, and the visitor's own range in its milligrams."""
    return [
        (
            str(SALTS[salt]),
            gettext("%(share)s%%") % {"share": ELEMENTAL_PERCENT[salt]},
            words.mg_range(Range(salt_mg(calcium.low, salt), salt_mg(calcium.high, salt))),
        )
        for salt in (Salt.CARBONATE, Salt.CITRATE)
    ]


def _other_salts() -> str:
    named = [
        gettext("%(salt)s %(share)s%%") % {"salt": SALTS[salt], "share": ELEMENTAL_PERCENT[salt]}
        for salt in Salt
        if salt not in (Salt.CARBONATE, Salt.CITRATE)
    ]
    return gettext("Elemental calcium in other salts: %(salts)s.") % {
        "salts": gettext(", ").join(named)
    }


def _foods(recommendation: Recommendation, foods: tuple[Food, ...]) -> tuple[str, list[str]]:
    gap = recommendation.calcium
    if gap is None or gap.gap is None:
        return "", []
    if gap.status is Status.FOOD_TOO:
        wanted = gap.food_at_least
        intro = gettext(
            "Each of these brings the %(gap)s a day, or most of it, that food must add:"
        )
    elif gap.status in (Status.FOOD_FIRST, Status.RANGE):
        wanted = gap.gap.low
        intro = gettext(
            "Food can do it too: each of these a day closes the gap of %(gap)s, or most of it, "
            "without a supplement:"
        )
    else:
        return "", []
    cautions = recommendation.profile.cautions

    def may_suggest(group: str) -> bool:
        return safety.may_suggest(group, cautions)

    chinese = words.is_chinese()
    suggestions = [
        gettext("%(portions)s × %(food)s, %(serving)s each: %(amount)s")
        % {
            "portions": suggestion.portions,
            "food": suggestion.food.name_zh_hant if chinese else suggestion.food.name_en,
            "serving": suggestion.food.serving_zh_hant if chinese else suggestion.food.serving_en,
            "amount": words.mg(suggestion.mg),
        }
        for suggestion in foods_closing(foods, wanted, may_suggest=may_suggest)
    ]
    return (intro % {"gap": words.mg(wanted)} if suggestions else ""), suggestions


def _taken(recommendation: Recommendation) -> list[tuple[str, str, str, str]]:
    """Nutrient, taken, advised and verdict; nothing at all for someone who takes none."""
    if not recommendation.profile.taken:
        return []
    return [
        (
            gettext(words.NAMES[advice.nutrient]),
            words.one(advice.nutrient, advice.taken),
            words.amount(advice.nutrient, advice.amount),
            taken_verdict(
                advice, recommendation.calcium if advice.nutrient is Nutrient.CALCIUM else None
            ),
        )
        for advice in recommendation.advice
        if advice.amount is not None
    ]


def _notes(recommendation: Recommendation, takes_calcium: bool) -> list[str]:
    notes = []
    if takes_calcium:
        notes += [
            gettext("At most %(dose)s of elemental calcium at once; more is split over meals.")
            % {"dose": words.mg(LARGEST_DOSE_MG)},
            gettext("Calcium carbonate with a meal; calcium citrate at any time."),
            gettext(
                "Not within 2 hours of food very rich in oxalate or phytate (spinach, rhubarb, "
                "whole-grain bran)."
            ),
            gettext(
                "Spinach is rich in oxalate, which holds its calcium back: it is not a source of "
                "calcium."
            ),
        ]
    if recommendation.of(Nutrient.K1).amount is not None:
        notes.append(
            gettext(
                "Food can bring much of it: 100 g of dark greens hold as much vitamin K1 as the "
                "table’s whole range (spinach about 460 µg, red amaranth 290 µg, pak choi 117 to "
                "178 µg)."
            )
        )
    return notes
