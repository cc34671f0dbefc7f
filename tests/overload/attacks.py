"""What a hostile client does for as long as it runs, each attack in a process of its own: a crowd of them
must not take time from the client that the test measures."""

import contextlib
import json
import multiprocessing
import os
import random
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import quote

from client import TICKETS
from link import Link, Lost

MIB = 1 << 20
JSON_TYPE = "Content-Type: application/json\r\n"
SLOWEST_S = 20
PROXY = "127.0.0.18"  # That the server trusts.


@dataclass(frozen=True)
class Target:
    """What is attacked and with what: the accounts of the attackers, and the one of the victim."""

    port: int
    editor: str  # An API token that may edit tickets and users, but is no Superuser's.
    viewer: str  # One that sees tickets alone.
    narrow: str  # One of the editor's with less scope.
    victim_name: str  # How the well-behaved client signs in.
    bystander: int  # The id of a user who may do more than the editor.
    own_ticket: str


@dataclass
class Outcome:
    """What one attack was answered, by its own name for what it asked."""

    statuses: dict = field(default_factory=dict)
    rounds: int = 0

    def note(self, what: str, status: int) -> None:
        known = self.statuses.setdefault(what, {})
        known[status] = known.get(status, 0) + 1


class Attack:
    """One attack that goes on in a process of its own until the end of the with statement."""

    def __init__(self, name: str, target: Target):
        # By fork: the test has no threads when it begins an attack.
        context = multiprocessing.get_context("fork")
        self.name = name
        self.over = context.Event()
        self.told, telling = context.Pipe(duplex=False)
        self.process = context.Process(target=self._run, args=(target, telling), daemon=True)
        self.outcome = Outcome()

    def _run(self, target: Target, telling) -> None:
        os.nice(10)  # Stands for another machine: it must not take the server's time by its own work.
        outcome = Outcome()
        attack = ATTACKS[self.name]
        with contextlib.ExitStack() as stack:
            while not self.over.is_set():
                # Being cut off is an answer, and the next try begins anew.
                with contextlib.suppress(OSError):
                    attack(target, outcome, stack)
                outcome.rounds += 1
                if outcome.rounds % 20 == 0:
                    stack.close()
        telling.send(outcome)

    def __enter__(self) -> "Attack":
        self.process.start()
        return self

    def __exit__(self, *_) -> None:
        self.over.set()
        if self.told.poll(SLOWEST_S):
            self.outcome = self.told.recv()
        self.process.join(SLOWEST_S)
        if self.process.is_alive():
            self.process.kill()


def connect(port: int, source: str, receive: int | None = None) -> socket.socket:
    wire = socket.socket()
    if receive:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    wire.bind((source, 0))
    wire.settimeout(5)
    wire.connect(("127.0.0.1", port))
    return wire


def ask(outcome: Outcome, what: str, link: Link, *request, **headers) -> None:
    with contextlib.suppress(Lost):
        outcome.note(what, link.call(*request, **headers).status)


def linked(target: Target, token: str | None, stack, source: str) -> Link:
    link = Link(target.port, token, 2, source)
    stack.callback(link.close)
    return link


def from_many(source: str) -> str:
    return f"127.0.{source}.{random.randint(1, 200)}"


def send_many_names(target, outcome, stack):
    body = "{" + ",".join(f'"{number:x}":1' for number in range(131_070))[: MIB - 100].rsplit(",", 1)[0] + "}"
    link = linked(target, None, stack, "127.0.10.1")
    for _ in range(10):
        ask(outcome, "sign-in", link, "POST", "/api/authenticate", body.encode())


def leave_errors_untaken(target, outcome, stack):
    """1 MB of empty names, again and again on a connection, and none of the answers is read."""
    body = b"{" + b",".join([b'"":1'] * 200_000) + b"}"
    head = f"POST /api/authenticate HTTP/1.1\r\nHost: x\r\n{JSON_TYPE}Content-Length: {len(body)}\r\n\r\n"
    wire = stack.enter_context(connect(target.port, "127.0.11.1", 4096))
    wire.settimeout(0.2)
    for _ in range(5):
        wire.sendall(head.encode() + body)


def leave_pages_untaken(target, outcome, stack):
    """Pages of 500 rows that nobody takes in, many on each connection."""
    lines = f"Host: x\r\nAuthorization: Bearer {target.viewer}\r\n\r\n"
    wire = stack.enter_context(connect(target.port, "127.0.12.1", 4096))
    wire.settimeout(0.2)
    for page in range(1, 6):
        wire.sendall(f"GET {TICKETS}?page_size=500&page={page} HTTP/1.1\r\n{lines}".encode())
    time.sleep(0.01)


def at_once(target, outcome, what, token, source, targets):
    """Asks each on a connection of its own, reads the first bytes of the answers, and has no patience."""
    with contextlib.ExitStack() as stack:
        wires = []
        for each in targets:
            wire = stack.enter_context(connect(target.port, source))
            head = f"GET {each} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            wire.sendall(f"{head}Authorization: Bearer {token}\r\n\r\n".encode())
            wires.append(wire)
        patience = time.monotonic() + 1
        for wire in wires:
            wire.settimeout(max(0.01, patience - time.monotonic()))
            first = wire.recv(12)
            if first.startswith(b"HTTP/1.1 "):
                outcome.note(what, int(first[9:12]))


def filter_at_length(target, outcome, stack):
    number = random.randint(0, 1 << 30)
    words = " or ".join(f"Description contains 'q{number + each}z'" for each in range(95))
    at_once(
        target, outcome, "filter", target.viewer, "127.0.13.1", [f"{TICKETS}?filter={quote(words)}"] * 8
    )


def repeat_fields_of_a_summary(target, outcome, stack):
    every = ",".join(["Status", "Category", "Priority"] * 30)
    unlike = "Reporter Email,Assignee Email,Category,Linked PO Number"
    word = f"Title={random.randint(0, 1 << 30)}"
    asked = [f"{TICKETS}/summary?by={quote(by)}&limit=500" for by in (every, unlike)]
    asked += [f"{asked[1]}&{word}"] * 6
    at_once(target, outcome, "summary", target.viewer, "127.0.14.1", asked)


def ask_for_slow_lists(target, outcome, stack):
    page = random.randint(1, 400)
    categories = quote(f"Category in ('a','b','c','{page}')")
    at_once(
        target,
        outcome,
        "list",
        target.viewer,
        "127.0.15.1",
        [
            f"{TICKETS}?Status=Resolved&sort=Due%20Date&page={page}",
            f"{TICKETS}?sort=Title&page={page}",
            f"{TICKETS}?sort=-Description&page={page}",
            f"{TICKETS}?filter={categories}",
            f"{TICKETS}?q=e&sort=Category&page={page}",
            f"{TICKETS}/export?sort=Title&Title={page}",
        ],
    )


def flood_one_ticket_with_notes(target, outcome, stack):
    link = linked(target, target.editor, stack, "127.0.16.1")
    for _ in range(10):
        ask(
            outcome,
            "note",
            link,
            "POST",
            f"{TICKETS}/{target.own_ticket}/notes",
            {"Note": "word " * 3000 + str(random.random())},
        )


def guess_the_victims_password(target, outcome, stack):
    link = Link(target.port, timeout=2, source=from_many("17"))
    body = {"username": target.victim_name, "password": f"guess {random.random()}"}
    ask(outcome, "guess", link, "POST", "/api/authenticate", body)
    link.close()


def sign_in_as_nobody(target, outcome, stack):
    """Each guess costs the server a hash of a password; many are asked for at once, from 20 addresses behind
    a proxy: those of this machine are under no limit."""
    with contextlib.ExitStack() as wires:
        for number in range(60):
            body = json.dumps({"username": f"nobody{random.random()}", "password": "x" * 60}).encode()
            wire = wires.enter_context(connect(target.port, PROXY))
            hop = f"X-Forwarded-For: 203.0.113.{number % 20 + 1}\r\n"
            head = f"POST /api/authenticate HTTP/1.1\r\nHost: x\r\n{hop}{JSON_TYPE}"
            wire.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        time.sleep(0.05)


def send_half_requests(target, outcome, stack):
    for half in (
        "GET /api/profile HTTP/1.1\r\nHost: x\r\nX-Half: ",
        f"POST {TICKETS} HTTP/1.1\r\nHost: x\r\n{JSON_TYPE}Content-Length: 900000\r\n\r\n" + "{" * 500_000,
        f"POST {TICKETS} HTTP/1.1\r\nHost: x\r\n{JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n5\r\n{{",
    ):
        stack.enter_context(connect(target.port, "127.0.19.1")).sendall(half.encode())


def send_what_is_no_text(target, outcome, stack):
    for line in (
        b"GET /api/profile\xff\xfe HTTP/1.1",
        b"GET " + TICKETS.encode() + b"?q=%ff%fe HTTP/1.1",
        b"GET /healthz HTTP/1.1\r\nUser-Agent: \xff\xc0\xaf",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
    ):
        with connect(target.port, "127.0.20.1") as wire:
            wire.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
            first = wire.recv(12)
            if first.startswith(b"HTTP/1.1 "):
                outcome.note("bytes", int(first[9:12]))


def misuse_tokens(target, outcome, stack):
    """As a cookie, beyond its scope, and texts that are none: each unknown one is looked up."""
    link = linked(target, None, stack, "127.0.21.1")
    change = {"Title": "Taken over"}
    wider = {"Name": "more", "Scope": [{"type": "Users", "access": "Edit"}]}
    path = f"{TICKETS}/{target.own_ticket}"
    for _ in range(5):
        cookie = f"access_token_cookie={target.editor}"
        ask(outcome, "forbidden", link, "PUT", path, change, Cookie=cookie)
        unknown = f"Bearer {random.random()}"
        ask(outcome, "forbidden", link, "GET", "/api/profile", None, Authorization=unknown)
        narrow = f"Bearer {target.narrow}"
        ask(outcome, "forbidden", link, "PUT", path, change, Authorization=narrow)
        ask(outcome, "forbidden", link, "POST", "/api/token", wider, Authorization=narrow)


def reach_beyond_the_role(target, outcome, stack):
    """Who may edit users tries to take over one who may do more; who sees no orders asks for suppliers."""
    link = linked(target, target.editor, stack, "127.0.22.1")
    user = f"/api/user/{target.bystander}"
    for method, path, body in (
        ("PUT", user, {"User Fullname": "Taken Over"}),
        ("PUT", user, {"User Email": "mine@acme.com"}),
        ("PUT", user, {"User Status": "Inactive"}),
        ("POST", f"{user}/reset-2fa", {}),
        ("DELETE", user, None),
    ):
        ask(outcome, "forbidden", link, method, path, body)
    link = linked(target, target.viewer, stack, "127.0.22.2")
    for path in ("/summary?by=Supplier%20Name", "?Supplier%20Name=x"):
        ask(outcome, "forbidden", link, "GET", TICKETS + path)


def send_long_headers(target, outcome, stack):
    link = linked(target, None, stack, "127.0.23.1")
    for headers in (
        {"Cookie": "a=b; " * 3000},
        {"Accept": "a/b;q=1," * 1800},
        {"Authorization": "Bearer " + "a." * 7000},
        {"If-None-Match": '"a",' * 3500},
        {f"X-{number}": "x" * 100 for number in range(90)},
    ):
        ask(outcome, "headers", link, "GET", TICKETS, None, **headers)


ATTACKS = {
    "131,070 names": send_many_names,
    "1 MB of empty names, errors not taken": leave_errors_untaken,
    "pages not taken": leave_pages_untaken,
    "95 times contains": filter_at_length,
    "repeats in by": repeat_fields_of_a_summary,
    "slow lists": ask_for_slow_lists,
    "notes on one ticket": flood_one_ticket_with_notes,
    "guesses at the victim's password": guess_the_victims_password,
    "sign-ins of nobody": sign_in_as_nobody,
    "half requests": send_half_requests,
    "bytes that are no text": send_what_is_no_text,
    "tokens misused": misuse_tokens,
    "beyond the role": reach_beyond_the_role,
    "long headers": send_long_headers,
}
