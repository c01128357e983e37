"""Does a journey cost the same when the installation grows, and when everybody comes at once?"""

import statistics
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from benchmarks.journeys import ours
from benchmarks.measure import VISITOR_NUMBERS, Spread, walk
from benchmarks.report import spread
from tests.support.http import Browser, Connection
from tests.support.server import Server, environment, python

GROWN = {"rows": (5, 500), "foods": (88, 400), "editions": (1, 1_000)}
BURST = 10_000
CONNECTIONS = 8
VISITORS = 60
REPETITIONS = 3
BOUND = 1.2


def run() -> bool:
    """Prints CPU per journey as installation and crowd grow; returns whether it stays flat."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {}
        for name in ("as shipped", *GROWN):
            environ = environment(
                "bonehealth.settings", DATABASE_URL=f"sqlite:///{folder / name[:4]}.sqlite3"
            )
            python(environ, "-m", "django", "migrate", "--verbosity", "0")
            if name in GROWN:
                python(environ, "-m", "tests.support.grow", name, str(GROWN[name][1]))
            servers[name] = Server(environ, "bonehealth.wsgi")
            servers[name].start()
            stack.callback(servers[name].stop)
            walk(servers[name], ours, 10)
        costs: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(REPETITIONS):
            for name, server in servers.items():
                costs[name].append(walk(server, ours, VISITORS).cpu_per_journey)

        shipped = statistics.median(costs["as shipped"])
        print(f"{'':<30}{'CPU ms/journey':<24}of as shipped")
        print(f"{'as shipped':<30}{shown(costs['as shipped'])}")
        ratios = []
        for name, (small, large) in GROWN.items():
            ratios.append(statistics.median(costs[name]) / shipped)
            what = f"{name}: {small:,} → {large:,}"
            print(f"{what:<30}{shown(costs[name]):<24}{ratios[-1]:.2f}")
        single = statistics.median(alone(servers["as shipped"]) for _ in range(VISITORS))
        crowd = burst(environment_of=servers["as shipped"].environ)
        ratios.append(crowd / single)
        print(f"{'one visitor alone':<30}{single:.2f}")
        what = f"visitors: 1 → {BURST:,} at once"
        print(f"{what:<30}{crowd:<24.2f}{ratios[-1]:.2f}")
    holds = all(ratio <= BOUND for ratio in ratios)
    print(f"within 20 %: {'holds' if holds else 'MISSED'}")
    return holds


def shown(values: list[float]) -> str:
    return spread(asdict(Spread.of(values)))


def alone(server: Server) -> float:
    """CPU ms of one journey with nobody else there."""
    before = server.cpu_seconds()
    with Connection(server.address) as connection:
        browser = Browser(connection)
        for step in ours(next(VISITOR_NUMBERS)):
            step.take(browser)
    return (server.cpu_seconds() - before) * 1000


def burst(environment_of: Mapping[str, str]) -> float:
    """CPU ms per journey with all visitors on their way at the same time, two processes."""
    server = Server(environment_of, "bonehealth.wsgi", workers=2)
    server.start()

    def crowd(visitors: int) -> None:
        with Connection(server.address) as connection:
            browsers = [Browser(connection) for _ in range(visitors)]
            journeys = [ours(next(VISITOR_NUMBERS)) for _ in browsers]
            for steps in zip(*journeys, strict=True):
                for browser, step in zip(browsers, steps, strict=True):
                    step.take(browser)

    try:
        before = server.cpu_seconds()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(crowd, [BURST // CONNECTIONS] * CONNECTIONS))
        return (server.cpu_seconds() - before) * 1000 / BURST
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(0 if run() else "a journey costs more where the installation is large")
