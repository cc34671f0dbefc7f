"""Random calls by several clients at once, compared with a simple model of what the documents promise.

While clients write, what is seen of each ticket must fit one order of the operations on it, every list one
committed state. Between, when all is quiet, answers to random questions must be the model's."""

import random
import time
from urllib.parse import urlencode

import chance
import values
from client import TICKETS, first_superuser
from clients import Pool, RandomClient
from consistency import add_absences, check_listing, check_walk, titles_written
from linearize import linearize
from link import Link
from operation import Operation, Recording, now
from program import Server
from questions import Question, key_of, random_question

CLIENTS = 4
CALLS = 150  # Of each client in a round.
QUESTIONS = 150  # After each round.
SECONDS = 300 if chance.FULL else 20


class Trial:
    """One server, the tickets on it, and what the model knows of them."""

    def __init__(self, server: Server, seed: int):
        self.chance = random.Random(seed)
        admin = first_superuser(server)
        self.me = admin.get("/api/profile").json()["data"]["User Email"]
        self.token = admin.post("/api/token", json={"Name": "clients"}).json()["Token"]
        for number, name in values.REGISTER.items():
            made = admin.post("/api/purchase-order", json={"id": number, "PO List Number": name})
            assert made.status_code == 201, made.text
        self.server = server
        self.link = Link(server.port, self.token)
        self.pool = Pool()
        self.states = {}  # Of every ticket that was ever seen; None of one that is gone.
        self.requests = self.operations = self.questions = self.rows = self.rounds = 0

    def write_and_read(self) -> None:
        """Clients at once; then the search for orders that explain what they saw."""
        recording = Recording()
        self.pool.tags.clear()
        known = list(self.states)
        for ticket_id, body in self.states.items():
            recording.add(Operation("create", ticket_id, now(), now(), 201, body, {})) if body else None
        clients = [self._client(recording) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        for failed in filter(None, (client.failure for client in clients)):
            raise failed
        self.requests += recording.requests
        self._read_all(recording)
        known += [ticket_id for ticket_id in recording.by_ticket if ticket_id not in self.states]
        self._check(clients, recording, known)
        self.rounds += 1

    def _client(self, recording: Recording) -> RandomClient:
        link = Link(self.server.port, self.token)
        return RandomClient(self.pool, recording, link, self.me, self.chance.getrandbits(64), CALLS)

    def _read_all(self, recording: Recording) -> None:
        for ticket_id in list(recording.by_ticket):
            began = now()
            reply = self.link.call("GET", f"{TICKETS}/{ticket_id}")
            body = reply.json() if reply.status == 200 else None
            recording.add(Operation("read", ticket_id, began, now(), reply.status, body))

    def _check(self, clients, recording: Recording, known: list[str]) -> None:
        written = titles_written(recording)
        deleted = {
            ticket_id
            for ticket_id, operations in recording.by_ticket.items()
            if any(operation.kind == "delete" and operation.status == 200 for operation in operations)
        }
        for client in clients:
            for listing in client.listings:
                check_listing(listing, written, deleted)
            for walk in client.walks:
                check_walk(walk, recording, known)
        alive_or_made = [ticket_id for ticket_id in known if ticket_id in recording.by_ticket]
        add_absences(clients, recording, alive_or_made)
        for ticket_id, operations in recording.by_ticket.items():
            self.states[ticket_id] = linearize(operations, recording)
            self.operations += len(operations)
        for ticket_id in [ticket_id for ticket_id, state in self.states.items() if state is None]:
            del self.states[ticket_id]

    def ask(self) -> None:
        """One random question, by page, by cursor and by figures, while nobody writes."""
        question = random_question(self.chance, self.me)
        day = values.today()
        wanted = question.answer([state for state in self.states.values() if state is not None])
        try:
            self._compare(question, wanted)
        except AssertionError:
            if day == values.today():
                raise
        self.questions += 1
        self.rows += len(wanted)

    def _get(self, path: str, parameters: dict, **headers):
        self.requests += 1
        return self.link.call("GET", f"{TICKETS}{path}?{urlencode(parameters)}", **headers)

    def _compare(self, question: Question, wanted: list[dict]) -> None:
        about = f"{question.sent}"
        everything = self._get("", question.sent | {"page_size": 500})
        assert everything.status == 200, f"{about}: {everything.status} {everything.body[:300]}"
        body = everything.json()
        found = [row["id"] for row in body["data"]["rows"]]
        assert found == [
            row["id"] for row in wanted
        ], f"{about}: {found}, not {[row['id'] for row in wanted]}"
        assert body["data"]["rows"] == wanted, about
        assert body["extra"]["total"] == len(wanted), f"{about}: total {body['extra']['total']}"
        again = self._get("", question.sent | {"page_size": 500}, If_None_Match=everything.headers["etag"])
        assert again.status == 304, f"{about}: {again.status} with the list's own tag"
        self._compare_pages(question, wanted)
        if "sort" not in question.sent:
            self._compare_figures(question, wanted)

    def _compare_pages(self, question: Question, wanted: list[dict]) -> None:
        size = self.chance.randint(1, max(1, len(wanted)))
        names = self.chance.sample(list(wanted[0]), 3) if wanted else ["id"]
        asked = question.sent | {"page_size": size, "fields": ",".join(names)}
        page = self.chance.randint(1, len(wanted) // size + 2)
        body = self._get("", asked | {"page": page}).json()
        rows = [{name: row[name] for name in names} for row in wanted]
        assert body["data"]["rows"] == rows[(page - 1) * size : page * size], f"{asked}, page {page}"
        walked, cursor = [], {}
        while True:
            body = self._get("", asked | cursor).json()
            walked += body["data"]["rows"]
            assert body["extra"]["total"] == len(wanted), f"{asked}: total {body['extra']['total']}"
            assert ("next_cursor" in body["extra"]) == (len(walked) < len(rows)), f"{asked}: {body['extra']}"
            if "next_cursor" not in body["extra"]:
                break
            cursor = {"cursor": body["extra"]["next_cursor"]}
        assert walked == rows, f"{asked}, by cursor: {walked}, not {rows}"

    def _compare_figures(self, question: Question, wanted: list[dict]) -> None:
        reply = self._get("/summary", question.sent | {"by": "Status,Priority,Category", "limit": 500})
        assert reply.status == 200, f"{question.sent}: {reply.status} {reply.body[:300]}"
        data = reply.json()["data"]
        assert data["total"] == len(wanted), f"{question.sent}: {data}"
        for name, counts in data["counts"].items():
            told = {entry["value"]: entry["count"] for entry in counts if entry["count"]}
            assert told == _counted(wanted, name), f"{question.sent}: {name} {counts}"


def _counted(tickets: list[dict], name: str) -> dict:
    found = sorted(tickets, key=lambda ticket: key_of(name, ticket[name]))
    return {ticket[name]: sum(other[name] == ticket[name] for other in found) for ticket in found}


def test_answers_are_those_of_a_simple_model(fresh, figures):
    seed = chance.new_seed()
    print(f"seed {seed}")
    trial = Trial(fresh, seed)
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up or trial.rounds < 3:
        try:
            trial.write_and_read()
            for _ in range(QUESTIONS):
                trial.ask()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, round {trial.rounds + 1}: {error}") from error
    figures(
        f"model: seed {seed}; {trial.rounds} rounds of {CLIENTS} clients, {trial.requests} requests; "
        f"{trial.operations} operations on tickets put in order, {trial.questions} questions when quiet "
        f"({trial.rows} rows)"
    )
