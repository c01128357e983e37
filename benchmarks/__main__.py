"""`python -m benchmarks`: ours beside the limit and the peer; `compare A B`: two saved runs."""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.client import Browser, Connection
from benchmarks.journeys import LIMIT, OURS, PEER, Journey
from benchmarks.measure import Page, Run, Spread, walk, weigh
from benchmarks.server import ROOT, Server, environment

REPETITIONS = 3
WARM_UP_VISITORS = 20
VISITORS = 120
LIMIT_PAGE = "/zh-hant/questions/age/"
LIMIT_REQUESTS = 1500
COLD_STARTS = 5
KINDS = ("start", "question", "answer", "check", "results")
BOUNDS = {"question": 1.6, "answer": 1.8, "check": 2.5, "results": 4.0}
JOURNEY_BOUND = 2.0
PEER_BOUND = 4.0
COLD_START_BOUND = 1.5
MEMORY_BOUND = 1.3


def python(environ: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environ, check=True)


def projects(folder: Path) -> dict[str, dict[str, str]]:
    """The environment of each measured project, its database made."""
    database = f"sqlite:///{folder / 'ours.sqlite3'}"
    found = {
        "ours": environment("bonehealth.settings", DATABASE_URL=database),
        "limit": environment(
            "benchmarks.limit.settings",
            DATABASE_URL=database,
            LIMIT_PAGE=str(folder / "page.html"),
        ),
        "peer": environment("benchmarks.peer.settings", PEER_DATABASE=str(folder / "peer.sqlite3")),
        "bare": environment("benchmarks.bare.settings", PEER_DATABASE=str(folder / "peer.sqlite3")),
    }
    python(found["ours"], "-m", "django", "migrate", "--verbosity", "0")
    python(found["peer"], "-m", "benchmarks.peer.load")
    with Server(found["ours"]) as server, Connection(server.address) as connection:
        page = Browser(connection).get(LIMIT_PAGE)
        assert page.status == 200, page.status
        (folder / "page.html").write_bytes(page.body)
    return found


JOURNEYS: dict[str, tuple[Journey, int, str]] = {
    "limit": (LIMIT, LIMIT_REQUESTS, "/zh-hant/"),
    "ours": (OURS, VISITORS, "/zh-hant/"),
    "peer": (PEER, VISITORS, "/zh-hant/bones/age/"),
}


def costs(environs: dict[str, dict[str, str]]) -> dict[str, list[Run]]:
    """All three servers up, measured in turn and the other way round the next time."""
    runs: dict[str, list[Run]] = {name: [] for name in JOURNEYS}
    with ExitStack() as stack:
        servers = {}
        for name, (journey, _, probe) in JOURNEYS.items():
            servers[name] = Server(environs[name])
            stack.callback(servers[name].stop)
            servers[name].start(probe)
            walk(servers[name], journey, WARM_UP_VISITORS)
        order = list(JOURNEYS)
        for repetition in range(REPETITIONS):
            for name in order:
                journey, visitors, _ = JOURNEYS[name]
                runs[name].append(walk(servers[name], journey, visitors))
            order.reverse()
            print(f"  repetition {repetition + 1} of {REPETITIONS}", file=sys.stderr)
    return runs


def weights(environs: dict[str, dict[str, str]]) -> dict[str, dict[str, Page]]:
    found = {}
    for name, (journey, _, probe) in JOURNEYS.items():
        server = Server(environs[name], "benchmarks.counting:application")
        try:
            server.start(probe)
            found[name] = weigh(server, journey)
        finally:
            server.stop()
    return found


def cold_starts(environs: dict[str, dict[str, str]]) -> dict[str, dict[str, Spread]]:
    """Seconds from gunicorn to the first 200, and MB of a worker that has served 200 pages."""
    seconds: dict[str, list[float]] = {"bare": [], "ours": []}
    memory: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(COLD_STARTS):
        for name in seconds:
            server = Server(environs[name])
            try:
                seconds[name].append(server.start())
                with Connection(server.address) as connection:
                    for _ in range(200):
                        Browser(connection).get("/zh-hant/")
                memory[name].append(server.memory_mb())
            finally:
                server.stop()
    return {
        name: {"seconds": Spread.of(seconds[name]), "memory_mb": Spread.of(memory[name])}
        for name in seconds
    }


def summary(runs: dict[str, list[Run]]) -> dict[str, Any]:
    """Spreads per project, and the ratios: of each repetition, then their spread."""
    limit = [run.cpu_per_request for run in runs["limit"]]
    ours, peer = runs["ours"], runs["peer"]
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
        ratios = [run.cpu_of_kind[kind] / least for run, least in zip(ours, limit, strict=True)]
        found["ratios"][kind] = Spread.of(ratios)
    found["ratios"]["journey"] = Spread.of(
        run.cpu_per_request / least for run, least in zip(ours, limit, strict=True)
    )
    found["ratios"]["peer_to_limit"] = Spread.of(
        run.cpu_per_request / least for run, least in zip(peer, limit, strict=True)
    )
    found["ratios"]["peer_to_ours"] = Spread.of(
        theirs.cpu_per_request / run.cpu_per_request for theirs, run in zip(peer, ours, strict=True)
    )
    return found


def plain(value: Any) -> Any:
    if isinstance(value, Spread | Page):
        return asdict(value)
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return value


def commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return result.stdout.strip() or "unknown"


def machine() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{len(names)} × {names[0] if names else platform.machine()}"


def run(json_file: Path | None) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        environs = projects(Path(folder))
        report = {
            "commit": commit(),
            "date": datetime.now(UTC).isoformat(timespec="minutes"),
            "machine": machine(),
            "python": platform.python_version(),
            **plain(summary(costs(environs))),
            "pages": plain(weights(environs)),
            "process": plain(cold_starts(environs)),
        }
    if json_file:
        json_file.write_text(json.dumps(report, indent=1) + "\n")
    return print_report(report)


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


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="save the figures as well")
    parser.add_argument("--check", action="store_true", help="fail when a bound is missed")
    commands = parser.add_subparsers(dest="command")
    comparing = commands.add_parser("compare", help="two saved runs side by side")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "compare":
        compare(arguments.before, arguments.after)
    elif not run(arguments.json) and arguments.check:
        sys.exit("a bound was missed")


if __name__ == "__main__":
    main()
