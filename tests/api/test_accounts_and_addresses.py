"""What is somebody's follows the account and not the text of an address: notes, `me`, tickets."""

import itertools

import pytest

from answers import assert_error, ids_of, rows_of
from client import TICKETS, Client

_numbers = itertools.count(1)


class Person:
    """A new user and a client of theirs."""

    def __init__(self, admin, email: str, role: int):
        body = {
            "User Fullname": "A Person",
            "Username": f"moving{next(_numbers)}",
            "User Email": email,
            "Role Id": role,
            "Password": "correct horse battery",
        }
        answer = admin.post("/api/user", json=body)
        assert answer.status_code == 201, answer.text
        self.admin, self.id, self.email = admin, answer.json()["data"]["id"], email
        self.client = Client(admin.url).login(body["Username"], body["Password"])

    def move(self, email: str) -> None:
        answer = self.admin.put(f"/api/user/{self.id}", json={"User Email": email})
        assert answer.status_code == 200, answer.text
        self.email = email


@pytest.fixture
def role(admin):
    """The id of the role of managers of tickets."""
    rows = rows_of(admin.get("/api/user", params={"User Email": "jane.doe@acme.com"}))
    return rows[0]["Role Id"]


@pytest.fixture
def address():
    """address("old"): one that nobody has had before."""
    number = next(_numbers)
    return lambda name: f"{name}.{number}@moving.example"


@pytest.fixture
def moved(admin, role, address):
    """Somebody who had notes and tickets and then another address; and who has the old one now."""
    first = Person(admin, address("old"), role)
    ticket = first.client.new_ticket(Assignee_Email=first.email, Subscribers=[first.email, "x@acme.com"])
    note = first.client.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "Mine"}).json()
    first.move(address("new"))
    heir = Person(admin, address("old"), role)
    return first, heir, ticket["id"], f"{TICKETS}/{ticket['id']}/notes/{note['id']}"


def test_the_author_keeps_a_note_and_who_gets_the_address_does_not(moved):
    first, heir, _, note = moved
    assert_error(heir.client.put(note, json={"Note": "Taken"}), 403, "Note.NotYours")
    assert_error(heir.client.delete(note), 403, "Note.NotYours")
    assert first.client.put(note, json={"Note": "Still mine"}).status_code == 200
    assert first.client.delete(note).status_code == 200


def test_the_ticket_names_the_new_address_everywhere(moved, admin):
    first, _, ticket, _ = moved
    now = admin.ticket(ticket)
    assert now["Assignee Email"] == now["Reporter Email"] == first.email
    assert now["Subscribers"] == [first.email, "x@acme.com"]
    assert [note["Author Email"] for note in now["Notes"]] == [first.email]


FIELDS = ("Assignee Email", "Reporter Email", "Subscribers")


@pytest.mark.parametrize("field", FIELDS)
def test_me_follows_the_account(moved, field):
    first, heir, ticket, _ = moved
    for question in ({field: "me"}, {"filter": f'"{field}" eq me'}):
        assert ids_of(first.client.list(**question)) == [ticket], question
        assert ids_of(heir.client.list(**question)) == [], question
    for who, total in ((first, 1), (heir, 0)):
        answer = who.client.get(f"{TICKETS}/summary", params={field: "me", "by": "Status"})
        assert answer.json()["data"]["total"] == total
        rows = who.client.get(f"{TICKETS}/export", params={field: "me"}).text.strip().splitlines()
        assert len(rows) == total + 1


def test_a_view_with_me_follows_the_account(moved):
    first, heir, ticket, _ = moved
    made = first.client.post("/api/issue-tracker-views", json={"Name": "Mine", "Query": "Assignee+Email=me"})
    assert made.status_code == 201, made.text
    assert ids_of(first.client.get(f"{TICKETS}?Assignee+Email=me")) == [ticket]
    view = rows_of(first.client.get("/api/issue-tracker-views", params={"Owner Email": "me"}))
    assert [row["Name"] for row in view] == ["Mine"]
    assert rows_of(heir.client.get("/api/issue-tracker-views", params={"Owner Email": "me"})) == []


def test_the_move_is_in_the_history_and_leaves_the_time_of_change(admin, role, address):
    person = Person(admin, address("old"), role)
    ticket = person.client.new_ticket(Assignee_Email=person.email)
    old = person.email
    person.move(address("new"))
    now = admin.ticket(ticket["id"])
    assert now["Updated At"] == ticket["Updated At"]
    rows = rows_of(admin.get(f"{TICKETS}/{ticket['id']}/history"))
    told = [(row["Field"], row["From"], row["To"], row["Changed By"]) for row in rows]
    assert ("Assignee Email", old, person.email, "admin@acme.com") in told
    assert rows[0]["Changed By"] == old


def test_an_address_in_other_letters_moves_too(admin, role, address):
    person = Person(admin, address("old"), role)
    ticket = admin.new_ticket(Assignee_Email=person.email.upper())
    person.move(address("new"))
    assert admin.ticket(ticket["id"])["Assignee Email"] == person.email


def test_who_takes_the_address_back_has_all_again(admin, role, address):
    person = Person(admin, address("old"), role)
    ticket = person.client.new_ticket(Assignee_Email=person.email)
    person.move(address("new"))
    person.move(address("old"))
    assert ids_of(person.client.list(**{"Assignee Email": "me"})) == [ticket["id"]]
    assert ids_of(person.client.list(**{"Reporter Email": "me"})) == [ticket["id"]]


def test_both_addresses_among_the_subscribers_become_one(admin, role, address):
    person = Person(admin, address("old"), role)
    ticket = admin.new_ticket(Subscribers=[address("new"), person.email])
    person.move(address("new"))
    assert admin.ticket(ticket["id"])["Subscribers"] == [person.email]


def test_many_tickets_move_and_totals_follow(admin, role, address):
    person = Person(admin, address("old"), role)
    made = {person.client.new_ticket(Assignee_Email=person.email)["id"] for _ in range(230)}
    old = person.email
    person.move(address("new"))
    answer = person.client.list(**{"Assignee Email": "me", "page_size": 500}).json()
    assert answer["extra"]["total"] == 230
    assert {row["id"] for row in answer["data"]["rows"]} == made
    assert person.client.list(**{"Assignee Email": old}).json()["extra"]["total"] == 0


def test_a_reporter_does_not_change_the_notes_of_others(manager, other_manager):
    ticket = manager.new_ticket()["id"]
    notes = f"{TICKETS}/{ticket}/notes"
    made = other_manager.post(notes, json={"Note": "Not the reporter's"}).json()
    note = f"{notes}/{made['id']}"
    assert_error(manager.put(note, json={"Note": "x"}), 403, "Note.NotYours")
    assert_error(manager.delete(note), 403, "Note.NotYours")
    # Nor does the assignee, or a subscriber.
    manager.change(ticket, Assignee_Email="jane.doe@acme.com", Subscribers=["jane.doe@acme.com"])
    assert_error(manager.put(note, json={"Note": "x"}), 403, "Note.NotYours")


def test_one_key_and_body_on_two_tickets_is_refused_and_not_replayed(manager):
    first, second = (f"{TICKETS}/{manager.new_ticket()['id']}/notes" for _ in range(2))
    key = {"Idempotency-Key": f"two-tickets-{next(_numbers)}"}
    made = manager.post(first, json={"Note": "Once"}, headers=key)
    assert made.status_code == 201
    again = manager.post(second, json={"Note": "Once"}, headers=key)
    assert_error(again, 400, "Idempotency.KeyReused")
    assert rows_of(manager.get(second)) == []
    assert manager.post(first, json={"Note": "Once"}, headers=key).json() == made.json()
    assert len(rows_of(manager.get(first))) == 1
