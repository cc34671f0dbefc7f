"""Questions that take long: nobody waits for them who signs in, who asks next, or who stops the server."""

import contextlib
import json
import re
import socket
import struct
import threading
import time
from urllib.parse import quote

import pytest
import requests

import limits
from client import TICKETS, Client, first_superuser, with_token
from program import Server, command
from wire import Wire

# No text has it, and each term looks through every description.
HEAVY = " or ".join(f"Description contains 'no text has this {n}'" for n in range(100))
HEAVY_LIST = f"{TICKETS}?filter={quote(HEAVY)}&sort=Title"
# The same some ten times over: longer than any of these tests lasts.
HEAVY_GROUPS = "weeks=52&by=Status,Priority,Category,Age,Reporter%20Email"
HEAVY_SUMMARY = f"{TICKETS}/summary?filter={quote(HEAVY)}&{HEAVY_GROUPS}"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    data = tmp_path_factory.mktemp("bounded") / "data"
    command("load", "--data", data, "--tickets", "60000")
    server = Server(data, "--timeouts-shutdown", "1s")
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="module")
def admin(server) -> Client:
    return first_superuser(server)


def asked_at_once(client: Client, count: int) -> list[threading.Thread]:
    def ask() -> None:
        try:
            client.get(HEAVY_LIST)
        except OSError:
            pass  # The server has ended.

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def test_names_that_are_repeated_are_counted_once(admin):
    once = admin.get(f"{TICKETS}/summary?by=Status").json()
    assert admin.get(f"{TICKETS}/summary?by={','.join(['Status'] * 200)}").json() == once


def test_signing_in_does_not_wait_for_questions(server, admin):
    threads = asked_at_once(admin, 8)
    time.sleep(0.3)
    began = time.monotonic()
    response = Client(server.url).post(
        "/api/authenticate", json={"username": "nobody@acme.com", "password": "a wrong one"}
    )
    took = time.monotonic() - began
    assert response.status_code == 401
    assert took < 2 * limits.SCALE and all(thread.is_alive() for thread in threads[2:])


def held_at_longest(server: Server) -> float:
    text = requests.get(server.url + "/metrics", timeout=limits.ANSWER_S).text
    assert re.search(r"^expediter_loop_held_long_total \d+$", text, re.MULTILINE)
    return float(re.search(r"^expediter_loop_held_seconds_max (\S+)$", text, re.MULTILINE)[1])


def test_the_metrics_tell_how_long_a_request_held_a_loop(server, admin):
    assert admin.get(f"{TICKETS}?sort=Title&Status=Resolved").status_code == 200
    # Something took part of a second at most, and nothing takes no time.
    assert 0 < held_at_longest(server) < 1


def test_a_question_past_its_time_is_answered_503_and_told_how_to_narrow_it(tmp_path):
    command("load", "--data", tmp_path / "data", "--tickets", "20000")
    server = Server(tmp_path / "data", "--timeouts-query", "100ms")
    try:
        client = first_superuser(server)
        for path in (HEAVY_LIST, HEAVY_LIST.replace("?", "/summary?by=Status&").split("&sort")[0]):
            began = time.monotonic()
            response = client.get(path)
            assert response.status_code == 503 and response.json()["Code"] == "Query.TooSlow"
            # Whoever heeds Retry-After would ask the same again, and wait as long.
            assert "Narrow it" in response.json()["Message"] and "Retry-After" not in response.headers
            assert time.monotonic() - began < 1 * limits.SCALE
        assert client.get(f"{TICKETS}?page_size=5").status_code == 200  # The worker is as good as before.
    finally:
        server.stop()


# The last with this server: it ends it.
def test_the_stop_keeps_its_time_whatever_is_asked(server, admin):
    asked_at_once(admin, 8)
    time.sleep(0.3)
    began = time.monotonic()
    server.process.terminate()
    assert server.process.wait(limits.STOP_S) == 0
    assert time.monotonic() - began < 1 + 2 * limits.SCALE


@pytest.fixture(scope="module")
def one_worker(tmp_path_factory):
    """A server with a single worker, and all the time in the world for a question."""
    data = tmp_path_factory.mktemp("one_worker") / "data"
    command("load", "--data", data, "--tickets", "60000")
    server = Server(data, "--threads-work", "1", "--timeouts-query", "1h", "--timeouts-shutdown", "2s")
    yield server
    if server.process.poll() is None:
        server.stop()


@pytest.fixture(scope="module")
def browser(one_worker) -> Client:
    """Of somebody who has signed in from it before."""
    return first_superuser(one_worker)


@pytest.fixture(scope="module")
def token(browser) -> str:
    return browser.post("/api/token", json={"Name": "slow"}).json()["Token"]


def ask_by_wire(server: Server, token: str, path: str) -> Wire:
    wire = Wire(server.port)
    wire.send(f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n")
    return wire


def is_worker_free(server: Server, token: str, within: float) -> bool:
    """Whether somebody else's question, which is a worker's, is answered in that time."""
    client = with_token(server.url, token)
    began = time.monotonic()
    try:
        return client.get(f"{TICKETS}/summary?by=Status&Title={began}", timeout=within).status_code == 200
    except requests.Timeout:
        return False


def break_off(wire: Wire) -> None:
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    close(wire)


def close(wire: Wire) -> None:
    wire.input.close()
    wire.socket.close()


@pytest.mark.parametrize("leave", [break_off, close])
def test_a_question_ends_when_its_client_has_gone(one_worker, token, leave):
    wire = ask_by_wire(one_worker, token, HEAVY_SUMMARY)
    time.sleep(0.3)
    assert not is_worker_free(one_worker, token, 1), "the question must be under way for the test to show it"
    leave(wire)
    assert is_worker_free(one_worker, token, 2 * limits.SCALE)


def test_a_client_that_only_finished_sending_is_answered(one_worker, token):
    wire = ask_by_wire(one_worker, token, HEAVY_LIST)
    wire.socket.shutdown(socket.SHUT_WR)
    with wire:
        answer = wire.answer(to_head=True)
        while answer.status == 100:  # Any number of interim answers may come before the one that counts.
            answer = wire.answer(to_head=True)
        assert answer.status == 200 and int(answer.headers["content-length"]) > 0


def sign_in_by_wire(server: Server, source: str, name: str = "nobody") -> socket.socket:
    """Asks to sign in with a wrong password, from one of this machine's addresses."""
    body = json.dumps({"username": name, "password": "x" * 60})
    head = "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    wire = socket.socket()
    wire.bind((source, 0))
    wire.connect(("127.0.0.1", server.port))
    wire.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    return wire


def time_to_sign_in(client: Client, name: str, password: str, status: int) -> float:
    began = time.monotonic()
    response = client.post("/api/authenticate", json={"username": name, "password": password})
    assert response.status_code == status
    return time.monotonic() - began


def test_what_waits_is_dropped_when_its_client_has_gone(one_worker, token):
    """200 sign-ins take the one thread for seconds; nobody waits for them any more."""
    for number in range(200):
        sign_in_by_wire(one_worker, f"127.0.30.{number + 1}").close()
    time.sleep(0.5)  # In which it shows that they are gone.
    assert time_to_sign_in(Client(one_worker.url), "somebody", "a wrong one", 401) < 1 * limits.SCALE


@pytest.fixture
def crowd(one_worker):
    """20 addresses with 12 sign-ins of names that nobody has, each."""
    with contextlib.ExitStack() as wires:
        for number in range(12):
            for place in range(20):
                wire = sign_in_by_wire(one_worker, f"127.0.31.{place + 1}", f"nobody {number} {place}")
                wires.enter_context(contextlib.closing(wire))
        yield


def test_a_known_browser_signs_in_beside_a_crowd(one_worker, browser, crowd):
    """One sign-in after the other, the crowd's would take seconds."""
    assert time_to_sign_in(browser, "admin", "a new password", 200) < 0.5 * limits.SCALE


def test_a_stranger_waits_for_one_sign_in_of_each_address_of_a_crowd(one_worker, token, crowd):
    assert time_to_sign_in(Client(one_worker.url), "somebody", "a wrong one", 401) < 1.5 * limits.SCALE


# The last with this server: it ends it.
def test_a_question_under_way_ends_with_the_server(one_worker, token):
    wire = ask_by_wire(one_worker, token, HEAVY_SUMMARY)
    time.sleep(0.3)
    assert not is_worker_free(one_worker, token, 1), "the question must be under way for the test to show it"
    began = time.monotonic()
    one_worker.process.terminate()
    assert one_worker.process.wait(limits.STOP_S) == 0
    assert time.monotonic() - began < 2 + 1 * limits.SCALE
    close(wire)
