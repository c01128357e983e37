"""The edition that 8112979 shipped, in the words of today's domain: the one place that knows both.

Whoever changes the domain's shapes changes this module, and the tests beside it stay as they are.
"""

from fractions import Fraction
from functools import cache
from typing import Any

from recommender.domain.ages import AgeBand
from recommender.domain.calcium import EstimateConstants
from recommender.domain.edition import Edition
from recommender.domain.foods import FoodList, Region
from recommender.domain.nutrients import Nutrient, Range, compare
from recommender.domain.official import Kind, OfficialValue, OfficialValues, Sex
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from recommender.domain.recommendation import Recommendation, recommend
from recommender.domain.reference import Condition, ReferenceRow, ReferenceTable
from recommender.domain.rules import spaced

from .profiles import records


def results(profile: dict[str, Any], table: str) -> dict[str, Any]:
    """What is recommended today to a drawn profile, in the codes of results_8112979.jsonl.gz.

    Reasons and notes are sorted: they are told in the order of the rules, which may change.
    """
    return codes(recommend(to_domain(profile), edition(table)))


OFFICIAL_KEY = ("nutrient", "kind", "sex", "age_from")
"""What told the old values of one authority apart."""
CONSTANTS = EstimateConstants(
    allowance_quick=dict.fromkeys(Region, 100),
    allowance_full=dict.fromkeys(Region, 100),
    band_quick=0,
    band_full=0,
    rounding=50,
    glass=250,
    oxalate_share=Fraction(1),
)
"""The old estimate: 100 mg for other food everywhere, to the nearest 50, oxalate not thought of.

It had no quick path and no band.
"""


@cache
def edition(table: str) -> Edition:
    """One of the tables in old_data, with the official values that stood beside it.

    Without foods, which decide nothing in a recommendation.
    """
    return Edition(
        number=1,
        published_at=None,
        source_en="",
        source_zh_hant="",
        table=ReferenceTable(enough_sun_minutes=15, rows=tuple(map(_row, records(table)))),
        official=OfficialValues(tuple(map(_official_value, records("official_values.csv")))),
        foods=FoodList(),
        cards=(),
        estimate=CONSTANTS,
    )


def to_domain(profile: dict[str, Any]) -> Profile:
    return Profile(
        age=profile["age"],
        menopause=Menopause(profile["menopause"]),
        diet_calcium_mg=profile["diet"],
        sun_minutes=profile["sun"],
        taken=Taken(**profile["taken"]),
        cautions=frozenset(map(Caution, profile["cautions"])),
    )


def codes(result: Recommendation) -> dict[str, Any]:
    gap = result.calcium
    return {
        "row": result.row.code,
        "other_row": result.if_menopausal and result.if_menopausal.row.code,
        "sun": result.sun.value,
        "notes": sorted(rule.code for rule in spaced(result.profile.cautions)),
        "gap": gap and gap.gap and [gap.gap.low, gap.gap.high],
        "food_at_least": gap and gap.food_at_least,
        **{nutrient.value: _advice(result, nutrient) for nutrient in Nutrient},
    }


def _advice(result: Recommendation, nutrient: Nutrient) -> dict[str, Any]:
    it = result.of(nutrient)
    assert it.taken is not None
    return {
        "status": it.status.value,
        "min": it.table and it.table.low,
        "max": it.table and it.table.high,
        "taken": it.taken,
        "limit": result.edition.official.strictest_upper_limit(nutrient, result.profile.age),
        "comparison": it.table and compare(it.taken, it.table).value,
        "withheld_by": sorted(rule.code for rule in it.rules) if it.table is None else [],
    }


def _row(record: dict[str, str]) -> ReferenceRow:
    def amounts(column: str, unit: str) -> Range:
        return Range(int(record[f"{column}_min_{unit}"]), int(record[f"{column}_max_{unit}"]))

    return ReferenceRow(
        code=record["code"],
        label_en=record["label_en"],
        label_zh_hant=record["label_zh_hant"],
        ages=_ages(record),
        menopause=Condition(record["menopause"]),
        calcium_total=amounts("calcium_total", "mg"),
        calcium_supplement=amounts("calcium_supplement", "mg"),
        d3_little_sun=amounts("d3_little_sun", "iu"),
        d3_enough_sun=amounts("d3_enough_sun", "iu"),
        k2=amounts("k2", "ug"),
        k1=amounts("k1", "ug"),
    )


def _official_value(record: dict[str, str]) -> OfficialValue:
    return OfficialValue(
        code="-".join(record[column] for column in ("authority", *OFFICIAL_KEY)),
        authority=record["authority"],
        nutrient=Nutrient(record["nutrient"]),
        kind=Kind(record["kind"]),
        ages=_ages(record),
        sex=Sex(record["sex"]),
        amount=int(record["amount"]),
        source_title=record["source_title"],
        source_url=record["source_url"],
    )


def _ages(record: dict[str, str]) -> AgeBand:
    return AgeBand(int(record["age_from"]), int(record["age_to"]) if record["age_to"] else None)
