"""Texts that an older program let in are brought along by an upgrade, which says what it changed."""

import json
import sqlite3
import unicodedata

from old_databases import make
from program import command

BEFORE = 13  # The last version whose program did not look at texts so.


def prepare(directory) -> dict:
    """An old database with texts as people pasted them; the ids of the rows."""
    data = make(directory, BEFORE)
    database = sqlite3.connect(data / "expediter.db")
    subscribers = ["Bo@acme.com", "bo@acme.com", "cy@acme.com\u200b"]
    ticket, other = [row[0] for row in database.execute("SELECT id FROM tickets ORDER BY id LIMIT 2")]
    database.execute(
        "UPDATE tickets SET title = ?, description = ?, subscribers = ? WHERE id = ?",
        (
            "\u200bA\u030angstro\u0308m\u200b pump\u00a0",
            "e\u0301 stays \u200d prose \u202e",
            json.dumps(subscribers, ensure_ascii=False, separators=(",", ":")),
            ticket,
        ),
    )
    order = database.execute("SELECT MIN(id) FROM purchase_orders").fetchone()[0]
    database.execute("UPDATE purchase_orders SET number = 'PO\u00a0mended' WHERE id = ?", (order,))
    role = database.execute("SELECT id FROM roles LIMIT 1").fetchone()[0]
    for name in ("stra\u00dfe", "strasse"):
        database.execute(
            "INSERT INTO users (fullname, username, username_folded, email, email_folded, role_id,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, 0)",
            (f"{name}\u00a0x", name, name, f"{name}@acme.com", f"{name}@acme.com", role),
        )
    database.commit()
    database.close()
    return {"data": data, "ticket": ticket, "other": other}


def ask(data, sql: str, *values):
    database = sqlite3.connect(data / "expediter.db")
    rows = database.execute(sql, values).fetchall()
    database.close()
    return rows


def test_old_texts_are_brought_along_and_the_log_says_so(tmp_path):
    old = prepare(tmp_path / "data")
    data = old["data"]
    untouched = ask(data, "SELECT * FROM tickets WHERE id = ?", old["other"])
    told = command("migrate", "--data", data).stderr
    row = ask(data, "SELECT title, description, subscribers FROM tickets WHERE id = ?", old["ticket"])[0]
    assert row[0] == "\u00c5ngstr\u00f6m pump"
    assert row[1] == unicodedata.normalize("NFC", "e\u0301 stays \u200d prose \u202e")
    assert json.loads(row[2]) == ["Bo@acme.com", "cy@acme.com"]
    assert ask(data, "SELECT COUNT(*) FROM purchase_orders WHERE number = 'PO mended'") == [(1,)]
    now = ask(data, "SELECT * FROM tickets WHERE id = ?", old["other"])
    assert [row[: len(untouched[0])] for row in now] == untouched
    for field in ("Title", "Description", "Subscribers", "PO List Number", "User Fullname"):
        assert field in told, told
    command("check", "--data", data)
    assert "brought along" not in command("migrate", "--data", data).stderr


def test_names_that_would_become_one_stay_and_are_told_of(tmp_path):
    old = prepare(tmp_path / "data")
    told = command("migrate", "--data", old["data"]).stderr
    names = ask(old["data"], "SELECT username FROM users WHERE username IN ('stra\u00dfe', 'strasse')")
    assert len(names) == 2
    collisions = [line for line in told.splitlines() if "stays as it is" in line]
    assert len(collisions) == 2 and "username" in collisions[0] and "email" in collisions[1], told


def test_every_spelling_of_an_address_is_noted(tmp_path):
    old = prepare(tmp_path / "data")
    command("migrate", "--data", old["data"])
    used = ask(
        old["data"],
        "SELECT assignee_email FROM tickets WHERE assignee_email NOT NULL"
        " UNION SELECT reporter_email FROM tickets",
    )
    noted = ask(old["data"], "SELECT spelling FROM address_spellings")
    assert {row[0] for row in used} == {row[0] for row in noted}
