"""The image by hand: what the container file copies, run by the entry script that it runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.faults.site import eventually
from tests.support.http import Browser, Connection
from tests.support.server import free_port

ROOT = Path(__file__).parent.parent
CONTAINERFILE = (ROOT / "deploy/Containerfile").read_text()
ENTRYPOINT = ROOT / "deploy/entrypoint"
HOST_NAME = "bones.example.org"


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with just what is copied from the repository, messages and static files made."""
    folder = tmp_path_factory.mktemp("image")
    for sources, target in re.findall(r"^COPY ((?!--)[^/\n]+) (\S+)$", CONTAINERFILE, re.MULTILINE):
        for source in sources.split():
            if (ROOT / source).is_dir():
                shutil.copytree(
                    ROOT / source, folder / target, ignore=shutil.ignore_patterns("*.mo", "*.pyc")
                )
            else:
                shutil.copy(ROOT / source, folder / target)
    for command in (
        ["pybabel", "--quiet", "compile", "--domain", "django", "--directory", "bonehealth/locale"],
        ["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
    ):
        assert " ".join(command) in CONTAINERFILE
        subprocess.run(command, cwd=folder, env=environment(folder), check=True)
    return folder


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdefghijklmnopq",
        "ALLOWED_HOSTS": HOST_NAME,
        "TRUST_PROXY": "1",
        "DATABASE_URL": f"sqlite:///{folder / 'image.sqlite3'}",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(image: Path, *command: str) -> None:
    subprocess.run([ENTRYPOINT, *command], cwd=image, env=environment(image), check=True)


def test_the_image_is_checked_migrated_and_served_by_its_entry_script(image: Path) -> None:
    run(image, "check")
    run(image, "migrate")
    run(image, "showmigrations", "--verbosity", "0")
    address = ("127.0.0.1", free_port())
    serving = {"HOST": address[0], "PORT": str(address[1]), "HTTPS": "0"}
    server = subprocess.Popen([ENTRYPOINT], cwd=image, env=environment(image) | serving)

    def page(path: str) -> tuple[int, str]:
        try:
            with Connection(address, host=HOST_NAME) as connection:
                response = Browser(connection).get(path)
        except OSError:
            return 0, ""
        return response.status, response.body.decode(errors="replace")

    try:
        for probe in ("/healthz", "/readyz"):
            eventually(lambda path=probe: page(path)[0] == 200)
        status, html = page("/zh-hant/questions/age/")
        assert (status, "你今年幾歲" in html) == (200, True)
        assert page(re.findall(r'href="(/static/css/[^"]+)"', html)[0])[0] == 200
    finally:
        server.terminate()
        server.wait(30)


def test_compose_gives_the_site_only_settings_it_knows() -> None:
    compose = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
    told = (ROOT / "docs/deploying.md").read_text()
    given = compose["services"]["web"]["environment"]
    assert [name for name in given if f"`{name}`" not in told] == []
