"""One nutrient on the results page: its amount, its picture, its verdict, its official figures."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..domain.nutrients import UNITS, Nutrient, Range
from ..domain.official import OfficialValue, OfficialValues, Sex
from ..domain.recommendation import Advice, CalciumGap, Comparison, Recommendation, Status
from ..domain.reference import Sun
from . import bars, words

SEXES = {Sex.FEMALE: _("women"), Sex.MALE: _("men")}
SHIPPED_AUTHORITIES = {
    "US NASEM": _("United States (NASEM)"),
    "Taiwan HPA": _("Taiwan (HPA)"),
    "EFSA": _("European Union (EFSA)"),
}


class KeyItem(NamedTuple):
    """One line of a picture's key; `kind` is also the part's class in the picture."""

    kind: str
    name: str
    figure: str
    amount: str


@dataclass(frozen=True, slots=True)
class OfficialRow:
    name: str
    figure: str
    is_ours: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class NutrientView:
    """Where `withheld` has reasons, every figure is missing: nothing may leak into the page."""

    id: str
    name: str
    part: str
    icon: str
    unit: str
    status: str
    advised: Range | None
    amount: str
    verdict: str
    withheld: list[str]
    picture: bars.Bar | None
    picture_words: str
    key: list[KeyItem]
    taken: str
    taken_verdict: str
    official: tuple[OfficialRow, ...]
    differences: list[str]


def nutrient_view(
    recommendation: Recommendation, nutrient: Nutrient, official: OfficialValues
) -> NutrientView:
    advice = recommendation.of(nutrient)
    shown = advice.amount is not None
    return NutrientView(
        id=nutrient.value,
        name=str(words.NAMES[nutrient]),
        part=str(words.PARTS[nutrient]),
        icon=words.ICONS[nutrient],
        unit=UNITS[nutrient].value,
        status=advice.status.value,
        advised=advice.amount,
        amount=_amount(advice),
        verdict=_verdict(recommendation, advice),
        withheld=[str(words.WITHHELD_BECAUSE[caution]) for caution in advice.withheld_by],
        picture=_picture(recommendation, advice),
        picture_words=_picture_words(recommendation, advice) if shown else "",
        key=_key(recommendation, advice) if shown else [],
        taken=words.one(nutrient, advice.taken) if shown and advice.taken else "",
        taken_verdict=taken_verdict(recommendation, advice) if shown else "",
        official=_official(recommendation, advice, official) if shown else (),
        differences=_differences(recommendation, advice, official) if shown else [],
    )


def _amount(advice: Advice) -> str:
    if advice.amount is None:
        return gettext("Ask first")
    if advice.status is Status.NOT_NEEDED:
        return gettext("None needed")
    return words.amount(advice.nutrient, advice.amount)


def _verdict(recommendation: Recommendation, advice: Advice) -> str:
    """One sentence that says why the amount is what it is."""
    if advice.status is Status.WITHHELD:
        return gettext("No amount is shown: a doctor must decide first.")
    if advice.nutrient is Nutrient.CALCIUM and recommendation.calcium is not None:
        return _calcium_verdict(recommendation.calcium)
    if advice.nutrient is not Nutrient.D3:
        return gettext("The biology is well known; a benefit for bone is not proven.")
    if recommendation.sun is Sun.ENOUGH:
        return gettext("The column for enough sun counts for you.")
    return gettext("The column for little sun counts for you.")


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
    return gettext("Fills up what your food leaves of %(target)s a day.") % {
        "target": words.mg_range(gap.target)
    }


def taken_verdict(recommendation: Recommendation, advice: Advice) -> str:
    """What is already taken beside what is advised, and what is missing or too much."""
    if advice.amount is None or advice.missing is None:
        return ""
    match advice.comparison:
        case Comparison.BELOW if advice.taken and _reaches_target(recommendation, advice):
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


def _reaches_target(recommendation: Recommendation, advice: Advice) -> bool:
    """Whether diet and supplements reach the calcium target: then nothing is missing."""
    gap = recommendation.calcium
    if gap is None or gap.diet is None or advice.nutrient is not Nutrient.CALCIUM:
        return False
    return gap.diet + advice.taken >= gap.target.low


def _picture(recommendation: Recommendation, advice: Advice) -> bars.Bar | None:
    if advice.amount is None:
        return None
    if recommendation.calcium is not None and advice.nutrient is Nutrient.CALCIUM:
        return bars.calcium_bar(recommendation.calcium, advice.taken)
    return bars.supplement_bar(advice)


def _picture_words(recommendation: Recommendation, advice: Advice) -> str:
    """The verdict of the picture, in one sentence with its figures."""
    gap = recommendation.calcium
    if gap is None or advice.nutrient is not Nutrient.CALCIUM:
        return taken_verdict(recommendation, advice)
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


def _key(recommendation: Recommendation, advice: Advice) -> list[KeyItem]:
    """Every figure of the picture, in words."""
    nutrient = advice.nutrient
    gap = recommendation.calcium if nutrient is Nutrient.CALCIUM else None
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


def _official(
    recommendation: Recommendation, advice: Advice, official: OfficialValues
) -> tuple[OfficialRow, ...]:
    asked = advice.nutrient, recommendation.profile.age, recommendation.sex
    return _official_rows(
        get_language(),
        advice.nutrient,
        _compared(recommendation, advice),
        official.recommended(*asked),
        official.upper_limits(*asked),
        advice.limit is not None,
    )


@lru_cache(maxsize=256)
def _official_rows(
    language: str | None,
    nutrient: Nutrient,
    ours: Range,
    recommended: tuple[OfficialValue, ...],
    upper_limits: tuple[OfficialValue, ...],
    has_limit: bool,
) -> tuple[OfficialRow, ...]:
    """The same for everyone of a row of the table and of an age band of the authorities."""
    rows = [OfficialRow(gettext("This table, for you"), words.amount(nutrient, ours), True)]
    for values, name in (
        (recommended, gettext("%(authority)s")),
        (upper_limits, gettext("%(authority)s, upper limit")),
    ):
        for of_one in _by_authority(values):
            rows.append(
                OfficialRow(
                    name % {"authority": authority_name(of_one[0].authority)},
                    _figures(of_one),
                    url=of_one[0].source_url,
                )
            )
    if not has_limit:
        rows.append(OfficialRow(gettext("Upper limit"), gettext("none set")))
    return tuple(rows)


def _by_authority(values: tuple[OfficialValue, ...]) -> list[list[OfficialValue]]:
    """Each authority's figures: two where they differ by sex and both may apply."""
    found: dict[str, list[OfficialValue]] = {}
    for value in values:
        found.setdefault(value.authority, []).append(value)
    return list(found.values())


def _figures(of_one: list[OfficialValue]) -> str:
    """One figure, or both with whom each is for."""
    if len(of_one) == 1:
        return words.one(of_one[0].nutrient, of_one[0].amount)
    return gettext(", ").join(
        gettext("%(who)s %(amount)s")
        % {"who": SEXES.get(value.sex, ""), "amount": words.one(value.nutrient, value.amount)}
        for value in of_one
    )


def authority_name(authority: str) -> str:
    """The editor's own name, translated where it is one of the shipped three."""
    return str(SHIPPED_AUTHORITIES.get(authority, authority))


def _compared(recommendation: Recommendation, advice: Advice) -> Range:
    """What stands beside an official intake: for calcium the total, else the supplement."""
    if advice.nutrient is Nutrient.CALCIUM:
        return recommendation.row.calcium_total
    return recommendation.row.supplement(advice.nutrient, recommendation.sun)


def _differences(
    recommendation: Recommendation, advice: Advice, official: OfficialValues
) -> list[str]:
    """Where this table and the authorities differ, said plainly."""
    age, nutrient = recommendation.profile.age, advice.nutrient
    ours = _compared(recommendation, advice)
    intakes = _by_authority(official.recommended(nutrient, age, recommendation.sex))
    said = []
    if nutrient in (Nutrient.K2, Nutrient.K1):
        return _vitamin_k_differences(recommendation, nutrient, official)
    for of_one in intakes:
        lowest, highest = (pick(value.amount for value in of_one) for pick in (min, max))
        if ours.high < lowest:
            sentence = gettext(
                "This table (%(ours)s) is below the figure of %(authority)s (%(theirs)s)."
            )
        elif ours.low > highest:
            sentence = gettext(
                "This table (%(ours)s) is above the figure of %(authority)s (%(theirs)s)."
            )
        else:
            continue
        figures = {
            "authority": authority_name(of_one[0].authority),
            "ours": words.amount(nutrient, ours),
            "theirs": _figures(of_one),
        }
        said.append(sentence % figures)
    if nutrient is Nutrient.D3 and advice.limit and ours.high >= advice.limit:
        said.append(
            gettext(
                "The upper end reaches the strictest upper limit (%(limit)s): food that holds "
                "vitamin D takes you over it."
            )
            % {"limit": words.one(nutrient, advice.limit)}
        )
    return said


def _vitamin_k_differences(
    recommendation: Recommendation, nutrient: Nutrient, official: OfficialValues
) -> list[str]:
    if nutrient is Nutrient.K2:
        return [gettext("No authority sets a requirement for vitamin K2.")]
    k1, k2 = recommendation.of(Nutrient.K1).amount, recommendation.of(Nutrient.K2).amount
    intakes = official.recommended(Nutrient.K1, recommendation.profile.age, recommendation.sex)
    if not intakes or k1 is None or k2 is None:
        return []
    times = round((k1.high + k2.high) / min(value.amount for value in intakes))
    if times < 2:
        return []
    return [
        gettext(
            "K1 and K2 together are up to about %(times)s times the official adequate intake, "
            "which counts total vitamin K."
        )
        % {"times": times}
    ]
