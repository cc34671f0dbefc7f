"""Three failed sign-ins in a row lock an account, for a time that doubles."""

import time

import pytest
from requests.adapters import HTTPAdapter

from answers import assert_error
from client import Client
from program import Server


def fail(server, name, times=1, address=""):
    for _ in range(times):
        response = client_at(server, address).authenticate(name, "wrong wrong")
    return response


class From(HTTPAdapter):
    """Connects from an address of this machine."""

    def __init__(self, address: str):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *arguments, **options):
        super().init_poolmanager(*arguments, source_address=(self.address, 0), **options)


def client_at(server, address: str = "") -> Client:
    """A browser that was never here, at an address."""
    client = Client(server.url)
    if address:
        client.mount("http://", From(address))
    return client


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


def test_a_guesser_elsewhere_does_not_keep_the_owner_out(demo, person, new_password):
    for last in range(2, 8):
        fail(demo, person, 4, f"127.0.0.{last}")
    assert Client(demo.url).authenticate(person, new_password).json() == {"login": True}


def test_a_guesser_next_door_does_not_keep_a_browser_out_that_was_here_before(demo, person, new_password):
    browser = Client(demo.url).login(person, new_password)
    assert browser.cookies["device_cookie"]
    browser.post("/api/logout")
    fail(demo, person, 4)
    assert_error(Client(demo.url).authenticate(person, new_password), 429, "User.Locked")
    assert browser.authenticate(person, new_password).json() == {"login": True}


def test_a_browser_that_was_here_before_guesses_no_more_than_others(demo, person, new_password):
    browser = Client(demo.url).login(person, new_password)
    answers = [browser.authenticate(person, "wrong wrong").status_code for _ in range(4)]
    assert answers == [401, 401, 401, 429]
    assert_error(browser.authenticate(person, new_password), 429, "User.Locked")


def test_a_browser_is_known_to_the_account_that_it_signed_in_to_alone(demo, person, new_user, new_password):
    other = new_user("Issue Tracker Viewer")["Username"]
    browser = Client(demo.url).login(other, new_password)
    fail(demo, person, 3)
    assert_error(browser.authenticate(person, new_password), 429, "User.Locked")


@pytest.mark.parametrize("text", ["x", "a" * 43, "", "' or 1=1 --"])
def test_a_made_up_device_is_a_stranger(demo, person, new_password, text):
    fail(demo, person, 3)
    headers = {"Cookie": f"device_cookie={text}"}
    body = {"username": person, "password": new_password}
    assert_error(Client(demo.url).post("/api/authenticate", json=body, headers=headers), 429, "User.Locked")


def test_from_ever_more_addresses_an_account_is_guessed_at_slowly(demo, person, new_password):
    addresses = [f"127.0.1.{last}" for last in range(1, 25)]
    judged = [fail(demo, person, 1, address).status_code for address in addresses]
    assert judged == [401] * 24, "each address has its first guess"
    again = [fail(demo, person, 1, address) for address in addresses]
    assert [answer.status_code for answer in again].count(401) <= 2
    assert all(int(answer.headers["Retry-After"]) <= 10 for answer in again if answer.status_code == 429)
    assert client_at(demo, "127.0.2.1").authenticate(person, new_password).json() == {"login": True}


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
