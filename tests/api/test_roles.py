"""Roles: the built-in ones, and what they allow."""

import pytest

from answers import assert_envelope, assert_error
from client import TICKETS

FIELDS = {"id", "Role Name", "Role Description", "Number of Privileges", "Has Granular Privileges"}


def test_get_on_the_collection_answers_the_built_in_roles(admin):
    body = assert_envelope(admin.get("/api/role"))
    names = [row["Role Name"] for row in body["data"]["rows"]]
    assert {"Superuser", "Issue Tracker Manager", "Issue Tracker Viewer"} <= set(names)
    assert all(FIELDS <= set(row) for row in body["data"]["rows"])


def test_get_answers_one_role(admin):
    response = admin.get("/api/role/2")
    assert response.status_code == 200
    role = response.json()["data"]
    assert FIELDS <= set(role)
    assert role["id"] == 2 and role["Role Name"] == "Issue Tracker Manager" and role["Role Description"]
    assert role["Number of Privileges"] == 2
    assert isinstance(role["Has Granular Privileges"], bool)


@pytest.mark.parametrize("role_id", ["0", "999", "x", "-1"])
def test_an_unknown_role_is_not_found(admin, role_id):
    assert_error(admin.get(f"/api/role/{role_id}"), 404)


def test_roles_need_the_users_privilege(manager):
    assert_error(manager.get("/api/role"), 403, "User.NotPrivileged")
    assert_error(manager.get("/api/role/1"), 403, "User.NotPrivileged")


def test_a_superuser_may_do_everything(admin):
    for path in (TICKETS, "/api/user", "/api/role", "/api/purchase-order", "/api/token"):
        assert admin.get(path).status_code == 200, path
    ticket = admin.new_ticket()
    assert admin.delete(f"{TICKETS}/{ticket['id']}").status_code == 200


def test_a_manager_edits_tickets_and_sees_purchase_orders(manager):
    ticket = manager.new_ticket()
    assert manager.change(ticket["id"], Status="Closed").status_code == 200
    assert manager.get("/api/purchase-order").status_code == 200
    assert_error(manager.post("/api/purchase-order", json={"PO List Number": "X"}), 403, "User.NotPrivileged")


def test_a_viewer_sees_tickets_alone(viewer):
    assert viewer.get(TICKETS).status_code == 200
    assert_error(viewer.get("/api/purchase-order"), 403, "User.NotPrivileged")
    assert_error(viewer.get("/api/user"), 403, "User.NotPrivileged")
