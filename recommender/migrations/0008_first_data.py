"""The shipped data as edition 1 of a new installation; where one runs already, as a draft."""

from functools import partial

from django.db import migrations
from django.db.models import Max
from django.utils import timezone

from recommender import data


def load(apps, schema_editor):
    edition = apps.get_model("recommender", "Edition")
    newest = edition.objects.aggregate(newest=Max("number"))["newest"]
    status = (
        {"number": 1, "status": "live", "published_at": timezone.now()}
        if newest is None
        else {"number": newest + 1, "status": "draft", "note": data.NOTE}
    )
    made = edition.objects.create(
        enough_sun_minutes=data.ENOUGH_SUN_MINUTES,
        source_en=data.SOURCE_EN,
        source_zh_hant=data.SOURCE_ZH_HANT,
        **status,
    )
    data.fill(made, partial(apps.get_model, "recommender"))


class Migration(migrations.Migration):
    dependencies = [("recommender", "0007_contents_of_editions")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
