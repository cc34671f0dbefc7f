"""Proxies in front: who is believed about the client, and what follows from it."""

import json
import time

import pytest

import limits
from client import Client
from program import Server, command


def logged_peer(server, **headers) -> str:
    """The client's address in the log's line about a request with these headers."""
    answer = Client(server.url).get("/healthz", headers={k.replace("_", "-"): v for k, v in headers.items()})
    give_up = time.monotonic() + limits.ANSWER_S
    while time.monotonic() < give_up:
        for line in server.log().splitlines():
            if line.startswith("{") and answer.headers["X-Request-Id"] in line:
                return json.loads(line)["peer"]
        time.sleep(0.02)
    raise AssertionError(f"the request is not in the log:\n{server.log()}")


def test_a_trusted_proxy_is_believed_about_the_client(serve):
    server = serve("--log-requests", "all", "--proxy-trusted", "10.0.0.0/8, 127.0.0.1")
    assert logged_peer(server, X_Forwarded_For="192.0.2.7") == "192.0.2.7"
    assert logged_peer(server, X_Forwarded_For="198.51.100.1, 192.0.2.7, 10.1.1.1") == "192.0.2.7"
    assert logged_peer(server) == "127.0.0.1"


@pytest.mark.parametrize("trusted", [(), ("--proxy-trusted", "10.0.0.0/8")])
def test_nobody_else_is(serve, trusted):
    server = serve("--demo", "--log-requests", "all", *trusted)
    assert logged_peer(server, X_Forwarded_For="192.0.2.7") == "127.0.0.1"
    client = Client(server.url)
    client.headers["X-Forwarded-Proto"] = "https"
    client.login("jane.doe@acme.com")
    assert not any(cookie.secure for cookie in client.cookies)
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


def test_behind_a_proxy_that_speaks_https_cookies_are_secure_and_browsers_told_so(serve):
    server = serve("--demo", "--proxy-trusted", "127.0.0.1")
    answer = Client(server.url).post(
        "/api/authenticate",
        json={"username": "jane.doe@acme.com", "password": "expediter-demo"},
        headers={"X-Forwarded-Proto": "https"},
    )
    assert answer.status_code == 200
    assert all(cookie.secure for cookie in answer.cookies) and len(answer.cookies) == 5
    assert "Strict-Transport-Security" in answer.headers


@pytest.fixture(scope="module")
def trusting(data_root):
    server = Server(
        data_root / "forwarded", "--demo", "--log-requests", "all", "--proxy-trusted", "127.0.0.1,10.0.0.0/8"
    )
    yield server
    server.stop()


@pytest.mark.parametrize(
    ("value", "peer"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("192.0.2.7:4711", "192.0.2.7"),
        ("2001:db8::7", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("198.51.100.1,192.0.2.7", "192.0.2.7"),
        ("192.0.2.7,\t10.0.0.1 , 10.0.0.2", "192.0.2.7"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("192.0.2.7, unknown", "127.0.0.1"),
        ("192.0.2.7, ", "127.0.0.1"),
        ("192.0.2.7, _hidden, 10.0.0.1", "10.0.0.1"),
        ("192.0.2.256", "127.0.0.1"),
        ("192.0.2.07", "127.0.0.1"),
        ("3221225991", "127.0.0.1"),
        ("192.0.2.7;proto=https", "127.0.0.1"),
        ('"192.0.2.7"', "127.0.0.1"),
        ("for=192.0.2.7", "127.0.0.1"),
        ("[2001:db8::7", "127.0.0.1"),
        ("[2001:db8::7]x", "127.0.0.1"),
        ("[2001:db8::7]4711", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_a_forwarded_address_is_the_last_that_no_trusted_proxy_has(trusting, value, peer):
    assert logged_peer(trusting, X_Forwarded_For=value) == peer


@pytest.mark.parametrize(
    ("value", "secure"),
    [
        ("https", True),
        ("HTTPS", True),
        ("http, https", True),
        ("https ,https", True),
        ("https, http", False),
        ("http", False),
        ("https,", False),
        ("https;", False),
        ("wss", False),
        ("", False),
    ],
)
def test_a_forwarded_scheme_is_the_last_of_its_list(trusting, value, secure):
    answer = Client(trusting.url).get("/healthz", headers={"X-Forwarded-Proto": value})
    assert ("Strict-Transport-Security" in answer.headers) == secure


def test_a_list_may_be_an_array_in_the_file(tmp_path):
    file = tmp_path / "expediter.toml"
    file.write_text('[proxy]\ntrusted = ["127.0.0.1", "2001:db8::/32"]\n')
    text = command("serve", "--print-config", "--data", tmp_path / "data", "--config", file).stdout
    assert 'trusted = "127.0.0.1,2001:db8::/32"' in text


@pytest.mark.parametrize("wrong", ['"10.1.0.0/8"', '"localhost"', '["127.0.0.1", 7]', '["", "::1"]', "7"])
def test_what_is_no_list_of_addresses_is_refused_by_name(tmp_path, wrong):
    file = tmp_path / "expediter.toml"
    file.write_text(f"[proxy]\ntrusted = {wrong}\n")
    done = command("serve", "--print-config", "--data", tmp_path / "data", "--config", file, ok=False)
    assert done.returncode == 2 and '"proxy.trusted" must' in done.stderr


def test_a_proxy_that_is_not_named_is_warned_of(serve, tmp_path):
    server = serve("--public-url", "https://issues.example.com")
    assert "proxy.trusted does not name the proxy" in server.log()
    named = serve("--public-url", "https://issues.example.com", "--proxy-trusted", "127.0.0.1")
    assert "proxy.trusted" not in named.log()
