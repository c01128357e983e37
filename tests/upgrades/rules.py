"""Both calcium rules and the D3 cap once more, written from the documents and not from the code.

Plain numbers: mg of calcium and IU of D3 a day.  The old rule is that of the first release,
which 8112979 follows; the new one is rules §3.
"""

from typing import Any

Amount = tuple[int, int]


def old_calcium(target: Amount, supplement: Amount, diet: int | None) -> tuple[str, int, int]:
    """Status and amount: what is missing, but never less than the table's supplement."""
    (t0, t1), (s0, s1) = target, supplement
    if diet is None:
        return "diet-unknown", s0, s1
    gap0, gap1 = max(0, t0 - diet), max(0, t1 - diet)
    if gap0 == 0:
        return "not-needed", 0, 0
    if gap1 < s0:
        return "food-first", gap0, gap1
    if gap0 > s1:
        return "food-too", s1, s1
    return "range", max(gap0, s0), min(gap1, s1)


def new_calcium(target: Amount, supplement: Amount, diet: int | None) -> tuple[str, int, int]:
    """Status and amount: what is missing, as far as the table's supplement goes."""
    (t0, t1), (s0, s1) = target, supplement
    if diet is None:
        return "diet-unknown", s0, s1
    if diet >= t0:
        return "not-needed", 0, 0
    gap0, gap1 = t0 - diet, max(0, t1 - diet)
    status = "food-too" if gap0 > s1 else "food-first" if gap0 < s0 else "range"
    return status, min(gap0, s1), min(gap1, s1)


def at_most(found: tuple[str, int, int], limit: int | None) -> tuple[str, int, int]:
    """Limits bind at both ends; the status stays."""
    if limit is None:
        return found
    status, low, high = found
    return status, min(low, max(0, limit)), min(high, max(0, limit))


def compared(taken: int, low: int, high: int) -> str:
    return "below" if taken < low else "above" if taken > high else "within"


def by_the_new_rules(line: dict[str, Any], row: dict[str, str]) -> dict[str, Any]:
    """A result of 8112979 as the new rule wants it; nothing else differs.

    `line` holds profile and result, `row` is the result's own of the old table.
    """
    profile, old = line["profile"], line["result"]
    new = {**old, "calcium": dict(old["calcium"]), "d3": dict(old["d3"])}
    if old["calcium"]["status"] != "withheld":
        status, low, high = calcium_of(new_calcium, row, profile["diet"], old["calcium"]["limit"])
        new["calcium"] |= {"status": status, "min": low, "max": high}
        new["calcium"]["comparison"] = compared(old["calcium"]["taken"], low, high)
    if old["d3"]["status"] != "withheld":
        limit, taken = old["d3"]["limit"], old["d3"]["taken"]
        _, low, high = at_most(("range", old["d3"]["min"], old["d3"]["max"]), limit)
        new["d3"] |= {"min": low, "max": high, "comparison": compared(taken, low, high)}
    for name in ("calcium", "d3", "k2", "k1"):
        new[name] = {**new[name], "withheld_by": sorted(new[name]["withheld_by"])}
    new["notes"] = sorted(old["notes"])
    del new["alerts"]  # one action for each nutrient says what they said
    return new


def calcium_of(
    rule: Any, row: dict[str, str], diet: int | None, limit: int | None
) -> tuple[str, int, int]:
    """A rule's answer for a row of the table; a limit is for diet and supplement together."""
    target, supplement = (
        (int(row[f"calcium_{name}_min_mg"]), int(row[f"calcium_{name}_max_mg"]))
        for name in ("total", "supplement")
    )
    left = None if limit is None else limit - (diet or 0)
    return at_most(rule(target, supplement, diet), left)
