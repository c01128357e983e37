"""What the hosts share: PostgreSQL, PgBouncer where it is installed, and nginx from deploy/."""

import os
import pwd
import shutil
import signal
import ssl
import subprocess
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tests.support.server import ROOT, free_port

SITE_HOST = "bones.example.org"
PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/lib/postgresql/15/bin"
NGINX = ROOT / "deploy" / "nginx"


def program(name: str) -> str:
    found = shutil.which(name, path=PATH)
    if found is None:
        raise SystemExit(f"{name} is needed; on Debian: apt-get install postgresql nginx openssl")
    return found


def background(stack: ExitStack, command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Starts a service that ends with the stack; PostgreSQL and PgBouncer refuse to be root."""
    log = stack.enter_context((folder / f"{Path(command[0]).name}.log").open("wb"))
    user = "postgres" if os.geteuid() == 0 and not command[0].endswith("nginx") else None
    service = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)

    def stop() -> None:
        service.send_signal(signal.SIGINT)
        try:
            service.wait(10)
        except subprocess.TimeoutExpired:
            service.kill()
            service.wait()

    stack.callback(stop)
    return service


class Database(NamedTuple):
    url: str
    reached: str


def database(stack: ExitStack, folder: Path, address: str) -> Database:
    """A PostgreSQL of its own at `address`, behind PgBouncer where that is installed.

    PgBouncer hands out connections per transaction: the site may keep no state in one.
    """
    data, port = folder / "postgresql", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    user = "postgres" if os.geteuid() == 0 else None
    owner = pwd.getpwnam("postgres") if user else pwd.getpwuid(os.geteuid())
    subprocess.run(
        [program("initdb"), "--pgdata", data, "--username", "site", "--auth", "trust"],
        check=True,
        capture_output=True,
        user=user,
        env={"PATH": PATH, "HOME": owner.pw_dir, "LC_ALL": "C.UTF-8"},
        cwd=folder,
    )
    with (data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all samenet trust\n")
    options = {
        "listen_addresses": address,
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    background(stack, [program("postgres"), "-D", str(data), *settings], folder)
    if shutil.which("pgbouncer", path=PATH):
        bouncer_port = free_port()
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\npostgres = host={address} port={port} user=site\n"
            f"[pgbouncer]\nlisten_addr = {address}\nlisten_port = {bouncer_port}\n"
            "unix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 8\n"
        )
        background(stack, [program("pgbouncer"), str(folder / "pgbouncer.ini")], folder)
        return Database(f"postgres://site@{address}:{bouncer_port}/postgres", "through PgBouncer")
    return Database(f"postgres://site@{address}:{port}/postgres", "directly")


class Nginx:
    """nginx with the files of deploy/nginx as they are, but for addresses and folders."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.folder = folder
        self.address = ("127.0.0.1", free_port())
        self.conf = folder / "nginx"
        (self.conf / "conf.d").mkdir(parents=True)
        self._certificate()
        self.tls = ssl.create_default_context(cafile=str(folder / "fullchain.pem"))
        plain_port = free_port()
        replacements = {
            "/etc/nginx/conf.d": f"{self.conf}/conf.d",
            "/etc/nginx/tls": str(folder),
            "/etc/nginx/proxy.conf": str(NGINX / "proxy.conf"),
            "/var/run/nginx.pid": f"{folder}/nginx.pid",
            "/dev/stderr": f"{folder}/nginx-error.log",
            "${SITE_HOST}": SITE_HOST,
            "listen [::]": "# listen [::]",
            "listen 80 ": f"listen 127.0.0.1:{plain_port} ",
            "listen 443 ": "listen {}:{} ".format(*self.address),
        }
        for source, target in (
            ("nginx.conf", self.conf / "nginx.conf"),
            ("site.conf.template", self.conf / "conf.d" / "site.conf"),
        ):
            text = (NGINX / source).read_text()
            for old, new in replacements.items():
                text = text.replace(old, new)
            target.write_text(text)
        # Which hosts a request went to, for the report
        (self.conf / "conf.d" / "report.conf").write_text(
            "add_header X-Upstream $upstream_addr always;\n"
        )
        self.command = [program("nginx"), "-p", str(folder), "-c", str(self.conf / "nginx.conf")]
        self.stack = stack
        self.process: subprocess.Popen[bytes] | None = None

    def serve(self, hosts: Iterable[tuple[str, int]]) -> None:
        """Starts with these hosts behind it, or goes over to them without losing a request."""
        servers = "".join(
            f"    server {host}:{port} max_fails=1 fail_timeout=2s;\n" for host, port in hosts
        )
        (self.conf / "conf.d" / "upstream.conf").write_text(
            f"upstream web {{\n    zone web 64k;\n{servers}    keepalive 32;\n}}\n"
        )
        subprocess.run([*self.command, "-t", "-q"], check=True)
        if self.process is None:
            command = [*self.command, "-g", "daemon off;"]
            self.process = background(self.stack, command, self.folder)
            time.sleep(0.5)
        else:
            self.process.send_signal(signal.SIGHUP)

    def _certificate(self) -> None:
        subprocess.run(
            [
                *(program("openssl"), "req", "-x509", "-nodes", "-days", "2"),
                *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
                *("-keyout", self.folder / "privkey.pem", "-out", self.folder / "fullchain.pem"),
                *("-subj", f"/CN={SITE_HOST}", "-addext", f"subjectAltName=DNS:{SITE_HOST}"),
            ],
            check=True,
            capture_output=True,
        )
