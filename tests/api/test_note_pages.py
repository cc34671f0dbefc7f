"""Notes and history in pages, and tickets with many notes."""

import pytest

from answers import assert_envelope, assert_error, rows_of
from client import TICKETS, Client

LONG = "x" * 16384


@pytest.fixture
def ticket(manager):
    """The address of a new ticket, which does not stay: others read what all tickets have."""
    address = f"{TICKETS}/{manager.new_ticket(Title='Talked about')['id']}"
    yield address
    assert manager.delete(address).status_code == 200


def add(client, ticket, text) -> dict:
    answer = client.post(f"{ticket}/notes", json={"Note": text})
    assert answer.status_code == 201, answer.text
    return answer.json()


def walk(client, address, **parameters) -> list[list[dict]]:
    """All pages, by cursor."""
    pages, cursor = [], None
    while True:
        where = {"cursor": cursor} if cursor else {}
        body = assert_envelope(client.get(address, params=parameters | where))
        pages.append(body["data"]["rows"])
        cursor = body["extra"].get("next_cursor")
        if not cursor:
            return pages


def test_notes_come_in_pages_by_number_and_by_cursor(manager, ticket):
    made = [add(manager, ticket, f"Note {number}")["id"] for number in range(7)]
    body = manager.get(f"{ticket}/notes", params={"page": 2, "page_size": 3}).json()
    assert [row["id"] for row in body["data"]["rows"]] == made[3:6]
    assert body["extra"] | {"next_cursor": 0} == {"page": 2, "page_size": 3, "total": 7, "next_cursor": 0}
    pages = walk(manager, f"{ticket}/notes", page_size=3)
    assert [[row["id"] for row in page] for page in pages] == [made[:3], made[3:6], made[6:]]
    newest_first = walk(manager, f"{ticket}/notes", page_size=3, sort="-id")
    assert [row["id"] for page in newest_first for row in page] == made[::-1]


def test_history_comes_in_pages(manager, ticket):
    for number in range(6):
        manager.put(ticket, json={"Category": f"C{number}"})
    whole = rows_of(manager.get(f"{ticket}/history"))
    assert [row["id"] for row in whole] == list(range(1, 8))
    pages = walk(manager, f"{ticket}/history", page_size=2)
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [row for page in pages for row in page] == whole
    assert [row["id"] for row in rows_of(manager.get(f"{ticket}/history", params={"sort": "-id"}))] == [
        row["id"] for row in whole[::-1]
    ]


def test_fields_and_filters_of_notes(manager, ticket):
    for text in ("steel", "wood"):
        add(manager, ticket, text)
    rows = rows_of(manager.get(f"{ticket}/notes", params={"filter": "Note contains 'woo'", "fields": "Note"}))
    assert rows == [{"Note": "wood"}]
    assert_error(manager.get(f"{ticket}/notes", params={"nonsense": "1"}), 400)
    assert_error(manager.get(f"{ticket}/history", params={"page_size": "0"}), 400)


def test_a_list_of_long_notes_ends_early_and_goes_on_by_cursor(manager, ticket):
    made = [add(manager, ticket, LONG)["id"] for _ in range(70)]
    first = manager.get(f"{ticket}/notes")
    assert len(first.content) < 1_200_000
    assert first.json()["extra"]["total"] == 70
    assert [row["id"] for page in walk(manager, f"{ticket}/notes") for row in page] == made
    history = manager.get(f"{ticket}/history")
    assert len(history.content) < 1_200_000
    assert [row["id"] for page in walk(manager, f"{ticket}/history") for row in page] == list(range(1, 72))


def test_a_ticket_and_a_list_stay_bounded(manager, ticket):
    made = [add(manager, ticket, LONG)["id"] for _ in range(40)]
    one = manager.get(ticket)
    assert [note["id"] for note in one.json()["Notes"]] == made[-16:]
    assert one.headers["ETag"] == manager.get(ticket).headers["ETag"]
    listed = rows_of(manager.list(id=one.json()["id"]))[0]
    assert [note["id"] for note in listed["Notes"]] == made[-1:]
    # The same after a change, whose answer is rendered by the writer.
    changed = manager.put(ticket, json={"Status": "Closed"}, headers={"If-Match": one.headers["ETag"]})
    assert changed.status_code == 200
    again = manager.get(ticket)
    assert again.json() == changed.json() and again.headers["ETag"] == changed.headers["ETag"]
    assert manager.get(ticket, headers={"If-None-Match": again.headers["ETag"]}).status_code == 304
    add(manager, ticket, "one more")
    assert manager.get(ticket, headers={"If-None-Match": again.headers["ETag"]}).status_code == 200


def test_fields_leave_notes_out_and_do_not_spoil_what_others_read(serve):
    server = serve("--demo")
    jane = Client(server.url).login("jane.doe@acme.com")
    ticket = jane.new_ticket()["id"]
    note = add(jane, f"{TICKETS}/{ticket}", "seen")
    again = serve_again(server, serve)
    jane = Client(again.url).login("jane.doe@acme.com")
    assert rows_of(jane.list(id=ticket, fields="id,Title")) == [{"id": ticket, "Title": "A late shipment"}]
    assert jane.ticket(ticket)["Notes"] == [note]
    assert rows_of(jane.list(id=ticket))[0]["Notes"] == [note]


def serve_again(server, serve):
    """The same data with nothing in the caches."""
    server.stop()
    return serve(data=server.data)


def test_a_setting_leaves_notes_out_of_lists(serve):
    server = serve("--demo", "--tickets-notes-in-lists=false")
    jane = Client(server.url).login("jane.doe@acme.com")
    ticket = jane.new_ticket()["id"]
    note = add(jane, f"{TICKETS}/{ticket}", "seen")
    body = jane.list(id=ticket).json()
    assert "Notes" not in body["data"]["rows"][0] and "Subscribers" in body["data"]["rows"][0]
    assert "Notes" not in [header["key"] for header in body["data"]["headers"]]
    assert rows_of(jane.list(id=ticket, fields="Notes")) == [{"Notes": [note]}]
    assert jane.ticket(ticket)["Notes"] == [note]
