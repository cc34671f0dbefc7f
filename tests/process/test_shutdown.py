"""How a server starts, shares its directory with nobody, and ends."""

import signal
import stat
import subprocess
import threading
import time

import pytest

import limits
from client import TICKETS, Client, with_token
from program import BINARY, Server, free_port, plain_environment
from wire import Wire


def token(server, admin) -> str:
    return admin.post("/api/token", json={"Name": "load"}).json()["Token"]


def test_sigterm_ends_an_idle_server_with_status_0_at_once(fresh):
    began = time.monotonic()
    fresh.stop()
    assert time.monotonic() - began < 3 * limits.SCALE


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_both_signals_of_an_operator_end_the_server_well(fresh, name):
    fresh.process.send_signal(getattr(signal, name))
    assert fresh.process.wait(limits.STOP_S) == 0


def test_open_connections_do_not_hold_up_the_end(fresh):
    wires = [Wire(fresh.port) for _ in range(50)]
    wires[0].send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert wires[0].answer().status == 200
    began = time.monotonic()
    fresh.stop()
    assert time.monotonic() - began < 5 * limits.SCALE
    assert all(wire.is_closed() for wire in wires)
    for wire in wires:
        wire.__exit__()


def test_sigterm_finishes_what_is_running_and_loses_no_answered_write(fresh, fresh_admin):
    made, failures = [], []
    secret = token(fresh, fresh_admin)

    def write(number):
        client = with_token(fresh.url, secret)
        try:
            while True:
                response = client.post(TICKETS, json={"Title": f"Writer {number}", "Priority": "Low"})
                if response.status_code != 201:
                    failures.append(response.status_code)
                    return
                made.append(response.json()["id"])
        except OSError:
            return  # The server has closed the connection: it has not answered.

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    fresh.stop()
    for thread in threads:
        thread.join()
    assert made and set(failures) <= {503}
    again = Server(fresh.data)
    try:
        client = with_token(again.url, secret)
        total = client.list(page_size=1).json()["extra"]["total"]
        # What was answered is there; what was committed but whose answer was lost may be there too.
        assert len(made) <= total <= len(made) + len(threads)
        assert all(client.get(f"{TICKETS}/{ticket}").status_code == 200 for ticket in made[-40:])
    finally:
        again.stop()


def test_the_port_is_free_again_after_the_end(tmp_path):
    server = Server(tmp_path / "data")
    server.stop()
    again = Server(tmp_path / "data")
    again.stop()


def serve_and_fail(data, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [BINARY, "serve", "--data", data, *arguments],
        capture_output=True,
        text=True,
        timeout=limits.COMMAND_S,
        check=False,
        env=plain_environment(),
    )


def test_a_second_process_on_the_same_directory_is_refused_in_clear_words(fresh):
    done = serve_and_fail(fresh.data, "--listen", f"127.0.0.1:{free_port()}")
    assert done.returncode not in (0, -6, -11)
    assert str(fresh.data) in done.stderr
    assert "use" in done.stderr or "lock" in done.stderr or "another" in done.stderr
    assert Client(fresh.url).get("/readyz").status_code == 200


def test_a_lock_does_not_outlive_a_killed_process(tmp_path):
    server = Server(tmp_path / "data")
    server.kill()
    again = Server(tmp_path / "data")
    again.stop()


def test_a_port_in_use_is_refused_with_the_address(fresh, tmp_path):
    address = f"127.0.0.1:{fresh.port}"
    done = serve_and_fail(tmp_path / "other", "--listen", address)
    assert done.returncode not in (0, -6, -11)
    assert address in done.stderr


def test_a_directory_that_cannot_be_made_is_refused_with_its_name(tmp_path):
    (tmp_path / "file").write_text("not a directory")
    done = serve_and_fail(tmp_path / "file" / "data")
    assert done.returncode not in (0, -6, -11)
    assert str(tmp_path / "file" / "data") in done.stderr


def test_files_of_the_data_directory_are_for_their_owner_alone(fresh):
    assert stat.S_IMODE(fresh.data.stat().st_mode) & 0o077 == 0
    files = [path for path in fresh.data.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_sessions_and_tokens_outlive_a_restart(fresh, fresh_admin):
    secret = token(fresh, fresh_admin)
    ticket = fresh_admin.new_ticket(Title="Before the restart")
    fresh.stop()
    again = Server(fresh.data)
    try:
        assert with_token(again.url, secret).ticket(ticket["id"]) == ticket
        fresh_admin.url = again.url
        assert fresh_admin.ticket(ticket["id"]) == ticket
        assert int(fresh_admin.new_ticket()["id"][4:]) == int(ticket["id"][4:]) + 1
    finally:
        again.stop()


def test_a_cursor_outlives_a_restart(fresh, fresh_admin):
    made = [fresh_admin.new_ticket()["id"] for _ in range(5)]
    asked = {"sort": "id", "page_size": 2}
    cursor = fresh_admin.list(**asked).json()["extra"]["next_cursor"]
    fresh.stop()
    again = Server(fresh.data)
    try:
        fresh_admin.url = again.url
        rows = fresh_admin.list(**asked, cursor=cursor).json()["data"]["rows"]
        assert [row["id"] for row in rows] == made[2:4]
    finally:
        again.stop()


def test_an_id_is_not_given_twice_over_a_restart(fresh, fresh_admin):
    last = fresh_admin.new_ticket()["id"]
    fresh_admin.delete(f"{TICKETS}/{last}")
    fresh.stop()
    again = Server(fresh.data)
    try:
        fresh_admin.url = again.url
        assert int(fresh_admin.new_ticket()["id"][4:]) == int(last[4:]) + 1
    finally:
        again.stop()
