"""Whether the answers are right, told from the database itself, before anything is timed."""

import datetime
import json
import random
import time
from urllib.parse import urlencode

from expediter import Expediter

BASE = "/api/issue-tracker-tickets"
FIELDS = ["id", "Title", "Description", "Status", "Priority", "Category", "Assignee Email", "Reporter Email",
          "Created At", "Updated At", "Due Date", "Linked PO Id", "Linked PO Number", "Notes",
          "Subscribers"]  # fmt: skip
STATUSES = ["Open", "In Progress", "Resolved", "Closed"]
PRIORITIES = ["Low", "Medium", "High", "Critical"]
PAGE_SIZE = 50
SAMPLE = 200

# R2's list.
OPEN_AND_HIGH = BASE + "?" + urlencode({"Status": "Open", "Priority": "High", "sort": "-Updated At"})


class Wrong(Exception):
    """An answer that is not right: nothing is worth timing."""


def expect(what: str, got, wanted) -> None:
    if got != wanted:
        raise Wrong(f"{what}: {str(got)[:300]} instead of {str(wanted)[:300]}")


def number_of(ticket: dict) -> int:
    return int(ticket["id"].removeprefix("TKT-"))


def time_text(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check_ticket(server: Expediter, number: int) -> int:
    """Compares one ticket with its row; the size of the answer in bytes."""
    body = server.client.get(f"{BASE}/TKT-{number:03}")
    ticket = json.loads(body)
    expect("fields of a ticket", list(ticket), FIELDS)
    row = server.store.database().execute(
        "SELECT title, description, status, priority, category, assignee_email, reporter_email, created_at,"
        " updated_at, linked_po_id, note_count FROM tickets WHERE id = ?", [number],
    ).fetchone()  # fmt: skip
    wanted = [f"TKT-{number:03}", row[0], row[1], STATUSES[row[2]], PRIORITIES[row[3]], *row[4:7],
              time_text(row[7]), time_text(row[8]), row[9], row[10]]  # fmt: skip
    got = [ticket[name] for name in FIELDS if name not in ("Due Date", "Linked PO Number", "Subscribers")]
    expect(f"ticket {number}", [*got[:-1], len(got[-1])], wanted)
    return len(body)


def check_tickets(server: Expediter, chance: random.Random) -> int:
    """A sample over the whole store; the median size of an answer."""
    sizes = [check_ticket(server, chance.randint(1, server.store.tickets)) for _ in range(SAMPLE)]
    expect("a ticket that is not there", server.client.send("GET", f"{BASE}/TKT-999999999")[0], 404)
    return sorted(sizes)[SAMPLE // 2]


def check_rows(server: Expediter, rows: list[dict], sql: str) -> None:
    """Compares a page's rows with a statement for their ids; two of them with the tickets themselves."""
    wanted = [number for (number,) in server.store.database().execute(sql)]
    expect("ids of a page", [number_of(row) for row in rows], wanted)
    for row in rows[:2]:
        expect("a row", row, server.client.get_json(f"{BASE}/{row['id']}"))


def count(server: Expediter, where: str) -> int:
    return server.store.database().execute(f"SELECT COUNT(*) FROM tickets t WHERE {where}").fetchone()[0]


def check_open_and_high(server: Expediter) -> int:
    """R2's page; the size of the answer."""
    body = server.client.get(OPEN_AND_HIGH)
    page = json.loads(body)
    where = "status = 0 AND priority = 2"
    expect("total", page["extra"]["total"], count(server, where))
    check_rows(
        server,
        page["data"]["rows"],
        f"SELECT id FROM tickets WHERE {where} ORDER BY updated_at DESC, id DESC LIMIT {PAGE_SIZE}",
    )
    return len(body)


def deep_paths(server: Expediter, wanted_depth: int) -> tuple[int, dict[str, str]]:
    """The depth in pages that the store allows, and three paths: of the first page, and of the one after that
    depth by number and by cursor; all checked against the database."""
    depth = min(wanted_depth, server.store.tickets // PAGE_SIZE // 2)
    before = server.client.get_json(f"{BASE}?page={depth}")
    paths = {
        "first": BASE,
        "page": f"{BASE}?page={depth + 1}",
        "cursor": f"{BASE}?" + urlencode({"cursor": before["extra"]["next_cursor"]}),
    }
    for kind, offset in (("first", 0), ("page", depth * PAGE_SIZE), ("cursor", depth * PAGE_SIZE)):
        page = server.client.get_json(paths[kind])
        expect("total", page["extra"]["total"], count(server, "1"))
        check_rows(
            server,
            page["data"]["rows"],
            f"SELECT id FROM tickets ORDER BY updated_at DESC, id DESC LIMIT {PAGE_SIZE} OFFSET {offset}",
        )
    return depth, paths


def check_search(server: Expediter, word: str) -> str:
    """A search for a word; its path."""
    path = f"{BASE}?q={word}"
    page = server.client.get_json(path)
    where = (
        f"instr(lower(t.title || ' ' || ifnull(t.description, '')), '{word}') OR EXISTS"
        f" (SELECT 1 FROM notes n WHERE n.ticket_id = t.id AND instr(lower(n.text), '{word}'))"
    )
    expect(f"total of {word}", page["extra"]["total"], count(server, where))
    check_rows(
        server,
        page["data"]["rows"],
        f"SELECT id FROM tickets t WHERE {where} ORDER BY id DESC LIMIT {PAGE_SIZE}",
    )
    return path


def check_writes(server: Expediter) -> None:
    """One ticket's life: created, changed, read again; refused without the session's CSRF value."""
    new = {"Title": "A ticket for measuring", "Priority": "High"}
    status, headers, body = server.client.send("POST", BASE, new)
    ticket = json.loads(body)
    expect("creation", [status, headers["Location"]], [201, f"{BASE}/{ticket['id']}"])
    expect(
        "a new ticket", [ticket[name] for name in ("Title", "Priority", "Status")], [*new.values(), "Open"]
    )
    status, _, body = server.client.send("PUT", headers["Location"], {"Status": "Resolved"})
    expect(
        "change",
        [status, json.loads(body)["Status"], json.loads(body)["Title"]],
        [200, "Resolved", new["Title"]],
    )
    expect("the ticket after its change", server.client.get(headers["Location"]), body)
    check_ticket(server, number_of(ticket))
    check_open_and_high(server)
    server.client.headers.pop("X-XSRF-TOKEN")
    expect("a write without the CSRF value", server.client.send("POST", BASE, new)[0], 422)
    server.client.headers["X-XSRF-TOKEN"] = server.store.session.csrf


def check_created(server: Expediter, before: int, answered: int, connections: int) -> None:
    """Every answered creation is in the database; so may be those cut off at the end, one a connection.
    Ids are given out in the order of commits, and so must be the times of creation."""
    wait_until_settled(server)
    rows = server.store.database().execute(
        "SELECT created_at FROM tickets WHERE id > ? ORDER BY id", [before]
    ).fetchall()  # fmt: skip
    if not answered <= len(rows) <= answered + connections:
        raise Wrong(f"{answered} creations were answered, {len(rows)} are stored")
    expect("the order of creation", rows, sorted(rows))


def wait_until_settled(server: Expediter) -> None:
    """Writes that were under way when a round was cut off are committed still: waits until none follows."""
    database, before = server.store.database(), None
    while before != (now := database.execute("SELECT commit_seq FROM state").fetchone()):
        before = now
        time.sleep(0.3)


def last_id(server: Expediter) -> int:
    return server.store.database().execute("SELECT MAX(id) FROM tickets").fetchone()[0]
