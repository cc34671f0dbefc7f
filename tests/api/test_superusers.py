"""Only a Superuser changes a Superuser. Others with Users / Edit are API tokens of that scope."""

import pytest

from answers import assert_error
from client import with_token

SUPERUSER, VIEWER = 1, 3


@pytest.fixture(scope="module")
def users_editor(demo, admin):
    """A token of a Superuser's that may edit users and is narrowed to that."""
    scope = [{"type": "Users", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "edits users", "Scope": scope})
    assert made.status_code == 201, made.text
    return with_token(demo.url, made.json()["Token"])


def test_users_edit_without_superuser_changes_who_may_do_no_more(users_editor, admin, demo, new_person):
    person = new_person("Issue Tracker Viewer")
    response = users_editor.put(f"/api/user/{person['id']}", json={"User Phone": "1"})
    assert_error(response, 403, "User.NotPrivileged")
    scope = [{"type": "Users", "access": "Edit"}, {"type": "Issue Tracker", "access": "View"}]
    made = admin.post("/api/token", json={"Name": "edits viewers", "Scope": scope}).json()
    response = with_token(demo.url, made["Token"]).put(f"/api/user/{person['id']}", json={"User Phone": "1"})
    assert response.status_code == 200, response.text


def test_users_edit_without_superuser_does_not_touch_a_superuser(users_editor, admin, new_person):
    person = new_person("Superuser")
    before = admin.get(f"/api/user/{person['id']}").json()
    for response in (
        users_editor.put(f"/api/user/{person['id']}", json={"User Phone": "1"}),
        users_editor.delete(f"/api/user/{person['id']}"),
    ):
        assert_error(response, 403, "User.SuperuserOnly")
    assert admin.get(f"/api/user/{person['id']}").json() == before


def test_users_edit_without_superuser_makes_nobody_a_superuser(users_editor, admin, new_person):
    person = new_person("Issue Tracker Viewer")
    response = users_editor.put(f"/api/user/{person['id']}", json={"Role Id": SUPERUSER})
    assert_error(response, 403, "User.NotPrivileged")
    body = {"User Fullname": "S", "Username": "sneaky", "User Email": "sneaky@acme.com", "Role Id": SUPERUSER}
    assert_error(users_editor.post("/api/user", json=body), 403, "User.SuperuserOnly")
    assert admin.get(f"/api/user/{person['id']}").json()["data"]["Role Id"] == VIEWER
    assert admin.get("/api/user", params={"Username": "sneaky"}).json()["extra"]["total"] == 0


def test_a_superuser_changes_a_superuser(admin, new_person):
    person = new_person("Superuser")
    assert admin.put(f"/api/user/{person['id']}", json={"User Phone": "1"}).status_code == 200
    assert admin.delete(f"/api/user/{person['id']}").status_code == 200


@pytest.mark.parametrize("field", ["User Email", "Username", "Password"])
def test_nobody_takes_over_a_user_with_more_privileges(users_editor, admin, new_person, field):
    """A reset link goes to the address: whoever may set it could become the user."""
    person = new_person("Issue Tracker Manager")
    before = admin.get(f"/api/user/{person['id']}").json()
    response = users_editor.put(f"/api/user/{person['id']}", json={field: "taken-over@acme.com"})
    assert_error(response, 403, "User.NotPrivileged")
    assert admin.get(f"/api/user/{person['id']}").json() == before
