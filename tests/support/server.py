"""Starts gunicorn as in production and reads what the operating system accounts to it."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.support.http import Browser, Connection

ROOT = Path(__file__).parents[2]
STARTED_WITHIN_S = 30
SECRET_KEY = "only-for-measuring-on-this-machine-0123456789-abcdefghij"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: str, **extra: str) -> dict[str, str]:
    """What one of the measured projects needs; nothing of the caller's own configuration."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", "/"),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": settings,
        "SECRET_KEY": SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "0",
        **extra,
    }


def python(environ: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environ, check=True)


class Server:
    """A gunicorn of its own, on a free port of 127.0.0.1 unless told otherwise."""

    def __init__(
        self,
        environ: Mapping[str, str],
        application: str = "django.core.wsgi:get_wsgi_application()",
        *,
        address: tuple[str, int] | None = None,
        host: str = "",
        workers: int = 1,
        command_prefix: tuple[str | Path, ...] = (),
        options: tuple[str | Path, ...] = (),
        log: Path | None = None,
    ) -> None:
        self.environ = environ
        self.application = application
        self.address = address or ("127.0.0.1", free_port())
        self.host = host
        self.workers = workers
        self.command_prefix = command_prefix
        self.options = options
        # It lives as long as the server.
        self.log = log.open("a+") if log else tempfile.TemporaryFile("w+")  # noqa: SIM115
        self.process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def start(self, probe: str = "/zh-hant/") -> float:
        """Starts and waits for the first answer with status 200; returns the seconds it took."""
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [
                *self.command_prefix,
                *(sys.executable, "-m", "gunicorn"),
                *("--bind", "{}:{}".format(*self.address)),
                *("--workers", str(self.workers)),
                *self.options,
                self.application,
            ],
            cwd=ROOT,
            env=dict(self.environ),
            stdout=self.log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        while not self._answers(probe):
            if self.process.poll() is not None or time.perf_counter() - started > STARTED_WITHIN_S:
                self.stop()
                raise RuntimeError(f"{self.application} did not start:\n{self.logged()[-3000:]}")
            time.sleep(0.01)
        return time.perf_counter() - started

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ends master and workers; SIGKILL ends them all at once, as pulling the plug would."""
        if self.process is None or self.process.poll() is not None:
            return
        if how is signal.SIGKILL:
            for pid in [self.process.pid, *self.worker_pids()]:
                os.kill(pid, signal.SIGKILL)
        else:
            self.process.send_signal(how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def close(self) -> None:
        self.stop()
        self.log.close()

    def logged(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def worker_pids(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def cpu_seconds(self) -> float:
        """CPU time of all threads of all workers so far, to the nanosecond.

        The clock of another process is clock_getcpuclockid(3): -8 * pid - 6.
        """
        return sum(time.clock_gettime(-8 * pid - 6) for pid in self.worker_pids())

    def memory_mb(self) -> float:
        """Resident memory of one worker, pages shared with the others counted in full."""
        sizes = []
        for pid in self.worker_pids():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            found = re.search(r"^Rss:\s+(\d+) kB", rollup, re.MULTILINE)
            assert found
            sizes.append(int(found[1]) / 1024)
        return sum(sizes) / len(sizes)

    def _answers(self, probe: str) -> bool:
        try:
            with Connection(self.address, host=self.host) as connection:
                return Browser(connection).get(probe).status == 200
        except OSError:
            return False
