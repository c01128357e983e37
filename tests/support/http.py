"""A visitor's browser, as far as a server can tell: cookies, hidden inputs, kept connections."""

import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from html import unescape
from typing import Self
from urllib.parse import urlencode

HIDDEN_INPUT = re.compile(rb"<input[^>]*\btype=[\"']hidden[\"'][^>]*>")
ATTRIBUTE = re.compile(rb"\b(name|value)=[\"']([^\"']*)[\"']")
TIMEOUT_S = 30

Fields = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Response:
    """`sent` is the bytes of the body on the wire, `body` the same bytes unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes
    sent: int
    seconds: float

    @property
    def hidden_inputs(self) -> dict[str, str]:
        """The CSRF token, and whatever else the page asks to be sent back."""
        fields = {}
        for tag in HIDDEN_INPUT.findall(self.body):
            found = {name: unescape(value.decode()) for name, value in ATTRIBUTE.findall(tag)}
            fields[found[b"name"]] = found.get(b"value", "")
        return fields


class Connection:
    """One kept connection, opened again whenever the server has closed it.

    `host` is the name the site goes by, where it is not the address itself; with `tls` it must
    be the one in the certificate.  `source` is the address that the visitor seems to come from.
    """

    def __init__(
        self,
        address: tuple[str, int],
        *,
        host: str = "",
        tls: ssl.SSLContext | None = None,
        source: str = "",
    ) -> None:
        self.address = address
        self.host = host or "{}:{}".format(*address)
        self.tls = tls
        self.source = (source, 0) if source else None
        self.socket: socket.socket | None = None

    @property
    def origin(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        if self.socket:
            self.socket.close()
            self.socket = None

    def exchange(self, request: bytes) -> Response:
        """Sends one request; raises OSError when the connection breaks before a whole answer."""
        started = time.perf_counter()
        kept = self.socket is not None
        try:
            status, headers, raw = self._exchange(request)
        except (ConnectionError, ssl.SSLError):
            self.close()
            if not kept:
                raise
            # A kept connection may be closed by the server at any moment between two requests.
            status, headers, raw = self._exchange(request)
        seconds = time.perf_counter() - started
        if headers.get("connection", "").lower() == "close":
            self.close()
        body = zlib.decompress(raw, 31) if headers.get("content-encoding") == "gzip" else raw
        return Response(status, headers, body, len(raw), seconds)

    def _connected(self) -> socket.socket:
        plain = socket.create_connection(self.address, TIMEOUT_S, self.source)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self.tls.wrap_socket(plain, server_hostname=self.host) if self.tls else plain

    def _exchange(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self.socket is None:
            self.socket = self._connected()
        self.socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, _, body = data.partition(b"\r\n\r\n")
        status_line, *lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            name = name.lower()
            headers[name] = f"{headers[name]}\n{value}" if name in headers else value
        status = int(status_line.split(" ", 2)[1])
        if headers.get("transfer-encoding") == "chunked":
            body = self._chunks(body)
        else:
            length = int(headers.get("content-length", 0))
            while len(body) < length:
                body += self._receive()
        return status, headers, body

    def _chunks(self, data: bytes) -> bytes:
        body = b""
        while True:
            while b"\r\n" not in data:
                data += self._receive()
            size, _, data = data.partition(b"\r\n")
            length = int(size, 16)
            while len(data) < length + 2:
                data += self._receive()
            if length == 0:
                return body
            body, data = body + data[:length], data[length + 2 :]

    def _receive(self) -> bytes:
        assert self.socket is not None
        if data := self.socket.recv(65536):
            return data
        raise ConnectionResetError("closed before the whole answer")


class Browser:
    """One visitor with cookies of their own, on a connection that visitors may share in turn."""

    def __init__(self, connection: Connection, accept_encoding: str = "gzip, deflate, br") -> None:
        self.connection = connection
        self.accept_encoding = accept_encoding
        self.cookies: dict[str, str] = {}
        self.page: Response | None = None
        """What was read last: its hidden inputs go with the next post."""

    def get(self, path: str) -> Response:
        response = self._ask("GET", path)
        self.page = response
        return response

    def post(self, path: str, fields: Fields) -> Response:
        """Posts the fields together with the hidden inputs of the page read last."""
        hidden = self.page.hidden_inputs if self.page else {}
        return self._ask("POST", path, urlencode(hidden | fields, doseq=True).encode())

    def _ask(self, method: str, path: str, body: bytes = b"") -> Response:
        origin = self.connection.origin
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.connection.host}",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language: zh-TW,zh;q=0.8,en;q=0.5",
            f"Accept-Encoding: {self.accept_encoding}",
        ]
        if self.cookies:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {cookies}")
        if method == "POST":
            lines += [
                f"Origin: {origin}",
                f"Referer: {origin}{path}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        head = "\r\n".join(lines) + "\r\n\r\n"
        response = self.connection.exchange(head.encode() + body)
        for cookie in response.headers.get("set-cookie", "").splitlines():
            name, _, value = cookie.split(";", 1)[0].partition("=")
            if value.strip('"'):
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        return response
