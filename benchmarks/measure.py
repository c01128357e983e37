"""Walks journeys against one server and sums up what they cost."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.client import Browser, Connection
from benchmarks.journeys import Journey
from benchmarks.server import Server

SETTLED_S = 0.02
"""A worker may still be tidying up after its last answer."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of the repetitions, with the least and the greatest."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        ordered = sorted(values)
        return cls(statistics.median(ordered), ordered[0], ordered[-1])


@dataclass(slots=True)
class Run:
    """One repetition: CPU in ms, times in ms."""

    cpu_per_journey: float
    cpu_per_request: float
    requests_per_second: float
    cpu_of_kind: dict[str, float]
    p50_of_kind: dict[str, float]
    p99_of_kind: dict[str, float]


def walk(server: Server, journey: Journey, visitors: int, aside: Journey = ()) -> Run:
    """Walks twice as many journeys as `visitors`, all of them one request at a time.

    First one visitor after the other, which gives the cost of a journey and the times.  Then all
    visitors step by step together, so that the CPU of each step can be told apart, and then the
    steps `aside`, which do not count as part of the journey.
    """
    times = defaultdict(list)
    with Connection(server.address) as connection:
        before, started = server.cpu_seconds(), time.perf_counter()
        for _ in range(visitors):
            browser = Browser(connection)
            for step in journey:
                times[step.kind].append(step.take(browser).seconds * 1000)
        seconds = time.perf_counter() - started
        time.sleep(SETTLED_S)
        cpu = (server.cpu_seconds() - before) * 1000

        cpu_of_kind, steps_of_kind = defaultdict(float), defaultdict(int)
        browsers = [Browser(connection) for _ in range(visitors)]
        for step in journey + aside:
            before = server.cpu_seconds()
            for browser in browsers:
                answer = step.take(browser)
                if step in aside:
                    times[step.kind].append(answer.seconds * 1000)
            time.sleep(SETTLED_S)
            cpu_of_kind[step.kind] += (server.cpu_seconds() - before) * 1000 / visitors
            steps_of_kind[step.kind] += 1

    requests = visitors * len(journey)
    return Run(
        cpu_per_journey=cpu / visitors,
        cpu_per_request=cpu / requests,
        requests_per_second=requests / seconds,
        cpu_of_kind={kind: cpu_of_kind[kind] / steps_of_kind[kind] for kind in cpu_of_kind},
        p50_of_kind={kind: percentile(values, 50) for kind, values in times.items()},
        p99_of_kind={kind: percentile(values, 99) for kind, values in times.items()},
    )


def percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


@dataclass(frozen=True, slots=True)
class Page:
    """The heaviest page of its kind: SQL queries, bytes of HTML, bytes of it on the wire."""

    queries: int
    bytes: int
    sent: int


def weigh(server: Server, journey: Journey) -> dict[str, Page]:
    """One journey against a server that counts queries (benchmarks.counting)."""
    pages: dict[str, list[Page]] = defaultdict(list)
    with Connection(server.address) as connection:
        for _ in range(2):  # the first one fills what is kept per process
            browser = Browser(connection)
            pages.clear()
            for step in journey:
                answer = step.take(browser)
                queries = int(answer.headers["x-queries"])
                pages[step.kind].append(Page(queries, len(answer.body), answer.sent))
    return {
        kind: Page(
            max(page.queries for page in found),
            max(page.bytes for page in found),
            max(page.sent for page in found),
        )
        for kind, found in pages.items()
    }
