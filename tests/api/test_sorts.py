"""The order of lists."""

import pytest

from answers import assert_error, ids_of, titles_of


@pytest.fixture(scope="module")
def shelf(manager, module_mark):
    """Tickets whose fields order them in different ways."""
    rows = [
        ("a", "Low", "Closed", "2024-03-03", "x@acme.com"),
        ("b", "Critical", "Open", None, "y@acme.com"),
        ("c", "Medium", "In Progress", "2024-03-01", None),
        ("d", "High", "Resolved", "2024-03-03", "x@acme.com"),
        ("e", "High", "Open", None, None),
    ]
    for title, priority, status, due, assignee in rows:
        manager.new_ticket(
            Title=title,
            Priority=priority,
            Status=status,
            Due_Date=due,
            Assignee_Email=assignee,
            Category=module_mark,
        )
    return module_mark


@pytest.mark.parametrize(
    "sort, order",
    [
        ("Title", "abcde"),
        ("-Title", "edcba"),
        ("Title desc", "edcba"),
        ("Title asc", "abcde"),
        ("Title Descending", "edcba"),
        ("Title Ascending", "abcde"),
        ("Title DESC", "edcba"),
        # By rank; the id breaks ties in the direction of the first key.
        ("Priority", "acdeb"),
        ("-Priority", "bedca"),
        ("Status", "becda"),
        ("-Status", "adceb"),
        # Nulls come last in either direction.
        ("Due Date", "cadbe"),
        ("-Due Date", "daceb"),
        ('"Due Date" desc, Title', "adcbe"),
        ("Assignee Email", "adbce"),
        ("-Assignee Email", "bdaec"),
        ('Priority desc, "Due Date"', "bdeca"),
        ("-Priority,Due Date", "bdeca"),
        ("-Priority, -Title", "bedca"),
        ("Status,-Priority", "becda"),
        ("id", "abcde"),
        ("-id", "edcba"),
        ("Linked PO Number, Title", "abcde"),
        ("Created At, -Title", None),
    ],
)
def test_a_sort_orders(manager, shelf, sort, order):
    response = manager.list(Category=shelf, sort=sort)
    found = "".join(titles_of(response))
    assert sorted(found) == list("abcde")
    if order is not None:
        assert found == order


def test_ids_sort_by_number_not_by_letters(viewer):
    found = ids_of(viewer.list(sort="id", page_size=500))
    assert found == sorted(found, key=lambda ticket_id: int(ticket_id[4:]))


def test_the_default_order_is_the_latest_change_first(manager, mark):
    first = manager.new_ticket(Category=mark)["id"]
    second = manager.new_ticket(Category=mark)["id"]
    assert ids_of(manager.list(Category=mark)) == [second, first]
    import time

    time.sleep(1.1)
    assert manager.change(first, Status="Closed").status_code == 200
    assert ids_of(manager.list(Category=mark)) == [first, second]


@pytest.mark.parametrize(
    "sort, position",
    [
        ("Nothing", 1),
        ("Title,", 7),
        ("Title,,Status", 7),
        ("Title up", 1),
        ("Title desc asc", 1),
        ("-", 2),
        ("--Title", 2),
        ("Titel", 1),
        ("Title,Nothing", 7),
        ('"Title', 1),
        ("Notes", 1),
        ("Title; DROP TABLE tickets", None),
    ],
)
def test_a_sort_that_does_not_parse_names_the_position(manager, sort, position):
    body = assert_error(manager.list(sort=sort), 400, "Query.Invalid", "sort")
    message = body["Errors"][0]["Message"]
    assert "position" in message, message
    if position is not None:
        assert f"position {position}" in message, message


def test_an_unknown_sort_field_is_answered_with_the_nearest(manager):
    body = assert_error(manager.list(sort="Titel"), 400, "Query.Invalid", "sort")
    assert "Title" in body["Errors"][0]["Message"]
