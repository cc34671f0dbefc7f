"""Databases of every schema version there was: they open, are brought up to date, and lose nothing."""

import re
import sqlite3

import pytest

from client import TICKETS, Client, first_superuser
from old_databases import fixture, make
from program import Server, command
from tree import ROOT

MIGRATIONS = sorted((ROOT / "src" / "store" / "migrations").glob("[0-9]*.sql"))
VERSIONS = range(1, len(MIGRATIONS) + 1)
KEPT = ("tickets", "notes", "ticket_history", "ticket_counts", "users", "roles", "api_tokens", "views")
PASSWORD = "a new password"


def contents(directory, tables=KEPT) -> dict:
    """Table → its columns and rows, of the tables that there are."""
    database = sqlite3.connect(directory / "expediter.db")
    present = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = {}
    for table in present & set(tables):
        cursor = database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    database.close()
    return found


def version_of(directory) -> int:
    database = sqlite3.connect(directory / "expediter.db")
    version = database.execute("SELECT MAX(version) FROM schema_migrations").fetchone()[0]
    database.close()
    return version


def lost(before: dict, after: dict) -> list:
    """Values that were there and are not any more, column by column."""
    found = []
    for table, (columns, rows) in before.items():
        now_columns, now_rows = after[table]
        places = [now_columns.index(column) for column in columns if column in now_columns]
        kept = [columns.index(now_columns[place]) for place in places]
        now = [tuple(row[place] for place in places) for row in now_rows]
        found += [(table, row) for row in rows if tuple(row[place] for place in kept) not in now]
    return found


def test_every_schema_version_has_its_fixture():
    missing = [fixture(version).name for version in VERSIONS if not fixture(version).exists()]
    assert not missing, f"{missing}: run tools/make-upgrade-fixtures"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_each_version_is_brought_up_to_date_and_loses_nothing(tmp_path, version, figures):
    data = make(tmp_path / "data", version)
    before = contents(data)
    command("migrate", "--data", data)
    assert version_of(data) == len(MIGRATIONS)
    assert not lost(before, contents(data))
    command("check", "--data", data)
    figures(f"upgrade: schema {version} → {len(MIGRATIONS)}: {len(before['tickets'][1])} tickets, all kept")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_server_started_on_an_old_database_serves_it(tmp_path, version):
    data = make(tmp_path / "data", version)
    tickets = len(contents(data)["tickets"][1])
    server = Server(data)
    try:
        has_users = "users" in contents(make(tmp_path / "old", version))
        admin = Client(server.url).login("admin", PASSWORD) if has_users else first_superuser(server)
        listed = admin.list(page_size=500).json()
        assert listed["extra"]["total"] == len(listed["data"]["rows"]) == tickets
        assert admin.list(q="zürich").json()["extra"]["total"] > 0
        newest = admin.new_ticket(Title="After the upgrade")
        assert newest["id"] not in [row["id"] for row in listed["data"]["rows"]]
        old = listed["data"]["rows"][0]
        assert admin.change(old["id"], Status="Closed").status_code == 200
        assert admin.get(f"{TICKETS}/{old['id']}/history").json()["extra"]["total"] >= 2
        if has_users:
            jane = Client(server.url).login("jane", PASSWORD)
            assert jane.get("/api/token").json()["extra"]["total"] == 1
    finally:
        server.stop()
    command("check", "--data", data)


@pytest.mark.parametrize("words", [("migrate",), ("serve", "--listen", "127.0.0.1:0"), ("check",)])
def test_a_database_of_a_newer_program_is_refused_in_clear_words_and_left_alone(tmp_path, words):
    data = make(tmp_path / "data", len(MIGRATIONS))
    database = sqlite3.connect(data / "expediter.db")
    database.execute(
        "INSERT INTO schema_migrations VALUES (?, 'of_the_future', 'x', 0)", (len(MIGRATIONS) + 1,)
    )
    database.commit()
    database.close()
    before = contents(data)
    done = command(*words, "--data", data, ok=False)
    assert done.returncode == 1
    assert "newer" in done.stderr or "use the program that made it" in done.stderr, done.stderr
    assert str(len(MIGRATIONS) + 1) in done.stderr
    assert contents(data) == before and version_of(data) == len(MIGRATIONS) + 1


def test_a_database_whose_steps_are_others_is_refused(tmp_path):
    data = make(tmp_path / "data", len(MIGRATIONS))
    database = sqlite3.connect(data / "expediter.db")
    database.execute("UPDATE schema_migrations SET checksum = 'other' WHERE version = 2")
    database.commit()
    database.close()
    done = command("migrate", "--data", data, ok=False)
    assert done.returncode == 1 and "another edition" in done.stderr


def obstacle(migration) -> tuple[str, str]:
    """SQL that lets the last of a migration's steps that makes something fail, and SQL that takes it away."""
    text = re.sub(r"--[^\n]*", "", migration.read_text())
    kind, name = re.findall(r"CREATE (?:UNIQUE )?(INDEX|TABLE|VIRTUAL TABLE|TRIGGER)\s+(\w+)", text)[-1]
    assert text.count(";") > 1, "one statement cannot fail half-way"
    if kind == "INDEX":
        return f"CREATE INDEX {name} ON state (commit_seq)", f"DROP INDEX {name}"
    return f"CREATE TABLE {name} (obstacle)", f"DROP TABLE {name}"


def run_sql(data, sql: str) -> None:
    database = sqlite3.connect(data / "expediter.db")
    database.execute(sql)
    database.commit()
    database.close()


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_a_migration_that_fails_half_way_leaves_the_old_database_usable(tmp_path, version):
    migration = MIGRATIONS[version - 1]
    if not re.search(r"CREATE (UNIQUE )?(INDEX|TABLE|VIRTUAL TABLE|TRIGGER)", migration.read_text()):
        return  # It makes nothing that could be there before.
    data = make(tmp_path / "data", version - 1)
    put, take_away = obstacle(migration)
    run_sql(data, put)
    before = contents(data)
    done = command("migrate", "--data", data, ok=False)
    assert done.returncode == 1 and done.stderr, done.stdout
    assert version_of(data) == version - 1
    assert contents(data) == before
    run_sql(data, take_away)
    # The same bytes as if nothing had been tried: the old program would go on with it, and so does the new.
    assert contents(data) == contents(make(tmp_path / "untouched", version - 1))
    command("migrate", "--data", data)
    assert version_of(data) == len(MIGRATIONS)
    command("check", "--data", data)
