"""Open sessions: listed, and ended one by one or all at once."""

import pytest

from answers import TIMESTAMP, assert_envelope, assert_error, rows_of
from client import TICKETS, Client, with_token

FIELDS = [
    "id",
    "User Email",
    "Signed In At",
    "Refreshed At",
    "Expires At",
    "Address",
    "User Agent",
    "Current",
]
SESSIONS = "/api/session"


@pytest.fixture
def person(new_user):
    return new_user("Issue Tracker Viewer")


@pytest.fixture
def sign_in(demo, person, new_password):
    """Opens one more session of the person."""

    def open_one(agent="tests") -> Client:
        client = Client(demo.url)
        client.headers["User-Agent"] = agent
        return client.login(person["Username"], new_password)

    return open_one


@pytest.fixture
def users_editor(admin, demo):
    """A script that may edit users and is no Superuser."""
    scope = [{"type": "Users", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "edits users", "Scope": scope})
    return with_token(demo.url, made.json()["Token"])


def number_of(client) -> int:
    return next(row["id"] for row in rows_of(client.get(SESSIONS)) if row["Current"])


def test_one_sees_ones_own_sessions_and_which_of_them_asks(sign_in, person):
    phone, laptop = sign_in("phone/1.0"), sign_in("laptop/2.0")
    body = assert_envelope(laptop.get(SESSIONS))
    rows = body["data"]["rows"]
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert [(row["User Agent"], row["Current"]) for row in rows] == [
        ("laptop/2.0", True),
        ("phone/1.0", False),
    ]
    assert {row["User Email"] for row in rows} == {person["User Email"]}
    assert {row["Address"] for row in rows} == {"127.0.0.1"}
    assert all(TIMESTAMP.match(row[name]) for row in rows for name in FIELDS[2:5])
    assert [row["Current"] for row in rows_of(phone.get(SESSIONS))] == [False, True]


def test_a_list_of_sessions_shows_nothing_that_opens_one(sign_in):
    client = sign_in()
    text = client.get(SESSIONS).text
    for cookie in client.cookies:
        assert cookie.value not in text, cookie.name
    for part in client.cookies.get("access_token_cookie", path="/").split("."):
        assert part not in text


def test_a_list_of_sessions_is_filtered_and_sorted_like_others(sign_in):
    client = sign_in("laptop/2.0")
    sign_in("phone/1.0")
    assert len(rows_of(client.get(SESSIONS, params={"User Agent": "phone/1.0"}))) == 1
    agents = [row["User Agent"] for row in rows_of(client.get(SESSIONS, params={"sort": "User Agent"}))]
    assert agents == ["laptop/2.0", "phone/1.0"]


def test_delete_of_one_session_ends_it_at_once_and_no_other(sign_in):
    lost, kept = sign_in(), sign_in()
    answer = kept.delete(f"{SESSIONS}/{number_of(lost)}")
    assert answer.status_code == 200 and answer.json() == {"message": "1 session was ended."}
    assert_error(lost.get(TICKETS), 401, "Session.Invalid")
    csrf = lost.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    assert_error(lost.post("/api/token-refresh", headers={"X-XSRF-TOKEN": csrf}), 401)
    assert kept.get(TICKETS).status_code == 200
    assert len(rows_of(kept.get(SESSIONS))) == 1


def test_delete_on_the_collection_ends_all_but_the_one_that_asks(sign_in):
    others = [sign_in() for _ in range(3)]
    kept = sign_in()
    assert kept.delete(SESSIONS).json() == {"message": "3 sessions were ended."}
    for other in others:
        assert_error(other.get(TICKETS), 401, "Session.Invalid")
    assert kept.get(TICKETS).status_code == 200


def test_an_ended_session_is_not_found_again(sign_in):
    lost, kept = sign_in(), sign_in()
    number = number_of(lost)
    assert kept.delete(f"{SESSIONS}/{number}").status_code == 200
    assert_error(kept.delete(f"{SESSIONS}/{number}"), 404, "Session.NotFound")


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 30])
def test_an_unknown_session_is_not_found(sign_in, number):
    assert_error(sign_in().delete(f"{SESSIONS}/{number}"), 404, "Session.NotFound")


def test_anothers_session_is_not_there_for_who_may_not_edit_users(sign_in, manager):
    session = sign_in()
    assert_error(manager.delete(f"{SESSIONS}/{number_of(session)}"), 404, "Session.NotFound")
    assert session.get(TICKETS).status_code == 200


def test_ending_a_session_needs_the_csrf_value(sign_in):
    session = sign_in()
    for path in (SESSIONS, f"{SESSIONS}/{number_of(session)}"):
        assert_error(session.delete(path, headers={"X-XSRF-TOKEN": "wrong"}), 422, "CSRF.Invalid")
    assert session.get(TICKETS).status_code == 200


def test_a_superuser_sees_and_ends_a_users_sessions(admin, sign_in, person):
    sessions = [sign_in(), sign_in()]
    address = f"/api/user/{person['id']}/session"
    rows = rows_of(admin.get(address))
    assert len(rows) == 2 and not any(row["Current"] for row in rows)
    assert admin.delete(f"{SESSIONS}/{rows[1]['id']}").status_code == 200
    assert_error(sessions[0].get(TICKETS), 401)
    assert sessions[1].get(TICKETS).status_code == 200
    assert admin.delete(address).json() == {"message": "1 session was ended."}
    assert_error(sessions[1].get(TICKETS), 401)
    assert rows_of(admin.get(address)) == []


def test_users_edit_ends_sessions_of_who_may_do_no_more(
    users_editor, admin, sign_in, person, demo, new_user, new_password
):
    session = sign_in()
    own_id = admin.get("/api/profile").json()["data"]["id"]
    # They may see tickets, which the editor may not.
    assert_error(users_editor.delete(f"/api/user/{person['id']}/session"), 403, "User.NotPrivileged")
    assert session.get(TICKETS).status_code == 200
    role = {"Role Name": "Sees users", "Privileges": [{"type": "Users", "access": "View"}]}
    assert admin.post("/api/role", json=role).status_code == 201
    lesser = new_user("Sees users")
    theirs = Client(demo.url).login(lesser["Username"], new_password)
    assert users_editor.delete(f"/api/user/{lesser['id']}/session").status_code == 200
    assert_error(theirs.get("/api/profile"), 401)
    assert_error(users_editor.delete(f"/api/user/{own_id}/session"), 403, "User.SuperuserOnly")
    assert admin.get("/api/profile").status_code == 200


def test_users_edit_ends_no_single_session_of_a_superuser(admin, demo, new_user, new_password):
    role = {"Role Name": "Keeper of users", "Privileges": [{"type": "Users", "access": "Edit"}]}
    assert admin.post("/api/role", json=role).status_code == 201
    keeper = Client(demo.url).login(new_user("Keeper of users")["Username"], new_password)
    assert_error(keeper.delete(f"{SESSIONS}/{number_of(admin)}"), 403, "User.SuperuserOnly")
    assert admin.get("/api/profile").status_code == 200


def test_sessions_of_others_need_the_users_privilege(manager, person):
    address = f"/api/user/{person['id']}/session"
    assert_error(manager.get(address), 403, "User.NotPrivileged")
    assert_error(manager.delete(address), 403, "User.NotPrivileged")


def test_an_api_token_neither_sees_nor_ends_its_owners_sessions(manager, demo):
    token = manager.post("/api/token", json={"Name": "curious"}).json()["Token"]
    script = with_token(demo.url, token)
    for answer in (script.get(SESSIONS), script.delete(SESSIONS), script.delete(f"{SESSIONS}/1")):
        assert_error(answer, 403, "User.NotPrivileged")
    assert manager.get(TICKETS).status_code == 200


def test_a_very_long_user_agent_is_cut(sign_in):
    session = sign_in("x" * 2000)
    assert len(rows_of(session.get(SESSIONS))[0]["User Agent"]) <= 256


@pytest.mark.parametrize("person_id", ["0", "x", "999999"])
def test_sessions_of_nobody_are_not_found(admin, person_id):
    assert_error(admin.get(f"/api/user/{person_id}/session"), 404, "User.NotFound")
    assert_error(admin.delete(f"/api/user/{person_id}/session"), 404, "User.NotFound")
