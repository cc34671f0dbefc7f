"""A ticket with very long notes costs those who change it, and nobody else."""

import json
import random
import statistics
import threading
import time

import pytest

from client import TICKETS, first_superuser
from link import Link
from program import Server

NOTES = 600
NOTE_BYTES = 16_000


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "long-notes")
    yield own
    own.stop()


@pytest.fixture(scope="module")
def token(server):
    return first_superuser(server).post("/api/token", json={"Name": "long"}).json()["Token"]


def sent(link: Link, method: str, target: str, body=None):
    reply = link.call(method, target, body)
    assert reply.status in (200, 201), reply.body
    return json.loads(reply.body)


def new_ticket(link: Link) -> str:
    return sent(link, "POST", TICKETS, {"Title": "Before", "Priority": "Low"})["id"]


@pytest.fixture(scope="module")
def long_one(server, token):
    """A ticket whose notes have some 10 MB, each with a word of its own, and its notes."""
    chance = random.Random(12)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(3, 9))) for _ in range(4000)]
    link = Link(server.port, token)
    ticket = new_ticket(link)
    notes = []
    for number in range(NOTES):
        text = f"lonely{number}word "
        while len(text) < NOTE_BYTES:
            text += " ".join(chance.choices(words, k=100)) + " "
        notes.append(sent(link, "POST", f"{TICKETS}/{ticket}/notes", {"Note": text[:NOTE_BYTES]})["id"])
    link.close()
    return ticket, notes


def longest_beside(server, token, change) -> tuple[float, float]:
    """How long `change` took, and the longest of the changes that another client made meanwhile."""
    link = Link(server.port, token)
    other = new_ticket(link)
    taken = []
    ended = threading.Event()

    def keep_changing():
        number = 0
        while not ended.is_set():
            number += 1
            began = time.monotonic()
            sent(link, "PUT", f"{TICKETS}/{other}", {"Category": f"c{number}"})
            taken.append(time.monotonic() - began)

    beside = threading.Thread(target=keep_changing)
    beside.start()
    time.sleep(0.05)
    began = time.monotonic()
    change()
    took = time.monotonic() - began
    ended.set()
    beside.join()
    link.close()
    return took, max(taken)


def test_texts_without_a_word_take_nothing_from_the_index(server, token):
    link = Link(server.port, token)
    ticket = sent(link, "POST", TICKETS, {"Title": "...", "Priority": "Low"})["id"]
    texts = ["???", *[f"plain{number}end words" for number in range(80)]]
    notes = [sent(link, "POST", f"{TICKETS}/{ticket}/notes", {"Note": text})["id"] for text in texts]
    for note, text in ((notes[7], "!!!"), (notes[0], "plain words"), (notes[8], "plain")):
        sent(link, "PUT", f"{TICKETS}/{ticket}/notes/{note}", {"Note": text})
    sent(link, "PUT", f"{TICKETS}/{ticket}", {"Title": "---"})
    sent(link, "DELETE", f"{TICKETS}/{ticket}/notes/{notes[0]}")
    asked = ("plain6end", "plain7end", "plain8end", "words")
    found = {word: len(sent(link, "GET", f"{TICKETS}?q={word}")["data"]["rows"]) for word in asked}
    assert found == {"plain6end": 0, "plain7end": 0, "plain8end": 1, "words": 1}
    link.close()


def test_nobody_waits_while_the_words_of_long_notes_are_looked_for(server, token, long_one, figures):
    ticket, notes = long_one
    link = Link(server.port, token)
    changes = {
        "deleting a note": lambda n: sent(link, "DELETE", f"{TICKETS}/{ticket}/notes/{notes[n]}"),
        "changing a note": lambda n: sent(
            link, "PUT", f"{TICKETS}/{ticket}/notes/{notes[50 + n]}", {"Note": f"now{n}short"}
        ),
        "changing the title": lambda n: sent(link, "PUT", f"{TICKETS}/{ticket}", {"Title": f"title{n}alone"}),
    }
    for what, change in changes.items():
        pairs = [longest_beside(server, token, lambda n=n, change=change: change(n)) for n in range(5)]
        took = statistics.median(pair[0] for pair in pairs)
        others = statistics.median(pair[1] for pair in pairs)
        figures(
            f"long notes: {what} of {NOTES * NOTE_BYTES / 1e6:.0f} MB took {took * 1000:.0f} ms, "
            f"the longest of others' changes meanwhile {others * 1000:.0f} ms"
        )
        assert others < 0.03
    asked = ("lonely3word", "lonely53word", "lonely60word", "title3alone", "title4alone")
    rows = [sent(link, "GET", f"{TICKETS}?q={word}")["data"]["rows"] for word in asked]
    assert [len(found) for found in rows] == [0, 0, 1, 0, 1]
    took, others = longest_beside(server, token, lambda: sent(link, "DELETE", f"{TICKETS}/{ticket}"))
    figures(
        f"long notes: deleting the ticket took {took * 1000:.0f} ms, "
        f"the longest of others' changes meanwhile {others * 1000:.0f} ms"
    )
    assert others < 0.1, "its rows and its terms are taken away in one turn, but looked for before it"
    link.close()
