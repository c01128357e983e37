"""The site as `make run` starts it: gunicorn, DEBUG off, hashed and compressed static files."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parents[2]
READY_WITHIN_SECONDS = 30


class Site:
    """One server with a database of its own below `folder`; `url` has no slash at its end.

    `migrated=False` leaves the database without tables: a site that has nothing to go by.
    """

    def __init__(self, folder: Path, migrated: bool = True) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "bonehealth.settings",
            "SECRET_KEY": "a key that the browser's tests may know, as long as one has to be",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "0",
            "HTTPS": "0",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }
        self.manage("collectstatic", "--noinput")
        if migrated:
            self.manage("migrate", "--noinput")
        self._start()

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command against this site's database; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait(30)
        self.log.close()

    def _start(self) -> None:
        self.log = (self.folder / "server.log").open("w")
        gunicorn = [sys.executable, "-m", "gunicorn", "bonehealth.wsgi"]
        self.server = subprocess.Popen(
            gunicorn, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log
        )
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not self._answers():
            assert self.server.poll() is None, (self.folder / "server.log").read_text()
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=5).status == 200
        except URLError:
            return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
