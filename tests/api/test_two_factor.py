"""The second factor: set up with an authenticator, asked for at sign-in, lost and reset."""

import base64
import sqlite3
import struct
import subprocess

import pytest

from answers import assert_error
from authenticator import Authenticator, totp
from client import TICKETS, Client, with_token
from mailbox import Spool, text_of
from program import Server, command

SETUP = "/api/setup-2fa"


def sign_in(server, name, password="correct horse", agent="tests") -> Client:
    """A client whose right password was answered with asking for a code."""
    client = Client(server.url)
    client.headers["User-Agent"] = agent
    answer = client.authenticate(name, password)
    assert answer.status_code == 200 and answer.json() == {"requires_2fa": True}, answer.text
    assert "Set-Cookie" not in answer.headers
    return client


def verify(client, name, code):
    return client.post("/api/verify-2fa", json={"username": name, "totp_code": code})


def set_up(session) -> tuple[Authenticator, list[str]]:
    """Gives the session's user a second factor; returns it with the recovery codes."""
    made = session.post(f"{SETUP}/generate")
    assert made.status_code == 200, made.text
    authenticator = Authenticator(made.json()["secret"])
    done = session.post(f"{SETUP}/activate", json={"totp_code": authenticator.code()})
    assert done.status_code == 200, done.text
    return authenticator, done.json()["recovery_codes"]


@pytest.fixture
def name(new_user):
    return new_user("Issue Tracker Viewer")["Username"]


@pytest.fixture
def session(demo, name, new_password):
    return Client(demo.url).login(name, new_password)


@pytest.fixture
def guarded(session):
    """The authenticator of a user who has a second factor, and their recovery codes."""
    return set_up(session)


@pytest.fixture
def user_path(session):
    return f"/api/user/{session.get('/api/profile').json()['data']['id']}"


def test_generate_gives_a_secret_and_a_picture_of_it(session):
    body = session.post(f"{SETUP}/generate").json()
    assert set(body) == {"secret", "qr_code"}
    assert len(base64.b32decode(body["secret"])) == 20
    kind, _, data = body["qr_code"].partition(",")
    picture = base64.b64decode(data, validate=True)
    assert kind == "data:image/png;base64" and picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height >= 29 * 5


def test_the_picture_says_what_an_authenticator_needs(session, tmp_path):
    body = session.post(f"{SETUP}/generate").json()
    picture = tmp_path / "code.png"
    picture.write_bytes(base64.b64decode(body["qr_code"].partition(",")[2]))
    read = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=True)
    address = session.get("/api/profile").json()["data"]["User Email"]
    assert read.stdout.strip() == (
        f"otpauth://totp/Expediter:{address}?secret={body['secret']}"
        "&issuer=Expediter&algorithm=SHA1&digits=6&period=30"
    )


def test_activate_answers_with_a_message_and_ten_recovery_codes(session, guarded):
    _, codes = guarded
    assert len(codes) == len(set(codes)) == 10
    assert session.get("/api/profile").json()["data"]["2FA Enabled"] is True
    assert session.get(SETUP).json() == {"enabled": True, "recovery_codes_left": 10}


def test_without_activation_nothing_is_asked_for(demo, session, name, new_password):
    secret = session.post(f"{SETUP}/generate").json()["secret"]
    wrong = Authenticator(secret).wrong_code()
    assert_error(session.post(f"{SETUP}/activate", json={"totp_code": wrong}), 400, "2FA.InvalidCode")
    assert session.get(SETUP).json() == {"enabled": False, "recovery_codes_left": 0}
    assert Client(demo.url).authenticate(name, new_password).json() == {"login": True}


def test_activate_without_generate_is_400(session):
    assert_error(session.post(f"{SETUP}/activate", json={"totp_code": "123456"}), 400, "2FA.NotPrepared")


def test_a_second_secret_voids_the_first_offer(session):
    first = Authenticator(session.post(f"{SETUP}/generate").json()["secret"])
    second = Authenticator(session.post(f"{SETUP}/generate").json()["secret"])
    body = {"totp_code": first.code()}
    assert_error(session.post(f"{SETUP}/activate", json=body), 400, "2FA.InvalidCode")
    assert session.post(f"{SETUP}/activate", json={"totp_code": second.code()}).status_code == 200


def test_what_is_in_use_is_not_replaced_without_its_code(session, guarded):
    assert_error(session.post(f"{SETUP}/generate"), 400, "2FA.AlreadyEnabled")
    assert_error(session.post(f"{SETUP}/activate", json={"totp_code": "123456"}), 400, "2FA.AlreadyEnabled")


def test_verify_2fa_signs_in(demo, name, guarded):
    client = sign_in(demo, name)
    assert_error(client.get(TICKETS), 401, "Session.Missing")
    answer = verify(client, name, guarded[0].code())
    assert answer.status_code == 200 and answer.json() == {"login": True}
    assert len(client.cookies) == 5
    assert client.get(TICKETS).status_code == 200


def test_the_address_serves_as_well_as_the_name(demo, name, guarded):
    client = sign_in(demo, name)
    assert verify(client, f"{name}@acme.com", guarded[0].code()).json() == {"login": True}


def test_a_wrong_code_is_401_and_opens_nothing(demo, name, guarded):
    client = sign_in(demo, name)
    answer = verify(client, name, guarded[0].wrong_code())
    assert_error(answer, 401, "2FA.InvalidCode")
    assert "Set-Cookie" not in answer.headers
    assert verify(client, name, guarded[0].code()).json() == {"login": True}


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "-12345", "0x1234", "１２３４５６", "0" * 64])
def test_what_is_no_code_is_refused(demo, name, guarded, code):
    answer = verify(sign_in(demo, name), name, code)
    assert answer.status_code in (400, 401), answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_code_works_once(demo, name, guarded):
    code = guarded[0].code()
    assert verify(sign_in(demo, name), name, code).status_code == 200
    assert_error(verify(sign_in(demo, name), name, code), 401, "2FA.InvalidCode")


def test_the_code_that_activated_does_not_sign_in(demo, name, session):
    authenticator = Authenticator(session.post(f"{SETUP}/generate").json()["secret"])
    code = authenticator.code()
    assert session.post(f"{SETUP}/activate", json={"totp_code": code}).status_code == 200
    assert_error(verify(sign_in(demo, name), name, code), 401, "2FA.InvalidCode")


def test_an_earlier_code_does_not_work_after_a_later_one(demo, name, session):
    authenticator = Authenticator(session.post(f"{SETUP}/generate").json()["secret"])
    now = authenticator.current()
    later, earlier = totp(authenticator.secret, now + 1), totp(authenticator.secret, now)
    assert session.post(f"{SETUP}/activate", json={"totp_code": later}).status_code == 200
    assert_error(verify(sign_in(demo, name), name, earlier), 401, "2FA.InvalidCode")


@pytest.mark.parametrize("offset, status", [(-4, 400), (3, 400), (1, 200), (0, 200)])
def test_a_clock_may_differ_by_half_a_minute_and_not_by_minutes(session, offset, status):
    authenticator = Authenticator(session.post(f"{SETUP}/generate").json()["secret"])
    code = totp(authenticator.secret, authenticator.current() + offset)
    assert session.post(f"{SETUP}/activate", json={"totp_code": code}).status_code == status


def test_a_code_without_a_password_before_it_is_refused(demo, name, guarded):
    authenticator, recovery = guarded
    for code in (authenticator.code(), recovery[0]):
        assert_error(verify(Client(demo.url), name, code), 401, "2FA.InvalidCode")
    client = sign_in(demo, name)
    assert verify(client, name, recovery[0]).json() == {"login": True}, "a refused code must not be spent"


def test_a_code_must_come_from_the_client_whose_password_was_right(demo, name, guarded):
    authenticator, _ = guarded
    client = sign_in(demo, name, agent="laptop/1.0")
    thief = Client(demo.url)
    thief.headers["User-Agent"] = "thief/1.0"
    code = authenticator.code()
    assert_error(verify(thief, name, code), 401, "2FA.InvalidCode")
    assert verify(client, name, code).json() == {"login": True}


def test_a_right_password_is_good_for_one_sign_in(demo, name, guarded):
    client = sign_in(demo, name)
    assert verify(client, name, guarded[0].code()).status_code == 200
    assert_error(verify(client, name, guarded[0].code()), 401, "2FA.InvalidCode")


def test_a_user_that_nobody_is_gets_the_same_answer(demo, name, guarded):
    bodies = []
    for login in (name, "nobody-of-this-name"):
        body = assert_error(verify(Client(demo.url), login, "123456"), 401, "2FA.InvalidCode")
        bodies.append(body["Message"])
    assert bodies[0] == bodies[1]


def test_wrong_codes_lock_the_account_however_often_the_password_is_right(demo, name, guarded, new_password):
    """Or else each right password would buy two more guesses."""
    authenticator, _ = guarded
    for _ in range(3):
        client = sign_in(demo, name)
        assert_error(verify(client, name, authenticator.wrong_code()), 401, "2FA.InvalidCode")
    assert_error(verify(client, name, authenticator.code()), 429, "User.Locked")
    assert_error(Client(demo.url).authenticate(name, new_password), 429, "User.Locked")


def test_a_recovery_code_works_once_however_it_is_typed(demo, name, session, guarded):
    code = guarded[1][3]
    assert verify(sign_in(demo, name), name, code.lower().replace("-", " ")).json() == {"login": True}
    assert_error(verify(sign_in(demo, name), name, code), 401, "2FA.InvalidCode")
    assert session.get(SETUP).json()["recovery_codes_left"] == 9


def test_a_recovery_code_of_another_user_does_not_work(demo, guarded, new_user, new_password):
    other = new_user("Issue Tracker Viewer")["Username"]
    set_up(Client(demo.url).login(other, new_password))
    assert_error(verify(sign_in(demo, other), other, guarded[1][0]), 401, "2FA.InvalidCode")


def test_new_recovery_codes_void_the_old_ones(demo, name, session, guarded):
    authenticator, old = guarded
    answer = session.post(f"{SETUP}/recovery-codes", json={"totp_code": authenticator.code()})
    assert answer.status_code == 200 and len(answer.json()["recovery_codes"]) == 10
    client = sign_in(demo, name)
    assert_error(verify(client, name, old[0]), 401, "2FA.InvalidCode")
    assert verify(client, name, answer.json()["recovery_codes"][0]).json() == {"login": True}


def test_disable_takes_a_code_and_then_the_password_alone_signs_in(
    demo, name, session, guarded, new_password
):
    authenticator, recovery = guarded
    wrong = {"totp_code": authenticator.wrong_code()}
    assert_error(session.post(f"{SETUP}/disable", json=wrong), 400, "2FA.InvalidCode")
    assert session.get(SETUP).json()["enabled"] is True
    assert session.post(f"{SETUP}/disable", json={"totp_code": authenticator.code()}).status_code == 200
    assert Client(demo.url).authenticate(name, new_password).json() == {"login": True}
    assert session.get(SETUP).json() == {"enabled": False, "recovery_codes_left": 0}


def test_guessing_at_disable_locks_too(session, guarded):
    wrong = {"totp_code": guarded[0].wrong_code()}
    for _ in range(3):
        assert_error(session.post(f"{SETUP}/disable", json=wrong), 400, "2FA.InvalidCode")
    assert_error(
        session.post(f"{SETUP}/disable", json={"totp_code": guarded[0].code()}), 429, "User.Locked"
    )


@pytest.mark.parametrize("action", ["disable", "recovery-codes"])
def test_what_is_not_there_cannot_be_changed(session, action):
    assert_error(session.post(f"{SETUP}/{action}", json={"totp_code": "123456"}), 400, "2FA.NotEnabled")


def test_reset_2fa_lets_the_password_alone_sign_in_and_ends_sessions(
    admin, demo, name, session, guarded, user_path, new_password
):
    client = sign_in(demo, name)
    assert admin.post(f"{user_path}/reset-2fa").status_code == 200
    assert_error(session.get(TICKETS), 401)
    assert_error(verify(client, name, guarded[1][0]), 401, "2FA.InvalidCode")
    assert Client(demo.url).authenticate(name, new_password).json() == {"login": True}
    assert admin.get(user_path).json()["data"]["2FA Enabled"] is False


def test_whose_second_factor_was_changed_is_told(admin, demo, name, session, guarded, user_path):
    spool = Spool(demo.data / "mail")
    address = f"{name}@acme.com"
    assert "turned on" in text_of(spool.wait_for(address))
    assert session.post(f"{SETUP}/disable", json={"totp_code": guarded[0].code()}).ok
    assert "turned off" in text_of(spool.wait_for(address, 2))
    set_up(session)
    assert admin.post(f"{user_path}/reset-2fa").ok
    assert "administrator" in text_of(spool.wait_for(address, 4))


def test_reset_2fa_is_for_who_may_do_as_much_as_the_user(admin, demo, session, guarded, user_path, manager):
    scope = [{"type": "Users", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "edits users", "Scope": scope})
    users_editor = with_token(demo.url, made.json()["Token"])
    for client in (manager, users_editor):
        assert_error(client.post(f"{user_path}/reset-2fa"), 403, "User.NotPrivileged")
    own_id = admin.get("/api/profile").json()["data"]["id"]
    assert_error(users_editor.post(f"/api/user/{own_id}/reset-2fa"), 403, "User.SuperuserOnly")
    assert session.get(SETUP).json()["enabled"] is True


def test_reset_2fa_of_nobody_is_404(admin):
    assert_error(admin.post("/api/user/999999/reset-2fa"), 404, "User.NotFound")


def test_a_user_cannot_be_given_or_denied_a_second_factor_by_a_change(admin, session, guarded, user_path):
    answer = admin.put(user_path, json={"2FA Enabled": False})
    assert_error(answer, 400, "User.Invalid", "2FA Enabled")


def test_secrets_and_recovery_codes_are_not_in_the_files(fresh, fresh_admin):
    authenticator, recovery = set_up(fresh_admin)
    raw = base64.b32decode(authenticator.secret)
    files = {path.name: path.read_bytes() for path in fresh.data.iterdir() if path.is_file()}
    assert any(name.endswith("-wal") for name in files)
    for name, content in files.items():
        for secret in (raw, authenticator.secret, *recovery, *(code.replace("-", "") for code in recovery)):
            wanted = secret if isinstance(secret, bytes) else secret.encode()
            assert wanted not in content, f"{name} holds a secret"
    assert authenticator.secret not in fresh.log() and recovery[0] not in fresh.log()


def test_it_outlasts_a_restart_and_the_operator_takes_it_away(tmp_path):
    server = Server(tmp_path / "data", "--demo")
    authenticator, _ = set_up(Client(server.url).login("admin@acme.com"))
    client = sign_in(server, "admin@acme.com", "expediter-demo")
    server.stop()
    server = Server(tmp_path / "data")
    client.url = server.url
    assert verify(client, "admin@acme.com", authenticator.code()).json() == {"login": True}
    server.stop()
    done = command("user", "reset-2fa", "admin@acme.com", "--data", tmp_path / "data")
    assert "password alone" in done.stdout
    server = Server(tmp_path / "data")
    Client(server.url).login("admin@acme.com")
    server.stop()


def test_an_offer_that_was_not_taken_up_in_a_quarter_of_an_hour_is_void(tmp_path):
    server = Server(tmp_path / "data", "--demo")
    client = Client(server.url).login("admin@acme.com")
    authenticator = Authenticator(client.post(f"{SETUP}/generate").json()["secret"])
    server.stop()
    with sqlite3.connect(tmp_path / "data" / "expediter.db") as database:
        database.execute("UPDATE second_factors SET offered_at = offered_at - 901")
    database.close()
    server = Server(tmp_path / "data")
    client.url = server.url
    late = client.post(f"{SETUP}/activate", json={"totp_code": authenticator.code()})
    assert_error(late, 400, "2FA.NotPrepared")
    server.stop()


def test_who_never_signed_in_can_have_no_second_factor_and_an_old_link_opens_no_session(admin, new_person):
    person = new_person("Issue Tracker Viewer")
    client = Client(admin.url)
    first = client.authenticate(person["Username"], person["one-time password"]).json()
    assert_error(client.post(f"{SETUP}/generate"), 401, "Session.Missing")
    assert_error(client.post(f"{SETUP}/activate", json={"totp_code": "123456"}), 401, "Session.Missing")
    assert first["first_signin"] is True


def test_an_api_token_cannot_change_its_owners_second_factor(session, demo):
    token = session.post("/api/token", json={"Name": "a script"}).json()["Token"]
    script = with_token(demo.url, token)
    assert_error(script.get(SETUP), 403, "User.NotPrivileged")
    assert_error(script.post(f"{SETUP}/generate"), 403, "User.NotPrivileged")
    for action in ("activate", "disable", "recovery-codes"):
        body = {"totp_code": "123456"}
        assert_error(script.post(f"{SETUP}/{action}", json=body), 403, "User.NotPrivileged")
