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


def test_suppliers_and_orders_lead_to_their_tickets(manager):
    data = summary(manager, by="Supplier Name,Linked PO Number", limit=500)
    assert data["counts"]["Supplier Name"]
    for field, entries in data["counts"].items():
        for entry in entries[:3]:
            assert total_of(manager.list(**{field: entry["value"]})) == entry["count"]


def test_a_filter_by_id_is_by_the_tickets_own(manager, mark):
    ticket = manager.new_ticket(Category=mark, Linked_PO_Id=42)
    data = summary(manager, id=ticket["id"], by="Supplier Name,Linked PO Number")
    assert data["total"] == 1
    assert counts(data, "Linked PO Number") == [("PO-2024-001", 1)]


def test_what_was_settled_since_leads_to_its_tickets(manager, desk):
    settling = summary(manager, Category=desk, weeks=1)["settling_seconds"]
    assert settling["count"] == 3
    since = f"\"Settled At\" ge '{settling['since']}'"
    assert total_of(manager.list(Category=desk, filter=since)) == 3
    assert total_of(manager.list(Category=desk, filter='"Settled At" is null')) == 5


def test_days_begin_when_the_callers_clock_says(manager, desk):
    assert summary(manager, Category=desk, utc_offset=0) == summary(manager, Category=desk)
    hour = datetime.datetime.now(datetime.timezone.utc).hour
    ahead = (24 - hour) * 60 if hour >= 10 else -(hour + 1) * 60
    tomorrow = hour >= 10
    late = summary(manager, Category=desk, utc_offset=ahead)["overdue"]
    assert late == (2 if tomorrow else 0)


def test_weeks_begin_on_the_callers_monday(manager, desk):
    weeks = summary(manager, Category=desk, weeks=2, utc_offset=-840)["weeks"]
    assert all(datetime.date.fromisoformat(week["week"]).weekday() == 0 for week in weeks)
    assert sum(week["opened"] for week in weeks) == 8


@pytest.mark.parametrize(
    "parameters, field",
    [
        ({"by": "Title"}, "by"),
        ({"by": "Nothing"}, "by"),
        ({"limit": "0"}, "limit"),
        ({"limit": "501"}, "limit"),
        ({"weeks": "105"}, "weeks"),
        ({"weeks": "-1"}, "weeks"),
        ({"utc_offset": "841"}, "utc_offset"),
        ({"utc_offset": "-841"}, "utc_offset"),
        ({"utc_offset": "Europe/Berlin"}, "utc_offset"),
        ({"filter": "Status eq"}, "filter"),
        ({"Status": "Done"}, "Status"),
    ],
)
def test_a_wrong_parameter_is_refused(viewer, parameters, field):
    assert_error(viewer.get(SUMMARY, params=parameters), 400, "Query.Invalid", field)


def test_without_a_session_there_are_no_figures(anonymous):
    assert_error(anonymous.get(SUMMARY), 401)
