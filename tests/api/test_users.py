"""Users: who they are, who may see and change them."""

import pytest

from answers import assert_envelope, assert_error, rows_of
from client import TICKETS, Client, with_token
from mailbox import Spool, text_of

FIELDS = [
    "id",
    "User Fullname",
    "Username",
    "User Email",
    "User Phone",
    "First Signin",
    "Password Expiration",
    "Role Name",
    "Role Description",
    "Role Id",
    "User Status",
    "2FA Enabled",
    "Privileges",
]
MANAGER, VIEWER = 2, 3


@pytest.fixture
def person(new_person):
    return new_person("Issue Tracker Viewer")


def address(person) -> str:
    return f"/api/user/{person['id']}"


def test_get_on_the_collection_answers_the_list_envelope(admin):
    body = assert_envelope(admin.get("/api/user"))
    assert body["extra"]["total"] >= 12
    assert {header["key"] for header in body["data"]["headers"]} == set(FIELDS)
    assert all(list(row) == FIELDS for row in body["data"]["rows"])


def test_get_answers_the_user_inside_data(admin, person):
    response = admin.get(address(person))
    assert response.status_code == 200
    assert list(response.json()) == ["data"]
    user = response.json()["data"]
    assert list(user) == FIELDS
    assert user["id"] == person["id"] and user["Username"] == person["Username"]


def test_post_creates_an_active_user_who_has_not_signed_in(admin, person):
    user = admin.get(address(person)).json()["data"]
    assert isinstance(user["id"], int)
    assert user["First Signin"] is True
    assert user["User Status"] == "Active"
    assert user["2FA Enabled"] is False
    assert user["Role Id"] == VIEWER
    assert user["Role Name"] == "Issue Tracker Viewer" and user["Role Description"]
    assert user["Privileges"] == [{"type": "Issue Tracker", "access": "View"}]


def test_put_changes_only_what_is_sent(admin, person):
    before = admin.get(address(person)).json()["data"]
    response = admin.put(address(person), json={"User Phone": "+49 30 901820"})
    assert response.status_code == 200, response.text
    assert admin.get(address(person)).json()["data"] == before | {"User Phone": "+49 30 901820"}


def test_a_new_role_counts_from_the_next_request_on(admin, demo, new_user, new_password):
    person = new_user("Issue Tracker Viewer")
    session = Client(demo.url).login(person["Username"], new_password)
    body = {"Title": "Promoted", "Priority": "Low"}
    assert_error(session.post(TICKETS, json=body), 403, "User.NotPrivileged")
    assert admin.put(address(person), json={"Role Id": MANAGER}).status_code == 200
    assert_error(session.post(TICKETS, json=body), 401, "Session.Invalid")
    session = Client(demo.url).login(person["Username"], new_password)
    token = with_token(demo.url, session.post("/api/token", json={"Name": "script"}).json()["Token"])
    assert session.post(TICKETS, json=body).status_code == 201
    assert token.post(TICKETS, json=body).status_code == 201
    assert admin.put(address(person), json={"Role Id": VIEWER}).status_code == 200
    assert_error(session.post(TICKETS, json=body), 401, "Session.Invalid")
    assert_error(token.post(TICKETS, json=body), 403, "User.NotPrivileged")


def test_delete_deactivates_and_never_erases(admin, demo, new_user, new_password):
    person = new_user("Issue Tracker Viewer")
    session = Client(demo.url).login(person["Username"], new_password)
    response = admin.delete(address(person))
    assert response.status_code == 200 and list(response.json()) == ["message"]
    user = admin.get(address(person)).json()["data"]
    assert user["User Status"] == "Inactive" and user["Username"] == person["Username"]
    assert_error(session.get(TICKETS), 401)
    assert_error(Client(demo.url).authenticate(person["Username"], new_password), 401)


def test_an_inactive_user_can_be_made_active_again(admin, demo, new_user, new_password):
    person = new_user("Issue Tracker Viewer")
    assert admin.delete(address(person)).status_code == 200
    assert admin.put(address(person), json={"User Status": "Active"}).status_code == 200
    assert Client(demo.url).authenticate(person["Username"], new_password).json() == {"login": True}


@pytest.mark.parametrize("field", ["Username", "User Email"])
def test_login_name_and_address_are_unique(admin, person, field):
    other = {"User Fullname": "O", "Username": "other", "User Email": "other@acme.com", "Role Id": VIEWER}
    for value in (person[field], person[field].upper()):
        assert_error(admin.post("/api/user", json=other | {field: value}), 400, "User.Invalid", field)
    assert rows_of(admin.get("/api/user", params={"Username": "other"})) == []


def test_a_user_may_be_sent_back_whole(admin, person):
    user = admin.get(address(person)).json()["data"]
    response = admin.put(address(person), json=user | {"User Fullname": "Renamed"})
    assert response.status_code == 200, response.text
    assert admin.get(address(person)).json()["data"] == user | {"User Fullname": "Renamed"}


@pytest.mark.parametrize(
    "field, value",
    [
        ("id", 1),
        ("First Signin", False),
        ("Role Name", "Superuser"),
        ("Role Description", "x"),
        ("2FA Enabled", True),
        ("Privileges", [{"type": "Users", "access": "Edit"}]),
    ],
)
def test_what_the_server_sets_cannot_be_sent_differently(admin, person, field, value):
    before = admin.get(address(person)).json()
    assert_error(admin.put(address(person), json={field: value}), 400, "User.Invalid", field)
    assert admin.get(address(person)).json() == before


@pytest.mark.parametrize(
    "field, value",
    [
        ("User Fullname", ""),
        ("User Fullname", None),
        ("Username", ""),
        ("Username", "somebody@else.com"),
        ("Password", "short"),
        ("Username", "x" * 256),
        ("User Email", "none"),
        ("User Email", None),
        ("Role Id", 0),
        ("Role Id", 999),
        ("Role Id", "2"),
        ("Role Id", None),
        ("User Status", "Asleep"),
        ("User Phone", "x" * 300),
        ("User Fulname", "x"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(admin, person, field, value):
    before = admin.get(address(person)).json()
    assert_error(admin.put(address(person), json={field: value}), 400, "User.Invalid", field)
    assert admin.get(address(person)).json() == before


def test_post_names_every_missing_field_at_once(admin):
    body = assert_error(admin.post("/api/user", json={}), 400, "User.Invalid")
    assert {"User Fullname", "Username", "User Email", "Role Id"} <= {
        error["Field"] for error in body["Errors"]
    }


@pytest.mark.parametrize("user_id", ["0", "-1", "999999", "x", "1.5", "9223372036854775808"])
def test_an_unknown_user_is_not_found(admin, user_id):
    for method in ("GET", "PUT", "DELETE"):
        body = {"User Phone": None} if method == "PUT" else None
        assert_error(admin.request(method, f"/api/user/{user_id}", json=body), 404)


@pytest.mark.parametrize(
    "method, path", [("GET", ""), ("GET", "/1"), ("POST", ""), ("PUT", "/1"), ("DELETE", "/1")]
)
def test_without_the_users_privilege_no_call_is_answered(manager, admin, method, path):
    before = admin.get("/api/user/1").json()
    response = manager.request(method, "/api/user" + path, json={} if method in ("POST", "PUT") else None)
    assert_error(response, 403, "User.NotPrivileged")
    assert "@" not in response.text
    assert admin.get("/api/user/1").json() == before


def test_everyone_sees_their_own_profile(viewer, manager):
    for client, email in ((viewer, "john.smith@acme.com"), (manager, "jane.doe@acme.com")):
        response = client.get("/api/profile")
        assert list(response.json()) == ["data"]
        assert list(response.json()["data"]) == FIELDS
        assert response.json()["data"]["User Email"] == email


def test_no_answer_holds_a_password_or_its_hash(admin):
    text = admin.get("/api/user", params={"page_size": 500}).text
    assert "$argon2" not in text and "expediter-demo" not in text


def test_users_are_filtered_sorted_and_searched_like_tickets(admin, person):
    assert [
        row["id"] for row in rows_of(admin.get("/api/user", params={"Username": person["Username"]}))
    ] == [person["id"]]
    found = rows_of(
        admin.get("/api/user", params={"filter": "\"Role Name\" eq 'Superuser'", "sort": "Username"})
    )
    assert found and all(row["Role Name"] == "Superuser" for row in found)
    names = [
        row["Username"]
        for row in rows_of(admin.get("/api/user", params={"sort": "-Username", "page_size": 500}))
    ]
    assert names == sorted(names, reverse=True)


def test_the_last_superuser_cannot_be_deactivated(fresh_admin):
    own_id = fresh_admin.get("/api/profile").json()["data"]["id"]
    assert fresh_admin.delete(f"/api/user/{own_id}").status_code == 400
    assert fresh_admin.get("/api/profile").status_code == 200


def test_whose_address_is_changed_is_told_at_the_old_one(admin, demo, person):
    body = {"User Email": f"moved-{person['User Email']}"}
    assert admin.put(address(person), json=body).status_code == 200
    text = text_of(Spool(demo.data / "mail").wait_for(person["User Email"]))
    assert f"moved-{person['User Email']}" in text
