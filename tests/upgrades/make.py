"""Makes the fixtures of this folder anew, each by the code of the released version it is of.

    .venv/bin/python -m tests.upgrades.make databases results cookies

Checks the versions out into a folder of its own.  Databases need a PostgreSQL server on which
databases may be made (POSTGRESQL=postgres://postgres@127.0.0.1:5432) and its pg_dump.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
RELEASES = ("302eb48", "8112979")
NEWEST = RELEASES[-1]
KEY = "a key that tests may know, long enough to be taken as one"
SERVER = os.environ.get("POSTGRESQL", "postgres://postgres@127.0.0.1:5432")
SCRATCH = "upgrade_fixture"


def databases() -> None:
    for release in RELEASES:
        with checkout(release) as place:
            file = place / "scratch.sqlite3"
            fill(place, f"sqlite:///{file}")
            with closing(sqlite3.connect(file)) as database:
                save(f"{release}.sqlite.sql", "\n".join(database.iterdump()))
            with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
                server.execute(f"DROP DATABASE IF EXISTS {SCRATCH}")
                server.execute(f"CREATE DATABASE {SCRATCH}")
                fill(place, f"{SERVER}/{SCRATCH}")
                save(f"{release}.postgresql.sql", for_a_driver(pg_dump(f"{SERVER}/{SCRATCH}")))
                server.execute(f"DROP DATABASE {SCRATCH}")


def results() -> None:
    with checkout(NEWEST) as place:
        run(place, FOLDER / "released" / "results.py", FOLDER)


def cookies() -> None:
    with checkout(NEWEST) as place:
        url = f"sqlite:///{place / 'scratch.sqlite3'}"
        run(place, "manage.py", "migrate", "--verbosity=0", url=url)
        run(place, FOLDER / "released" / "cookies.py", FOLDER / f"cookies_{NEWEST}.json", url=url)


def fill(place: Path, url: str) -> None:
    run(place, "manage.py", "migrate", "--verbosity=0", url=url)
    run(place, FOLDER / "released" / "fill.py", url=url)


@contextmanager
def checkout(release: str) -> Iterator[Path]:
    """That version's files, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / release
        git("worktree", "add", "--quiet", "--detach", str(place), release)
        try:
            yield place
        finally:
            git("worktree", "remove", "--force", str(place))


def git(*command: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *command], check=True)


def run(place: Path, *command: str | Path, url: str = "") -> None:
    """Python with that version's modules, and an environment of its own."""
    environ = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(place),
        "PYTHONDONTWRITEBYTECODE": "1",
        "DJANGO_SETTINGS_MODULE": "bonehealth.settings",
        "DATABASE_URL": url,
        "VAR_DIR": str(place / "var"),
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": "testserver",
        "DEBUG": "1",
        "HTTPS": "0",
    }
    subprocess.run([sys.executable, *command], cwd=place, env=environ, check=True)


def pg_dump(url: str) -> str:
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--no-comments", url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def for_a_driver(dump: str) -> str:
    """Without what only psql understands, and without what says nothing."""
    lines = [
        line
        for line in dump.splitlines()
        if line and not re.match(r"--|\\(un)?restrict|SET (?!search_path)", line)
    ]
    return "\n".join(lines)


def save(name: str, text: str) -> None:
    (FOLDER / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        {"databases": databases, "results": results, "cookies": cookies}[name]()
