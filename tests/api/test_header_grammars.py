"""Headers as their grammar has them, from the client's side."""

import http.client
import socket

import pytest

from answers import assert_error
from client import TICKETS


def ask(server, target: str, *headers: tuple[str, bytes]) -> tuple[int, dict, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest("GET", target, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"),
        ("BR, gzip", "br"),
        ("br;q=0", None),
        ("br;q=0.000, gzip", "gzip"),
        ("br; q=0 , gzip;q=0", None),
        ("gzip;q=0.5", "gzip"),
        ("brotli", None),
        ("x-br, xgzip", None),
        ("*", "br"),
        ("*;q=0", None),
        ("*, br;q=0", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_page_comes_packed_only_as_the_client_accepts(demo, accepted, coding):
    _, page, body = ask(demo, "/", ("Accept-Encoding", b""))
    script = body.split(b'src="')[1].split(b'"')[0].decode()
    status, headers, _ = ask(demo, script, ("Accept-Encoding", accepted.encode()))
    assert status == 200 and headers.get("content-encoding") == coding
    assert "Accept-Encoding" in headers["vary"]


@pytest.mark.parametrize("agent", [b"\xff\xfe", b"cut \xe5\x80", b"\xc0\xaf", b"caf\xe9", b"a\xc2\x85b"])
def test_a_user_agent_that_is_no_text_is_made_one(demo, agent):
    body = b'{"username": "jane.doe@acme.com", "password": "expediter-demo"}'
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=20)
    connection.putrequest("POST", "/api/authenticate")
    for name, value in (("User-Agent", agent), ("Content-Type", b"application/json")):
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    cookies = "; ".join(
        value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"
    )
    assert answer.status == 200, answer.read()
    connection.close()
    status, _, listed = ask(demo, "/api/session", ("Cookie", cookies.encode()))
    assert status == 200
    assert "\ufffd" in listed.decode("utf-8")


@pytest.mark.parametrize("escape", ["%ff", "%c0%af", "%ed%a0%80", "%e5%80", "%00", "%7f", "%c2%85"])
def test_a_query_that_is_no_text_is_refused(admin, escape):
    for query in (f"Title={escape}", f"q={escape}", f"filter=Title%20eq%20'{escape}'", f"{escape}=1"):
        assert_error(admin.get_exactly(f"{TICKETS}?{query}"), 400, "Query.Invalid")


def test_raw_bytes_in_a_target_are_no_failure_of_ours(demo):
    for target in (b"/\xff\xfe", b"/api/\xff", TICKETS.encode() + b"/\xff", TICKETS.encode() + b"?q=\xff"):
        with socket.create_connection(("127.0.0.1", demo.port), timeout=20) as wire:
            wire.sendall(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = b""
            while more := wire.recv(65536):
                answer += more
        assert answer.split(b" ")[1] in (b"200", b"400", b"401", b"404"), answer[:200]
        answer.partition(b"\r\n\r\n")[2].decode("utf-8")
