"""HTTP as bytes on a socket: for what a well-behaved client never sends."""

import socket
from dataclasses import dataclass

import limits


@dataclass(frozen=True)
class Answer:
    """A response as it came over the wire. Header names are in lower case."""

    status: int
    headers: dict
    body: bytes
    lines: tuple = ()  # The header lines, as they came.


class Wire:
    """One connection, opened and closed by a with statement."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=limits.ANSWER_S)
        self.input = self.socket.makefile("rb")

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_) -> None:
        self.input.close()
        self.socket.close()

    def send(self, data: bytes | str) -> None:
        self.socket.sendall(data.encode() if isinstance(data, str) else data)

    def answer(self, to_head: bool = False) -> Answer:
        """Reads the next response. Fails when the server closed the connection instead."""
        first = self.input.readline()
        assert first.startswith(b"HTTP/1.1 "), f"not a status line: {first!r}"
        headers, lines = {}, []
        while (line := self.input.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
            lines.append(line.decode().strip())
        status = int(first.split()[1])
        has_body = not to_head and status not in (204, 304)
        body = self.input.read(int(headers["content-length"])) if has_body else b""
        return Answer(status, headers, body, tuple(lines))

    def is_closed(self) -> bool:
        """True when the server closes the connection without another byte."""
        try:
            return self.input.read(1) == b""
        except ConnectionResetError:
            return True


def exchange(port: int, data: bytes | str) -> Answer:
    """Sends the bytes on a new connection and reads one response."""
    with Wire(port) as wire:
        wire.send(data)
        return wire.answer(to_head=data[:4] in ("HEAD", b"HEAD"))
