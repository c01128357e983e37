"""nginx as deploy/nginx sets it up, in front of the site: slow clients, floods, dying workers."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.http import Browser, Connection
from tests.support.services import SITE_HOST, Nginx

from .conftest import NewSite
from .site import Site
from .visitor import Visitor

pytestmark = pytest.mark.fault

SLOW_CLIENTS = 200


@pytest.fixture
def behind(new_site: NewSite, seeded: Path) -> Site:
    """A site that trusts the proxy before it and speaks HTTPS, as in production."""
    site = new_site(
        HTTPS="1", TRUST_PROXY="1", ALLOWED_HOSTS=SITE_HOST, SECRET_KEY="behind nginx " * 5
    )
    site.file.write_bytes(seeded.read_bytes())
    site.start(host=SITE_HOST)
    return site


@pytest.fixture
def nginx(behind: Site, tmp_path: Path) -> Iterator[Nginx]:
    folder = tmp_path / "nginx"
    folder.mkdir()
    with ExitStack() as stack:
        nginx = Nginx(stack, folder)
        nginx.serve([behind.address])
        yield nginx


class Outside(Visitor):
    """Somebody who comes over TLS, from an address of their own."""

    def __init__(self, site: Site, nginx: Nginx, source: str, language: str = "en") -> None:
        super().__init__(site, language)
        connection = Connection(nginx.address, host=SITE_HOST, tls=nginx.tls, source=source)
        site.connections.append(connection)
        self.browser = Browser(connection)


def held_open(nginx: Nginx, tls: ssl.SSLContext, begun: bytes) -> ssl.SSLSocket:
    plain = socket.create_connection(nginx.address, source_address=("127.0.9.9", 0))
    wrapped = tls.wrap_socket(plain, server_hostname=SITE_HOST)
    wrapped.sendall(begun)
    return wrapped


def test_slow_clients_keep_nobody_waiting(behind: Site, nginx: Nginx) -> None:
    """A beginning, and then silence, on far more connections than the site has threads."""
    host = f"Host: {SITE_HOST}\r\n".encode()
    begun = [
        b"G",
        b"GET /en/ HTTP/1.1\r\n" + host + b"X: ",
        b"POST /en/questions/age/ HTTP/1.1\r\n" + host + b"Content-Length: 9\r\n\r\na",
    ]
    slow = [held_open(nginx, nginx.tls, begun[n % 3]) for n in range(SLOW_CLIENTS)]
    try:
        for n, language in enumerate(("zh-hant", "en")):
            assert Outside(behind, nginx, f"127.0.9.{n + 1}", language).walk().sees_result()
    finally:
        for connection in slow:
            connection.close()


def statuses(visitor: Outside, path: str, count: int) -> list[int]:
    visitor.browser.get(path)
    return [visitor.browser.post(path, {"age": "55", "username": "x"}).status for _ in range(count)]


@pytest.mark.parametrize(
    ("path", "count", "let_through"),
    [("/en/questions/age/", 60, 302), ("/admin/login/", 20, 200)],
    ids=["answers", "login"],
)
def test_a_flood_is_held_back_and_others_are_not(
    behind: Site, nginx: Nginx, path: str, count: int, let_through: int
) -> None:
    seen = statuses(Outside(behind, nginx, "127.0.9.1"), path, count)
    assert set(seen) == {let_through, 429}
    assert seen[:5] == [let_through] * 5
    assert statuses(Outside(behind, nginx, "127.0.9.2"), path, 1) == [let_through]


def test_a_killed_worker_is_not_noticed_between_two_pages(behind: Site, nginx: Nginx) -> None:
    visitors = [
        Outside(behind, nginx, f"127.0.9.{n}", language).walk(until="sun")
        for n, language in enumerate(("zh-hant", "en"), 1)
    ]
    behind.kill_workers()
    for visitor in visitors:
        assert visitor.walk().sees_result()


def test_probes_are_not_for_the_world(behind: Site, nginx: Nginx) -> None:
    visitor = Outside(behind, nginx, "127.0.9.1")
    for path in ("/healthz", "/readyz"):
        assert visitor.browser.get(path).status == 404
