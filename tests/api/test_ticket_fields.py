"""The fields of a ticket: types, limits, defaults, who sets them."""

import itertools

import pytest

from answers import assert_error, faulty_fields, total_of
from client import TICKETS

STATUSES = ["Open", "In Progress", "Resolved", "Closed"]
PRIORITIES = ["Low", "Medium", "High", "Critical"]


@pytest.fixture(scope="module")
def ticket(manager):
    """A ticket for tests that end as they began."""
    return manager.new_ticket(Assignee_Email="jane.doe@acme.com", Due_Date="2024-03-20", Linked_PO_Id=42)


def test_a_title_is_trimmed(manager):
    assert manager.new_ticket(Title=" \t Late \n")["Title"] == "Late"


@pytest.mark.parametrize("title", ["x", "x" * 255, "漢" * 255, "🚢" * 255, "  " + "x" * 255 + "  "])
def test_a_title_has_1_to_255_characters(manager, title):
    assert manager.new_ticket(Title=title)["Title"] == title.strip()


@pytest.mark.parametrize("title", ["", "   ", "\t\n", "x" * 256, "漢" * 256])
def test_a_title_shorter_or_longer_is_refused(manager, mark, title):
    response = manager.post(TICKETS, json={"Title": title, "Priority": "Low", "Category": mark})
    assert_error(response, 400, "Ticket.Invalid", "Title")
    assert total_of(manager.list(Category=mark)) == 0


def test_a_description_has_up_to_64_kib(manager):
    text = "x" * 65536
    assert manager.new_ticket(Description=text)["Description"] == text
    response = manager.post(TICKETS, json={"Title": "Long", "Priority": "Low", "Description": text + "x"})
    assert_error(response, 400, "Ticket.Invalid", "Description")


def test_a_description_keeps_markdown_line_ends_and_outer_blanks(manager):
    text = "# Head\n\n    code\twith tab\n\n<script>alert('x')</script> 'quoted' \"twice\" \\ ü 漢 🚢\n"
    created = manager.new_ticket(Description=text)
    assert created["Description"] == text
    assert manager.ticket(created["id"])["Description"] == text


@pytest.mark.parametrize("before, after", itertools.permutations(STATUSES, 2))
def test_a_status_goes_from_any_to_any(manager, before, after):
    ticket = manager.new_ticket(Status=before)
    assert manager.change(ticket["id"], Status=after).json()["Status"] == after


@pytest.mark.parametrize("priority", PRIORITIES)
def test_every_priority_is_taken(manager, priority):
    assert manager.new_ticket(Priority=priority)["Priority"] == priority


@pytest.mark.parametrize("field, allowed", [("Status", STATUSES), ("Priority", PRIORITIES)])
def test_a_value_outside_its_set_is_answered_with_the_set(manager, ticket, field, allowed):
    for wrong in ("open", "OPEN", "", "Urgent", "Open "):
        body = assert_error(
            manager.put(f"{TICKETS}/{ticket['id']}", json={field: wrong}), 400, "Ticket.Invalid", field
        )
        message = body["Errors"][0]["Message"]
        assert all(value in message for value in allowed), message


@pytest.mark.parametrize("category", ["x", "x" * 64, "Ünïcode 漢字 & Söhne"])
def test_a_category_is_free_text_of_1_to_64_characters(manager, category):
    assert manager.new_ticket(Category=category)["Category"] == category


@pytest.mark.parametrize("category", ["", "x" * 65])
def test_a_category_shorter_or_longer_is_refused(manager, category):
    response = manager.post(TICKETS, json={"Title": "x", "Priority": "Low", "Category": category})
    assert_error(response, 400, "Ticket.Invalid", "Category")


def test_an_assignee_need_not_be_a_user(manager):
    created = manager.new_ticket(Assignee_Email="team-logistics+late@mail.example.org")
    assert created["Assignee Email"] == "team-logistics+late@mail.example.org"


@pytest.mark.parametrize(
    "address",
    ["jane", "jane@", "@acme.com", "jane doe@acme.com", "jane@acme.com, john@acme.com", "a@b@c.com", ""],
)
def test_an_assignee_that_is_no_address_is_refused(manager, ticket, address):
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={"Assignee Email": address})
    assert_error(response, 400, "Ticket.Invalid", "Assignee Email")


@pytest.mark.parametrize("day", ["2024-02-29", "2000-02-29", "1999-12-31", "2099-01-01"])
def test_a_due_date_is_a_real_day(manager, day):
    assert manager.new_ticket(Due_Date=day)["Due Date"] == day


@pytest.mark.parametrize(
    "day",
    [
        "2024-02-30",
        "2023-02-29",
        "1900-02-29",
        "2024-13-01",
        "2024-00-10",
        "2024-04-31",
        "2024-1-1",
        "20240320",
        "2024-03-20T00:00:00Z",
        "20-03-2024",
        "tomorrow",
        "today",
        "",
        " 2024-03-20",
        "2024-03-20 ",
        "٢٠٢٤-٠٣-٢٠",
    ],
)
def test_a_due_date_that_is_no_day_is_refused(manager, ticket, day):
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={"Due Date": day})
    assert_error(response, 400, "Ticket.Invalid", "Due Date")
    assert manager.ticket(ticket["id"])["Due Date"] == "2024-03-20"


def test_a_linked_po_brings_its_number_from_the_register(manager):
    assert manager.new_ticket(Linked_PO_Id=42)["Linked PO Number"] == "PO-2024-001"


@pytest.mark.parametrize("po_id", [1, 2**31, 2**53 + 1, 2**63 - 1])
def test_a_linked_po_id_is_positive_and_fits_63_bits(manager, po_id):
    created = manager.new_ticket(Linked_PO_Id=po_id)
    assert created["Linked PO Id"] == po_id
    assert manager.ticket(created["id"])["Linked PO Id"] == po_id


@pytest.mark.parametrize("po_id", [0, -1, -(2**63), 2**63, 2**64, 10**30, 1.5, "42", True, [], {}])
def test_a_linked_po_id_of_another_kind_is_refused(manager, ticket, po_id):
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={"Linked PO Id": po_id})
    assert_error(response, 400, "Ticket.Invalid", "Linked PO Id")


def test_a_number_the_register_does_not_know_is_null_until_it_does(fresh_admin):
    ticket = fresh_admin.new_ticket(Linked_PO_Id=1)
    assert ticket["Linked PO Number"] is None
    order = fresh_admin.post("/api/purchase-order", json={"PO List Number": "PO-7"})
    assert order.status_code == 201 and order.json()["id"] == 1, order.text
    assert fresh_admin.ticket(ticket["id"])["Linked PO Number"] == "PO-7"
    assert fresh_admin.list().json()["data"]["rows"][0]["Linked PO Number"] == "PO-7"
    assert fresh_admin.list(**{"Linked PO Number": "PO-7"}).json()["extra"]["total"] == 1
    assert fresh_admin.put("/api/purchase-order/1", json={"PO List Number": "PO-8"}).status_code == 200
    assert fresh_admin.ticket(ticket["id"])["Linked PO Number"] == "PO-8"
    assert fresh_admin.list().json()["data"]["rows"][0]["Linked PO Number"] == "PO-8"


def test_assigning_subscribes_the_assignee_behind_the_others_and_once(manager):
    ticket = manager.new_ticket(Subscribers=["b@acme.com", "a@acme.com"], Assignee_Email="jane.doe@acme.com")
    assert ticket["Subscribers"] == ["b@acme.com", "a@acme.com", "jane.doe@acme.com"]
    ticket = manager.change(ticket["id"], Assignee_Email="a@acme.com").json()
    assert ticket["Subscribers"] == ["b@acme.com", "a@acme.com", "jane.doe@acme.com"]
    ticket = manager.change(ticket["id"], Assignee_Email="c@acme.com").json()
    assert ticket["Subscribers"] == ["b@acme.com", "a@acme.com", "jane.doe@acme.com", "c@acme.com"]


def test_a_ticket_with_every_place_for_subscribers_taken_can_be_assigned_and_sent_back(manager):
    everybody = [f"{n}@acme.com" for n in range(200)]
    ticket = manager.new_ticket(Subscribers=everybody, Assignee_Email="c@acme.com")
    assert ticket["Subscribers"] == everybody
    assert manager.put(f"/api/issue-tracker-tickets/{ticket['id']}", json=ticket).status_code == 200


def test_subscribers_are_replaced_by_the_list_that_is_sent(manager):
    ticket = manager.new_ticket(Subscribers=["b@acme.com", "a@acme.com"])
    assert manager.change(ticket["id"], Subscribers=["a@acme.com"]).json()["Subscribers"] == ["a@acme.com"]
    assert manager.change(ticket["id"], Subscribers=[]).json()["Subscribers"] == []


@pytest.mark.parametrize(
    "wrong", ["a@acme.com", [1], ["no address"], [["a@acme.com"]], {"a@acme.com": 1}, None, [None]]
)
def test_subscribers_of_another_kind_are_refused(manager, ticket, wrong):
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={"Subscribers": wrong})
    body = assert_error(response, 400, "Ticket.Invalid")
    assert faulty_fields(body)[0].startswith("Subscribers")


@pytest.mark.parametrize("field", ["Description", "Assignee Email", "Due Date", "Linked PO Id"])
def test_null_clears_a_nullable_field(manager, field):
    full = {"Description": "x", "Assignee_Email": "a@acme.com", "Due_Date": "2024-03-20", "Linked_PO_Id": 42}
    created = manager.new_ticket(**full)
    assert created[field] is not None
    response = manager.put(f"{TICKETS}/{created['id']}", json={field: None})
    assert response.status_code == 200 and response.json()[field] is None
    if field == "Linked PO Id":
        assert response.json()["Linked PO Number"] is None


@pytest.mark.parametrize("field", ["Title", "Status", "Priority", "Category"])
def test_null_elsewhere_is_an_error(manager, ticket, field):
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={field: None})
    assert_error(response, 400, "Ticket.Invalid", field)
    assert manager.ticket(ticket["id"])[field] == ticket[field]


SERVER_SET = {
    "id": "TKT-002",
    "Reporter Email": "john.smith@acme.com",
    "Created At": "2024-03-10T09:00:00Z",
    "Updated At": "2024-03-10T09:00:00Z",
    "Linked PO Number": "PO-2024-002",
    "Notes": [{"id": 1, "Note": "forged"}],
}


@pytest.mark.parametrize("field", SERVER_SET)
def test_a_server_set_field_is_accepted_in_a_put_when_it_equals_the_stored_value(manager, ticket, field):
    stored = manager.ticket(ticket["id"])
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={field: stored[field]})
    assert response.status_code == 200, response.text


@pytest.mark.parametrize("field", SERVER_SET)
def test_a_server_set_field_that_differs_is_an_error(manager, ticket, field):
    before = manager.ticket(ticket["id"])
    response = manager.put(
        f"{TICKETS}/{ticket['id']}", json={field: SERVER_SET[field], "Category": "Changed"}
    )
    assert_error(response, 400, "Ticket.Invalid", field)
    assert manager.ticket(ticket["id"]) == before


def test_every_wrong_field_is_named_in_one_answer(manager, mark):
    sent = {
        "Title": "",
        "Description": 7,
        "Status": "Opened",
        "Category": mark,
        "Assignee Email": "nobody",
        "Due Date": "2024-02-30",
        "Linked PO Id": -1,
        "Titel": "x",
    }
    body = assert_error(manager.post(TICKETS, json=sent), 400, "Ticket.Invalid")
    wrong = [
        "Title",
        "Description",
        "Status",
        "Priority",
        "Assignee Email",
        "Due Date",
        "Linked PO Id",
        "Titel",
    ]
    assert sorted(faulty_fields(body)) == sorted(wrong)
    assert total_of(manager.list(Category=mark)) == 0


@pytest.mark.parametrize(
    "unknown, near",
    [
        ("Titel", "Title"),
        ("title", "Title"),
        ("Assignee", "Assignee Email"),
        ("Due date", "Due Date"),
        ("assignee_email", "Assignee Email"),
        ("Linked PO", "Linked PO Id"),
    ],
)
def test_an_unknown_field_is_an_error_that_names_the_nearest(manager, ticket, unknown, near):
    body = assert_error(
        manager.put(f"{TICKETS}/{ticket['id']}", json={unknown: "x"}), 400, "Ticket.Invalid", unknown
    )
    assert near in body["Errors"][0]["Message"], body


def test_an_empty_put_changes_nothing(manager, ticket):
    before = manager.ticket(ticket["id"])
    response = manager.put(f"{TICKETS}/{ticket['id']}", json={})
    assert response.status_code == 200 and response.json() == before
