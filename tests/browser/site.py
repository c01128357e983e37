"""The site as `make run` starts it: gunicorn, DEBUG off, hashed and compressed static files."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.server import ROOT, Server, free_port


class Site:
    """One server with a database of its own below `folder`; `url` has no slash at its end.

    `migrated=False` leaves the database without tables: a site that has nothing to go by.
    """

    def __init__(self, folder: Path, migrated: bool = True) -> None:
        self.folder = folder
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "bonehealth.settings",
            "SECRET_KEY": "a key that the browser's tests may know, as long as one has to be",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "0",
            "HTTPS": "0",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WEB_CONCURRENCY": "1",
        }
        self.manage("collectstatic", "--noinput")
        if migrated:
            self.manage("migrate", "--noinput")
        self.server = Server(
            self.environment,
            "bonehealth.wsgi",
            address=("127.0.0.1", port),
            log=folder / "server.log",
        )
        self.server.start("/healthz")

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
        self.server.close()
