"""A card for pharmacist, doctor or family, in both languages; its QR code holds its own text."""

from typing import NamedTuple

import segno
from django.utils.translation import get_language, override
from markupsafe import Markup

from .. import wording
from ..domain.action import Action, Do
from ..domain.nutrients import UNITS, Nutrient
from ..domain.recommendation import Recommendation
from ..registry_words import short_name
from ..wording import gettext
from . import medicines
from .results import questions, who
from .verbs import short_verb

LANGUAGES = ("zh-hant", "en")


class CardRow(NamedTuple):
    """One nutrient a day: what is taken, what the table has, what to do now; units as on labels."""

    name: str
    unit: str
    taken: str
    table: str
    now: str


class CardSide(NamedTuple):
    """Everything on the card, in one language."""

    who: str
    food: str
    medicines: list[tuple[str, str]]
    rows: list[CardRow]
    asks: list[str]


class CardPage(NamedTuple):
    mine: CardSide
    other: CardSide
    other_lang: str
    text: str
    qr: Markup


def card_page(result: Recommendation, dated: str) -> CardPage:
    """`dated` is the day as it is printed.  Nothing of what is withheld is on it."""
    mine = _side(result)
    (other_language,) = (it for it in LANGUAGES if it != get_language())
    with override(other_language):
        other = _side(result)
    text = _text(mine, other, result, dated)
    other_lang = "en" if other_language == "en" else "zh-Hant"
    return CardPage(mine, other, other_lang, text, _qr(text))


def _side(result: Recommendation) -> CardSide:
    profile = result.profile
    diet = profile.diet_calcium_mg
    amount = gettext("not known") if diet is None else wording.mg(diet)
    return CardSide(
        who=who(result),
        food=gettext("from food %(amount)s") % {"amount": amount},
        medicines=[(short_name(it), medicines.hours(it)) for it in result.medicines],
        rows=[_row(action) for action in result.actions],
        asks=_asks(result),
    )


def _row(action: Action) -> CardRow:
    table = action.table
    return CardRow(
        name=wording.short_name(action.nutrient),
        unit=UNITS[action.nutrient].value,
        taken=_taken(action),
        table="–" if table is None else wording.table_cell(table.low, table.high),
        now=short_verb(action),
    )


def _taken(action: Action) -> str:
    if action.taken is None:
        return "?"
    return wording.number(action.taken) if action.taken else "–"


def _asks(result: Recommendation) -> list[str]:
    if result.withheld:
        return questions(result)
    asked = []
    if result.medicines:
        asked.append(gettext("Do these fit my medicines?"))
    if result.of(Nutrient.D3).do is not Do.KEEP:
        asked.append(gettext("How much D3 in all is right for me?"))
    return asked or [gettext("Is what I take right for me?")]


def _text(mine: CardSide, other: CardSide, result: Recommendation, dated: str) -> str:
    """The card as lines of text, for the QR code, for sharing and for copying."""
    edition = gettext("edition %(number)s") % {"number": result.edition.number}
    lines = [
        f"{gettext('Bone Team')} · {dated} · {edition}",
        f"{mine.who} / {other.who}",
        f"{mine.food} / {other.food}",
    ]
    for (name, hours), (other_name, _hours) in zip(mine.medicines, other.medicines, strict=True):
        lines.append(f"• {name} / {other_name}{' – ' if hours else ''}{hours}")
    for row, same in zip(mine.rows, other.rows, strict=True):
        taken = gettext("take %(taken)s, table %(table)s %(unit)s")
        figures = {"taken": row.taken, "table": row.table, "unit": row.unit}
        lines.append(f"{row.name}: {taken % figures} → {row.now} / {same.now}")
    lines.extend(f"? {ask} / {same}" for ask, same in zip(mine.asks, other.asks, strict=True))
    lines.append(gettext("From an article’s table, not official advice."))
    return "\n".join(lines)


QR_MASK = 3
"""Any of the eight is right; trying them all for the fairest takes longer than the whole page."""


def _qr(text: str) -> Markup:
    """As an inline SVG without style; `eci` tells readers that the text is UTF-8."""
    code = segno.make(
        text,
        error="l",
        boost_error=False,
        micro=False,
        mask=QR_MASK,
        encoding="utf-8",
        eci=True,
    )
    drawn = code.svg_inline(
        omitsize=True, border=4, light="#fff", svgclass="qr", lineclass="", title=gettext("QR code")
    )
    return Markup(drawn)  # noqa: S704 (drawn by the library; the text is in its modules)
