"""1,300 people asked twice: by 8112979, which is on file, and by the code of today.

The differences and how many there are of each kind:

    .venv/bin/python -m tests.upgrades.test_results_before_and_after
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from .old_edition import results
from .profiles import drawn, records
from .rules import by_the_new_rules, calcium_of, old_calcium

FIRST, MUCH_D3 = "reference_table.csv", "reference_table_much_d3.csv"
LINES = [
    json.loads(line)
    for line in gzip.decompress(
        (Path(__file__).parent / "results_8112979.jsonl.gz").read_bytes()
    ).splitlines()
]
ROWS = {(name, row["code"]): row for name in (FIRST, MUCH_D3) for row in records(name)}


def row_of(line: dict[str, Any]) -> dict[str, str]:
    return ROWS[line["table"], line["result"]["row"]]


def differences(table: str) -> Counter[str]:
    """How many people of this table are told something else today, by kind of difference."""
    found: Counter[str] = Counter()
    for line in LINES:
        if line["table"] == table:
            found.update(kinds(line["result"], results(line["profile"], table)))
    return found


def kinds(old: dict[str, Any], new: dict[str, Any]) -> set[str]:
    found = {"anyone"} if {name: old[name] for name in new} != new else set()
    for name in new:
        if old[name] == new[name]:
            continue
        if isinstance(old[name], dict):
            found |= {f"{name} {key}" for key in old[name] if old[name][key] != new[name][key]}
        else:
            found.add(name)
    if (was := old["calcium"]["status"]) != (now := new["calcium"]["status"]):
        found.add(f"calcium {was} -> {now}")
    return found


def test_the_same_people_are_asked() -> None:
    """What is on file is what the seed draws, so that neither was changed alone."""
    for table, count in ((FIRST, 1000), (MUCH_D3, 300)):
        asked = [line["profile"] for line in LINES if line["table"] == table]
        assert asked == drawn(count)


def test_the_old_results_follow_the_old_rule() -> None:
    """The rule as it is written here is the one that the old code had."""
    for line in LINES:
        it = line["result"]["calcium"]
        if it["status"] != "withheld":
            expected = calcium_of(old_calcium, row_of(line), line["profile"]["diet"], it["limit"])
            assert (it["status"], it["min"], it["max"]) == expected


@pytest.mark.parametrize("table", [FIRST, MUCH_D3])
def test_nothing_changed_but_what_the_new_rules_change(table: str) -> None:
    lines = [line for line in LINES if line["table"] == table]
    wrong = [
        (line["profile"], expected, today)
        for line in lines
        if (today := results(line["profile"], table))
        != (expected := by_the_new_rules(line, row_of(line)))
    ]
    assert not wrong, f"{len(wrong)} of {len(lines)}, the first: {wrong[0]}"


def test_d3_passes_a_limit_only_where_the_table_was_made_to() -> None:
    """So on the first data the cap changes nothing, and the alert that goes was never shown."""
    alerts = dict.fromkeys((FIRST, MUCH_D3), 0)
    for line in LINES:
        alerts[line["table"]] += "d3-range-over-limit" in line["result"]["alerts"]
    assert alerts[FIRST] == 0
    assert alerts[MUCH_D3] > 100


if __name__ == "__main__":
    for name in (FIRST, MUCH_D3):
        sys.stdout.write(f"{name}\n")
        for kind, count in sorted(differences(name).items()):
            sys.stdout.write(f"{count:5} {kind}\n")
