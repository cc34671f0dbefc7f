"""Three failed sign-ins in a row lock an account, for a time that doubles."""

import time

import pytest

from answers import assert_error
from client import Client
from program import Server


def fail(server, name, times=1):
    for _ in range(times):
        response = Client(server.url).authenticate(name, "wrong wrong")
    return response


@pytest.fixture
def person(new_user):
    """The login name of a new user."""
    return new_user("Issue Tracker Viewer")["Username"]


def test_two_failures_do_not_lock(demo, person, new_password):
    assert_error(fail(demo, person, 2), 401, "User.InvalidCredentials")
    assert Client(demo.url).authenticate(person, new_password).json() == {"login": True}


def test_a_success_in_between_starts_the_count_anew(demo, person, new_password):
    for _ in range(3):
        fail(demo, person, 2)
        assert Client(demo.url).authenticate(person, new_password).json() == {"login": True}


def test_the_third_failure_in_a_row_locks_for_30_seconds_even_the_right_password(demo, person, new_password):
    fail(demo, person, 3)
    response = Client(demo.url).authenticate(person, new_password)
    assert_error(response, 429, "User.Locked")
    assert 0 < int(response.headers["Retry-After"]) <= 30
    assert "Set-Cookie" not in response.headers


def test_a_lock_is_of_one_account_alone(demo, person):
    fail(demo, person, 3)
    assert Client(demo.url).authenticate("john.smith@acme.com").status_code == 200


def test_login_name_and_address_count_as_one(demo, person):
    fail(demo, person, 2)
    fail(demo, f"{person}@acme.com", 1)
    assert_error(Client(demo.url).authenticate(person, "wrong wrong"), 429, "User.Locked")


def test_a_live_session_outlasts_the_lock_of_its_account(demo, person, new_password):
    session = Client(demo.url).login(person, new_password)
    fail(demo, person, 3)
    assert session.get("/api/profile").status_code == 200
