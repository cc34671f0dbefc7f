"""The list envelope, pages and the choice of fields."""

import pytest

from answers import TICKET_FIELDS, assert_envelope, assert_error, ids_of, total_of
from client import TICKETS


@pytest.fixture(scope="module")
def seven(manager, module_mark):
    """Seven tickets in a category of their own, titles 0 to 6."""
    return [manager.new_ticket(Title=str(number), Category=module_mark) for number in range(7)]


def test_the_envelope_has_data_tags_and_extra_in_this_order(viewer):
    body = viewer.list().json()
    assert list(body) == ["data", "tags", "extra"]
    assert list(body["data"]) == ["headers", "sort", "rows"]
    assert body["tags"] == {}
    assert list(body["extra"])[:3] == ["page", "page_size", "total"]


def test_page_is_1_and_page_size_50_where_left_out(viewer):
    extra = assert_envelope(viewer.list())["extra"]
    assert extra["page"] == 1 and extra["page_size"] == 50
    assert len(viewer.list().json()["data"]["rows"]) == 50


def test_pages_count_from_1_and_partition_the_list(viewer, seven, module_mark):
    pages = [
        viewer.list(Category=module_mark, sort="Title", page=page, page_size=3).json()["data"]["rows"]
        for page in (1, 2, 3)
    ]
    assert [[row["Title"] for row in page] for page in pages] == [["0", "1", "2"], ["3", "4", "5"], ["6"]]


@pytest.mark.parametrize("page_size", [1, 2, 499, 500])
def test_page_size_goes_from_1_to_500(viewer, page_size):
    body = assert_envelope(viewer.list(page_size=page_size))
    assert body["extra"]["page_size"] == page_size
    assert len(body["data"]["rows"]) == min(page_size, body["extra"]["total"])


@pytest.mark.parametrize(
    "page_size", ["0", "501", "-1", "1.5", "x", "1e2", "99999999999999999999", " 5", "+5", "0x10"]
)
def test_another_page_size_is_refused(viewer, page_size):
    assert_error(viewer.list(page_size=page_size), 400, "Query.Invalid", "page_size")


@pytest.mark.parametrize(
    "page", ["0", "-1", "1.5", "x", "1000000001", "9223372036854775807", "99999999999999999999", "1,2"]
)
def test_a_page_that_is_none_is_refused(viewer, page):
    assert_error(viewer.list(page=page), 400, "Query.Invalid", "page")


@pytest.mark.parametrize("page", [1_000_000, 1_000_000_000])
def test_past_the_last_page_rows_are_empty_and_the_total_stays(viewer, seven, module_mark, page):
    body = assert_envelope(viewer.list(Category=module_mark, page=page))
    assert body["data"]["rows"] == []
    assert body["extra"]["total"] == 7 and body["extra"]["page"] == page


def test_total_is_exact_through_creates_changes_and_deletes(manager, mark):
    assert total_of(manager.list(Category=mark)) == 0
    tickets = [manager.new_ticket(Category=mark, Status="Open") for _ in range(4)]
    assert total_of(manager.list(Category=mark)) == 4
    assert total_of(manager.list(Category=mark, Status="Open")) == 4
    manager.change(tickets[0]["id"], Status="Closed")
    assert total_of(manager.list(Category=mark, Status="Open")) == 3
    assert total_of(manager.list(Category=mark, Status="Closed")) == 1
    manager.delete(f"{TICKETS}/{tickets[1]['id']}")
    assert total_of(manager.list(Category=mark)) == 3
    assert total_of(manager.list(Category=mark, Status="Open")) == 2
    manager.change(tickets[2]["id"], Category="Elsewhere")
    assert total_of(manager.list(Category=mark)) == 2
    assert total_of(manager.list(filter=f"Category eq '{mark}' and Title contains 'late'")) == 2


def test_the_total_without_a_filter_counts_every_ticket(manager):
    before = total_of(manager.list())
    ticket = manager.new_ticket()
    assert total_of(manager.list()) == before + 1
    manager.delete(f"{TICKETS}/{ticket['id']}")
    assert total_of(manager.list()) == before


def test_headers_list_every_field_with_its_format(viewer):
    headers = assert_envelope(viewer.list(page_size=1))["data"]["headers"]
    assert [header["key"] for header in headers] == TICKET_FIELDS
    formats = {header["key"]: header["format"] for header in headers}
    assert set(formats.values()) <= {"string", "string-link", "number", "date", "datetime", "boolean"}
    assert formats["id"] == "string-link"
    assert formats["Title"] == "string" and formats["Status"] == "string"
    assert formats["Created At"] == "datetime" and formats["Updated At"] == "datetime"
    assert formats["Due Date"] == "date"
    assert formats["Linked PO Id"] == "number"


def test_headers_name_the_filter_of_each_filterable_field(viewer):
    headers = {header["key"]: header for header in viewer.list(page_size=1).json()["data"]["headers"]}
    for field in ("Status", "Priority", "Category", "Assignee Email", "Title", "Due Date", "Linked PO Id"):
        (entry,) = headers[field]["filters"]
        assert entry["category"] == field and entry["alias"]
    assert not headers["Notes"].get("filters")


def test_every_field_that_headers_call_filterable_is(viewer):
    headers = viewer.list(page_size=1).json()["data"]["headers"]
    filterable = [header["key"] for header in headers if header.get("filters")]
    assert len(filterable) >= 13
    for field in filterable:
        assert viewer.list(filter=f'"{field}" is null').status_code == 200, field


def test_the_answer_says_how_it_is_sorted(viewer):
    assert viewer.list(page_size=1).json()["data"]["sort"] == {"key": "Updated At", "type": "Descending"}
    assert viewer.list(page_size=1, sort="Due Date").json()["data"]["sort"] == {
        "key": "Due Date",
        "type": "Ascending",
    }
    assert viewer.list(page_size=1, sort="-Priority").json()["data"]["sort"]["type"] == "Descending"


def test_fields_returns_only_those_fields(viewer):
    rows = assert_envelope(viewer.list(fields="id,Title,Status", page_size=3))["data"]["rows"]
    assert len(rows) == 3
    assert all(set(row) == {"id", "Title", "Status"} for row in rows)


def test_fields_takes_names_with_spaces_and_blanks_around_commas(viewer):
    rows = assert_envelope(viewer.list(fields="id, Due Date , Linked PO Number", page_size=1))["data"]["rows"]
    assert set(rows[0]) == {"id", "Due Date", "Linked PO Number"}


def test_headers_follow_the_chosen_fields(viewer):
    headers = viewer.list(fields="id,Title", page_size=1).json()["data"]["headers"]
    assert [header["key"] for header in headers] == ["id", "Title"]


def test_chosen_fields_have_the_values_of_the_whole_ticket(viewer, seven, module_mark):
    whole = viewer.list(Category=module_mark, sort="id").json()["data"]["rows"]
    for field in TICKET_FIELDS:
        some = viewer.list(Category=module_mark, sort="id", fields=field).json()["data"]["rows"]
        assert some == [{field: row[field]} for row in whole]


@pytest.mark.parametrize("fields", ["Titel", "id,Nothing", "id,,Title", ",", "id;Title"])
def test_an_unknown_field_to_return_is_refused(viewer, fields):
    assert_error(viewer.list(fields=fields), 400, "Query.Invalid", "fields")


def test_a_row_of_a_list_is_the_ticket_itself(viewer, seven, module_mark):
    rows = viewer.list(Category=module_mark, sort="id").json()["data"]["rows"]
    assert rows == seven
    assert rows[0] == viewer.ticket(rows[0]["id"])


def test_the_list_shows_a_change_at_once(manager, viewer, mark):
    ticket = manager.new_ticket(Category=mark)
    for title in ("First", "Second"):
        manager.change(ticket["id"], Title=title)
        assert viewer.list(Category=mark).json()["data"]["rows"][0]["Title"] == title
    manager.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "Seen."})
    assert viewer.list(Category=mark).json()["data"]["rows"][0]["Notes"][0]["Note"] == "Seen."
    manager.delete(f"{TICKETS}/{ticket['id']}")
    assert ids_of(viewer.list(Category=mark)) == []


@pytest.mark.parametrize(
    "name, near", [("Satus", "Status"), ("pagesize", "page_size"), ("sorting", None), ("Notes", None)]
)
def test_an_unknown_parameter_is_refused_and_the_nearest_named(viewer, name, near):
    body = assert_error(viewer.list(**{name: "x"}), 400, "Query.Invalid")
    if near:
        assert near in body["Message"] + str(body.get("Errors")), body


def test_every_wrong_parameter_is_named_in_one_answer(viewer):
    body = assert_error(
        viewer.list(page="0", page_size="0", sort="Nothing", filter="Status eq"), 400, "Query.Invalid"
    )
    assert {error["Field"] for error in body["Errors"]} == {"page", "page_size", "sort", "filter"}
