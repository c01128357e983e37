"""Walks journeys against one server and sums up what they cost."""

import itertools
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.journeys import Journey, nothing
from tests.support.http import Browser, Connection
from tests.support.server import Server

JourneyOf = Callable[[int], Journey]
"""A visitor's number -> their journey."""

VISITOR_NUMBERS = itertools.count()
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


def walk(
    server: Server, journey_of: JourneyOf, visitors: int, aside_of: JourneyOf = nothing
) -> Run:
    """Walks twice as many journeys as `visitors`, all of them one request at a time.

    First one visitor after the other, which gives the cost of a journey and the times.  Then all
    visitors step by step together, so that the CPU of each step can be told apart, and then the
    steps aside, which do not count as part of the journey.
    """
    times: dict[str, list[float]] = defaultdict(list)
    cpu_of_kind: dict[str, float] = defaultdict(float)
    steps_of_kind: Counter[str] = Counter()
    with Connection(server.address) as connection:
        journeys = [journey_of(next(VISITOR_NUMBERS)) for _ in range(visitors)]
        before, started = server.cpu_seconds(), time.perf_counter()
        for journey in journeys:
            browser = Browser(connection)
            for step in journey:
                times[step.kind].append(step.take(browser).seconds * 1000)
        seconds = time.perf_counter() - started
        time.sleep(SETTLED_S)
        cpu = (server.cpu_seconds() - before) * 1000

        numbers = list(itertools.islice(VISITOR_NUMBERS, visitors))
        journeys = [journey_of(number) + aside_of(number) for number in numbers]
        length = len(journey_of(0))
        browsers = [Browser(connection) for _ in numbers]
        for place, steps in enumerate(zip(*journeys, strict=True)):
            kind = steps[0].kind
            before = server.cpu_seconds()
            for browser, step in zip(browsers, steps, strict=True):
                answer = step.take(browser)
                if place >= length:
                    times[kind].append(answer.seconds * 1000)
            time.sleep(SETTLED_S)
            cpu_of_kind[kind] += (server.cpu_seconds() - before) * 1000 / visitors
            steps_of_kind[kind] += 1

    requests = visitors * length
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


def weigh(server: Server, journey_of: JourneyOf, aside_of: JourneyOf = nothing) -> dict[str, Page]:
    """One journey against a server that counts queries (benchmarks.counting)."""
    pages: dict[str, list[Page]] = defaultdict(list)
    with Connection(server.address) as connection:
        for number in range(2):  # the first one fills what is kept per process
            browser = Browser(connection)
            pages.clear()
            for step in journey_of(number) + aside_of(number):
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
