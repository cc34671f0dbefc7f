"""The wire as clients speak it that others wrote: what they send, and what they need of an answer."""

import json

import pytest

from answers import assert_error, ids_of, total_of
from client import TICKETS, Client

SUMMARY = TICKETS + "/summary"
BEARER = 'Bearer realm="Expediter"'
WRONG_TOKEN = BEARER + ', error="invalid_token"'


@pytest.mark.parametrize(
    "query",
    [
        "Status=Open&Status=Closed",
        "Status[]=Open&Status[]=Closed",
        "Status%5B%5D=Open&Status%5B%5D=Closed",
        "Status[0]=Open&Status[1]=Closed",
        "Status[1]=Open&Status=Closed",
        "Status=Open&page_size=50&Status=Closed",
        "Status[]=Open,Closed",
    ],
)
@pytest.mark.parametrize("path", [TICKETS, TICKETS + "/export", SUMMARY])
def test_a_list_is_taken_however_a_client_writes_it(manager, path, query):
    if path.endswith("export"):
        query = query.replace("page_size=50&", "")
    asked = manager.get_exactly(f"{path}?{query}")
    assert asked.status_code == 200, asked.text
    commas = manager.get_exactly(f"{path}?Status=Open,Closed")
    if path == TICKETS:
        assert ids_of(asked) == ids_of(commas) and total_of(asked) == total_of(commas) > 0
    else:
        assert asked.content == commas.content


def test_fields_sorts_and_groupings_are_lists_too(manager):
    page = manager.get_exactly(f"{TICKETS}?fields[]=id&fields[]=Title&sort[]=-Priority&sort[]=id").json()
    assert list(page["data"]["rows"][0]) == ["id", "Title"]
    assert page["data"]["sort"] == {"key": "Priority", "type": "Descending"}
    counts = manager.get_exactly(f"{SUMMARY}?by=Status&by[]=Priority").json()["data"]["counts"]
    assert list(counts) == ["Status", "Priority"]


@pytest.mark.parametrize(
    ("path", "query", "hint"),
    [
        (TICKETS, "filter=Status eq 'Open'&filter=Priority eq 'Low'", "`and`"),
        (TICKETS, "q=valve&q=pump", "one q"),
        (TICKETS, "page=1&page=2", "page once"),
        (TICKETS, "page_size[]=1&page_size[]=2", "page_size once"),
        (TICKETS, "cursor=a&cursor=b", "cursor once"),
        (SUMMARY, "weeks=1&weeks=2", "weeks once"),
        (SUMMARY, "limit=1&limit=1", "limit once"),
        (SUMMARY, "utc_offset=1&utc_offset=2", "utc_offset once"),
        ("/api/people", "q=a&q=b", "one q"),
        ("/api/people", "page_size=1&page_size=2", "page_size once"),
    ],
)
def test_what_must_be_given_once_says_so(manager, path, query, hint):
    answer = manager.get_exactly(f"{path}?{query.replace(' ', '%20')}")
    assert_error(answer, 400, "Query.Invalid", query.split("=")[0].removesuffix("[]"))
    assert hint in answer.json()["Errors"][0]["Message"]
    assert answer.json()["Errors"][0]["Code"] == "Field.Duplicate"


def test_brackets_with_words_in_them_are_no_list(manager):
    assert_error(manager.get_exactly(f"{TICKETS}?Status[in]=Open"), 400, "Query.Invalid", "Status[in]")


def test_every_401_says_how_to_sign_in(demo):
    stranger = Client(demo.url)
    for answer in (
        stranger.get("/api/profile"),
        stranger.get("/api/profile", headers={"Authorization": "Basic amFuZTp4"}),
        stranger.post("/api/authenticate", json={"username": "nobody", "password": "wrong-for-sure"}),
        stranger.post("/api/first-signin", json={"session_token": "x", "new_password": "a-good-password"}),
        stranger.post("/api/verify-2fa", json={"username": "nobody", "totp_code": "123456"}),
    ):
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == BEARER, answer.text


def test_a_401_to_a_wrong_token_says_that_it_is_the_token(demo):
    stranger = Client(demo.url)
    for headers in (
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Bearer exp_0000000000000000000000000000000000000000"},
        {"Cookie": "access_token_cookie=nonsense"},
    ):
        answer = stranger.get("/api/profile", headers=headers)
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == WRONG_TOKEN
    refresh = stranger.post("/api/token-refresh", headers={"Cookie": "refresh_token_cookie=nonsense"})
    assert refresh.status_code == 401 and refresh.headers["WWW-Authenticate"] == WRONG_TOKEN


def test_only_a_401_says_how_to_sign_in(viewer):
    for answer in (
        viewer.get("/api/profile"),
        viewer.post(TICKETS, json={}),
        viewer.get("/api/nothing"),
        viewer.post(TICKETS, json={}, headers={"X-XSRF-TOKEN": "wrong"}),
    ):
        assert "WWW-Authenticate" not in answer.headers


@pytest.mark.parametrize("accept", ["*/*", "text/html", "application/json", ""])
@pytest.mark.parametrize(
    "path",
    [
        "//api/profile",
        "/API/profile",
        "/Api/profile",
        "/v1/api/profile",
        "/api//profile",
        "/api%2Fprofile",
        "/./api/profile",
        "/nothing",
        "/nothing/here",
        "/Tickets",
        "//tickets",
        "/tickets/TKT-001/notes",
        "/tickets//",
        "/administration",
        "/administration/nothing",
        "/assets",
        "/graphql",
    ],
)
def test_an_address_that_is_not_the_pages_is_no_page(demo, path, accept):
    client = Client(demo.url)
    client.headers["Accept"] = accept
    assert_error(client.get_exactly(path), 404, "Route.NotFound")


PAGES = ["/", "/tickets", "/tickets/", "/tickets/TKT-1", "/board", "/docs", "/reset-password", "/index.html"]


@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_for_who_takes_html(demo, path):
    client = Client(demo.url)
    for accept in ("text/html", "*/*", "text/*;q=0.1", "application/json, text/html;q=0.5", ""):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    for accept in ("application/json", "application/json, text/html;q=0", "image/*"):
        answer = client.get(path, headers={"Accept": accept})
        assert_error(answer, 406, "Request.NotAcceptable")


def test_a_body_with_a_byte_order_mark_is_read(manager):
    text = json.dumps({"Title": "From a spreadsheet's macro", "Priority": "Low"}).encode()
    headers = {"Content-Type": "application/json"}
    made = manager.post(TICKETS, data=b"\xef\xbb\xbf" + text, headers=headers)
    assert made.status_code == 201 and made.json()["Title"] == "From a spreadsheet's macro"
    for body in (b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2 + text, b"\xef\xbb" + text, b" \xef\xbb\xbf" + text):
        assert_error(manager.post(TICKETS, data=body, headers=headers), 400, "JSON.Invalid")
