"""What authorities publish: beside this table's figures, and beside an action."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from .. import wording
from ..domain.action import Action
from ..domain.comparison import OfAuthority, OfficialComparison
from ..domain.nutrients import Nutrient
from ..domain.official import Authority, OfficialValue, OfficialValues
from ..wording import gettext


def authority_name(authority: Authority) -> str:
    return wording.in_language(authority, "short")


class OfficialRow(NamedTuple):
    name: str
    figure: str
    is_ours: bool = False
    url: str = ""


class OfficialView(NamedTuple):
    """One nutrient's figures side by side, and where they differ, said plainly."""

    rows: tuple[OfficialRow, ...]
    differences: tuple[str, ...]


def official_view(found: OfficialComparison) -> OfficialView:
    return _official_view(get_language() or "", found)


@lru_cache(maxsize=256)
def _official_view(language: str, found: OfficialComparison) -> OfficialView:
    """The same for everyone of a row of the table and of an age band of the authorities."""
    counted = (
        gettext("This table: food and supplements")
        if found.nutrient is Nutrient.CALCIUM
        else gettext("This table: supplements alone")
    )
    rows = [OfficialRow(counted, wording.amount(found.nutrient, found.ours), is_ours=True)]
    for said, groups in (
        (gettext("%(authority)s"), found.intakes),
        (gettext("%(authority)s, upper limit"), found.limits),
    ):
        for it in groups:
            name = said % {"authority": authority_name(it.authority)}
            rows.append(OfficialRow(name, _figures(it), url=it.values[0].source_url))
    if found.limit is None:
        rows.append(OfficialRow(gettext("Upper limit"), gettext("none set")))
    return OfficialView(tuple(rows), tuple(_differences(found)))


def _figures(it: OfAuthority) -> str:
    """One figure, or both with whom each is for."""
    if len(it.values) == 1:
        return wording.one(it.values[0].nutrient, it.values[0].amount)
    return gettext(", ").join(
        gettext("%(who)s %(amount)s")
        % {"who": wording.sex_name(value.sex), "amount": wording.one(value.nutrient, value.amount)}
        for value in it.values
    )


def _differences(found: OfficialComparison) -> list[str]:
    """Where this table and the authorities differ, with their figures."""
    if found.nutrient is Nutrient.K2:
        return [gettext("No authority sets a requirement for vitamin K2.")]
    if found.nutrient is Nutrient.K1:
        return _vitamin_k_differences(found)
    said = []
    if found.higher:
        named = {"official": _named(found.higher)}
        said.append(gettext("Lower than the official figure: %(official)s.") % named)
    if found.lower:
        named = {"official": _named(found.lower)}
        said.append(gettext("Higher than the official figure: %(official)s.") % named)
    if found.nutrient is Nutrient.D3 and found.reaches_limit and found.limit is not None:
        text = gettext(
            "The upper end reaches the strictest upper limit, %(limit)s: food that holds "
            "vitamin D takes you over it."
        )
        said.append(text % {"limit": wording.one(found.nutrient, found.limit)})
    return said


def _named(groups: Sequence[OfAuthority]) -> str:
    return gettext("; ").join(
        gettext("%(authority)s %(figures)s")
        % {"authority": authority_name(it.authority), "figures": _figures(it)}
        for it in groups
    )


def _vitamin_k_differences(found: OfficialComparison) -> list[str]:
    """Authorities count total vitamin K, so both are added up."""
    if found.times_intake is None:
        return []
    said = gettext(
        "K1 and K2 together are up to about %(times)s times the official adequate intake, "
        "which counts total vitamin K."
    )
    return [said % {"times": found.times_intake}]


# Beside an action


def limits_passed(action: Action, official: OfficialValues) -> str:
    """Whose limit is passed, and whose is not."""
    passed = gettext("Above the limit of %(whose)s.") % {"whose": _whose(action.passed, official)}
    if not action.kept:
        return passed
    kept = gettext("Not above that of %(whose)s.") % {"whose": _whose(action.kept, official)}
    return gettext("%(one)s %(two)s") % {"one": passed, "two": kept}


def _whose(values: Iterable[OfficialValue], official: OfficialValues) -> str:
    """Authorities with their figure, those of one figure together."""
    together: dict[int, list[OfficialValue]] = {}
    for value in values:
        together.setdefault(value.amount, []).append(value)
    return gettext("; ").join(
        gettext("%(authority)s %(figures)s")
        % {
            "authority": gettext(", ").join(
                dict.fromkeys(_whose_name(it, official) for it in of_one)
            ),
            "figures": _figure(of_one[0]),
        }
        for of_one in together.values()
    )


def intakes_span(intakes: tuple[OfficialValue, OfficialValue], official: OfficialValues) -> str:
    """The lowest and the highest official intake of an age, with whose they are."""
    low, high = intakes
    figures = {
        "low": _figure(low),
        "of_low": _whose_name(low, official),
        "high": _figure(high),
        "of_high": _whose_name(high, official),
    }
    if low.amount == high.amount:
        return gettext("Official figure a day: %(low)s, %(of_low)s.") % figures
    return (
        gettext("Official figures a day: from %(low)s, %(of_low)s, to %(high)s, %(of_high)s.")
        % figures
    )


def _whose_name(value: OfficialValue, official: OfficialValues) -> str:
    return authority_name(official.authority(value.authority))


def _figure(value: OfficialValue) -> str:
    return wording.brief_one(value.nutrient, value.amount)


def higher_intake(action: Action, official: OfficialValues) -> str:
    """Whose intake is higher than what the action leaves, and how high."""
    said = gettext("%(authority)s has a higher figure: %(official)s a day, food included.")
    highest = next(it for it in action.higher if it.amount == action.official)
    return said % {"authority": _whose_name(highest, official), "official": _figure(highest)}
