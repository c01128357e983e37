"""Why these figures: row, sun, arithmetic in the visitor's numbers, and official values."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.calcium import CalciumGap, Status
from ..domain.recommendation import Recommendation, SunNote
from ..domain.reference import Sun
from ..wording import gettext
from .official import OfficialView, official_view


class WhyPage(NamedTuple):
    """The arithmetic in the visitor's own numbers: lines of (what, figure), and the rule."""

    row: str
    row_code: str
    sun: str
    sun_code: str
    sun_notes: list[str]
    steps: list[tuple[str, str]]
    rule: str
    if_menopausal: str
    is_minor: bool
    official: list[tuple[str, OfficialView]]


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


def why_page(result: Recommendation) -> WhyPage:
    row, gap = result.row, result.calcium
    return WhyPage(
        row=wording.row_name(row),
        row_code=row.code,
        sun=_sun_words(result),
        sun_code=result.sun.value,
        sun_notes=[gettext(SUN_NOTES[note]) for note in result.sun_notes],
        steps=[] if gap is None else _arithmetic(gap),
        rule="" if gap is None else _rule(gap),
        if_menopausal=_if_menopausal(result),
        is_minor=result.profile.is_minor,
        official=[
            (wording.nutrient_name(it.nutrient), official_view(it)) for it in result.official()
        ],
    )


def _sun_words(result: Recommendation) -> str:
    figures = {"enough": wording.minutes(result.edition.table.enough_sun_minutes)}
    if result.sun is Sun.ENOUGH:
        return gettext("Enough sun: %(enough)s or more around midday.") % figures
    if result.profile.sun_minutes is None:
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
    lines.append((gettext("Supplement, by the table"), wording.mg_range(gap.amount)))
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


def _if_menopausal(result: Recommendation) -> str:
    """The answer first: what would change for this visitor, calcium from food included."""
    then = result.if_menopausal
    if then is None:
        return ""
    row = wording.row_name(then.row)
    if not then.changes:
        said = gettext("If you are past menopause after all (row “%(row)s”), nothing changes.")
        return said % {"row": row}
    changes = [
        wording.named(nutrient, wording.amount(nutrient, amount))
        for nutrient, amount in then.changes
    ]
    said = gettext(
        "If you are past menopause after all (row “%(row)s”), the table has: %(changes)s."
    )
    return said % {"row": row, "changes": gettext("; ").join(changes)}
