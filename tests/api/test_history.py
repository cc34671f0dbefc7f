"""The history of a ticket: who changed what, when, from what to what."""

import pytest

from answers import TIMESTAMP, assert_envelope, assert_error, rows_of
from client import TICKETS

FIELDS = ["id", "Changed At", "Changed By", "Action", "Field", "From", "To"]


@pytest.fixture
def ticket(manager):
    return f"{TICKETS}/{manager.new_ticket(Title='Watched', Assignee_Email='a@acme.com')['id']}"


def history(client, ticket) -> list[dict]:
    return sorted(rows_of(client.get(f"{ticket}/history")), key=lambda row: row["id"])


def changes(rows) -> list[tuple]:
    return [(row["Action"], row["Field"], row["From"], row["To"]) for row in rows]


def test_history_is_a_list_envelope_of_rows(viewer, manager, ticket):
    manager.put(ticket, json={"Status": "Closed"})
    body = assert_envelope(viewer.get(f"{ticket}/history"))
    assert [header["key"] for header in body["data"]["headers"]] == FIELDS
    assert all(list(row) == FIELDS for row in body["data"]["rows"])
    assert all(TIMESTAMP.match(row["Changed At"]) for row in body["data"]["rows"])
    assert body["extra"]["total"] == len(body["data"]["rows"])


def test_history_begins_with_the_creation(manager, ticket):
    first = history(manager, ticket)[0]
    assert first["Action"] == "Created" and first["Changed By"] == "jane.doe@acme.com"


def test_every_changed_field_is_a_row_with_from_and_to(manager, admin, ticket):
    before = len(history(manager, ticket))
    admin.put(
        ticket,
        json={"Status": "Resolved", "Priority": "Low", "Due Date": "2024-03-20", "Assignee Email": None},
    )
    rows = history(manager, ticket)[before:]
    assert set(changes(rows)) == {
        ("Changed", "Status", "Open", "Resolved"),
        ("Changed", "Priority", "High", "Low"),
        ("Changed", "Due Date", None, "2024-03-20"),
        ("Changed", "Assignee Email", "a@acme.com", None),
    }
    assert {row["Changed By"] for row in rows} == {"admin@acme.com"}
    assert len({row["Changed At"] for row in rows}) == 1


def test_a_put_that_changes_nothing_leaves_no_row(manager, ticket):
    before = history(manager, ticket)
    read = manager.get(ticket).json()
    manager.put(ticket, json=read)
    assert history(manager, ticket) == before


def test_a_refused_change_leaves_no_row(manager, viewer, ticket):
    before = history(manager, ticket)
    manager.put(ticket, json={"Status": "Closed", "Priority": "Urgent"})
    viewer.put(ticket, json={"Status": "Closed"})
    manager.put(ticket, json={"Status": "Closed"}, headers={"If-Match": '"other"'})
    assert history(manager, ticket) == before


def test_notes_leave_rows(manager, ticket):
    before = len(history(manager, ticket))
    note = manager.post(f"{ticket}/notes", json={"Note": "First"}).json()
    manager.put(f"{ticket}/notes/{note['id']}", json={"Note": "Second"})
    manager.delete(f"{ticket}/notes/{note['id']}")
    rows = history(manager, ticket)[before:]
    assert [row["Action"] for row in rows] == ["Note Added", "Note Changed", "Note Deleted"]
    assert "First" in str(rows[1]["From"]) and "Second" in str(rows[1]["To"])


def test_assigning_shows_the_subscription_it_made(manager, ticket):
    before = len(history(manager, ticket))
    manager.put(ticket, json={"Assignee Email": "b@acme.com"})
    assert {row["Field"] for row in history(manager, ticket)[before:]} == {"Assignee Email", "Subscribers"}


def test_a_deleted_tickets_history_stays_for_a_superuser_alone(manager, viewer, admin, ticket):
    manager.put(ticket, json={"Status": "Closed"})
    kept = history(manager, ticket)
    assert manager.delete(ticket).status_code == 200
    rows = history(admin, ticket)
    assert rows[: len(kept)] == kept
    assert rows[-1]["Action"] == "Deleted" and rows[-1]["Changed By"] == "jane.doe@acme.com"
    for client in (manager, viewer):
        assert_error(client.get(f"{ticket}/history"), 404, "Ticket.NotFound")


def test_the_history_of_a_ticket_that_never_was_is_not_found(admin):
    assert_error(admin.get(f"{TICKETS}/TKT-99999999/history"), 404, "Ticket.NotFound")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_history_cannot_be_written(admin, ticket, method):
    before = history(admin, ticket)
    assert_error(admin.request(method, f"{ticket}/history", json={}), 405)
    assert history(admin, ticket) == before
