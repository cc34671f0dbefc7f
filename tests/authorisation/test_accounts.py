"""Nobody gets further than they may: every pair of caller and target, with every operation on an account.

Whoever does something to an account must cover what it may do, before and after: or they could make it
theirs.
"""

import itertools

import pytest

from answers import assert_error, rows_of
from callers import ALL, Gate
from client import Client
from program import Server

USERS = {"Users": "Edit"}
# What callers may do besides Users / Edit, and what targets may do: from nothing to everything.
KINDS = [
    {},
    {"Issue Tracker": "View"},
    {"Issue Tracker": "Edit", "Procurement": "View"},
    {"Users": "View"},
    USERS,
    USERS | {"Issue Tracker": "View"},
    USERS | {"Issue Tracker": "Edit", "Procurement": "Edit"},
]
SUPERUSER = "superuser"


def named(kind) -> str:
    if kind == SUPERUSER:
        return kind
    return "+".join(f"{area} {level}" for area, level in kind.items()) or "nothing"


def covers(caller: dict, target) -> bool:
    if caller == SUPERUSER:
        return True
    if target == SUPERUSER:
        return False
    return all(caller.get(area) in (level, "Edit") for area, level in target.items())


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "accounts", "--demo")
    yield own
    own.stop()


@pytest.fixture(scope="module")
def superuser(server):
    return Client(server.url).login("admin@acme.com")


@pytest.fixture(scope="module")
def gate(server, superuser):
    return Gate(server, superuser)


@pytest.fixture(scope="module")
def callers(gate):
    """Who may edit users, by what else they may: a session and an API token each."""
    made = {}
    for kind in [each for each in KINDS if each.get("Users") == "Edit"]:
        session = gate.session(gate.person(kind))
        made[named(kind), "session"] = (kind, session)
        made[named(kind), "token"] = (kind, gate.token_of(session))
    # Less than its owner may: what counts is what the token may.
    narrow = gate.token_of(gate.superuser, Scope=[{"type": "Users", "access": "Edit"}])
    made["a Superuser", "narrow token"] = (USERS, narrow)
    made["a Superuser", "session"] = (SUPERUSER, gate.session(gate.another_superuser()))
    return made


def person(gate, kind) -> dict:
    return gate.another_superuser() if kind == SUPERUSER else gate.person(kind)


def update(**fields):
    return lambda client, user: client.put(f"/api/user/{user['id']}", json=fields)


# What can be done to an account, and whether a session is needed for it.
OPERATIONS = {
    "a telephone number": update(**{"User Phone": "+49 30 1"}),
    "a name": update(**{"User Fullname": "Somebody Else"}),
    "a login name": lambda client, user: update(**{"Username": f"renamed{user['id']}"})(client, user),
    "an address": lambda client, user: update(**{"User Email": f"moved{user['id']}@acme.com"})(client, user),
    "a password": update(Password="taken over now"),
    "a status": update(**{"User Status": "Inactive"}),
    "a lesser role": update(**{"Role Id": 3}),
    "a deactivation": lambda client, user: client.delete(f"/api/user/{user['id']}"),
    "a forced reset": lambda client, user: client.post(
        "/api/force-reset-password", json={"user_id": user["id"]}
    ),
    "a second factor": lambda client, user: client.post(f"/api/user/{user['id']}/reset-2fa"),
    "its sessions": lambda client, user: client.delete(f"/api/user/{user['id']}/session"),
}


def look(superuser, user) -> dict:
    return superuser.get(f"/api/user/{user['id']}").json()["data"]


@pytest.mark.parametrize("target", [*KINDS, SUPERUSER], ids=named)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_account_is_changed_by_who_covers_it_alone(gate, superuser, callers, operation, target):
    for (name, how), (kind, client) in callers.items():
        user = person(gate, target)
        before = look(superuser, user)
        answer = OPERATIONS[operation](client, user)
        said = f"{operation} of {named(target)} by {name} ({how}): {answer.status_code} {answer.text[:200]}"
        # A role that is given must be covered too.
        gives = {"Issue Tracker": "View"} if operation == "a lesser role" else {}
        may = covers(kind, target) and covers(kind, gives)
        if may:
            assert answer.status_code == 200, said
        elif target == SUPERUSER:
            assert_error(answer, 403, "User.SuperuserOnly")
        else:
            assert answer.status_code in (400, 403), said
        if not may:
            assert look(superuser, user) == before, said


@pytest.mark.parametrize("target", [*KINDS, SUPERUSER], ids=named)
def test_an_account_is_brought_back_by_who_covers_it_alone(gate, superuser, callers, target):
    for (name, how), (kind, client) in callers.items():
        user = person(gate, target)
        assert superuser.delete(f"/api/user/{user['id']}").status_code == 200
        answer = client.put(f"/api/user/{user['id']}", json={"User Status": "Active"})
        assert (answer.status_code == 200) == covers(kind, target), f"{name} ({how}): {answer.text[:200]}"
        assert (look(superuser, user)["User Status"] == "Active") == covers(kind, target), f"{name} ({how})"


@pytest.mark.parametrize("target", [*KINDS, SUPERUSER], ids=named)
def test_one_session_is_ended_by_who_covers_whose_it_is_alone(gate, superuser, callers, target):
    for (name, how), (kind, client) in callers.items():
        user = person(gate, target)
        session = gate.session(user)
        (row,) = rows_of(superuser.get(f"/api/user/{user['id']}/session"))
        answer = client.delete(f"/api/session/{row['id']}")
        # No API token ends sessions by this route.
        may = covers(kind, target) and how == "session"
        assert answer.status_code == (200 if may else 403), f"{name} ({how}): {answer.text[:200]}"
        assert session.get("/api/profile").status_code == (401 if may else 200), f"{name} ({how})"


@pytest.mark.parametrize("target", [*KINDS, SUPERUSER], ids=named)
def test_a_role_is_given_by_who_covers_it_alone(gate, superuser, callers, target):
    role = person(gate, target)["Role Id"]
    for (name, how), (kind, client) in callers.items():
        user = person(gate, {})
        answer = client.put(f"/api/user/{user['id']}", json={"Role Id": role})
        assert (answer.status_code == 200) == covers(kind, target), f"{name} ({how}): {answer.text[:200]}"
        assert (look(superuser, user)["Role Id"] == role) == covers(kind, target)


@pytest.mark.parametrize("target", KINDS, ids=named)
def test_a_role_is_changed_by_who_covers_it_before_and_after(gate, superuser, callers, target):
    for (name, how), (kind, client) in callers.items():
        role = person(gate, target)["Role Id"]
        taken = client.put(f"/api/role/{role}", json={"Role Description": "Mine"})
        assert (taken.status_code == 200) == covers(kind, target), f"{name} ({how}): {taken.text[:200]}"
        more = [{"type": area, "access": "Edit"} for area in ALL]
        given = client.put(f"/api/role/{role}", json={"Privileges": more})
        assert (given.status_code == 200) == covers(kind, ALL), f"{name} ({how}): {given.text[:200]}"


def test_another_role_ends_the_sessions_at_once(gate, superuser):
    user = person(gate, {"Issue Tracker": "Edit"})
    session = gate.session(user)
    assert session.get("/api/profile").status_code == 200
    assert superuser.put(f"/api/user/{user['id']}", json={"Role Id": 3}).status_code == 200
    assert_error(session.get("/api/profile"), 401, "Session.Invalid")


def test_of_two_changes_in_one_commit_each_tells_who_is_who(gate, superuser, server):
    """Many roles change at once: nobody may be remembered as what they were."""
    users = [person(gate, {"Issue Tracker": "Edit", "Procurement": "Edit"}) for _ in range(6)]
    tokens = [gate.token_of(gate.session(user)) for user in users]
    for token in tokens:
        assert token.get("/api/purchase-order").status_code == 200
    for user, token in itertools.zip_longest(users, tokens):
        assert superuser.put(f"/api/user/{user['id']}", json={"Role Id": 3}).status_code == 200
        assert_error(token.get("/api/purchase-order"), 403, "User.NotPrivileged")
