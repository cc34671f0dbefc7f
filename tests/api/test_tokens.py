"""API tokens: for scripts and integrations, no cookies and no CSRF header."""

import pytest

from answers import assert_envelope, assert_error, rows_of
from client import TICKETS, Client, with_token


def make(client, **fields) -> dict:
    response = client.post("/api/token", json={"Name": "a script"} | fields)
    assert response.status_code == 201, response.text
    return response.json()


def test_post_answers_201_and_shows_the_token_once(manager):
    made = make(manager, Name="nightly import")
    assert isinstance(made["id"], int)
    assert made["Name"] == "nightly import"
    assert len(made["Token"]) >= 32
    listing = manager.get("/api/token")
    assert made["id"] in [row["id"] for row in rows_of(listing)]
    assert made["Token"] not in listing.text
    assert all("Token" not in row for row in rows_of(listing))


def test_a_token_works_everywhere_without_a_csrf_header(manager, demo):
    script = with_token(demo.url, make(manager)["Token"])
    ticket = script.new_ticket(Title="By a script")
    assert ticket["Reporter Email"] == "jane.doe@acme.com"
    assert script.change(ticket["id"], Status="Closed").status_code == 200
    assert script.patch(f"{TICKETS}/{ticket['id']}", json={"Status": "Open"}).status_code == 200
    assert script.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "x"}).status_code == 201
    assert script.get("/api/profile").json()["data"]["User Email"] == "jane.doe@acme.com"
    assert script.list(filter='"Reporter Email" eq me', page_size=1).json()["extra"]["total"] >= 1
    assert script.delete(f"{TICKETS}/{ticket['id']}").status_code == 200


def test_a_token_answers_set_no_cookies(manager, demo):
    script = with_token(demo.url, make(manager)["Token"])
    assert "Set-Cookie" not in script.get(TICKETS).headers


def test_a_token_may_do_what_its_user_may_and_no_more(viewer, demo):
    script = with_token(demo.url, make(viewer)["Token"])
    assert script.get(TICKETS).status_code == 200
    assert_error(script.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 403, "User.NotPrivileged")


def test_a_scope_narrows_a_token(manager, demo):
    script = with_token(demo.url, make(manager, Scope=[{"type": "Issue Tracker", "access": "View"}])["Token"])
    assert script.get(TICKETS).status_code == 200
    assert_error(script.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 403, "User.NotPrivileged")
    assert_error(script.get("/api/purchase-order"), 403, "User.NotPrivileged")


def test_a_scope_of_another_area_sees_no_tickets(manager, demo):
    script = with_token(demo.url, make(manager, Scope=[{"type": "Procurement", "access": "View"}])["Token"])
    assert script.get("/api/purchase-order").status_code == 200
    for path in (TICKETS, f"{TICKETS}/TKT-001", f"{TICKETS}/TKT-001/notes", f"{TICKETS}/TKT-001/history"):
        assert_error(script.get(path), 403, "User.NotPrivileged")


def test_a_scope_cannot_widen_what_the_user_may(viewer, demo):
    response = viewer.post(
        "/api/token", json={"Name": "wide", "Scope": [{"type": "Issue Tracker", "access": "Edit"}]}
    )
    if response.status_code == 201:
        script = with_token(demo.url, response.json()["Token"])
        assert_error(script.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 403, "User.NotPrivileged")
    else:
        assert_error(response, 400, "Token.Invalid", "Scope")


def test_a_narrowed_token_does_not_make_a_wider_one(manager, demo):
    script = with_token(demo.url, make(manager, Scope=[{"type": "Issue Tracker", "access": "View"}])["Token"])
    response = script.post("/api/token", json={"Name": "wider"})
    if response.status_code == 201:
        wider = with_token(demo.url, response.json()["Token"])
        assert_error(wider.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 403, "User.NotPrivileged")
    else:
        assert response.status_code == 403, response.text


def test_delete_revokes_a_token_at_once(manager, demo):
    made = make(manager)
    script = with_token(demo.url, made["Token"])
    assert script.get(TICKETS).status_code == 200
    response = manager.delete(f"/api/token/{made['id']}")
    assert response.status_code == 200 and list(response.json()) == ["message"]
    assert_error(script.get(TICKETS), 401)


def test_a_token_past_its_expiry_is_401(manager, demo):
    made = make(manager, **{"Expires At": "2099-01-01T00:00:00Z"})
    assert made["Expires At"] == "2099-01-01T00:00:00Z"
    assert with_token(demo.url, made["Token"]).get(TICKETS).status_code == 200
    response = manager.post("/api/token", json={"Name": "past", "Expires At": "2001-01-01T00:00:00Z"})
    assert_error(response, 400, "Token.Invalid", "Expires At")


def test_a_token_dies_with_its_user(admin, demo, new_user, new_password):
    person = new_user("Issue Tracker Viewer")
    script = with_token(demo.url, make(Client(demo.url).login(person["Username"], new_password))["Token"])
    assert script.get(TICKETS).status_code == 200
    admin.delete(f"/api/user/{person['id']}")
    assert_error(script.get(TICKETS), 401)


def test_one_sees_and_revokes_ones_own_tokens_alone(manager, viewer):
    made = make(manager)
    assert made["id"] not in [row["id"] for row in rows_of(viewer.get("/api/token"))]
    assert_error(viewer.delete(f"/api/token/{made['id']}"), 404, "Token.NotFound")
    assert made["id"] in [row["id"] for row in rows_of(manager.get("/api/token"))]


def test_the_listing_is_a_list_envelope(manager):
    make(manager)
    body = assert_envelope(manager.get("/api/token"))
    assert {"id", "Name"} <= set(body["data"]["rows"][0])


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "bearer",
        "Basic amFuZTpleHBlZGl0ZXItZGVtbw==",
        "Token x",
        "x" * 5000,
        "Bearer " + "A" * 64,
        "Bearer a b",
    ],
)
def test_a_wrong_authorization_header_is_401(anonymous, header):
    assert_error(anonymous.get(TICKETS, headers={"Authorization": header}), 401)


def test_a_wrong_token_is_401_even_beside_a_good_session(demo):
    session = Client(demo.url).login("jane.doe@acme.com")
    assert_error(session.get(TICKETS, headers={"Authorization": "Bearer wrong"}), 401)


def test_the_scheme_bearer_is_read_without_regard_to_case(manager, demo):
    token = make(manager)["Token"]
    assert Client(demo.url).get(TICKETS, headers={"Authorization": f"bearer {token}"}).status_code == 200


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "Name"),
        ({"Name": ""}, "Name"),
        ({"Name": 7}, "Name"),
        ({"Name": "x" * 300}, "Name"),
        ({"Name": "x", "Expires At": "tomorrow"}, "Expires At"),
        ({"Name": "x", "Scope": "all"}, "Scope"),
        ({"Name": "x", "Scope": [{"type": "Nothing", "access": "View"}]}, "Scope"),
        ({"Name": "x", "Scope": [{"type": "Issue Tracker", "access": "Own"}]}, "Scope"),
        ({"Name": "x", "Scope": [{}]}, "Scope"),
        ({"Name": "x", "Token": "chosen"}, "Token"),
        ({"Name": "x", "id": 1}, "id"),
        ({"Nam": "x"}, "Nam"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(manager, body, field):
    error = assert_error(manager.post("/api/token", json=body), 400, "Token.Invalid")
    assert any(entry["Field"].startswith(field) for entry in error["Errors"]), error


@pytest.mark.parametrize("token_id", ["0", "999999", "x"])
def test_an_unknown_token_is_not_found(manager, token_id):
    assert_error(manager.delete(f"/api/token/{token_id}"), 404)


def narrow(client, **fields) -> dict:
    return make(client, Scope=[{"type": "Issue Tracker", "access": "View"}], **fields)


def test_what_was_made_with_a_token_ends_with_it(manager, demo):
    parent = make(manager)
    by_parent = with_token(demo.url, parent["Token"])
    child = make(by_parent)
    grandchild = make(with_token(demo.url, child["Token"]))
    chain = [with_token(demo.url, made["Token"]) for made in (parent, child, grandchild)]
    assert [script.get("/api/profile").status_code for script in chain] == [200, 200, 200]
    assert manager.delete(f"/api/token/{parent['id']}").status_code == 200
    for script in chain:
        assert_error(script.get("/api/profile"), 401, "Session.Invalid")


def test_a_narrow_token_neither_sees_nor_revokes_nor_makes_what_is_beyond_it(manager, demo):
    wide, small = make(manager), narrow(manager)
    script = with_token(demo.url, small["Token"])
    own = make(script)
    assert [row["id"] for row in rows_of(script.get("/api/token"))] == [small["id"], own["id"]]
    assert_error(script.get(f"/api/token/{wide['id']}"), 404, "Token.NotFound")
    assert_error(script.delete(f"/api/token/{wide['id']}"), 404, "Token.NotFound")
    assert with_token(demo.url, wide["Token"]).get("/api/profile").status_code == 200
    more = {"Name": "more", "Scope": [{"type": "Issue Tracker", "access": "Edit"}]}
    assert_error(script.post("/api/token", json=more), 400, "Token.Invalid")
    assert own["Scope"] == [{"type": "Issue Tracker", "access": "View"}]
    assert script.delete(f"/api/token/{own['id']}").status_code == 200


def test_a_token_counts_in_the_way_that_it_came_alone(manager, demo):
    """As a cookie it is none, even where it was just seen as a bearer token; nor is a session's a bearer."""
    token = make(manager)["Token"]
    script = with_token(demo.url, token)
    for _ in range(40):  # On every loop.
        assert with_token(demo.url, token).get("/api/profile").status_code == 200
        cookie = Client(demo.url)
        cookie.cookies.set("access_token_cookie", token)
        assert_error(cookie.get("/api/profile"), 401, "Session.Invalid")
        assert_error(cookie.post(TICKETS, json={"Title": "x", "Priority": "Low"}), 401, "Session.Invalid")
    session = manager.cookies.get("access_token_cookie", path="/")
    assert manager.get("/api/profile").status_code == 200
    assert_error(with_token(demo.url, session).get("/api/profile"), 401, "Session.Invalid")
    assert script.get("/api/profile").status_code == 200
