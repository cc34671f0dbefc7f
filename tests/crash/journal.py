"""What the writers of a crash test were told, and what may have become of their last request.

Each ticket belongs to one writer, so its state is known: the last that was acknowledged, or that with the
one request applied that was under way when the server was killed. Nothing in between."""

import json
from dataclasses import dataclass, field

NOT_FORETOLD = ("id", "Created At", "Updated At")


def plain(ticket: dict) -> dict:
    """A ticket without the times of its changes: what can be foretold of it."""
    notes = [{k: v for k, v in note.items() if k not in NOT_FORETOLD} for note in ticket["Notes"]]
    return {k: v for k, v in ticket.items() if k != "Updated At"} | {"Notes": notes}


def text_of(value) -> str | None:
    """A field's value as the history shows it."""
    if isinstance(value, list):
        return json.dumps(value, separators=(",", ":"))
    return value


@dataclass
class Owned:
    """A ticket as it must be, and the history it must have."""

    ticket: dict
    history: list[tuple] = field(default_factory=list)
    exact: bool = True  # False: the time of the last change is not known.
    deleted: bool = False

    def copy(self) -> "Owned":
        ticket = self.ticket | {"Notes": [dict(note) for note in self.ticket["Notes"]]}
        return Owned(ticket, list(self.history), self.exact, self.deleted)

    def changed(self, fields: dict) -> "Owned":
        """After a PUT of the fields."""
        after = self.copy()
        after.exact = False
        wanted = dict(fields)
        assignee = wanted.get("Assignee Email")
        if assignee and assignee not in after.ticket["Subscribers"]:
            wanted["Subscribers"] = [*after.ticket["Subscribers"], assignee]
        for name in after.ticket:
            if name in wanted and wanted[name] != after.ticket[name]:
                after.history.append(("Changed", name, text_of(after.ticket[name]), text_of(wanted[name])))
                after.ticket[name] = wanted[name]
        return after

    def noted(self, text: str, author: str) -> "Owned":
        after = self.copy()
        after.exact = False
        after.ticket["Notes"].append({"id": None, "Note": text, "Author Email": author})
        after.history.append(("Note Added", None, None, text))
        return after

    def renoted(self, note_id: int, text: str) -> "Owned":
        after = self.copy()
        after.exact = False
        note = next(note for note in after.ticket["Notes"] if note["id"] == note_id)
        after.history.append(("Note Changed", None, note["Note"], text))
        note["Note"] = text
        return after

    def unnoted(self, note_id: int) -> "Owned":
        after = self.copy()
        after.exact = False
        note = next(note for note in after.ticket["Notes"] if note["id"] == note_id)
        after.history.append(("Note Deleted", None, note["Note"], None))
        after.ticket["Notes"].remove(note)
        return after

    def removed(self) -> "Owned":
        after = self.copy()
        after.deleted = True
        after.history.append(("Deleted", None, after.ticket["Title"], None))
        return after


@dataclass
class Creation:
    """A POST whose answer did not come: to be sent again under its key, a word that stands in its title."""

    key: str
    fields: dict


@dataclass
class Journal:
    """One writer's: all tickets it ever made, what it touched since the last check, what hangs in the air."""

    tickets: dict[str, Owned] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    pending_creation: Creation | None = None
    pending_change: tuple[str, Owned] | None = None
    pending_board_note: str | None = None
    board_notes: list[str] = field(default_factory=list)
    acknowledged: int = 0

    def alive(self) -> list[str]:
        return [ticket_id for ticket_id, owned in self.tickets.items() if not owned.deleted]
