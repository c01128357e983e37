"""PostgreSQL that goes away, is locked, is slow, or stops answering in mid-sentence."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from .conftest import SERVER_URL, NewSite
from .site import Site
from .visitor import Visitor, visitors_in_the_middle

pytestmark = pytest.mark.fault

IN_NO_TIME_S = 5
"""Far more than a page takes, far less than waiting for the database would."""


@pytest.fixture
def site(new_site: NewSite) -> Site:
    """A site whose database has the limits of docs/deploying.md."""
    site = new_site(server_url=SERVER_URL)
    name = urlsplit(site.database_url).path[1:]
    with psycopg.connect(SERVER_URL, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} SET lock_timeout = '3s'")
        server.execute(f"ALTER DATABASE {name} SET statement_timeout = '15s'")
    site.manage("migrate", "-v0")
    return site


class Line:
    """What lies between the site and its database: slow by `delay_s`, or dead until `flows`."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.target = target
        self.delay_s = 0.0
        self.flows = threading.Event()
        self.flows.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.sockets = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.target)
                self.sockets += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(source, sink), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                time.sleep(self.delay_s)
                self.flows.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.flows.set()
        for one in self.sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    address = urlsplit(site.database_url)
    line = Line((address.hostname or "127.0.0.1", address.port or 5432))
    port = line.listener.getsockname()[1]
    netloc = f"{address.username or 'postgres'}@127.0.0.1:{port}"
    site.environ["DATABASE_URL"] = urlunsplit(address._replace(netloc=netloc))
    yield line
    line.close()


def all_questions_open(visitors: list[Visitor]) -> None:
    for visitor in visitors:
        for slug in ("age", "menopause", "diet-calcium"):
            started = time.monotonic()
            assert visitor.get(f"questions/{slug}/").status == 200
            assert time.monotonic() - started < IN_NO_TIME_S


def test_server_gone(site: Site) -> None:
    site.start("/readyz")
    visitors = visitors_in_the_middle(site)
    name = urlsplit(site.database_url).path[1:]
    with psycopg.connect(SERVER_URL, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        for visitor in visitors:
            visitor.walk()
            assert visitor.is_told_to_wait("results/")
        assert site.status_of("/readyz") == 503
        assert site.status_of("/healthz") == 200
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    for visitor in visitors:
        assert visitor.sees_result()


def test_connections_cut(site: Site) -> None:
    site.start("/readyz")
    visitors = visitors_in_the_middle(site)
    name = urlsplit(site.database_url).path[1:]
    with psycopg.connect(SERVER_URL, autocommit=True) as server:
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
    for visitor in visitors:
        assert visitor.walk().sees_result(), "nobody notices a restart of the database"


def test_table_locked(site: Site) -> None:
    site.start("/readyz")
    visitors = visitors_in_the_middle(site)
    with psycopg.connect(site.database_url) as other:
        other.execute("LOCK TABLE recommender_edition IN ACCESS EXCLUSIVE MODE")
        for visitor in visitors:
            visitor.walk()
            assert visitor.is_told_to_wait("results/")
    for visitor in visitors:
        assert visitor.sees_result()


def test_slow_line(site: Site, line: Line) -> None:
    site.start("/readyz")
    visitors = visitors_in_the_middle(site)
    line.delay_s = 0.25
    for visitor in visitors:
        assert visitor.walk().sees_result()


def test_line_dead(site: Site, line: Line) -> None:
    site.start("/readyz")
    visitors = visitors_in_the_middle(site)
    line.flows.clear()
    time.sleep(1.1)  # what is kept is no longer fresh
    # The first in each process asks, and waits; the others need not.
    threads = []
    for worker in site.workers():
        first = Visitor(site)
        threads.append(threading.Thread(target=first.get, args=("questions/age/",)))
        with site.only(worker):
            threads[-1].start()
            time.sleep(0.5)
    all_questions_open(visitors)
    line.flows.set()
    for thread in threads:
        thread.join(30)
    for visitor in visitors:
        assert visitor.walk().sees_result()
