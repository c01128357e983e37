"""The database itself refuses what must never be stored, and a published edition stays as it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from recommender.models import (
    CatalogueStamp,
    Food,
    OfficialValue,
    PublishedEditionIsFixed,
    ReferenceRow,
    ReferenceTable,
)

from .builders import shipped_foods, shipped_official, shipped_table

pytestmark = pytest.mark.django_db


def a_draft(**changes: Any) -> ReferenceTable:
    return ReferenceTable.objects.create(
        **{"edition": 50, "source_en": "A source", "source_zh_hant": "資料"} | changes
    )


def a_stored_row(table: ReferenceTable, **changes: Any) -> ReferenceRow:
    """A row like the shipped one for adults, not yet saved."""
    adults = ReferenceRow.objects.get(table__edition=1, code="adults")
    for name, value in ({"pk": None, "table": table} | changes).items():
        setattr(adults, name, value)
    adults._state.adding = True
    return adults


@pytest.fixture
def live() -> ReferenceTable:
    return ReferenceTable.objects.get(status="live")


def test_first_data_is_what_ships(live: ReferenceTable) -> None:
    assert live.to_domain() == shipped_table()
    assert tuple(value.to_domain() for value in OfficialValue.objects.all()) == (
        shipped_official().values
    )
    foods = [food.to_domain() for food in Food.objects.all()]
    assert [(food.name_en, food.mg_per_serving, food.short_list) for food in foods] == [
        (food.name_en, food.mg_per_serving, food.short_list) for food in shipped_foods()
    ]


BAD_ROWS = [
    ("low above high", {"k2_min_ug": 200, "k2_max_ug": 100}),
    ("negative", {"k2_min_ug": -1}),
    ("beyond belief", {"k1_max_ug": 100_001}),
    ("ages out of order", {"age_from": 30, "age_to": 20}),
    ("older than anyone", {"age_from": 121, "age_to": None}),
    ("supplement above total", {"calcium_supplement_max_mg": 5000}),
    ("unknown condition", {"menopause": "sometimes"}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_ROWS], ids=[case[0] for case in BAD_ROWS]
)
def test_a_row_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    row = a_stored_row(a_draft(), **changes)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceRow.objects.bulk_create([row])


def test_a_wrong_cell_is_named() -> None:
    row = a_stored_row(a_draft(), k2_min_ug=200, k2_max_ug=100, age_from=70)
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert set(refused.value.message_dict) == {"k2_min_ug", "age_to"}


def test_a_draft_row_may_be_incomplete() -> None:
    row = a_stored_row(a_draft(), k2_min_ug=None, label_en="", age_from=None)
    row.full_clean()
    row.save()
    with pytest.raises(ValueError, match="empty"):
        row.to_domain()


def test_a_code_is_used_once_in_an_edition() -> None:
    draft = a_draft()
    a_stored_row(draft).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferenceRow.objects.bulk_create([a_stored_row(draft)])


BAD_TABLES = [
    ("a second live edition", {"status": "live", "published_at": "2026-01-01T00:00Z"}),
    ("published without a date", {"status": "retired"}),
    ("a draft with a date", {"published_at": "2026-01-01T00:00Z"}),
    ("an unknown status", {"status": "lost", "published_at": "2026-01-01T00:00Z"}),
    ("no sun at all", {"enough_sun_minutes": 0}),
    ("more sun than a day has", {"enough_sun_minutes": 1441}),
    ("a number given before", {"edition": 1}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_TABLES], ids=[case[0] for case in BAD_TABLES]
)
def test_a_table_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_draft(**changes)


ATTEMPTS: list[tuple[str, Callable[[ReferenceTable], Any]]] = [
    ("save", lambda table: table.save()),
    ("delete", lambda table: table.delete()),
    ("delete in bulk", lambda table: ReferenceTable.objects.all().delete()),
    ("save a row", lambda table: table.rows.first().save()),  # type: ignore[union-attr]
    ("delete a row", lambda table: table.rows.first().delete()),  # type: ignore[union-attr]
    ("delete rows in bulk", lambda table: table.rows.all().delete()),
    ("add a row", lambda table: a_stored_row(table, code="more").save()),
]


@pytest.mark.parametrize("attempt", [it[1] for it in ATTEMPTS], ids=[it[0] for it in ATTEMPTS])
def test_a_published_edition_is_fixed(
    attempt: Callable[[ReferenceTable], Any], live: ReferenceTable
) -> None:
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        attempt(live)
    assert live.to_domain() == shipped_table()


def test_a_draft_that_was_published_meanwhile_is_fixed() -> None:
    draft = a_draft()
    ReferenceTable.objects.filter(pk=draft.pk).update(
        status="retired", published_at="2026-01-01T00:00Z"
    )
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        draft.save()


BAD_VALUES = [
    ("beyond belief", {"amount": 100_001}),
    ("ages out of order", {"age_from": 60, "age_to": 50}),
    ("there already", {}),
    ("an unknown nutrient", {"nutrient": "iron"}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_VALUES], ids=[case[0] for case in BAD_VALUES]
)
def test_an_official_value_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    value = OfficialValue.objects.get(authority="EFSA", nutrient="calcium")
    value.pk = None
    for name, it in changes.items():
        setattr(value, name, it)
    with pytest.raises(ValidationError):
        value.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialValue.objects.bulk_create([value])


@pytest.mark.parametrize(
    ("sex", "age_from", "age_to", "allowed"),
    [
        ("any", 19, None, False),
        ("female", 30, 40, False),
        ("any", 4, 17, True),
        ("any", 4, 18, False),
    ],
)
def test_an_authority_has_one_value_per_age(
    sex: str, age_from: int, age_to: int | None, allowed: bool
) -> None:
    value = OfficialValue.objects.get(authority="EFSA", nutrient="calcium")
    value.pk, value.sex, value.age_from, value.age_to = None, sex, age_from, age_to
    if allowed:
        value.full_clean()
    else:
        with pytest.raises(ValidationError):
            value.full_clean()


BAD_FOODS = [
    ("a serving of nothing", {"serving_g": 0}),
    ("more calcium than chalk", {"calcium_mg_per_100g": 40_001}),
    ("an unknown group", {"group": "stones"}),
    ("a name there already", {"name_en": "Natto"}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_FOODS], ids=[case[0] for case in BAD_FOODS]
)
def test_a_food_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    food = Food.objects.get(name_en="Egg")
    food.pk, food.name_en, food.name_zh_hant = None, "New", "新"
    for name, value in changes.items():
        setattr(food, name, value)
    with pytest.raises(ValidationError):
        food.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Food.objects.bulk_create([food])


CHANGES: list[tuple[str, Callable[[], Any]]] = [
    ("a draft", lambda: a_draft()),
    ("a row", lambda: a_stored_row(a_draft()).save()),
    ("a food", lambda: Food.objects.get(name_en="Egg").save()),
    ("an official value", lambda: OfficialValue.objects.first().save()),  # type: ignore[union-attr]
    ("values deleted in bulk", lambda: OfficialValue.objects.all().delete()),
]


@pytest.mark.parametrize("change", [it[1] for it in CHANGES], ids=[it[0] for it in CHANGES])
def test_every_change_renews_the_stamp(change: Callable[[], Any]) -> None:
    before = CatalogueStamp.objects.get().token
    change()
    assert CatalogueStamp.objects.get().token != before


def test_a_save_counts_as_a_revision() -> None:
    food = Food.objects.get(name_en="Egg")
    before = food.revision
    food.save(update_fields=["serving_g"])
    food.refresh_from_db()
    assert food.revision == before + 1
