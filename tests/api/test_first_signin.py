"""The first sign-in of an account: a session token instead of cookies, and a password of one's own."""

import pytest

from answers import assert_error
from client import Client


@pytest.fixture
def newcomer(admin, new_person):
    """A user who has never signed in, with the password that was given out."""
    return new_person("Issue Tracker Viewer")


def first_answer(server, newcomer):
    response = Client(server.url).authenticate(newcomer["Username"], newcomer["one-time password"])
    assert response.status_code == 200, response.text
    return response


def test_authenticate_on_a_never_used_account_gives_a_session_token_and_no_cookies(demo, newcomer):
    response = first_answer(demo, newcomer)
    body = response.json()
    assert set(body) == {"first_signin", "session_token"} and body["first_signin"] is True
    assert len(body["session_token"]) >= 20
    assert "Set-Cookie" not in response.headers


def test_first_signin_sets_the_password_and_then_one_signs_in(demo, admin, newcomer):
    token = first_answer(demo, newcomer).json()["session_token"]
    client = Client(demo.url)
    response = client.post(
        "/api/first-signin", json={"session_token": token, "new_password": "correct horse"}
    )
    assert response.status_code == 200, response.text
    assert_error(Client(demo.url).authenticate(newcomer["Username"], newcomer["one-time password"]), 401)
    assert Client(demo.url).authenticate(newcomer["Username"], "correct horse").json() == {"login": True}
    assert admin.get(f"/api/user/{newcomer['id']}").json()["data"]["First Signin"] is False


def test_a_session_token_is_good_for_first_signin_alone(demo, newcomer):
    token = first_answer(demo, newcomer).json()["session_token"]
    client = Client(demo.url)
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"access_token_cookie={token}"}):
        assert_error(client.get("/api/profile", headers=headers), 401)


def test_a_session_token_works_once(demo, newcomer):
    token = first_answer(demo, newcomer).json()["session_token"]
    body = {"session_token": token, "new_password": "correct horse"}
    assert Client(demo.url).post("/api/first-signin", json=body).status_code == 200
    again = Client(demo.url).post("/api/first-signin", json=body | {"new_password": "another horse"})
    assert_error(again, 401)
    assert Client(demo.url).authenticate(newcomer["Username"], "correct horse").json() == {"login": True}


@pytest.mark.parametrize("password", ["", "seven77", "x" * 1025, None, 12345678, ["correct horse"]])
def test_a_new_password_has_at_least_8_characters(demo, newcomer, password):
    token = first_answer(demo, newcomer).json()["session_token"]
    body = {"session_token": token, "new_password": password}
    assert_error(Client(demo.url).post("/api/first-signin", json=body), 400, None, "new_password")
    body["new_password"] = "exactly8"
    assert Client(demo.url).post("/api/first-signin", json=body).status_code == 200


def test_characters_of_a_password_are_not_bytes(demo, newcomer):
    token = first_answer(demo, newcomer).json()["session_token"]
    body = {"session_token": token, "new_password": "漢漢漢漢漢漢漢"}
    assert_error(Client(demo.url).post("/api/first-signin", json=body), 400, None, "new_password")
    body["new_password"] += "漢"
    assert Client(demo.url).post("/api/first-signin", json=body).status_code == 200
    assert Client(demo.url).authenticate(newcomer["Username"], "漢" * 8).json() == {"login": True}


@pytest.mark.parametrize("token", ["wrong", "a" * 64, "../../x"])
def test_a_wrong_session_token_is_refused(anonymous, token):
    body = {"session_token": token, "new_password": "correct horse"}
    assert_error(anonymous.post("/api/first-signin", json=body), 401)


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "session_token"),
        ({"session_token": "", "new_password": "correct horse"}, "session_token"),
        ({"session_token": "x"}, "new_password"),
        ({"new_password": "correct horse"}, "session_token"),
        ({"session_token": 7, "new_password": "correct horse"}, "session_token"),
    ],
)
def test_first_signin_without_what_it_needs_is_400(anonymous, body, field):
    assert_error(anonymous.post("/api/first-signin", json=body), 400, None, field)


def test_the_superuser_of_an_empty_directory_signs_in_once_with_the_printed_password(fresh, fresh_admin):
    name, one_time = fresh.one_time_password()
    assert_error(Client(fresh.url).authenticate(name, one_time), 401, "User.InvalidCredentials")
    assert fresh_admin.get("/api/profile").json()["data"]["Role Name"] == "Superuser"
