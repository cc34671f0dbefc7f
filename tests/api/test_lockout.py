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


def test_a_name_that_nobody_has_locks_like_one_that_somebody_has(demo, person, mark):
    """A lock must not tell whether there is such an account."""
    unknown = f"nobody {mark}"
    told = []
    for name in (person, unknown):
        answers = [Client(demo.url).authenticate(name, "wrong wrong") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429], name
        body = assert_error(answers[3], 429, "User.Locked")
        assert 28 <= int(answers[3].headers["Retry-After"]) <= 30
        told.append({key: value for key, value in body.items() if key != "Request Id"})
    assert told[0] == told[1]


def test_the_case_of_an_unknown_name_does_not_matter_either(demo, mark):
    for name in (f"NoBody {mark}", f"nobody {mark}", f"NOBODY {mark}"):
        assert_error(fail(demo, name), 401)
    assert_error(fail(demo, f"noBODY {mark}"), 429, "User.Locked")


def test_a_deactivated_account_locks_like_any_other(demo, admin, new_user, new_password):
    person = new_user("Issue Tracker Viewer")
    assert admin.delete(f"/api/user/{person['id']}").status_code == 200
    for _ in range(3):
        assert_error(Client(demo.url).authenticate(person["Username"], new_password), 401)
    assert_error(Client(demo.url).authenticate(person["Username"], new_password), 429, "User.Locked")


def test_a_lock_outlasts_a_restart(tmp_path):
    server = Server(tmp_path / "data")
    name, password = server.one_time_password()
    for login in (name, "nobody-of-this-name"):
        assert_error(fail(server, login, 3), 401)
    server.stop()
    server = Server(tmp_path / "data")
    for login in (name, "nobody-of-this-name"):
        answer = Client(server.url).authenticate(login, password)
        assert_error(answer, 429, "User.Locked")
        assert 0 < int(answer.headers["Retry-After"]) <= 30
    server.stop()


def median_seconds(server, names) -> float:
    """The middle one of the times that wrong sign-ins under those names take."""
    taken = []
    for name in names:
        began = time.perf_counter()
        assert_error(Client(server.url).authenticate(name, "wrong wrong"), 401)
        taken.append(time.perf_counter() - began)
    return sorted(taken)[len(taken) // 2]


def test_a_wrong_sign_in_takes_as_long_whether_or_not_the_user_exists(demo, new_user, mark):
    """The work of checking a password is ten times the rest; without it the times would tell."""
    known = [new_user("Issue Tracker Viewer")["Username"] for _ in range(12)]
    unknown = [f"nobody {mark} {number}" for number in range(12)]
    times = [(median_seconds(demo, known[at::2]), median_seconds(demo, unknown[at::2])) for at in range(2)]
    somebody, nobody = min(pair[0] for pair in times), min(pair[1] for pair in times)
    assert nobody > somebody / 2, f"{nobody:.4f} s against {somebody:.4f} s"
    assert somebody > nobody / 2, f"{somebody:.4f} s against {nobody:.4f} s"
