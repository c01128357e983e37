"""What keeps a draft from being published, and what an editor should think about twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..domain.nutrients import UNITS, Nutrient
from ..domain.official import Kind, OfficialValue, OfficialValues
from ..domain.profile import AGE, YOUNGEST_AGE
from ..domain.reference import CoverageFault, CoverageProblem, coverage_problems
from ..models import RANGE_NUTRIENT, RANGES, ReferenceRow, ReferenceTable, columns_of
from .words import RANGE_NAMES, UNIT_NAMES, ages_text, row_name


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason why a draft cannot be published; `column` is the cell to go to, if it is one."""

    row: str
    column: str
    text: str
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """A range that leaves official values, with the figures."""

    row: str
    column: str
    text: str


def problems(table: ReferenceTable, rows: Sequence[ReferenceRow]) -> list[Problem]:
    """Empty exactly when the edition may be published."""
    found = []
    for column in ("source_en", "source_zh_hant"):
        if not getattr(table, column).strip():
            found.append(Problem("", column, _("Say where the values come from.")))
    for row in rows:
        found += _row_problems(row)
    found += _coverage(rows)
    return found


def _row_problems(row: ReferenceRow) -> Iterator[Problem]:
    name = row_name(row)

    def problem(column: str, text: str) -> Problem:
        return Problem(name, column, text, row.pk)

    if not row.label_en.strip():
        yield problem("label_en", _("Enter the English name."))
    if not row.label_zh_hant.strip():
        yield problem("label_zh_hant", _("Enter the Chinese name."))
    if row.age_from is None:
        yield problem("age_from", _("Enter the youngest age."))
    for range_name in RANGES:
        for column in columns_of(range_name):
            if getattr(row, column) is None:
                yield problem(column, _("Enter an amount."))
    try:
        row.clean()
    except ValidationError as error:
        for column, texts in error.message_dict.items():
            for text in texts:
                yield problem(column, text)


def _coverage(rows: Iterable[ReferenceRow]) -> Iterator[Problem]:
    bands = [row for row in rows if row.age_from is not None]
    names = {row.code: row_name(row) for row in bands}
    for fault in coverage_problems(bands):
        yield Problem(" / ".join(names[code] for code in fault.codes), "", _coverage_text(fault))


def _coverage_text(problem: CoverageProblem) -> str:
    ages = ages_text(problem.age_from, problem.age_to)
    if problem.fault is CoverageFault.NOBODY:
        return _(
            "Nobody’s row holds ages %(ages)s. Every age from %(first)s to %(last)s needs a row "
            "with menopause “Any”."
        ) % {"ages": ages, "first": YOUNGEST_AGE, "last": AGE.high}
    return _(
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
            text = _("More vitamin D with enough sun (%(enough)s) than with little (%(little)s).")
            figures = {"enough": f"{enough:,}", "little": f"{little:,}"}
            found.append(_warned(row, "d3_enough_sun", text % figures))
    return found


def _against_official(
    row: ReferenceRow, name: str, high: int, official: OfficialValues
) -> Iterator[Warned]:
    nutrient = RANGE_NUTRIENT[name]
    unit = UNIT_NAMES[UNITS[nutrient]]
    passed = {
        Kind.UPPER_LIMIT: _(
            "The high end, %(high)s %(unit)s, is above the upper limit: %(figures)s."
        ),
        Kind.RECOMMENDED: _(
            "The high end, %(high)s %(unit)s, is below the official intake: %(figures)s."
        ),
    }
    for kind, sentence in passed.items():
        ages = _ages_outside(row, high, nutrient, kind, official)
        figures = _("; ").join(
            _("%(authority)s %(amount)s %(unit)s (ages %(ages)s)")
            % {
                "authority": value.authority,
                "amount": f"{value.amount:,}",
                "unit": unit,
                "ages": ages_text(min(at), max(at)),
            }
            for value, at in ages.items()
        )
        if figures:
            values = {"high": f"{high:,}", "unit": unit, "figures": figures}
            yield _warned(row, name, sentence % values)


def _ages_outside(
    row: ReferenceRow, high: int, nutrient: Nutrient, kind: Kind, official: OfficialValues
) -> dict[OfficialValue, list[int]]:
    """The official values that `high` passes or undercuts, with the ages in this row."""
    found = defaultdict(list)
    last = AGE.high if row.age_to is None else row.age_to
    for age in range(max(YOUNGEST_AGE, row.age_from or 0), last + 1):
        if kind is Kind.UPPER_LIMIT:
            values = [v for v in official.upper_limits(nutrient, age) if high > v.amount]
        else:
            values = [v for v in official.recommended(nutrient, age) if high < v.amount]
        for value in values:
            found[value].append(age)
    return found


def _warned(row: ReferenceRow, name: str, text: str) -> Warned:
    return Warned(row_name(row), str(RANGE_NAMES[name]), text)
