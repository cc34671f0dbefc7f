"""What lists must agree on across tickets: each shows one committed state."""

from clients import Listing, RandomClient, Walk
from operation import Operation, Recording


class Inconsistent(AssertionError):
    """A list that shows no state that ever was."""


def mark_of(title: str) -> str:
    return title.split()[-1]


def titles_written(recording: Recording) -> dict[str, list[tuple[str, Operation]]]:
    """By ticket: each change of its title that was acknowledged, with the mark that the change left."""
    written = {}
    for ticket_id, operations in recording.by_ticket.items():
        for operation in operations:
            is_write = operation.kind in ("create", "change") and operation.status in (200, 201)
            if is_write and "Title" in operation.sent:
                written.setdefault(ticket_id, []).append((mark_of(operation.sent["Title"]), operation))
    return written


def check_listing(listing: Listing, written: dict, deleted: set[str]) -> None:
    """No row may be from before a write that was acknowledged before a write that another row shows began."""
    order = [row["id"] for row in listing.question.in_order(listing.rows)]
    shown = [row["id"] for row in listing.rows]
    if shown != order or not all(map(listing.question.matches, listing.rows)):
        raise Inconsistent(f"{listing.question.sent}: {shown}, not {order}: {listing.rows}")
    seen = {row["id"]: mark_of(row["Title"]) for row in listing.rows}
    made = {
        ticket_id: next((by for mark, by in written.get(ticket_id, []) if mark == seen[ticket_id]), None)
        for ticket_id in seen
    }
    latest = max((by.began for by in made.values() if by is not None), default=0)
    for ticket_id, by in made.items():
        shown_since = by.ended if by is not None else 0
        for mark, later in written.get(ticket_id, []):
            if later.began > shown_since and later.ended < latest:
                raise Inconsistent(f"{ticket_id} is shown from before {mark}, beside what came after it")
    if not listing.question.conditions:
        for ticket_id in set(written) - set(seen) - deleted:
            _, first = written[ticket_id][0]
            if first.kind == "create" and first.ended < latest:
                raise Inconsistent(f"{ticket_id} is not shown beside what came after it")


def check_walk(walk: Walk, recording: Recording, known: list[str]) -> None:
    """Each ticket comes once, in order; what was there all the time is not left out."""
    numbers = [int(ticket_id[4:]) for ticket_id in walk.ids]
    if numbers != sorted(set(numbers)):
        raise Inconsistent(f"a walk by cursor came to {walk.ids}")
    for ticket_id in known:
        operations = recording.by_ticket.get(ticket_id, [])
        created = next((operation for operation in operations if operation.kind == "create"), None)
        there = created is None or created.ended < walk.began
        gone = any(o.kind == "delete" and o.status == 200 and o.began < walk.ended for o in operations)
        if there and not gone and ticket_id not in walk.ids:
            raise Inconsistent(f"a walk by cursor left out {ticket_id}: {walk.ids}")


def add_absences(clients: list[RandomClient], recording: Recording, known: list[str]) -> int:
    """A ticket that a list does not show was not there, or did not match: an operation on it too."""
    added = 0
    for client in clients:
        for listing in client.listings:
            shown = {row["id"] for row in listing.rows}
            for ticket_id in known:
                if ticket_id not in shown:
                    began, ended = listing.began, listing.ended
                    matches = listing.question.matches
                    recording.add(Operation("unlisted", ticket_id, began, ended, 200, matches=matches))
                    added += 1
    return added
