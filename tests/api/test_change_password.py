"""Changing one's own password takes the old one."""

import pytest

from answers import assert_error
from client import TICKETS, Client, with_token

NEW = "another horse"


@pytest.fixture
def person(new_user):
    return new_user("Issue Tracker Viewer")


@pytest.fixture
def session(demo, person, new_password):
    return Client(demo.url).login(person["Username"], new_password)


def change(client, old, new=NEW):
    return client.post("/api/change-password", json={"old_password": old, "new_password": new})


def test_the_new_password_signs_in_and_the_old_one_does_not(demo, person, session, new_password):
    assert change(session, new_password).status_code == 200
    assert_error(Client(demo.url).authenticate(person["Username"], new_password), 401)
    Client(demo.url).login(person["Username"], NEW)


def test_all_other_sessions_end_and_this_one_goes_on(demo, person, session, new_password):
    other = Client(demo.url).login(person["Username"], new_password)
    assert change(session, new_password).status_code == 200
    assert_error(other.get(TICKETS), 401, "Session.Invalid")
    assert session.get(TICKETS).status_code == 200


def test_a_wrong_old_password_changes_nothing(demo, person, session, new_password):
    assert_error(change(session, "wrong wrong"), 400, "Password.Invalid", "old_password")
    Client(demo.url).login(person["Username"], new_password)


def test_guessing_the_old_password_locks(session, new_password):
    for _ in range(3):
        assert_error(change(session, "wrong wrong"), 400, "Password.Invalid")
    assert_error(change(session, new_password), 429, "User.Locked")


@pytest.mark.parametrize("new", ["seven77", "", "correct horse"])
def test_the_new_password_must_fit_and_be_new(session, new_password, new):
    assert_error(change(session, new_password, new), 400, "Password.Invalid", "new_password")


def test_an_api_token_does_not_change_its_owners_password(session, demo, new_password):
    token = session.post("/api/token", json={"Name": "a script"}).json()["Token"]
    assert_error(change(with_token(demo.url, token), new_password), 403, "User.NotPrivileged")


def test_it_needs_the_csrf_value(session, new_password):
    body = {"old_password": new_password, "new_password": NEW}
    answer = session.post("/api/change-password", json=body, headers={"X-XSRF-TOKEN": "wrong"})
    assert_error(answer, 422, "CSRF.Invalid")
