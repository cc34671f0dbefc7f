"""The calls on /api/issue-tracker-tickets, row by row."""

import re
import time

import pytest

from answers import TICKET_FIELDS, TICKET_ID, TIMESTAMP, assert_envelope, assert_error, ids_of
from client import TICKETS


def test_get_on_the_collection_answers_a_page_of_tickets(viewer):
    body = assert_envelope(viewer.list())
    assert len(body["data"]["rows"]) == 50
    assert all(list(row) == TICKET_FIELDS for row in body["data"]["rows"])
    assert body["extra"]["total"] >= 300


def test_get_answers_the_bare_ticket_with_its_fields_in_order(viewer):
    response = viewer.get(f"{TICKETS}/TKT-001")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/json")
    ticket = response.json()
    assert list(ticket) == TICKET_FIELDS
    assert ticket["id"] == "TKT-001"
    assert TIMESTAMP.match(ticket["Created At"]) and TIMESTAMP.match(ticket["Updated At"])


def test_post_answers_201_with_location_and_the_bare_ticket(manager):
    response = manager.post(TICKETS, json={"Title": "Delayed shipment from Acme", "Priority": "High"})
    assert response.status_code == 201
    ticket = response.json()
    assert list(ticket) == TICKET_FIELDS
    assert TICKET_ID.match(ticket["id"])
    assert response.headers["Location"] == f"{TICKETS}/{ticket['id']}"
    assert manager.get(response.headers["Location"]).json() == ticket


def test_what_post_leaves_out_gets_its_default(manager):
    ticket = manager.new_ticket(Title="Only what is required", Priority="Low")
    assert ticket["Description"] is None
    assert ticket["Status"] == "Open"
    assert ticket["Category"] == "General"
    assert ticket["Assignee Email"] is None
    assert ticket["Reporter Email"] == "jane.doe@acme.com"
    assert ticket["Created At"] == ticket["Updated At"]
    assert ticket["Due Date"] is None
    assert ticket["Linked PO Id"] is None and ticket["Linked PO Number"] is None
    assert ticket["Notes"] == [] and ticket["Subscribers"] == []


def test_post_keeps_every_field_it_is_given(manager):
    sent = {
        "Title": "Delayed shipment from Acme",
        "Description": "PO-2024-001 ETA pushed by 5 days.\n\n* call the carrier ☎\n",
        "Status": "In Progress",
        "Priority": "Critical",
        "Category": "Procurement",
        "Assignee Email": "jane.doe@acme.com",
        "Due Date": "2024-03-20",
        "Linked PO Id": 42,
        "Subscribers": ["john.smith@acme.com"],
    }
    response = manager.post(TICKETS, json=sent)
    assert response.status_code == 201, response.text
    ticket = response.json()
    assert {name: ticket[name] for name in sent if name != "Subscribers"} == {
        name: value for name, value in sent.items() if name != "Subscribers"
    }
    assert ticket["Linked PO Number"] == "PO-2024-001"
    assert ticket["Subscribers"] == ["john.smith@acme.com", "jane.doe@acme.com"]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_the_fields_sent_change(manager, method):
    before = manager.new_ticket(Description="Stays", Category="Stays", Due_Date="2024-03-20", Linked_PO_Id=42)
    response = manager.request(method, f"{TICKETS}/{before['id']}", json={"Status": "Resolved"})
    assert response.status_code == 200
    after = response.json()
    assert list(after) == TICKET_FIELDS
    assert after == before | {"Status": "Resolved", "Updated At": after["Updated At"]}
    assert manager.ticket(before["id"]) == after


def test_patch_takes_a_json_merge_patch_by_its_media_type(manager):
    ticket = manager.new_ticket(Due_Date="2024-03-20")
    response = manager.patch(
        f"{TICKETS}/{ticket['id']}",
        data='{"Due Date": null, "Priority": "Low"}',
        headers={"Content-Type": "application/merge-patch+json"},
    )
    assert response.status_code == 200, response.text
    assert response.json()["Due Date"] is None and response.json()["Priority"] == "Low"


def test_a_change_moves_updated_at_and_nothing_moves_created_at(manager):
    before = manager.new_ticket()
    time.sleep(1.1)
    after = manager.change(before["id"], Status="Closed").json()
    assert after["Updated At"] > before["Updated At"]
    assert after["Created At"] == before["Created At"]


def test_delete_answers_a_message_and_the_ticket_is_gone(manager, mark):
    ticket = manager.new_ticket(Category=mark)
    response = manager.delete(f"{TICKETS}/{ticket['id']}")
    assert response.status_code == 200
    assert list(response.json()) == ["message"] and ticket["id"] in response.json()["message"]
    assert_error(manager.get(f"{TICKETS}/{ticket['id']}"), 404, "Ticket.NotFound")
    assert ids_of(manager.list(Category=mark)) == []
    assert_error(manager.delete(f"{TICKETS}/{ticket['id']}"), 404, "Ticket.NotFound")
    assert_error(manager.change(ticket["id"], Status="Open"), 404, "Ticket.NotFound")
    assert_error(manager.get(f"{TICKETS}/{ticket['id']}/notes"), 404, "Ticket.NotFound")


def test_an_id_is_never_given_twice_not_even_after_a_delete(manager):
    first = manager.new_ticket()
    assert manager.delete(f"{TICKETS}/{first['id']}").status_code == 200
    second = manager.new_ticket()
    assert int(second["id"][4:]) > int(first["id"][4:])


@pytest.mark.parametrize(
    "ticket_id",
    [
        "TKT-999999999",
        "TKT-0",
        "TKT-01",
        "TKT-1",
        "TKT-0001",
        "tkt-001",
        "001",
        "TKT-",
        "TKT-1e3",
        "TKT-١٢٣",
        "TKT--001",
        "TKT-001%20",
        "TKT-9223372036854775808",
        "TKT-18446744073709551617",
        "%00",
        "TKT-001'--",
    ],
)
def test_an_id_that_is_none_is_not_found(manager, ticket_id):
    for method in ("GET", "PUT", "DELETE"):
        body = {"Status": "Open"} if method == "PUT" else None
        assert_error(manager.request(method, f"{TICKETS}/{ticket_id}", json=body), 404)


@pytest.mark.parametrize(
    "method, path",
    [
        ("POST", ""),
        ("PUT", "/TKT-001"),
        ("PATCH", "/TKT-001"),
        ("DELETE", "/TKT-001"),
        ("POST", "/TKT-001/notes"),
    ],
)
def test_a_viewer_reads_but_does_not_write(viewer, method, path):
    before = viewer.ticket("TKT-001")
    total = assert_envelope(viewer.list())["extra"]["total"]
    body = {"Note": "no"} if path.endswith("notes") else {"Title": "no", "Priority": "Low"}
    response = viewer.request(method, TICKETS + path, json=None if method == "DELETE" else body)
    assert_error(response, 403, "User.NotPrivileged")
    assert before["Title"] not in response.text
    assert viewer.ticket("TKT-001") == before
    assert assert_envelope(viewer.list())["extra"]["total"] == total


@pytest.mark.parametrize(
    "method, path",
    [
        ("GET", ""),
        ("GET", "/TKT-001"),
        ("POST", ""),
        ("PUT", "/TKT-001"),
        ("PATCH", "/TKT-001"),
        ("DELETE", "/TKT-001"),
        ("GET", "/TKT-001/notes"),
        ("POST", "/TKT-001/notes"),
        ("GET", "/TKT-001/history"),
    ],
)
def test_without_a_session_no_call_is_answered(anonymous, viewer, method, path):
    title = viewer.ticket("TKT-001")["Title"]
    body = {"Title": "no", "Priority": "Low"} if method in ("POST", "PUT", "PATCH") else None
    response = anonymous.request(method, TICKETS + path, json=body)
    assert_error(response, 401)
    assert title not in response.text


def test_a_script_as_people_write_it_works(demo):
    """Written as a user's script is: nothing but requests, the cookie, the header."""
    import requests

    base = demo.url
    session = requests.Session()
    r = session.post(
        f"{base}/api/authenticate",
        json={"username": "jane.doe@acme.com", "password": "expediter-demo"},
        timeout=20,
    )
    assert r.json() == {"login": True}
    csrf = session.cookies["csrf_access_token"]
    headers = {"X-XSRF-TOKEN": csrf}
    r = session.post(
        f"{base}/api/issue-tracker-tickets",
        json={
            "Title": "Delayed shipment from Acme",
            "Priority": "High",
            "Category": "Procurement",
            "Linked PO Id": 42,
        },
        headers=headers,
        timeout=20,
    )
    ticket_id = r.json()["id"]
    r = session.put(
        f"{base}/api/issue-tracker-tickets/{ticket_id}",
        json={"Status": "In Progress"},
        headers=headers,
        timeout=20,
    )
    assert r.status_code == 200
    r = session.get(
        f"{base}/api/issue-tracker-tickets",
        params={"filter": "Status eq 'In Progress'", "sort": "-Updated At", "page": 1, "page_size": 500},
        timeout=20,
    )
    rows = r.json()["data"]["rows"]
    assert ticket_id in [row["id"] for row in rows]
    assert all(row["Status"] == "In Progress" for row in rows)
    assert re.fullmatch(r"TKT-\d{3,}", ticket_id)


def test_a_client_may_send_back_the_whole_ticket_it_read(manager):
    ticket = manager.new_ticket(Assignee_Email="jane.doe@acme.com", Linked_PO_Id=42, Due_Date="2024-03-20")
    assert manager.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "A note."}).status_code == 201
    read = manager.ticket(ticket["id"])
    response = manager.put(f"{TICKETS}/{ticket['id']}", json=read | {"Status": "Closed"})
    assert response.status_code == 200, response.text
    assert response.json() == read | {"Status": "Closed", "Updated At": response.json()["Updated At"]}
