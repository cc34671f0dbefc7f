"""The register of purchase orders that tickets link to."""

import itertools
import os

import pytest

from answers import assert_envelope, assert_error, rows_of
from client import TICKETS

FIELDS = [
    "id",
    "PO List Number",
    "PO List Document Status",
    "PO List Order Date",
    "Supplier Number",
    "Supplier Name",
]
ORDERS = "/api/purchase-order"
_numbers = itertools.count(1)


@pytest.fixture
def number():
    """A PO number that no other test uses."""
    return f"PO-TEST-{os.getpid()}-{next(_numbers)}"


@pytest.fixture
def order(admin, number):
    response = admin.post(ORDERS, json={"PO List Number": number, "Supplier Name": "Acme"})
    assert response.status_code == 201, response.text
    return response.json()


def read(client, order_id) -> dict:
    response = client.get(f"{ORDERS}/{order_id}")
    assert response.status_code == 200, response.text
    body = response.json()
    return body.get("data", body)


def test_get_on_the_collection_answers_the_list_envelope(manager):
    body = assert_envelope(manager.get(ORDERS))
    assert body["extra"]["total"] >= 40
    assert all(list(row) == FIELDS for row in body["data"]["rows"])


def test_the_demo_register_has_po_42(manager):
    assert read(manager, 42)["PO List Number"] == "PO-2024-001"


def test_post_answers_201_with_location_and_the_order(admin, number):
    sent = {
        "PO List Number": number,
        "PO List Document Status": "Confirmed",
        "PO List Order Date": "2024-03-01",
        "Supplier Number": "S-17",
        "Supplier Name": "Müller & Söhne",
    }
    response = admin.post(ORDERS, json=sent)
    assert response.status_code == 201, response.text
    order = response.json()
    assert list(order) == FIELDS and isinstance(order["id"], int)
    assert {name: order[name] for name in sent} == sent
    assert response.headers["Location"] == f"{ORDERS}/{order['id']}"
    assert read(admin, order["id"]) == order


def test_put_changes_only_what_is_sent(admin, order):
    response = admin.put(f"{ORDERS}/{order['id']}", json={"PO List Document Status": "Closed"})
    assert response.status_code == 200, response.text
    assert read(admin, order["id"]) == order | {"PO List Document Status": "Closed"}


def test_delete_removes_an_order_that_nothing_links_to(admin, order):
    response = admin.delete(f"{ORDERS}/{order['id']}")
    assert response.status_code == 200 and list(response.json()) == ["message"]
    assert_error(admin.get(f"{ORDERS}/{order['id']}"), 400, "PurchaseOrderList.NotFound")


def test_an_order_that_a_ticket_links_to_is_still_in_use(admin, manager, order):
    ticket = manager.new_ticket(Linked_PO_Id=order["id"])
    assert_error(admin.delete(f"{ORDERS}/{order['id']}"), 400, "PurchaseOrderList.StillInUse")
    assert read(admin, order["id"]) == order
    manager.delete(f"{TICKETS}/{ticket['id']}")
    assert admin.delete(f"{ORDERS}/{order['id']}").status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("order_id", ["0", "99999999"])
def test_an_unknown_order_is_400_not_found(admin, method, order_id):
    body = {"Supplier Name": "x"} if method == "PUT" else None
    assert_error(admin.request(method, f"{ORDERS}/{order_id}", json=body), 400, "PurchaseOrderList.NotFound")


@pytest.mark.parametrize("order_id", ["x", "-1", "1.5", "9223372036854775808"])
def test_an_order_id_that_is_none_is_refused(admin, order_id):
    assert admin.get(f"{ORDERS}/{order_id}").status_code in (400, 404)


def test_a_number_is_unique(admin, order):
    body = {"PO List Number": order["PO List Number"]}
    assert_error(admin.post(ORDERS, json=body), 400, "PurchaseOrderList.Invalid", "PO List Number")
    assert len(rows_of(admin.get(ORDERS, params=body))) == 1


@pytest.mark.parametrize(
    "field, value",
    [
        ("PO List Number", ""),
        ("PO List Number", None),
        ("PO List Number", 7),
        ("PO List Number", "x" * 300),
        ("PO List Order Date", "2024-02-30"),
        ("PO List Order Date", 20240301),
        ("Supplier Name", "x" * 300),
        ("Supplier Name", ["Acme"]),
        ("id", 1),
        ("Suplier Name", "x"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(admin, order, field, value):
    response = admin.put(f"{ORDERS}/{order['id']}", json={field: value})
    assert_error(response, 400, "PurchaseOrderList.Invalid", field)
    assert read(admin, order["id"]) == order


def test_a_number_is_required(admin):
    response = admin.post(ORDERS, json={"Supplier Name": "Acme"})
    assert_error(response, 400, "PurchaseOrderList.Invalid", "PO List Number")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_procurement_view_does_not_edit(manager, admin, order, method):
    path = ORDERS if method == "POST" else f"{ORDERS}/{order['id']}"
    body = None if method == "DELETE" else {"PO List Number": "Taken"}
    assert_error(manager.request(method, path, json=body), 403, "User.NotPrivileged")
    assert read(admin, order["id"]) == order


def test_without_procurement_no_order_is_shown(viewer):
    for path in (ORDERS, f"{ORDERS}/42"):
        response = viewer.get(path)
        assert_error(response, 403, "User.NotPrivileged")
        assert "PO-2024-001" not in response.text


def test_orders_are_filtered_and_sorted_like_tickets(manager):
    rows = rows_of(
        manager.get(ORDERS, params={"filter": "\"PO List Number\" startswith 'PO-2024'", "page_size": 500})
    )
    assert rows and all(row["PO List Number"].startswith("PO-2024") for row in rows)
    names = [
        row["PO List Number"] for row in rows_of(manager.get(ORDERS, params={"sort": "-PO List Number"}))
    ]
    assert names == sorted(names, reverse=True)
