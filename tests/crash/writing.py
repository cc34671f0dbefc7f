"""A writer of a crash test: changes its own tickets, one request after another, until the server is gone."""

import random
import threading

from client import TICKETS
from journal import Creation, Journal, Owned
from link import Link, Lost

STATUSES = ("Open", "In Progress", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
PEOPLE = (None, "ana@acme.com", "bo@acme.com", "cy@acme.com")
KEPT = 60  # Tickets of a writer; past this it deletes more than it makes.


class Refused(AssertionError):
    """The server answered what it had no reason to answer."""


class Writer(threading.Thread):
    """Runs until the connection is lost. What went wrong besides is in `failure`."""

    def __init__(self, journal: Journal, chance: random.Random, link: Link, author: str, board: str):
        super().__init__()
        self.journal = journal
        self.chance = chance
        self.link = link
        self.author = author
        self.board = board
        self.failure = None

    def run(self) -> None:
        try:
            while True:
                self.act()
        except Lost:
            self.link.close()
        except Exception as error:
            self.failure = error

    def act(self) -> None:
        alive = self.journal.alive()
        is_full = len(alive) >= KEPT
        kinds = {self.create: 5 if is_full else 30, self.note_on_board: 5}
        if alive:
            of_ticket = {self.change: 35, self.note: 15, self.renote: 8, self.unnote: 5}
            kinds |= of_ticket | {self.delete: 20 if is_full else 6}
        act = self.chance.choices(list(kinds), list(kinds.values()))[0]
        act(*([] if act in (self.create, self.note_on_board) else [self.chance.choice(alive)]))
        self.journal.acknowledged += 1

    def word(self) -> str:
        """A word that stands in one version of one ticket alone."""
        return f"w{self.chance.getrandbits(56):014x}"

    def long_text(self, word: str) -> str:
        size = self.chance.choices((60, 2_000, 20_000, 60_000), (70, 20, 8, 2))[0]
        return f"{word} " + "late pallet " * (size // 12) + word

    def fields(self, word: str) -> dict:
        """Values that all bear the same word: a mixture of two versions would show."""
        return {
            "Title": f"Delayed {word}",
            "Description": self.long_text(word),
            "Category": f"C {word[-2:]}",
            "Status": self.chance.choice(STATUSES),
            "Priority": self.chance.choice(PRIORITIES),
            "Assignee Email": self.chance.choice(PEOPLE),
        }

    def send(self, method: str, path: str, wanted: int, body=None, **headers):
        reply = self.link.call(method, TICKETS + path, body, **headers)
        if reply.status != wanted:
            raise Refused(f"{method} {path}: {reply.status} {reply.body[:300]!r}")
        return reply.json()

    def create(self) -> None:
        word = self.word()
        creation = Creation(key=word, fields=self.fields(word))
        self.journal.pending_creation = creation
        ticket = self.send("POST", "", 201, creation.fields, Idempotency_Key=creation.key)
        self.journal.pending_creation = None
        self.adopt(ticket)

    def adopt(self, ticket: dict) -> None:
        self.journal.tickets[ticket["id"]] = Owned(ticket, [("Created", None, None, ticket["Title"])])
        self.journal.touched.add(ticket["id"])

    def attempt(self, ticket_id: str, after: Owned, *request, **headers) -> dict:
        """Sends a request that makes `after` of the ticket."""
        self.journal.pending_change = (ticket_id, after)
        self.journal.touched.add(ticket_id)
        answer = self.send(*request, **headers)
        self.journal.pending_change = None
        self.journal.tickets[ticket_id] = after
        return answer

    def change(self, ticket_id: str) -> None:
        owned = self.journal.tickets[ticket_id]
        fields = self.fields(self.word())
        if self.chance.random() < 0.5:
            fields = {name: fields[name] for name in self.chance.sample(list(fields), 2)}
        after = owned.changed(fields)
        after.ticket = self.attempt(ticket_id, after, "PUT", f"/{ticket_id}", 200, fields)
        after.exact = True

    def note(self, ticket_id: str) -> None:
        text = f"Said {self.word()}"
        after = self.journal.tickets[ticket_id].noted(text, self.author)
        note = self.attempt(ticket_id, after, "POST", f"/{ticket_id}/notes", 201, {"Note": text})
        self.complete(after, -1, note)

    def renote(self, ticket_id: str) -> None:
        owned = self.journal.tickets[ticket_id]
        if not owned.ticket["Notes"]:
            return self.note(ticket_id)
        at = self.chance.randrange(len(owned.ticket["Notes"]))
        note_id = owned.ticket["Notes"][at]["id"]
        text = f"Corrected {self.word()}"
        after = owned.renoted(note_id, text)
        path = f"/{ticket_id}/notes/{note_id}"
        return self.complete(after, at, self.attempt(ticket_id, after, "PUT", path, 200, {"Note": text}))

    def complete(self, after: Owned, at: int, note: dict) -> None:
        """The answer to a note's change tells what could not be foretold."""
        after.ticket["Notes"][at] = note
        after.ticket["Updated At"] = note["Updated At"]
        after.exact = True

    def unnote(self, ticket_id: str) -> None:
        owned = self.journal.tickets[ticket_id]
        if not owned.ticket["Notes"]:
            return self.note(ticket_id)
        note_id = self.chance.choice(owned.ticket["Notes"])["id"]
        after = owned.unnoted(note_id)
        return self.attempt(ticket_id, after, "DELETE", f"/{ticket_id}/notes/{note_id}", 200)

    def delete(self, ticket_id: str) -> None:
        after = self.journal.tickets[ticket_id].removed()
        self.attempt(ticket_id, after, "DELETE", f"/{ticket_id}", 200)

    def note_on_board(self) -> None:
        """A note on the one ticket that all writers write on."""
        text = f"All {self.word()}"
        self.journal.pending_board_note = text
        self.send("POST", f"/{self.board}/notes", 201, {"Note": text})
        self.journal.pending_board_note = None
        self.journal.board_notes.append(text)
