"""`expediter audit verify`: a log that was tampered with does not pass, whatever was done to it."""

import re
import sqlite3

import pytest

from client import Client
from program import Server, command


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A data directory with some entries in its log, and no server."""
    server = Server(tmp_path_factory.mktemp("audit") / "data", "--demo")
    client = Client(server.url).login("admin@acme.com")
    for number in range(5):
        made = client.post("/api/role", json={"Role Name": f"Role {number}", "Privileges": []}).json()
        client.delete(f"/api/role/{made['data']['id']}")
    server.stop()
    return server.data


@pytest.fixture
def data(written, tmp_path):
    """A copy of it, to be tampered with."""
    copy = tmp_path / "data"
    copy.mkdir(mode=0o700)
    for name in ("expediter.db", "keys.toml"):
        (copy / name).write_bytes((written / name).read_bytes())
        (copy / name).chmod(0o600)
    return copy


def tamper(data, *statements: str) -> None:
    """Does what somebody could who may write the file: the triggers are gone first."""
    with sqlite3.connect(data / "expediter.db") as database:
        for trigger in ("audit_log_is_not_changed", "audit_log_is_not_deleted"):
            database.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            database.execute(statement)
    database.close()


def verify(data, *more, ok=False):
    return command("audit", "verify", "--data", data, *more, ok=ok)


def test_a_log_that_nobody_touched_is_in_order(data):
    done = verify(data, ok=True)
    assert re.search(r"in order: (\d+) entries, the last is \1:[0-9a-f]{64}$", done.stdout.strip())
    assert int(re.search(r"(\d+) entries", done.stdout)[1]) >= 20


@pytest.mark.parametrize(
    "statement, place",
    [
        ("UPDATE audit_log SET actor = 'somebody@else.com' WHERE id = 7", "entry 7 "),
        ("UPDATE audit_log SET actor = NULL WHERE id = 15", "entry 15 "),
        ("UPDATE audit_log SET details = details || ' ' WHERE id = 3", "entry 3 "),
        ("UPDATE audit_log SET logged_at = logged_at - 1 WHERE id = 1", "entry 1 "),
        ("UPDATE audit_log SET hash = (SELECT hash FROM audit_log WHERE id = 5) WHERE id = 6", "entry 6 "),
        ("DELETE FROM audit_log WHERE id = 1", "entry 1 is missing"),
        ("DELETE FROM audit_log WHERE id = 9", "entry 9 is missing"),
        ("DELETE FROM audit_log WHERE id = (SELECT MAX(id) FROM audit_log)", "the head tells of"),
        ("DELETE FROM audit_log", "the head tells of"),
        ("INSERT INTO audit_log SELECT id + 1, logged_at, actor, action, subject, details, address, token_id,"
         " hash FROM audit_log ORDER BY id DESC LIMIT 1", "entry"),
        ("UPDATE audit_head SET entries = 0, hash = '', seal = ''", "the head tells of"),
        ("DELETE FROM audit_head", "the head tells of"),
        ("UPDATE audit_head SET seal = ''", "the head is not"),
    ],
)  # fmt: skip
def test_the_first_broken_place_is_named(data, statement, place):
    tamper(data, statement)
    done = verify(data)
    assert done.returncode == 1 and "is broken" in done.stdout and place in done.stdout, done.stdout


def test_a_log_that_was_cut_off_together_with_its_head_is_found_out(data):
    """Whoever cuts the end off can set the head back, but not seal it."""
    tamper(
        data,
        "DELETE FROM audit_log WHERE id > 10",
        "UPDATE audit_head SET entries = 10, hash = (SELECT hash FROM audit_log WHERE id = 10)",
    )
    done = verify(data)
    assert done.returncode == 1 and "the head is not what was written" in done.stdout


def test_two_entries_that_changed_places_are_found_out(data):
    tamper(
        data,
        "UPDATE audit_log SET id = -1 WHERE id = 4",
        "UPDATE audit_log SET id = 4 WHERE id = 5",
        "UPDATE audit_log SET id = 5 WHERE id = -1",
    )
    assert verify(data).returncode == 1


def test_a_log_that_another_key_has_chained_is_not_called_broken(data):
    text = (data / "keys.toml").read_text()
    changed = re.sub(r'(\[vault\]\nsecret = ")(.)', lambda m: m[1] + ("A" if m[2] != "A" else "B"), text)
    assert changed != text
    (data / "keys.toml").write_text(changed)
    done = verify(data)
    assert done.returncode == 1 and "not this database's" in done.stderr and not done.stdout


def test_without_the_key_nobody_writes_an_entry_that_fits(data):
    """Nor does it help to say that the log begins anew."""
    end = "(SELECT MAX(id) FROM audit_log)"
    tamper(
        data,
        f"UPDATE audit_log SET actor = 'x' WHERE id = {end}",
        f"UPDATE store SET audit_from = 1 + {end}",
    )
    done = verify(data)
    assert done.returncode == 1 and "does not begin anew" in done.stdout


def test_a_known_entry_must_still_be_there(data):
    last = re.search(r"the last is (\S+)", verify(data, ok=True).stdout)[1]
    verify(data, "--known", last, ok=True)
    number, _, digest = last.partition(":")
    other = f"{number}:{'0' * len(digest)}"
    done = verify(data, "--known", other)
    assert done.returncode == 1 and "not in it" in done.stdout
    assert verify(data, "--known", f"{int(number) + 1}:{digest}").returncode == 1
    assert verify(data, "--known", "nonsense").returncode == 2


def test_the_triggers_refuse_changes_and_deletions(data):
    with sqlite3.connect(data / "expediter.db") as database:
        for statement in ("UPDATE audit_log SET actor = 'x'", "DELETE FROM audit_log WHERE id = 2"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
                database.execute(statement)
    database.close()
    verify(data, ok=True)


def test_the_log_goes_on_over_restarts_and_the_command_line_is_in_it(data):
    before = int(re.search(r"(\d+) entries", verify(data, ok=True).stdout)[1])
    command("user", "deactivate", "jane.doe@acme.com", "--data", data)
    server = Server(data)
    client = Client(server.url).login("admin@acme.com")
    while_running = verify(data, ok=True)
    newest = client.get("/api/audit-log", params={"page_size": 2}).json()["data"]["rows"]
    server.stop()
    assert f"{before + 2} entries" in while_running.stdout
    assert newest[1]["Action"] == "User Deactivated"
    assert newest[1]["Actor"] == "operator" and newest[1]["Address"] is None
    assert f"{newest[0]['id']}:{newest[0]['Hash']}" in verify(data, ok=True).stdout


def test_there_is_nothing_to_verify_without_keys(data):
    (data / "keys.toml").unlink()
    done = verify(data)
    assert done.returncode == 1 and "keys.toml" in done.stderr
