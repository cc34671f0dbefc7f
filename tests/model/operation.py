"""What a client did, when, and what came back: the material of the check."""

import json
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Operation:
    """One operation on one ticket. `began` and `ended` are seconds of one clock for all clients."""

    kind: str  # create, read, change, add_note, change_note, delete_note, delete, listed, unlisted
    ticket_id: str
    began: float
    ended: float
    status: int
    body: dict | None = None  # What was answered; of a list, the row.
    sent: dict | None = None
    note_id: int | None = None
    tag: str | None = None  # If-Match or If-None-Match.
    matches: object = None  # unlisted: a predicate on tickets, which the ticket did not fulfil.

    def __str__(self) -> str:
        about = {"sent": self.sent, "note": self.note_id, "tag": self.tag, "body": self.body}
        told = " ".join(f"{name}={value}" for name, value in about.items() if value is not None)
        return f"{self.began:.6f}–{self.ended:.6f} {self.kind} {self.status} {told}"[:900]


@dataclass
class Recording:
    """What all clients did, by ticket; and what each entity tag stood for. Safe from any thread."""

    by_ticket: dict[str, list[Operation]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)  # Of entity tags.
    tags: dict[str, str] = field(default_factory=dict)  # Of bodies.
    requests: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, operation: Operation) -> None:
        with self.lock:
            self.by_ticket.setdefault(operation.ticket_id, []).append(operation)

    def tagged(self, tag: str, body: dict) -> None:
        """An entity tag names one content, and a content has one entity tag."""
        text = json.dumps(body)
        with self.lock:
            assert self.bodies.setdefault(tag, text) == text, f"two contents under {tag}"
            assert self.tags.setdefault(text, tag) == tag, f"two tags of {text}"

    def body_of(self, tag: str) -> dict:
        with self.lock:
            return json.loads(self.bodies[tag])


def now() -> float:
    return time.monotonic()
