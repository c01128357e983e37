"""Sums up what was measured, prints it, and compares two saved runs."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.measure import Page, Run, Spread

REPETITIONS = 3
BOUNDS = {"question": 1.6, "answer": 1.8, "check": 2.5, "results": 2.0}
JOURNEY_BOUND = 2.0
PEER_BOUND = 4.0
COLD_START_BOUND = 1.5
MEMORY_BOUND = 1.3


def summary(runs: dict[str, list[Run]]) -> dict[str, Any]:
    """Spreads per project, and the ratios: of each repetition, then their spread."""
    limit, ours, peer = runs["limit"], runs["ours"], runs["peer"]
    found: dict[str, Any] = {"projects": {}, "ratios": {}}
    for name, repetitions in runs.items():
        found["projects"][name] = {
            "cpu_ms_per_request": Spread.of(run.cpu_per_request for run in repetitions),
            "cpu_ms_per_journey": Spread.of(run.cpu_per_journey for run in repetitions),
            "requests_per_second": Spread.of(run.requests_per_second for run in repetitions),
            "kinds": {
                kind: {
                    "cpu_ms": Spread.of(run.cpu_of_kind[kind] for run in repetitions),
                    "p50_ms": Spread.of(run.p50_of_kind[kind] for run in repetitions),
                    "p99_ms": Spread.of(run.p99_of_kind[kind] for run in repetitions),
                }
                for kind in repetitions[0].cpu_of_kind
            },
        }
    for kind in ours[0].cpu_of_kind:
        found["ratios"][kind] = Spread.of(
            run.cpu_of_kind[kind] / least.cpu_of_kind[kind]
            for run, least in zip(ours, limit, strict=True)
        )
    for name, these, those in (
        ("journey", ours, limit),
        ("peer_to_limit", peer, limit),
        ("peer_to_ours", peer, ours),
    ):
        found["ratios"][name] = Spread.of(
            this.cpu_per_request / that.cpu_per_request
            for this, that in zip(these, those, strict=True)
        )
    return found


def plain(value: Any) -> Any:
    if isinstance(value, Spread | Page):
        return asdict(value)
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value


def spread(found: dict[str, float], digits: int = 2) -> str:
    return "{:.{d}f} ({:.{d}f}–{:.{d}f})".format(*found.values(), d=digits)


def print_report(report: dict[str, Any]) -> bool:
    """Prints the report; returns whether every bound holds."""
    ratios = report["ratios"]
    print(f"commit {report['commit']}, {report['date']}, Python {report['python']}")
    print(f"{report['machine']}, gunicorn, one worker, one request at a time")
    print(f"median (least–greatest) of {REPETITIONS} repetitions\n")
    row = "{:<10}{:<10}{:<19}{:<19}{:<19}{:>8}{:>8}{:>8}"
    print(row.format("", "page", "CPU ms", "p50 ms", "p99 ms", "queries", "bytes", "sent"))
    for name, project in report["projects"].items():
        for kind, found in project["kinds"].items():
            page = report["pages"][name][kind]
            columns = [spread(found[column]) for column in ("cpu_ms", "p50_ms", "p99_ms")]
            print(row.format(name, kind, *columns, page["queries"], page["bytes"], page["sent"]))
    print()
    row = "{:<10}{:<22}{:<22}{:<22}"
    print(row.format("", "CPU ms/request", "CPU ms/journey", "requests/s"))
    for name, project in report["projects"].items():
        print(
            row.format(
                name,
                spread(project["cpu_ms_per_request"]),
                spread(project["cpu_ms_per_journey"]),
                spread(project["requests_per_second"], 0),
            )
        )
    print()
    bare, ours = report["process"]["bare"], report["process"]["ours"]
    start = ours["seconds"]["median"] / bare["seconds"]["median"]
    memory = ours["memory_mb"]["median"] / bare["memory_mb"]["median"]
    print(f"cold start: ours {spread(ours['seconds'])} s, bare {spread(bare['seconds'])} s")
    print(
        f"memory: ours {spread(ours['memory_mb'], 1)} MB, bare {spread(bare['memory_mb'], 1)} MB\n"
    )
    checks = [
        *(
            (f"{kind} / limit", spread(ratios[kind]), ratios[kind]["median"] <= bound, f"≤ {bound}")
            for kind, bound in BOUNDS.items()
        ),
        (
            "journey / limit",
            spread(ratios["journey"]),
            ratios["journey"]["median"] <= JOURNEY_BOUND,
            f"≤ {JOURNEY_BOUND}",
        ),
        (
            "peer / ours",
            spread(ratios["peer_to_ours"]),
            ratios["peer_to_ours"]["median"] >= PEER_BOUND,
            f"≥ {PEER_BOUND}",
        ),
        ("cold start / bare", f"{start:.2f}", start <= COLD_START_BOUND, f"≤ {COLD_START_BOUND}"),
        ("memory / bare", f"{memory:.2f}", memory <= MEMORY_BOUND, f"≤ {MEMORY_BOUND}"),
    ]
    for what, value, holds, bound in checks:
        print(f"{what:<20}{value:<22}{bound:<8}{'holds' if holds else 'MISSED'}")
    print(f"{'peer / limit':<20}{spread(ratios['peer_to_limit'])}")
    return all(holds for _, _, holds, _ in checks)


def compare(before: Path, after: Path) -> None:
    """Ratios of two saved runs: they hold across machines, times do not."""
    old, new = (json.loads(path.read_text()) for path in (before, after))
    print(f"{'':<16}{old['commit']:<22}{new['commit']:<22}change")
    for name, found in new["ratios"].items():
        if name in old["ratios"]:
            was = old["ratios"][name]
            change = found["median"] / was["median"] - 1
            print(f"{name:<16}{spread(was):<22}{spread(found):<22}{change:+.0%}")
    for kind, page in new["pages"]["ours"].items():
        was = old["pages"]["ours"].get(kind, page)
        for column in ("queries", "bytes", "sent"):
            if page[column] != was[column]:
                print(f"{kind} {column}: {was[column]} → {page[column]}")
