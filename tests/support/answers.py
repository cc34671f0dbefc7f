"""What answers must look like, said once for all tests."""

import re

import requests

TIMESTAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
TICKET_ID = re.compile(r"^TKT-\d{3,}$")
TICKET_FIELDS = [
    "id",
    "Title",
    "Description",
    "Status",
    "Priority",
    "Category",
    "Assignee Email",
    "Reporter Email",
    "Created At",
    "Updated At",
    "Due Date",
    "Linked PO Id",
    "Linked PO Number",
    "Notes",
    "Subscribers",
]


def assert_error(
    response: requests.Response, status: int, code: str | None = None, field: str | None = None
) -> dict:
    """The one shape of an error; with the expected code and, where a field is at fault, its name."""
    assert response.status_code == status, f"{response.status_code}: {response.text[:500]}"
    assert response.headers["Content-Type"].split(";")[0] == "application/json"
    body = response.json()
    assert set(body) <= {"Message", "Code", "Errors", "Request Id"}, body
    assert isinstance(body["Message"], str) and body["Message"], body
    assert re.fullmatch(r"[A-Za-z0-9]+\.[A-Za-z0-9]+", body["Code"]), body
    assert body["Request Id"] == response.headers["X-Request-Id"], body
    for error in body.get("Errors", []):
        assert set(error) == {"Field", "Code", "Message"} and error["Code"] and error["Message"], error
    if code is not None:
        assert body["Code"] == code, body
    if field is not None:
        assert field in [error["Field"] for error in body.get("Errors", [])], body
    return body


def faulty_fields(body: dict) -> list[str]:
    """The fields that an error body names, in its order."""
    return [error["Field"] for error in body.get("Errors", [])]


def assert_envelope(response: requests.Response) -> dict:
    """The list envelope; returns it."""
    assert response.status_code == 200, response.text
    body = response.json()
    assert list(body) == ["data", "tags", "extra"], list(body)
    assert {"headers", "sort", "rows"} <= set(body["data"]), list(body["data"])
    assert body["tags"] == {}
    assert {"page", "page_size", "total"} <= set(body["extra"]), body["extra"]
    return body


def rows_of(response: requests.Response) -> list[dict]:
    return assert_envelope(response)["data"]["rows"]


def ids_of(response: requests.Response) -> list[str]:
    return [row["id"] for row in rows_of(response)]


def titles_of(response: requests.Response) -> list[str]:
    return [row["Title"] for row in rows_of(response)]


def total_of(response: requests.Response) -> int:
    return assert_envelope(response)["extra"]["total"]
