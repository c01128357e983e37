"""SQLite with its file gone, locked, read-only, or on a full disk."""

import fcntl
import shutil
import sqlite3
import struct
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from .conftest import NewSite
from .site import Site, eventually
from .visitor import Visitor, visitors_in_the_middle

pytestmark = pytest.mark.fault

CONNECTION_AGE_S = 60
"""Django keeps its connections this long; until then they lead to the file that is gone."""


def admin_login(site: Site) -> int:
    """The status of a login, which writes to the database."""
    browser = site.browser()
    with browser.connection:
        browser.get("/admin/login/")
        fields = {"username": "editor", "password": "correct horse battery"}
        return browser.post("/admin/login/", fields).status


def an_editor(site: Site) -> None:
    make = (
        "from django.contrib.auth.models import User;"
        "User.objects.create_superuser('editor', password='correct horse battery')"
    )
    site.manage("shell", "--no-imports", "-c", make)


def on_disk(new_site: NewSite, disk: Path, seeded: Path) -> Site:
    site = new_site(folder=disk / "var", SECRET_KEY="x" * 50)
    shutil.copyfile(seeded, site.file)
    an_editor(site)
    site.start("/readyz")
    return site


def test_database_removed(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    aside = site.folder / "aside"
    aside.mkdir()
    files = sorted(site.folder.glob("db.sqlite3*"))
    for file in files:
        file.rename(aside / file.name)
    eventually(lambda: site.status_of("/readyz") == 503, CONNECTION_AGE_S + 30)
    # Processes that know the edition let visitors go on up to the result.
    for visitor in visitors:
        visitor.walk()
        eventually(lambda visitor=visitor: visitor.is_told_to_wait("results/"), CONNECTION_AGE_S)
    # Processes that never saw the database have no table to ask by.
    site.kill_workers()
    for visitor in visitors:
        eventually(lambda visitor=visitor: visitor.get("about/").status == 200)
        assert visitor.get("").status == visitor.get("evidence/").status == 200
        assert visitor.is_told_to_wait("check/")
    for file in site.folder.glob("db.sqlite3*"):
        file.unlink()  # the empty one that SQLite made
    for file in files:
        (aside / file.name).rename(file)
    for visitor in visitors:
        eventually(visitor.sees_result)
    eventually(lambda: site.status_of("/readyz") == 200)


def test_somebody_else_writes(site: Site) -> None:
    an_editor(site)
    visitors = visitors_in_the_middle(site)
    writer = sqlite3.connect(site.file, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    for visitor in visitors:
        assert visitor.walk().sees_result()
    assert admin_login(site) == 503
    writer.execute("ROLLBACK")
    writer.close()
    assert admin_login(site) == 302


@contextmanager
def all_locks_of(database: Path) -> Iterator[None]:
    """What a program holds that has the database for itself: every lock of its -shm file.

    Its own connection keeps SQLite from making that file anew when the site closes its last one.
    """
    wal_locks = (120, 8)
    with closing(sqlite3.connect(database)) as own, Path(f"{database}-shm").open("r+b") as shared:
        own.execute("SELECT name FROM sqlite_master").fetchall()
        lock = struct.pack("hhqqhi", fcntl.F_WRLCK, 0, *wal_locks, 0, 0)
        fcntl.fcntl(shared, fcntl.F_SETLKW, lock)
        yield


def test_database_locked(site: Site) -> None:
    visitors = visitors_in_the_middle(site)
    with all_locks_of(site.file):
        for visitor in visitors:
            visitor.walk()
            assert visitor.is_told_to_wait("results/")
    for visitor in visitors:
        eventually(visitor.sees_result)


def remount(disk: Path, how: str) -> bool:
    command = ["mount", "-o", f"remount,{how}", str(disk)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_disk_read_only(new_site: NewSite, small_disk: Path, seeded: Path) -> None:
    site = on_disk(new_site, small_disk, seeded)
    visitors = visitors_in_the_middle(site)
    site.kill_workers()  # while one writes, the disk stays as it is
    eventually(lambda: remount(small_disk, "ro"))
    for visitor in visitors:
        assert visitor.walk().sees_result()
    assert admin_login(site) == 503
    remount(small_disk, "rw")
    eventually(lambda: admin_login(site) == 302)


def fill(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_disk_full(new_site: NewSite, small_disk: Path, seeded: Path) -> None:
    site = on_disk(new_site, small_disk, seeded)
    visitors = visitors_in_the_middle(site)
    ballast = small_disk / "ballast"
    fill(ballast)
    for visitor in visitors:
        assert visitor.walk().sees_result()
    assert any_login_fails(site)
    assert Visitor(site).walk().sees_result()
    ballast.unlink()
    assert admin_login(site) == 302


def any_login_fails(site: Site) -> bool:
    """Room left in the last page of a file may take a few."""
    return any(admin_login(site) == 503 for _ in range(50))
