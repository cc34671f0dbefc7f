"""Figures over tickets, counted by the server."""

import datetime

import pytest

from answers import assert_error, total_of
from client import TICKETS

SUMMARY = TICKETS + "/summary"
TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def day(offset: int) -> str:
    return (TODAY + datetime.timedelta(days=offset)).isoformat()


def summary(client, **parameters) -> dict:
    response = client.get(SUMMARY, params=parameters)
    assert response.status_code == 200, response.text
    assert list(response.json()) == ["data"]
    return response.json()["data"]


def counts(data: dict, field: str) -> list[tuple]:
    return [(entry["value"], entry["count"]) for entry in data["counts"][field]]


@pytest.fixture(scope="module")
def desk(manager, module_mark):
    """Eight tickets in a category of their own."""
    rows = [
        ("Low", "Open", None, "a@acme.com", 42),
        ("High", "Open", day(-1), "a@acme.com", 42),
        ("High", "Open", day(0), "b@acme.com", None),
        ("High", "In Progress", day(7), None, None),
        ("Critical", "Open", day(8), "a@acme.com", None),
        ("Low", "Resolved", day(-1), None, None),
        ("Low", "Closed", day(0), "b@acme.com", None),
        ("Medium", "Closed", None, None, 42),
    ]
    for priority, status, due, assignee, order in rows:
        manager.new_ticket(
            Category=module_mark,
            Priority=priority,
            Status=status,
            Due_Date=due,
            Assignee_Email=assignee,
            Linked_PO_Id=order,
        )
    return module_mark


def test_total_overdue_and_due_soon_count_what_the_filter_keeps(manager, desk):
    data = summary(manager, Category=desk)
    assert (data["total"], data["overdue"], data["due_soon"]) == (8, 1, 2)
    data = summary(manager, Category=desk, Priority="High")
    assert (data["total"], data["overdue"], data["due_soon"]) == (3, 1, 2)


def test_ranked_values_come_in_their_own_order(manager, desk):
    data = summary(manager, Category=desk, by="Status,Priority")
    assert counts(data, "Status") == [("Open", 4), ("In Progress", 1), ("Resolved", 1), ("Closed", 2)]
    assert counts(data, "Priority") == [("Low", 3), ("Medium", 1), ("High", 3), ("Critical", 1)]


def test_other_values_come_by_frequency(manager, desk):
    data = summary(manager, Category=desk, Status="Open,In Progress", by="Assignee Email,Linked PO Number")
    assert counts(data, "Assignee Email")[0] == ("a@acme.com", 3)
    assert dict(counts(data, "Assignee Email")) == {"a@acme.com": 3, "b@acme.com": 1, None: 1}
    assert ("PO-2024-001", 2) in counts(data, "Linked PO Number")


def test_limit_keeps_the_most_frequent(manager, desk):
    data = summary(manager, Category=desk, by="Assignee Email", limit=1)
    assert len(data["counts"]["Assignee Email"]) == 1


def test_the_counts_agree_with_the_list(viewer):
    data = summary(viewer, by="Status,Category,Priority,Reporter Email", limit=500)
    assert data["total"] == total_of(viewer.list())
    for field, entries in data["counts"].items():
        assert sum(entry["count"] for entry in entries) == data["total"], field
    for value, count in counts(data, "Status"):
        assert total_of(viewer.list(Status=value)) == count


def test_weeks_count_what_was_opened_and_settled(manager, desk):
    data = summary(manager, Category=desk, weeks=4)
    assert len(data["weeks"]) == 4
    first_days = [datetime.date.fromisoformat(week["week"]) for week in data["weeks"]]
    assert all(first.weekday() == 0 for first in first_days)
    assert first_days == sorted(first_days)
    assert sum(week["opened"] for week in data["weeks"]) == 8
    assert sum(week["settled"] for week in data["weeks"]) == 3
    assert data["settling_seconds"]["median"] >= 0 and data["settling_seconds"]["p90"] >= 0


def test_where_nothing_was_settled_there_is_no_time_to_settle(manager, desk):
    data = summary(manager, Category=desk, Status="Open", weeks=1)
    assert data["settling_seconds"] in (None, {"median": None, "p90": None})


def test_a_search_narrows_the_figures(manager, mark):
    manager.new_ticket(Title="Vlixxo", Category=mark)
    manager.new_ticket(Title="Other", Category=mark)
    assert summary(manager, Category=mark, q="vlixxo")["total"] == 1


def test_ages_are_counted(manager, desk):
    entries = counts(summary(manager, Category=desk, by="Age"), "Age")
    assert sum(count for _, count in entries) in (5, 8)


def test_suppliers_are_counted(viewer):
    assert summary(viewer, by="Supplier Name")["counts"]["Supplier Name"]


@pytest.mark.parametrize(
    "parameters, field",
    [
        ({"by": "Title"}, "by"),
        ({"by": "Nothing"}, "by"),
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"weeks": "105"}, "weeks"),
        ({"weeks": "-1"}, "weeks"),
        ({"filter": "Status eq"}, "filter"),
        ({"Status": "Done"}, "Status"),
    ],
)
def test_a_wrong_parameter_is_refused(viewer, parameters, field):
    assert_error(viewer.get(SUMMARY, params=parameters), 400, "Query.Invalid", field)


def test_without_a_session_there_are_no_figures(anonymous):
    assert_error(anonymous.get(SUMMARY), 401)
