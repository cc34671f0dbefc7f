"""Clients that call the API at random, all on the same tickets, and record what they see."""

import random
import threading
from dataclasses import dataclass, field
from urllib.parse import urlencode

from client import TICKETS
from link import Link
from operation import Operation, Recording, now
from questions import Question, random_question
from values import random_fields, random_note

MOST_TICKETS = 16


@dataclass
class Pool:
    """The tickets that there may be, with what clients happen to know of them. Safe enough: ids are hints."""

    alive: list[str] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)

    def knows(self, ticket_id: str, tag: str) -> None:
        self.tags.setdefault(ticket_id, []).append(tag)


@dataclass
class Listing:
    """A list of everything that matched a question at one moment."""

    question: Question
    began: float
    ended: float
    rows: list[dict]


@dataclass
class Walk:
    """All pages by cursor, in the order of ids, while others write."""

    began: float
    ended: float
    ids: list[str]


class RandomClient(threading.Thread):
    """Makes `count` calls. What went wrong is in `failure`."""

    def __init__(self, pool: Pool, recording: Recording, link: Link, me: str, seed: int, count: int):
        super().__init__()
        self.pool = pool
        self.recording = recording
        self.link = link
        self.me = me
        self.chance = random.Random(seed)
        self.count = count
        self.listings = []
        self.walks = []
        self.failure = None

    def run(self) -> None:
        try:
            for _ in range(self.count):
                self.act()
            self.link.close()
        except Exception as error:
            self.failure = error

    def act(self) -> None:
        alive = list(self.pool.alive)
        kinds = {self.create: 12 if len(alive) < MOST_TICKETS else 1}
        if alive:
            kinds |= {self.read: 25, self.change: 28, self.add_note: 10, self.change_note: 7}
            kinds |= {
                self.delete_note: 5,
                self.delete: 1 if len(alive) < 8 else 5,
                self.list: 12,
                self.walk: 2,
            }
        act = self.chance.choices(list(kinds), list(kinds.values()))[0]
        if act in (self.create, self.list, self.walk):
            act()
        else:
            act(self.chance.choice(alive))

    def call(self, kind: str, ticket_id: str, method: str, path: str, *, sent=None, note_id=None, tag=None):
        """One request on one ticket, recorded."""
        name = "If_None_Match" if kind == "read" else "If_Match"
        began = now()
        reply = self.link.call(method, TICKETS + path, sent, **({name: f'"{tag}"'} if tag else {}))
        ended = now()
        assert reply.status in (
            200,
            201,
            304,
            404,
            412,
        ), f"{method} {path}: {reply.status} {reply.body[:300]}"
        body = reply.json() if reply.status in (200, 201) else None
        ticket_id = ticket_id or body["id"]
        if kind in ("create", "read", "change") and body is not None:
            tag_now = reply.headers["etag"].strip('"')
            self.recording.tagged(tag_now, body)
            self.pool.knows(ticket_id, tag_now)
        self.recording.requests += 1
        self.recording.add(
            Operation(kind, ticket_id, began, ended, reply.status, body, sent, note_id=note_id, tag=tag)
        )
        return reply.status, body

    def some_tag(self, ticket_id: str, likelihood: float) -> str | None:
        """An entity tag that the ticket has or had: mostly the last that anybody saw."""
        tags = self.pool.tags.get(ticket_id)
        if not tags or self.chance.random() > likelihood:
            return None
        return tags[-1] if self.chance.random() < 0.7 else self.chance.choice(tags)

    def create(self) -> None:
        fields = {"Priority": "Low"} | random_fields(self.chance, whole=True)
        _, ticket = self.call("create", "", "POST", "", sent=fields)
        self.pool.alive.append(ticket["id"])

    def read(self, ticket_id: str) -> None:
        self.call("read", ticket_id, "GET", f"/{ticket_id}", tag=self.some_tag(ticket_id, 0.5))

    def change(self, ticket_id: str) -> None:
        method = self.chance.choice(("PUT", "PATCH"))
        tag = self.some_tag(ticket_id, 0.4)
        self.call("change", ticket_id, method, f"/{ticket_id}", sent=random_fields(self.chance), tag=tag)

    def add_note(self, ticket_id: str) -> None:
        sent = {"Note": random_note(self.chance)}
        status, note = self.call("add_note", ticket_id, "POST", f"/{ticket_id}/notes", sent=sent)
        if status == 201:
            self.pool.notes.setdefault(ticket_id, []).append(note["id"])

    def _some_note(self, ticket_id: str) -> int | None:
        notes = self.pool.notes.get(ticket_id)
        return self.chance.choice(notes) if notes else None

    def change_note(self, ticket_id: str) -> None:
        if note_id := self._some_note(ticket_id):
            sent = {"Note": random_note(self.chance)}
            path = f"/{ticket_id}/notes/{note_id}"
            self.call("change_note", ticket_id, "PUT", path, sent=sent, note_id=note_id)

    def delete_note(self, ticket_id: str) -> None:
        if note_id := self._some_note(ticket_id):
            self.call("delete_note", ticket_id, "DELETE", f"/{ticket_id}/notes/{note_id}", note_id=note_id)

    def delete(self, ticket_id: str) -> None:
        tag = self.some_tag(ticket_id, 0.5)
        status, _ = self.call("delete", ticket_id, "DELETE", f"/{ticket_id}", tag=tag)
        if status in (200, 404) and ticket_id in self.pool.alive:
            self.pool.alive.remove(ticket_id)

    def list(self) -> None:
        question = random_question(self.chance, self.me)
        began = now()
        reply = self.link.call("GET", f"{TICKETS}?{urlencode(question.parameters() | {'page_size': 500})}")
        ended = now()
        assert reply.status == 200, f"{question.parameters()}: {reply.status} {reply.body[:300]}"
        body = reply.json()
        rows = body["data"]["rows"]
        assert body["extra"]["total"] == len(rows) and "next_cursor" not in body["extra"], body["extra"]
        self.recording.requests += 1
        self.listings.append(Listing(question, began, ended, rows))
        for row in rows:
            self.recording.add(Operation("listed", row["id"], began, ended, 200, row))

    def walk(self) -> None:
        walk = Walk(now(), 0, [])
        cursor = {}
        while True:
            began = now()
            parameters = {"sort": "id", "page_size": 3} | cursor
            reply = self.link.call("GET", f"{TICKETS}?{urlencode(parameters)}")
            assert reply.status == 200, reply.body[:300]
            body = reply.json()
            self.recording.requests += 1
            for row in body["data"]["rows"]:
                self.recording.add(Operation("listed", row["id"], began, now(), 200, row))
                walk.ids.append(row["id"])
            if "next_cursor" not in body["extra"]:
                break
            cursor = {"cursor": body["extra"]["next_cursor"]}
        walk.ended = now()
        self.walks.append(walk)
