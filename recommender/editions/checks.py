"""What keeps a draft from being published, and what an editor should think about twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from ..domain.ages import SERVED, bands_of
from ..domain.comparison import above, below
from ..domain.foods import Region
from ..domain.nutrients import Nutrient, Range
from ..domain.official import Kind, OfficialValues
from ..domain.official import OfficialValue as Figure
from ..domain.reference import (
    RANGE_NUTRIENT,
    RANGES,
    CoverageFault,
    CoverageProblem,
    columns_of,
    coverage_problems,
)
from ..models import (
    CONTENT,
    Authority,
    Content,
    Edition,
    EstimateConstant,
    Food,
    OfficialNone,
    OfficialValue,
    QuickCard,
    ReferenceRow,
    estimate_constants,
)
from ..wording import RANGE_NAMES, ages_in_draft, nutrient_name, row_name, sex_name, unit_name

Held = Mapping[type[Content], Sequence[Any]]
"""Everything that an edition holds, by kind."""
LIMITED = (Nutrient.CALCIUM, Nutrient.D3)
"""No edition goes without an upper limit of these: it is what keeps advice and warnings safe."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why a draft cannot be published.

    `where` names the row or entry, `column` is the cell to go to, if it is one; `content` is what
    has to be changed, if it is one thing.
    """

    where: str
    column: str
    text: str
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """A range that leaves official values, with the figures."""

    row: str
    column: str
    text: str


def problems(edition: Edition) -> list[Problem]:
    """Empty exactly when the edition may be published."""
    held: Held = {kind: list(kind.objects.of(edition)) for kind in CONTENT}
    found = []
    for column in ("source_en", "source_zh_hant"):
        if not getattr(edition, column).strip():
            found.append(Problem("", column, gettext("Say where the values come from.")))
    for row in held[ReferenceRow]:
        found += _row_problems(row)
    found += _coverage(held[ReferenceRow])
    for kind, entries in held.items():
        if kind is not ReferenceRow:
            found += _entry_problems(entries)
    found += _official_problems(held)
    found += _limits_missing(held[OfficialValue])
    found += _estimate_problems(held)
    return found


def _row_problems(row: ReferenceRow) -> Iterator[Problem]:
    name = row_name(row)

    def problem(column: str, text: str) -> Problem:
        return Problem(name, column, text, row)

    if not row.label_en.strip():
        yield problem("label_en", gettext("Enter the English name."))
    if not row.label_zh_hant.strip():
        yield problem("label_zh_hant", gettext("Enter the Chinese name."))
    if row.age_from is None:
        yield problem("age_from", gettext("Enter the youngest age."))
    for range_name in RANGES:
        for column in columns_of(range_name):
            if getattr(row, column) is None:
                yield problem(column, gettext("Enter an amount."))
    yield from _of_clean(row.clean, problem)


def _of_clean(
    clean: Callable[[], None], problem: Callable[[str, str], Problem]
) -> Iterator[Problem]:
    try:
        clean()
    except ValidationError as error:
        for column, texts in error.message_dict.items():
            for text in texts:
                yield problem(column, text)


def _entry_problems(entries: Iterable[Content]) -> Iterator[Problem]:
    """What a form would refuse, for entries that came in another way or from an older release."""
    for entry in entries:
        problem = partial(_at_entry, entry)
        yield from _of_clean(partial(entry.clean_fields, exclude=["edition"]), problem)
        yield from _of_clean(entry.believe, problem)


def _at_entry(entry: Content, column: str, text: str) -> Problem:
    return Problem(str(entry), column, text, entry)


def _official_problems(held: Held) -> Iterator[Problem]:
    """Figures of one authority that contradict each other, or of one that is not listed."""
    named = {authority.authority for authority in held[Authority]}
    same = defaultdict(list)
    for figure in (*held[OfficialValue], *held[OfficialNone]):
        same[figure.authority, figure.nutrient].append(figure)
    for name in dict.fromkeys(authority for authority, _nutrient in same):
        if name not in named:
            text = gettext("Has official values, but is not among the authorities of this edition.")
            yield Problem(name, "", text)
    for figures in same.values():
        for figure in figures:
            others = [it for it in figures if it is not figure]
            for column, text in figure.contradictions(others):
                yield _at_entry(figure, column, str(text))


def _limits_missing(values: Iterable[Any]) -> Iterator[Problem]:
    limits = [value for value in values if value.kind == Kind.UPPER_LIMIT]
    for nutrient in LIMITED:
        bands = [limit.ages for limit in limits if limit.nutrient == nutrient]
        without = [age for age in SERVED.years if not any(age in band for band in bands)]
        for ages in bands_of(without):
            text = gettext("No authority has an upper limit for ages %(ages)s. Each age needs one.")
            name = nutrient_name(nutrient)
            yield Problem(name, "", text % {"ages": ages_in_draft(ages.first, ages.to)})


def _estimate_problems(held: Held) -> Iterator[Problem]:
    """What an estimate would lack: foods, those that a card names, constants."""
    asked = [food.to_domain() for food in held[Food] if not food.retired]
    if not all(any(not it.regions or region in it.regions for it in asked) for region in Region):
        text = gettext("Each region needs a food that is asked about.")
        yield Problem(gettext("Foods"), "", text)
    codes = {food.code for food in held[Food]}
    for card in held[QuickCard]:
        unknown = [code for code in card.food_codes.split(";") if code not in codes]
        if unknown:
            text = gettext("There are no foods with these codes: %(codes)s.")
            yield _at_entry(card, "food_codes", text % {"codes": ", ".join(unknown)})
    try:
        estimate_constants(held[EstimateConstant])
    except ValueError:
        text = gettext(
            "Each constant of the diet estimates is needed, for every region that it has."
        )
        yield Problem(gettext("Estimate constants"), "", text)


def _coverage(rows: Sequence[ReferenceRow]) -> Iterator[Problem]:
    bands = [row for row in rows if row.age_from is not None]
    names = {row.code: row_name(row) for row in bands}
    for fault in coverage_problems(bands):
        yield Problem(" / ".join(names[code] for code in fault.codes), "", _coverage_text(fault))


def _coverage_text(problem: CoverageProblem) -> str:
    ages = ages_in_draft(problem.ages.first, problem.ages.to)
    if problem.fault is CoverageFault.NOBODY:
        return gettext(
            "No row covers ages %(ages)s. Every age from %(first)s to %(last)s needs a row with "
            "menopause “Any”."
        ) % {"ages": ages, "first": SERVED.first, "last": SERVED.last}
    return gettext(
        "Ages %(ages)s are in two rows with the same menopause condition. "
        "Change the ages of one of them."
    ) % {"ages": ages}


def warnings(rows: Iterable[ReferenceRow], official: OfficialValues) -> list[Warned]:
    """Ranges above an upper limit or wholly below an official intake; empty cells are passed over.

    Upper limits count diet and supplement together, so total calcium is what is compared.
    """
    found: list[Warned] = []
    for row in rows:
        if row.age_from is None:
            continue
        for name in RANGES:
            if name == "calcium_supplement":
                continue
            high = getattr(row, columns_of(name)[1])
            if high is not None:
                found += _against_official(row, name, high, official)
        little, enough = row.d3_little_sun_max_iu, row.d3_enough_sun_max_iu
        if little is not None and enough is not None and enough > little:
            text = gettext(
                "More vitamin D with enough sun (%(enough)s) than with little (%(little)s)."
            )
            figures = {"enough": f"{enough:,}", "little": f"{little:,}"}
            found.append(_warned(row, "d3_enough_sun", text % figures))
    return found


def _against_official(
    row: ReferenceRow, name: str, high: int, official: OfficialValues
) -> Iterator[Warned]:
    nutrient = RANGE_NUTRIENT[name]
    unit = unit_name(nutrient)
    passed = {
        Kind.UPPER_LIMIT: gettext(
            "The high end, %(high)s %(unit)s, is above the upper limit: %(figures)s."
        ),
        Kind.RECOMMENDED: gettext(
            "The high end, %(high)s %(unit)s, is below the official intake: %(figures)s."
        ),
    }
    served = row.ages.overlap(SERVED)
    for kind, sentence in passed.items():
        differs = below if kind is Kind.UPPER_LIMIT else above
        outside = [
            (value, value.ages.overlap(served))
            for value in differs(Range(high, high), official.within(nutrient, kind, served))
        ]
        figures = gettext("; ").join(
            gettext("%(authority)s %(amount)s %(unit)s (ages %(ages)s)")
            % {
                "authority": value.authority,
                "amount": _amount_for(value),
                "unit": unit,
                "ages": ages_in_draft(ages.first, ages.to),
            }
            for value, ages in sorted(outside, key=lambda it: it[1].first)
        )
        if figures:
            values = {"high": f"{high:,}", "unit": unit, "figures": figures}
            yield _warned(row, name, sentence % values)


def _amount_for(value: Figure) -> str:
    """ "1,300", or "women 1,200" where an authority has a figure for each sex."""
    figure = {"who": sex_name(value.sex), "amount": f"{value.amount:,}"}
    return gettext("%(who)s %(amount)s") % figure if figure["who"] else figure["amount"]


def _warned(row: ReferenceRow, name: str, text: str) -> Warned:
    return Warned(row_name(row), gettext(RANGE_NAMES[name]), text)
