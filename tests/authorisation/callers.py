"""Every kind of caller: with what they come, and what they may."""

import base64
import hashlib
import hmac
import itertools
import json
import re
import time
from dataclasses import dataclass, field

import limits
from client import Client, with_token
from routes import SESSION, SUPERUSER

AREAS = ("Issue Tracker", "Procurement", "Users")
PASSWORD = "correct horse"


@dataclass
class Caller:
    """A kind of caller. `refused` is the code of the 401 that all routes but the open ones answer with."""

    name: str
    client: Client
    refused: str | None = None
    csrf_fault: str | None = None  # The code of the 422 that all writes answer with.
    privileges: dict = field(default_factory=dict)  # Area → "View" or "Edit".
    again: object = None  # Of who has a good session: makes another, for a call that spends it.
    alike: object = None  # And a session of somebody else who may do the same.

    @property
    def by_token(self) -> bool:
        return "Authorization" in self.client.headers

    def may(self, need) -> bool:
        if need == SESSION:
            return not self.by_token
        if need == SUPERUSER:
            return self.privileges is ALL
        if isinstance(need, str):
            return True
        area, level = need
        return self.privileges.get(area) in (level, "Edit")


ALL = {area: "Edit" for area in AREAS}


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def _decoded(part: str) -> dict:
    return json.loads(base64.urlsafe_b64decode(part + "=="))


def signed(header: dict, claims: dict, key: bytes) -> str:
    text = ".".join(_encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    return f"{text}.{_encoded(hmac.new(key, text.encode(), hashlib.sha256).digest())}"


def signing_key(directory) -> bytes:
    """The secret that the server signs with: to forge what only its own clock would make."""
    text = (directory / "keys.toml").read_text()
    return base64.b64decode(re.search(r'\[signing\.current\][^[]*?secret = "([^"]+)"', text)[1] + "==", b"-_")


class Gate:
    """Makes callers of every kind on one server."""

    def __init__(self, server, superuser: Client):
        self.server = server
        self.superuser = superuser
        self.numbers = itertools.count(1)
        self.key = signing_key(server.data)

    def callers(self) -> list[Caller]:
        return [*self.strangers(), *self.forgers(), *self.former(), *self.without_csrf(), *self.privileged()]

    def strangers(self) -> list[Caller]:
        unknown = with_token(self.server.url, "exp_" + "A" * 43)
        return [
            Caller("nobody", Client(self.server.url), "Session.Missing"),
            Caller("an unknown API token", unknown, "Session.Invalid"),
        ]

    def forgers(self) -> list[Caller]:
        """Sessions whose token is not what the server made, or not for this."""
        session = self.session()
        token = session.cookies.get("access_token_cookie")
        header, claims = (_decoded(part) for part in token.split(".")[:2])
        genuine = signed(header, claims, self.key)
        assert self.with_cookie(session, genuine).get("/api/profile").status_code == 200, "the key is not it"
        body = token.split(".")[1]
        other = _encoded(json.dumps(claims | {"sub": "1"}).encode())
        past = claims | {"iat": claims["iat"] - 7200, "exp": int(time.time()) - 1}
        tokens = {
            "an expired session": (signed(header, past, self.key), "Session.Expired"),
            "a token without a signature": (f"{token.rsplit('.', 1)[0]}.", "Session.Invalid"),
            "a token with alg none": (
                f"{_encoded(json.dumps(header | {'alg': 'none'}).encode())}.{body}.",
                "Session.Invalid",
            ),
            "a token of another key": (signed(header, claims, b"another key" * 3), "Session.Invalid"),
            "a token of another key's name": (
                signed(header | {"kid": "another"}, claims, self.key),
                "Session.Invalid",
            ),
            "a token with another claim": (token.replace(body, other), "Session.Invalid"),
            "a token of an unknown session": (
                signed(header, claims | {"jti": "unknown"}, self.key),
                "Session.Invalid",
            ),
            "a refresh token": (
                session.cookies.get("refresh_token_cookie", path="/api/token-refresh"),
                "Session.Invalid",
            ),
        }
        return [Caller(name, self.with_cookie(session, text), code) for name, (text, code) in tokens.items()]

    def with_cookie(self, session: Client, token: str) -> Client:
        """The session's client with another access token, and the session's CSRF value."""
        client = Client(self.server.url)
        client.cookies.set("access_token_cookie", token, path="/")
        client.cookies.set("csrf_access_token", session.cookies.get("csrf_access_token", path="/"), path="/")
        return client

    def former(self) -> list[Caller]:
        """Callers who once were somebody."""
        gone = self.person(ALL)
        session, token = self.session(gone), self.token_of(self.session(gone))
        assert self.superuser.delete(f"/api/user/{gone['id']}").status_code == 200
        out = self.session()
        signed_out = Client(self.server.url)
        for cookie in out.cookies:
            signed_out.cookies.set(cookie.name, cookie.value, path=cookie.path)
        assert out.post("/api/logout").status_code == 200
        made = self.superuser.post("/api/token", json={"Name": "revoked"}).json()
        assert self.superuser.delete(f"/api/token/{made['id']}").status_code == 200
        return [
            Caller("a deactivated user's session", session, "Session.Invalid"),
            Caller("a deactivated user's API token", token, "Session.Invalid"),
            Caller("a session that was signed out", signed_out, "Session.Invalid"),
            Caller("a revoked API token", with_token(self.server.url, made["Token"]), "Session.Invalid"),
            Caller("an expired API token", self.expired_token(), "Session.Invalid"),
        ]

    def expired_token(self) -> Client:
        soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
        made = self.superuser.post("/api/token", json={"Name": "short", "Expires At": soon})
        assert made.status_code == 201, made.text
        client = with_token(self.server.url, made.json()["Token"])
        give_up = time.monotonic() + limits.ANSWER_S
        while client.get("/api/profile").status_code != 401:
            assert time.monotonic() < give_up, "an API token did not expire"
            time.sleep(0.1)
        return client

    def without_csrf(self) -> list[Caller]:
        """Superusers whose writes do not show the session's CSRF value."""
        faults = {
            "a session without a CSRF value": (None, "CSRF.Missing"),
            "a session with a wrong CSRF value": ("wrong", "CSRF.Invalid"),
            "a session with another session's CSRF value": (
                self.session().cookies.get("csrf_access_token", path="/"),
                "CSRF.Invalid",
            ),
        }
        callers = []
        for name, (value, code) in faults.items():
            client = self.session()
            client.headers["X-XSRF-TOKEN"] = value
            client.cookies.set("csrf_access_token", None, path="/")
            callers.append(Caller(name, client, None, code, ALL))
        return callers

    def privileged(self) -> list[Caller]:
        """Whom the server knows: every area with View and with Edit, by session and by API token."""
        callers = [
            Caller(
                "a Superuser",
                self.session(),
                privileges=ALL,
                again=self.session,
                alike=lambda: self.session(self.another_superuser()),
            ),
            Caller("a Superuser's API token", self.token_of(self.superuser), privileges=ALL),
            self.user({}),
        ]
        for area in AREAS:
            for level in ("View", "Edit"):
                callers.append(self.user({area: level}))
                scope = [{"type": area, "access": level}]
                client = self.token_of(self.superuser, Scope=scope)
                name = f"a Superuser's API token for {area} / {level}"
                callers.append(Caller(name, client, privileges={area: level}))
        owner = self.session(self.person({"Issue Tracker": "View"}))
        callers.append(
            Caller("a viewer's API token", self.token_of(owner), privileges={"Issue Tracker": "View"})
        )
        return callers

    def user(self, privileges: dict) -> Caller:
        person = self.person(privileges)
        name = " and ".join(f"{area} / {level} only" for area, level in privileges.items())
        return Caller(
            name or "a role without privileges",
            self.session(person),
            privileges=privileges,
            again=lambda: self.session(person),
            alike=lambda: self.session(self.person(privileges)),
        )

    def person(self, privileges: dict) -> dict:
        """A user with a role of their own."""
        number = next(self.numbers)
        wanted = [{"type": area, "access": level} for area, level in privileges.items()]
        role = self.superuser.post("/api/role", json={"Role Name": f"Kind {number}", "Privileges": wanted})
        assert role.status_code == 201, role.text
        return self.person_of_role(number, role.json()["data"]["id"])

    def another_superuser(self) -> dict:
        return self.person_of_role(next(self.numbers), 1)

    def person_of_role(self, number: int, role_id: int) -> dict:
        sent = {
            "User Fullname": f"Caller {number}",
            "Username": f"caller{number}",
            "User Email": f"caller{number}@acme.com",
            "Role Id": role_id,
            "Password": PASSWORD,
        }
        made = self.superuser.post("/api/user", json=sent)
        assert made.status_code == 201, made.text
        return made.json()["data"]

    def session(self, person: dict | None = None) -> Client:
        """A new session, of a Superuser unless said otherwise."""
        if person is None:
            return Client(self.server.url).login("admin@acme.com")
        return Client(self.server.url).login(person["Username"], PASSWORD)

    def token_of(self, client: Client, **fields) -> Client:
        made = client.post("/api/token", json={"Name": "a script"} | fields)
        assert made.status_code == 201, made.text
        return with_token(self.server.url, made.json()["Token"])
