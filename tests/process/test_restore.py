"""`expediter restore`, and what nobody takes an older state for afterwards."""

import re
import shutil
import sqlite3

import pytest

from client import first_superuser
from data_files import contents, kill_with_a_log, sign_in, start_fails, stopped_data, titles, total
from program import Server, command


@pytest.fixture
def stopped(tmp_path):
    return stopped_data(tmp_path / "data")


def test_a_restore_takes_the_place_of_database_and_log_and_keeps_the_old_one(stopped, tmp_path):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    kill_with_a_log(stopped)
    done = command("restore", tmp_path / "backup.db", "--data", stopped)
    aside = re.search(r"is now (\S+\.replaced-\S+);", done.stdout)[1]
    assert titles(stopped) == ["Before"]
    assert not (stopped / "expediter.db-wal").exists()
    server = Server(stopped)
    sign_in(server).new_ticket(Title="After")
    server.stop()
    command("check", "--data", stopped)
    old = tmp_path / "old"
    old.mkdir(mode=0o700)
    for suffix in ("", "-wal"):
        shutil.copy(aside + suffix, old / f"expediter.db{suffix}")
    command("check", "--data", old)
    database = sqlite3.connect(old / "expediter.db")
    assert database.execute("SELECT COUNT(*) FROM tickets").fetchone()[0] == 2
    database.close()


def test_a_restore_into_an_empty_directory_needs_the_keys_besides(stopped, tmp_path):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    done = command("restore", tmp_path / "backup.db", "--data", tmp_path / "new")
    assert "keys.toml" in done.stdout
    assert "keys.toml is not there" in start_fails(tmp_path / "new")
    shutil.copy(stopped / "keys.toml", tmp_path / "new" / "keys.toml")
    Server(tmp_path / "new").stop()


def refused_restore(data, file, *words) -> None:
    before = contents(data)
    done = command("restore", file, "--data", data, ok=False)
    assert done.returncode == 1, done
    for word in words:
        assert word in done.stderr, done.stderr
    after = contents(data)
    assert {name for name in after} == {name for name in before} | {"expediter.lock"}
    assert after["expediter.db"] == before["expediter.db"]


def test_what_is_no_whole_backup_of_this_database_is_not_restored(stopped, tmp_path):
    good = tmp_path / "backup.db"
    command("backup", good, "--data", stopped)
    (tmp_path / "cut.db").write_bytes(good.read_bytes()[: good.stat().st_size // 2])
    (tmp_path / "text.db").write_text("no database " * 1000)
    (tmp_path / "empty.db").write_bytes(b"")
    sqlite3.connect(tmp_path / "other.db").executescript("CREATE TABLE x (y); INSERT INTO x VALUES (1)")
    shutil.copy(good, tmp_path / "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as database:
        database.execute("INSERT INTO schema_migrations VALUES (9999, 'of_the_future', 'x', 0)")
    database.close()
    shutil.copy(good, tmp_path / "totals.db")
    with sqlite3.connect(tmp_path / "totals.db") as database:
        database.execute("UPDATE ticket_days SET count = count + 1")
    database.close()
    refused_restore(stopped, tmp_path / "cut.db", "nothing was changed")
    refused_restore(stopped, tmp_path / "text.db")
    refused_restore(stopped, tmp_path / "empty.db")
    refused_restore(stopped, tmp_path / "other.db", "no database of Expediter")
    refused_restore(stopped, tmp_path / "newer.db", "newer")
    refused_restore(stopped, tmp_path / "totals.db", "last changed on day")
    refused_restore(stopped, tmp_path / "nowhere.db", "No such file")
    refused_restore(stopped, tmp_path, "is a directory")
    refused_restore(stopped, stopped / "expediter.db", "the database itself")


def test_a_restore_of_a_database_with_other_keys_is_refused(stopped, tmp_path):
    other = Server(tmp_path / "other")
    first_superuser(other)
    other.stop()
    command("backup", tmp_path / "other.db", "--data", other.data)
    refused_restore(stopped, tmp_path / "other.db", "not this database's")


def test_a_restore_needs_the_server_stopped(stopped, tmp_path):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    server = Server(stopped)
    done = command("restore", tmp_path / "backup.db", "--data", stopped, ok=False)
    server.stop()
    assert done.returncode == 1 and "in use" in done.stderr


def test_a_restore_that_was_cut_off_before_the_old_log_was_gone_is_finished(stopped, tmp_path):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    kill_with_a_log(stopped)
    log = (stopped / "expediter.db-wal").read_bytes()
    note = (stopped / "expediter.mark").read_text()
    command("restore", tmp_path / "backup.db", "--data", stopped)
    mark = re.search(r"^mark (\d+)", (stopped / "expediter.mark").read_text(), re.M)[1]
    (stopped / "expediter.db-wal").write_bytes(log)
    (stopped / "expediter.mark").write_text(note + f"restored {mark}\n")
    assert "cut short" in command("check", "--data", stopped, ok=False).stderr
    server = Server(stopped)
    assert total(server) == 1
    server.stop()
    command("check", "--data", stopped)


# Tags


def list_tag(server) -> str:
    return sign_in(server).list().headers["ETag"]


def replay(data, how, tmp_path) -> None:
    """Puts an older state back under the same commit numbers."""
    if how == "restore":
        command("restore", tmp_path / "backup.db", "--data", data)
    elif how == "backup over it":
        shutil.copy(tmp_path / "backup.db", data / "expediter.db")
    else:
        shutil.copy(tmp_path / "copy.db", data / "expediter.db")


@pytest.mark.parametrize("how", ["restore", "backup over it", "copy over it"])
def test_list_tags_do_not_repeat_after_an_older_state_was_put_back(stopped, tmp_path, how):
    command("backup", tmp_path / "backup.db", "--data", stopped)
    shutil.copy(stopped / "expediter.db", tmp_path / "copy.db")
    tags = set()
    for title in ("One", "Two"):
        server = Server(stopped)
        admin = sign_in(server)
        admin.new_ticket(Title=title)
        tags.add(list_tag(server))
        server.stop()
        replay(stopped, how, tmp_path)
    assert len(tags) == 2, "the same tag for other bytes"


def incarnation(file) -> str:
    database = sqlite3.connect(f"file:{file}?immutable=1", uri=True)
    found = database.execute("SELECT incarnation FROM store").fetchone()[0]
    database.close()
    assert re.fullmatch("[0-9a-f]{32}", found)
    return found


def test_a_restart_keeps_the_incarnation_and_a_backup_has_its_own(stopped, tmp_path):
    before = incarnation(stopped / "expediter.db")
    Server(stopped).stop()
    command("keys", "rotate", "--data", stopped)
    assert incarnation(stopped / "expediter.db") == before
    command("backup", tmp_path / "backup.db", "--data", stopped)
    copied = incarnation(tmp_path / "backup.db")
    command("restore", tmp_path / "backup.db", "--data", stopped)
    restored = incarnation(stopped / "expediter.db")
    assert len({before, copied, restored}) == 3
    Server(stopped).stop()
    assert incarnation(stopped / "expediter.db") == restored
