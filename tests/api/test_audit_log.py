"""The audit log: what is in it, who may read it, and that nothing secret is."""

import pytest

from answers import TIMESTAMP, assert_envelope, assert_error, rows_of
from authenticator import Authenticator
from client import TICKETS, Client, with_token

LOG = "/api/audit-log"
FIELDS = ["id", "Logged At", "Actor", "Action", "Subject", "Details", "Address", "Token Id", "Hash"]


@pytest.fixture
def person(new_user):
    return new_user("Issue Tracker Viewer")


@pytest.fixture
def entries(admin):
    """What was logged since the test began: entries(Action="…") → rows, oldest first."""
    begin = admin.get(LOG, params={"page_size": 1}).json()["data"]["rows"][0]["id"]

    def since(**fields) -> list[dict]:
        wanted = {name.replace("_", " "): value for name, value in fields.items()}
        found = admin.get(LOG, params={"filter": f"id gt {begin}", "sort": "id", "page_size": 500} | wanted)
        return rows_of(found)

    return since


def subject(person) -> str:
    return f"user {person['id']} <{person['User Email']}>"


def test_the_list_is_that_of_others_and_its_fields_are_these(admin):
    body = assert_envelope(admin.get(LOG, params={"page_size": 5}))
    assert [header["key"] for header in body["data"]["headers"]] == FIELDS
    rows = body["data"]["rows"]
    assert [list(row) for row in rows] == [FIELDS] * len(rows)
    assert [row["id"] for row in rows] == sorted((row["id"] for row in rows), reverse=True)
    assert all(TIMESTAMP.match(row["Logged At"]) and len(row["Hash"]) == 64 for row in rows)


def test_the_log_is_filtered_sorted_and_paged_like_tickets(admin):
    first = rows_of(admin.get(LOG, params={"sort": "id", "page_size": 2}))
    assert [row["id"] for row in first] == [1, 2]
    second = rows_of(admin.get(LOG, params={"sort": "id", "page_size": 2, "page": 2}))
    assert [row["id"] for row in second] == [3, 4]
    created = rows_of(admin.get(LOG, params={"Action": "User Created", "Actor": "operator"}))
    assert created and {row["Action"] for row in created} == {"User Created"}
    assert_error(admin.get(LOG, params={"Action": "Nothing"}), 400, "Query.Invalid")


def test_only_a_superuser_reads_the_log(admin, manager, viewer, anonymous, demo):
    for client in (manager, viewer):
        assert_error(client.get(LOG), 403, "User.NotPrivileged")
    assert_error(anonymous.get(LOG), 401, "Session.Missing")
    scope = [{"type": "Users", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "edits users", "Scope": scope}).json()
    assert_error(with_token(demo.url, made["Token"]).get(LOG), 403, "User.NotPrivileged")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nobody_writes_to_the_log(admin, method):
    assert_error(admin.request(method, LOG, json={}), 405, "Method.NotAllowed")


def test_sign_ins_are_logged_with_whence_they_came(demo, person, entries, new_password):
    session = Client(demo.url)
    session.headers["User-Agent"] = "laptop/1.0"
    session.login(person["Username"], new_password)
    number = rows_of(session.get("/api/session"))[0]["id"]
    assert session.post("/api/logout").status_code == 200
    rows = entries(Actor=person["User Email"])
    assert [(row["Action"], row["Subject"], row["Address"]) for row in rows] == [
        ("Signed In", f"session {number}", "127.0.0.1"),
        ("Signed Out", f"session {number}", "127.0.0.1"),
    ]
    assert rows[0]["Details"] == "laptop/1.0"


def test_failed_sign_ins_are_logged_and_the_lock_that_comes_of_them(demo, person, entries):
    for _ in range(4):
        Client(demo.url).authenticate(person["Username"], "wrong wrong")
    rows = entries(Subject=subject(person))
    assert [row["Action"] for row in rows] == ["Sign-in Failed"] * 3 + ["Account Locked"]
    assert {row["Actor"] for row in rows} == {None}


def test_what_was_typed_for_an_unknown_name_is_not_logged(demo, entries, mark):
    """People type their password into the wrong box."""
    Client(demo.url).authenticate(f"my secret password {mark}", "x")
    rows = entries(Action="Sign-in Failed")
    assert rows and rows[-1]["Subject"] == "a name that nobody has"
    assert "secret" not in str(entries())


def test_changes_of_users_are_logged_with_what_changed(admin, person, entries):
    address = f"/api/user/{person['id']}"
    body = {"Role Id": 2, "User Phone": "1", "Password": "a very new password"}
    assert admin.put(address, json=body).status_code == 200
    assert admin.delete(address).status_code == 200
    assert admin.put(address, json={"User Status": "Active"}).status_code == 200
    rows = entries(Subject=subject(person))
    assert [row["Action"] for row in rows] == [
        "User Changed",
        "Password Set",
        "User Deactivated",
        "User Changed",
    ]
    assert rows[0]["Actor"] == "admin@acme.com"
    assert "Role Id: 3 → 2" in rows[0]["Details"] and 'User Phone: null → "1"' in rows[0]["Details"]
    assert "very new" not in str(rows)


def test_a_change_that_changes_nothing_is_not_logged(admin, person, entries):
    assert admin.put(f"/api/user/{person['id']}", json={"User Fullname": person["User Fullname"]}).ok
    assert entries(Subject=subject(person)) == []


def test_a_refused_change_is_not_logged(admin, person, entries):
    assert_error(admin.put(f"/api/user/{person['id']}", json={"Role Id": 999_999}), 400)
    assert entries(Subject=subject(person)) == []


def test_roles_are_logged(admin, entries, mark):
    privileges = [{"type": "Users", "access": "View"}]
    made = admin.post("/api/role", json={"Role Name": f"Audited {mark}", "Privileges": privileges}).json()
    address = f"/api/role/{made['data']['id']}"
    assert admin.put(address, json={"Privileges": [{"type": "Users", "access": "Edit"}]}).ok
    assert admin.delete(address).ok
    rows = entries(Subject=f"role {made['data']['id']} Audited {mark}")
    assert [row["Action"] for row in rows] == ["Role Created", "Role Changed", "Role Deleted"]
    assert '"View"' in rows[1]["Details"] and '"Edit"' in rows[1]["Details"]


def test_tokens_are_logged_without_their_text_and_so_is_who_acts_by_one(admin, demo, entries):
    made = admin.post("/api/token", json={"Name": "audited"}).json()
    script = with_token(demo.url, made["Token"])
    other = script.post("/api/token", json={"Name": "made by a script"}).json()
    assert admin.delete(f"/api/token/{made['id']}").ok
    name = f"token {made['id']} of admin@acme.com"
    assert [row["Action"] for row in entries(Subject=name)] == ["Token Created", "Token Revoked"]
    row = entries(Subject=f"token {other['id']} of admin@acme.com")[0]
    assert row["Token Id"] == made["id"] and row["Actor"] == "admin@acme.com"
    assert made["Token"] not in str(entries()) and other["Token"] not in str(entries())


def test_ended_sessions_are_logged(admin, demo, person, entries, new_password):
    Client(demo.url).login(person["Username"], new_password)
    assert admin.delete(f"/api/user/{person['id']}/session").ok
    assert entries(Action="Session Ended")[-1]["Subject"] == f"all of {person['User Email']}"


def test_the_second_factor_is_logged(admin, demo, person, entries, new_password):
    session = Client(demo.url).login(person["Username"], new_password)
    authenticator = Authenticator(session.post("/api/setup-2fa/generate").json()["secret"])
    made = session.post("/api/setup-2fa/activate", json={"totp_code": authenticator.code()}).json()
    client = Client(demo.url)
    client.authenticate(person["Username"], new_password)
    body = {"username": person["Username"], "totp_code": authenticator.wrong_code()}
    assert client.post("/api/verify-2fa", json=body).status_code == 401
    code = made["recovery_codes"][0]
    assert client.post("/api/verify-2fa", json=body | {"totp_code": code}).ok
    assert client.post("/api/setup-2fa/disable", json={"totp_code": made["recovery_codes"][1]}).ok
    assert admin.post(f"/api/user/{person['id']}/reset-2fa").ok
    wanted = {"2FA Enabled", "Code Refused", "Recovery Code Used", "2FA Disabled", "2FA Reset"}
    rows = [row for row in entries() if row["Action"] in wanted]
    actions = [row["Action"] for row in rows]
    used = "Recovery Code Used"
    assert actions == ["2FA Enabled", "Code Refused", used, used, "2FA Disabled", "2FA Reset"]
    assert rows[2]["Details"] == "9 left"
    for secret in (authenticator.secret, code):
        assert secret not in str(entries())


def test_passwords_that_are_forgotten_and_taken_away_are_logged(admin, anonymous, demo, person, entries):
    anonymous.post("/api/forgot-password", json={"email": person["User Email"]})
    assert admin.post("/api/force-reset-password", json={"user_id": person["id"]}).ok
    actions = {row["Action"] for row in entries(Subject=subject(person))}
    assert "Password Reset Forced" in actions


def test_deletions_are_logged_and_other_work_on_tickets_is_not(manager, admin, entries, mark):
    ticket = manager.new_ticket(Title=f"Audited {mark}")
    manager.change(ticket["id"], Status="Closed")
    note = manager.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "x"}).json()
    assert entries(Actor="jane.doe@acme.com") == []
    assert manager.delete(f"{TICKETS}/{ticket['id']}/notes/{note['id']}").ok
    assert manager.delete(f"{TICKETS}/{ticket['id']}").ok
    rows = entries(Actor="jane.doe@acme.com")
    assert [(row["Action"], row["Subject"], row["Details"]) for row in rows] == [
        ("Note Deleted", f"note {note['id']} of {ticket['id']}", None),
        ("Ticket Deleted", ticket["id"], f"Audited {mark}"),
    ]
    order = admin.post("/api/purchase-order", json={"PO List Number": f"Audited {mark}"}).json()
    assert admin.delete(f"/api/purchase-order/{order['id']}").ok
    assert entries(Action="Purchase Order Deleted")[-1]["Subject"].endswith(f"Audited {mark}")
