"""Conditions of requests: every resource has a tag, and no write passes over If-Match or If-None-Match."""

import itertools

import pytest

from answers import assert_error
from client import TICKETS

numbers = itertools.count(1)


def made(client, path: str, body: dict) -> str:
    answer = client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def new_order() -> dict:
    return {"PO List Number": f"PO-V-{next(numbers)}"}


def new_role() -> dict:
    return {"Role Name": f"Versions {next(numbers)}", "Privileges": []}


def new_user() -> dict:
    name = f"versions{next(numbers)}"
    return {
        "User Fullname": "Of Versions",
        "Username": name,
        "User Email": f"{name}@acme.com",
        "Role Id": 3,
    }


RESOURCES = {
    "ticket": (TICKETS, lambda: {"Title": "Of a version", "Priority": "Low"}, {"Title": "Of another"}),
    "order": ("/api/purchase-order", new_order, {"Supplier Name": "Another"}),
    "role": ("/api/role", new_role, {"Role Description": "Another"}),
    "user": ("/api/user", new_user, {"User Fullname": "Another"}),
    "view": (
        "/api/issue-tracker-views",
        lambda: {"Name": f"Versions {next(numbers)}", "Query": "Status=Open"},
        {"Name": "Another"},
    ),
}


@pytest.fixture(params=RESOURCES)
def resource(request, admin):
    """Where something is that was made for the test, and how it is changed."""
    path, body, change = RESOURCES[request.param]
    return made(admin, path, body()), change


def test_a_read_has_a_tag_and_is_not_sent_twice(admin, resource):
    path, _ = resource
    first = admin.get(path)
    assert first.headers["ETag"].startswith('"')
    for known in (first.headers["ETag"], "W/" + first.headers["ETag"], "*", '"x", ' + first.headers["ETag"]):
        again = admin.get(path, headers={"If-None-Match": known})
        assert again.status_code == 304 and again.content == b"" and "ETag" in again.headers
    assert admin.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_change_is_done_only_where_the_condition_holds(admin, resource):
    path, change = resource
    read = admin.get(path)
    for headers in (
        {"If-Match": '"x"'},
        {"If-Match": "x"},
        {"If-None-Match": "*"},
        {"If-None-Match": read.headers["ETag"]},
        {"If-Match": "*", "If-None-Match": "*"},
    ):
        for refused in (admin.put(path, json=change, headers=headers), admin.delete(path, headers=headers)):
            assert_error(refused, 412, "Ticket.Changed")
    assert admin.get(path).content == read.content


def test_two_who_read_the_same_do_not_overwrite_each_other(admin, resource):
    path, change = resource
    old = admin.get(path).headers["ETag"]
    changed = admin.put(path, json=change, headers={"If-Match": old, "If-None-Match": '"x"'})
    assert changed.status_code == 200, changed.text
    assert changed.headers["ETag"] == admin.get(path).headers["ETag"] != old
    assert_error(admin.put(path, json=change, headers={"If-Match": old}), 412, "Ticket.Changed")
    assert_error(admin.delete(path, headers={"If-Match": old}), 412, "Ticket.Changed")
    assert admin.delete(path, headers={"If-Match": changed.headers["ETag"]}).status_code == 200


def test_a_note_has_versions_too(manager):
    ticket = manager.new_ticket()["id"]
    note = manager.post(f"{TICKETS}/{ticket}/notes", json={"Note": "First"})
    path, old = note.headers["Location"], note.headers["ETag"]
    changed = manager.put(path, json={"Note": "Second"}, headers={"If-Match": old})
    assert changed.status_code == 200 and changed.headers["ETag"] != old
    assert manager.put(path, json={"Note": "Third"}, headers={"If-Match": old}).status_code == 412
    assert manager.delete(path, headers={"If-Match": old}).status_code == 412
    assert manager.delete(path, headers={"If-Match": changed.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [("/api/purchase-order", new_order), ("/api/role", new_role), ("/api/user", new_user)],
)
def test_what_is_there_is_not_created_again(admin, path, body):
    wanted = body()
    anew = {"If-None-Match": "*"}
    assert admin.post(path, json=wanted, headers=anew).status_code == 201
    assert_error(admin.post(path, json=wanted, headers=anew), 412, "Ticket.Changed")
    assert admin.post(path, json=wanted).status_code == 400
    # What is wrong besides is said as ever.
    assert admin.post(path, json=wanted | {"Wombat": 1}, headers=anew).status_code == 400


def test_what_has_no_version_is_not_done_for_who_names_one(admin):
    token = admin.post("/api/token", json={"Name": "versions"}).json()
    path = f"/api/token/{token['id']}"
    for wrong in ('"x"', 'W/"x"', '"x", "y"', "x"):
        assert_error(admin.delete(path, headers={"If-Match": wrong}), 412, "Ticket.Changed")
        assert admin.post("/api/token", json={"Name": "n"}, headers={"If-Match": wrong}).status_code == 412
    assert admin.delete(path, headers={"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/profile",
        "/api/people",
        "/api/user",
        "/api/role",
        "/api/purchase-order",
        "/api/issue-tracker-views",
        "/api/token",
        TICKETS,
        TICKETS + "/TKT-001/notes",
        TICKETS + "/TKT-001/history",
    ],
)
def test_a_list_has_a_tag(manager, admin, path):
    client = admin if path in ("/api/user", "/api/role") else manager
    first = client.get(path)
    assert first.status_code == 200 and "ETag" in first.headers
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_long_list_is_packed_for_who_takes_it(manager):
    path = TICKETS + "?page_size=500&sort=id"
    plain = manager.get(path, headers={"Accept-Encoding": "identity"})
    packed = manager.get(path, headers={"Accept-Encoding": "gzip"})
    assert len(plain.content) > 65536 and "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == plain.content
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 3
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert packed.headers["ETag"] == "W/" + plain.headers["ETag"]
    for tag in (packed.headers["ETag"], plain.headers["ETag"]):
        assert manager.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("accepted", ["gzip;q=0", "br", "identity", "", "x-gzips", "*;q=0"])
def test_it_is_not_packed_for_anybody_else(manager, accepted):
    answer = manager.get(TICKETS + "?page_size=500", headers={"Accept-Encoding": accepted})
    assert answer.status_code == 200 and "Content-Encoding" not in answer.headers


def test_a_short_list_and_a_ticket_are_not_packed(manager):
    for path in (TICKETS + "?page_size=5", TICKETS + "/TKT-001"):
        assert "Content-Encoding" not in manager.get(path, headers={"Accept-Encoding": "gzip"}).headers
