"""The program on a disk that fails for a while: what its clients see, and what is there afterwards."""

import re
import signal
import threading
import time

import pytest
import requests

import limits
from answers import assert_error
from client import TICKETS, Client, first_superuser
from link import Link
from program import IN_TROUBLE, Server, command

WORDS = {"full": "full", "write": "failing", "sync": "failing"}


@pytest.fixture(params=list(WORDS))
def kind(request):
    return request.param


@pytest.fixture
def server(tmp_path, kind):
    own = Server(tmp_path / "data", environment={"FAULT": kind}, program=(IN_TROUBLE,))
    yield own
    own.stop()


@pytest.fixture
def superuser(server):
    return first_superuser(server)


def wait_until(holds) -> None:
    """Waits for what comes by itself: the server acts on a signal, and writes its log, on other threads."""
    give_up = time.monotonic() + limits.ANSWER_S
    while not holds():
        assert time.monotonic() < give_up, "it did not come about"
        time.sleep(0.02)


def send(server, number: int, superuser, path: str, status: int) -> None:
    """Sends the signal, and waits until a write that changes nothing is answered accordingly."""
    server.process.send_signal(number)
    wait_until(lambda: superuser.put(path, json={}).status_code == status)


def test_writes_are_503_and_say_why_reads_go_on_and_it_recovers_by_itself(server, superuser, kind, figures):
    before = superuser.new_ticket(Title="Before")
    path = f"{TICKETS}/{before['id']}"
    send(server, signal.SIGUSR1, superuser, path, 503)
    key = {"Idempotency-Key": "key-1"}
    wanted = {"Title": "Meanwhile", "Priority": "Low"}
    for response in (
        superuser.post(TICKETS, json=wanted, headers=key),
        superuser.put(path, json={"Title": "Changed"}),
        superuser.post(f"{path}/notes", json={"Note": "x"}),
        superuser.delete(path),
        superuser.post("/api/token", json={"Name": "x"}),
        superuser.get(f"{TICKETS}/export"),
        Client(server.url).authenticate("admin", "a new password"),
    ):
        error = assert_error(response, 503, "Server.StorageUnavailable")
        assert WORDS[kind] in error["Message"], error
        assert int(response.headers["Retry-After"]) > 0
        wait_until(lambda request_id=error["Request Id"]: request_id in server.log())
    assert superuser.ticket(before["id"]) == before
    assert superuser.list(q="before").json()["extra"]["total"] == 1
    log = superuser.get("/api/audit-log", params={"Action": "Exported"}).json()
    assert log["extra"]["total"] == 0, "what was refused is no export"
    send(server, signal.SIGUSR2, superuser, path, 200)
    made = superuser.post(TICKETS, json=wanted, headers=key)
    assert made.status_code == 201, made.text
    assert superuser.list().json()["extra"]["total"] == 2
    assert superuser.change(before["id"], Title="After").status_code == 200
    assert superuser.get(f"{TICKETS}/export").status_code == 200
    Client(server.url).login("admin", "a new password")
    assert command("check", "--data", server.data).returncode == 0
    figures(f"fault: the program, disk fault {kind!r}: 7 kinds of writes refused with 503, then done")


def test_many_writers_lose_nothing_while_the_disk_fails_now_and_then(server, superuser, kind, figures):
    token = superuser.post("/api/token", json={"Name": "writers"}).json()["Token"]
    made, refused, others = [], [], []
    stop = threading.Event()

    def write(number: int) -> None:
        link = Link(server.port, token)
        while not stop.is_set():
            reply = link.call("POST", TICKETS, {"Title": f"By writer {number}", "Priority": "Low"})
            {201: made, 503: refused}.get(reply.status, others).append(reply)
        link.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        time.sleep(0.2 * limits.SCALE)
        server.process.send_signal(signal.SIGUSR1)
        time.sleep(0.2 * limits.SCALE)
        server.process.send_signal(signal.SIGUSR2)
    time.sleep(0.2 * limits.SCALE)
    stop.set()
    for thread in threads:
        thread.join()
    assert not others, others[0]
    assert made and refused, (len(made), len(refused))
    ids = {reply.json()["id"] for reply in made}
    assert len(ids) == len(made), "an id was given twice"
    assert superuser.list(page_size=1).json()["extra"]["total"] == len(made)
    server.stop()
    assert command("check", "--data", server.data).returncode == 0
    again = Server(server.data)
    try:
        link = Link(again.port, token)
        total = link.call("GET", f"{TICKETS}?page_size=1").json()["extra"]["total"]
        assert total == len(made), "after a restart there are others"
        assert all(link.call("GET", f"{TICKETS}/{ticket_id}").status == 200 for ticket_id in ids)
    finally:
        again.stop()
    figures(
        f"fault: the program, disk fault {kind!r}: {len(made)} writes acknowledged and there, "
        f"{len(refused)} refused and not there"
    )


def test_it_is_told_that_writes_are_refused_and_when_they_are_again(server, superuser):
    def writes() -> tuple[int, str]:
        told = requests.get(server.url + "/readyz", timeout=limits.ANSWER_S)
        return told.status_code, told.json()["checks"]["writes"]

    def refused() -> int:
        text = requests.get(server.url + "/metrics", timeout=limits.ANSWER_S).text
        return int(re.search(r"^expediter_writer_refused_total (\d+)", text, re.M)[1])

    path = f"{TICKETS}/{superuser.new_ticket(Title='x')['id']}"
    assert writes() == (200, "ok")
    before = refused()
    send(server, signal.SIGUSR1, superuser, path, 503)
    assert writes() == (503, "Server.StorageUnavailable") and refused() > before
    wait_until(lambda: "changes are refused" in server.log())
    assert server.log().count("changes are refused") == 1
    server.process.send_signal(signal.SIGUSR2)
    wait_until(lambda: writes() == (200, "ok"))  # With nobody asking for a change.
    wait_until(lambda: "changes are taken again" in server.log())
