"""After a crash: what the server holds, against what its clients were told."""

import random
from collections import Counter
from urllib.parse import urlencode

from client import TICKETS
from journal import Creation, Journal, Owned, plain
from link import Link
from program import command

LISTED = 500
SEARCHED = 3  # Tickets a journal whose search is tried after each crash.


class Damage(AssertionError):
    """A promise that was not kept."""


def demand(holds: bool, *about) -> None:
    if not holds:
        raise Damage(" ".join(str(part)[:2000] for part in about))


def listed(link: Link, **parameters) -> dict:
    reply = link.call("GET", f"{TICKETS}?{urlencode(parameters)}")
    demand(reply.status == 200, parameters, reply.status, reply.body[:300])
    return reply.json()


def total(link: Link, **parameters) -> int:
    return listed(link, page_size=1, **parameters)["extra"]["total"]


def history_of(link: Link, ticket_id: str) -> list[tuple]:
    reply = link.call("GET", f"{TICKETS}/{ticket_id}/history")
    demand(reply.status == 200, ticket_id, reply.status, reply.body[:300])
    rows = reply.json()["data"]["rows"]
    demand([row["id"] for row in rows] == list(range(1, len(rows) + 1)), ticket_id, "history has gaps")
    return [(row["Action"], row["Field"], row["From"], row["To"]) for row in rows]


def holds(owned: Owned, found: dict | None, history: list[tuple]) -> bool:
    if owned.deleted or found is None:
        return owned.deleted and found is None and history == owned.history
    same = found == owned.ticket if owned.exact else plain(found) == plain(owned.ticket)
    return same and history == owned.history


def check_ticket(link: Link, journal: Journal, ticket_id: str) -> None:
    """The ticket is as acknowledged, or as the request that hung in the air would have made it: whole."""
    reply = link.call("GET", f"{TICKETS}/{ticket_id}")
    found = reply.json() if reply.status == 200 else None
    history = history_of(link, ticket_id)
    known = journal.tickets[ticket_id]
    pending = journal.pending_change
    if pending is not None and pending[0] == ticket_id and holds(pending[1], found, history):
        known = pending[1]
        if found is not None:
            known.ticket, known.exact = found, True
        journal.tickets[ticket_id] = known
    demand(holds(known, found, history), ticket_id, "is", found, history, "and should be", known)


def settle_creation(link: Link, journal: Journal, creation: Creation) -> None:
    """A POST in the air made one whole ticket or none; sent again under its key, it has made exactly one."""
    rows = listed(link, q=creation.key)["data"]["rows"]
    demand(len(rows) <= 1, "made twice:", rows)
    reply = link.call("POST", TICKETS, creation.fields, Idempotency_Key=creation.key)
    demand(reply.status == 201, "the retry was answered", reply.status, reply.body[:300])
    ticket = reply.json()
    demand(not rows or rows[0] == ticket, "the retry made another:", rows, ticket)
    demand(total(link, q=creation.key) == 1, "not exactly one of", creation.key)
    demand(all(ticket[name] == value for name, value in creation.fields.items()), "half there:", ticket)
    journal.tickets[ticket["id"]] = Owned(ticket, [("Created", None, None, ticket["Title"])])
    journal.touched.add(ticket["id"])


def check_board(link: Link, board: str, wanted: Counter, maybe: Counter) -> Counter:
    """The ticket of all has every wanted note once, and at most those in the air. Returns its notes."""
    reply = link.call("GET", f"{TICKETS}/{board}")
    demand(reply.status == 200, board, reply.status)
    found = Counter(note["Note"] for note in reply.json()["Notes"])
    demand(not wanted - found, "notes lost:", wanted - found)
    demand(not found - wanted - maybe, "notes from nowhere:", found - wanted - maybe)
    added = [to for action, _, _, to in history_of(link, board) if action == "Note Added"]
    demand(Counter(added) == found, "the board's history differs from its notes")
    return found


def check_search(link: Link, journal: Journal, chance: random.Random) -> None:
    """The words of a ticket's texts find it, and words that were replaced find nothing."""
    alive = [ticket_id for ticket_id in sorted(journal.touched) if not journal.tickets[ticket_id].deleted]
    for ticket_id in chance.sample(alive, min(SEARCHED, len(alive))):
        owned = journal.tickets[ticket_id]
        texts = [owned.ticket["Title"], *(note["Note"] for note in owned.ticket["Notes"])]
        for word in {text.split()[-1] for text in texts}:
            rows = listed(link, q=word, fields="id")["data"]["rows"]
            demand(rows == [{"id": ticket_id}], "searching", word, "finds", rows, "not", ticket_id)
        for title in {before for _, name, before, _ in owned.history if name == "Title"}:
            word = title.split()[-1]
            if word not in (owned.ticket["Description"] or ""):
                demand(total(link, q=word) == 0, "searching the old word", word, "finds something")


def check_lists(link: Link, journals: list[Journal], boards: dict) -> None:
    """Every ticket is listed once, and the totals count what there is."""
    alive = {
        ticket_id: owned.ticket
        for journal in journals
        for ticket_id, owned in journal.tickets.items()
        if not owned.deleted
    }
    rows, cursor = [], {}
    while True:
        page = listed(link, page_size=LISTED, sort="id", fields="id,Status", **cursor)
        rows += page["data"]["rows"]
        if "next_cursor" not in page["extra"]:
            break
        cursor = {"cursor": page["extra"]["next_cursor"]}
    found = [row["id"] for row in rows]
    wanted = [*alive, *boards]
    demand(len(found) == len(set(found)), "listed twice")
    demand(set(found) == set(wanted), "listed and should not be, or not listed:", set(found) ^ set(wanted))
    demand(page["extra"]["total"] == len(found), "total is", page["extra"]["total"], "of", len(found))
    for name in ("Status", "Category", "Assignee Email"):
        counts = Counter(ticket[name] for ticket in alive.values())
        for value, count in counts.most_common(4):
            of_boards = len(boards) if value in ("Open", None) else 0
            got = total(link, **{name: value or ""})
            demand(got == count + of_boards, f"total of {name} {value!r} is {got}, not", count + of_boards)


def check_database(directory) -> None:
    done = command("check", "--data", directory, ok=False)
    demand(done.returncode == 0, "expediter check says:", done.stdout, done.stderr)
