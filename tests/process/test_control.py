"""Commands beside a running server, which carries them out for them."""

import json
import os
import signal
import socket
import stat
import subprocess
import threading
import time

import pytest

import limits
from client import TICKETS, Client, with_token
from mailbox import wait_until
from program import BINARY, DEMO_PASSWORD, Server, command, plain_environment

JANE = "jane.doe@acme.com"


@pytest.fixture(params=["serving", "stopped"])
def desk(request, tmp_path):
    """A data directory with demo data, and the server that serves it, or none."""
    desk = Desk(tmp_path / "data", request.param == "serving")
    yield desk
    desk.end()


@pytest.fixture
def serving(tmp_path):
    desk = Desk(tmp_path / "data", True)
    yield desk
    desk.end()


class Desk:
    def __init__(self, data, serves: bool):
        self.data, self.serves = data, serves
        self.server = Server(data, "--demo")
        if not serves:
            self.server.stop()

    def run(self, *words, **more):
        return command(*words, "--data", self.data, **more)

    def client(self) -> Client:
        """Of the server that runs; where none did, of one that is started now."""
        return Client(self.asked().url)

    def asked(self) -> Server:
        if self.server.process.poll() is not None:
            self.server = Server(self.data)
        return self.server

    def end(self):
        self.server.stop()


def sock(data) -> str:
    return str(data / "expediter.sock")


def connect(path) -> socket.socket:
    made = socket.socket(socket.AF_UNIX)
    made.settimeout(limits.ANSWER_S)
    made.connect(str(path))
    return made


def said(connection) -> bytes:
    text = b""
    try:
        while part := connection.recv(65536):
            text += part
    except ConnectionResetError:
        pass
    return text


# What each command does, with a server and without.


def test_a_token_is_made_and_refused_at_once_after_it_was_revoked(desk):
    secret = desk.run("token", "create", "--user", JANE, "--name", "leaked").stdout.split()[-1]
    assert with_token(desk.asked().url, secret).get(TICKETS).status_code == 200
    if not desk.serves:
        desk.server.stop()
    rows = json.loads(desk.run("token", "list", "--json").stdout)
    number = next(row["id"] for row in rows if row["Name"] == "leaked")
    desk.run("token", "revoke", number)
    assert with_token(desk.asked().url, secret).get(TICKETS).status_code == 401


def test_a_user_is_added_with_a_chosen_password(desk):
    words = ("user", "add", "--username", "cli", "--email", "cli@acme.com", "--fullname", "Command Line")
    desk.run(*words, "--role", "Issue Tracker Viewer", "--password-stdin", stdin="a good long password\n")
    assert desk.client().authenticate("cli", "a good long password").status_code == 200
    assert "cli@acme.com" in desk.run("user", "list").stdout


def test_a_new_password_ends_what_the_old_one_began(desk):
    before = None
    if desk.serves:
        before = desk.client().login(JANE)
    password = desk.run("user", "passwd", JANE).stdout.split()[-1]
    if before:
        assert before.get(TICKETS).status_code == 401
    assert desk.client().authenticate(JANE).status_code == 401
    assert desk.client().authenticate(JANE, password).json()["first_signin"] is True


def test_a_deactivated_user_is_shut_out_at_once(desk):
    before = desk.client().login(JANE) if desk.serves else None
    desk.run("user", "deactivate", JANE)
    if before:
        assert before.get(TICKETS).status_code == 401
    assert desk.client().authenticate(JANE).status_code == 401


def test_a_second_factor_is_taken_away(desk):
    done = desk.run("user", "reset-2fa", JANE, ok=False)
    assert done.returncode in (0, 1) and JANE in done.stdout + done.stderr


def test_orders_are_imported(desk, tmp_path):
    (tmp_path / "orders.csv").write_text("PO List Number,Supplier Name\nPO-CTL-1,Möller\n")
    dry = desk.run("import", "purchase-orders", tmp_path / "orders.csv", "--dry-run").stdout
    assert dry == "Nothing was done. It would be: 1 made, 0 changed, 0 unchanged.\n"
    done = desk.run("import", "purchase-orders", tmp_path / "orders.csv")
    assert done.stdout == "1 made, 0 changed, 0 unchanged.\n"
    again = desk.run("import", "purchase-orders", "-", stdin="PO List Number\nPO-CTL-1\n")
    assert again.stdout == "0 made, 0 changed, 1 unchanged.\n"
    found = desk.client().login("admin@acme.com").get("/api/purchase-order?PO List Number=PO-CTL-1")
    assert "PO-CTL-1" in found.text


def test_what_is_wrong_is_told_with_the_same_words_and_status(tmp_path):
    def failures(desk):
        for words in (
            ("user", "passwd", "nobody@acme.com"),
            ("token", "revoke", "99999"),
            ("token", "revoke", "x"),
            ("token", "create", "--user", JANE, "--name", ""),
            ("token", "create", "--user", JANE, "--name", "x", "--scope", "nonsense"),
            ("user", "add", "--username", "u", "--email", "e", "--fullname", "f", "--role", "King"),
        ):
            done = desk.run(*words, ok=False)
            yield words, done.returncode, done.stdout, done.stderr
        bad = "PO List Number,PO List Order Date\n,yesterday\n"
        done = desk.run("import", "purchase-orders", "-", stdin=bad, ok=False)
        yield "import", done.returncode, done.stdout, done.stderr

    desk = Desk(tmp_path / "data", True)
    beside = list(failures(desk))
    desk.end()
    assert beside == list(failures(desk))
    assert all(status in (1, 2) and err for _, status, _, err in beside)


def test_the_audit_log_names_the_operator(serving):
    serving.run("user", "passwd", JANE)
    rows = serving.client().login("admin@acme.com").get("/api/audit-log?sort=-id").json()["data"]["rows"]
    row = next(row for row in rows if JANE in json.dumps(row))
    assert "operator" in json.dumps(row)
    wait_until(lambda: '"message":"command"' in serving.server.log(), "the log's line")
    assert "user passwd" in serving.server.log()


def test_a_password_stands_neither_in_the_log_nor_among_the_arguments(serving):
    serving.run("user", "passwd", JANE, "--password-stdin", stdin="a secret of two words\n")
    assert serving.client().authenticate(JANE, "a secret of two words").status_code == 200
    assert "a secret" not in serving.server.log()


@pytest.mark.parametrize("words", [("migrate",), ("keys", "rotate"), ("load", "--tickets", "5")])
def test_what_needs_the_server_stopped_says_so(serving, words):
    done = serving.run(*words, ok=False)
    assert done.returncode == 1 and "stop that first" in done.stderr
    assert "must be stopped" in command(*words[:2] if words[0] == "keys" else words[:1], "--help").stdout


# The socket.


def test_the_socket_is_for_the_owner_alone_and_goes_with_the_server(serving):
    there = os.lstat(sock(serving.data))
    assert stat.S_ISSOCK(there.st_mode) and stat.S_IMODE(there.st_mode) == 0o600
    serving.server.stop()
    assert not os.path.lexists(sock(serving.data))


def test_a_socket_that_a_dead_server_left_is_in_nobodys_way(serving):
    serving.server.kill()
    assert os.path.lexists(sock(serving.data))
    serving.run("user", "passwd", JANE)
    serving.asked()
    serving.run("user", "passwd", JANE)


def test_something_else_of_that_name_is_left_alone_and_told_of(tmp_path):
    data = tmp_path / "data"
    Server(data, "--demo").stop()
    (data / "expediter.sock").write_text("mine")
    server = Server(data)
    try:
        assert "commands need the server stopped" in server.log()
        done = command("user", "passwd", JANE, "--data", data, ok=False)
        assert done.returncode == 1 and "stop that first" in done.stderr
    finally:
        server.stop()
    assert (data / "expediter.sock").read_text() == "mine"


def test_a_second_server_leaves_the_socket_of_the_first_alone(serving):
    done = subprocess.run(
        [BINARY, "serve", "--data", serving.data, "--listen", "127.0.0.1:0"],
        capture_output=True,
        text=True,
        timeout=limits.COMMAND_S,
        check=False,
        env=plain_environment(),
    )
    assert done.returncode != 0
    serving.run("user", "passwd", JANE)


def test_a_path_longer_than_a_sockets_name_may_be_serves_as_well(tmp_path):
    parent = tmp_path / ("d" * 100) / ("e" * 100)
    parent.mkdir(parents=True)
    desk = Desk(parent / "data", True)
    try:
        assert len(sock(desk.data)) > 200
        desk.run("user", "passwd", JANE)
        # The log is written beside the answer, by a thread of its own.
        wait_until(lambda: '"message":"command"' in desk.server.log(), "the log's line")
    finally:
        desk.end()


def test_idle_and_half_told_connections_keep_no_command_out(serving):
    head = b'{"command":"user passwd","values":{"LOGIN":'
    held = []
    for number in range(80):
        held.append(connect(sock(serving.data)))
        if number % 2:
            held[-1].sendall(head)
    began = time.monotonic()
    serving.run("user", "passwd", JANE)
    assert time.monotonic() - began < 3 * limits.SCALE
    for each in held:
        each.close()


def test_many_commands_at_once_are_all_carried_out(serving):
    failures = []

    def create(number):
        words = ("token", "create", "--user", JANE, "--name", f"of {number}")
        done = serving.run(*words, ok=False)
        if done.returncode != 0:
            failures.append(done.stderr)

    threads = [threading.Thread(target=create, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    names = serving.run("token", "list").stdout
    assert all(f"of {number} " in names for number in range(12))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\xff\xfe\n",
        b'{"command":"user passwd"}\n',
        b'{"command":"user passwd","values":{"LOGIN":"jane.doe@acme.com"},"input":5}\nabc',
        b'{"command":"user passwd","values":[],"input":0}\n',
        b'{"command":"user passwd","values":{"LOGIN":7},"input":0}\n',
        b'{"command":"user passwd","values":{"LOGIN":"x"},"input":-1}\n',
        b"[" * 100_000 + b"\n",
    ],
)
def test_what_is_no_command_is_refused_and_does_nothing(serving, text):
    connection = connect(sock(serving.data))
    connection.sendall(text)
    connection.shutdown(socket.SHUT_WR)
    told = said(connection)
    assert b"begun" not in told and json.loads(told)["status"] != 0
    assert serving.client().authenticate(JANE, DEMO_PASSWORD).status_code == 200


@pytest.mark.parametrize("name", ["serve", "load", "user list", "no such", "keys rotate"])
def test_only_commands_that_change_the_database_are_carried_out(serving, name):
    connection = connect(sock(serving.data))
    connection.sendall(json.dumps({"command": name, "values": {}, "input": 0}).encode() + b"\n")
    connection.shutdown(socket.SHUT_WR)
    told = json.loads(said(connection).removeprefix(b"begun\n"))
    assert told["status"] == 1 and "another version" in told["err"]


def test_a_flood_of_bytes_is_cut_off(serving):
    connection = connect(sock(serving.data))
    sent = 0
    try:
        while sent < 256 << 20:
            sent += connection.send(b"x" * 65536)
    except OSError:
        pass
    assert sent < 64 << 20
    serving.run("user", "passwd", JANE)


def test_a_file_that_is_too_long_for_a_running_server_is_refused_in_clear_words(serving):
    text = "PO List Number\n" + "".join(f"PO-{n:060}\n" for n in range(280_000))
    done = serving.run("import", "purchase-orders", "-", stdin=text, ok=False)
    assert done.returncode == 1 and "16 MiB" in done.stderr and "stop the server" in done.stderr


def test_held_connections_do_not_hold_up_the_end(serving):
    held = [connect(sock(serving.data)) for _ in range(20)]
    held[0].sendall(b'{"command":')
    began = time.monotonic()
    serving.server.stop()
    assert time.monotonic() - began < 3 * limits.SCALE
    for each in held:
        assert said(each) == b""


def test_a_command_beside_a_stop_is_done_once_by_the_server_or_after_it(serving):
    results = []

    def create(number):
        words = ("token", "create", "--user", JANE, "--name", f"beside {number}")
        results.append(serving.run(*words, ok=False))

    threads = [threading.Thread(target=create, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.05)
    serving.server.process.send_signal(signal.SIGTERM)
    for thread in threads:
        thread.join()
    serving.server.stop()
    made = sum(result.returncode == 0 for result in results)
    # Those that found the directory held by another command, once the server was gone, say so.
    assert all(result.returncode == 0 or "in use" in result.stderr for result in results)
    assert serving.run("token", "list").stdout.count("beside") == made >= 1
