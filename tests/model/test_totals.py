"""One number, asked for by many ways: the total, the rows of all pages by number and by cursor, the figures
and the export agree, for made-up questions over tickets that hold every odd value a field admits.

What a question means is judged here too where the documents leave no doubt: equality, `in` and `is null`, and
the order of numbers and days."""

import collections
import csv
import datetime
import io
import random
import time
import unicodedata

import chance
from answers import assert_envelope
from client import TICKETS, first_superuser
from program import Server
from questions import name_in_filter, quoted

SECONDS = 300 if chance.FULL else 20
COUNTED = ("Status", "Priority", "Category", "Assignee Email", "Reporter Email")
PEOPLE = ("Assignee Email", "Reporter Email")
OF_ORDERS = ("Linked PO Number", "Supplier Name")  # Tickets without an order are in none of their groups.

STATUSES = ("Open", "In Progress", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
TEXTS = ("x", "X", "null", "%", "_", "a_b", "aXb", "it's", '"', "\\", "ß", "SS", "é", "e\u0301", "🚢", "a b")
ADDRESSES = ("a@acme.com", "A@acme.com", "b@acme.com", "null@acme.com", "o'hara@acme.com", "ü@acme.com")
DAYS = (None, "0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31")
LAST = 2**63 - 1
REGISTER = {"7": None, "null": "", "it's": "Acme", "É": "ACME", "🚢": "acme ab", "po-1": "%"}  # Suppliers.


def identity(name: str, value):
    """What equality compares: in NFC and as a field keeps it; addresses and codes without regard to case."""
    if not isinstance(value, str):
        return value
    value = unicodedata.normalize("NFC", value)
    if name == "Description":
        return value
    return value.strip().casefold() if name.endswith("Email") or name == "Linked PO Number" else value.strip()


def orders_of(admin) -> tuple:
    """Orders of every kind, and the ids of some that the register does not know, or knows no more."""
    ids = []
    for number, (text, supplier) in enumerate(REGISTER.items()):
        sent = {"id": 3 * number + 1, "PO List Number": text, "Supplier Name": supplier}
        made = admin.post("/api/purchase-order", json=sent)
        assert made.status_code == 201, made.text
        ids.append(made.json()["id"])
    gone = admin.post("/api/purchase-order", json={"PO List Number": "gone"}).json()["id"]
    assert admin.delete(f"/api/purchase-order/{gone}").status_code == 200
    return (*ids, gone, 2**53 + 1, LAST)


FIELDS = (
    *COUNTED,
    *OF_ORDERS,
    "Title",
    "Description",
    "Linked PO Id",
    "Due Date",
)
SORTABLE = (*FIELDS[:6], "Title", *FIELDS[-2:], "id", "Updated At", "Created At")


class Trial:
    def __init__(self, server: Server, seed: int):
        self.chance = random.Random(seed)
        self.admin = first_superuser(server)
        self.me = self.admin.get("/api/profile").json()["data"]["User Email"]
        self.orders = orders_of(self.admin)
        today = datetime.datetime.now(datetime.timezone.utc).date()
        self.days = (*DAYS, *((today + datetime.timedelta(days=by)).isoformat() for by in (-1, 0, 1)))
        for _ in range(220):
            self.new_ticket()
        self.tickets = self.pages({}, 500)
        assert len(self.tickets) == 220

    def new_ticket(self) -> None:
        pick = self.chance.choice
        subscribers = self.chance.sample(ADDRESSES[:4], self.chance.randint(0, 3))
        sent = {
            "Title": f"{pick(TEXTS)} {pick(TEXTS)}" if self.chance.random() < 0.5 else pick(TEXTS),
            "Description": pick((None, "", " ", "\n", *TEXTS)),
            "Status": pick(STATUSES),
            "Priority": pick(PRIORITIES),
            "Category": pick((*TEXTS[:8], "a,b")),
            "Assignee Email": pick((None, None, *ADDRESSES, self.me)),
            "Due Date": pick(self.days),
            "Linked PO Id": pick((None, *self.orders)),
            "Subscribers": subscribers,
        }
        made = self.admin.post(TICKETS, json=sent)
        assert made.status_code == 201, (sent, made.text)
        if self.chance.random() < 0.3:  # Totals follow changes, too.
            changed = {"Status": pick(STATUSES), "Assignee Email": pick((None, *ADDRESSES))}
            done = self.admin.put(f"{TICKETS}/{made.json()['id']}", json=changed)
            assert done.status_code == 200, (changed, done.text)

    # Asking.

    def get(self, path: str, question: dict, **more) -> dict:
        response = self.admin.get(path, params=question | more)
        assert response.status_code == 200, (question, more, response.text)
        return response

    def pages(self, question: dict, size: int) -> list[dict]:
        rows, page, total = [], 1, None
        while total is None or (page - 1) * size < total:
            body = assert_envelope(self.get(TICKETS, question, page=page, page_size=size))
            total = body["extra"]["total"] if total is None else total
            assert body["extra"]["total"] == total, (question, page)
            rows += body["data"]["rows"]
            page += 1
        assert len(rows) == total, (question, f"{len(rows)} rows on the pages, total {total}")
        return rows

    def walk(self, question: dict, size: int) -> list[str]:
        ids, more = [], {}
        while True:
            body = assert_envelope(self.get(TICKETS, question, page_size=size, fields="id", **more))
            ids += [row["id"] for row in body["data"]["rows"]]
            if "next_cursor" not in body["extra"]:
                return ids
            more = {"cursor": body["extra"]["next_cursor"]}

    def export(self, question: dict) -> list[str]:
        text = self.get(f"{TICKETS}/export", question, fields="id").content.decode("utf-8-sig")
        return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]

    def check(self, question: dict, holds) -> int:
        rows = self.pages(question, self.chance.choice((7, 50, 500)))
        ids = [row["id"] for row in rows]
        assert len(set(ids)) == len(ids), (question, "a row comes twice")
        assert self.walk(question, self.chance.choice((9, 64, 500))) == ids, question
        assert self.export(question) == ids, question
        if holds is not None:
            expected = {ticket["id"] for ticket in self.tickets if holds(ticket)}
            assert set(ids) == expected, (question, set(ids) ^ expected)
        asked = {name: value for name, value in question.items() if name != "sort"}
        by = self.chance.sample((*COUNTED, *OF_ORDERS), 3)
        summary = self.get(f"{TICKETS}/summary", asked, by=",".join(by), limit=500).json()["data"]
        assert summary["total"] == len(rows), (question, summary["total"], len(rows))
        for name in by:
            counts = {entry["value"]: entry["count"] for entry in summary["counts"][name]}
            assert counts == self.counted(rows, name), (question, name)
        return len(rows)

    def counted(self, rows: list[dict], name: str) -> dict:
        if name in COUNTED:
            # An address is counted once, as its oldest ticket spells it.
            spelt = {}
            for row in sorted(rows, key=lambda row: int(row["id"][4:])):
                spelt.setdefault(identity(name, row[name]), row[name])
            return dict(collections.Counter(spelt[identity(name, row[name])] for row in rows))
        known = [row["Linked PO Number"] for row in rows if row["Linked PO Number"] is not None]
        return dict(collections.Counter(known if name == "Linked PO Number" else map(REGISTER.get, known)))

    # Making up questions: each with what it means, or None where the documents leave that to the text rules.

    def values_of(self, name: str) -> tuple:
        odd = ("", " ", "x' or 1=1", "zzz")
        return {
            "Status": STATUSES,
            "Priority": PRIORITIES,
            "Title": (*TEXTS, *odd),
            "Description": (*TEXTS, *odd),
            "Category": (*TEXTS[:8], "General", "a,b", *odd),
            "Assignee Email": (*ADDRESSES, *odd),
            "Reporter Email": (self.me, self.me.upper(), *odd),
            "Linked PO Number": (*REGISTER, "gone", *odd),
            "Supplier Name": (*filter(None, REGISTER.values()), *odd),
            "Linked PO Id": (*self.orders, 0, -LAST - 1, 2),
            "Due Date": tuple(day for day in self.days if day),
        }[name]

    def value(self, ticket: dict, name: str):
        if name == "Supplier Name":
            return REGISTER.get(ticket["Linked PO Number"])
        return ticket[name]

    def condition(self):
        name = self.chance.choice(FIELDS)
        at = name_in_filter(name)
        of = self.values_of(name)
        number = name == "Linked PO Id"
        spell = str if number else quoted
        kind = self.chance.choice(("eq", "ne", "in", "null", "order", "pattern"))
        value = self.chance.choice(of)
        if kind == "eq" or kind == "ne":
            if self.chance.random() < 0.15:
                return f"{at} {kind} null", lambda t: (self.value(t, name) is None) == (kind == "eq")
            return f"{at} {kind} {spell(value)}", lambda t: (
                identity(name, self.value(t, name)) == identity(name, value)
            ) == (kind == "eq")
        if kind == "in":
            among = [None if self.chance.random() < 0.2 else self.chance.choice(of) for _ in range(3)]
            spelt = ", ".join("null" if one is None else spell(one) for one in among)
            wanted = [identity(name, one) for one in among]
            return f"{at} in ({spelt})", lambda t: identity(name, self.value(t, name)) in wanted
        if kind == "order" and (number or name == "Due Date"):
            return f"{at} ge {spell(value)}", lambda t: t[name] is not None and t[name] >= value
        if kind == "pattern" and name in ("Title", "Description", "Category", *PEOPLE, "Supplier Name"):
            return f"{at} {self.chance.choice(('contains', 'startswith'))} {quoted(value)}", None
        negated = self.chance.random() < 0.5
        word = "is not null" if negated else "is null"
        return f"{at} {word}", lambda t: (self.value(t, name) is None) != negated

    def expression(self, depth: int = 0):
        if depth < 3 and self.chance.random() < 0.5:
            (left, a), (right, b) = self.expression(depth + 1), self.expression(depth + 1)
            word = self.chance.choice(("and", "or"))
            known = a is not None and b is not None
            both = (lambda t: a(t) and b(t)) if word == "and" else (lambda t: a(t) or b(t))
            return f"({left} {word} {right})", both if known else None
        text, holds = self.condition()
        if self.chance.random() < 0.2:
            return f"not ({text})", None if holds is None else (lambda t: not holds(t))
        return text, holds

    def parameter(self):
        name = self.chance.choice(FIELDS)
        usable = [value for value in self.values_of(name) if "," not in str(value) and value != ""]
        number = self.chance.randint(1, 3)
        among = ["" if self.chance.random() < 0.25 else self.chance.choice(usable) for _ in range(number)]
        wanted = [None if value == "" else value for value in among]
        if name.endswith("Email"):
            wanted = [self.me if value == "me" else value for value in wanted]
        wanted = [identity(name, value) for value in wanted]
        return name, ",".join(map(str, among)), lambda t: identity(name, self.value(t, name)) in wanted

    def question(self):
        question, conditions = {}, []
        for _ in range(self.chance.randint(0, 2)):
            name, text, holds = self.parameter()
            if name not in question:
                question[name] = text
                conditions.append(holds)
        if self.chance.random() < 0.7:
            question["filter"], holds = self.expression()
            conditions.append(holds)
        if self.chance.random() < 0.2:
            question["q"] = self.chance.choice((*TEXTS, "", " ", "!!!", "x x", "zzz"))
            if question["q"].strip():
                conditions.append(None)
        if self.chance.random() < 0.7:
            keys = self.chance.sample(SORTABLE, self.chance.randint(1, 3))
            question["sort"] = ",".join(self.chance.choice(("", "-")) + key for key in keys)
        known = all(holds is not None for holds in conditions)
        return question, (lambda t: all(holds(t) for holds in conditions)) if known else None


EDGES = (
    {"filter": "\"Assignee Email\" eq ''"},
    {"filter": "\"Assignee Email\" in ('', null)"},
    {"filter": "\"Assignee Email\" in ('', 'a@acme.com')"},
    {"filter": "\"Assignee Email\" eq '' and Status eq 'Open'"},
    {"filter": "Category eq null"},
    {"filter": "Category in (null, 'x', '')"},
    {"Category": ""},
    {"Category": ",x"},
    {"Assignee Email": ""},
    {"Assignee Email": ",,a@acme.com"},
    {"Status": ""},
    {"Status": ",Open"},
    {"filter": "Status ne null"},
    {"filter": "not (Status in (null, 'Open'))"},
    {"filter": "Description eq ''"},
    {"Description": ""},
    {"q": "!!!"},
)


def test_every_way_to_a_number_gives_the_same(serve, figures):
    seed = chance.new_seed()
    print(f"EXPEDITER_SEED={seed}")
    trial = Trial(serve(), seed)
    for question in EDGES:
        trial.check(question, None)
    end, asked, rows, found = time.monotonic() + SECONDS, 0, 0, 0
    while time.monotonic() < end:
        question, holds = trial.question()
        number = trial.check(question, holds)
        asked, rows, found = asked + 1, rows + number, found + (number > 0)
    figures(f"totals: {asked} questions, {found} with rows, {rows} rows, seed {seed}")
    assert asked > 20 and found > asked / 10
