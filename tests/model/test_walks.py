"""A walk by cursor while others write: every ticket that matches from the first page to the last comes once,
and none comes twice, for every sort and at any time, though titles, states, days, people, orders and notes
change between the pages and tickets are made and deleted."""

import random
import time

import chance
from client import TICKETS, first_superuser
from program import Server

SECONDS = 120 if chance.FULL else 20
TICKETS_AT_FIRST = 60
STATUSES = ("Open", "In Progress", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
WORDS = ("crate", "Crate", "ångström", "PO-9", "PO-10", "Łódź", "zebra", "東京港", "10", "9")
PEOPLE = (None, "a@acme.com", "b@acme.com", "c@acme.com")
DAYS = (None, "2026-01-01", "2026-01-02", "2027-06-30")
SORTABLE = (
    "id", "Title", "Status", "Priority", "Category", "Assignee Email", "Reporter Email", "Created At",
    "Updated At", "Due Date", "Linked PO Id", "Linked PO Number",
)  # fmt: skip
FILTERS = (
    {},
    {"Status": "Open,In Progress"},
    {"Priority": "High"},
    {"Assignee Email": "null"},
    {"filter": "Title contains 'crate'"},
    {"q": "crate"},
    {"filter": "Status ne 'Closed' and Category ne 'x'"},
)


class Trial:
    def __init__(self, server: Server, seed: int):
        self.chance = random.Random(seed)
        self.admin = first_superuser(server)
        self.orders = [
            self.admin.post("/api/purchase-order", json={"PO List Number": f"PO-{number}"}).json()["id"]
            for number in (9, 10, 11)
        ]
        self.ids = []
        for _ in range(TICKETS_AT_FIRST):
            self.make()

    def fields(self) -> dict:
        pick = self.chance.choice
        return {
            "Title": f"{pick(WORDS)} {pick(WORDS)}",
            "Status": pick(STATUSES),
            "Priority": pick(PRIORITIES),
            "Category": pick(("x", "X", "y")),
            "Assignee Email": pick(PEOPLE),
            "Due Date": pick(DAYS),
            "Linked PO Id": pick((None, *self.orders)),
        }

    def make(self) -> None:
        self.ids.append(self.admin.new_ticket(**self.fields())["id"])

    def change(self) -> None:
        kind = self.chance.random()
        ticket = self.chance.choice(self.ids)
        if kind < 0.1:
            self.make()
        elif kind < 0.15:
            self.ids.remove(ticket)
            assert self.admin.delete(f"{TICKETS}/{ticket}").status_code == 200
        elif kind < 0.3:
            path = f"{TICKETS}/{ticket}/notes"
            assert self.admin.post(path, json={"Note": "crate"}).status_code == 201
        else:
            new = self.fields()
            some = self.chance.sample(sorted(new), self.chance.randint(1, 3))
            path = f"{TICKETS}/{ticket}"
            assert self.admin.put(path, json={name: new[name] for name in some}).status_code == 200

    def sort(self) -> str:
        names = self.chance.sample(SORTABLE, self.chance.randint(1, 3))
        return ",".join(self.chance.choice(("", "-")) + name for name in names)

    def page(self, question: dict) -> tuple[list, str | None]:
        answer = self.admin.get(TICKETS, params={"fields": "id", **question})
        assert answer.status_code == 200, answer.text
        body = answer.json()
        return [row["id"] for row in body["data"]["rows"]], body["extra"].get("next_cursor")

    def matching(self, question: dict) -> set:
        rows, _ = self.page({**question, "page_size": 500})
        return set(rows)

    def walk(self) -> tuple[int, int]:
        """One walk to its end; how many pages and how many changes it had."""
        question = {**self.chance.choice(FILTERS), "sort": self.sort()}
        size = self.chance.randint(1, 12)
        always = self.matching(question)
        came, cursor = self.page({**question, "page_size": size})
        pages, changes = 1, 0
        while cursor:
            for _ in range(self.chance.choice((0, 1, 1, 3, 8))):
                self.change()
                changes += 1
                always &= self.matching(question)
            rows, cursor = self.page({**question, "page_size": size, "cursor": cursor})
            came += rows
            pages += 1
        twice = {ticket for ticket in came if came.count(ticket) > 1}
        assert not twice, (question, size, twice)
        assert always <= set(came), (question, size, sorted(always - set(came)))
        return pages, changes


def test_every_ticket_that_matches_throughout_comes_exactly_once(serve, figures):
    seed = chance.new_seed()
    print(f"EXPEDITER_SEED={seed}")
    trial = Trial(serve(), seed)
    end = time.monotonic() + SECONDS
    walks = pages = changes = 0
    while time.monotonic() < end:
        more_pages, more_changes = trial.walk()
        walks, pages, changes = walks + 1, pages + more_pages, changes + more_changes
    figures(f"walks by cursor: {walks} walks, {pages} pages, {changes} changes between them, seed {seed}")
    assert walks > 5
