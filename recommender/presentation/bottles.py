"""Bottles in words: what was understood of each, and what is asked back about one."""

from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from .. import wording
from ..domain.bottles import Bottle, Bottles, Per
from ..domain.nutrients import Nutrient
from ..forms.bottles import CALCIUM_AS, UNIT_WORDS, Asked, BottleForm
from ..forms.kept_bottles import text_of
from ..forms.meanings import Meaning
from ..wording import gettext
from .page import problems_of

OFTEN = {
    Per.DAY: _("%(tablets)s a day"),
    Per.WEEK: _("%(tablets)s a week"),
    Per.MONTH: _("%(tablets)s a month"),
}
OFTENER = {
    Per.DAY: _("%(tablets)s, %(times)s times a day"),
    Per.WEEK: _("%(tablets)s, %(times)s times a week"),
    Per.MONTH: _("%(tablets)s, %(times)s times a month"),
}
INSTEAD = {
    Per.DAY: _("%(figure)s, every day"),
    Per.WEEK: _("%(figure)s, once a week"),
    Per.MONTH: _("%(figure)s, once a month"),
}
MEDICINES = {
    Nutrient.D3: (
        _("It is a medicine (calcitriol, alfacalcidol and the like)"),
        _("It does not count as vitamin D3; your result takes it as a medicine."),
    ),
    Nutrient.K2: (
        _("It is MK-4, a medicine"),
        _("The table is about MK-7; the amount counts as not known."),
    ),
}
SHARES = {"0.5": "½", "0.25": "¼", "1.5": "1½", "2.5": "2½"}


class Choice(NamedTuple):
    value: str
    said: str
    note: str
    id: str


class Question(NamedTuple):
    """What is asked back about one box; `about` is sent along with the answer."""

    field: str
    words: str
    choices: list[Choice]
    about: str


class BottlePage(NamedTuple):
    """`understood` is what is read of the form so far; empty while there is nothing."""

    questions: list[Question]
    understood: str
    shows_vitamin_k: bool


def bottle_page(form: BottleForm) -> BottlePage:
    asked = [_question(it, form) for it in form.asked.values()]
    wanted = ("k2", "k1", "k2_unknown", "k1_unknown")
    opened = any(form[name].value() for name in wanted if name in form.fields)
    wrong = any(name in form.errors for name in wanted)
    understood = ""
    if form.is_bound and form.is_doubted and form.is_understood:
        understood = sentence(form.bottle)
    return BottlePage(asked, understood, opened or wrong)


def bottle_problems(form: BottleForm) -> list[tuple[str, str]]:
    """As for any form, but what is asked back leads to its first answer."""
    first = {form[it.field].id_for_label: f"id_ask-{it.field}_0" for it in form.asked.values()}
    return [(first.get(target, target), words) for target, words in problems_of(form)]


def _question(asked: Asked, form: BottleForm) -> Question:
    words = str(form.errors[asked.field][0])
    choices = []
    for number, (code, meaning) in enumerate(asked.choices):
        said, note = _choice(asked, meaning)
        choices.append(Choice(code, said, note, f"id_ask-{asked.field}_{number}"))
    return Question(asked.field, words, choices, asked.about)


def _choice(asked: Asked, meaning: object) -> tuple[str, str]:
    if not isinstance(meaning, Meaning):
        count = SHARES.get(str(meaning), text_of(meaning))  # type: ignore[arg-type]
        return count, ""
    nutrient = Nutrient(asked.field)
    if meaning.is_medicine:
        said, note = MEDICINES[nutrient]
        return gettext(said), gettext(note)
    unit = str(UNIT_WORDS[meaning.figure.unit])
    figure = gettext("%(amount)s %(unit)s") % {
        "amount": _with_commas(text_of(meaning.figure.amount)),
        "unit": unit,
    }
    if meaning.salt:
        salt = str(dict(CALCIUM_AS)[meaning.salt.value])
        figure = gettext("%(figure)s of %(salt)s") % {"figure": figure, "salt": salt}
    elif nutrient is Nutrient.CALCIUM:
        figure = gettext("%(figure)s of calcium") % {"figure": figure}
    if meaning.servings > 1:
        words = gettext("%(figure)s, for %(count)s tablets together")
        figure = words % {"figure": figure, "count": meaning.servings}
    often = meaning.per or asked.per
    if often:
        figure = gettext(INSTEAD[often]) % {"figure": figure}
    amount = wording.one(nutrient, meaning.whole(nutrient))
    if meaning.salt or meaning.servings > 1:
        note = gettext("That is %(amount)s calcium in a tablet.") % {"amount": amount}
    elif nutrient is Nutrient.D3:
        note = gettext("That is %(amount)s.") % {"amount": amount}
    else:
        note = ""
    return figure, note


def _with_commas(text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{wording.number(int(whole))}{point}{rest}" if whole.isdigit() else text


# What was understood


class TakenBottle(NamedTuple):
    name: str
    said: str
    notes: list[str]


def taken_words(bottle: Bottle) -> TakenBottle:
    notes = []
    if bottle.prescribed:
        notes.append(gettext("Prescribed, or told to take"))
    if bottle.active_d3:
        notes.append(gettext("A medicine with active vitamin D"))
    return TakenBottle(bottle.name, sentence(bottle), notes)


def sentence(bottle: Bottle) -> str:
    """ "2 tablets a day: 600 mg calcium, 800 IU (20 µg) D3"."""
    amounts = [
        _named(it, wording.one(it, Bottles([bottle]).a_day(it)))
        for it in Nutrient
        if bottle.amounts.get(it)
    ]
    amounts += [
        gettext("%(name)s (amount not known)") % {"name": wording.inside(it)}
        for it in Nutrient
        if it in bottle.unknown
    ]
    said = gettext(", ").join(amounts) or gettext("none of the four")
    figures = {"often": _often(bottle), "amounts": said}
    if bottle.per is Per.DAY:
        return gettext("%(often)s: %(amounts)s") % figures
    return gettext("%(often)s: on average a day %(amounts)s") % figures


def _often(bottle: Bottle) -> str:
    said = text_of(bottle.tablets)
    is_one = bottle.tablets <= 1
    tablets = gettext("%(count)s tablet") if is_one else gettext("%(count)s tablets")
    words = {"tablets": tablets % {"count": SHARES.get(said, said)}, "times": text_of(bottle.times)}
    return gettext((OFTEN if bottle.times == 1 else OFTENER)[bottle.per]) % words


def _named(nutrient: Nutrient, amount: str) -> str:
    return gettext("%(amount)s %(name)s") % {"amount": amount, "name": wording.inside(nutrient)}


def together_words(bottles: Bottles) -> str:
    """What all of them give a day; empty for one bottle, which has said it."""
    if len(bottles) < 2:
        return ""
    taken = bottles.taken
    amounts = [
        gettext("%(name)s (amount not known)") % {"name": wording.inside(it)}
        if it in taken.unknown
        else _named(it, wording.one(it, taken.of(it)))
        for it in Nutrient
        if taken.takes(it)
    ]
    return gettext("Together a day: %(amounts)s") % {"amounts": gettext(", ").join(amounts)}
