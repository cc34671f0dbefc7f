"""The list of tickets as a CSV file: what is in it, for whom, within which bounds, and what the log tells."""

import csv
import datetime
import io
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from answers import TICKET_FIELDS, assert_error, ids_of, rows_of
from client import TICKETS, Client, with_token
from program import Server

EXPORT = TICKETS + "/export"
FORMULAS = ["=1+1", "+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A1", "'=1", "''-1", "＝1", "= 1"]


def export(client, **parameters):
    response = client.get(EXPORT, params=parameters)
    assert response.status_code == 200, response.text
    return response


def records(response) -> list[list[str]]:
    """The file's records as a strict reader of CSV has them, the names of the columns first."""
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def exported_ids(response) -> list[str]:
    header, *rows = records(response)
    return [row[header.index("id")] for row in rows]


@pytest.fixture
def log(admin):
    """What the audit log says of exports since the test began, oldest first."""
    newest = rows_of(admin.get("/api/audit-log", params={"page_size": 1}))[0]["id"]

    def since() -> list[dict]:
        wanted = {"filter": f"id gt {newest} and Action eq 'Exported'", "sort": "id", "page_size": 500}
        return rows_of(admin.get("/api/audit-log", params=wanted))

    return since


@pytest.fixture
def bounded(tmp_path):
    """A demo server with bounds of its own: bounded("--limits-export-rows", "5") → a session."""
    servers = []

    def start(*flags) -> Client:
        servers.append(Server(tmp_path / f"bounded{len(servers)}", "--demo", *flags))
        return Client(servers[-1].url).login("jane.doe@acme.com")

    yield start
    for server in servers:
        server.stop()


def test_an_export_is_a_file_of_csv_named_by_the_day(viewer):
    before = datetime.datetime.now(datetime.timezone.utc).date()
    response = export(viewer, fields="id,Title", Status="Open")
    after = datetime.datetime.now(datetime.timezone.utc).date()
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    names = [f'attachment; filename="tickets-{day.isoformat()}.csv"' for day in (before, after)]
    assert response.headers["Content-Disposition"] in names
    assert response.headers["Cache-Control"] == "no-store"


def test_the_file_begins_with_the_mark_of_utf8_and_its_lines_end_with_crlf(viewer):
    content = export(viewer, fields="id,Status").content
    assert content.startswith(b"\xef\xbb\xbfid,Status\r\nTKT-") and content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == len(records(export(viewer, fields="id")))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sort": "-Priority,Due Date"},
        {"sort": "Title"},
        {"sort": "Assignee Email desc"},
        {"Status": "Open,In Progress", "sort": "Due Date"},
        {"Assignee Email": "me"},
        {"filter": "Priority ge 'High' and not Title contains 'a'", "sort": "id"},
        {"q": "customs"},
        {"q": "customs", "Status": "Open", "sort": "Created At"},
        {"Category": "There is none such"},
    ],
    ids=str,
)
def test_an_export_has_the_rows_of_the_list_all_of_them_in_its_order(manager, asked):
    wanted, cursor = [], None
    while True:
        page = manager.list(**asked, page_size=100, **({"cursor": cursor} if cursor else {}))
        wanted += ids_of(page)
        cursor = page.json()["extra"].get("next_cursor")
        if not cursor:
            break
    assert exported_ids(export(manager, **asked)) == wanted


def test_the_columns_are_the_fields_of_a_ticket_or_those_asked_for_in_their_order(viewer):
    assert records(export(viewer))[0] == TICKET_FIELDS
    header, *rows = records(export(viewer, fields="Due Date,id,Title", Status="Open"))
    assert header == ["Due Date", "id", "Title"]
    assert rows and all(re.match(r"TKT-\d{3,}$", row[1]) for row in rows)


def test_cells_say_what_the_json_says(manager, mark):
    made = manager.new_ticket(
        Title='Müller, "the" supplier; 納期',
        Category=mark,
        Description="First line,\nsecond \"line\"\n\tthird",
        Due_Date="2024-02-29",
        Linked_PO_Id=42,
        Assignee_Email="jane.doe@acme.com",
        Subscribers=["john.smith@acme.com"],
    )
    manager.post(f"{TICKETS}/{made['id']}/notes", json={"Note": "Carrier, \"confirmed\""})
    header, row = records(export(manager, Category=mark))
    cells, ticket = dict(zip(header, row, strict=True)), manager.ticket(made["id"])
    assert json.loads(cells.pop("Notes")) == ticket.pop("Notes")
    assert cells.pop("Subscribers") == ", ".join(ticket.pop("Subscribers"))
    assert cells == {name: str(value) for name, value in ticket.items()}


def test_null_is_an_empty_cell_and_an_empty_text_is_two_quotes(manager, mark):
    manager.new_ticket(Title="null", Category=mark, Description=None)
    manager.new_ticket(Title="empty", Category=mark, Description="")
    content = export(manager, Category=mark, sort="id", fields="Title,Description,Due Date").content
    assert content.splitlines()[1:] == [b"null,,", b'empty,"",']


def test_an_export_beside_changes_is_of_one_moment(manager, viewer, mark):
    """The first ticket always gets the next number before the last one, hundreds of rows further down."""
    first, *_, last = [manager.new_ticket(Category=mark, Title="0")["id"] for _ in range(400)]
    done = threading.Event()

    def change() -> None:
        number = 0
        while not done.is_set():
            number += 1
            for ticket in (first, last):
                assert manager.change(ticket, Title=str(number)).status_code == 200

    def moment() -> tuple[int, int]:
        rows = records(export(viewer, Category=mark, fields="id,Title", sort="id"))
        return int(rows[1][1]), int(rows[-1][1])

    with ThreadPoolExecutor(1) as pool:
        changes = pool.submit(change)
        try:
            moments = [moment() for _ in range(60)]
        finally:
            done.set()
        changes.result()
    assert all(upper - lower in (0, 1) for upper, lower in moments), moments
    assert len(set(moments)) > 1, "nothing changed meanwhile"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula_and_one_apostrophe_is_all_that_is_added(manager, mark, text):
    manager.new_ticket(Title=text, Category=mark, Description=text)
    _, row = records(export(manager, Category=mark, fields="Title,Description"))
    assert row == ["'" + text] * 2


def test_what_is_no_formula_stays_as_it_is(manager, mark):
    texts = ["1-1", "a=b", "'quoted'", "it's", "x@acme.com"]
    for text in texts:
        manager.new_ticket(Title=text, Category=mark)
    _, *rows = records(export(manager, Category=mark, fields="Title", sort="id"))
    assert [row[0] for row in rows] == texts


def test_an_address_that_begins_as_a_formula_is_guarded_too(manager, mark):
    manager.new_ticket(Category=mark, Assignee_Email="=1+1@acme.com", Subscribers=["+1@acme.com"])
    _, row = records(export(manager, Category=mark, fields="Assignee Email,Subscribers"))
    assert row == ["'=1+1@acme.com", "'+1@acme.com, =1+1@acme.com"]


@pytest.mark.parametrize("name", ["page", "page_size", "cursor"])
def test_an_export_has_no_pages(viewer, name):
    assert_error(viewer.get(EXPORT, params={name: "1"}), 400, "Query.Invalid", name)


@pytest.mark.parametrize("asked", [{"Stats": "Open"}, {"filter": "Status eq"}, {"fields": "Nothing"}])
def test_what_is_no_question_is_refused_as_in_the_list(viewer, asked):
    assert_error(viewer.get(EXPORT, params=asked), 400, "Query.Invalid", next(iter(asked)))


def test_more_rows_than_the_server_allows_are_refused_with_their_number(bounded):
    client = bounded("--limits-export-rows", "5")
    error = assert_error(client.get(EXPORT), 400, "Export.TooLarge")
    assert "300 tickets" in error["Message"] and "at most 5" in error["Message"]
    five = [client.new_ticket(Category="Five")["id"] for _ in range(5)]
    assert exported_ids(export(client, Category="Five", sort="id")) == five
    client.new_ticket(Category="Five")
    error = assert_error(client.get(EXPORT, params={"Category": "Five"}), 400, "Export.TooLarge")
    assert "6 tickets" in error["Message"]


def test_a_longer_file_than_the_server_allows_is_refused_and_fewer_fields_make_it_fit(bounded):
    client = bounded("--limits-export", "8KiB")
    error = assert_error(client.get(EXPORT), 400, "Export.TooLarge")
    assert "of 300 tickets" in error["Message"] and "fewer fields" in error["Message"]
    assert len(exported_ids(export(client, fields="id"))) == 300


def test_who_sees_tickets_may_export_them_and_nobody_else(admin, viewer, anonymous, demo, log):
    assert exported_ids(export(viewer, Status="Open"))
    assert_error(anonymous.get(EXPORT), 401, "Session.Missing")
    scope = [{"type": "Procurement", "access": "Edit"}]
    made = admin.post("/api/token", json={"Name": "orders", "Scope": scope}).json()
    assert_error(with_token(demo.url, made["Token"]).get(EXPORT), 403, "User.NotPrivileged")
    assert [entry["Actor"] for entry in log()] == ["john.smith@acme.com"]


def test_an_export_is_logged_with_who_what_and_how_many(manager, mark, log):
    for _ in range(3):
        manager.new_ticket(Category=mark)
    export(manager, Category=mark, q="late", fields="id,Title")
    (entry,) = log()
    assert entry["Actor"] == "jane.doe@acme.com" and entry["Subject"] == "tickets"
    assert entry["Details"] == f"3 rows; Category={mark} & q=late & fields=id,Title"
    assert entry["Address"] == "127.0.0.1" and entry["Token Id"] is None


def test_an_export_by_a_token_is_logged_with_the_token(admin, demo, log):
    made = admin.post("/api/token", json={"Name": "nightly"}).json()
    rows = len(exported_ids(export(with_token(demo.url, made["Token"]))))
    (entry,) = log()
    assert entry["Token Id"] == made["id"] and entry["Details"] == f"{rows} rows; no filter"


def test_what_is_refused_is_no_export_and_not_logged(viewer, log):
    viewer.get(EXPORT, params={"filter": "Status eq"})
    viewer.get(EXPORT, headers={"Accept": "application/json"})
    assert log() == []


def test_head_tells_of_the_file_and_nothing_leaves(viewer, mark, log):
    asked = {"Category": mark}
    head = viewer.head(EXPORT, params=asked)
    assert head.status_code == 200 and head.content == b"" and log() == []
    full = export(viewer, **asked)
    for name in ("Content-Type", "Content-Length", "Content-Disposition", "ETag"):
        assert head.headers[name] == full.headers[name]


def test_a_file_that_the_client_has_already_is_not_sent_again_nor_logged(manager, mark, log):
    ticket = manager.new_ticket(Category=mark)
    first = export(manager, Category=mark)
    known = {"If-None-Match": first.headers["ETag"]}
    again = manager.get(EXPORT, params={"Category": mark}, headers=known)
    assert again.status_code == 304 and again.content == b""
    assert len(log()) == 1
    manager.change(ticket["id"], Title="Another")
    changed = manager.get(EXPORT, params={"Category": mark}, headers=known)
    assert changed.status_code == 200 and "Another" in changed.text
    assert len(log()) == 2


def test_only_csv_is_served_there(viewer):
    refused = viewer.get(EXPORT, headers={"Accept": "application/json"})
    assert "text/csv" in assert_error(refused, 406, "Request.NotAcceptable")["Message"]
    assert viewer.get(EXPORT, headers={"Accept": "text/csv"}).status_code == 200
    assert_error(viewer.get(TICKETS, headers={"Accept": "text/csv"}), 406, "Request.NotAcceptable")


def test_the_export_is_no_ticket(manager):
    for method in ("POST", "PUT", "DELETE"):
        assert_error(manager.request(method, EXPORT, json={}), 405, "Method.NotAllowed")
