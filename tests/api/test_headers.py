"""What every answer says to browsers, and what it does not say of the server."""

import pytest

from client import TICKETS
from wire import exchange

MALFORMED = "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"
TOO_LARGE = "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def answers(demo, manager):
    """One answer of every kind that there is, by what it is: status and headers in lower case."""
    ticket = manager.get(f"{TICKETS}/TKT-001")
    unchanged = {"If-None-Match": ticket.headers["ETag"]}
    script = next(part for part in manager.get("/").text.split('"') if part.startswith("/assets/"))
    got = {
        "ticket": ticket,
        "list": manager.get(TICKETS),
        "slow list": manager.get(TICKETS, params={"filter": "Title contains 'e'", "page_size": 500}),
        "unchanged": manager.get(f"{TICKETS}/TKT-001", headers=unchanged),
        "head": manager.head(f"{TICKETS}/TKT-001"),
        "created": manager.post(TICKETS, json={"Title": "Headers", "Priority": "Low"}),
        "refused": manager.post(TICKETS, json={}),
        "unknown": manager.get("/api/nothing"),
        "method": manager.delete("/healthz"),
        "options": manager.request("OPTIONS", TICKETS),
        "health": manager.get("/healthz"),
        "metrics": manager.get("/metrics"),
        "description": manager.get("/api/openapi.json"),
        "page": manager.get("/"),
        "file": manager.get(script),
        "no file": manager.get("/nothing.txt"),
    }
    kinds = {
        kind: (answer.status_code, {name.lower(): value for name, value in answer.headers.items()})
        for kind, answer in got.items()
    }
    for kind, data in {"malformed": MALFORMED, "too large": TOO_LARGE}.items():
        answer = exchange(demo.port, data)
        kinds[kind] = (answer.status, answer.headers)
    return kinds


def test_the_answers_are_of_the_kinds_they_are_meant_to_be(answers):
    statuses = {kind: status for kind, (status, _) in answers.items()}
    others = {
        "unchanged": 304,
        "created": 201,
        "refused": 400,
        "unknown": 404,
        "method": 405,
        "options": 204,
        "no file": 404,
        "malformed": 400,
        "too large": 413,
    }
    assert statuses == {kind: others.get(kind, 200) for kind in answers}


@pytest.mark.parametrize(
    "name, value",
    [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ],
)
def test_every_answer_has_it(answers, name, value):
    assert {kind for kind, (_, headers) in answers.items() if headers.get(name) != value} == set()


def test_data_runs_nothing_and_nobody_frames_anything(answers):
    for kind, (_, headers) in answers.items():
        policy = headers["content-security-policy"]
        assert policy == DATA_POLICY if kind != "page" else "script-src 'self';" in policy, kind
        assert "frame-ancestors 'none'" in policy
    assert answers["page"][1]["cross-origin-opener-policy"] == "same-origin"


def test_nothing_with_people_in_it_is_kept_by_anybody(answers):
    kept = {"page": "no-cache", "file": "public, max-age=31536000, immutable"}
    for kind, (_, headers) in answers.items():
        assert headers["cache-control"] == kept.get(kind, "no-store"), kind


def test_no_answer_says_what_serves_it(answers):
    for kind, (_, headers) in answers.items():
        assert not {"server", "x-powered-by", "via"} & set(headers), kind
        assert not any("expediter" in value.lower() for value in headers.values()), kind


def test_no_header_stands_twice(demo):
    answer = exchange(demo.port, "GET /api/profile HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.status == 401
    page = exchange(demo.port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    for one in (answer, page):
        assert len(one.lines) == len(one.headers), one.lines
