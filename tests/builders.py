"""What tests start from: valid by default, so that a test changes the one thing it is about."""

import csv
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from recommender.domain.diet import Food
from recommender.domain.nutrients import Nutrient, Range
from recommender.domain.official import Kind, OfficialValue, OfficialValues, Sex
from recommender.domain.profile import Profile
from recommender.domain.reference import Condition, ReferenceRow, ReferenceTable

DATA = Path(__file__).parents[1] / "recommender" / "data"


def a_profile(**changes: Any) -> Profile:
    """An adult of 40 who eats 700 mg of calcium and gets little sun."""
    return replace(Profile(age=40, diet_calcium_mg=700, sun_minutes=0), **changes)


def a_row(**changes: Any) -> ReferenceRow:
    """A row for everybody, with the amounts of the shipped row for adults."""
    row = ReferenceRow(
        code="everybody",
        label_en="Everybody",
        label_zh_hant="所有人",
        age_from=4,
        age_to=None,
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
    table = ReferenceTable(edition=1, enough_sun_minutes=15, rows=rows or (a_row(),))
    return replace(table, **changes)


def a_food(**changes: Any) -> Food:
    """A food of 100 mg calcium a serving."""
    food = Food(
        id=1,
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
        authority="Authority",
        nutrient=Nutrient.CALCIUM,
        kind=Kind.UPPER_LIMIT,
        age_from=4,
        age_to=None,
        sex=Sex.ANY,
        amount=2500,
        source_title="Title",
        source_url="https://example.org/",
    )
    return replace(value, **changes)


@cache
def shipped_table() -> ReferenceTable:
    return ReferenceTable(
        edition=1, enough_sun_minutes=15, rows=tuple(map(_row, _records("table")))
    )


@cache
def shipped_official() -> OfficialValues:
    return OfficialValues(tuple(map(_official_value, _records("official"))))


@cache
def shipped_foods() -> tuple[Food, ...]:
    """The food list; ids count from 1 in the order of the file."""
    return tuple(_food(number, record) for number, record in enumerate(_records("foods"), 1))


_FILES = {
    "table": "reference_table.csv",
    "official": "official_values.csv",
    "foods": "foods.csv",
}


def _records(name: str) -> list[dict[str, str]]:
    with (DATA / _FILES[name]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _row(record: dict[str, str]) -> ReferenceRow:
    def amounts(column: str, unit: str) -> Range:
        return Range(int(record[f"{column}_min_{unit}"]), int(record[f"{column}_max_{unit}"]))

    return ReferenceRow(
        code=record["code"],
        label_en=record["label_en"],
        label_zh_hant=record["label_zh_hant"],
        age_from=int(record["age_from"]),
        age_to=_number_or_none(record["age_to"]),
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
        authority=record["authority"],
        nutrient=Nutrient(record["nutrient"]),
        kind=Kind(record["kind"]),
        age_from=int(record["age_from"]),
        age_to=_number_or_none(record["age_to"]),
        sex=Sex(record["sex"]),
        amount=int(record["amount"]),
        source_title=record["source_title"],
        source_url=record["source_url"],
    )


def _food(number: int, record: dict[str, str]) -> Food:
    return Food(
        id=number,
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
    )


def _number_or_none(text: str) -> int | None:
    return int(text) if text else None
