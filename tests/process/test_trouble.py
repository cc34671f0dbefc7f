"""Whatever keeps the program from its files is told by its name, with what to do, and by no other name."""

import os
import resource
import shutil
import sqlite3
import subprocess

import pytest

import limits
from answers import assert_error
from client import TICKETS, Client, first_superuser
from program import BINARY, Server, command, plain_environment

NOBODY = 65534
SERVE = ("serve", "--listen", "127.0.0.1:0")


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A data directory with a ticket, and no server. Nobody changes it."""
    server = Server(tmp_path_factory.mktemp("trouble") / "data")
    first_superuser(server).new_ticket(Title="Before")
    server.stop()
    return server.data


@pytest.fixture
def data(original, tmp_path):
    for path in (tmp_path, *tmp_path.parents):
        if path == tmp_path or path.name.startswith("pytest"):
            path.chmod(path.stat().st_mode | 0o011)
    shutil.copytree(original, tmp_path / "data")
    (tmp_path / "data").chmod(0o700)
    return tmp_path / "data"


def run(*words, prefix=(), **more) -> str:
    """What the program says on standard error; it must fail."""
    done = subprocess.run(
        [*prefix, BINARY, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=limits.COMMAND_S,
        env=plain_environment(),
        **more,
    )
    assert done.returncode == 1, (words, done)
    assert "terminate" not in done.stderr and "went wrong on our side" not in done.stderr, done.stderr
    return done.stderr


def as_nobody(*words) -> str:
    """The same as a user who has nothing; as whoever runs the tests, if that is not root."""
    if os.geteuid() != 0:
        return run(*words)
    number = str(NOBODY)
    return run(*words, prefix=("setpriv", "--reuid", number, "--regid", number, "--clear-groups"))


@pytest.mark.parametrize("words", [("check",), ("user", "list"), ("keys", "rotate"), ("migrate",), SERVE])
def test_a_directory_without_permission_is_not_called_none(data, words):
    data.chmod(0o700 if os.geteuid() == 0 else 0)
    said = as_nobody(*words, "--data", data)
    data.chmod(0o700)
    assert "Permission denied" in said and "no data directory" not in said, said
    if os.geteuid() == 0:
        assert "it belongs to root, and you are nobody: run this as root" in said


@pytest.mark.parametrize("words", [("check",), ("backup", "x.db"), ("user", "list")])
def test_a_database_without_permission_is_told_so(data, words):
    data.chmod(0o755)
    (data / "expediter.db").chmod(0o600 if os.geteuid() == 0 else 0)
    said = as_nobody(*words, "--data", data)
    assert "expediter.db" in said and "Permission denied" in said and "disk" not in said, said


def test_keys_without_permission_are_not_taken_for_lost(data):
    """Or others were made in their place."""
    if os.geteuid() == 0:
        for path in (data, *data.iterdir()):
            os.chown(path, NOBODY, NOBODY)
        os.chown(data / "keys.toml", 0, 0)
    (data / "keys.toml").chmod(0o600 if os.geteuid() == 0 else 0)
    said = as_nobody(*SERVE, "--data", data)
    assert "keys.toml" in said and "Permission denied" in said, said


@pytest.mark.parametrize("words", [("check",), ("user", "list"), ("keys", "rotate")])
def test_what_is_no_data_directory_is_told_from_what_is_not_there(tmp_path, words):
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    assert "there is nothing of that name" in run(*words, "--data", tmp_path / "nowhere")
    assert "it is a file" in run(*words, "--data", tmp_path / "file")
    assert "expediter migrate" in run(*words, "--data", tmp_path / "empty")


@pytest.mark.parametrize("words", [("check",), ("migrate",), SERVE])
def test_what_is_no_database_is_told_so(data, words):
    (data / "expediter.db").write_text("I am no database. " * 1000)
    said = run(*words, "--data", data)
    assert "is no database of Expediter" in said and "disk" not in said, said
    (data / "expediter.db").unlink()
    (data / "expediter.db").mkdir()
    assert "is no file" in run(*words, "--data", data)


def test_keys_that_are_a_directory_are_told_so(data):
    (data / "keys.toml").unlink()
    (data / "keys.toml").mkdir()
    assert "keys.toml is a directory" in run(*SERVE, "--data", data)


def damage(data, table: str) -> None:
    database = sqlite3.connect(data / "expediter.db")
    page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    database.close()
    with open(data / "expediter.db", "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_a_damaged_database_is_called_damaged_and_not_a_mistake_of_the_program(data):
    damage(data, "ticket_history")
    assert "damaged" in run("check", "--data", data) or "damaged" in command(
        "check", "--data", data, ok=False
    ).stdout
    server = Server(data)
    admin = Client(server.url).login("admin", "a new password")
    ticket = admin.list().json()["data"]["rows"][0]["id"]
    for answer in (
        admin.get(f"{TICKETS}/{ticket}/history"),
        admin.put(f"{TICKETS}/{ticket}", json={"Title": "After"}),
    ):
        error = assert_error(answer, 503, "Server.StorageUnavailable")
        assert "damaged" in error["Message"] and "Retry-After" not in answer.headers
    server.stop()  # Not killed: the log is written by a thread of its own.
    assert "expediter restore" in server.log()


def test_too_few_descriptors_are_told_so(data):
    for most in (4, 6, 8, 10, 12, 14, 16):
        limit = lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # noqa: E731
        said = run(*SERVE, "--data", data, preexec_fn=limit)
        if most >= 6:
            assert "too few file descriptors" in said or "Too many open files" in said, (most, said)
        assert "disk" not in said, (most, said)


def test_a_lock_of_another_program_is_told_so(data):
    other = sqlite3.connect(data / "expediter.db")
    other.execute("BEGIN IMMEDIATE")
    said = run("user", "deactivate", "admin", "--data", data)
    other.close()
    assert "Another process holds" in said, said


def test_a_read_only_file_system_is_told_so(data):
    """Mounted so where that is allowed; else the directory alone is."""
    if os.geteuid() == 0:
        mount = f"mount --bind {data} {data} && mount -o remount,ro,bind {data} && exec \"$@\""
        prefix = ("unshare", "-m", "sh", "-c", mount, "sh")
        words = ("read-only", "Read-only")
    else:
        data.chmod(0o500)
        prefix, words = (), ("Permission denied", "not permitted")
    for command_line in (SERVE, ("migrate",), ("keys", "rotate"), ("user", "deactivate", "admin")):
        said = run(*command_line, "--data", data, prefix=prefix)
        assert any(word in said for word in words) and "failing" not in said, (command_line, said)
    data.chmod(0o700)


def test_a_full_disk_is_told_so(tmp_path):
    if os.geteuid() != 0:
        return  # A disk of one's own takes root; tests/fault has one that fails.
    place = tmp_path / "small"
    place.mkdir()
    mount = f"mount -t tmpfs -o size=200k none {place} && exec \"$@\""
    said = run("migrate", "--data", place / "data", prefix=("unshare", "-m", "sh", "-c", mount, "sh"))
    assert "full" in said and "make room" in said and "failing" not in said, said


def test_where_a_backup_cannot_be_written_is_told_by_its_cause(data, tmp_path):
    assert "No such file or directory" in run("backup", tmp_path / "no" / "where.db", "--data", data)
    (tmp_path / "file").write_text("")
    assert "Not a directory" in run("backup", tmp_path / "file" / "x.db", "--data", data)
