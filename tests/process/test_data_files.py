"""The files of a data directory belong together, and whoever parts them is told so, before harm is done."""

import os
import shutil
import signal
import sqlite3
import time

import pytest

import limits
from answers import assert_error
from client import TICKETS, Client, first_superuser
from data_files import contents, kill_with_a_log, sign_in, start_fails, stopped_data, total
from program import Server, command


@pytest.fixture
def stopped(tmp_path):
    return stopped_data(tmp_path / "data")


# Keys


def test_lost_keys_are_not_replaced_without_a_word(stopped):
    kept = (stopped / "keys.toml").read_bytes()
    (stopped / "keys.toml").unlink()
    said = start_fails(stopped)
    assert "keys.toml is not there" in said and "--new-keys" in said
    assert not (stopped / "keys.toml").exists()
    for words in (("user", "deactivate", "admin"), ("keys", "rotate"), ("migrate",)):
        assert "keys.toml" in command(*words, "--data", stopped, ok=False).stderr
    (stopped / "keys.toml").write_bytes(kept)
    (stopped / "keys.toml").chmod(0o600)
    Server(stopped).stop()
    command("audit", "verify", "--data", stopped)


def test_foreign_keys_are_told_from_tampering(stopped, tmp_path):
    command("migrate", "--data", tmp_path / "other")
    own = (stopped / "keys.toml").read_bytes()
    shutil.copy(tmp_path / "other" / "keys.toml", stopped / "keys.toml")
    before = contents(stopped)
    serve = ("serve", "--listen", "127.0.0.1:0")
    for words in (serve, ("audit", "verify"), ("keys", "rotate"), ("migrate",)):
        done = command(*words, "--data", stopped, ok=False)
        assert done.returncode == 1 and "not this database's" in done.stderr, (words, done)
        assert "broken" not in done.stdout
    assert contents(stopped)["expediter.db"] == before["expediter.db"]
    assert contents(stopped)["keys.toml"] == before["keys.toml"]
    (stopped / "keys.toml").write_bytes(own)
    command("audit", "verify", "--data", stopped)


def test_new_keys_are_taken_where_that_is_asked_for_and_the_log_goes_on(stopped):
    (stopped / "keys.toml").unlink()
    server = Server(stopped, "--new-keys")
    sign_in(server)
    server.stop()
    done = command("audit", "verify", "--data", stopped)
    assert "in order" in done.stdout and "other keys" in done.stdout, done.stdout
    Server(stopped).stop()
    with sqlite3.connect(stopped / "expediter.db") as database:
        database.execute("UPDATE store SET audit_from = audit_from + 1")
    database.close()
    assert command("audit", "verify", "--data", stopped, ok=False).returncode == 1


def test_keys_from_before_a_rotation_are_refused_and_a_rotation_mends_it(stopped):
    old = (stopped / "keys.toml").read_bytes()
    command("keys", "rotate", "--data", stopped)
    Server(stopped).stop()
    (stopped / "keys.toml").write_bytes(old)
    assert "keys rotate" in start_fails(stopped)
    command("keys", "rotate", "--data", stopped)
    assert "[signing.previous]" not in (stopped / "keys.toml").read_text()
    Server(stopped).stop()
    command("audit", "verify", "--data", stopped)


def test_a_backup_from_before_a_rotation_fits_the_younger_keys(stopped, tmp_path):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    command("keys", "rotate", "--data", stopped)
    command("restore", tmp_path / "backup.db", "--data", stopped)
    Server(stopped).stop()
    command("audit", "verify", "--data", stopped)


def test_a_rotation_that_was_cut_off_is_finished_by_the_next_start(stopped):
    database = (stopped / "expediter.db").read_bytes()
    old = (stopped / "keys.toml").read_bytes()
    command("keys", "rotate", "--data", stopped)
    (stopped / "expediter.db").write_bytes(database)  # As if it had not come to that.
    Server(stopped).stop()
    (stopped / "keys.toml").write_bytes(old)
    assert "keys rotate" in start_fails(stopped)


# The database and its log


@pytest.mark.parametrize("how", ["backup", "copy"])
def test_a_database_restored_beside_the_old_log_is_refused_and_not_damaged(stopped, tmp_path, how):
    if how == "backup":
        command("backup", tmp_path / "backup.db", "--data", stopped)
    else:
        shutil.copy(stopped / "expediter.db", tmp_path / "backup.db")
    kill_with_a_log(stopped)
    shutil.copy(tmp_path / "backup.db", stopped / "expediter.db")
    before = contents(stopped)
    for words in (("check",), ("user", "list"), ("migrate",), ("backup", tmp_path / "other.db")):
        done = command(*words, "--data", stopped, ok=False)
        assert done.returncode == 1 and "log" in done.stderr and "not its own" in done.stderr, done
    assert "not its own" in start_fails(stopped)
    after = contents(stopped)
    assert after["expediter.db"] == before["expediter.db"]
    assert after["expediter.db-wal"] == before["expediter.db-wal"]
    (stopped / "expediter.db-wal").unlink()
    (stopped / "expediter.db-shm").unlink(missing_ok=True)
    Server(stopped).stop()
    command("check", "--data", stopped)


def test_a_killed_server_starts_with_its_own_log(stopped):
    kill_with_a_log(stopped)
    kill_with_a_log(stopped)
    server = Server(stopped)
    assert total(server) == 3
    server.stop()


def test_a_server_takes_writes_beside_somebody_who_reads_since_before_it_started(stopped):
    """What it marks the file with stays in the log as long as that goes on."""
    reader = sqlite3.connect(stopped / "expediter.db")
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM tickets").fetchone()
    server = Server(stopped)
    sign_in(server).new_ticket(Title="Meanwhile")
    server.kill()
    reader.close()
    server = Server(stopped)
    assert total(server) == 2
    server.stop()


def test_an_empty_database_is_no_new_installation(stopped):
    (stopped / "expediter.db").write_bytes(b"")
    for words in (("serve", "--listen", "127.0.0.1:0"), ("migrate",), ("check",), ("user", "list")):
        done = command(*words, "--data", stopped, ok=False)
        assert done.returncode == 1 and "0 bytes" in done.stderr, done
    assert (stopped / "expediter.db").stat().st_size == 0


def test_keys_without_a_database_are_no_new_installation(stopped):
    (stopped / "expediter.db").unlink()
    assert "holds keys, but no database" in start_fails(stopped)
    assert not (stopped / "expediter.db").exists()


# A running server


@pytest.fixture
def running(tmp_path):
    server = Server(tmp_path / "data")
    yield server
    server.kill()


def lose(data, how) -> None:
    database = data / "expediter.db"
    if how == "deleted":
        database.unlink()
    elif how == "replaced":
        shutil.copy(database, data / "other.db")
        os.replace(data / "other.db", database)
    elif how == "emptied":
        database.write_bytes(b"")
    elif how == "overwritten":
        shutil.copy(data.parent / "backup.db", database)
    else:
        (data / f"expediter.db-{how}").unlink()


@pytest.mark.parametrize("how", ["deleted", "replaced", "overwritten", "emptied", "wal", "shm"])
def test_a_writer_whose_files_are_gone_takes_nothing_more_and_says_so(running, how):
    admin = first_superuser(running)
    admin.new_ticket(Title="Before")
    command("backup", running.data.parent / "backup.db", "--data", running.data)
    lose(running.data, how)
    for _ in range(3):
        refused = admin.post(TICKETS, json={"Title": "Nowhere", "Priority": "Low"})
        error = assert_error(refused, 503, "Server.StorageUnavailable")
        assert "removed or replaced" in error["Message"]
        assert "Retry-After" not in refused.headers
    ready = admin.get("/readyz")
    assert ready.status_code == 503 and "Server.StorageUnavailable" in ready.text
    give_up = time.monotonic() + limits.ANSWER_S
    while "changes are refused" not in running.log():
        assert time.monotonic() < give_up, running.log()
        time.sleep(0.02)
    before = contents(running.data).get("expediter.db")
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(limits.STOP_S) == 0
    assert contents(running.data).get("expediter.db") == before, "the end wrote into a foreign file"


def test_an_idle_server_is_not_ready_any_more_where_its_database_was_deleted(running):
    first_superuser(running)
    (running.data / "expediter.db").unlink()
    assert Client(running.url).get("/readyz").status_code == 503
