"""Profiles drawn at random from a fixed seed, crowded where the rules change what they say."""

import csv
from pathlib import Path
from random import Random
from typing import Any

FOLDER = Path(__file__).parent / "old_data"
SEED = 20_261_126
MENOPAUSE = ("yes", "no", "not-applicable", "not-sure")
CAUTIONS = (
    "vitamin-k-antagonist",
    "kidney-disease",
    "kidney-stones",
    "high-blood-calcium",
    "thiazide-or-digoxin",
    "pregnant-or-breastfeeding",
    "levothyroxine",
    "bisphosphonate",
    "tetracycline-or-quinolone",
    "iron-or-zinc",
    "fat-absorption",
)
"""The boxes of 8112979."""
AGES_AT_BORDERS = (4, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 50, 51, 64, 65, 70, 71, 120)
SUN_AT_BORDERS = (0, 14, 15, 16, 30, 1_440)
LIMITS_MG = (2_000, 2_500, 3_000)
MOST_TAKEN = {"calcium": 5_000, "d3": 100_000, "k2": 50_000, "k1": 50_000}


def drawn(count: int, seed: int = SEED) -> list[dict[str, Any]]:
    """Ages in years, calcium and diet in mg, D3 in IU, K2 and K1 in µg; None is "not sure"."""
    random = Random(seed)
    rows = records("reference_table.csv")
    return [one(random, rows) for _ in range(count)]


def records(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one(random: Random, rows: list[dict[str, str]]) -> dict[str, Any]:
    age = random.choice(AGES_AT_BORDERS) if random.random() < 0.4 else random.randint(4, 120)
    row = random.choice([it for it in rows if int(it["age_from"]) <= age <= last_age(it)])
    boxes = random.choices((0, 1, 2, 3), (60, 25, 10, 5))[0]
    return {
        "age": age,
        "menopause": random.choice(MENOPAUSE),
        "diet": diet(random, row),
        "sun": sun(random),
        "taken": {nutrient: taken(random, row, nutrient) for nutrient in MOST_TAKEN},
        "cautions": sorted(random.sample(CAUTIONS, boxes)),
    }


def last_age(row: dict[str, str]) -> int:
    return int(row["age_to"] or 120)


def diet(random: Random, row: dict[str, str]) -> int | None:
    """Unknown, anything to 3,000 mg, or within 2 mg of where the row's rule changes."""
    kind = random.random()
    if kind < 0.12:
        return None
    if kind < 0.4:
        return random.randint(0, 3_000)
    targets = [int(row[f"calcium_total_{end}_mg"]) for end in ("min", "max")]
    supplements = [int(row[f"calcium_supplement_{end}_mg"]) for end in ("min", "max")]
    gaps = [target - supplement for target in targets for supplement in supplements]
    at_limit = [limit - supplement for limit in LIMITS_MG for supplement in (0, *supplements)]
    borders = at_limit if kind < 0.5 else [0, *targets, *gaps]
    return max(0, random.choice(borders) + random.randint(-2, 2))


def sun(random: Random) -> int | None:
    kind = random.random()
    if kind < 0.15:
        return None
    return random.choice(SUN_AT_BORDERS) if kind < 0.6 else random.randint(0, 120)


def taken(random: Random, row: dict[str, str], nutrient: str) -> int:
    """Nothing, a bound, around the row's own amounts, or anything a bottle may hold."""
    kind = random.random()
    if kind < 0.35:
        return 0
    if kind < 0.37:
        return MOST_TAKEN[nutrient]
    if kind < 0.8:
        amounts = [
            int(amount)
            for column, amount in row.items()
            if column.startswith(nutrient) and "total" not in column
        ]
        return max(0, random.choice(amounts) + random.randint(-2, 2))
    return random.randint(0, MOST_TAKEN[nutrient] // 20)
