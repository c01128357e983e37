"""Makes the peer's database from the site's own first data: `python -m benchmarks.peer.load`."""

import csv
import os
from pathlib import Path

import django
from django.core.management import call_command

DATA = Path(__file__).parents[2] / "recommender" / "data" / "reference_table.csv"


def load() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peer.settings")
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)

    from benchmarks.peer.models import ReferenceRow

    columns = {field.name for field in ReferenceRow._meta.fields}
    with DATA.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            plain = {name.rsplit("_", 1)[0]: value for name, value in line.items()}
            ReferenceRow.objects.create(
                label=line["label_en"],
                age_from=line["age_from"],
                age_to=line["age_to"] or None,
                postmenopausal=line["menopause"] == "postmenopausal",
                **{name: plain[name] for name in columns if name.endswith(("_min", "_max"))},
            )


if __name__ == "__main__":
    load()
