"""Sizes, framing and what is not HTTP: the server refuses it in the one shape of errors."""

import json

import pytest

from answers import assert_error
from client import TICKETS
from wire import Wire, exchange

JSON_POST = f"POST {TICKETS} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
SIGN_IN = "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def assert_wire_error(answer, status, code=None):
    assert answer.status == status, answer
    body = json.loads(answer.body)
    assert set(body) <= {"Message", "Code", "Errors", "Request Id"} and body["Message"] and body["Code"]
    assert answer.headers["content-type"].startswith("application/json")
    if code:
        assert body["Code"] == code, body


def test_a_body_over_1_mib_is_413_and_one_below_is_read(manager):
    filler = {"Title": "x", "Priority": "Low", "Description": "y" * (1 << 20)}
    assert_error(manager.post(TICKETS, json=filler), 413, "Request.TooLarge")
    filler["Description"] = "y" * ((1 << 20) - 200)
    assert_error(manager.post(TICKETS, json=filler), 400, "Ticket.Invalid", "Description")


def test_a_body_that_only_claims_to_be_large_is_413_before_it_is_sent(demo):
    with Wire(demo.port) as wire:
        wire.send(JSON_POST + "Content-Length: 99999999999\r\n\r\n")
        assert_wire_error(wire.answer(), 413, "Request.TooLarge")


def test_a_chunked_body_over_the_limit_is_413(demo):
    with Wire(demo.port) as wire:
        head = JSON_POST + "Transfer-Encoding: chunked\r\n\r\n"
        try:
            wire.send(head.encode() + (b"10000\r\n" + b"y" * 65536 + b"\r\n") * 20)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert_wire_error(wire.answer(), 413, "Request.TooLarge")


def test_a_target_over_8_kib_is_414(viewer):
    assert_error(viewer.get(f"{TICKETS}?q=" + "a" * 8200), 414, "Request.TargetTooLong")
    assert viewer.get(f"{TICKETS}?q=" + "a" * 7000).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Long": "a" * 17000},
        {f"X-{number}": "a" * 100 for number in range(200)},
        {f"X-{number}": "a" for number in range(101)},
    ],
)
def test_headers_over_16_kib_or_100_lines_are_431(viewer, headers):
    assert_error(viewer.get(TICKETS, headers=headers), 431, "Request.HeadersTooLarge")


@pytest.mark.parametrize(
    "data, status",
    [
        ("GET\r\n\r\n", 400),
        ("GET /healthz\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        ("GET /healthz HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: x\r\nA : b\r\n\r\n", 400),
        ("GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n", 400),
        ("GET /health z HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        ("POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n", 400),
        (
            "POST /api/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            400,
        ),
        (
            SIGN_IN + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
            400,
        ),
        ("POST /api/authenticate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400),
        ("POST /api/authenticate HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        ("\r\n" * 10 + "\x00\x01\x02\r\n\r\n", 400),
    ],
)
def test_what_is_not_http_is_refused_and_the_connection_closed(demo, data, status):
    with Wire(demo.port) as wire:
        wire.send(data.encode("latin-1"))
        assert_wire_error(wire.answer(), status)
        assert wire.is_closed()


def test_an_old_clients_post_without_a_length_is_411(demo):
    head = SIGN_IN.replace("HTTP/1.1", "HTTP/1.0") + "\r\n"
    assert_wire_error(exchange(demo.port, head), 411, "Request.LengthRequired")


def test_a_post_without_a_length_has_an_empty_body(demo):
    assert_wire_error(exchange(demo.port, SIGN_IN + "\r\n"), 400, "JSON.Invalid")


def test_pipelined_requests_are_answered_in_order(demo):
    with Wire(demo.port) as wire:
        wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/nothing HTTP/1.1\r\nHost: x\r\n\r\n" * 20)
        statuses = [wire.answer().status for _ in range(40)]
    assert statuses == [200, 404] * 20


def test_a_chunked_body_is_read(demo):
    body = b'{"username": "jane.doe@acme.com", "password": "expediter-demo"}'
    chunks = (
        b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:9], body[9:]))
        + b"0\r\n\r\n"
    )
    head = (SIGN_IN + "Transfer-Encoding: chunked\r\n\r\n").encode()
    assert exchange(demo.port, head + chunks).status == 200


def test_expect_100_continue_is_answered_before_the_body(demo):
    with Wire(demo.port) as wire:
        wire.send(SIGN_IN + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert wire.input.readline().startswith(b"HTTP/1.1 100")
        assert wire.input.readline() == b"\r\n"
        wire.send("{}")
        assert wire.answer().status == 400
