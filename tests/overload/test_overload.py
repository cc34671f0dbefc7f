"""More of everything than is good: connections, slow clients, writes, files, and a clock that steps."""

import itertools
import signal
import socket
import time

import pytest
import requests

import limits
from answers import assert_error
from client import TICKETS, Client, first_superuser
from link import Link
from load import Load, ask_for, close_all, connections, cpu_seconds, raise_file_limit, resident_bytes
from program import BINARY, IN_TROUBLE, Server, command

MIB = 1 << 20
IDLE = 10_000
SLOW = 300
TICKET = {"Title": "One of very many", "Priority": "Low", "Category": "Overload"}


def token_of(server) -> str:
    return first_superuser(server).post("/api/token", json={"Name": "load"}).json()["Token"]


@pytest.fixture
def start(tmp_path):
    """Starts a server of the test's own: start(argument…, program=…, environment=…)."""
    servers = []

    def run(*arguments, **options) -> Server:
        servers.append(Server(tmp_path / f"data{len(servers)}", *arguments, **options))
        return servers[-1]

    yield run
    for server in servers:
        server.stop()


def test_ten_thousand_idle_connections_cost_little_and_slow_nobody(start, figures):
    limit = raise_file_limit()
    count = min(IDLE, limit - 500)
    assert count >= 1000, f"only {limit} open files are allowed here"
    server = start()
    link = Link(server.port, token_of(server))
    for number in range(50):
        assert link.call("POST", TICKETS, TICKET | {"Title": f"Ticket {number}"}).status == 201
    alone = ask_for(1.0, link, "GET", f"{TICKETS}/TKT-001")
    before = resident_bytes(server.process)
    idle = connections(server.port, count)
    try:
        # The last one answers only after all before it were accepted.
        with requests.Session() as session:
            assert session.get(server.url + "/healthz", timeout=limits.ANSWER_S).status_code == 200
        beside = ask_for(1.0, link, "GET", f"{TICKETS}/TKT-001")
        each = (resident_bytes(server.process) - before) / count
        busy = cpu_seconds(server.process)
        time.sleep(1)
        busy = cpu_seconds(server.process) - busy
        for wire in (idle[0], idle[count // 2], idle[-1]):
            wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert wire.recv(4096).startswith(b"HTTP/1.1 200 ")
        page = Link(server.port)
        metrics = page.call("GET", "/metrics").body.decode()
        page.close()
    finally:
        close_all(idle)
    open_now = next(line for line in metrics.splitlines() if line.startswith("expediter_http_connections "))
    assert float(open_now.split()[1]) >= count
    p99 = beside.milliseconds(200, 0.99)
    figures(
        f"overload: {count} idle connections: {each:.0f} bytes each, {100 * busy:.1f} % of a core; "
        f"a ticket in p50 {beside.milliseconds(200, 0.5):.2f} ms, p99 {p99:.2f} ms "
        f"(without them {alone.milliseconds(200, 0.99):.2f} ms)"
    )
    assert each < 4096
    assert busy < 0.2 * limits.SCALE
    assert set(beside.by_status) == {200} and p99 < 250 * limits.SCALE


@pytest.mark.parametrize("part", ["head", "body"])
def test_clients_that_send_slowly_are_cut_off_and_slow_nobody(start, figures, part):
    raise_file_limit()
    server = start("--timeouts-head", "1s", "--timeouts-body", "1s")
    token = token_of(server)
    link = Link(server.port, token)
    assert link.call("POST", TICKETS, TICKET).status == 201
    begin = {
        "head": b"GET /api/profile HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "body": f"POST {TICKETS} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n{".encode(),
    }[part]
    slow = connections(server.port, SLOW)
    began = time.monotonic()
    for wire in slow:
        wire.sendall(begin)
    beside = ask_for(0.5, link, "GET", f"{TICKETS}/TKT-001")
    waiting = list(slow)
    answers = []
    # Each goes on sending a byte now and then, which gives it no more time.
    while waiting and time.monotonic() - began < 10 * limits.SCALE:
        beside.merge(ask_for(0.2, link, "GET", f"{TICKETS}/TKT-001"))
        for wire in list(waiting):
            try:
                wire.sendall(b"x")
                wire.setblocking(False)
                answers.append(wire.recv(4096))
                waiting.remove(wire)
            except BlockingIOError:
                wire.setblocking(True)
            except ConnectionError:
                waiting.remove(wire)
    took = time.monotonic() - began
    close_all(slow)
    assert not waiting, f"{len(waiting)} of {SLOW} slow clients are still served after {took:.1f} s"
    assert answers and all(answer.startswith(b"HTTP/1.1 408 ") for answer in answers), answers[:3]
    p99 = beside.milliseconds(200, 0.99)
    figures(
        f"overload: {SLOW} clients with a slow {part}: all cut off after {took:.1f} s; "
        f"a ticket in p99 {p99:.2f} ms"
    )
    assert set(beside.by_status) == {200} and p99 < 250 * limits.SCALE


def test_exports_that_nobody_takes_leave_the_memory_of_all_others_alone(tmp_path, figures):
    data = tmp_path / "data"
    command("load", "--data", data, "--tickets", "30000")
    server = Server(data, "--limits-held", "64MiB")
    waiting = []
    try:
        token = token_of(server)
        ask = f"GET {TICKETS}/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
        link = Link(server.port, token)
        refused = None
        while refused is None and len(waiting) < 20:
            wire = socket.socket()
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            wire.settimeout(limits.ANSWER_S)
            wire.connect(("127.0.0.1", server.port))
            wire.sendall(ask)
            first = wire.recv(1024)  # The rest stays where it is.
            waiting.append(wire)
            if not first.startswith(b"HTTP/1.1 200 "):
                refused = first
        assert refused is not None, "20 exports wait for clients that do not take them"
        assert refused.startswith(b"HTTP/1.1 503 ") and b"Retry-After: 5\r\n" in refused
        assert link.call("GET", f"{TICKETS}?page_size=500").status == 200
        assert link.call("POST", TICKETS, TICKET).status == 201
        figures(f"overload: {len(waiting) - 1} export(s) wait for their clients, the next is refused")
        assert len(waiting) > 1, "the first one must get through"
        close_all(waiting)
        give_up = time.monotonic() + limits.ANSWER_S
        while (again := link.call("GET", f"{TICKETS}/export")).status == 503:
            assert time.monotonic() < give_up, "exports stay refused after the slow clients have gone"
            time.sleep(0.05)
        assert again.status == 200 and again.body.count(b"\r\n") > 30_000
        link.close()
    finally:
        close_all(waiting)
        server.stop()


def test_writes_beyond_what_the_disk_can_take_are_shed_at_once(start, figures):
    """Each commit takes 25 ms and 8 writes may wait: 64 clients ask for far more than four times that."""
    server = start("--limits-writes", "8", program=(IN_TROUBLE,), environment={"SLOW_SYNC_MS": "25"})
    token = token_of(server)
    before = resident_bytes(server.process)
    with Load(server.port, token, 64, "POST", TICKETS, TICKET) as load:
        time.sleep(4 * limits.SCALE)
        reader = Link(server.port, token)
        beside = ask_for(1.0, reader, "GET", f"{TICKETS}/TKT-001")
    timed = load.timed()
    grown = resident_bytes(server.process) - before
    accepted, shed = timed.count(201), timed.count(503)
    began = time.monotonic()
    assert reader.call("POST", TICKETS, TICKET).status == 201
    recovered = time.monotonic() - began
    total = reader.call("GET", f"{TICKETS}?page_size=1").json()["extra"]["total"]
    reader.close()
    figures(
        f"overload: {timed.total() / accepted:.1f} × the writes that the disk can take: "
        f"{accepted} accepted in p50 {timed.milliseconds(201, 0.5):.0f} ms, "
        f"p99 {timed.milliseconds(201, 0.99):.0f} ms; "
        f"{shed} shed in p99 {timed.milliseconds(503, 0.99):.0f} ms; "
        f"a ticket read in p99 {beside.milliseconds(200, 0.99):.1f} ms; "
        f"memory +{grown / MIB:.1f} MiB; the next write after it took {1000 * recovered:.0f} ms"
    )
    assert set(timed.by_status) == {201, 503} and timed.lost == 0
    assert timed.total() >= 4 * accepted, "that was no overload"
    assert total == accepted + 1
    assert timed.milliseconds(201, 0.99) < 2000 * limits.SCALE
    assert timed.milliseconds(503, 0.99) < 500 * limits.SCALE
    assert set(beside.by_status) == {200} and beside.milliseconds(200, 0.99) < 250 * limits.SCALE
    assert grown < 64 * MIB


def test_a_write_that_is_shed_says_when_to_come_again(start):
    server = start("--limits-writes", "1", program=(IN_TROUBLE,), environment={"SLOW_SYNC_MS": "25"})
    token = token_of(server)
    client = Client(server.url)
    client.headers["Authorization"] = f"Bearer {token}"
    with Load(server.port, token, 8, "POST", TICKETS, TICKET):
        for _ in range(200):
            response = client.post(TICKETS, json=TICKET)
            if response.status_code == 503:
                break
    assert_error(response, 503, "Server.Overloaded")
    assert int(response.headers["Retry-After"]) >= 1


def test_a_flood_of_sign_ins_does_not_hold_up_readers(start, figures):
    server = start()
    link = Link(server.port, token_of(server))
    assert link.call("POST", TICKETS, TICKET).status == 201
    names = itertools.count()  # Never the same: a name that is locked costs no work.

    def wrong() -> dict:
        return {"username": f"nobody{next(names)}@acme.com", "password": "a wrong one"}

    before = resident_bytes(server.process)
    with Load(server.port, "", 64, "POST", "/api/authenticate", wrong) as load:
        beside = ask_for(3.0 * limits.SCALE, link, "GET", f"{TICKETS}/TKT-001")
        grown = resident_bytes(server.process) - before
    timed = load.timed()
    link.close()
    p99 = beside.milliseconds(200, 0.99)
    figures(
        f"overload: {timed.total()} sign-ins by 64 clients at once ({sorted(timed.by_status)}): "
        f"a ticket in p99 {p99:.1f} ms, memory +{grown / MIB:.0f} MiB"
    )
    assert set(timed.by_status) <= {401, 429, 503} and timed.lost == 0
    assert set(beside.by_status) == {200} and p99 < 500 * limits.SCALE
    assert grown < 256 * MIB


def test_a_server_out_of_files_serves_those_it_has_and_recovers(start, figures):
    raise_file_limit()
    server = start(program=("prlimit", "--nofile=120:120", BINARY))
    token = token_of(server)
    link = Link(server.port, token)
    assert link.call("POST", TICKETS, TICKET).status == 201
    crowd = connections(server.port, 400)
    time.sleep(0.3)
    busy = cpu_seconds(server.process)
    beside = ask_for(1.0, link, "GET", f"{TICKETS}/TKT-001")
    written = link.call("POST", TICKETS, TICKET).status
    busy = cpu_seconds(server.process) - busy
    close_all(crowd)
    give_up = time.monotonic() + limits.ANSWER_S
    while True:
        try:
            again = requests.get(server.url + "/readyz", timeout=2).status_code
            break
        except requests.RequestException:
            assert time.monotonic() < give_up, "no new connection is taken any more"
    link.close()
    figures(
        f"overload: 400 connections to a server with 120 files: those it has are answered in p99 "
        f"{beside.milliseconds(200, 0.99):.1f} ms, {100 * busy:.0f} % of a core; afterwards it takes new ones"
    )
    assert again == 200 and written == 201
    assert set(beside.by_status) == {200}
    assert busy < 0.8, "it spins"


def test_a_clock_that_steps_back_and_forth_confuses_nobody(start, figures):
    server = start(program=(IN_TROUBLE,))
    superuser = first_superuser(server)
    before = superuser.new_ticket(Title="Before")
    server.process.send_signal(signal.SIGRTMIN)
    time.sleep(0.2)
    after = superuser.new_ticket(Title="After")
    changed = superuser.change(before["id"], Title="Changed").json()
    # Times go on from the latest that was given, so that the order of changes is that of their times.
    assert before["Updated At"] <= after["Created At"] <= changed["Updated At"]
    latest = superuser.list().json()["data"]["rows"]
    assert [row["id"] for row in latest] in ([before["id"], after["id"]], [after["id"], before["id"]])
    history = superuser.get(f"{TICKETS}/{before['id']}/history").json()["data"]["rows"]
    assert [row["Changed At"] for row in history] == sorted(row["Changed At"] for row in history)
    assert Client(server.url).login("admin", "a new password").get("/api/profile").status_code == 200
    server.process.send_signal(signal.SIGRTMIN + 1)
    server.process.send_signal(signal.SIGRTMIN + 1)
    time.sleep(0.2)
    # An hour ahead the access token is over; the session is not.
    assert_error(superuser.get("/api/profile"), 401, "Session.Expired")
    csrf = superuser.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    refreshed = superuser.post("/api/token-refresh", headers={"X-XSRF-TOKEN": csrf})
    assert refreshed.status_code == 200, refreshed.text
    assert superuser.new_ticket()["Created At"] > changed["Updated At"]
    server.process.send_signal(signal.SIGRTMIN)
    time.sleep(0.2)
    assert superuser.get("/api/profile").status_code == 200
    figures(
        "overload: the clock stepped back by an hour, forth by two, and back: sessions, times and order held"
    )
