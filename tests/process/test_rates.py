"""Limits on how often an address or an account may do something."""

import functools

import pytest

from answers import assert_error
from client import Client, with_token
from program import command


@pytest.fixture
def serve_demo(serve):
    """Starts a demo server that believes what a proxy on this machine says, with settings."""
    return functools.partial(serve, "--demo", "--proxy-trusted", "127.0.0.1")


def client_from(server, address: str) -> Client:
    client = Client(server.url)
    client.headers["X-Forwarded-For"] = address
    return client


def fail(client, name: str):
    return client.authenticate(name, "wrong wrong")


def test_an_address_that_tries_many_accounts_is_held_off_and_another_is_not(serve_demo):
    server = serve_demo("--rates-attempts", "5/10m")
    attacker = client_from(server, "192.0.2.7")
    for number in range(5):
        assert_error(fail(attacker, f"nobody{number}"), 401, "User.InvalidCredentials")
    for name in ("nobody9", "jane.doe@acme.com"):
        refused = attacker.authenticate(name)
        assert_error(refused, 429, "Request.RateLimited")
        assert 1 <= int(refused.headers["Retry-After"]) <= 120
    assert_error(attacker.post("/api/first-signin", json={}), 429, "Request.RateLimited")
    assert client_from(server, "192.0.2.8").authenticate("jane.doe@acme.com").json() == {"login": True}


def test_what_is_sent_wrong_counts_as_an_attempt_too(serve_demo):
    client = client_from(serve_demo("--rates-attempts", "3/10m"), "192.0.2.7")
    for _ in range(3):
        assert client.post("/api/authenticate", data="no json").status_code == 415
    assert_error(client.authenticate("jane.doe@acme.com"), 429, "Request.RateLimited")


def test_sign_ins_that_succeed_are_not_counted(serve_demo):
    client = client_from(serve_demo("--rates-attempts", "3/10m"), "192.0.2.7")
    for _ in range(8):
        assert client.authenticate("jane.doe@acme.com").json() == {"login": True}
    for number in range(3):
        assert_error(fail(client, f"nobody{number}"), 401, "User.InvalidCredentials")
    assert_error(fail(client, "nobody3"), 429, "Request.RateLimited")


def test_every_call_for_a_link_by_mail_counts(serve_demo):
    client = client_from(serve_demo("--rates-attempts", "3/10m"), "192.0.2.7")
    answers = [client.post("/api/forgot-password", json={"email": "x@acme.com"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429]
    assert_error(answers[-1], 429, "Request.RateLimited")


def test_who_is_held_off_from_signing_in_goes_on_with_a_session(serve_demo):
    client = client_from(serve_demo("--rates-attempts", "2/10m"), "192.0.2.7").login("jane.doe@acme.com")
    for number in range(3):
        fail(client_from(client, "192.0.2.7"), f"nobody{number}")
    assert client.get("/api/profile").status_code == 200
    assert client.new_ticket()["id"]


def test_an_ipv6_client_cannot_get_round_a_limit_within_its_network(serve_demo):
    server = serve_demo("--rates-attempts", "2/10m")
    for number in range(2):
        fail(client_from(server, f"2001:db8:0:1::{number}"), f"nobody{number}")
    assert_error(fail(client_from(server, "2001:db8:0:1:ffff::9"), "x"), 429, "Request.RateLimited")
    assert_error(fail(client_from(server, "2001:db8:0:2::9"), "y"), 401, "User.InvalidCredentials")


def test_this_machines_own_attempts_are_not_counted(serve_demo):
    server = serve_demo("--rates-attempts", "1/10m", "--rates-address", "1/10m")
    for number in range(4):
        assert_error(fail(Client(server.url), f"nobody{number}"), 401, "User.InvalidCredentials")


def test_attempts_are_limited_unless_told_otherwise(serve_demo):
    by_default, off = serve_demo(), serve_demo("--rates-attempts", "off")
    statuses = {server: set() for server in (by_default, off)}
    for server, seen in statuses.items():
        client = client_from(server, "192.0.2.7")
        seen.update(client.post("/api/authenticate", data="no json").status_code for _ in range(70))
    assert statuses == {by_default: {415, 429}, off: {415}}


def test_requests_of_an_address_are_limited_where_that_is_asked_for(serve_demo):
    server = serve_demo("--rates-address", "10/1h")
    client = client_from(server, "192.0.2.7")
    answers = [client.get("/healthz").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert_error(client.get("/api/profile"), 429, "Request.RateLimited")
    assert client_from(server, "192.0.2.8").get("/healthz").status_code == 200


def test_requests_of_an_account_are_counted_over_its_sessions_and_tokens(serve_demo):
    server = serve_demo("--rates-account", "8/1h")
    jane = Client(server.url).login("jane.doe@acme.com")
    secret = jane.post("/api/token", json={"Name": "script"}).json()["Token"]
    script = with_token(server.url, secret)
    again = Client(server.url).login("jane.doe@acme.com")
    answers = [one.get("/api/profile").status_code for one in (jane, script, again) * 3]
    assert answers == [200] * 7 + [429] * 2
    refused = script.get("/api/profile")
    assert_error(refused, 429, "Request.RateLimited")
    assert 1 <= int(refused.headers["Retry-After"]) <= 450
    assert Client(server.url).login("john.smith@acme.com").get("/api/profile").status_code == 200
    assert Client(server.url).authenticate("jane.doe@acme.com").json() == {"login": True}


@pytest.mark.parametrize(
    "wrong", ["", "60", "0/1m", "60/", "60/0s", "-1/1m", "60/1y", "on", "60/31d", "1/1m/1m"]
)
def test_what_is_no_rate_is_refused_by_name(tmp_path, wrong):
    words = ("serve", "--print-config", "--data", tmp_path / "data", f"--rates-account={wrong}")
    done = command(*words, ok=False)
    assert done.returncode == 2 and "rates" in done.stderr
