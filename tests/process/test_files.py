"""Files that the program makes are for their owner alone, whatever the mask of who starts it."""

import os
import stat

import pytest

from client import first_superuser
from program import Server, command


@pytest.fixture(autouse=True)
def permissive_mask():
    before = os.umask(0)
    yield
    os.umask(before)


def modes(directory) -> dict:
    """The mode of every file and directory below, by name."""
    below = directory.rglob("*")
    return {str(path.relative_to(directory)): stat.S_IMODE(path.stat().st_mode) for path in below}


def assert_private(directory, least: set) -> None:
    found = modes(directory)
    assert least <= set(found), found
    wrong = {name: oct(mode) for name, mode in found.items() if mode & 0o077}
    assert not wrong


def test_a_running_server_and_its_backup_leave_nothing_for_others(tmp_path):
    server = Server(tmp_path / "data")
    admin = first_superuser(server)
    admin.new_ticket()
    backup = server.data / "copy.db"
    command("backup", backup, "--data", server.data)
    names = {"expediter.db", "expediter.db-wal", "expediter.db-shm", "keys.toml", "expediter.lock", "copy.db"}
    assert_private(server.data, names)
    server.stop()
    assert_private(server.data, {"expediter.db", "keys.toml", "copy.db"})
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


def test_commands_leave_nothing_for_others(tmp_path):
    data = tmp_path / "data"
    command("migrate", "--data", data)
    command("load", "--data", data, "--tickets", "50")
    command("keys", "rotate", "--data", data)
    assert_private(data, {"expediter.db", "keys.toml"})
