"""The shipped values as edition 1, once: an editor's work is never written over."""

import csv
from pathlib import Path
from uuid import uuid4

from django.db import migrations
from django.utils import timezone

DATA = Path(__file__).parent.parent / "data"


def read(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return int(text) if text else None


def load(apps, schema_editor):
    stamp, table, row, official, food = (
        apps.get_model("recommender", name)
        for name in (
            "CatalogueStamp", "ReferenceTable", "ReferenceRow", "OfficialValue", "Food",
        )
    )  # fmt: skip
    stamp.objects.update_or_create(pk=1, defaults={"token": uuid4().hex})
    if not table.objects.exists():
        first = table.objects.create(
            edition=1,
            status="live",
            enough_sun_minutes=15,
            source_en=(
                "The source article’s reference table; it gives no ages for adults and for women "
                "after menopause, 19–64 is set here"
            ),
            source_zh_hant="原始文章的參考表；原表未寫成年人與停經後婦女的年齡，19–64 歲為本站所定",
            published_at=timezone.now(),
        )
        words = {"code", "label_en", "label_zh_hant", "menopause"}
        row.objects.bulk_create(
            row(
                table=first,
                order=order,
                **{key: text if key in words else number(text) for key, text in line.items()},
            )
            for order, line in enumerate(read("reference_table.csv"), 1)
        )
    if not official.objects.exists():
        official.objects.bulk_create(
            official(
                authority=line["authority"],
                nutrient=line["nutrient"],
                kind=line["kind"],
                age_from=int(line["age_from"]),
                age_to=number(line["age_to"]),
                sex=line["sex"],
                amount=int(line["amount"]),
                source_title=line["source_title"],
                source_url=line["source_url"],
            )
            for line in read("official_values.csv")
        )
    if not food.objects.exists():
        food.objects.bulk_create(
            food(
                order=order,
                group=line["group"],
                name_en=line["name_en"],
                name_zh_hant=line["name_zh_hant"],
                serving_en=line["serving_en"],
                serving_zh_hant=line["serving_zh_hant"],
                serving_g=int(line["serving_g"]),
                calcium_mg_per_100g=int(line["calcium_mg_per_100g"]),
                source=line["source"],
                source_id=line["source_id"],
                short_list=line["short_list"] == "yes",
            )
            for order, line in enumerate(read("foods.csv"), 1)
        )


class Migration(migrations.Migration):
    dependencies = [("recommender", "0001_schema")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
