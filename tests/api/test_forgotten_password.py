"""Forgotten passwords: the link by mail, choosing another, a password that an administrator takes away."""

import os
import sqlite3
import stat
import time

import pytest

from answers import assert_error
from authenticator import Authenticator
from client import TICKETS, Client, with_token
from mailbox import Spool, text_of, token_in
from program import Server

SENT = {"message": "If an account has this address, a link was sent to it."}
NEW = "another horse"


@pytest.fixture
def person(new_user):
    return new_user("Issue Tracker Viewer")


@pytest.fixture
def spool(demo):
    return Spool(demo.data / "mail")


def forgot(client, address):
    return client.post("/api/forgot-password", json={"email": address})


def reset(client, token, password=NEW):
    return client.post("/api/reset-password", json={"session_token": token, "new_password": password})


@pytest.fixture
def link(anonymous, person, spool):
    """The token of a link that was mailed to the person."""
    assert forgot(anonymous, person["User Email"]).json() == SENT
    return token_in(spool.wait_for(person["User Email"]))


def test_a_link_is_mailed_and_lets_one_choose_a_password(demo, anonymous, person, link, new_password):
    answer = reset(anonymous, link)
    assert answer.status_code == 200 and list(answer.json()) == ["message"]
    assert_error(Client(demo.url).authenticate(person["Username"], new_password), 401)
    Client(demo.url).login(person["Username"], NEW)


def test_the_mail_says_to_whom_from_whom_and_how_long(demo, anonymous, person, spool):
    forgot(anonymous, person["User Email"])
    mail = spool.wait_for(person["User Email"])
    assert mail["From"] == "expediter@localhost" and mail["Subject"] and mail["Date"] and mail["Message-ID"]
    assert mail["Auto-Submitted"] == "auto-generated"
    text = text_of(mail)
    assert person["User Fullname"] in text and "48 hours" in text
    assert f"{demo.url}/reset-password#token=" in text


def test_a_mail_is_for_its_owner_alone(demo, link):
    directory = demo.data / "mail"
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()} == {0o600}


def test_a_reset_opens_no_session_and_ends_all(demo, anonymous, person, link, new_password):
    session = Client(demo.url).login(person["Username"], new_password)
    answer = reset(anonymous, link)
    assert "Set-Cookie" not in answer.headers
    assert_error(session.get(TICKETS), 401, "Session.Invalid")


def test_whose_password_was_changed_is_told(anonymous, person, link, spool):
    assert reset(anonymous, link).status_code == 200
    mail = spool.wait_for(person["User Email"], 2)
    assert "was changed" in mail["Subject"] and link not in text_of(mail)


def test_a_link_works_once(anonymous, link):
    assert reset(anonymous, link).status_code == 200
    assert_error(reset(anonymous, link, "a third horse"), 401, "Password.LinkInvalid")


def test_a_used_link_voids_the_others(anonymous, person, link, spool):
    forgot(anonymous, person["User Email"])
    second = token_in(spool.wait_for(person["User Email"], 2))
    assert second != link
    assert reset(anonymous, link).status_code == 200
    assert_error(reset(anonymous, second, "a third horse"), 401, "Password.LinkInvalid")


def test_asking_again_does_not_void_the_first_link(anonymous, person, link, spool):
    """Or else whoever asks in another's name could keep them out."""
    forgot(anonymous, person["User Email"])
    spool.wait_for(person["User Email"], 2)
    assert reset(anonymous, link).status_code == 200


@pytest.mark.parametrize(
    "password, code", [("seven77", "Field.TooShort"), ("correct horse", "Field.NotAllowed"), ("", None)]
)
def test_the_new_password_must_fit_and_be_new_and_the_link_is_not_spent(anonymous, link, password, code):
    body = assert_error(reset(anonymous, link, password), 400, "Password.Invalid", "new_password")
    assert code in (None, body["Errors"][0]["Code"])
    assert reset(anonymous, link).status_code == 200


@pytest.mark.parametrize("token", ["wrong", "a" * 43, "../../x"])
def test_a_wrong_token_is_refused(anonymous, token):
    assert_error(reset(anonymous, token), 401, "Password.LinkInvalid")


def test_a_link_is_no_first_signin_and_the_other_way_round(demo, anonymous, link, new_person):
    """A link opens no session: whoever has the mailbox alone still lacks the second factor."""
    body = {"session_token": link, "new_password": NEW}
    assert_error(anonymous.post("/api/first-signin", json=body), 401, "Password.LinkInvalid")
    newcomer = new_person("Issue Tracker Viewer")
    first = Client(demo.url).authenticate(newcomer["Username"], newcomer["one-time password"]).json()
    assert_error(reset(anonymous, first["session_token"]), 401, "Password.LinkInvalid")


def test_a_reset_does_not_get_around_the_second_factor(demo, anonymous, person, new_password, spool):
    session = Client(demo.url).login(person["Username"], new_password)
    authenticator = Authenticator(session.post("/api/setup-2fa/generate").json()["secret"])
    body = {"totp_code": authenticator.code()}
    assert session.post("/api/setup-2fa/activate", json=body).status_code == 200
    forgot(anonymous, person["User Email"])
    # The first mail told of the second factor.
    assert reset(anonymous, token_in(spool.wait_for(person["User Email"], 2))).status_code == 200
    answer = Client(demo.url).authenticate(person["Username"], NEW)
    assert answer.json() == {"requires_2fa": True} and "Set-Cookie" not in answer.headers


def test_a_deactivated_user_gets_no_link_and_an_earlier_one_is_void(
    admin, anonymous, person, link, new_user, spool
):
    other = new_user("Issue Tracker Viewer")["User Email"]
    assert admin.delete(f"/api/user/{person['id']}").status_code == 200
    assert_error(reset(anonymous, link), 401, "Password.LinkInvalid")
    assert forgot(anonymous, person["User Email"]).json() == SENT
    assert forgot(anonymous, other).json() == SENT
    spool.wait_for(other)  # Asked for later: by now a link of the first would be there.
    assert len(spool.to(person["User Email"])) == 1


def test_a_link_is_void_once_the_address_is_another(admin, anonymous, person, link):
    body = {"User Email": f"new-{person['User Email']}"}
    assert admin.put(f"/api/user/{person['id']}", json=body).status_code == 200
    assert_error(reset(anonymous, link), 401, "Password.LinkInvalid")


def test_an_account_is_sent_three_links_an_hour(anonymous, person, new_user, spool):
    for _ in range(6):
        assert forgot(anonymous, person["User Email"]).json() == SENT
    # What is asked for later comes later: once that is here, the others would be.
    other = new_user("Issue Tracker Viewer")["User Email"]
    forgot(anonymous, other)
    spool.wait_for(other)
    assert len(spool.to(person["User Email"])) == 3


def median_seconds(client, addresses) -> float:
    taken = []
    for address in addresses:
        began = time.perf_counter()
        assert forgot(client, address).json() == SENT
        taken.append(time.perf_counter() - began)
    return sorted(taken)[len(taken) // 2]


def test_answer_and_time_are_the_same_whether_or_not_the_address_is_known(anonymous, new_user, mark):
    """Nobody waits for the look-up: a commit takes far longer than such an answer."""
    known = [new_user("Issue Tracker Viewer")["User Email"] for _ in range(10)]
    unknown = [f"nobody{number}-{os.getpid()}@acme.com" for number in range(10)]
    halves = [(known[at::2], unknown[at::2]) for at in range(2)]
    pairs = [tuple(median_seconds(anonymous, addresses) for addresses in half) for half in halves]
    somebody, nobody = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    assert somebody < nobody + 0.01 and nobody < somebody + 0.01, f"{somebody:.4f} s, {nobody:.4f} s"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": None},
        {"email": 7},
        {"email": ""},
        {"email": "no address"},
        {"email": "a@b\r\nBcc: c@d.e"},
    ],
)
def test_forgot_password_without_an_address_is_400(anonymous, body):
    assert_error(anonymous.post("/api/forgot-password", json=body), 400, None, "email")


def test_a_name_in_a_mail_adds_no_header(admin, anonymous, person, spool):
    body = {"User Fullname": "Ünal Öztürk: <b>"}
    assert admin.put(f"/api/user/{person['id']}", json=body).status_code == 200
    forgot(anonymous, person["User Email"])
    mail = spool.wait_for(person["User Email"])
    assert "Ünal Öztürk: <b>" in text_of(mail)
    assert mail.keys().count("To") == 1 and mail["Bcc"] is None


def force(client, user_id):
    return client.post("/api/force-reset-password", json={"user_id": user_id})


def test_force_reset_takes_the_password_away_and_mails_a_link(
    admin, demo, anonymous, person, spool, new_password
):
    session = Client(demo.url).login(person["Username"], new_password)
    assert force(admin, person["id"]).status_code == 200
    assert_error(session.get(TICKETS), 401)
    assert_error(Client(demo.url).authenticate(person["Username"], new_password), 401)
    mail = spool.wait_for(person["User Email"])
    assert reset(anonymous, token_in(mail)).status_code == 200
    Client(demo.url).login(person["Username"], NEW)
    assert admin.get(f"/api/user/{person['id']}").json()["data"]["First Signin"] is False


def test_an_empty_password_does_not_sign_in_after_a_forced_reset(admin, demo, person):
    assert force(admin, person["id"]).status_code == 200
    assert_error(Client(demo.url).authenticate(person["Username"], ""), 401, "User.InvalidCredentials")


def test_force_reset_is_for_who_may_do_as_much_as_the_user(admin, demo, manager, new_user, new_password):
    person = new_user("Issue Tracker Manager")
    scope = [{"type": "Users", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "edits users", "Scope": scope})
    users_editor = with_token(demo.url, made.json()["Token"])
    for client in (manager, users_editor):
        assert_error(force(client, person["id"]), 403, "User.NotPrivileged")
    own_id = admin.get("/api/profile").json()["data"]["id"]
    assert_error(force(users_editor, own_id), 403, "User.SuperuserOnly")
    Client(demo.url).login(person["Username"], new_password)


@pytest.mark.parametrize("body", [{}, {"user_id": "1"}, {"user_id": 0}, {"user_id": None}])
def test_force_reset_without_a_user_is_400(admin, body):
    assert_error(admin.post("/api/force-reset-password", json=body), 400, None, "user_id")


def test_force_reset_of_nobody_is_404(admin):
    assert_error(force(admin, 999_999), 404, "User.NotFound")


def test_tokens_of_links_are_not_in_the_database(tmp_path):
    server = Server(tmp_path / "data", "--demo")
    forgot(Client(server.url), "jane.doe@acme.com")
    token = token_in(Spool(server.data / "mail").wait_for("jane.doe@acme.com"))
    server.stop()
    for path in server.data.iterdir():
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path.name
    assert token not in server.log()


@pytest.fixture
def aging(tmp_path):
    """A server whose passwords last 30 days; `age(days)` makes all of them older, while it is stopped."""
    servers = []

    def start() -> Server:
        servers.append(Server(tmp_path / "data", "--demo", "--passwords-lifetime", "30d"))
        return servers[-1]

    def age(days: int) -> Server:
        servers[-1].stop()
        with sqlite3.connect(tmp_path / "data" / "expediter.db") as database:
            database.execute("UPDATE users SET password_expires_at = password_expires_at - ?", [days * 86400])
        database.close()
        return start()

    start.age = age
    yield start
    for server in servers:
        server.stop()


def test_a_password_that_is_too_old_must_be_changed_to_sign_in(aging):
    server = aging()
    session = Client(server.url).login("jane.doe@acme.com")
    expires = session.get("/api/profile").json()["data"]["Password Expiration"]
    left = time.mktime(time.strptime(expires, "%Y-%m-%dT%H:%M:%SZ")) - time.mktime(time.gmtime())
    assert abs(left - 30 * 86400) < 3700
    server = aging.age(29)
    Client(server.url).login("jane.doe@acme.com")
    server = aging.age(2)
    first = Client(server.url).authenticate("jane.doe@acme.com")
    assert first.json()["first_signin"] is True and "Set-Cookie" not in first.headers
    client = Client(server.url)
    body = {"session_token": first.json()["session_token"], "new_password": "expediter-demo"}
    assert_error(client.post("/api/first-signin", json=body), 400, "Password.Invalid")
    assert client.post("/api/first-signin", json=body | {"new_password": NEW}).json() == {"login": True}
    Client(server.url).login("jane.doe@acme.com", NEW)


def test_passwords_do_not_age_unless_told_to(manager):
    assert manager.get("/api/profile").json()["data"]["Password Expiration"] is None
