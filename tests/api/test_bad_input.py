"""Every case of bad_input.py gets a clear error, and nothing is lost or half-written."""

import pytest

from answers import assert_error, total_of
from bad_input import CASES, TICKETS


@pytest.fixture(scope="module")
def existing(admin):
    """What the paths of the cases name."""
    ticket = admin.new_ticket(Title="Exists", Description="Stays")
    note = admin.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "Stays"}).json()
    return {"{ticket}": ticket["id"], "{note}": str(note["id"]), "{order}": "42"}


def send(client, case, existing):
    path = case.path
    for name, value in existing.items():
        path = path.replace(name, value)
    if case.method == "GET" and "?" in path:
        return client.get_exactly(path)
    if isinstance(case.body, (str, bytes)):
        data = case.body.encode() if isinstance(case.body, str) else case.body
        return client.request(
            case.method, path, data=data, headers={"Content-Type": "application/json"} | case.headers
        )
    return client.request(case.method, path, json=case.body, headers=case.headers)


def test_the_table_has_at_least_120_different_cases():
    assert len(CASES) >= 120
    assert len({case.about for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_bad_input_gets_a_clear_error_and_changes_nothing(admin, existing, case):
    ticket = f"{TICKETS}/{existing['{ticket}']}"
    before, count = admin.get(ticket).json(), total_of(admin.list(page_size=1))
    body = assert_error(send(admin, case, existing), case.status, case.code, case.field or None)
    if case.field is not None:
        assert case.field in [error["Field"] for error in body["Errors"]]
        assert all(error["Message"].endswith((".", "?")) for error in body["Errors"]), body
    assert admin.get(ticket).json() == before
    assert total_of(admin.list(page_size=1)) == count


def test_an_unknown_name_of_many_bytes_comes_back_as_valid_text(admin):
    for filler in ("漢" * 100, "é" * 100, "a" + "漢" * 100, "aé" * 50, "🚢" * 99, "x" * 100_000):
        response = admin.post(TICKETS, json={"Title": "x", "Priority": "Low", filler: 1})
        body = assert_error(response, 400, "Ticket.Invalid")
        assert len(response.content) < 2000
        assert "\ufffd" not in str(body)


def test_bad_values_are_not_mirrored_at_length(admin):
    response = admin.post(TICKETS, json={"Title": "x" * 500_000, "Priority": "y" * 100_000})
    assert_error(response, 400, "Ticket.Invalid", "Title")
    assert len(response.content) < 2000
