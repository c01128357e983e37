"""Amounts as labels print them and people copy them: `500.0`, `1 g`, `25 µg (1000 IU)`, `400 I.U.`

Reads; never decides.  What can be meant by a text is for the form of a bottle to say.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from ..domain.schedule import Salt

LONGEST = 120
"""The strength of a medicine, pasted whole, is not longer."""

UNITS = {
    "mg": ("mg", "mgs", "milligram", "milligrams", "毫克"),
    "g": ("g", "gram", "grams", "公克", "克"),
    "ug": ("μg", "ug", "mcg", "microgram", "micrograms", "微克"),
    "IU": ("iu", "i.u.", "i.u", "ie", "ui", "u", "國際單位", "单位", "單位"),
}
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_SALT_WORDS = {
    Salt.CARBONATE: ("carbonate", "碳酸鈣"),
    Salt.TRICALCIUM_PHOSPHATE: ("tricalcium phosphate", "磷酸三鈣"),
    Salt.CITRATE: ("citrate", "檸檬酸鈣"),
    Salt.LACTATE: ("lactate", "乳酸鈣"),
    Salt.GLUCONATE: ("gluconate", "葡萄糖酸鈣"),
}
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_UNIT = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_FIGURE = re.compile(rf"({_NUMBER})\s*({_UNIT})?(?![a-z0-9])")
_NAMES = re.compile(
    r"vitamins?|vit\.?|mena ?q-?7|mk-?[47]|[dk][123](?![0-9])|\b[dk]\b|calcium|carbonate|citrate"
    r"|tricalcium|phosphate|lactate|gluconate|elemental|cholecalciferol|phylloquinone|menaquinone"
    r"|equivalent to|of which|provides|as|of|維生素|維他命|碳酸鈣|磷酸三鈣|檸檬酸鈣"
    r"|葡萄糖酸鈣|乳酸鈣|元素鈣|鈣離子|含鈣量|含鈣|鈣|相當於|約|含"
)
_VITAMIN_K = re.compile(r"\bk[12]?\b|mk-?[47]|mena ?q|quinone|(?:維生素|維他命) ?k")
_PERCENT = re.compile(rf"\(?\s*(?:{_NUMBER})\s*%\s*(?:nrv|dv|rda|rdi|ri)?\s*\)?")
_VOLUME = re.compile(rf"/\s*(?:{_NUMBER})\s*(?:ml|毫升)|/\s*(?:tablet|capsule|顆|錠|粒|包)")
_GLUE = re.compile(r"[\s/()\[\]=;:,、≈~-]*(?:\bor\b|或)?[\s/()\[\]=;:,、≈~-]*")
_PARTS = re.compile(r"[/()\[\]=;、≈]|\bor\b|或")
_RANGE = re.compile(
    rf"({_NUMBER})\s*(?:{_UNIT})?\s*(?:-|–|—|~|～|至|到|\bto\b|\bor\b|或)\s*({_NUMBER})\s*({_UNIT})?"
)
_SHARES = {"½": "1/2", "¼": "1/4", "¾": "3/4", "半": "1/2", "half": "1/2", "一": "1", "兩": "2"}
_COUNT = re.compile(rf"(?:(?:([0-9]+)\s+(?:and\s+)?)?([0-9])\s*[/⁄]\s*([0-9])|({_NUMBER}))\s*(.*)")
_COUNTED = re.compile(
    r"(?:tablets?|tabs?|capsules?|caps?|softgels?|lozenges?|drops?|sachets?|scoops?|spoons?"
    r"|times?|顆|粒|錠|片|包|匙|滴|次|ml|毫升|g|克|公克|a day|每天|一天)*\.?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the unit behind it ("mg", "g", "ug", "IU"); empty where none is printed."""

    amount: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its figures in their order, and a salt that it names.

    `ends` where it is a range: two figures of which one is meant, or something between.
    """

    figures: tuple[Figure, ...]
    salt: Salt | None = None
    is_range: bool = False
    names_vitamin_k: bool = False


def plain(text: str) -> str:
    """Lower case, full-width characters as their plain ones, without what nobody sees."""
    seen = "".join(
        " " if char in "\t\n\r" else char for char in text if unicodedata.category(char) != "Cf"
    )
    return unicodedata.normalize("NFKC", seen).strip().lower()


def read(text: str) -> Reading:
    """The figures of one nutrient's amount; raises ValueError, never repeating the text."""
    if len(text) > LONGEST:
        raise ValueError("too long to be an amount")
    said = plain(text)
    salt = next(
        (salt for salt, words in _SALT_WORDS.items() if any(word in said for word in words)), None
    )
    names_k = _VITAMIN_K.search(said) is not None
    said = _VOLUME.sub(" ", _PERCENT.sub(" ", said))
    said = _NAMES.sub(" ", said).strip()
    if between := _RANGE.fullmatch(said):
        low, high, unit = between.groups(default="")
        ends = (_figure(low, unit), _figure(high, unit))
        if ends[0].amount < ends[1].amount:
            return Reading(ends, salt, is_range=True)
    figures: list[Figure] = []
    place = 0
    for match in _FIGURE.finditer(said):
        if not _is_between(said[place : match.start()], figures):
            raise ValueError("words that are no amount")
        figures.append(_figure(match[1], match[2] or ""))
        place = match.end()
    if not figures or _GLUE.fullmatch(said, place) is None or said.startswith("-"):
        raise ValueError("no amount")
    return Reading(tuple(dict.fromkeys(figures)), salt, names_vitamin_k=names_k)


def _is_between(said: str, before: list[Figure]) -> bool:
    """Whether this stands between two figures: `1 000` and `37,5` are not two, nor is it known
    which one number they are."""
    if _GLUE.fullmatch(said) is None:
        return False
    return not before or bool(_PARTS.search(said)) or (bool(before[-1].unit) and bool(said))


def _figure(number: str, unit: str) -> Figure:
    return Figure(Fraction(number.replace(",", "")), _UNIT_OF[unit] if unit else "")


def read_count(text: str) -> tuple[Fraction, ...]:
    """How many: one figure, in halves and quarters too, or the two ends of a range.

    Raises ValueError, never repeating the text.
    """
    if len(text) > LONGEST:
        raise ValueError("too long to be a count")
    said = unicodedata.normalize("NFC", text).strip().lower()
    for share, digits in _SHARES.items():
        said = said.replace(share, f" {digits}" if "/" in digits else digits)
    said = plain(said)
    ends = re.split(r"(?<=[0-9])\s*(?:-|–|—|~|至|到|\bto\b|\bor\b|或)\s*(?=[0-9])", said)
    if len(ends) > 2:
        raise ValueError("no count")
    counts = tuple(map(_count, ends))
    if len(counts) == 2 and counts[0] >= counts[1]:
        raise ValueError("no range")
    return counts


def _count(said: str) -> Fraction:
    match = _COUNT.fullmatch(said.strip())
    if match is None:
        raise ValueError("no count")
    whole, above, below, number, rest = match.groups(default="")
    if below == "0" or _COUNTED.fullmatch(rest.replace(" ", "")) is None:
        raise ValueError("no count")
    if number:
        return Fraction(number.replace(",", ""))
    return int(whole or 0) + Fraction(int(above), int(below))
