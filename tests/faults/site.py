"""The site as `make run` starts it, in a folder and with a database of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

from tests.support.http import Browser, Connection, Response
from tests.support.server import ROOT, Server, free_port

PYTHON = sys.executable
ACCESS_LOG = '%(t)s %(h)s "%(r)s" %(s)s "%(f)s" "%(a)s"'
"""The usual format without the length of the response, which is an amount like any other."""
WORKERS = 2
"""What gunicorn.conf.py starts where nobody says otherwise."""
PATIENCE_S = 60
"""For what happens within a second or two on a machine with nothing else to do."""


def eventually(happened: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Waits until it happens, and fails where it does not."""
    ends = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < ends, "It did not happen in time."
        time.sleep(0.05)


class Site:
    """gunicorn with an access log.  Everything it writes stays in `written` when it is gone.

    `folder` becomes VAR_DIR, `environ` goes to the server.  The database is SQLite, or a new one
    on the PostgreSQL server at `server_url`.
    """

    def __init__(
        self, folder: Path, static: Path, written: Path, server_url: str = "", **environ: str
    ) -> None:
        folder.mkdir(exist_ok=True)
        (folder / "static").symlink_to(static)
        self.folder = folder
        self.written = written / uuid4().hex[:8]
        self.written.mkdir(parents=True)
        self.file = folder / "db.sqlite3"
        self.server_url = server_url
        self.database_url = f"sqlite:///{self.file}"
        if server_url:
            self.database_url = _create_database(server_url)
        self.address = ("127.0.0.1", free_port())
        self.environ = {
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(folder),
            "DATABASE_URL": self.database_url,
            "HOST": self.address[0],
            "PORT": str(self.address[1]),
            "PYTHONDONTWRITEBYTECODE": "1",
            **environ,
        }
        self.server: Server | None = None
        self.connections: list[Connection] = []
        self.host = ""

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [ROOT / "bin/local", PYTHON, "manage.py", *command],
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(
        self, probe: str = "/healthz", application: str = "bonehealth.wsgi", host: str = ""
    ) -> None:
        """Starts and waits until it answers to this name."""
        self.host = host
        self.server = Server(
            self.environ,
            application,
            address=self.address,
            host=host,
            workers=WORKERS,
            command_prefix=(ROOT / "bin/local",),
            options=(
                *("--access-logfile", self.written / "access.log"),
                *("--access-logformat", ACCESS_LOG),
            ),
            log=self.written / "server.log",
        )
        self.server.start(probe)

    def stop(self) -> None:
        if self.server is not None:
            self.server.close()
            self.server = None

    def restart(self, **environ: str) -> None:
        self.stop()
        self.environ |= environ
        self.start()

    def close(self) -> None:
        """Stops it and keeps what it left: the log, and the database as text."""
        for connection in self.connections:
            connection.close()
        self.stop()
        dump = self.written / "database.sql"
        if self.server_url:
            dump.write_text("\n".join(_rows_of(self.database_url)))
            _drop_database(self.server_url, self.database_url)
        elif self.file.is_file():
            with closing(sqlite3.connect(self.file)) as database:
                dump.write_text("\n".join(database.iterdump()))

    def workers(self) -> list[int]:
        assert self.server is not None
        return self.server.worker_pids()

    def kill_workers(self) -> None:
        """All at once, in the middle of whatever they do."""
        for pid in self.workers():
            os.kill(pid, signal.SIGKILL)

    @contextmanager
    def only(self, worker: int) -> Iterator[None]:
        """No other worker takes a new connection; else the system chooses one."""
        others = [pid for pid in self.workers() if pid != worker]
        for pid in others:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in others:
                os.kill(pid, signal.SIGCONT)

    def ask_each_worker(self, path: str) -> None:
        eventually(lambda: len(self.workers()) == WORKERS)  # the site answers before the last came
        for worker in self.workers():
            with self.only(worker):
                assert self.status_of(path) == 200

    def browser(self) -> Browser:
        self.connections.append(Connection(self.address, host=self.host))
        return Browser(self.connections[-1])

    def get(self, path: str) -> Response:
        browser = self.browser()
        with browser.connection:
            return browser.get(path)

    def status_of(self, path: str) -> int:
        """0 where nobody answers."""
        try:
            return self.get(path).status
        except OSError:
            return 0

    def log(self) -> str:
        return (self.written / "server.log").read_text()


def collect_static(folder: Path) -> Path:
    """The static files as a deployment has them; once is enough for all sites."""
    subprocess.run(
        [ROOT / "bin/local", PYTHON, "manage.py", "collectstatic", "--noinput", "-v0"],
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(folder)},
        check=True,
    )
    return folder / "static"


def _create_database(server_url: str) -> str:
    name = f"test_faults_{uuid4().hex[:8]}"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))


def _drop_database(server_url: str, url: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {urlsplit(url).path[1:]} WITH (FORCE)")


def _rows_of(url: str) -> list[str]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as database:
        tables = database.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        return [
            f"{table}: {row}"
            for (table,) in tables
            for (row,) in database.execute(f'SELECT t::text FROM "{table}" t')
        ]
