"""What a ticket shows of its purchase order to callers without the privilege to view the register: its id and
its number, and nothing else by any road."""

import itertools
import json

import pytest

from answers import assert_error, ids_of, rows_of, total_of
from client import TICKETS, Client, with_token

SUMMARY, EXPORT, VIEWS = f"{TICKETS}/summary", f"{TICKETS}/export", "/api/issue-tracker-views"
SUPPLIER = "Schwarzbach Stahl"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def editor(demo, admin):
    """Works on tickets and may not view the register."""
    role = {
        "Role Name": "Ticket desk without orders",
        "Privileges": [{"type": "Issue Tracker", "access": "Edit"}],
    }
    made = admin.post("/api/role", json=role)
    assert made.status_code == 201, made.text
    sent = {
        "User Fullname": "Desk",
        "Username": "desk.without",
        "User Email": "desk.without@acme.com",
        "Password": "correct horse",
        "Role Id": made.json().get("data", made.json())["id"],
    }
    assert admin.post("/api/user", json=sent).status_code == 201
    return Client(demo.url).login("desk.without", "correct horse")


@pytest.fixture(scope="module", params=["a viewer", "an editor", "a token of narrower scope"])
def outsider(request, demo, viewer, editor, manager):
    """Everybody who sees tickets and not the register."""
    if request.param != "a token of narrower scope":
        return viewer if request.param == "a viewer" else editor
    scope = [{"type": "Issue Tracker", "access": "Edit"}]
    made = manager.post("/api/token", json={"Name": "narrow", "Scope": scope})
    assert made.status_code == 201, made.text
    return with_token(demo.url, made.json()["Token"])


@pytest.fixture
def order(admin):
    """An order that no ticket links to."""
    sent = {"PO List Number": f"PO-P-{next(_numbers)}", "Supplier Name": SUPPLIER}
    made = admin.post("/api/purchase-order", json=sent)
    assert made.status_code == 201, made.text
    return made.json()


QUESTIONS = (
    {"Supplier Name": SUPPLIER},
    {"Supplier Name": ""},
    {"filter": f"\"Supplier Name\" eq '{SUPPLIER}'"},
    {"filter": "\"Supplier Name\" startswith 'S'"},
    {"filter": '"Supplier Name" is not null'},
    {"filter": f"Title eq 'x' or not (\"Supplier Name\" ne '{SUPPLIER}')"},
    {"sort": "Supplier Name"},
    {"fields": "id,Supplier Name"},
)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: "&".join(question))
@pytest.mark.parametrize("path", [TICKETS, SUMMARY, EXPORT])
def test_suppliers_cannot_be_asked_by(outsider, manager, path, question):
    # Whoever may has asked before: what was kept for him is not for others.
    allowed = manager.get(path, params=question)
    refused = outsider.get(path, params=question)
    assert_error(refused, 403, "User.NotPrivileged")
    assert SUPPLIER not in refused.text and "ETag" not in refused.headers
    for tag in ("*", allowed.headers.get("ETag", '"x"')):
        assert_error(outsider.get(path, params=question, headers={"If-None-Match": tag}), 403)


def test_suppliers_are_not_counted(outsider, manager):
    for by in ("Supplier Name", "Status,Supplier Name", " Supplier Name "):
        assert manager.get(SUMMARY, params={"by": by}).status_code == 200
        assert_error(outsider.get(SUMMARY, params={"by": by}), 403, "User.NotPrivileged")


def test_a_misspelt_supplier_is_not_put_right(outsider, manager):
    wrong = {"Suplier Name": "x"}
    assert "Supplier Name" in assert_error(manager.list(**wrong), 400)["Message"]
    assert "Supplier Name" not in assert_error(outsider.list(**wrong), 400)["Message"]


def test_a_ticket_shows_its_orders_number_and_can_be_found_by_it(outsider, manager, order):
    ticket = manager.new_ticket(Linked_PO_Id=order["id"])
    number = order["PO List Number"]
    assert outsider.ticket(ticket["id"])["Linked PO Number"] == number
    assert ids_of(outsider.list(**{"Linked PO Number": number})) == [ticket["id"]]
    counts = outsider.get(SUMMARY, params={"by": "Linked PO Number", "Linked PO Number": number}).json()
    assert counts["data"]["counts"]["Linked PO Number"] == [{"value": number, "count": 1}]
    for path in (f"{TICKETS}/{ticket['id']}", f"{TICKETS}/{ticket['id']}/history", TICKETS, EXPORT):
        assert SUPPLIER not in outsider.get(path, params={"q": ""} if path in (TICKETS, EXPORT) else {}).text


@pytest.fixture(params=["a session", "a token of narrower scope"])
def linker(request, demo, editor, manager):
    if request.param == "a session":
        return editor
    scope = [{"type": "Issue Tracker", "access": "Edit"}]
    return with_token(
        demo.url, manager.post("/api/token", json={"Name": "narrow", "Scope": scope}).json()["Token"]
    )


def refusal(response, order_id) -> str:
    body = assert_error(response, 400, "Ticket.Invalid", "Linked PO Id")
    body.pop("Request Id")
    return json.dumps(body).replace(str(order_id), "")


def test_the_register_cannot_be_read_by_linking(linker, manager, order):
    """An order that no ticket links to and one that is not there are refused in the same words."""
    mine = linker.new_ticket()
    path = f"{TICKETS}/{mine['id']}"
    texts = set()
    for order_id in (order["id"], 8_000_000_000_000_000 + order["id"]):
        wanted = {"Title": "x", "Priority": "Low", "Linked PO Id": order_id}
        texts.add(refusal(linker.post(TICKETS, json=wanted), order_id))
        texts.add(refusal(linker.put(path, json={"Linked PO Id": order_id}), order_id))
        texts.add(refusal(linker.patch(path, json={"Linked PO Id": order_id}), order_id))
    assert len(texts) == 1 and order["PO List Number"] not in texts.pop()
    assert linker.ticket(mine["id"]) == mine
    # Nor is a guessed number judged.
    guess = linker.put(path, json={"Linked PO Number": order["PO List Number"]})
    assert_error(guess, 400, "Ticket.Invalid", "Linked PO Number")


def test_an_order_that_a_ticket_shows_can_be_linked_to(linker, manager, order):
    shown = manager.new_ticket(Linked_PO_Id=order["id"])
    mine = linker.new_ticket(Linked_PO_Id=order["id"])
    assert mine["Linked PO Number"] == order["PO List Number"]
    assert linker.change(mine["id"], Linked_PO_Id=None).status_code == 200
    assert linker.change(mine["id"], Linked_PO_Id=order["id"]).status_code == 200
    # The whole ticket can be sent back, though it be the last that links to the order.
    for ticket in (shown["id"], mine["id"]):
        whole = linker.ticket(ticket) | {"Priority": "Low"}
        assert linker.put(f"{TICKETS}/{ticket}", json=whole).status_code == 200
    for ticket in (shown, mine):
        assert linker.change(ticket["id"], Linked_PO_Id=None).status_code == 200
    refusal(linker.put(f"{TICKETS}/{mine['id']}", json={"Linked PO Id": order["id"]}), order["id"])


def test_who_may_view_the_register_links_freely(manager, order):
    assert manager.new_ticket(Linked_PO_Id=order["id"])["Linked PO Number"] == order["PO List Number"]
    assert manager.new_ticket(Linked_PO_Id=7_999_999_999_999_999)["Linked PO Number"] is None


SPELT = (
    "Supplier Name=Schwarzbach",
    "Supplier+Name=Schwarzbach",
    "Supplier%20Name=Schwarzbach",
    "filter=%22Supplier+Name%22+eq+%27Schwarzbach%27",
    'Status=Open&filter="Supplier Name" eq \'Schwarzbach\'',
)


@pytest.mark.parametrize("query", SPELT)
def test_a_shared_view_that_asks_by_supplier_is_for_who_may(outsider, manager, admin, query):
    view = manager.post(VIEWS, json={"Name": "By supplier", "Query": query, "Shared": True}).json()
    path = f"{VIEWS}/{view['id']}"
    hidden = outsider.get(path)
    if outsider.get("/api/profile").json()["data"]["User Email"] == view["Owner Email"]:
        assert hidden.status_code == 200  # One's own words.
    else:
        assert_error(hidden, 404, "View.NotFound")
        assert_error(outsider.put(path, json={"Name": "x"}), 404, "View.NotFound")
        seen = rows_of(outsider.get(VIEWS, params={"page_size": 500}))
        assert view["id"] not in [row["id"] for row in seen]
        assert total_of(outsider.get(VIEWS, params={"id": view["id"]})) == 0
    assert admin.get(path).json() == view
    assert total_of(admin.get(VIEWS, params={"id": view["id"]})) == 1
    assert manager.delete(path).status_code == 200


def test_other_shared_views_are_seen_by_all(outsider, manager):
    view = manager.post(VIEWS, json={"Name": "A", "Query": "Linked+PO+Number=7", "Shared": True}).json()
    assert outsider.get(f"{VIEWS}/{view['id']}").json() == view
    assert manager.delete(f"{VIEWS}/{view['id']}").status_code == 200


def test_the_document_says_who_may_ask_by_supplier(demo, anonymous):
    document = anonymous.get("/api/openapi.json").json()
    for path in (TICKETS, SUMMARY, EXPORT):
        parameters = document["paths"][path]["get"]["parameters"]
        parameter = next(each for each in parameters if each.get("name") == "Supplier Name")
        assert "Procurement" in parameter["description"]
