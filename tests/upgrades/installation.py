"""An installation of its own for a test: a database from a dump, and today's code beside it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg.rows import dict_row

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
Row = dict[str, Any]


class Installation:
    """SQLite in `folder`; or, given a `server` address, a new database on that server."""

    def __init__(self, folder: Path, server: str = "") -> None:
        self.folder = folder
        self.server = server
        self.file = folder / "db.sqlite3"
        self.url = f"sqlite:///{self.file}"
        if server:
            self.name = f"upgrade_{uuid4().hex}"
            self._on_server(f"CREATE DATABASE {self.name}")
            self.url = urlunsplit(urlsplit(server)._replace(path=f"/{self.name}"))

    def close(self) -> None:
        if self.server:
            self._on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def load(self, release: str) -> None:
        kind = "postgresql" if self.server else "sqlite"
        dump = (FOLDER / f"{release}.{kind}.sql").read_text(encoding="utf-8")
        if self.server:
            with psycopg.connect(self.url) as database:
                database.execute(dump)
        else:
            with closing(sqlite3.connect(self.file)) as database:
                database.executescript(dump)

    def query(self, sql: str) -> list[Row]:
        if self.server:
            with psycopg.connect(self.url, row_factory=dict_row) as database:
                return database.execute(sql).fetchall()
        with closing(sqlite3.connect(self.file)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(sql)]

    def tables(self) -> set[str]:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        if self.server:
            sql = "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        return {row["name"] for row in self.query(sql)}

    def everything(self) -> dict[str, list[Row]]:
        """Every row of every table, in an order of its own making."""
        return {
            table: sorted(self.query(f'SELECT * FROM "{table}"'), key=repr)
            for table in sorted(self.tables())
        }

    def manage(self, *command: str) -> str:
        return self._python("manage.py", *command)

    def run(self, code: str) -> str:
        """What a piece of Python prints that finds Django set up."""
        return self._python("-c", f"import django; django.setup()\n{code}")

    def _python(self, *command: str) -> str:
        environ = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
        }
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _on_server(self, sql: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as server:
            server.execute(sql)


@contextmanager
def installation(folder: Path) -> Iterator[Installation]:
    """On the server of DATABASE_URL where the tests run on PostgreSQL, else in a file."""
    url = os.environ.get("DATABASE_URL", "")
    server = ""
    if url.startswith("postgres"):
        server = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    it = Installation(folder, server)
    try:
        yield it
    finally:
        it.close()
