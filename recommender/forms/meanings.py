"""What an amount printed on a bottle can mean: taken at once, or asked back, never guessed.

Rules §10 say what is doubted; nothing else is.  One question a nutrient is the most: every meaning
settles all that is in doubt about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from ..domain.bottles import (
    D3_DOUBTED_ABOVE,
    D3_DOUBTED_BELOW,
    DAYS,
    K2_DOUBTED_ABOVE,
    LARGEST_TABLET_MG,
    Per,
)
from ..domain.nutrients import Nutrient, round_half_up
from ..domain.profile import TAKEN
from ..domain.schedule import ELEMENTAL_PERCENT, Salt
from .printed import Figure, Reading

UNITS = {
    Nutrient.CALCIUM: {"mg": Fraction(1), "g": Fraction(1_000)},
    Nutrient.D3: {"IU": Fraction(1), "ug": Fraction(40), "mg": Fraction(40_000)},
    Nutrient.K2: {"ug": Fraction(1), "mg": Fraction(1_000)},
    Nutrient.K1: {"ug": Fraction(1), "mg": Fraction(1_000)},
}
"""Units that may be printed, in the nutrient's own."""
CHOICES = {
    Nutrient.CALCIUM: ("mg", "g"),
    Nutrient.D3: ("IU", "ug"),
    Nutrient.K2: ("ug", "mg"),
    Nutrient.K1: ("ug", "mg"),
}
"""Units to choose from; where they are 40 apart none of them stands chosen."""
USUAL: dict[Nutrient, str] = {
    nutrient: units[0] for nutrient, units in CHOICES.items() if nutrient is not Nutrient.D3
}
_SMALLEST = {Nutrient.CALCIUM: 3, Nutrient.K2: 1, Nutrient.K1: 1}
"""Below this a figure may be in the larger unit, or its point one of thousands: `1.25`, `1.250`."""
_LIKELY_SALTS = (Salt.CARBONATE, Salt.CITRATE)


class Doubt(StrEnum):
    UNIT = "unit"
    UNITS_DIFFER = "units-differ"
    FIGURES_DIFFER = "figures-differ"
    RANGE = "range"
    SALT = "salt"
    LARGE = "large"
    SMALL = "small"
    OFTEN = "often"
    ACTIVE_D3 = "active-d3"
    MK4 = "mk-4"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a text can mean.

    `salt`: the weight is that of a salt.  `servings` multiplies what the figures are for; `per`
    takes the place of how often.  `is_medicine`: no amount of the nutrient at all.
    """

    figure: Figure
    salt: Salt | None = None
    servings: int = 1
    per: Per | None = None
    is_medicine: bool = False

    @property
    def code(self) -> str:
        parts = [str(self.figure.amount), self.figure.unit, self.salt, self.per]
        if self.servings > 1:
            parts.append(f"for-{self.servings}")
        return "-".join(part for part in parts if part) + ("-medicine" if self.is_medicine else "")

    def amount(self, nutrient: Nutrient) -> Fraction:
        """In the nutrient's unit, for what the figures are for."""
        amount = self.figure.amount * UNITS[nutrient][self.figure.unit] / self.servings
        return amount * ELEMENTAL_PERCENT[self.salt] / 100 if self.salt else amount

    def whole(self, nutrient: Nutrient) -> int:
        """As it is printed back: rounded, halves up."""
        return round_half_up(self.amount(nutrient))


@dataclass(frozen=True, slots=True)
class Dose:
    """What stands beside the amount: the unit and the salt chosen, and how it is taken."""

    unit: str = ""
    salt: Salt | None = None
    serving: Fraction = Fraction(1)
    servings: Fraction = Fraction(1)
    """Times a day, week or month, each time as many servings as are taken at once."""
    per: Per = Per.DAY

    def a_day(self, nutrient: Nutrient, meaning: Meaning) -> Fraction:
        return meaning.amount(nutrient) * self.servings / DAYS[meaning.per or self.per]

    def in_one(self, nutrient: Nutrient, meaning: Meaning) -> Fraction:
        """In one tablet."""
        return meaning.amount(nutrient) / self.serving


Meant = tuple[Doubt | None, tuple[Meaning, ...]]


def meanings(nutrient: Nutrient, reading: Reading, dose: Dose) -> Meant:
    """What can be meant, and what is in doubt; without a doubt there is one meaning.

    Raises ValueError where no meaning is an amount of this nutrient that anybody takes, and where
    a figure is in a unit of another: what it is about would be lost.
    """
    if not all(it.unit in ("", *UNITS[nutrient]) for it in reading.figures):
        raise ValueError("a unit of another nutrient")
    doubt, read = _figures(nutrient, reading, dose)
    if not read:
        raise ValueError("no amount of this nutrient")
    salted = [replace(it, salt=dose.salt) if it.salt is None else it for it in read]
    if nutrient is Nutrient.CALCIUM:
        salted = _without_salts_of_others(salted, read, reading, dose)
        if doubt is Doubt.FIGURES_DIFFER and len(salted) == 1:
            doubt = None
    more, meant = _doubted(nutrient, salted, reading, dose, asked=doubt is not None)
    possible = tuple(
        it
        for it in dict.fromkeys(meant)
        if it.is_medicine or dose.a_day(nutrient, it) <= TAKEN[nutrient].high
    )
    if all(it.is_medicine for it in possible):
        raise ValueError("more than anybody takes")
    return doubt or more, possible


def _figures(nutrient: Nutrient, reading: Reading, dose: Dose) -> Meant:
    """The figures with their units."""
    units = UNITS[nutrient]
    printed = [it for it in reading.figures if it.unit in units]
    bare = [it for it in reading.figures if not it.unit]
    if reading.is_range:
        unit = printed[-1].unit if printed else dose.unit or USUAL.get(nutrient, "")
        ends = [Meaning(Figure(it.amount, unit)) for it in reading.figures]
        if not unit:
            ends = [Meaning(Figure(it.amount, u)) for u in CHOICES[nutrient] for it in bare]
        return Doubt.RANGE, tuple(ends)
    if printed:
        differ = _differing(nutrient, printed)
        if len(differ) > 1:
            return Doubt.FIGURES_DIFFER, tuple(map(Meaning, differ))
        amounts = {it.amount * units[it.unit] for it in printed}
        unlike = [it for it in bare if not any(it.amount * u in amounts for u in units.values())]
        if unlike:
            also = [Figure(it.amount, dose.unit or CHOICES[nutrient][0]) for it in unlike]
            return Doubt.FIGURES_DIFFER, (Meaning(differ[0]), *map(Meaning, also))
        chosen = dose.unit if dose.unit != USUAL.get(nutrient) else ""
        if chosen and chosen not in {it.unit for it in printed}:
            other = Meaning(Figure(printed[0].amount, chosen))
            return Doubt.UNITS_DIFFER, (Meaning(printed[0]), other)
        return None, (Meaning(differ[0]),)
    unit = dose.unit or USUAL.get(nutrient, "")
    if len(bare) > 1:
        if not unit and _agree(bare):
            return None, (Meaning(Figure(max(it.amount for it in bare), "IU")),)
        return Doubt.FIGURES_DIFFER, tuple(
            Meaning(Figure(it.amount, unit or u))
            for it in bare
            for u in ([unit] if unit else CHOICES[nutrient])
        )
    if unit:
        return None, tuple(Meaning(Figure(it.amount, unit)) for it in bare)
    return Doubt.UNIT, tuple(
        Meaning(Figure(it.amount, u)) for u in CHOICES[nutrient] for it in bare
    )


def _differing(nutrient: Nutrient, figures: Iterable[Figure]) -> list[Figure]:
    """One figure for each amount that is printed."""
    found: dict[Fraction, Figure] = {}
    for figure in figures:
        found.setdefault(figure.amount * UNITS[nutrient][figure.unit], figure)
    return list(found.values())


def _agree(bare: list[Figure]) -> bool:
    """`1000 (25)`: 40 IU are 1 µg, so that it is known which is which."""
    low, *_, high = sorted(it.amount for it in bare)
    return len(bare) == 2 and low * UNITS[Nutrient.D3]["ug"] == high


def _without_salts_of_others(
    salted: list[Meaning], read: tuple[Meaning, ...], reading: Reading, dose: Dose
) -> list[Meaning]:
    """Of a salt's weight and the calcium in it, printed side by side, the calcium counts."""
    if len(read) != 2 or reading.is_range:
        return salted
    amounts = sorted(it.amount(Nutrient.CALCIUM) for it in read)
    salts = [it for it in (reading.salt, dose.salt) if it]
    if not salts and all(it.unit for it in reading.figures):
        salts = list(Salt)  # "1250 mg (500 mg)"; of "500/200" the second may well be D3
    for salt in salts:
        part = amounts[1] * ELEMENTAL_PERCENT[salt] / 100
        if abs(part - amounts[0]) * 50 <= amounts[0]:  # labels round: 1,260 mg hold "500 mg"
            return [it for it in read if it.amount(Nutrient.CALCIUM) == amounts[0]]
    return salted


def _doubted(
    nutrient: Nutrient, read: list[Meaning], reading: Reading, dose: Dose, asked: bool
) -> Meant:
    """What each figure can mean besides itself.  `asked`: which figure it is is asked anyway."""
    doubts: list[Doubt] = []
    meant: list[Meaning] = []
    is_bare = not any(it.unit for it in reading.figures)
    for it in read:
        match nutrient:
            case Nutrient.CALCIUM:
                doubt, others = _calcium(it, reading, dose, is_bare)
            case Nutrient.D3:
                doubt, others = _d3(it, dose, asked)
            case _:
                doubt, others = _vitamin_k(nutrient, it, dose, is_bare)
        meant += others
        if doubt:
            doubts.append(doubt)
    return (doubts[0] if doubts else None), tuple(meant)


def _calcium(it: Meaning, reading: Reading, dose: Dose, is_bare: bool) -> Meant:
    in_one = dose.in_one(Nutrient.CALCIUM, it)
    if it.figure.unit == "mg" and it.figure.amount < _SMALLEST[Nutrient.CALCIUM]:
        return Doubt.SMALL, (replace(it, figure=Figure(it.figure.amount, "g")), it)
    if in_one > LARGEST_TABLET_MG:
        others = []
        if it.figure.unit == "g" and is_bare and it.figure.amount >= _SMALLEST[Nutrient.CALCIUM]:
            others.append(replace(it, figure=Figure(it.figure.amount, "mg")))
        salts = [reading.salt] if reading.salt else [] if it.salt else _LIKELY_SALTS
        others += [replace(it, salt=salt) for salt in salts]
        others.append(replace(it, servings=2))
        small_enough = [o for o in others if dose.in_one(Nutrient.CALCIUM, o) <= LARGEST_TABLET_MG]
        return Doubt.LARGE, (*small_enough, it)
    if reading.salt and it.salt is None and len(reading.figures) == 1:
        return Doubt.SALT, (replace(it, salt=reading.salt), it)
    return None, (it,)


def _d3(it: Meaning, dose: Dose, asked: bool) -> Meant:
    if dose.in_one(Nutrient.D3, it) < D3_DOUBTED_BELOW and it.figure.amount:
        if it.figure.unit == "IU":
            if asked:
                return None, (it,)
            return Doubt.SMALL, (replace(it, figure=Figure(it.figure.amount, "ug")), it)
        medicine = replace(it, is_medicine=True)
        hundredfold = replace(it, figure=Figure(it.figure.amount * 100, it.figure.unit))
        return Doubt.ACTIVE_D3, (medicine, hundredfold, it)
    if dose.a_day(Nutrient.D3, it) > D3_DOUBTED_ABOVE:
        if asked and it.figure.unit != "IU":
            return None, (it,)
        longer = [per for per in (Per.WEEK, Per.MONTH) if DAYS[per] > DAYS[dose.per]]
        less = [replace(it, per=per) for per in longer]
        return Doubt.OFTEN, (*less, it)
    return None, (it,)


def _vitamin_k(nutrient: Nutrient, it: Meaning, dose: Dose, is_bare: bool) -> Meant:
    unit = it.figure.unit
    if is_bare and unit == "ug" and 0 < it.figure.amount < _SMALLEST[nutrient]:
        return Doubt.SMALL, (replace(it, figure=Figure(it.figure.amount, "mg")), it)
    much = dose.a_day(nutrient, it) > K2_DOUBTED_ABOVE
    others = (
        [replace(it, figure=Figure(it.figure.amount, "ug"))] if is_bare and unit == "mg" else []
    )
    if much and nutrient is Nutrient.K2:
        return Doubt.MK4, (replace(it, is_medicine=True), *others, it)
    if much and others:
        return Doubt.LARGE, (*others, it)
    return None, (it,)
