"""Makes an installation large: `python -m benchmarks.grow rows 500` (or foods, editions).

Writes past the editor's desk, which would refuse some of it, to the database of DATABASE_URL.
"""

import os
import sys

import django


def rows(count: int) -> None:
    """Rows for nobody in the journeys, before the shipped ones, so that a search passes them."""
    from recommender.models import AMOUNT_COLUMNS, ReferenceRow, ReferenceTable

    live = ReferenceTable.objects.get(status=ReferenceTable.Status.LIVE)
    pattern = live.rows.values(*AMOUNT_COLUMNS)[0]
    ReferenceRow.objects.bulk_create(
        ReferenceRow(
            table=live,
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


def foods(count: int) -> None:
    """The shipped foods again and again, under other names."""
    from recommender.models import Food

    shipped = list(Food.objects.values())
    Food.objects.bulk_create(
        Food(
            **shipped[number % len(shipped)]
            | {
                "id": None,
                "order": number,
                "name_en": f"Food {number}",
                "name_zh_hant": f"食物 {number}",
            }
        )
        for number in range(len(shipped), count)
    )


def editions(count: int) -> None:
    """Earlier editions with the rows of the live one."""
    from recommender.models import ReferenceRow, ReferenceTable

    live = ReferenceTable.objects.get(status=ReferenceTable.Status.LIVE)
    pattern = list(live.rows.values())
    tables = ReferenceTable.objects.bulk_create(
        ReferenceTable(
            edition=number,
            status=ReferenceTable.Status.RETIRED,
            published_at=live.published_at,
            source_en=live.source_en,
            source_zh_hant=live.source_zh_hant,
        )
        for number in range(live.edition + 1, count + 1)
    )
    ReferenceRow.objects.bulk_create(
        ReferenceRow(**row | {"id": None, "table_id": table.pk})
        for table in tables
        for row in pattern
    )


def grow(what: str, count: int) -> None:
    """Django must be set up."""
    from django.db import transaction

    from recommender.models import CatalogueStamp

    with transaction.atomic():
        CatalogueStamp.renew()
        {"rows": rows, "foods": foods, "editions": editions}[what](count)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonehealth.settings")
    django.setup()
    grow(sys.argv[1], int(sys.argv[2]))
