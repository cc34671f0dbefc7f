"""Saved views of the ticket list, private and shared."""

import pytest

from answers import assert_envelope, assert_error, rows_of

VIEWS = "/api/issue-tracker-views"
FIELDS = ["id", "Name", "Query", "Shared", "Owner Email"]


@pytest.fixture
def view(manager):
    response = manager.post(VIEWS, json={"Name": "Urgent", "Query": "Priority=Critical&sort=Due+Date"})
    assert response.status_code == 201, response.text
    return response.json()


def test_post_answers_201_with_location_and_the_view(manager, view):
    assert list(view) == FIELDS
    assert view["Owner Email"] == "jane.doe@acme.com" and view["Shared"] is False
    assert manager.get(f"{VIEWS}/{view['id']}").json() == view


def test_get_on_the_collection_answers_the_list_envelope(manager, view):
    body = assert_envelope(manager.get(VIEWS))
    assert [header["key"] for header in body["data"]["headers"]] == FIELDS
    assert view in body["data"]["rows"]


def test_a_private_view_is_for_its_owner_alone(viewer, view):
    assert view["id"] not in [row["id"] for row in rows_of(viewer.get(VIEWS))]
    response = viewer.get(f"{VIEWS}/{view['id']}")
    assert_error(response, 404, "View.NotFound")
    assert "Urgent" not in response.text


def test_a_shared_view_is_seen_by_all_and_changed_by_its_owner_alone(manager, viewer, view):
    shared = manager.put(f"{VIEWS}/{view['id']}", json={"Shared": True}).json()
    assert shared == view | {"Shared": True}
    assert viewer.get(f"{VIEWS}/{view['id']}").json() == shared
    assert_error(viewer.put(f"{VIEWS}/{view['id']}", json={"Name": "Mine"}), 403, "View.NotYours")
    assert_error(viewer.delete(f"{VIEWS}/{view['id']}"), 403, "View.NotYours")
    assert manager.get(f"{VIEWS}/{view['id']}").json() == shared


def test_a_view_only_user_saves_views_too(viewer):
    response = viewer.post(VIEWS, json={"Name": "Mine", "Query": ""})
    assert response.status_code == 201
    assert viewer.delete(f"{VIEWS}/{response.json()['id']}").status_code == 200


def test_a_superuser_changes_and_deletes_the_shared_views_of_others(manager, admin, view):
    manager.put(f"{VIEWS}/{view['id']}", json={"Shared": True})
    assert admin.put(f"{VIEWS}/{view['id']}", json={"Name": "Tidied"}).json()["Name"] == "Tidied"
    assert admin.delete(f"{VIEWS}/{view['id']}").status_code == 200


def test_delete_removes_a_view(manager, view):
    response = manager.delete(f"{VIEWS}/{view['id']}")
    assert response.status_code == 200 and list(response.json()) == ["message"]
    assert_error(manager.get(f"{VIEWS}/{view['id']}"), 404, "View.NotFound")


@pytest.mark.parametrize(
    "field, value",
    [
        ("Name", ""),
        ("Name", None),
        ("Name", "x" * 101),
        ("Name", "two\nlines"),
        ("Query", None),
        ("Query", 7),
        ("Query", "x" * 8193),
        ("Shared", "yes"),
        ("Shared", None),
        ("Owner Email", "john.smith@acme.com"),
        ("id", 0),
        ("Nam", "x"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(manager, view, field, value):
    assert_error(manager.put(f"{VIEWS}/{view['id']}", json={field: value}), 400, "View.Invalid", field)
    assert manager.get(f"{VIEWS}/{view['id']}").json() == view


@pytest.mark.parametrize("missing", ["Name", "Query"])
def test_name_and_query_are_required(manager, missing):
    body = {"Name": "x", "Query": "Status=Open"}
    del body[missing]
    assert_error(manager.post(VIEWS, json=body), 400, "View.Invalid", missing)


@pytest.mark.parametrize("view_id", ["0", "99999999", "x"])
def test_an_unknown_view_is_not_found(manager, view_id):
    for method in ("GET", "PUT", "DELETE"):
        body = {"Name": "x"} if method == "PUT" else None
        assert_error(manager.request(method, f"{VIEWS}/{view_id}", json=body), 404)


def test_views_need_the_issue_trackers_privilege(anonymous):
    assert_error(anonymous.get(VIEWS), 401)
