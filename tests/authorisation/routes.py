"""Every route with who may take it, as one table. A route of the server that is missing here fails the test.

A row makes, as a Superuser or as the caller where it must be the caller's own, what its request works on. The
request is one that succeeds for everybody who may make it: whoever gets something else was refused for who
they are."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from client import TICKETS

ANYONE, SIGNED_IN, REFRESH = "anyone", "signed in", "a refresh token"
SESSION, SUPERUSER = "a session", "a Superuser"
SEES_TICKETS, EDITS_TICKETS = ("Issue Tracker", "View"), ("Issue Tracker", "Edit")
SEES_ORDERS, EDITS_ORDERS = ("Procurement", "View"), ("Procurement", "Edit")
SEES_USERS, EDITS_USERS = ("Users", "View"), ("Users", "Edit")
SECRET = "Schwarzbach"  # Stands in whatever the rows make: no refusal may tell it.

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Asked:
    """A request: its path and body, and what a Superuser looks at to see that a refused one did nothing."""

    path: str
    body: dict | None = None
    watched: str | None = None


@dataclass(frozen=True)
class Row:
    """A route. `make(superuser, owner)` returns what to ask; the owner is the caller, or the Superuser where
    the caller may not own such a thing."""

    method: str
    path: str
    need: str | tuple[str, str]
    make: Callable
    status: int = 200
    code: str | None = None  # Of an answer that is an error for everybody.
    spends_session: bool = False  # The session is over, or has other tokens.
    changes_account: bool = False  # All of the caller's sessions are concerned: it takes a caller of its own.

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _unique(word: str) -> str:
    return f"{SECRET} {word} {next(_numbers)}"


def _made(client, path: str, body: dict) -> dict:
    response = client.post(path, json=body)
    assert response.status_code == 201, f"{path}: {response.text}"
    made = response.json()
    return made.get("data", made)


def just(path: str, body: dict | None = None) -> Callable:
    return lambda superuser, owner: Asked(path, body)


def _ticket(superuser, owner) -> str:
    made = _made(superuser, TICKETS, {"Title": _unique("ticket"), "Priority": "Low", "Category": SECRET})
    return f"{TICKETS}/{made['id']}"


def _note(superuser, owner) -> str:
    notes = _ticket(superuser, owner) + "/notes"
    return f"{notes}/{_made(owner, notes, {'Note': _unique('note')})['id']}"


def _view(superuser, owner) -> str:
    made = _made(owner, "/api/issue-tracker-views", {"Name": _unique("view"), "Query": "Status=Open"})
    return f"/api/issue-tracker-views/{made['id']}"


def _order(superuser, owner) -> str:
    made = _made(superuser, "/api/purchase-order", {"PO List Number": _unique("order")})
    return f"/api/purchase-order/{made['id']}"


def _role(superuser, owner) -> str:
    privileges = [{"type": "Users", "access": "View"}]
    made = _made(superuser, "/api/role", {"Role Name": _unique("role"), "Privileges": privileges})
    return f"/api/role/{made['id']}"


def _new_user(superuser) -> dict:
    number = next(_numbers)
    role = int(_role(superuser, None).split("/")[-1])
    name = f"schwarzbach{number}"
    return {"User Fullname": SECRET, "Username": name, "User Email": f"{name}@acme.com", "Role Id": role}


def _user(superuser, owner) -> str:
    return f"/api/user/{_made(superuser, '/api/user', _new_user(superuser))['id']}"


def _forced(superuser, owner) -> Asked:
    user = _user(superuser, owner)
    return Asked("/api/force-reset-password", {"user_id": int(user.rsplit("/", 1)[1])}, user)


def _token(superuser, owner) -> str:
    return f"/api/token/{_made(owner, '/api/token', {'Name': _unique('token')})['id']}"


def at(make: Callable, body: dict | None = None, below: str = "", watched: str | None = None) -> Callable:
    """A request to what `make` makes, or below it. It is watched itself, unless said otherwise."""

    def ask(superuser, owner) -> Asked:
        path = make(superuser, owner)
        seen = path if watched is None else path.rsplit("/", 1)[0] if watched == "parent" else watched
        return Asked(path + below, body, seen)

    return ask


def new(path: str, body: Callable) -> Callable:
    """A POST to a list; the list is watched."""
    return lambda superuser, owner: Asked(path, body(superuser), f"{path}?page_size=1")


TABLE = [
    Row("GET", "/healthz", ANYONE, just("/healthz")),
    Row("GET", "/readyz", ANYONE, just("/readyz")),
    Row("GET", "/metrics", ANYONE, just("/metrics")),
    Row("GET", "/api/openapi.json", ANYONE, just("/api/openapi.json")),
    Row(
        "POST",
        "/api/authenticate",
        ANYONE,
        lambda *_: Asked("/api/authenticate", {"username": _unique("nobody"), "password": "wrong password"}),
        401,
        "User.InvalidCredentials",
    ),
    Row(
        "POST",
        "/api/first-signin",
        ANYONE,
        just("/api/first-signin", {"session_token": "unknown", "new_password": "a long password"}),
        401,
        "Password.LinkInvalid",
    ),
    Row("POST", "/api/token-refresh", REFRESH, just("/api/token-refresh"), spends_session=True),
    Row("POST", "/api/logout", SIGNED_IN, just("/api/logout"), spends_session=True),
    Row("GET", "/api/session", SESSION, just("/api/session")),
    Row("DELETE", "/api/session", SESSION, just("/api/session"), changes_account=True),
    Row("DELETE", "/api/session/{id}", SESSION, just("/api/session/0"), 404, "Session.NotFound"),
    Row("GET", "/api/user/{id}/session", EDITS_USERS, at(_user, below="/session")),
    Row("DELETE", "/api/user/{id}/session", EDITS_USERS, at(_user, below="/session")),
    Row(
        "POST",
        "/api/verify-2fa",
        ANYONE,
        just("/api/verify-2fa", {"username": "nobody", "totp_code": "123456"}),
        401,
        "2FA.InvalidCode",
    ),
    Row("GET", "/api/setup-2fa", SESSION, just("/api/setup-2fa")),
    Row("POST", "/api/setup-2fa/generate", SESSION, just("/api/setup-2fa/generate")),
    Row(
        "POST",
        "/api/setup-2fa/activate",
        SESSION,
        just("/api/setup-2fa/activate", {"totp_code": "no code"}),
        400,
        changes_account=True,
    ),
    Row(
        "POST",
        "/api/setup-2fa/recovery-codes",
        SESSION,
        just("/api/setup-2fa/recovery-codes", {"totp_code": "123456"}),
        400,
        "2FA.NotEnabled",
    ),
    Row(
        "POST",
        "/api/setup-2fa/disable",
        SESSION,
        just("/api/setup-2fa/disable", {"totp_code": "123456"}),
        400,
        "2FA.NotEnabled",
    ),
    Row("POST", "/api/user/{id}/reset-2fa", EDITS_USERS, at(_user, below="/reset-2fa")),
    Row("POST", "/api/forgot-password", ANYONE, just("/api/forgot-password", {"email": "nobody@acme.com"})),
    Row(
        "POST",
        "/api/reset-password",
        ANYONE,
        just("/api/reset-password", {"session_token": "unknown", "new_password": "a long password"}),
        401,
        "Password.LinkInvalid",
    ),
    Row("POST", "/api/force-reset-password", EDITS_USERS, _forced),
    Row(
        "POST",
        "/api/change-password",
        SESSION,
        just("/api/change-password", {"old_password": "wrong wrong", "new_password": "a long password"}),
        400,
        "Password.Invalid",
        changes_account=True,
    ),
    Row("GET", "/api/audit-log", SUPERUSER, just("/api/audit-log")),
    Row("GET", "/api/profile", SIGNED_IN, just("/api/profile")),
    Row("GET", "/api/people", SIGNED_IN, just("/api/people")),
    Row("GET", "/api/token", SIGNED_IN, just("/api/token")),
    Row("POST", "/api/token", SIGNED_IN, new("/api/token", lambda _: {"Name": _unique("token")}), 201),
    Row("GET", "/api/token/{id}", SIGNED_IN, at(_token)),
    Row("DELETE", "/api/token/{id}", SIGNED_IN, at(_token)),
    Row("GET", TICKETS, SEES_TICKETS, just(TICKETS)),
    Row(
        "POST",
        TICKETS,
        EDITS_TICKETS,
        new(TICKETS, lambda _: {"Title": _unique("ticket"), "Priority": "Low"}),
        201,
    ),
    Row("GET", TICKETS + "/summary", SEES_TICKETS, just(TICKETS + "/summary")),
    Row("GET", TICKETS + "/export", SEES_TICKETS, just(TICKETS + "/export?Priority=Low")),
    Row("GET", TICKETS + "/{id}", SEES_TICKETS, at(_ticket)),
    Row("PUT", TICKETS + "/{id}", EDITS_TICKETS, at(_ticket, {"Status": "Closed"})),
    Row("PATCH", TICKETS + "/{id}", EDITS_TICKETS, at(_ticket, {"Status": "Closed"})),
    Row("DELETE", TICKETS + "/{id}", EDITS_TICKETS, at(_ticket)),
    Row("GET", TICKETS + "/{id}/history", SEES_TICKETS, at(_ticket, below="/history")),
    Row("GET", TICKETS + "/{id}/notes", SEES_TICKETS, at(_ticket, below="/notes")),
    Row("POST", TICKETS + "/{id}/notes", EDITS_TICKETS, at(_ticket, {"Note": "x"}, below="/notes"), 201),
    Row("PUT", TICKETS + "/{id}/notes/{note}", EDITS_TICKETS, at(_note, {"Note": "x"}, watched="parent")),
    Row("DELETE", TICKETS + "/{id}/notes/{note}", EDITS_TICKETS, at(_note, watched="parent")),
    Row("GET", "/api/issue-tracker-views", SEES_TICKETS, just("/api/issue-tracker-views")),
    Row(
        "POST",
        "/api/issue-tracker-views",
        SEES_TICKETS,
        new("/api/issue-tracker-views", lambda _: {"Name": _unique("view"), "Query": "q=x"}),
        201,
    ),
    Row("GET", "/api/issue-tracker-views/{id}", SEES_TICKETS, at(_view)),
    Row("PUT", "/api/issue-tracker-views/{id}", SEES_TICKETS, at(_view, {"Query": "Status=Closed"})),
    Row("DELETE", "/api/issue-tracker-views/{id}", SEES_TICKETS, at(_view)),
    Row("GET", "/api/purchase-order", SEES_ORDERS, just("/api/purchase-order")),
    Row(
        "POST",
        "/api/purchase-order",
        EDITS_ORDERS,
        new("/api/purchase-order", lambda _: {"PO List Number": _unique("order")}),
        201,
    ),
    Row("GET", "/api/purchase-order/{id}", SEES_ORDERS, at(_order)),
    Row("PUT", "/api/purchase-order/{id}", EDITS_ORDERS, at(_order, {"Supplier Name": "x"})),
    Row("DELETE", "/api/purchase-order/{id}", EDITS_ORDERS, at(_order)),
    Row("GET", "/api/user", SEES_USERS, just("/api/user")),
    Row("POST", "/api/user", EDITS_USERS, new("/api/user", _new_user), 201),
    Row("GET", "/api/user/{id}", SEES_USERS, at(_user)),
    Row("PUT", "/api/user/{id}", EDITS_USERS, at(_user, {"User Phone": "1"})),
    Row("DELETE", "/api/user/{id}", EDITS_USERS, at(_user)),
    Row("GET", "/api/role", SEES_USERS, just("/api/role")),
    Row(
        "POST",
        "/api/role",
        EDITS_USERS,
        new("/api/role", lambda _: {"Role Name": _unique("role"), "Privileges": []}),
        201,
    ),
    Row("GET", "/api/role/{id}", SEES_USERS, at(_role)),
    Row("PUT", "/api/role/{id}", EDITS_USERS, at(_role, {"Role Description": "x"})),
    Row("DELETE", "/api/role/{id}", EDITS_USERS, at(_role)),
]
