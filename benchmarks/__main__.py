"""`python -m benchmarks`: ours beside the limit and the peer; `compare A B`: two saved runs."""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.journeys import aside, limit, limit_aside, nothing, ours, peer
from benchmarks.measure import JourneyOf, Page, Run, Spread, walk, weigh
from benchmarks.report import REPETITIONS, compare, plain, print_report, summary
from tests.support.http import Browser, Connection
from tests.support.server import ROOT, Server, environment, python

WARM_UP_VISITORS = 20
VISITORS = 120
COLD_STARTS = 11
STOCK = "django.core.wsgi:get_wsgi_application()"
OURS = "bonehealth.wsgi:application"
APPLICATIONS = {"ours": OURS, "limit": OURS, "peer": STOCK, "bare": STOCK}


def projects(folder: Path) -> dict[str, dict[str, str]]:
    """The environment of each measured project, its database made."""
    database = f"sqlite:///{folder / 'ours.sqlite3'}"
    found = {
        "ours": environment("bonehealth.settings", DATABASE_URL=database),
        "limit": environment(
            "benchmarks.limit.settings",
            DATABASE_URL=database,
            LIMIT_PAGES=str(folder / "pages.json"),
        ),
        "peer": environment("benchmarks.peer.settings", PEER_DATABASE=str(folder / "peer.sqlite3")),
        "bare": environment("benchmarks.bare.settings", PEER_DATABASE=str(folder / "peer.sqlite3")),
    }
    python(found["ours"], "-m", "django", "migrate", "--verbosity", "0")
    python(found["peer"], "-m", "benchmarks.peer.load")
    with Server(found["ours"]) as server, Connection(server.address) as connection:
        browser = Browser(connection)
        answers = [(step, step.take(browser)) for step in ours(0) + aside(0)]
        pages = {step.path: answer.body.decode() for step, answer in answers if step.fields is None}
        (folder / "pages.json").write_text(json.dumps(pages))
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """What is walked in one of the projects, and the page that tells that it is up."""

    journey_of: JourneyOf
    visitors: int
    probe: str
    aside_of: JourneyOf = nothing


MEASURED = {
    "limit": Measured(limit, VISITORS, "/zh-hant/", limit_aside),
    "ours": Measured(ours, VISITORS, "/zh-hant/", aside),
    "peer": Measured(peer, VISITORS, "/zh-hant/bones/age/"),
}


def costs(environs: dict[str, dict[str, str]]) -> dict[str, list[Run]]:
    """All three servers up, measured in turn and the other way round the next time."""
    runs: dict[str, list[Run]] = {name: [] for name in MEASURED}
    with ExitStack() as stack:
        servers = {}
        for name, it in MEASURED.items():
            servers[name] = Server(environs[name], APPLICATIONS[name])
            stack.callback(servers[name].stop)
            servers[name].start(it.probe)
            walk(servers[name], it.journey_of, WARM_UP_VISITORS)
        order = list(MEASURED)
        for repetition in range(REPETITIONS):
            for name in order:
                it = MEASURED[name]
                runs[name].append(walk(servers[name], it.journey_of, it.visitors, it.aside_of))
            order.reverse()
            print(f"  repetition {repetition + 1} of {REPETITIONS}", file=sys.stderr)
    return runs


def weights(environs: dict[str, dict[str, str]]) -> dict[str, dict[str, Page]]:
    found = {}
    for name, it in MEASURED.items():
        server = Server(environs[name], "benchmarks.counting:application")
        try:
            server.start(it.probe)
            found[name] = weigh(server, it.journey_of, it.aside_of)
        finally:
            server.stop()
    return found


def cold_starts(environs: dict[str, dict[str, str]]) -> dict[str, dict[str, Spread]]:
    """Seconds from gunicorn to the first 200, and MB of a worker that has served 200 pages."""
    seconds: dict[str, list[float]] = {"bare": [], "ours": []}
    memory: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(COLD_STARTS):
        for name in seconds:
            server = Server(environs[name], APPLICATIONS[name])
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
