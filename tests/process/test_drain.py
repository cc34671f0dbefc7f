"""Whom a stop waits for, and whom not; who is told before it."""

import signal
import socket
import ssl
import threading
import time

import pytest
import requests

import limits
from certificate import make_certificate
from client import TICKETS, first_superuser
from program import Server
from wire import Wire

AT_ONCE_S = 2 * limits.SCALE


@pytest.fixture
def start(tmp_path):
    servers = []

    def begin(*arguments, **more):
        servers.append(Server(tmp_path / f"data{len(servers)}", *arguments, **more))
        return servers[-1]

    yield begin
    for server in servers:
        if server.process.poll() is None:
            server.kill()


def time_to_stop(server) -> float:
    began = time.monotonic()
    server.stop()
    return time.monotonic() - began


@pytest.mark.parametrize(
    "begun",
    [
        "G",
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow:",
        "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{",
        "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
    ],
)
def test_who_has_not_finished_a_request_does_not_hold_up_the_end(start, begun):
    server = start()
    wires = [Wire(server.port) for _ in range(5)]
    for wire in wires:
        wire.send(begun)
    time.sleep(0.1)
    assert time_to_stop(server) < AT_ONCE_S
    for wire in wires:
        if "Expect" in begun:
            assert wire.input.readline() == b"HTTP/1.1 100 Continue\r\n"
            wire.input.readline()
        assert wire.is_closed()
        wire.__exit__()


def test_who_goes_on_sending_a_byte_at_a_time_does_not_hold_up_the_end(start):
    server = start()
    ended = threading.Event()

    def drip():
        with Wire(server.port) as wire:
            try:
                wire.send("POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n")
                while not ended.is_set():
                    wire.send("x")
                    time.sleep(0.01)
            except OSError:
                pass

    drips = [threading.Thread(target=drip) for _ in range(4)]
    for each in drips:
        each.start()
    time.sleep(0.2)
    took = time_to_stop(server)
    ended.set()
    for each in drips:
        each.join()
    assert took < AT_ONCE_S


def test_half_a_handshake_does_not_hold_up_the_end(start, tmp_path):
    certificate = make_certificate(tmp_path, "first")
    server = start(certificate=certificate)
    bare = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(5)]
    for number, each in enumerate(bare):
        each.sendall(b"\x16\x03\x01\x02\x00\x01"[: number + 1])
    context = ssl.create_default_context(cafile=str(certificate.certificate))
    idle = context.wrap_socket(
        socket.create_connection(("127.0.0.1", server.port)), server_hostname="localhost"
    )
    idle.sendall(b"GET /healthz HTTP/1.1\r\nHo")
    time.sleep(0.1)
    assert time_to_stop(server) < AT_ONCE_S
    for each in [*bare, idle]:
        each.close()


def test_an_answer_half_read_is_sent_to_its_end_within_the_time_for_it(start):
    server = start("--timeouts-shutdown", "8s")
    admin = first_superuser(server)
    for _ in range(6):
        admin.new_ticket(Description="x" * 10_000)
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.connect(("127.0.0.1", server.port))
    wire.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
    wire.settimeout(limits.ANSWER_S)
    time.sleep(0.3)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.7)
    text = b""
    while part := wire.recv(65536):
        text += part
    head, _, body = text.partition(b"\r\n\r\n")
    length = next(line.split()[1] for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
    assert len(body) == int(length)
    server.stop()


def test_who_does_not_read_is_waited_for_no_longer_than_the_time_for_it(start):
    server = start("--timeouts-shutdown", "1s")
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.connect(("127.0.0.1", server.port))
    for _ in range(100):
        wire.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.3)
    assert time_to_stop(server) < 1 + AT_ONCE_S
    wire.close()


def test_a_write_that_has_arrived_whole_is_answered(start):
    server = start()
    admin = first_superuser(server)
    secret = admin.post("/api/token", json={"Name": "x"}).json()["Token"]
    body = '{"Title": "Under way", "Priority": "Low"}'
    wires = [Wire(server.port) for _ in range(20)]
    for wire in wires:
        wire.send(
            f"POST {TICKETS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
    assert time_to_stop(server) < AT_ONCE_S
    assert {wire.answer().status for wire in wires} == {201}
    for wire in wires:
        wire.__exit__()


def test_readyz_says_so_first_while_all_else_is_served(start):
    server = start("--timeouts-drain", "1500ms")
    ready = requests.get(server.url + "/readyz", timeout=limits.ANSWER_S)
    assert ready.json() == {
        "message": "ready",
        "checks": dict.fromkeys(ready.json()["checks"], "ok"),
    }
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    told = requests.get(server.url + "/readyz", timeout=limits.ANSWER_S)
    assert told.status_code == 503
    assert told.json()["message"] == "not ready" and told.json()["checks"]["process"] == "stopping"
    for path in ("/healthz", "/metrics", "/api/openapi.json"):  # On new connections.
        assert requests.get(server.url + path, timeout=limits.ANSWER_S).status_code == 200
    server.stop()  # A second signal: this one is not waited for.
    assert time.monotonic() - began < 1.5


def test_the_time_before_is_kept_where_nobody_hurries(start):
    server = start("--timeouts-drain", "1s")
    began = time.monotonic()
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(limits.STOP_S) == 0
    assert 0.95 < time.monotonic() - began < 1 + AT_ONCE_S


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_second_signal_waits_for_nobody_and_ends_well(start, name):
    server = start("--timeouts-shutdown", "30s")
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.connect(("127.0.0.1", server.port))
    for _ in range(100):
        wire.sendall(b"GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n")
    time.sleep(0.3)
    server.process.send_signal(getattr(signal, name))
    time.sleep(0.5)
    assert server.process.poll() is None
    began = time.monotonic()
    server.process.send_signal(getattr(signal, name))
    assert server.process.wait(limits.STOP_S) == 0
    assert time.monotonic() - began < AT_ONCE_S
    wire.close()
