"""One kept-open connection to the API, for tests that make many requests: cheaper than `Client`."""

import json
import socket
from dataclasses import dataclass

import limits


class Lost(ConnectionError):
    """The connection ended before the whole answer was there: nobody knows what became of the request."""


@dataclass(frozen=True)
class Reply:
    """An answer. Header names are in lower case."""

    status: int
    headers: dict
    body: bytes

    def json(self):
        return json.loads(self.body)


class Link:
    """Speaks to one server with an API token. Belongs to one thread; connects when it needs to, from the
    address `source` where one is given."""

    def __init__(
        self, port: int, token: str | None = None, timeout: float | None = None, source: str | None = None
    ):
        self.port = port
        self.source = (source, 0) if source else None
        self.fixed = "Host: 127.0.0.1\r\n" + (f"Authorization: Bearer {token}\r\n" if token else "")
        self.timeout = timeout or limits.ANSWER_S
        self.socket = None
        self.input = None

    def call(self, method: str, target: str, body=None, **headers: str) -> Reply:
        """Sends a request and reads its answer. Underscores in names of headers stand for dashes."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        lines = [f"{method} {target} HTTP/1.1\r\n", self.fixed]
        lines += [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
        if body is not None:
            lines.append(f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n")
        request = "".join(lines).encode() + b"\r\n" + content
        try:
            if self.socket is None:
                self._open()
            self.socket.sendall(request)
            return self._read(method)
        except OSError as error:
            self.close()
            raise Lost(f"{method} {target}: {error}") from error

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout, self.source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.input = self.socket.makefile("rb")

    def _read(self, method: str) -> Reply:
        first = self.input.readline()
        if not first.endswith(b"\r\n"):
            raise ConnectionError("closed without an answer")
        headers = {}
        while (line := self.input.readline()) != b"\r\n":
            if not line:
                raise ConnectionError("closed within the head of an answer")
            name, _, value = line.decode("latin-1").partition(":")
            name, value = name.lower(), value.strip()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        status = int(first.split()[1])
        length = 0 if method == "HEAD" or status in (204, 304) else int(headers["content-length"])
        body = self.input.read(length)
        if len(body) < length:
            raise ConnectionError("closed within the body of an answer")
        if headers.get("connection") == "close":
            self.close()
        return Reply(status, headers, body)

    def close(self) -> None:
        if self.socket is not None:
            self.input.close()
            self.socket.close()
            self.socket = None
