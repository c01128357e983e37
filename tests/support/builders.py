"""What tests start from: valid by default, so that a test changes the one thing it is about."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from django.db.models import QuerySet

from recommender import data
from recommender.domain.ages import AgeBand
from recommender.domain.calcium import EstimateConstants
from recommender.domain.edition import Edition
from recommender.domain.foods import Food, FoodList, Oxalate, QuickCard, Region
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import (
    Authority,
    Kind,
    NoneSet,
    OfficialValue,
    OfficialValues,
    Sex,
)
from recommender.domain.profile import Profile
from recommender.domain.reference import Condition, ReferenceRow, ReferenceTable


def force(queryset: Any, **fields: Any) -> int:
    """Changes what is stored as no one can who uses the models: past every refusal."""
    from recommender import catalogue

    catalogue.forget()
    changed: int = QuerySet.update(queryset, **fields)
    return changed


def a_profile(**changes: Any) -> Profile:
    """An adult of 40 who eats 700 mg of calcium and gets little sun."""
    return replace(Profile(age=40, diet_calcium_mg=700, sun_minutes=0), **changes)


def a_row(**changes: Any) -> ReferenceRow:
    """A row for everybody, with the amounts of the shipped row for adults."""
    row = ReferenceRow(
        code="everybody",
        label_en="Everybody",
        label_zh_hant="所有人",
        ages=AgeBand(4),
        menopause=Condition.ANY,
        calcium_total=Range(1000, 1200),
        calcium_supplement=Range(300, 500),
        d3_little_sun=Range(800, 1500),
        d3_enough_sun=Range(400, 600),
        k2=Range(75, 150),
        k1=Range(80, 150),
    )
    return replace(row, **changes)


def a_table(*rows: ReferenceRow, **changes: Any) -> ReferenceTable:
    """A table of the rows given, or of one row for everybody."""
    table = ReferenceTable(enough_sun_minutes=15, rows=rows or (a_row(),))
    return replace(table, **changes)


def some_constants(**changes: Any) -> EstimateConstants:
    """The shipped allowances for Taiwan, everywhere."""
    constants = EstimateConstants(
        allowance_quick=dict.fromkeys(Region, 200),
        allowance_full=dict.fromkeys(Region, 150),
        band_quick=350,
        band_full=300,
        rounding=50,
        glass=250,
        oxalate_share=Fraction(1, 4),
    )
    return replace(constants, **changes)


def an_edition(*rows: ReferenceRow, **changes: Any) -> Edition:
    """An edition of the rows given, or of one row for everybody, without official values."""
    edition = Edition(
        number=1,
        published_at=None,
        source_en="A source",
        source_zh_hant="來源",
        table=a_table(*rows),
        official=OfficialValues(()),
        foods=FoodList(),
        cards=(),
        estimate=some_constants(),
    )
    return replace(edition, **changes)


def a_food(**changes: Any) -> Food:
    """A food of 100 mg calcium a serving."""
    food = Food(
        code="milk",
        group="dairy",
        name_en="Milk",
        name_zh_hant="鮮乳",
        serving_en="1 glass",
        serving_zh_hant="1 杯",
        serving_g=100,
        calcium_mg_per_100g=100,
        source="TFDA 2024",
        source_id="L01021",
    )
    return replace(food, **changes)


def an_official_value(**changes: Any) -> OfficialValue:
    """An upper limit of 2,500 mg calcium a day for every age."""
    value = OfficialValue(
        code="limit",
        authority="Authority",
        nutrient=Nutrient.CALCIUM,
        kind=Kind.UPPER_LIMIT,
        ages=AgeBand(4),
        sex=Sex.ANY,
        amount=2500,
        source_title="Title",
        source_url="https://example.org/",
    )
    return replace(value, **changes)


@cache
def shipped_edition() -> Edition:
    """The first data, as edition 1."""
    return Edition(
        number=1,
        published_at=None,
        source_en=data.SOURCE_EN,
        source_zh_hant=data.SOURCE_ZH_HANT,
        table=ReferenceTable(
            data.ENOUGH_SUN_MINUTES, tuple(map(_row, data.read("reference_table.csv")))
        ),
        official=OfficialValues(
            tuple(map(_official_value, data.read("official_values.csv"))),
            tuple(map(_authority, data.read("authorities.csv"))),
            tuple(map(_none_set, data.read("official_none.csv"))),
        ),
        foods=FoodList(map(_food, data.read("foods.csv"))),
        cards=tuple(map(_card, data.read("quick.csv"))),
        estimate=_constants(data.read("estimate.csv")),
    )


def shipped_table() -> ReferenceTable:
    return shipped_edition().table


def shipped_official() -> OfficialValues:
    return shipped_edition().official


def shipped_foods() -> FoodList:
    return shipped_edition().foods


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
        code=record["code"],
        authority=record["authority"],
        nutrient=Nutrient(record["nutrient"]),
        kind=Kind(record["kind"]),
        ages=_ages(record),
        sex=Sex(record["sex"]),
        amount=int(record["amount"]),
        source_title=record["source_title"],
        source_url=record["source_url"],
    )


def _authority(record: dict[str, str]) -> Authority:
    return Authority(
        record["code"], record["authority"], record["short_en"], record["short_zh_hant"]
    )


def _none_set(record: dict[str, str]) -> NoneSet:
    return NoneSet(
        code=record["code"],
        authority=record["authority"],
        nutrient=Nutrient(record["nutrient"]),
        kind=Kind(record["kind"]),
        ages=_ages(record),
        note_en=record["note_en"],
        note_zh_hant=record["note_zh_hant"],
        source=record["source"],
    )


def _food(record: dict[str, str]) -> Food:
    return Food(
        code=record["code"],
        group=record["group"],
        name_en=record["name_en"],
        name_zh_hant=record["name_zh_hant"],
        serving_en=record["serving_en"],
        serving_zh_hant=record["serving_zh_hant"],
        serving_g=int(record["serving_g"]),
        calcium_mg_per_100g=int(record["calcium_mg_per_100g"]),
        source=record["source"],
        source_id=record["source_id"],
        short_list=record["short_list"] == "yes",
        regions=_regions(record["regions"]),
        kinds=frozenset(filter(None, record["kinds"].split(";"))),
        oxalate=Oxalate(record["oxalate"]),
    )


def _card(record: dict[str, str]) -> QuickCard:
    never, sometimes, once, twice = (
        Fraction(record[f"times_{answer}"]) for answer in ("never", "sometimes", "once", "twice")
    )
    return QuickCard(
        code=record["code"],
        name_en=record["name_en"],
        name_zh_hant=record["name_zh_hant"],
        portion_en=record["portion_en"],
        portion_zh_hant=record["portion_zh_hant"],
        mg_per_portion=int(record["mg_per_portion"]),
        food_codes=tuple(record["food_codes"].split(";")),
        times=(never, sometimes, once, twice),
        hint_en=record["hint_en"],
        hint_zh_hant=record["hint_zh_hant"],
        regions=_regions(record["regions"]),
    )


def _regions(text: str) -> frozenset[Region]:
    return frozenset() if text == "all" else frozenset(map(Region, text.split(";")))


def _constants(records: list[dict[str, str]]) -> EstimateConstants:
    said = {(record["key"], record["region"]): record["value"] for record in records}

    def everywhere(key: str) -> int:
        return int(said[key, "all"])

    return EstimateConstants(
        allowance_quick={region: int(said["allowance_quick", region]) for region in Region},
        allowance_full={region: int(said["allowance_full", region]) for region in Region},
        band_quick=everywhere("band_quick"),
        band_full=everywhere("band_full"),
        rounding=everywhere("estimate_rounding"),
        glass=everywhere("glass_of_milk"),
        oxalate_share=Fraction(said["oxalate_high_counts_as", "all"]),
    )


def _ages(record: dict[str, str]) -> AgeBand:
    return AgeBand(int(record["age_from"]), int(record["age_to"]) if record["age_to"] else None)
