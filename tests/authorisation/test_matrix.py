"""Every route with every kind of caller: who may is answered, who may not is refused, and nothing happens."""

import pytest
import requests

from answers import assert_error
from callers import Caller, Gate
from client import Client
from program import Server
from routes import ANYONE, REFRESH, SECRET, SESSION, SIGNED_IN, SUPERUSER, TABLE, Asked, Row


@pytest.fixture(scope="module")
def server(data_root):
    """A server of the matrix's own: it makes and ends users."""
    own = Server(data_root / "authorisation", "--demo")
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
    return gate.callers()


@pytest.fixture(scope="module")
def operations(server):
    """Method and path → what the server declares of the route."""
    document = requests.get(server.url + "/api/openapi.json", timeout=20).json()
    return {
        (method.upper(), path): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def test_every_route_is_in_the_table_once(operations):
    table = [(row.method, row.path) for row in TABLE]
    assert len(table) == len(set(table))
    assert set(table) == set(operations)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_document_says_who_may_take_the_route(operations, row):
    operation = operations[row.method, row.path]
    described = operation["description"]
    if row.need in (ANYONE, REFRESH):
        assert operation["security"] == [] and described == "Needs no session."
    elif row.need == SIGNED_IN:
        assert operation["security"] and described == "For everybody who is signed in."
    elif row.need == SESSION:
        assert operation["security"]
        assert described == "For everybody with a session; an API token will not do."
    elif row.need == SUPERUSER:
        assert operation["security"] and described == "For Superusers."
    else:
        assert operation["security"] and described == f"Needs the privilege {' / '.join(row.need)}."


def refusal_of(row: Row, caller: Caller) -> tuple[int, str] | None:
    """Status and code with which the caller is refused; None where the caller may."""
    if row.need == ANYONE:
        return None
    if caller.refused and row.need != REFRESH:
        return 401, caller.refused
    if caller.csrf_fault and row.writes:
        return 422, caller.csrf_fault
    if row.need == REFRESH:
        return None if caller.again else (401, "Session.RefreshInvalid")
    return None if caller.may(row.need) else (403, "User.NotPrivileged")


def send(client: Client, method: str, asked: Asked) -> requests.Response:
    return client.request(method, asked.path, json=asked.body)


def look(superuser: Client, asked: Asked):
    """What a refused request must leave as it is."""
    if asked.watched is None:
        return None
    seen = superuser.get(asked.watched)
    return seen.status_code, seen.json()


def check_refused(row: Row, caller: Caller, refusal: tuple, asked: Asked) -> None:
    """The refusal is the expected one and tells nothing."""
    response = send(caller.client, row.method, asked)
    try:
        assert_error(response, *refusal)
    except AssertionError as error:
        raise AssertionError(f"{row} by {caller.name}: {error}") from error
    assert SECRET not in response.text, f"{row} by {caller.name}: the refusal tells {response.text}"
    if row.method == "GET":
        head = send(caller.client, "HEAD", asked)
        assert head.status_code == refusal[0] and not head.content, f"HEAD {row.path} by {caller.name}"


def check_allowed(row: Row, caller: Caller, superuser: Client) -> None:
    client = caller.client
    if row.spends_session and caller.again:
        client = caller.again()
    if row.changes_account and caller.alike:
        client = caller.alike()
    # What must be the caller's own is made by the caller; where that takes a CSRF value, by the Superuser.
    is_able = not caller.refused and not caller.csrf_fault and caller.may(row.need)
    response = send(client, row.method, row.make(superuser, client if is_able else superuser))
    about = f"{row} by {caller.name}: {response.status_code} {response.text[:300]}"
    assert response.status_code == row.status, about
    if row.code is not None:
        assert response.json()["Code"] == row.code, about


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_who_may_is_answered_and_who_may_not_is_refused_and_nothing_happens(row, callers, superuser):
    asked = row.make(superuser, superuser)
    before = look(superuser, asked)
    may = 0
    for caller in callers:
        refusal = refusal_of(row, caller)
        if refusal is None:
            may += 1
            continue
        check_refused(row, caller, refusal, asked)
        assert look(superuser, asked) == before, f"{row} by {caller.name} was refused and done"
    for caller in callers:
        if refusal_of(row, caller) is None:
            check_allowed(row, caller, superuser)
    assert may == len(callers) if row.need == ANYONE else 2 <= may < len(callers)


def test_every_kind_of_caller_is_among_them(callers, figures):
    names = {caller.name for caller in callers}
    assert len(names) == len(callers)
    assert {"nobody", "an expired session", "a token with alg none", "Issue Tracker / View only"} <= names
    figures(f"authorisation: {len(TABLE)} routes × {len(callers)} kinds of caller")
