"""Pages of other origins: kept out unless the configuration names their origin."""

import pytest

from client import TICKETS, Client
from program import DEMO_PASSWORD, Server, command

OURS = "https://portal.example.com"
OTHERS = "https://evil.example.com"


@pytest.fixture(scope="module")
def open_server(data_root):
    server = Server(data_root / "cors", "--demo", "--cors-origins", f"{OURS},http://localhost:5173")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def jane(open_server):
    return Client(open_server.url).login("jane.doe@acme.com")


def preflight(client, path: str, origin: str, method: str = "PUT"):
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    return client.request("OPTIONS", path, headers=asked)


def cors_headers(answer) -> set:
    return {name for name in answer.headers if name.lower().startswith("access-control-")}


def test_without_configuration_no_origin_is_let_in(demo, manager):
    for origin in (OURS, demo.url, "null"):
        assert cors_headers(manager.get(TICKETS, headers={"Origin": origin})) == set()
        assert cors_headers(preflight(manager, TICKETS, origin)) == set()


@pytest.mark.parametrize("origin", [OURS, "http://localhost:5173"])
def test_a_named_origin_may_read_answers_with_credentials(jane, origin):
    answer = jane.get("/api/profile", headers={"Origin": origin})
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    exposed = set(answer.headers["Access-Control-Expose-Headers"].split(", "))
    assert exposed >= {"Content-Disposition", "ETag", "Location", "Retry-After", "WWW-Authenticate"}
    assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin",
    [
        *(OTHERS, "null", "*", OURS + ".evil.com", OURS.upper(), OURS + "/", OURS + ":443"),
        *(f"{OURS}, {OURS}", f"{OURS} {OTHERS}", f"{OTHERS} {OURS}", "portal.example.com"),
        *("//portal.example.com", OURS + "\t.evil", "http://portal.example.com", OURS + ":444", ""),
    ],
)
def test_no_other_origin_may(jane, origin):
    for answer in (
        jane.get("/api/profile", headers={"Origin": origin}),
        preflight(jane, TICKETS, origin),
        jane.get("/api/nothing", headers={"Origin": origin}),
    ):
        assert cors_headers(answer) == set()
        assert answer.headers["Vary"] == "Origin"


def test_an_answer_that_leaves_later_and_a_refusal_are_readable_too(jane):
    made = jane.post(TICKETS, json={"Title": "From afar", "Priority": "Low"}, headers={"Origin": OURS})
    assert made.status_code == 201 and made.headers["Access-Control-Allow-Origin"] == OURS
    wrong = jane.post(TICKETS, json={"Titel": 1}, headers={"Origin": OURS})
    assert wrong.status_code == 400 and wrong.headers["Access-Control-Allow-Origin"] == OURS
    nowhere = jane.get("/api/nothing", headers={"Origin": OURS})
    assert nowhere.status_code == 404 and nowhere.headers["Access-Control-Allow-Origin"] == OURS
    signed_in = Client(jane.url).post("/api/authenticate", json={}, headers={"Origin": OURS})
    assert signed_in.headers["Access-Control-Allow-Origin"] == OURS


def test_what_the_server_refuses_before_it_is_read_is_readable_too(jane):
    large = jane.post(TICKETS, data=b"x" * (2 << 20), headers={"Origin": OURS})
    assert large.status_code == 413 and large.headers["Access-Control-Allow-Origin"] == OURS
    others = jane.post(TICKETS, data=b"x" * (2 << 20), headers={"Origin": OTHERS})
    assert others.status_code == 413 and cors_headers(others) == set() and others.headers["Vary"] == "Origin"


def test_a_preflight_says_what_may_be_sent(jane):
    answer = preflight(jane, f"{TICKETS}/TKT-001", OURS)
    assert answer.status_code == 204
    methods = answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert {"GET", "PUT", "PATCH", "DELETE"} <= set(methods) and "POST" not in methods
    names = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "x-xsrf-token", "if-match", "idempotency-key"} <= set(names)
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert 0 < int(answer.headers["Access-Control-Max-Age"]) <= 3600


def test_a_wildcard_never_goes_with_credentials(jane):
    for answer in (jane.get("/api/profile", headers={"Origin": OURS}), preflight(jane, TICKETS, OURS)):
        assert "*" not in [answer.headers[name] for name in cors_headers(answer)]


def test_a_write_from_a_named_origin_still_needs_the_csrf_value(jane):
    sent = {"Origin": OURS, "X-XSRF-TOKEN": None}
    assert jane.post(TICKETS, json={"Title": "x", "Priority": "Low"}, headers=sent).status_code == 422


def test_the_page_itself_is_for_its_own_origin(jane):
    assert cors_headers(jane.get("/", headers={"Origin": OURS})) == set()


@pytest.mark.parametrize(
    "wrong",
    ["*", "null", "portal.example.com", OURS + "/", "https://", "HTTPS://X", "ftp://x", "https://a b", ","],
)
def test_what_is_no_origin_is_refused_by_name(tmp_path, wrong):
    done = command("serve", "--print-config", "--data", tmp_path / "data", "--cors-origins", wrong, ok=False)
    assert done.returncode == 2 and '"cors.origins" must be origins such as' in done.stderr


@pytest.fixture
def portal(open_server):
    """A page of an admitted origin on another host: the cookies are for our host, which is not its own."""
    client = Client(open_server.url)
    client.headers["Origin"] = OURS
    return client


def sign_in(client, **headers):
    credentials = {"username": "jane.doe@acme.com", "password": DEMO_PASSWORD}
    return client.post("/api/authenticate", json=credentials, headers=headers)


def written(client, csrf: str):
    ticket = {"Title": "From a portal", "Priority": "Low"}
    return client.post(TICKETS, json=ticket, headers={"X-XSRF-TOKEN": csrf})


def test_a_page_of_an_admitted_origin_is_told_what_it_writes_with(portal):
    told = sign_in(portal).json()
    assert set(told) == {"login", "csrf_access_token", "csrf_refresh_token"}
    assert written(portal, told["csrf_access_token"]).status_code == 201
    assert written(portal, told["csrf_refresh_token"]).status_code == 422
    # Loaded anew it has lost them, and asks who it is.
    profile = portal.get("/api/profile").json()
    assert {name: profile[name] for name in told if name != "login"} == {
        name: value for name, value in told.items() if name != "login"
    }
    refresh = portal.post("/api/token-refresh", headers={"X-XSRF-TOKEN": profile["csrf_refresh_token"]})
    assert refresh.status_code == 200
    assert written(portal, refresh.json()["csrf_access_token"]).status_code == 201


@pytest.mark.parametrize("origin", [None, OTHERS, "null", OURS + "/", OURS.upper(), ""])
def test_nobody_else_is_told(open_server, origin):
    client = Client(open_server.url)
    headers = {} if origin is None else {"Origin": origin}
    assert sign_in(client, **headers).json() == {"login": True}
    assert list(client.get("/api/profile", headers=headers).json()) == ["data"]


def test_a_token_has_no_such_value(open_server, portal, jane):
    token = jane.post("/api/token", json={"Name": "portal"}).json()["Token"]
    alone = Client(open_server.url)
    profile = alone.get("/api/profile", headers={"Origin": OURS, "Authorization": f"Bearer {token}"})
    assert list(profile.json()) == ["data"]
