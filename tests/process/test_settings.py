"""What settings change, each on a server of its own."""

import json
import time

import pytest

from answers import assert_error
from client import TICKETS, Client
from program import Server
from wire import Wire


def fail(server, name="jane.doe@acme.com"):
    return Client(server.url).authenticate(name, "wrong wrong")


def test_a_lock_doubles_with_each_further_failure_and_a_success_ends_it(serve):
    server = serve("--demo", "--sessions-lockout", "2s")
    for _ in range(3):
        fail(server)
    for seconds in (2, 4, 8):
        locked = fail(server)
        assert_error(locked, 429, "User.Locked")
        wait = int(locked.headers["Retry-After"])
        assert seconds - 1 <= wait <= seconds
        if seconds == 8:
            break
        time.sleep(wait + 0.1)
        assert_error(fail(server), 401, "User.InvalidCredentials")
    time.sleep(wait + 0.1)
    assert Client(server.url).authenticate("jane.doe@acme.com").json() == {"login": True}
    assert_error(fail(server), 401, "User.InvalidCredentials")
    assert Client(server.url).authenticate("jane.doe@acme.com").json() == {"login": True}


def test_a_lock_outlives_a_restart(serve):
    server = serve("--demo")
    for _ in range(3):
        fail(server)
    server.stop()
    again = Server(server.data)
    try:
        assert_error(Client(again.url).authenticate("jane.doe@acme.com"), 429, "User.Locked")
    finally:
        again.stop()


def test_a_head_that_does_not_arrive_in_time_is_408(serve):
    server = serve("--timeouts-head", "1s")
    with Wire(server.port) as wire:
        wire.send("GET /healthz HTTP/1.1\r\nHost: ")
        answer = wire.answer()
        assert answer.status == 408 and json.loads(answer.body)["Code"] == "Request.Timeout"
        assert wire.is_closed()


def test_a_head_that_trickles_in_is_408_too(serve):
    server = serve("--timeouts-head", "1s")
    with Wire(server.port) as wire:
        for byte in "GET /healthz HTTP/1.1\r\nHost: x":
            wire.send(byte)
            time.sleep(0.08)
        assert wire.answer().status == 408


def test_a_body_that_does_not_arrive_in_time_is_408(serve):
    server = serve("--timeouts-body", "1s")
    with Wire(server.port) as wire:
        head = "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        wire.send(head + 'Content-Length: 100\r\n\r\n{"username": ')
        answer = wire.answer()
        assert answer.status == 408 and json.loads(answer.body)["Code"] == "Request.Timeout"
        assert wire.is_closed()


def test_an_idle_connection_is_closed_without_a_word(serve):
    server = serve("--timeouts-idle", "1s")
    with Wire(server.port) as wire:
        wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert wire.answer().status == 200
        assert wire.is_closed()


def open_when_there_is_room(server) -> Wire:
    """A connection that was served once. One that was closed a moment ago may still count: then again."""
    for _ in range(100):
        wire = Wire(server.port)
        wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        if wire.answer().status == 200:
            return wire
        wire.__exit__()
        time.sleep(0.05)
    raise AssertionError("no connection was served within five seconds")


def test_one_connection_too_many_is_503_and_later_ones_are_served_again(serve):
    server = serve("--limits-connections", "4")
    wires = [open_when_there_is_room(server) for _ in range(4)]
    with Wire(server.port) as extra:
        answer = extra.answer()
        assert answer.status == 503 and "retry-after" in answer.headers
        assert extra.is_closed()
    for wire in wires:
        wire.__exit__()
    open_when_there_is_room(server).__exit__()


def test_a_smaller_body_limit_holds(serve):
    server = serve("--demo", "--limits-body", "2KiB")
    client = Client(server.url).login("jane.doe@acme.com")
    assert (
        client.post(TICKETS, json={"Title": "x", "Priority": "Low", "Description": "y" * 1000}).status_code
        == 201
    )
    response = client.post(TICKETS, json={"Title": "x", "Priority": "Low", "Description": "y" * 3000})
    assert_error(response, 413, "Request.TooLarge")


def test_where_assignees_must_be_known_a_team_mailbox_is_refused(serve):
    server = serve("--demo", "--tickets-known-assignee")
    client = Client(server.url).login("jane.doe@acme.com")
    body = {"Title": "x", "Priority": "Low"}
    assert client.post(TICKETS, json=body | {"Assignee Email": "john.smith@acme.com"}).status_code == 201
    response = client.post(TICKETS, json=body | {"Assignee Email": "team@example.org"})
    assert_error(response, 400, "Ticket.Invalid", "Assignee Email")


def test_cookies_are_secure_where_the_public_address_is_https(serve):
    server = serve("--demo", "--public-url", "https://tickets.example.org")
    response = Client(server.url).authenticate("jane.doe@acme.com")
    cookies = response.raw.headers.getlist("Set-Cookie")
    assert len(cookies) == 5 and all("; Secure" in cookie for cookie in cookies)


@pytest.mark.parametrize("threads", [1, 5])
def test_any_number_of_loops_serves(serve, threads):
    server = serve("--demo", "--threads-io", str(threads))
    client = Client(server.url).login("jane.doe@acme.com")
    for _ in range(20):
        client.new_ticket()
    assert client.list().json()["extra"]["total"] >= 320


def test_without_caches_answers_are_the_same(serve):
    server = serve("--demo", "--cache-tickets", "0B", "--cache-pages", "0B")
    client = Client(server.url).login("jane.doe@acme.com")
    ticket = client.new_ticket(Category="Uncached")
    for status in ("Closed", "Open"):
        client.change(ticket["id"], Status=status)
        assert client.ticket(ticket["id"])["Status"] == status
        assert client.list(Category="Uncached").json()["data"]["rows"][0]["Status"] == status
