"""Answers that nobody takes: who does not read hurts himself, and nobody else."""

import contextlib
import socket
import time

import pytest

import limits
from client import TICKETS, Client, first_superuser
from link import Link
from load import Timed, resident_bytes
from program import Server

MIB = 1 << 20
DEAF = 40
HELD = 32 * MIB  # Of all loops; a share of one loop is 4 MiB.


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "untaken", "--limits-held", f"{HELD // MIB}MiB", "--threads-io", "2")
    link = Link(own.port, token_of(own, "filler"))
    for _ in range(450):
        body = {"Title": "Long", "Priority": "Low", "Description": "x" * 15_000}
        assert link.call("POST", TICKETS, body).status == 201
    link.close()
    yield own
    own.stop()


def token_of(server, name: str) -> str:
    if not hasattr(server, "its_admin"):
        server.its_admin = first_superuser(server)
    return server.its_admin.post("/api/token", json={"Name": name}).json()["Token"]


def other_account(server, number: int) -> str:
    """A token of an account of its own."""
    admin = server.its_admin
    roles = admin.get("/api/role").json()["data"]["rows"]
    address = f"person{number}@acme.com"
    made = admin.post(
        "/api/user",
        json={
            "User Fullname": f"Person {number}",
            "User Email": address,
            "Username": f"person{number}",
            "Role Id": roles[0]["id"],
            "Password": "a long password, for a test",
        },
    )
    assert made.status_code == 201, made.text
    person = Client(server.url).login(f"person{number}", "a long password, for a test")
    return person.post("/api/token", json={"Name": "own"}).json()["Token"]


def ask_deaf(port: int, target: str, token: str, source: str) -> socket.socket:
    """Asks for a long answer on a connection that takes in next to nothing of it."""
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.bind((source, 0))
    wire.settimeout(limits.ANSWER_S)
    wire.connect(("127.0.0.1", port))
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    wire.sendall(f"{head}Authorization: Bearer {token}\r\n\r\n".encode())
    return wire


def serve_beside(server, token: str, deaf: list[socket.socket], seconds: float = 2.5) -> Timed:
    """A client that takes its answers, small and large ones; its connection lasts, or it is a failure."""
    timed = Timed()
    link = Link(server.port, token)
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        for target in ("/api/profile", f"{TICKETS}?page_size=500", f"{TICKETS}?page_size=5"):
            began = time.monotonic()
            timed.add(link.call("GET", target).status, time.monotonic() - began)
    link.close()
    assert deaf
    return timed


CROWDS = {
    "of one account and address": lambda tokens: [(tokens[0], "127.0.0.1")] * DEAF,
    "of the well-behaved client's address": lambda tokens: [(tokens[1], "127.0.0.1")] * DEAF,
    "of many accounts from one address": lambda tokens: [
        (tokens[1 + number % (len(tokens) - 1)], "127.0.0.9") for number in range(DEAF)
    ],
    "of one account from many addresses": lambda tokens: [
        (tokens[1], f"127.0.1.{1 + number}") for number in range(DEAF)
    ],
}


@pytest.fixture(scope="module")
def tokens(server):
    return [token_of(server, "mine"), *[other_account(server, number) for number in range(4)]]


@pytest.mark.parametrize("crowd", CROWDS)
def test_who_takes_his_answers_is_never_refused_beside_clients_that_do_not(server, tokens, figures, crowd):
    before = resident_bytes(server.process)
    with contextlib.ExitStack() as stack:
        deaf = []
        for token, source in CROWDS[crowd](tokens):
            deaf.append(stack.enter_context(ask_deaf(server.port, f"{TICKETS}?page_size=500", token, source)))
        timed = serve_beside(server, tokens[0], deaf)
        grown = resident_bytes(server.process) - before
    figures(
        f"untaken: {DEAF} clients {crowd} take none of 7 MB each: {timed.total()} requests beside them, "
        f"{timed.by_status.keys()}, p99 {timed.milliseconds(200, 0.99):.0f} ms, memory +{grown / MIB:.0f} MiB"
    )
    assert set(timed.by_status) == {200} and timed.lost == 0
    assert grown < 2 * HELD


def test_who_takes_no_answers_loses_his_oldest_connections(server, tokens):
    with contextlib.ExitStack() as stack:
        deaf = [
            stack.enter_context(ask_deaf(server.port, f"{TICKETS}?page_size=500", tokens[1], "127.0.0.1"))
            for _ in range(DEAF)
        ]
        time.sleep(0.5)  # The last ones may not have been answered yet.
        whole = [is_whole(wire) for wire in reversed(deaf)]
    assert whole[0], "the newest one was given up"
    assert whole.count(False) >= DEAF // 2, whole


def test_a_slow_client_keeps_his_answer_beside_a_crowd_that_takes_none(server, tokens):
    with contextlib.ExitStack() as stack:
        target = f"{TICKETS}?page_size=500"
        slow = stack.enter_context(ask_deaf(server.port, target, tokens[0], "127.0.0.3"))
        assert slow.recv(1 << 12).startswith(b"HTTP/1.1 200 ")
        crowd = [
            stack.enter_context(ask_deaf(server.port, target, tokens[1], "127.0.0.9")) for _ in range(DEAF)
        ]
        assert crowd[-1].recv(1 << 12).startswith(b"HTTP/1.1 200 ")
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MIB)
        rest = 0
        while more := slow.recv(MIB):
            rest += len(more)
    assert rest > 450 * 15_000, "somebody else's crowd cost him his answer"


def is_whole(wire: socket.socket) -> bool:
    """Whether a client that reads after all gets the answer to its end."""
    answer = bytearray()
    with contextlib.suppress(ConnectionError):
        while more := wire.recv(1 << 20):
            answer += more
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    length = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length: ")]
    return bool(length) and len(body) == int(length[0].split()[1])


def test_bodies_that_never_end_leave_room_for_others(server, tokens):
    """Bodies that come in part: each of nearly the largest size, more than all may hold together."""
    head = b"POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    with contextlib.ExitStack() as stack:
        for number in range(60):
            wire = stack.enter_context(socket.socket())
            wire.bind(("127.0.2.1", 0))
            wire.connect(("127.0.0.1", server.port))
            wire.settimeout(limits.ANSWER_S)
            wire.sendall(head + b"Content-Length: 1048000\r\n\r\n" + b"x")
            with contextlib.suppress(ConnectionError):
                wire.sendall(b"y" * 1_000_000)
        timed = serve_beside(server, tokens[0], [wire], 1.0)
    assert set(timed.by_status) == {200}
