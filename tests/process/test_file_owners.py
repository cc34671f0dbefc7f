"""What root makes in the data directory of a service belongs to the service."""

import os
import stat
import subprocess
import time

import pytest

import limits
from client import Client
from program import BINARY, Server, command

NOBODY = 65534


def as_nobody(*words) -> subprocess.CompletedProcess:
    user = ("--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups")
    line = ["setpriv", *user, BINARY, *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, check=False, timeout=limits.COMMAND_S)


@pytest.fixture
def of_nobody(tmp_path):
    """The data directory of a service that runs as another user than the one who runs the tests, root."""
    if os.geteuid() != 0:
        return None
    for path in (tmp_path, *tmp_path.parents):
        if path == tmp_path or path.name.startswith("pytest"):
            path.chmod(path.stat().st_mode | 0o011)
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    os.chown(data, NOBODY, NOBODY)
    made = as_nobody("migrate", "--data", data)
    assert made.returncode == 0, made.stderr
    return data


def strangers(directory) -> list:
    """Files that the directory's owner does not own, or that others may read."""
    found = [(path, path.lstat()) for path in directory.rglob("*")]
    return [
        path.name
        for path, status in found
        if (status.st_uid, status.st_gid) != (NOBODY, NOBODY) or stat.S_IMODE(status.st_mode) & 0o077
    ]


def test_what_root_makes_in_the_directory_of_a_service_is_the_services(of_nobody, tmp_path):
    if of_nobody is None:
        return  # Only root can run commands as root.
    person = ("--username", "jane", "--fullname", "Jane", "--email", "jane@acme.com", "--role", "Superuser")
    command("user", "add", *person, "--data", of_nobody)
    assert strangers(of_nobody) == []
    for words in (
        ("keys", "rotate"),
        ("migrate",),
        ("load", "--tickets", "20"),
        ("token", "create", "--user", "jane", "--name", "x"),
        ("backup", of_nobody / "inside.db"),
        ("restore", of_nobody / "inside.db"),
        ("audit", "verify"),
        ("check",),
    ):
        command(*words, "--data", of_nobody)
        assert strangers(of_nobody) == [], words
        again = as_nobody("user", "list", "--data", of_nobody)
        assert again.returncode == 0, (words, again.stderr)
        assert as_nobody("keys", "rotate", "--data", of_nobody).returncode == 0, words
    (of_nobody / "expediter.lock").unlink()
    command("keys", "rotate", "--data", of_nobody)
    assert strangers(of_nobody) == []
    server = Server(of_nobody)
    Client(server.url).post("/api/forgot-password", json={"email": "jane@acme.com"})
    give_up = time.monotonic() + limits.ANSWER_S
    while not list(of_nobody.glob("mail/*.eml")) and time.monotonic() < give_up:
        time.sleep(0.02)
    first = strangers(of_nobody)
    server.stop()
    assert first == []


def test_root_follows_no_link_that_the_service_may_have_laid(of_nobody, tmp_path):
    if of_nobody is None:
        return
    target = tmp_path / "target"
    target.write_text("of root")
    (of_nobody / "expediter.lock").unlink()
    (of_nobody / "expediter.lock").symlink_to(target)
    assert command("keys", "rotate", "--data", of_nobody, ok=False).returncode == 1
    assert target.read_text() == "of root" and target.stat().st_uid == 0
