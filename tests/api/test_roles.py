"""Roles: the built-in ones, and what they allow."""

import pytest

from answers import assert_envelope, assert_error, total_of
from client import TICKETS, Client, with_token

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


@pytest.fixture
def buyer(admin, mark):
    """A role that edits purchase orders and sees tickets."""
    privileges = [{"type": "Procurement", "access": "Edit"}, {"type": "Issue Tracker", "access": "View"}]
    response = admin.post("/api/role", json={"Role Name": f"Buyer {mark}", "Privileges": privileges})
    assert response.status_code == 201, response.text
    return response.json()["data"]


def test_post_makes_a_role_that_users_can_have(admin, demo, buyer, new_person, new_password):
    assert buyer["Number of Privileges"] == 2 and buyer["Has Granular Privileges"] is True
    person = new_person(buyer["Role Name"], Password=new_password)
    session = Client(demo.url).login(person["Username"], new_password)
    assert session.post("/api/purchase-order", json={"PO List Number": buyer["Role Name"]}).status_code == 201
    assert session.get(TICKETS).status_code == 200
    assert_error(session.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 403, "User.NotPrivileged")


def test_a_changed_role_counts_from_the_next_request_on(admin, demo, buyer, new_person, new_password):
    person = new_person(buyer["Role Name"], Password=new_password)
    session = Client(demo.url).login(person["Username"], new_password)
    assert session.get("/api/purchase-order").status_code == 200
    changed = admin.put(
        f"/api/role/{buyer['id']}", json={"Privileges": [{"type": "Users", "access": "View"}]}
    )
    assert changed.status_code == 200, changed.text
    assert_error(session.get("/api/purchase-order"), 403, "User.NotPrivileged")
    assert session.get("/api/user").status_code == 200


def test_delete_removes_a_role_that_nobody_has(admin, buyer):
    assert admin.delete(f"/api/role/{buyer['id']}").status_code == 200
    assert_error(admin.get(f"/api/role/{buyer['id']}"), 404, "Role.NotFound")


def test_a_role_that_a_user_has_stays(admin, buyer, new_person):
    new_person(buyer["Role Name"])
    assert_error(admin.delete(f"/api/role/{buyer['id']}"), 400, "Role.StillInUse")
    assert admin.get(f"/api/role/{buyer['id']}").json()["data"] == buyer


@pytest.mark.parametrize("role_id", [1, 2, 3])
def test_a_built_in_role_stays_as_it_is(admin, role_id):
    before = admin.get(f"/api/role/{role_id}").json()
    assert_error(admin.put(f"/api/role/{role_id}", json={"Role Description": "x"}), 400, "Role.BuiltIn")
    assert_error(admin.delete(f"/api/role/{role_id}"), 400, "Role.BuiltIn")
    assert admin.get(f"/api/role/{role_id}").json() == before


@pytest.mark.parametrize(
    "field, value",
    [
        ("Role Name", ""),
        ("Role Name", "Superuser"),
        ("Role Name", "superuser"),
        ("Privileges", None),
        ("Privileges", "all"),
        ("Privileges", [{"type": "Nothing", "access": "View"}]),
        ("Privileges", [{"type": "Users", "access": "Own"}]),
        ("Privileges", [{"type": "Users", "access": "View"}, {"type": "Users", "access": "Edit"}]),
        ("Number of Privileges", 9),
        ("Role Nam", "x"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(admin, buyer, field, value):
    body = assert_error(admin.put(f"/api/role/{buyer['id']}", json={field: value}), 400, "Role.Invalid")
    assert any(error["Field"].startswith(field) for error in body["Errors"]), body
    assert admin.get(f"/api/role/{buyer['id']}").json()["data"] == buyer


def test_users_view_does_not_edit_roles(admin, demo, buyer):
    made = admin.post(
        "/api/token", json={"Name": "sees users", "Scope": [{"type": "Users", "access": "View"}]}
    )
    script = with_token(demo.url, made.json()["Token"])
    assert script.get("/api/role").status_code == 200
    body = {"Role Name": "x", "Privileges": []}
    for response in (
        script.post("/api/role", json=body),
        script.put(f"/api/role/{buyer['id']}", json=body),
        script.delete(f"/api/role/{buyer['id']}"),
    ):
        assert_error(response, 403, "User.NotPrivileged")


def test_nobody_makes_a_role_that_may_do_more_than_they(admin, demo):
    made = admin.post(
        "/api/token", json={"Name": "edits users", "Scope": [{"type": "Users", "access": "Edit"}]}
    )
    script = with_token(demo.url, made.json()["Token"])
    body = {"Role Name": "Wide", "Privileges": [{"type": "Issue Tracker", "access": "Edit"}]}
    response = script.post("/api/role", json=body)
    assert response.status_code in (400, 403), response.text
    assert total_of(admin.get("/api/role", params={"Role Name": "Wide"})) == 0
