"""What 8112979 recommends to the drawn profiles, on its own first data.

    python results.py FOLDER

Runs inside a checkout of that version; FOLDER is tests/upgrades of today, where the result goes.
"""

import csv
import gzip
import json
import sys
from pathlib import Path
from typing import Any

from recommender.domain.nutrients import Nutrient
from recommender.domain.profile import Caution, Menopause, Profile, Taken
from recommender.domain.recommendation import Recommendation, recommend
from recommender.domain.reference import ReferenceTable
from tests import builders

TABLES = {"reference_table.csv": 1000, "reference_table_much_d3.csv": 300}
"""The second differs from the first data in D3, of which it advises more than the limits allow."""


def main(folder: Path) -> None:
    sys.path.insert(0, str(folder))
    from profiles import drawn  # today's, which knows nothing of either version

    official = builders.shipped_official()
    lines = []
    for name, count in TABLES.items():
        with (folder / "old_data" / name).open(encoding="utf-8", newline="") as file:
            rows = tuple(builders._row(record) for record in csv.DictReader(file))
        table = ReferenceTable(edition=1, enough_sun_minutes=15, rows=rows)
        assert name != "reference_table.csv" or table == builders.shipped_table()
        for profile in drawn(count):
            found = codes(recommend(to_domain(profile), table, official))
            lines.append({"table": name, "profile": profile, "result": found})
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    packed = gzip.compress(text.encode(), mtime=0)
    (folder / "results_8112979.jsonl.gz").write_bytes(packed)


def to_domain(profile: dict[str, Any]) -> Profile:
    return Profile(
        age=profile["age"],
        menopause=Menopause(profile["menopause"]),
        diet_calcium_mg=profile["diet"],
        sun_minutes=profile["sun"],
        taken=Taken(**profile["taken"]),
        cautions=frozenset(map(Caution, profile["cautions"])),
    )


def codes(result: Recommendation) -> dict[str, Any]:
    gap = result.calcium
    return {
        "row": result.row.code,
        "other_row": result.other_row and result.other_row.code,
        "sun": result.sun.value,
        "alerts": [alert.value for alert in result.alerts],
        "notes": [note.value for note in result.notes],
        "gap": gap and gap.gap and [gap.gap.low, gap.gap.high],
        "food_at_least": gap and gap.food_at_least,
        **{nutrient.value: advice(result, nutrient) for nutrient in Nutrient},
    }


def advice(result: Recommendation, nutrient: Nutrient) -> dict[str, Any]:
    it = result.of(nutrient)
    return {
        "status": it.status.value,
        "min": it.amount and it.amount.low,
        "max": it.amount and it.amount.high,
        "taken": it.taken,
        "limit": it.limit,
        "comparison": it.comparison and it.comparison.value,
        "withheld_by": [caution.value for caution in it.withheld_by],
    }


main(Path(sys.argv[1]))
