"""Cursors: stable at any depth, whatever is written meanwhile, and for one question only."""

import base64

import pytest

from answers import assert_envelope, assert_error, ids_of
from client import TICKETS


@pytest.fixture(scope="module")
def ten(manager, module_mark):
    """Ten tickets; priorities and due dates repeat, some dates are missing."""
    priorities = ["Low", "High", "Critical"]
    return [
        manager.new_ticket(
            Category=module_mark,
            Title=f"Ten {number}",
            Priority=priorities[number % 3],
            Due_Date=None if number % 4 == 0 else f"2024-03-0{number % 2 + 1}",
        )["id"]
        for number in range(10)
    ]


def walk(client, **parameters) -> list[str]:
    """Follows cursors to the end; every page must be full but the last."""
    found = []
    cursor = None
    for _ in range(100):
        body = assert_envelope(client.list(**parameters, **({"cursor": cursor} if cursor else {})))
        found += [row["id"] for row in body["data"]["rows"]]
        cursor = body["extra"].get("next_cursor")
        if cursor is None:
            return found
        assert len(body["data"]["rows"]) == parameters["page_size"]
    raise AssertionError("the cursor never ends")


@pytest.mark.parametrize(
    "sort",
    [
        None,
        "id",
        "-id",
        "Title",
        "-Priority",
        "Priority",
        "Due Date",
        "-Due Date",
        'Priority desc, "Due Date"',
        "-Due Date, Priority, -Title",
        "Status",
        "Assignee Email",
        "Created At",
        "-Linked PO Number",
        "Category",
    ],
)
@pytest.mark.parametrize("page_size", [1, 3, 10])
def test_following_cursors_meets_every_row_once_in_order(manager, ten, module_mark, sort, page_size):
    asked = {"Category": module_mark, "page_size": page_size} | ({"sort": sort} if sort else {})
    whole = ids_of(manager.list(**(asked | {"page_size": 500})))
    assert sorted(whole) == sorted(ten)
    assert walk(manager, **asked) == whole


def test_the_last_page_has_no_next_cursor(manager, ten, module_mark):
    extra = manager.list(Category=module_mark, page_size=10).json()["extra"]
    assert extra.get("next_cursor") is None
    assert manager.list(Category=module_mark, page_size=9).json()["extra"]["next_cursor"]


def test_the_total_stays_that_of_the_whole_list(manager, ten, module_mark):
    cursor = manager.list(Category=module_mark, page_size=3).json()["extra"]["next_cursor"]
    assert manager.list(Category=module_mark, page_size=3, cursor=cursor).json()["extra"]["total"] == 10


def test_a_cursor_is_stable_while_others_write(manager, mark):
    made = [manager.new_ticket(Category=mark)["id"] for _ in range(6)]
    first = manager.list(Category=mark, sort="id", page_size=2).json()
    assert [row["id"] for row in first["data"]["rows"]] == made[:2]
    manager.delete(f"{TICKETS}/{made[1]}")
    manager.delete(f"{TICKETS}/{made[2]}")
    new = manager.new_ticket(Category=mark)["id"]
    second = manager.list(Category=mark, sort="id", page_size=2, cursor=first["extra"]["next_cursor"]).json()
    assert [row["id"] for row in second["data"]["rows"]] == made[3:5]
    third = manager.list(Category=mark, sort="id", page_size=2, cursor=second["extra"]["next_cursor"]).json()
    assert [row["id"] for row in third["data"]["rows"]] == [made[5], new]


def test_rows_written_before_the_position_do_not_shift_the_next_page(manager, mark):
    made = [manager.new_ticket(Category=mark)["id"] for _ in range(4)]
    first = manager.list(Category=mark, sort="-id", page_size=2).json()
    manager.new_ticket(Category=mark)
    second = manager.list(Category=mark, sort="-id", page_size=2, cursor=first["extra"]["next_cursor"])
    assert ids_of(second) == [made[1], made[0]]


def test_the_page_size_may_change_along_the_way(manager, ten, module_mark):
    asked = {"Category": module_mark, "sort": "id"}
    cursor = manager.list(**asked, page_size=3).json()["extra"]["next_cursor"]
    assert ids_of(manager.list(**asked, page_size=5, cursor=cursor)) == ten[3:8]


def test_fields_may_be_left_out_of_a_page_by_cursor(manager, ten, module_mark):
    asked = {"Category": module_mark, "sort": "-Priority", "page_size": 4, "fields": "Title"}
    assert len(walk_titles(manager, asked)) == 10


def walk_titles(client, asked) -> set[str]:
    found, cursor = set(), None
    while True:
        body = client.list(**asked, **({"cursor": cursor} if cursor else {})).json()
        assert all(set(row) == {"Title"} for row in body["data"]["rows"])
        found |= {row["Title"] for row in body["data"]["rows"]}
        cursor = body["extra"].get("next_cursor")
        if not cursor:
            return found


@pytest.mark.parametrize(
    "changed",
    [{"sort": "-id"}, {"sort": "Title"}, {"Status": "Open"}, {"filter": "Priority eq 'Low'"}, {"q": "ten"}],
)
def test_a_cursor_of_another_question_is_refused(manager, ten, module_mark, changed):
    asked = {"Category": module_mark, "sort": "id", "page_size": 3}
    cursor = manager.list(**asked).json()["extra"]["next_cursor"]
    assert_error(manager.list(**(asked | changed), cursor=cursor), 400, "Query.Invalid", "cursor")


def test_a_tampered_cursor_is_refused(manager, ten, module_mark):
    asked = {"Category": module_mark, "sort": "id", "page_size": 3}
    cursor = manager.list(**asked).json()["extra"]["next_cursor"]
    for at in range(0, len(cursor), 5):
        other = "A" if cursor[at] != "A" else "B"
        response = manager.list(**asked, cursor=cursor[:at] + other + cursor[at + 1 :])
        assert_error(response, 400, "Query.Invalid", "cursor")


@pytest.mark.parametrize(
    "cursor", ["x", "0", "AAAA", "-", "\u00fc", "a" * 4000, base64.b64encode(b'{"id":1}').decode()]
)
def test_a_cursor_that_is_none_is_refused(manager, cursor):
    assert_error(manager.list(cursor=cursor), 400, "Query.Invalid", "cursor")


def test_a_cursor_is_opaque(manager, module_mark, ten):
    cursor = manager.list(Category=module_mark, page_size=3).json()["extra"]["next_cursor"]
    assert module_mark not in cursor and "TKT" not in cursor
    assert cursor.replace("-", "").replace("_", "").isalnum()
