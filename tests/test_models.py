"""The database itself refuses what must never be stored, and a published edition stays as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from recommender import catalogue
from recommender.editions import copy_to_draft
from recommender.models import (
    CONTENT,
    Authority,
    Edition,
    Food,
    OfficialValue,
    PublishedEditionIsFixed,
    ReferenceRow,
)

from .support.builders import force, shipped_edition

pytestmark = pytest.mark.django_db


def a_draft(**changes: Any) -> Edition:
    return Edition.objects.create(
        **{"number": 50, "source_en": "A source", "source_zh_hant": "資料"} | changes
    )


def a_stored_row(edition: Edition, **changes: Any) -> ReferenceRow:
    """A row like the shipped one for adults, not yet saved."""
    adults = ReferenceRow.objects.get(edition__number=1, code="adults")
    for name, value in ({"pk": None, "edition": edition} | changes).items():
        setattr(adults, name, value)
    adults._state.adding = True
    return adults


@pytest.fixture
def live() -> Edition:
    return Edition.objects.get(status="live")


def test_first_data_is_what_ships(live: Edition) -> None:
    assert replace(catalogue.read(live), published_at=None) == shipped_edition()
    counted = {kind.__name__: kind.objects.filter(edition=live).count() for kind in CONTENT}
    assert counted == {
        "ReferenceRow": 5,
        "Authority": 7,
        "OfficialValue": 121,
        "OfficialNone": 25,
        "Food": 88,
        "QuickCard": 15,
        "EstimateConstant": 12,
    }


def test_everything_that_ships_says_how_it_was_checked(live: Edition) -> None:
    for kind in (OfficialValue, Food):
        assert not kind.objects.filter(edition=live, checked_on=None).exists()
        assert not kind.objects.filter(edition=live, verified="").exists()


BAD_ROWS = [
    ("low above high", {"k2_min_ug": 200, "k2_max_ug": 100}),
    ("negative", {"k2_min_ug": -1}),
    ("more than can be stored", {"k1_max_ug": 100_001}),
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
    ("a number given before", {"number": 1}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_TABLES], ids=[case[0] for case in BAD_TABLES]
)
def test_a_table_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        a_draft(**changes)


ATTEMPTS: list[tuple[str, Callable[[Edition], Any]]] = [
    ("save", lambda edition: edition.save()),
    ("delete", lambda edition: edition.delete()),
    ("delete in bulk", lambda edition: Edition.objects.all().delete()),
    ("update in bulk", lambda edition: Edition.objects.update(enough_sun_minutes=99)),
    ("make it a draft", lambda edition: Edition.objects.update(status="draft", published_at=None)),
    ("bulk update", lambda edition: Edition.objects.bulk_update([edition], ["note"])),
    ("add a row", lambda edition: a_stored_row(edition, code="more").save()),
]


@pytest.mark.parametrize("attempt", [it[1] for it in ATTEMPTS], ids=[it[0] for it in ATTEMPTS])
def test_a_published_edition_is_fixed(attempt: Callable[[Edition], Any], live: Edition) -> None:
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        attempt(live)
    live.refresh_from_db()
    assert replace(catalogue.read(live), published_at=None) == shipped_edition()


def moved_to_a_draft(content: Any, column: str) -> None:
    content.edition = a_draft()
    content.save()


CONTENT_ATTEMPTS: list[tuple[str, Callable[[Any, str], Any]]] = [
    ("save", lambda one, column: one.save()),
    ("delete", lambda one, column: one.delete()),
    ("move away", moved_to_a_draft),
    ("delete in bulk", lambda one, column: type(one).objects.all().delete()),
    ("delete some", lambda one, column: type(one).objects.filter(pk=one.pk).delete()),
    ("update in bulk", lambda one, column: type(one).objects.update(**{column: "x"})),
    ("bulk update", lambda one, column: type(one).objects.bulk_update([one], [column])),
    ("add in bulk", lambda one, column: type(one).objects.bulk_create([one.copy_to(one.edition)])),
    ("move in bulk", lambda one, column: type(one).objects.update(edition=a_draft())),
    ("create", lambda one, column: type(one).objects.create(edition=one.edition)),
]


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize(
    "attempt", [it[1] for it in CONTENT_ATTEMPTS], ids=[it[0] for it in CONTENT_ATTEMPTS]
)
def test_what_a_published_edition_holds_is_fixed(
    kind: Any, attempt: Callable[[Any, str], Any], live: Edition
) -> None:
    content = kind.objects.filter(edition=live).first()
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        attempt(content, kind.columns[-1])
    assert replace(catalogue.read(live), published_at=None) == shipped_edition()


def test_nothing_is_moved_into_a_published_edition(live: Edition) -> None:
    draft = a_draft()
    authority = Authority.objects.create(
        edition=draft, code="new", authority="New", short_en="New", short_zh_hant="新"
    )
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        Authority.objects.filter(pk=authority.pk).update(edition=live)
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        live.authorities.add(authority)
    authority.edition = live
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        authority.save()
    assert live.authorities.count() == 7


def test_a_draft_changes_and_goes_with_all_it_holds() -> None:
    draft = a_draft()
    row = a_stored_row(draft)
    row.save()
    draft.rows.update(k1_min_ug=1)
    ReferenceRow.objects.bulk_update([row], ["order"])
    draft.delete()
    assert not ReferenceRow.objects.filter(edition__number=50).exists()


def test_a_draft_that_was_published_meanwhile_is_fixed() -> None:
    draft = a_draft()
    row = a_stored_row(draft)
    row.save()
    force(Edition.objects.filter(pk=draft.pk), status="retired", published_at=timezone.now())
    for change in (draft.save, draft.delete, row.save, row.delete, draft.rows.all().delete):
        with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
            change()


def test_only_publishing_moves_an_edition_on() -> None:
    draft = a_draft()
    with pytest.raises(PublishedEditionIsFixed):
        Edition.objects.filter(pk=draft.pk).update(status="retired", published_at=timezone.now())
    draft.status = "retired"
    with pytest.raises(PublishedEditionIsFixed), transaction.atomic():
        draft.save()


def of_draft(kind: Any, **one: Any) -> Any:
    """An entry like one that a new draft holds already, not yet saved."""
    draft = copy_to_draft(Edition.objects.get(status="live"), by="editor")
    return kind.objects.get(edition=draft, **one).copy_to(draft)


BAD_VALUES = [
    ("more than can be stored", {"amount": 100_001}),
    ("ages out of order", {"age_from": 60, "age_to": 50}),
    ("there already", {}),
    ("an unknown nutrient", {"nutrient": "iron"}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_VALUES], ids=[case[0] for case in BAD_VALUES]
)
def test_an_official_value_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    value = of_draft(OfficialValue, code="eu-calcium-limit-from18")
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
    value = of_draft(OfficialValue, code="eu-calcium-limit-from18")
    value.code, value.sex, value.age_from, value.age_to = "another", sex, age_from, age_to
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
    ("a Chinese name there already", {"name_zh_hant": "納豆"}),
    ("a code there already", {"code": "natto"}),
    ("an unknown word for oxalate", {"oxalate": "some"}),
]


@pytest.mark.parametrize(
    "changes", [case[1] for case in BAD_FOODS], ids=[case[0] for case in BAD_FOODS]
)
def test_a_food_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    food = of_draft(Food, name_en="Egg")
    food.code, food.name_en, food.name_zh_hant = "new", "New", "新"
    for name, value in changes.items():
        setattr(food, name, value)
    with pytest.raises(ValidationError):
        food.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Food.objects.bulk_create([food])


CHANGES: list[tuple[str, Callable[[Edition], Any]]] = [
    ("the edition", lambda draft: draft.save()),
    ("a row", lambda draft: draft.rows.first().save()),
    ("a food", lambda draft: draft.foods.first().save()),
    ("a food less", lambda draft: draft.foods.first().delete()),
    ("values deleted in bulk", lambda draft: draft.official_values.all().delete()),
    ("constants changed in bulk", lambda draft: draft.constants.update(basis="x")),
    (
        "a food more",
        lambda draft: Food.objects.create(
            edition=draft, code="x", serving_g=1, calcium_mg_per_100g=1, group="other"
        ),
    ),
]


@pytest.mark.parametrize("change", [it[1] for it in CHANGES], ids=[it[0] for it in CHANGES])
def test_every_change_of_a_draft_is_counted(
    change: Callable[[Edition], Any], live: Edition
) -> None:
    """A preview of an older count is stale, whatever kind of thing was changed."""
    draft, other = copy_to_draft(live, by="editor"), copy_to_draft(live, by="editor")
    before = draft.changes
    change(draft)
    draft.refresh_from_db()
    assert draft.changes > before
    counted = other.changes
    other.refresh_from_db()
    assert other.changes == counted


def test_a_count_is_not_lost_by_an_older_copy_in_hand() -> None:
    draft = copy_to_draft(Edition.objects.get(status="live"), by="editor")
    in_hand = Edition.objects.get(pk=draft.pk)
    draft.foods.update(order=1)
    draft.refresh_from_db()
    in_hand.save()
    assert in_hand.changes == draft.changes + 1


def test_a_save_counts_as_a_revision() -> None:
    draft = copy_to_draft(Edition.objects.get(status="live"), by="editor")
    food = draft.foods.get(name_en="Egg")
    before = food.revision
    food.save()
    food.refresh_from_db()
    assert food.revision == before + 1
