"""What anybody may know of the others: names and addresses of active users."""

import pytest

from answers import assert_envelope, assert_error, rows_of


def found(client, **parameters) -> list[str]:
    return [row["User Email"] for row in rows_of(client.get("/api/people", params=parameters))]


def test_people_are_names_and_addresses_and_nothing_else(viewer):
    body = assert_envelope(viewer.get("/api/people"))
    assert body["data"]["rows"]
    assert all(list(row) == ["User Fullname", "User Email"] for row in body["data"]["rows"])


@pytest.mark.parametrize("part", ["jane", "JANE", "doe", "jane.doe@acme.com", "e.doe@"])
def test_people_are_found_by_a_part_of_name_or_address(viewer, part):
    assert "jane.doe@acme.com" in found(viewer, q=part)


def test_who_begins_with_the_text_comes_first(viewer, new_person):
    new_person("Issue Tracker Viewer", **{"User Fullname": "Abigail Quux"})
    new_person("Issue Tracker Viewer", **{"User Fullname": "Quux Zacharias"})
    rows = rows_of(viewer.get("/api/people", params={"q": "quux"}))
    assert [row["User Fullname"] for row in rows] == ["Quux Zacharias", "Abigail Quux"]


def test_inactive_users_are_not_named(viewer, admin, new_person):
    person = new_person("Issue Tracker Viewer")
    assert person["User Email"] in found(viewer, q=person["Username"])
    admin.delete(f"/api/user/{person['id']}")
    assert person["User Email"] not in found(viewer, q=person["Username"])


@pytest.mark.parametrize("text", ["%", "_", "nobody-of-this-name", "'; --"])
def test_what_is_not_there_is_not_found(viewer, text):
    assert found(viewer, q=text) == []


def test_page_size_limits_them(viewer):
    assert len(found(viewer, page_size=3)) == 3


@pytest.mark.parametrize(
    "parameters", [{"page_size": "0"}, {"page_size": "501"}, {"page_size": "x"}, {"page": "2"}]
)
def test_a_wrong_parameter_is_refused(viewer, parameters):
    (name,) = parameters
    assert_error(viewer.get("/api/people", params=parameters), 400, "Query.Invalid", name)


def test_without_a_session_nobody_is_named(anonymous):
    response = anonymous.get("/api/people", params={"q": "jane"})
    assert_error(response, 401)
    assert "@" not in response.text
