"""Questions that take long: neither who signs in nor the server's stop waits for them."""

import re
import threading
import time
from urllib.parse import quote

import pytest
import requests

import limits
from client import TICKETS, Client, first_superuser
from program import Server, command

# No text has it, and each term looks through every description.
HEAVY = " or ".join(f"Description contains 'no text has this {n}'" for n in range(100))
HEAVY_LIST = f"{TICKETS}?filter={quote(HEAVY)}&sort=Title"


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
            assert response.status_code == 503
            assert "Narrow it" in response.json()["Message"] and int(response.headers["Retry-After"]) > 0
            assert time.monotonic() - began < 1 * limits.SCALE
        assert client.get(f"{TICKETS}?page_size=5").status_code == 200  # The worker is as good as before.
    finally:
        server.stop()


# The last: it ends the server.
def test_the_stop_keeps_its_time_whatever_is_asked(server, admin):
    asked_at_once(admin, 8)
    time.sleep(0.3)
    began = time.monotonic()
    server.process.terminate()
    assert server.process.wait(limits.STOP_S) == 0
    assert time.monotonic() - began < 1 + 2 * limits.SCALE
