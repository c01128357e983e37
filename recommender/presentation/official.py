"""What authorities publish beside this table's figures, and where the two differ."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from ..domain.nutrients import Nutrient, Range
from ..domain.official import OfficialValue, OfficialValues, Sex
from ..domain.recommendation import Advice, Recommendation
from . import words
from .sentences import gettext

SEXES = {Sex.FEMALE: _("women"), Sex.MALE: _("men")}
SHIPPED_AUTHORITIES = {
    "US NASEM": _("United States (NASEM)"),
    "Taiwan HPA": _("Taiwan (HPA)"),
    "EFSA": _("European Union (EFSA)"),
}


def authority_name(authority: str) -> str:
    """The editor's own name, translated where it is one of the shipped three."""
    shipped = SHIPPED_AUTHORITIES.get(authority)
    return authority if shipped is None else gettext(shipped)


class OfficialRow(NamedTuple):
    name: str
    figure: str
    is_ours: bool = False
    url: str = ""


class Comparison(NamedTuple):
    """One nutrient's figures side by side, and where they differ, said plainly."""

    rows: tuple[OfficialRow, ...]
    differences: tuple[str, ...]


def comparison(
    recommendation: Recommendation, advice: Advice, official: OfficialValues
) -> Comparison | None:
    """None where the amount is withheld."""
    if advice.amount is None:
        return None
    asked = advice.nutrient, recommendation.profile.age, recommendation.sex
    k2 = recommendation.of(Nutrient.K2).amount if advice.nutrient is Nutrient.K1 else None
    return _comparison(
        get_language() or "",
        advice.nutrient,
        _ours(recommendation, advice.nutrient),
        official.recommended(*asked),
        official.upper_limits(*asked),
        advice.limit,
        k2,
    )


def _ours(recommendation: Recommendation, nutrient: Nutrient) -> Range:
    """What stands beside an official intake: for calcium the total, else the supplement."""
    if nutrient is Nutrient.CALCIUM:
        return recommendation.row.calcium_total
    return recommendation.row.supplement(nutrient, recommendation.sun)


@lru_cache(maxsize=256)
def _comparison(
    language: str,
    nutrient: Nutrient,
    ours: Range,
    recommended: tuple[OfficialValue, ...],
    upper_limits: tuple[OfficialValue, ...],
    strictest: int | None,
    k2: Range | None,
) -> Comparison:
    """The same for everyone of a row of the table and of an age band of the authorities."""
    intakes, limits = _by_authority(recommended), _by_authority(upper_limits)
    counted = (
        gettext("This table: food and supplements")
        if nutrient is Nutrient.CALCIUM
        else gettext("This table: supplements alone")
    )
    rows = [OfficialRow(counted, words.amount(nutrient, ours), is_ours=True)]
    rows += [_row(gettext("%(authority)s"), of_one) for of_one in intakes]
    rows += [_row(gettext("%(authority)s, upper limit"), of_one) for of_one in limits]
    if strictest is None:
        rows.append(OfficialRow(gettext("Upper limit"), gettext("none set")))
    match nutrient:
        case Nutrient.K2:
            differences = [gettext("No authority sets a requirement for vitamin K2.")]
        case Nutrient.K1:
            differences = _vitamin_k_differences(ours, k2, recommended)
        case _:
            differences = _differences(ours, intakes)
    if nutrient is Nutrient.D3 and strictest is not None and ours.high >= strictest:
        said = gettext(
            "The upper end reaches the strictest upper limit, %(limit)s: food that holds "
            "vitamin D takes you over it."
        )
        differences.append(said % {"limit": words.one(nutrient, strictest)})
    return Comparison(tuple(rows), tuple(differences))


def _by_authority(values: Sequence[OfficialValue]) -> list[list[OfficialValue]]:
    """Each authority's figures: two where they differ by sex and both may apply."""
    found: dict[str, list[OfficialValue]] = {}
    for value in values:
        found.setdefault(value.authority, []).append(value)
    return list(found.values())


def _row(name: str, of_one: Sequence[OfficialValue]) -> OfficialRow:
    said = name % {"authority": authority_name(of_one[0].authority)}
    return OfficialRow(said, _figures(of_one), url=of_one[0].source_url)


def _figures(of_one: Sequence[OfficialValue]) -> str:
    """One figure, or both with whom each is for."""
    if len(of_one) == 1:
        return words.one(of_one[0].nutrient, of_one[0].amount)
    return gettext(", ").join(
        gettext("%(who)s %(amount)s")
        % {"who": gettext(SEXES[value.sex]), "amount": words.one(value.nutrient, value.amount)}
        for value in of_one
    )


def _differences(ours: Range, intakes: Sequence[Sequence[OfficialValue]]) -> list[str]:
    """Which authorities advise more than this table, and which less, with their figures."""
    more = [it for it in intakes if ours.high < min(value.amount for value in it)]
    less = [it for it in intakes if ours.low > max(value.amount for value in it)]
    said = []
    if more:
        said.append(
            gettext("Lower than the official figure: %(official)s.") % {"official": _named(more)}
        )
    if less:
        said.append(
            gettext("Higher than the official figure: %(official)s.") % {"official": _named(less)}
        )
    return said


def _named(intakes: Sequence[Sequence[OfficialValue]]) -> str:
    return gettext("; ").join(
        gettext("%(authority)s %(figures)s")
        % {"authority": authority_name(of_one[0].authority), "figures": _figures(of_one)}
        for of_one in intakes
    )


def _vitamin_k_differences(
    k1: Range, k2: Range | None, recommended: Sequence[OfficialValue]
) -> list[str]:
    """Authorities count total vitamin K, so both are added up."""
    if not recommended or k2 is None:
        return []
    times = round((k1.high + k2.high) / min(value.amount for value in recommended))
    if times < 2:
        return []
    said = gettext(
        "K1 and K2 together are up to about %(times)s times the official adequate intake, "
        "which counts total vitamin K."
    )
    return [said % {"times": times}]
