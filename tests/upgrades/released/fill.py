"""Fills a migrated database as an installation of this version may have filled its own.

Runs inside a checkout of 302eb48 or 8112979, which differ in nothing that is used here.
Everything below was legal then: what a later version would refuse, it still has to keep.
"""

from datetime import datetime, timezone
from typing import Any

import django

django.setup()

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry  # noqa: E402
from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402

from recommender import editions  # noqa: E402
from recommender.models import Food, OfficialValue, ReferenceRow, ReferenceTable  # noqa: E402

SOURCE = {"source_title": "Minutes of the board", "source_url": "https://example.org/minutes"}

SOCIETY = ("The Society " + "of Bone " * 9)[:59]
"""With another letter the longest name that an authority may have."""
DRINK = ("A drink " + "of oats " * 20)[:94]
"""With ", warm" the longest name that a food may have."""


def main() -> None:
    people()
    tables()
    official_values()
    foods()
    log()
    plain_times()


def people() -> None:
    """An editor, someone with single rights and no publishing, and a group of their own making."""
    editor = user("editor")
    editor.groups.add(Group.objects.get(name="Nutrition editors"))
    rights = ("view_referencetable", "change_referencetable", "view_referencerow", "view_food")
    user("proofreader").user_permissions.set(permissions(*rights))
    readers = Group.objects.create(name="Readers")
    readers.permissions.set(permissions("view_referencetable", "view_officialvalue"))
    user("reader").groups.add(readers)
    user("administrator", is_superuser=True)


def user(name: str, **fields: Any) -> User:
    """Nobody can log in as them: "!" is no hash of any password."""
    return User.objects.create(username=name, password="!", is_staff=True, **fields)


def permissions(*codenames: str) -> list[Permission]:
    found = Permission.objects.filter(content_type__app_label="recommender", codename__in=codenames)
    assert len(found) == len(codenames)
    return list(found)


def tables() -> None:
    """Editions 1 and 2 retired, 3 a draft with gaps, 4 live, 5 a draft ready to be published."""
    first = ReferenceTable.objects.get(edition=1)

    second = editions.copy_to_draft(first, "editor")
    change_row(
        second,
        "adults",
        calcium_total_max_mg=100_000,
        calcium_supplement_max_mg=100_000,
        d3_little_sun_max_iu=15_000,
        k2_max_ug=100_000,
        k1_max_ug=100_000,
    )
    publish(second, 'An edition\'s "note"; with marks: 100 %, 3\\4 and two\nlines')

    gaps = editions.shipped_to_draft("editor")
    change_row(gaps, "children", d3_enough_sun_min_iu=None, d3_enough_sun_max_iu=None, age_to=None)
    change_row(gaps, "teenagers", age_from=None, label_zh_hant="", k1_max_ug=None)
    ReferenceRow.objects.create(table=gaps, order=6, code="row")
    gaps.source_en = ""
    gaps.enough_sun_minutes = 1_440
    gaps.save()

    live = editions.copy_to_draft(first, "editor")
    live.enough_sun_minutes = 20
    live.source_zh_hant = "本站營養師修訂"
    live.save()
    change_row(live, "older-adults", d3_little_sun_max_iu=15_000, k2_min_ug=0)
    change_row(live, "children", calcium_supplement_min_mg=0, calcium_supplement_max_mg=0)
    publish(live, "")

    ready = editions.copy_to_draft(live, "editor")
    change_row(ready, "adults", k2_max_ug=160)
    ready.note = "尚未發布"
    ready.save()


def change_row(table: ReferenceTable, code: str, **cells: Any) -> None:
    row = table.rows.get(code=code)
    for column, value in cells.items():
        setattr(row, column, value)
    row.save()


def publish(draft: ReferenceTable, note: str) -> None:
    draft.refresh_from_db()
    live = ReferenceTable.objects.get(status="live")
    editions.publish(
        draft.pk, revision=draft.revision, instead_of=live.edition, note=note, by="editor"
    )


def official_values() -> None:
    """Changed, deleted and added ones; authorities whose names make no code, or the same one."""
    limit = OfficialValue.objects.get(
        authority="US NASEM", nutrient="calcium", kind="upper_limit", age_from=19
    )
    limit.amount = 2_400
    limit.save()
    OfficialValue.objects.filter(authority="Taiwan HPA", nutrient="k1", age_from=4).delete()
    for authority, nutrient, kind, age_from, age_to, sex, amount in [
        ("Our board", "k1", "recommended", 4, None, "any", 0),
        ("Our board", "calcium", "recommended", 19, 64, "female", 3_000),
        ("Our board", "calcium", "recommended", 19, 64, "male", 2_999),
        ("Our board", "calcium", "upper_limit", 19, 64, "any", 2_500),
        ("Our Board!", "k2", "recommended", 0, 120, "any", 100_000),
        ("本院營養委員會", "d3", "upper_limit", 65, None, "any", 4_000),
        (f"{SOCIETY}s", "calcium", "recommended", 4, 18, "any", 1_000),
        (f"{SOCIETY}.", "calcium", "recommended", 19, 120, "female", 1_001),
        (f"{SOCIETY}.", "calcium", "recommended", 19, 120, "male", 1_002),
    ]:
        OfficialValue.objects.create(
            authority=authority,
            nutrient=nutrient,
            kind=kind,
            age_from=age_from,
            age_to=age_to,
            sex=sex,
            amount=amount,
            **SOURCE,
        )


def foods() -> None:
    """Renamed, retired and added ones; names that make no code, or the same one."""
    renamed = Food.objects.get(name_en="Low-fat milk")
    renamed.name_en = "Low-fat milk, 2%"
    renamed.calcium_mg_per_100g = 97
    renamed.save()
    retired = Food.objects.get(name_en="Skim milk powder")
    retired.retired = True
    retired.save()
    for name_en, name_zh_hant, group, mg in [
        ('Goat\'s milk "fresh"', "鮮羊乳", "dairy", 134),
        ("Calcium carbonate, pure", "純碳酸鈣", "other", 40_000),
        ("Calcium carbonate (pure)", "純碳酸鈣（試）", "other", 0),
        ("豆花", "豆花", "soya", 15),
        ("豆花湯", "豆花湯", "soya", 14),
        (f"{DRINK}, warm", "長名食品（熱）", "other", 120),
        (f"{DRINK}, cold", "長名食品（冷）", "other", 121),
    ]:
        Food.objects.create(
            order=0,
            group=group,
            name_en=name_en,
            name_zh_hant=name_zh_hant,
            serving_en="1 bowl",
            serving_zh_hant="1 碗",
            serving_g=2_000 if mg == 0 else 200,
            calcium_mg_per_100g=mg,
            source="Label",
        )


def log() -> None:
    """Entries as the desk writes them, by two people, also of what is gone."""
    live = ReferenceTable.objects.get(status="live")
    row = live.rows.first()
    food = Food.objects.get(name_en="Low-fat milk, 2%")
    value = OfficialValue.objects.get(amount=2_400)
    assert row is not None
    for by, it, flag, message in [
        ("editor", ReferenceTable.objects.get(edition=2), CHANGE, "Published"),
        ("editor", live, ADDITION, '[{"added": {}}]'),
        ("editor", live, CHANGE, "成年人 維生素 D3：1500 → 15000\nPublished"),
        ("proofreader", ReferenceTable.objects.get(edition=3), CHANGE, "Adults: K2 75 → 80"),
        ("editor", row, CHANGE, "Order: 2 → 1"),
        ("editor", food, CHANGE, "English name: Low-fat milk → Low-fat milk, 2%"),
        ("editor", value, CHANGE, "Amount a day: 2500 → 2400"),
        ("administrator", User.objects.get(username="reader"), ADDITION, '[{"added": {}}]'),
    ]:
        entry(by, it, str(it.pk), flag, message)
    entry("editor", ReferenceTable(edition=99), "9999", DELETION, "")


def entry(by: str, it: Any, object_id: str, flag: int, message: str) -> None:
    LogEntry.objects.create(
        user=User.objects.get(username=by),
        content_type=ContentType.objects.get_for_model(it),
        object_id=object_id,
        object_repr=str(it),
        action_flag=flag,
        change_message=message,
    )


def plain_times() -> None:
    """The same in every run, and with the microseconds that a database keeps."""
    at = datetime(2026, 11, 22, 6, 30, 15, 123456, tzinfo=timezone.utc)  # noqa: UP017
    ReferenceTable.objects.update(changed_at=at)
    ReferenceTable.objects.exclude(status="draft").update(published_at=at)
    User.objects.update(date_joined=at)
    LogEntry.objects.update(action_time=at)


main()
