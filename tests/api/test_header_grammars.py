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


@pytest.fixture(scope="module")
def token(admin):
    return admin.post("/api/token", json={"Name": "grammars"}).json()["Token"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("Bearer {}", 200),
        ("bearer {}", 200),
        ("BEARER {}", 200),
        ("Bearer   {}", 200),
        ("  Bearer {}  ", 200),
        ("Bearer{}", 401),
        ("{}", 401),
        ("Bearer", 401),
        ("Bearer ", 401),
        ("Basic {}", 401),
        ("Bearers {}", 401),
        ('Bearer "{}"', 401),
        ("Bearer {0}, Bearer {0}", 401),
        ("Bearer {} x", 401),
        ("Bearer token={}", 401),
    ],
)
def test_authorization_is_a_scheme_and_a_token(demo, token, form, status):
    assert ask(demo, "/api/profile", ("Authorization", form.format(token).encode()))[0] == status


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("access_token_cookie={}", 200),
        ("a=b; access_token_cookie={}", 200),
        ("a=b;access_token_cookie={};c=d", 200),
        ("a=b;   access_token_cookie={} ; c=d", 200),
        (";; access_token_cookie={}", 200),
        ('access_token_cookie="{}"', 200),
        ('a="b; access_token_cookie={}', 200),
        ("access_token_cookie={0}; access_token_cookie=other", 200),
        ("access_token_cookie=other; access_token_cookie={0}", 401),
        ("ACCESS_TOKEN_COOKIE={}", 401),
        ("xaccess_token_cookie={}", 401),
        ("access_token_cookiex={}", 401),
        ("access_token_cookie={}x", 401),
        ('access_token_cookie="{}', 401),
        ('access_token_cookie="', 401),
        ("access_token_cookie=", 401),
        ("access_token_cookie", 401),
        ("", 401),
    ],
)
def test_a_cookie_is_found_by_its_whole_name(demo, manager, form, status):
    cookie = manager.cookies.get("access_token_cookie")
    assert ask(demo, "/api/profile", ("Cookie", form.format(cookie).encode()))[0] == status


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 201),
        ("Application/JSON", 201),
        ("application/json;charset=utf-8", 201),
        ("application/json ; charset=UTF-8", 201),
        ('application/json; charset="utf-8"', 201),
        ('application/json; charset="ut\\f-8"', 201),
        ("application/json; charset=utf-8; profile=x", 201),
        ('application/json; profile="a;charset=latin1"', 201),
        ("application/json;", 201),
        ("application/json; charset=latin1", 415),
        ("application/json; charset=utf-16", 415),
        ("application/json; CHARSET=iso-8859-1", 415),
        ('application/json; profile="x"; charset="utf-16"', 415),
        ("application/json; charset=", 415),
        ("application/json; charset=utf-8; charset=utf-16", 415),
        ("application/json, text/plain", 415),
        ("application/json text/plain", 415),
        ("application/jsonp", 415),
        ("text/plain; application/json", 415),
        ("", 415),
    ],
)
def test_a_body_is_json_in_utf_8(admin, content_type, status):
    body = b'{"Title": "Of some type", "Priority": "Low"}'
    response = admin.post(TICKETS, data=body, headers={"Content-Type": content_type})
    assert response.status_code == status, response.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("{}", 304),
        ("W/{}", 304),
        ('"x", {}', 304),
        ('"x",W/{},"y"', 304),
        ("*", 304),
        (" * ", 304),
        ('"x", W/"y,{}"', 200),
        ('x, {}', 200),
        ('"x" {}', 200),
        ('"x"', 200),
        ("", 200),
        ('"*"', 200),
    ],
)
def test_a_file_that_the_client_has_is_not_sent_again(demo, form, status):
    _, headers, _ = ask(demo, "/")
    value = form.format(headers["etag"]).encode()
    assert ask(demo, "/", ("If-None-Match", value))[0] == status


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["Host: x"], 200),
        (["Host: x:80"], 200),
        (["Host: [::1]:80"], 200),
        (["Host:"], 200),
        (["Host: x", "Host: x"], 400),
        (["Host: x/y"], 400),
        (["Host: x, y"], 400),
        (["Host: me@x"], 400),
        ([], 400),
        (["Host: x", "Content-Length: 0"], 200),
        (["Host: x", "Content-Length: 0", "Content-Length: 1"], 400),
        (["Host: x", "Content-Length: +0"], 400),
        (["Host: x", "Content-Length: -1"], 400),
        (["Host: x", "Content-Length: 0x0"], 400),
        (["Host: x", "Content-Length: 0, 1"], 400),
        (["Host: x", "Content-Length: 0, 0"], 200),
        (["Host: x", "Content-Length: 0", "Content-Length: 0"], 200),
        (["Host: x", "Content-Length: 0,"], 400),
        (["Host: x", "Content-Length: 0 0"], 400),
        (["Host: x", "Content-Length: 00"], 200),
        (["Host: x", "Content-Length:"], 400),
        (["Host: x", "Content-Length: 99999999999999999999999"], 400),
    ],
)
def test_a_host_and_a_length_are_one_each(demo, lines, status):
    assert sent(demo, [*lines, "Connection: close"]).split(b" ")[1] == str(status).encode()


@pytest.mark.parametrize(
    ("value", "closes"),
    [
        ("close", True),
        ("Close", True),
        ("keep-alive, close", True),
        ("foo,close", True),
        (" , close ,", True),
        ("keep-alive", False),
        ("closed", False),
        ("x-close", False),
    ],
)
def test_a_connection_is_closed_where_its_list_says_so(demo, value, closes):
    with socket.create_connection(("127.0.0.1", demo.port), timeout=20) as wire:
        request = f"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: {value}\r\n\r\n".encode()
        wire.sendall(request)
        head = wire.recv(65536)
    assert head.startswith(b"HTTP/1.1 200 ")
    assert (b"connection: close" in head.lower()) == closes, head


def sent(server, lines: list[str]) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as wire:
        wire.sendall("\r\n".join(["GET /healthz HTTP/1.1", *lines, "", ""]).encode())
        answer = b""
        while more := wire.recv(65536):
            answer += more
    return answer


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (["Authorization: Bearer {0}"], 200),
        (["Authorization: Bearer {0}", "Authorization: Bearer {0}"], 200),
        (["Authorization: Bearer {0}", "Authorization: Bearer exp_other"], 200),
        (["Authorization: Bearer exp_other", "Authorization: Bearer {0}"], 401),
        (["Authorization: Basic eDp5", "Authorization: Bearer {0}"], 401),
        (["Authorization:", "Authorization: Bearer {0}"], 401),
        (["Cookie: access_token_cookie={1}"], 200),
        (["Cookie: access_token_cookie={1}", "Cookie: a=b"], 200),
        (["Cookie: a=b", "Cookie: access_token_cookie={1}"], 401),
        (["Cookie: access_token_cookie=other", "Cookie: access_token_cookie={1}"], 401),
        (["Cookie: access_token_cookie=other", "Authorization: Bearer {0}"], 200),
        (["Cookie: access_token_cookie={1}", "Authorization: Bearer exp_other"], 401),
    ],
)
def test_of_repeated_lines_the_first_says_who_asks(demo, token, manager, lines, status):
    cookie = manager.cookies.get("access_token_cookie")
    filled = [line.format(token, cookie).split(":", 1) for line in lines]
    headers = [(name, value.strip().encode()) for name, value in filled]
    assert ask(demo, "/api/profile", *headers)[0] == status
