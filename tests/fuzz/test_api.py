"""A fuzzer from the outside: requests made up from the OpenAPI document, until the time is over.

No answer is a failure of the server, every status is one that the document declares, every answer that it
describes fits its schema, and the server ends well afterwards."""

import json
import random
import re
import socket
import threading
import time
from collections import Counter

import jsonschema
import pytest
import requests

import chance
from client import Client
from invention import Invented, Inventor
from link import Link, Lost
from program import Server

SECONDS = 300 if chance.FULL else 16
RAW_SECONDS = 60 if chance.FULL else 4
THREADS = 2
# Of the server itself: they may come before a route is known.
BEFORE_ROUTES = {400, 408, 411, 413, 414, 431, 501, 505}
ERROR_BYTES = 64 * 1024  # No error is longer.
CHECKED_BYTES = 6000  # Larger answers are compared with their schema now and then: it is slow.


class Declared:
    """What the document says of answers."""

    def __init__(self, document: dict):
        self.document = document
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.validators = {}
        paths = sorted(document["paths"], key=lambda path: path.count("{"))
        self.patterns = [
            (re.compile("[^/]+".join(map(re.escape, re.split(r"\{[^}]+\}", path)))), path) for path in paths
        ]

    def operation(self, made: Invented) -> tuple[dict | None, dict | None]:
        path = made.target.split("?")[0]
        for pattern, declared in self.patterns:
            if pattern.fullmatch(path):
                item = self.document["paths"][declared]
                return item, item.get("get" if made.method == "HEAD" else made.method.lower())
        return None, None

    def fault(self, made: Invented, reply, chance_of_large: float) -> str | None:
        """What is wrong with the answer, in a word."""
        if reply.status >= 500 and reply.status not in (501, 505):
            return "a failure of the server"
        if reply.status >= 400 and len(reply.body) > ERROR_BYTES:
            return f"an error of {len(reply.body)} bytes"
        item, operation = self.operation(made)
        if made.method == "OPTIONS" or (item is None and not made.target.startswith("/api/")):
            return None
        if operation is None:
            wanted = BEFORE_ROUTES | ({405} if item else {404})
            return None if reply.status in wanted else f"not one of {wanted}"
        response = operation["responses"].get(str(reply.status))
        if response is None:
            return "an undeclared status"
        if made.method == "HEAD" or reply.status == 304:
            return "a body where none may be" if reply.body else None
        if len(reply.body) > CHECKED_BYTES and random.random() > chance_of_large:
            return None
        return self._misfit(operation, reply)

    def _misfit(self, operation: dict, reply) -> str | None:
        key = (operation["operationId"], reply.status)
        if key not in self.validators:
            response = operation["responses"][str(reply.status)]
            while "$ref" in response:
                response = self.resolver.resolve(response["$ref"])[1]
            content = response.get("content", {}).get("application/json")
            schema = content["schema"] if content else {}
            self.validators[key] = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        if not reply.headers.get("content-type", "").startswith("application/json"):
            return None if reply.headers.get("content-type", "").startswith("text/") else "no content type"
        try:
            error = next(self.validators[key].iter_errors(json.loads(reply.body)), None)
        except ValueError as fault:
            return f"not JSON: {fault}"
        return f"{error.json_path}: {error.message[:300]}" if error else None


class Fuzzer(threading.Thread):
    """Sends invented requests until the time is over. What it found is in `faults`."""

    def __init__(self, port: int, token: str, document: dict, spared: dict, seed: int, give_up: float):
        super().__init__()
        self.chance = random.Random(seed)
        self.link = Link(port, token)
        self.stranger = Link(port)
        self.declared = Declared(document)
        self.inventor = Inventor(document, self.chance)
        self.spared = spared
        self.give_up = give_up
        self.faults = []
        self.met = Counter()

    def run(self) -> None:
        while time.monotonic() < self.give_up and len(self.faults) < 5:
            made = self.inventor.invent()
            if self._is_suicide(made):
                continue
            link = self.stranger if self.chance.random() < 0.05 else self.link
            try:
                reply = link.call(made.method, made.target, made.body, **made.headers)
            except Lost as error:
                self.faults.append(f"no answer: {error} to {made}")
                continue
            self.met[made.method, made.path, reply.status] += 1
            if fault := self.declared.fault(made, reply, 0.02):
                self.faults.append(f"{fault}: {reply.status} {reply.body[:500]!r} to {made}")
            self.inventor.learn(made, reply)
        self.link.close()
        self.stranger.close()

    def _is_suicide(self, made: Invented) -> bool:
        """Whether the request could take away what the fuzzer itself goes by."""
        return made.method not in ("GET", "HEAD") and made.target.split("?")[0] in self.spared


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "fuzzed", "--demo")
    yield own
    # A sanitizer's report, or a crash, shows in the status that the end is held to.
    own.stop()


@pytest.fixture
def superuser(server):
    return Client(server.url).login("admin@acme.com")


def damaged_bytes(chance_: random.Random, data: bytes) -> bytes:
    """The bytes with a few changes, none of them chosen well."""
    data = bytearray(data)
    for _ in range(chance_.choice((1, 1, 2, 4))):
        at = chance_.randrange(len(data) + 1)
        kind = chance_.randrange(5)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance_.randrange(8)
        elif kind == 1:
            data[at:at] = bytes(chance_.choices(range(256), k=chance_.randint(1, 8)))
        elif kind == 2:
            del data[at : at + chance_.randint(1, 12)]
        elif kind == 3:
            data[at:at] = data[at : at + chance_.randint(1, 60)]
        else:
            data[at:at] = chance_.choice((b"\r\n", b"\r\n\r\n", b"\0", b": ", b" ", b"chunked", b"9" * 20))
    return bytes(data)


def exchange(port: int, data: bytes) -> bytes:
    """Sends the bytes, says that no more come, and reads what comes back until the end."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        answer = b""
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            while received := connection.recv(65536):
                answer += received
        except ConnectionError:
            pass
        return answer


def test_no_damaged_bytes_get_more_than_an_http_error(server, superuser, figures):
    seed = chance.new_seed()
    print(f"seed {seed}")
    own_chance = random.Random(seed)
    scope = [{"type": "Issue Tracker", "access": "Edit"}]
    token = superuser.post("/api/token", json={"Name": "bytes", "Scope": scope}).json()["Token"]
    head = f"Host: x\r\nAuthorization: Bearer {token}\r\n"
    body = '{"Title": "Late", "Priority": "High"}'
    tickets = "/api/issue-tracker-tickets"
    whole = [
        f"GET {tickets}?filter=Status%20eq%20'Open'&page_size=2 HTTP/1.1\r\n{head}\r\n",
        f"HEAD {tickets}/TKT-001 HTTP/1.1\r\n{head}\r\nGET /healthz HTTP/1.1\r\n{head}\r\n",
        f"POST {tickets} HTTP/1.1\r\n{head}Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}",
        f"POST {tickets} HTTP/1.1\r\n{head}Content-Type: application/json\r\n"
        f"Transfer-Encoding: chunked\r\n\r\n{len(body):x}\r\n{body}\r\n0\r\n\r\n",
        f"PUT {tickets}/TKT-002 HTTP/1.1\r\n{head}Expect: 100-continue\r\nContent-Type: application/json\r\n"
        'Content-Length: 21\r\n\r\n{"Priority": "High"} ',
        f'GET / HTTP/1.0\r\n{head}Cookie: access_token_cookie=a.b.c\r\nIf-None-Match: "x"\r\n\r\n',
    ]
    met = Counter()
    give_up = time.monotonic() + RAW_SECONDS
    while time.monotonic() < give_up:
        data = damaged_bytes(own_chance, own_chance.choice(whole).encode())
        answer = exchange(server.port, data)
        first = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
        assert first or not answer, f"seed {seed}: {answer[:200]!r} to {data!r}"
        for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer):
            met[int(status)] += 1
            assert int(status) not in (500, 503), f"seed {seed}: {answer[:500]!r} to {data!r}"
        met["none"] += not answer
    assert requests.get(server.url + "/readyz", timeout=20).status_code == 200
    figures(f"fuzz: seed {seed}; {met.total()} damaged requests by bytes: {dict(met.most_common())}")


# What only a password, a code or a cookie opens: for signing in, and for what a session does to itself.
NEEDS_A_SECRET = {
    ("POST", "/api/authenticate"),
    ("POST", "/api/first-signin"),
    ("POST", "/api/token-refresh"),
    ("POST", "/api/verify-2fa"),
    ("POST", "/api/setup-2fa/generate"),
    ("POST", "/api/setup-2fa/activate"),
    ("POST", "/api/setup-2fa/recovery-codes"),
    ("POST", "/api/setup-2fa/disable"),
    ("POST", "/api/reset-password"),
    ("POST", "/api/change-password"),
    ("POST", "/api/force-reset-password"),
}


def test_no_made_up_request_gets_an_undeclared_answer(server, superuser, figures):
    seed = chance.new_seed()
    print(f"seed {seed}")
    document = requests.get(server.url + "/api/openapi.json", timeout=20).json()
    made = superuser.post("/api/token", json={"Name": "fuzzer"}).json()
    profile = superuser.get("/api/profile").json()["data"]
    spared = {f"/api/token/{made['id']}", f"/api/user/{profile['id']}", "/api/force-reset-password"}
    give_up = time.monotonic() + SECONDS
    fuzzers = [
        Fuzzer(server.port, made["Token"], document, spared, seed + number, give_up)
        for number in range(THREADS)
    ]
    for fuzzer in fuzzers:
        fuzzer.start()
    for fuzzer in fuzzers:
        fuzzer.join()
    faults = [fault for fuzzer in fuzzers for fault in fuzzer.faults]
    assert not faults, f"seed {seed}:\n" + "\n".join(faults)
    met = sum((fuzzer.met for fuzzer in fuzzers), Counter())
    operations = {(method, path) for method, path, _ in fuzzers[0].inventor.operations}
    succeeded = {(method, path) for method, path, status in met if status < 300} & operations
    never = sorted(operations - succeeded - NEEDS_A_SECRET)
    figures(
        f"fuzz: seed {seed}; {met.total()} made-up requests, {len(met)} pairs of operation and status, "
        f"{len(succeeded)} of {len(operations)} operations succeeded"
    )
    assert len(never) <= len(operations) // 5, f"the requests are too bad: never succeeded: {never}"
