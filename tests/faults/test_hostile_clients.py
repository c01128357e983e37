"""What no browser sends, over a socket to the server itself; and the answers in its own words."""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.http import Browser
from tests.test_privacy import ALONE

from .site import Site
from .visitor import Visitor

QUICKLY_S = 5


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, static: Path, written: Path, seeded: Path
) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site") / "var", static, written)
    site.file.write_bytes(seeded.read_bytes())
    site.start("/readyz")
    yield site
    site.close()


def said(site: Site, *lines: bytes, body: bytes = b"") -> bytes:
    """The whole answer to these header lines, given at once; the connection then ends."""
    raw = b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body
    started = time.monotonic()
    with socket.create_connection(site.address, QUICKLY_S) as connection:
        answer = b""
        try:
            connection.sendall(raw)
            while data := connection.recv(65536):
                answer += data
        except ConnectionError:  # refused before everything was sent
            pass
    assert time.monotonic() - started < QUICKLY_S
    return answer


HUNG_UP = 0
"""As good a refusal: a server that has not read everything may end the connection unheard."""


def status_of(answer: bytes) -> int:
    """Of the one answer: a body that is taken for a second request gets a second one."""
    found = re.findall(rb"HTTP/1\.[01] (\d{3}) ", answer)
    assert len(found) <= 1
    return int(found[0]) if found else HUNG_UP


HOST = b"Host: 127.0.0.1"
FORM = b"Content-Type: application/x-www-form-urlencoded"
AGE = b"POST /en/questions/age/ HTTP/1.1"


@pytest.mark.parametrize(
    ("expected", "lines", "body"),
    [
        pytest.param(
            {400}, [AGE, HOST, FORM, b"Content-Length: 10000000000"], b"age=5", id="10 GB"
        ),
        pytest.param(
            {400, HUNG_UP}, [AGE, HOST, FORM, b"Content-Length: 70000"], b"a" * 70_000, id="70 KB"
        ),
        pytest.param(
            {400}, [AGE, HOST, FORM, b"Content-Length: -1"], b"age=5", id="negative length"
        ),
        pytest.param(
            {400}, [AGE, HOST, FORM, b"Content-Length: x"], b"age=5", id="length in letters"
        ),
        pytest.param(
            {400},
            [AGE, HOST, FORM, b"Content-Length: 5", b"Content-Length: 50"],
            b"age=5",
            id="lengths",
        ),
        pytest.param(
            {400},
            [AGE, HOST, FORM, b"Content-Length: 5", b"Transfer-Encoding: chunked"],
            b"0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
            id="smuggling",
        ),
        pytest.param(
            {403}, [AGE, HOST, FORM, b"Transfer-Encoding: chunked"], b"zz\r\n", id="broken chunk"
        ),
        pytest.param(
            {414, HUNG_UP}, [b"GET /en/" + b"a" * 9000 + b" HTTP/1.1", HOST], b"", id="long address"
        ),
        pytest.param(
            {431, HUNG_UP}, [b"GET / HTTP/1.1", HOST, b"X: " + b"a" * 70_000], b"", id="long header"
        ),
        pytest.param(
            {431, HUNG_UP}, [b"GET / HTTP/1.1", HOST, *[b"X: y"] * 500], b"", id="500 headers"
        ),
        pytest.param({400}, [b"GET / HTTP/1.1", b"Host: elsewhere.example"], b"", id="other host"),
        pytest.param({400}, [b"GET / HTTP/1.1", b"Host: \x00"], b"", id="no host at all"),
        pytest.param({400}, [b"GET / HTTP/9.9", HOST], b"", id="version"),
        pytest.param({400}, [b"\x16\x03\x01\x02\x00\x01"], b"", id="TLS to a plain port"),
        pytest.param({405}, [b"BREW /coffee HTTP/1.1", HOST], b"", id="method"),
        pytest.param({400}, [b"GET /en/\x00 HTTP/1.1", HOST], b"", id="NUL in the address"),
        pytest.param({404}, [b"GET /%ff%fe%00/ HTTP/1.1", HOST], b"", id="not UTF-8"),
        pytest.param({404}, [b"GET /../../etc/passwd HTTP/1.1", HOST], b"", id="path"),
        pytest.param({404}, [b"GET /static/../db.sqlite3 HTTP/1.1", HOST], b"", id="static path"),
        pytest.param(
            {404}, [b"GET /static/%2e%2e/db.sqlite3 HTTP/1.1", HOST], b"", id="hidden path"
        ),
        pytest.param(
            {302}, [b"GET http://elsewhere.example/ HTTP/1.1", HOST], b"", id="proxy request"
        ),
    ],
)
def test_refused_quickly(site: Site, expected: set[int], lines: list[bytes], body: bytes) -> None:
    answer = said(site, *lines, body=body)
    assert status_of(answer) in expected
    assert b"elsewhere.example" not in answer
    assert b"SQLite format" not in answer
    assert site.status_of("/en/questions/age/") == 200


def test_a_cookie_of_5000_characters_is_a_fresh_start(site: Site) -> None:
    answer = said(site, b"GET /en/results/ HTTP/1.1", HOST, b"Cookie: answers=" + b"x" * 5000)
    assert status_of(answer) == 302
    assert b"\r\nLocation: /en/questions/age/\r\n" in answer


@pytest.mark.parametrize("language", ["zh-hant", "en"])
def test_nothing_the_server_writes_tells_an_amount(site: Site, language: str) -> None:
    visitor = Visitor(site, language)
    assert visitor.walk().sees_result()
    browser: Browser = visitor.browser
    browser.get(f"/{language}/results/")
    for tool in ("bottle/", "what-if/"):
        amounts = {"calcium_label": "4391", "tablets": "1", "age": "4391", "milk": "4391"}
        assert browser.post(f"/{language}/results/{tool}", amounts).status in {200, 422}
    written = (site.written / "access.log").read_text() + site.log()
    assert f"GET /{language}/results/" in written
    assert f"POST /{language}/results/bottle/" in written
    assert not ALONE.search(written)
