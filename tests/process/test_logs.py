"""Logs: JSON where no terminal is, with request ids and no secrets."""

import json
import os
import pty
import signal
import subprocess
import time

import pytest

import limits
from client import TICKETS, Client, with_token
from program import BINARY, DEMO_PASSWORD, Server, free_port, plain_environment


@pytest.fixture
def chatty(tmp_path):
    """A demo server that logs all it can."""
    server = Server(tmp_path / "data", "--demo", "--log-level", "debug", "--log-requests", "all")
    yield server
    server.stop()


def log_lines(server) -> list[dict]:
    """The log's entries; the greeting that people read is none of them."""
    return [json.loads(line) for line in server.log().splitlines() if line.startswith("{")]


def test_every_line_of_the_log_is_a_json_object_with_time_and_level(chatty):
    Client(chatty.url).login("jane.doe@acme.com").list()
    chatty.stop()
    lines = log_lines(chatty)
    assert len(lines) >= 3
    for line in lines:
        assert {"time", "level"} <= set(line) or {"ts", "level"} <= set(line), line


def test_a_request_is_found_by_its_id(chatty):
    client = Client(chatty.url).login("jane.doe@acme.com")
    response = client.get(f"{TICKETS}/TKT-99999999")
    chatty.stop()
    found = [line for line in log_lines(chatty) if response.headers["X-Request-Id"] in line.values()]
    assert found, chatty.log()[-2000:]
    assert any("404" in str(line) for line in found)


def test_no_secret_is_in_the_log(chatty):
    client = Client(chatty.url).login("jane.doe@acme.com")
    made = client.post("/api/token", json={"Name": "logged"}).json()
    with_token(chatty.url, made["Token"]).list()
    with_token(chatty.url, "a-wrong-token-of-somebody").list()
    Client(chatty.url).authenticate("jane.doe@acme.com", "a-wrong-password")
    Client(chatty.url).post(
        "/api/first-signin", json={"session_token": "wrong-token", "new_password": "chosen-password"}
    )
    refresh = client.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    secrets = [cookie.value for cookie in client.cookies]
    client.post("/api/token-refresh", headers={"X-XSRF-TOKEN": refresh})
    secrets += [cookie.value for cookie in client.cookies]
    client.post("/api/logout")
    chatty.stop()
    log = "\n".join(json.dumps(line) for line in log_lines(chatty))
    assert log
    for secret in {
        made["Token"],
        DEMO_PASSWORD,
        "a-wrong-password",
        "a-wrong-token-of-somebody",
        "chosen-password",
        *secrets,
    }:
        assert secret not in log


def test_a_line_cannot_be_forged_from_outside(chatty):
    client = Client(chatty.url)
    client.get('/api/x%0a{"level":"error","forged":true}')
    client.authenticate('x\n{"level":"error","forged":true}', "y")
    chatty.stop()
    assert not any(line.get("forged") for line in log_lines(chatty))


def test_the_demo_login_and_the_address_are_printed(chatty):
    log = chatty.log()
    assert DEMO_PASSWORD in log and "jane.doe@acme.com" in log
    assert f"http://127.0.0.1:{chatty.port}" in log


def test_an_empty_directory_prints_a_one_time_password_once(tmp_path):
    server = Server(tmp_path / "data")
    name, password = server.one_time_password()
    assert name and len(password) >= 12
    server.stop()
    again = Server(tmp_path / "data")
    again.stop()
    assert "assword" not in again.log()


def test_on_a_terminal_the_log_is_text(tmp_path):
    reader, terminal = pty.openpty()
    port = free_port()
    process = subprocess.Popen(
        [BINARY, "serve", "--data", tmp_path / "data", "--listen", f"127.0.0.1:{port}"],
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=terminal,
        env=plain_environment(),
    )
    os.close(terminal)
    give_up = time.monotonic() + limits.START_S
    text = b""
    while b"http://" not in text and time.monotonic() < give_up:
        text += os.read(reader, 65536)
    process.send_signal(signal.SIGTERM)
    assert process.wait(limits.STOP_S) == 0
    os.close(reader)
    assert not any(line.startswith(b"{") for line in text.splitlines())
