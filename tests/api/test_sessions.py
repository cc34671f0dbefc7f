"""Signing in and out, the cookies, refreshing a session."""

import base64
import json
import time

import pytest

from answers import assert_error
from client import TICKETS, Client


@pytest.fixture
def jane(demo):
    """A session of the test's own."""
    return Client(demo.url).login("jane.doe@acme.com")


def set_cookies(response) -> dict:
    """The cookies that an answer sets: name → attributes, with the value under "value"."""
    found = {}
    for line in response.raw.headers.getlist("Set-Cookie"):
        first, *attributes = [part.strip() for part in line.split(";")]
        name, _, value = first.partition("=")
        found[name] = {"value": value} | {
            key.lower(): text for key, _, text in (attribute.partition("=") for attribute in attributes)
        }
    return found


def claims(token: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def signed_like(
    token: str, header: dict | None = None, body: dict | None = None, signature: str | None = None
) -> str:
    """The token with parts replaced."""
    parts = token.split(".")
    for at, part in enumerate((header, body)):
        if part is not None:
            parts[at] = base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
    if signature is not None:
        parts[2] = signature
    return ".".join(parts)


def test_authenticate_answers_login_true_and_five_cookies(anonymous):
    response = anonymous.authenticate("jane.doe@acme.com")
    assert response.status_code == 200 and response.json() == {"login": True}
    assert set(set_cookies(response)) == {
        "access_token_cookie",
        "refresh_token_cookie",
        "csrf_access_token",
        "csrf_refresh_token",
        "device_cookie",
    }


@pytest.mark.parametrize(
    "name, path, http_only",
    [
        ("access_token_cookie", "/", True),
        ("refresh_token_cookie", "/api/token-refresh", True),
        ("csrf_access_token", "/", False),
        ("csrf_refresh_token", "/api/token-refresh", False),
        ("device_cookie", "/api", True),
    ],
)
def test_a_cookie_has_its_path_and_attributes(anonymous, name, path, http_only):
    cookie = set_cookies(anonymous.authenticate("jane.doe@acme.com"))[name]
    assert cookie["value"]
    assert cookie["path"] == path
    assert ("httponly" in cookie) == http_only
    assert cookie["samesite"] == "Lax"
    assert "secure" not in cookie and "domain" not in cookie


def test_the_access_and_refresh_tokens_are_jwts(anonymous):
    cookies = set_cookies(anonymous.authenticate("jane.doe@acme.com"))
    for name in ("access_token_cookie", "refresh_token_cookie"):
        header = json.loads(base64.urlsafe_b64decode(cookies[name]["value"].split(".")[0] + "=="))
        assert header["alg"] == "HS256"
        assert claims(cookies[name]["value"])["exp"] > time.time()


def test_an_access_token_lasts_an_hour_and_a_refresh_token_thirty_days(anonymous):
    cookies = set_cookies(anonymous.authenticate("jane.doe@acme.com"))
    assert abs(claims(cookies["access_token_cookie"]["value"])["exp"] - time.time() - 3600) < 60
    assert abs(claims(cookies["refresh_token_cookie"]["value"])["exp"] - time.time() - 30 * 86400) < 60


def test_a_token_does_not_hold_the_password(anonymous):
    cookies = set_cookies(anonymous.authenticate("jane.doe@acme.com"))
    assert "expediter-demo" not in json.dumps(claims(cookies["access_token_cookie"]["value"]))


def test_the_login_name_serves_as_well_as_the_address(anonymous, manager):
    name = manager.get("/api/profile").json()["data"]["Username"]
    assert name != "jane.doe@acme.com"
    assert anonymous.authenticate(name).json() == {"login": True}


def test_wrong_credentials_are_401_and_the_same_whether_or_not_the_user_exists(demo, new_user):
    bodies = []
    for name in (new_user("Issue Tracker Viewer")["Username"], "nobody-of-this-name"):
        response = Client(demo.url).authenticate(name, "not the password")
        body = assert_error(response, 401, "User.InvalidCredentials")
        assert body["Message"] == "Invalid username or password."
        assert not set_cookies(response)
        bodies.append({key: value for key, value in body.items() if key != "Request Id"})
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    "body, field",
    [
        ({}, "username"),
        ({"username": "jane.doe@acme.com"}, "password"),
        ({"password": "x"}, "username"),
        ({"username": 7, "password": "x"}, "username"),
        ({"username": "x", "password": None}, "password"),
        ({"username": "x", "password": ["x"]}, "password"),
    ],
)
def test_authenticate_without_what_it_needs_is_400(anonymous, body, field):
    assert_error(anonymous.post("/api/authenticate", json=body), 400, None, field)


def test_a_session_reads_without_and_writes_with_the_csrf_value(jane):
    assert jane.get(TICKETS).status_code == 200
    assert jane.post(TICKETS, json={"Title": "x", "Priority": "Low"}).status_code == 201


@pytest.mark.parametrize(
    "method, path",
    [
        ("POST", TICKETS),
        ("PUT", f"{TICKETS}/TKT-001"),
        ("PATCH", f"{TICKETS}/TKT-001"),
        ("DELETE", f"{TICKETS}/TKT-001"),
        ("POST", f"{TICKETS}/TKT-001/notes"),
        ("POST", "/api/token"),
        ("POST", "/api/logout"),
    ],
)
@pytest.mark.parametrize("token, code", [(None, "CSRF.Missing"), ("", None), ("wrong", "CSRF.Invalid")])
def test_a_write_without_the_csrf_value_is_422(jane, method, path, token, code):
    before = jane.ticket("TKT-001")
    body = None if method == "DELETE" else {"Title": "Forged", "Priority": "Low"}
    assert_error(jane.request(method, path, json=body, headers={"X-XSRF-TOKEN": token}), 422, code)
    assert jane.ticket("TKT-001") == before


def test_the_csrf_value_of_another_session_is_422(jane, demo):
    other = Client(demo.url).login("jane.doe@acme.com").cookies.get("csrf_access_token", path="/")
    response = jane.post(TICKETS, json={"Title": "x", "Priority": "Low"}, headers={"X-XSRF-TOKEN": other})
    assert_error(response, 422, "CSRF.Invalid")


def test_a_forged_csrf_cookie_does_not_help(jane):
    jane.cookies.set("csrf_access_token", "forged", path="/", domain="127.0.0.1")
    response = jane.post(TICKETS, json={"Title": "x", "Priority": "Low"}, headers={"X-XSRF-TOKEN": "forged"})
    assert_error(response, 422, "CSRF.Invalid")


def test_logout_ends_the_session_at_the_server_and_expires_the_cookies(jane, demo):
    stolen = jane.cookies.get("access_token_cookie", path="/")
    stolen_refresh = jane.cookies.get("refresh_token_cookie", path="/api/token-refresh")
    csrf_refresh = jane.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    response = jane.post("/api/logout")
    assert response.status_code == 200
    for name, cookie in set_cookies(response).items():
        assert cookie["value"] == "" or cookie.get("max-age") == "0", name
    assert len(set_cookies(response)) == 4
    # What names the browser stays: it opens nothing.
    assert [cookie.name for cookie in jane.cookies] == ["device_cookie"]
    assert_error(jane.get(TICKETS), 401)
    thief = Client(demo.url)
    assert_error(thief.get(TICKETS, headers={"Cookie": f"access_token_cookie={stolen}"}), 401)
    refresh = {"Cookie": f"refresh_token_cookie={stolen_refresh}", "X-XSRF-TOKEN": csrf_refresh}
    assert_error(thief.post("/api/token-refresh", headers=refresh), 401)


def test_one_logout_leaves_other_sessions_alone(jane, manager):
    assert jane.post("/api/logout").status_code == 200
    assert manager.get(TICKETS).status_code == 200


def test_logout_without_a_session_is_401(anonymous):
    assert_error(anonymous.post("/api/logout"), 401)


def refresh(client, **headers):
    csrf = client.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    return client.post("/api/token-refresh", headers={"X-XSRF-TOKEN": csrf} | headers)


def test_token_refresh_gives_a_new_access_token(jane):
    before = jane.cookies.get("access_token_cookie", path="/")
    time.sleep(1.1)  # A token tells the second it was made in.
    response = refresh(jane)
    assert response.status_code == 200, response.text
    assert {"access_token_cookie", "csrf_access_token"} <= set(set_cookies(response))
    assert jane.cookies.get("access_token_cookie", path="/") != before
    assert jane.post(TICKETS, json={"Title": "After the refresh", "Priority": "Low"}).status_code == 201


def test_token_refresh_works_when_the_access_token_is_gone(jane):
    jane.cookies.clear("127.0.0.1", "/", "access_token_cookie")
    assert_error(jane.get(TICKETS), 401)
    assert refresh(jane).status_code == 200
    assert jane.get(TICKETS).status_code == 200


@pytest.mark.parametrize("token, code", [(None, "CSRF.Missing"), ("wrong", "CSRF.Invalid")])
def test_token_refresh_without_its_csrf_value_is_422(jane, token, code):
    assert_error(refresh(jane, **{"X-XSRF-TOKEN": token}), 422, code)


def test_token_refresh_takes_the_access_tokens_csrf_value_too(jane):
    """A page cannot read a cookie of the path /api/token-refresh."""
    readable = jane.cookies.get("csrf_access_token", path="/")
    assert refresh(jane, **{"X-XSRF-TOKEN": readable}).status_code == 200


def test_a_refresh_token_that_comes_again_at_the_same_moment_is_answered(jane):
    renewal = jane.cookies.get("refresh_token_cookie", path="/api/token-refresh")
    csrf = jane.cookies.get("csrf_refresh_token", path="/api/token-refresh")
    assert refresh(jane).status_code == 200
    again = Client(jane.url).post(
        "/api/token-refresh", headers={"Cookie": f"refresh_token_cookie={renewal}", "X-XSRF-TOKEN": csrf}
    )
    assert again.status_code == 200
    assert jane.get(TICKETS).status_code == 200


def test_token_refresh_without_a_cookie_is_401(anonymous):
    assert_error(anonymous.post("/api/token-refresh", headers={"X-XSRF-TOKEN": "x"}), 401)


def test_an_access_token_is_no_refresh_token_and_the_other_way_round(jane, demo):
    access = jane.cookies.get("access_token_cookie", path="/")
    renewal = jane.cookies.get("refresh_token_cookie", path="/api/token-refresh")
    other = Client(demo.url)
    assert_error(other.get(TICKETS, headers={"Cookie": f"access_token_cookie={renewal}"}), 401)
    wrong = {
        "Cookie": f"refresh_token_cookie={access}",
        "X-XSRF-TOKEN": jane.cookies.get("csrf_access_token", path="/"),
    }
    assert_error(other.post("/api/token-refresh", headers=wrong), 401)


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: "",
        lambda token: "x",
        lambda token: "a.b.c",
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B") + "AA",
        lambda token: token.rsplit(".", 1)[0] + ".",
        lambda token: signed_like(token, header={"alg": "none", "typ": "JWT"}, signature=""),
        lambda token: signed_like(token, header={"alg": "none", "typ": "JWT"}),
        lambda token: signed_like(token, header={"alg": "RS256", "typ": "JWT"}),
        lambda token: signed_like(token, body=claims(token) | {"exp": 4102444800}),
        lambda token: signed_like(token, body=claims(token) | {"sub": "1"}),
        lambda token: token + "." + token,
        lambda token: "." * 200,
    ],
    ids=[
        "empty",
        "short",
        "three parts",
        "signature",
        "no signature",
        "alg none",
        "alg none, signed",
        "alg RS256",
        "later expiry",
        "other subject",
        "twice",
        "dots",
    ],
)
def test_a_forged_access_token_is_401(jane, demo, forge):
    forged = forge(jane.cookies.get("access_token_cookie", path="/"))
    assert_error(Client(demo.url).get(TICKETS, headers={"Cookie": f"access_token_cookie={forged}"}), 401)
    assert jane.get(TICKETS).status_code == 200


def test_profile_tells_who_is_signed_in(jane):
    response = jane.get("/api/profile")
    assert response.status_code == 200
    profile = response.json()["data"]
    assert profile["User Email"] == "jane.doe@acme.com"
    assert profile["Role Name"] == "Issue Tracker Manager"
    assert {"type": "Issue Tracker", "access": "Edit"} in profile["Privileges"]
    assert "assword" not in response.text.replace("Password Expiration", "")


def test_profile_without_a_session_is_401(anonymous):
    assert_error(anonymous.get("/api/profile"), 401)
