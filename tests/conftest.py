"""Servers and clients for the tests. Tests on the shared demo server work on what they made themselves."""

import itertools
import os

import pytest

from client import Client, first_superuser
from program import BINARY, Server

_numbers = itertools.count(1)


def pytest_configure(config):
    config.addinivalue_line("markers", "last: runs after all other tests of the session")


FIGURES = pytest.StashKey[list]()


@pytest.fixture
def figures(request):
    """figures(text): a line of what a test found out, shown at the end of the run, come what may."""
    return request.config.stash.setdefault(FIGURES, []).append


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(FIGURES, []):
        terminalreporter.write_line(f"figures: {line}")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    """Adds the end of the log of each server that a failed test used."""
    report = (yield).get_result()
    if report.failed:
        for name, fixture in getattr(item, "funcargs", {}).items():
            if isinstance(fixture, Server):
                report.sections.append((f"log of {name}", fixture.log()[-4000:]))


@pytest.fixture(scope="session")
def data_root(tmp_path_factory):
    assert os.access(BINARY, os.X_OK), f"{BINARY} is not built"
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def demo(data_root):
    """A server with the demo data, shared by all tests. Its log is full: a test looks for secrets there."""
    server = Server(data_root / "demo", "--demo", "--log-level", "debug", "--log-requests", "all")
    yield server
    server.stop()


@pytest.fixture
def fresh(tmp_path):
    """A server of the test's own, on an empty data directory."""
    server = Server(tmp_path / "fresh")
    yield server
    server.stop()


@pytest.fixture
def serve(tmp_path):
    """Starts servers of the test's own: serve("--timeouts-head", "1s"), each on a new data directory or on
    `data`. Stops them after the test."""
    servers = []

    def start(*arguments, data=None, **options) -> Server:
        servers.append(Server(data or tmp_path / f"data{len(servers)}", *arguments, **options))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def fresh_admin(fresh):
    """The Superuser of the test's own server, past the first sign-in."""
    return first_superuser(fresh)


@pytest.fixture(scope="session")
def admin(demo):
    """A Superuser's session on the demo server. Never log it out."""
    return Client(demo.url).login("admin@acme.com")


@pytest.fixture(scope="session")
def manager(demo):
    """An Issue Tracker Manager's session on the demo server. Never log it out."""
    return Client(demo.url).login("jane.doe@acme.com")


@pytest.fixture(scope="session")
def viewer(demo):
    """An Issue Tracker Viewer's session on the demo server. Never log it out."""
    return Client(demo.url).login("john.smith@acme.com")


@pytest.fixture
def anonymous(demo):
    """A client of the demo server without a session."""
    return Client(demo.url)


@pytest.fixture(scope="module")
def other_manager(demo, admin):
    """A second Issue Tracker Manager's session on the demo server."""
    people = admin.get("/api/user", params={"page_size": 500}).json()["data"]["rows"]
    name = next(
        person["Username"]
        for person in people
        if person["Role Name"] == "Issue Tracker Manager"
        and person["User Status"] == "Active"
        and person["User Email"] != "jane.doe@acme.com"
    )
    return Client(demo.url).login(name)


@pytest.fixture
def mark():
    """A category of the test's own, to tell its tickets from others'."""
    return f"Test {next(_numbers)} {os.getpid()}"


@pytest.fixture(scope="module")
def module_mark():
    """A category of the module's own."""
    return f"Module {next(_numbers)} {os.getpid()}"


@pytest.fixture(scope="session")
def new_password():
    """What `new_user` sets as the password."""
    return "correct horse"


@pytest.fixture
def new_person(admin):
    """Makes a user: new_person(role name, field=value…) → the user, with its "one-time password"."""

    def make(role: str, **fields) -> dict:
        roles = {row["Role Name"]: row["id"] for row in admin.get("/api/role").json()["data"]["rows"]}
        name = f"person{next(_numbers)}"
        sent = {"User Fullname": name.title(), "Username": name, "User Email": f"{name}@acme.com"}
        made = admin.post("/api/user", json=sent | {"Role Id": roles[role]} | fields)
        assert made.status_code == 201, made.text
        user = made.json()["data"]
        return user | {"one-time password": user.pop("Initial Password", None)}

    return make


@pytest.fixture
def new_user(new_person, new_password):
    """Makes a user who is past the first sign-in and has the password `new_password`."""
    return lambda role: new_person(role, Password=new_password)
