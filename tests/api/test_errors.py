"""Errors have one shape, whatever is wrong: routes, methods, media types."""

import pytest
from answers import assert_error
from client import TICKETS
from wire import exchange


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/issue-tracker-ticket",
        f"{TICKETS}/",
        f"{TICKETS}/TKT-001/",
        "/api//profile",
        f"{TICKETS}/TKT-001/notes/1/2",
        "/api/../etc/passwd",
        "/api/%2e%2e/%2e%2e/etc/passwd",
        "/api/%00",
        "/api/profile%20",
    ],
)
def test_an_unknown_route_is_404_in_the_one_shape(manager, path):
    response = manager.get_exactly(path)
    assert_error(response, 404)
    assert "root:" not in response.text


def test_an_unknown_route_is_404_without_a_session_too(anonymous):
    assert_error(anonymous.get("/api/nothing"), 404, "Route.NotFound")


@pytest.mark.parametrize(
    "method, path, allowed",
    [
        ("DELETE", TICKETS, {"GET", "POST"}),
        ("PUT", TICKETS, {"GET", "POST"}),
        ("PATCH", TICKETS, {"GET", "POST"}),
        ("POST", f"{TICKETS}/TKT-001", {"GET", "PUT", "PATCH", "DELETE"}),
        ("DELETE", f"{TICKETS}/TKT-001/notes", {"GET", "POST"}),
        ("GET", "/api/authenticate", {"POST"}),
        ("GET", "/api/logout", {"POST"}),
        ("POST", "/api/profile", {"GET"}),
        ("POST", "/api/role/1", None),
        ("POST", "/api/openapi.json", {"GET"}),
    ],
)
def test_a_wrong_method_is_405_and_says_which_are_right(manager, method, path, allowed):
    response = manager.request(method, path, json={})
    assert_error(response, 405, "Method.NotAllowed")
    offered = {name.strip() for name in response.headers["Allow"].split(",")}
    assert method not in offered
    if allowed:
        assert allowed <= offered


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "get", "PROPFIND"])
def test_a_method_that_is_none_of_ours_is_refused(demo, method):
    answer = exchange(demo.port, f"{method} {TICKETS} HTTP/1.1\r\nHost: x\r\n\r\n")
    assert answer.status in (400, 405, 501)


@pytest.mark.parametrize("path", [TICKETS, f"{TICKETS}/TKT-001", "/healthz", "/api/openapi.json"])
def test_head_answers_the_headers_of_get_and_no_body(viewer, path):
    got = viewer.get(path)
    response = viewer.head(path)
    assert response.status_code == got.status_code == 200
    assert response.content == b""
    assert response.headers["Content-Length"] == str(len(got.content))
    assert response.headers["Content-Type"] == got.headers["Content-Type"]


def test_head_without_a_session_is_401_without_a_body(anonymous):
    response = anonymous.head(TICKETS)
    assert response.status_code == 401 and response.content == b""


@pytest.mark.parametrize(
    "path, allowed", [(TICKETS, {"GET", "HEAD", "POST"}), (f"{TICKETS}/TKT-001", {"PUT", "PATCH", "DELETE"})]
)
def test_options_says_which_methods_are_allowed(anonymous, path, allowed):
    response = anonymous.options(path)
    assert response.status_code in (200, 204)
    assert allowed <= {name.strip() for name in response.headers["Allow"].split(",")}
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "accept", ["text/html", "application/xml", "image/*", "text/*;q=0.5", "application/json;q=0"]
)
def test_an_accept_that_excludes_json_is_406(viewer, accept):
    assert_error(viewer.get(TICKETS, headers={"Accept": accept}), 406, "Request.NotAcceptable")


@pytest.mark.parametrize(
    "accept",
    [
        "*/*",
        "application/*",
        "application/json",
        "text/html, application/json;q=0.9",
        None,
        "",
        "application/json; charset=utf-8",
        "text/html,*/*;q=0.1",
    ],
)
def test_an_accept_that_admits_json_is_answered(viewer, accept):
    assert viewer.get(f"{TICKETS}/TKT-001", headers={"Accept": accept}).status_code == 200


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "json",
        "",
        "multipart/form-data; boundary=x",
        "application/jsonx",
    ],
)
def test_a_body_of_another_media_type_is_415(manager, content_type):
    body = b'{"Title": "x", "Priority": "Low"}'
    response = manager.post(TICKETS, data=body, headers={"Content-Type": content_type})
    assert_error(response, 415, "Request.MediaType")


def test_a_body_without_a_media_type_is_415(manager):
    assert_error(manager.post(TICKETS, data=b'{"Title": "x", "Priority": "Low"}'), 415, "Request.MediaType")


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        'application/json;charset="UTF-8"',
    ],
)
def test_json_is_taken_however_its_media_type_is_spelled(manager, content_type):
    body = '{"Title": "ü", "Priority": "Low"}'.encode()
    assert manager.post(TICKETS, data=body, headers={"Content-Type": content_type}).status_code == 201


def test_an_answer_has_a_request_id_of_its_own(viewer):
    ids = {viewer.get("/healthz").headers["X-Request-Id"] for _ in range(20)}
    assert len(ids) == 20


def test_an_error_shows_nothing_of_the_inside(manager):
    for path in (f"{TICKETS}?filter='", f"{TICKETS}?cursor=x", f"{TICKETS}/x", "/api/x", "/api/user/x"):
        text = manager.get(path).text
        for word in ("SELECT", "sqlite", "SQLITE", "/src/", ".cpp", "what()", "exception", "Boost"):
            assert word not in text, (path, text)
