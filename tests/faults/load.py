"""A crowd of visitors while workers are killed at random and an editor publishes all the time.

`python -m tests.faults.load --journeys 1000` lets all of them set out together, each with a
connection and cookies of their own, prints what was seen, and fails where a visitor saw
a server error, a wrong amount, or a question asked again.  SQLite, or PostgreSQL where
DATABASE_URL names a server.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.support import publishing as editor
from tests.support.crowd import Tally, Visitor, a_person
from tests.support.http import Browser, Connection, Fields, Response

from .site import Site, collect_static
from .visitor import SENTINEL

SEED = 20261122
SECONDS_BETWEEN_PUBLICATIONS = 1.0
SECONDS_BETWEEN_KILLS = (0.5, 2.5)
PATIENCE_S = (1, 2, 4, 8)
"""How long somebody waits between reloads of a page whose connection breaks again and again."""


class Crowd:
    """Sets out together, and knows how many were on their way at the same time."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.gate = threading.Barrier(size, timeout=120)  # nobody waits for ever for a thread
        self.lock = threading.Lock()
        self.on_their_way = self.most = 0

    def __enter__(self) -> None:
        self.gate.wait()
        with self.lock:
            self.on_their_way += 1
            self.most = max(self.most, self.on_their_way)

    def __exit__(self, *exc: object) -> None:
        with self.lock:
            self.on_their_way -= 1


class Walker(Visitor):
    """A visitor of the cluster test who comes without TLS and without a proxy."""

    def __init__(self, address: tuple[str, int], tally: Tally) -> None:
        self.tally = tally
        self.connection = Connection(address)
        self.browser = Browser(self.connection)

    def ask(self, path: str, fields: Fields | None = None) -> Response:
        for seconds in PATIENCE_S:
            try:
                return super().ask(path, fields)
            except RuntimeError:
                time.sleep(seconds)
        return super().ask(path, fields)


@contextmanager
def meanwhile(work: object, *arguments: object) -> Iterator[threading.Event]:
    """Runs `work(stop, …)` beside the block, and raises here what it raised there."""
    stop = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(work, stop, *arguments)  # type: ignore[arg-type]
        try:
            yield stop
        finally:
            stop.set()
        working.result()


def kill_workers(stop: threading.Event, site: Site, tally: Tally) -> None:
    """One at a time, at any moment, without a warning."""
    chance = random.Random(SEED)
    while not stop.wait(chance.uniform(*SECONDS_BETWEEN_KILLS)):
        if workers := site.workers():
            os.kill(chance.choice(workers), signal.SIGKILL)
            tally.add(kills=1)


def publish(stop: threading.Event, editions: editor.Editions) -> None:
    from django.db import connection

    chance = random.Random(SEED)
    while not stop.wait(SECONDS_BETWEEN_PUBLICATIONS):
        editor.publish(editions, chance)
    connection.close()


def walk(number: int, crowd: Crowd, site: Site, tally: Tally, editions: editor.Editions) -> None:
    person = a_person(random.Random(SEED + number))
    if number % 3 == 0:
        person = replace(person, diet_calcium_mg=SENTINEL)
    try:
        with crowd:
            Walker(site.address, tally).walk(person, editions)
    except (OSError, RuntimeError, AssertionError) as error:
        with tally.lock:
            tally.wrong.append(f"journey {number} ended with {error!r}")


def walk_all(journeys: int, written: Path) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        server_url = os.environ.get("DATABASE_URL", "")
        site = Site(top / "var", collect_static(top / "collected"), written, server_url)
        try:
            site.manage("migrate", "-v0")
            site.start("/readyz")
            set_up_django(site)
            tally, editions, crowd = Tally(), editor.Editions(), Crowd(journeys)
            started = time.monotonic()
            with (
                meanwhile(kill_workers, site, tally),
                meanwhile(publish, editions),
                ThreadPoolExecutor(journeys) as threads,
            ):
                for number in range(journeys):
                    threads.submit(walk, number, crowd, site, tally, editions)
            report(crowd, tally, editions, time.monotonic() - started)
        finally:
            site.close()
    seen = tally.counts
    return seen["journeys"] == journeys and not (
        tally.wrong or seen["errors_seen"] or seen["answers_lost"]
    )


def set_up_django(site: Site) -> None:
    """The editor works in this process, on the database of the site."""
    import django

    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bonehealth.settings",
        "DATABASE_URL": site.database_url,
        "SECRET_KEY": "the editor's process seals nothing " * 2,
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    django.setup()


def report(crowd: Crowd, tally: Tally, editions: editor.Editions, seconds: float) -> None:
    seen = tally.counts
    times = sorted(tally.milliseconds) or [0.0]
    lines = {
        "journeys begun": crowd.size,
        "journeys ended with the right amounts": seen["journeys"],
        "most on their way at the same time": crowd.most,
        "requests": seen["requests"],
        "workers killed": seen["kills"],
        "connections broken with a request in flight": seen["broken_connections"],
        "editions published": editions.live - 1,
        "editions seen in results": len(tally.editions),
        "server errors seen": seen["errors_seen"],
        "answers lost": seen["answers_lost"],
        "wrong amounts": len(tally.wrong),
        "seconds": round(seconds),
        "slowest of 100 requests, ms": round(times[len(times) * 99 // 100]),
    }
    for name, value in lines.items():
        print(f"{name:45}{value:>8,}")  # noqa: T201
    for what in tally.wrong[:10]:
        print(what)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journeys", type=int, default=1000)
    parser.add_argument("--written", type=Path, help="keep here what the server wrote")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(not walk_all(given.journeys, given.written or Path(folder)))


if __name__ == "__main__":
    main()
