"""Real servers for tests of what goes wrong around the site."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .site import Site, collect_static

SERVER_URL = os.environ.get("DATABASE_URL", "")
"""The PostgreSQL server for these tests, where there is one."""
REQUIRED = os.environ.get("FAULTS_REQUIRED") == "1"

if not SERVER_URL.startswith("postgres"):
    collect_ignore = ["test_postgresql.py"]

NewSite = Callable[..., Site]


def do_without(what: str) -> None:
    """Ends the test: as a failure where everything must be proved."""
    (pytest.fail if REQUIRED else pytest.skip)(what)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that servers write; WRITTEN names a folder that outlives the tests."""
    folder = os.environ.get("WRITTEN", "")
    return Path(folder) if folder else tmp_path_factory.mktemp("written")


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collect_static(tmp_path_factory.mktemp("collected"))


@pytest.fixture
def new_site(tmp_path: Path, static: Path, written: Path) -> Iterator[NewSite]:
    """Makes a site that has not begun; ends what was made."""
    made: list[Site] = []

    def make(folder: Path = tmp_path / "var", server_url: str = "", **environ: str) -> Site:
        site = Site(folder, static, written, server_url, **environ)
        made.append(site)
        return site

    yield make
    for site in made:
        site.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory, static: Path, written: Path) -> Path:
    """A database file as the migrations leave it."""
    site = Site(tmp_path_factory.mktemp("first") / "var", static, written)
    site.manage("migrate", "-v0")
    return site.file


@pytest.fixture
def site(new_site: NewSite, seeded: Path) -> Site:
    """A site on SQLite, ready for visitors."""
    site = new_site()
    shutil.copyfile(seeded, site.file)
    site.start("/readyz")
    return site


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB in memory."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mounted)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        do_without("Only root may mount a file system of its own.")
    yield mounted
    subprocess.run(["umount", "--lazy", mounted], check=True)
