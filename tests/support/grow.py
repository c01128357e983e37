"""Makes an installation large: `python -m tests.support.grow rows 500` (or foods, editions).

Writes past the editor's desk, which would refuse some of it, to the database of DATABASE_URL.
"""

import os
import sys
from collections.abc import Iterable
from typing import Any

import django


def store(kind: Any, things: Iterable[Any]) -> None:
    """Past the refusal to add to a published edition."""
    from django.db.models import QuerySet

    QuerySet.bulk_create(kind.objects.all(), things, batch_size=500)


def rows(live: Any, count: int) -> None:
    """Rows for nobody in the journeys, before the shipped ones, so that a search passes them."""
    from recommender.domain.reference import AMOUNT_COLUMNS
    from recommender.models import ReferenceRow

    pattern = live.rows.values(*AMOUNT_COLUMNS)[0]
    made = (
        ReferenceRow(
            edition=live,
            order=0,
            code=f"row-{number}",
            label_en=f"Row {number}",
            label_zh_hant=f"第 {number} 列",
            age_from=100,
            age_to=120,
            menopause="postmenopausal",
            **pattern,
        )
        for number in range(live.rows.count(), count)
    )
    store(ReferenceRow, made)


def foods(live: Any, count: int) -> None:
    """The shipped foods again and again, under other names."""
    from recommender.models import Food

    shipped = list(live.foods.all())
    made = []
    for number in range(len(shipped), count):
        food = shipped[number % len(shipped)].copy_to(live)
        food.order, food.code = number, f"food-{number}"
        food.name_en, food.name_zh_hant = f"Food {number}", f"食物 {number}"
        made.append(food)
    store(Food, made)


def editions(live: Any, count: int) -> None:
    """Earlier editions with everything that the live one holds."""
    from recommender.models import CONTENT, Edition

    made = Edition.objects.bulk_create(
        Edition(
            number=number,
            status=Edition.Status.RETIRED,
            published_at=live.published_at,
            source_en=live.source_en,
            source_zh_hant=live.source_zh_hant,
        )
        for number in range(live.number + 1, count + 1)
    )
    for kind in CONTENT:
        held = list(kind.objects.filter(edition=live))
        store(kind, (thing.copy_to(edition) for edition in made for thing in held))


def grow(what: str, count: int) -> None:
    """Django must be set up."""
    from django.db import transaction

    from recommender import catalogue
    from recommender.models import Edition

    with transaction.atomic():
        live = Edition.objects.get(status=Edition.Status.LIVE)
        {"rows": rows, "foods": foods, "editions": editions}[what](live, count)
    catalogue.forget()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonehealth.settings")
    django.setup()
    grow(sys.argv[1], int(sys.argv[2]))
