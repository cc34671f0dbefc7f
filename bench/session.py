"""A client of the API that is signed in."""

import http.client
import http.cookies
import json
import re
import socket
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "measured-in-turn"


@dataclass(frozen=True)
class Session:
    cookie: str  # The header that a browser would send with each request.
    csrf: str


class Client:
    """One connection, kept open."""

    def __init__(self, port: int, session: Session | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Content-Type": "application/json"}
        if session:
            self.headers |= {"Cookie": session.cookie, "X-XSRF-TOKEN": session.csrf}

    def send(self, method: str, path: str, body=None) -> tuple[int, http.client.HTTPMessage, bytes]:
        self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def get(self, path: str) -> bytes:
        status, _, body = self.send("GET", path)
        if status != 200:
            raise RuntimeError(f"GET {path}: {status} {body[:200]!r}")
        return body

    def get_json(self, path: str):
        return json.loads(self.get(path))


def can_connect(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def first_sign_in(port: int, log: Path) -> Session:
    """Signs in the first user with the one-time password that the server has printed."""
    one_time = re.search(r"The first user is (\S+), with the one-time password (\S+)", log.read_text())
    if not one_time:
        raise RuntimeError("the server printed no one-time password")
    client = Client(port)
    _, _, body = client.send(
        "POST", "/api/authenticate", {"username": one_time[1], "password": one_time[2]}
    )
    status, headers, body = client.send(
        "POST",
        "/api/first-signin",
        {"session_token": json.loads(body)["session_token"], "new_password": PASSWORD},
    )
    if status != 200:
        raise RuntimeError(f"sign-in: {status} {body!r}")
    cookies = http.cookies.SimpleCookie()
    for line in headers.get_all("Set-Cookie"):
        cookies.load(line)
    sent = ("access_token_cookie", "csrf_access_token")
    return Session(
        "; ".join(f"{name}={cookies[name].value}" for name in sent), cookies["csrf_access_token"].value
    )
