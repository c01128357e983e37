"""`python -m benchmarks.cluster`: is anything lost or wrong when hosts die under load?"""

import argparse
import itertools
import os
import random
import signal
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import django
from django.core.management import call_command

from benchmarks.cluster.network import Loopback, Namespaces, Place, network
from benchmarks.measure import percentile
from tests.support.crowd import Tally, Visitor, a_person
from tests.support.publishing import Editions, publish_until
from tests.support.server import Server, environment
from tests.support.services import SITE_HOST, Database, Nginx, database

VISITORS_AT_ONCE = 8
WEB_PORT = 8000


class Cluster:
    """The hosts that are up, and nginx in front of them."""

    def __init__(self, net: Loopback | Namespaces, nginx: Nginx, environ: dict[str, str]) -> None:
        self.net = net
        self.nginx = nginx
        self.environ = environ
        self.numbers = itertools.count(1)
        self.up: dict[Place, Server] = {}
        self.names: dict[str, str] = {}
        self.events: list[str] = []
        self.started = time.monotonic()

    def add(self) -> None:
        """A new host, put behind nginx once it answers."""
        place = self.net.place(next(self.numbers))
        server = Server(
            self.environ,
            "bonehealth.wsgi",
            address=(place.address, WEB_PORT),
            host=SITE_HOST,
            workers=2,
            command_prefix=place.command_prefix,
        )
        seconds = server.start("/readyz")
        self.up[place] = server
        self.names[f"{place.address}:{WEB_PORT}"] = place.name
        self.nginx.serve(server.address for server in self.up.values())
        self.note(f"{place.name} added ({seconds:.1f} s to ready)")

    def kill(self) -> None:
        """The oldest host goes without a word; nginx is not told until later."""
        place, server = next(iter(self.up.items()))
        server.stop(signal.SIGKILL)
        del self.up[place]
        self.note(f"{place.name} killed (SIGKILL)")

    def stop(self) -> None:
        for server in self.up.values():
            server.stop()

    def note(self, what: str) -> None:
        self.events.append(f"{time.monotonic() - self.started:5.1f} s  {what}")


def run(seconds: int, seed: int) -> bool:
    """Walks journeys for so long; returns whether nothing was lost and nothing wrong."""
    tally, editions, stop = Tally(), Editions(), threading.Event()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        net = network(stack)
        postgresql = database(stack, folder, net.gateway)
        environ = environment(
            "bonehealth.settings",
            DATABASE_URL=postgresql.url,
            ALLOWED_HOSTS=SITE_HOST,
            HTTPS="1",
            TRUST_PROXY="1",
        )
        os.environ.update(environ)
        django.setup()
        migrate_when_up()
        nginx = Nginx(stack, folder)
        cluster = Cluster(net, nginx, environ)
        stack.callback(cluster.stop)
        for _ in range(3):
            cluster.add()

        cluster.started = time.monotonic()
        numbers = itertools.count()

        def visit() -> None:
            while not stop.is_set():
                number = next(numbers)
                person = a_person(random.Random(f"{seed}-{number}"))
                Visitor(number, nginx.address, nginx.tls, tally).walk(person, editions)

        with ThreadPoolExecutor(VISITORS_AT_ONCE + 1) as pool:
            people = [pool.submit(visit) for _ in range(VISITORS_AT_ONCE)]
            people.append(pool.submit(publish_until, stop, editions, seed))
            try:
                for action in (cluster.kill, cluster.add, cluster.kill, cluster.add, cluster.add):
                    time.sleep(seconds / 6)
                    action()
                time.sleep(seconds / 6)
            finally:
                stop.set()
            for person in people:
                person.result()
        report(tally, editions, cluster, postgresql, seconds)
        from django.db import connections

        connections.close_all()
    return not (tally.wrong or tally.counts["answers_lost"] or tally.counts["errors_seen"])


def migrate_when_up(tries: int = 50) -> None:
    from django.db import OperationalError

    for left in reversed(range(tries)):
        try:
            call_command("migrate", verbosity=0)
            return
        except OperationalError:
            if not left:
                raise
            time.sleep(0.2)


def report(
    tally: Tally, editions: Editions, cluster: Cluster, postgresql: Database, seconds: int
) -> None:
    counts = tally.counts
    rows = {
        "network": cluster.net.description,
        "PostgreSQL reached": postgresql.reached,
        "seconds": seconds,
        "visitors at a time": VISITORS_AT_ONCE,
        "journeys finished": counts["journeys"],
        "requests": counts["requests"],
        "ms per request, p50": f"{percentile(tally.milliseconds, 50):.1f}",
        "ms per request, p99": f"{percentile(tally.milliseconds, 99):.1f}",
        "editions published": editions.live - 1,
        "editions named by results": len(tally.editions),
        "passed on to another host": counts["passed_on"],
        "error pages seen": counts["errors_seen"],
        "broken connections": counts["broken_connections"],
        "answers lost": counts["answers_lost"],
        "wrong results": len(tally.wrong),
    }
    for event in cluster.events:
        print(event)
    print()
    for name, value in rows.items():
        print(f"{name:<28}{value}")
    for address, requests in sorted(tally.hosts.items()):
        print(f"{'requests to ' + cluster.names.get(address, address):<28}{requests}")
    for what in tally.wrong[:10]:
        print(f"wrong: {what}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--seconds", type=int, default=36, choices=range(6, 301), metavar="6–300")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not run(arguments.seconds, arguments.seed):
        sys.exit("something was lost or wrong")


if __name__ == "__main__":
    main()
