"""The filter expression and column parameters, over a set of tickets whose answers are known."""

import datetime

import pytest

from answers import assert_error, titles_of, total_of
from client import TICKETS

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def day(offset: int) -> str:
    return (TODAY + datetime.timedelta(days=offset)).isoformat()


# Title: the rest of the ticket.
BOARD = {
    "a": {
        "Status": "Open",
        "Priority": "Low",
        "Assignee Email": "jane.doe@acme.com",
        "Due Date": "2024-03-01",
    },
    "b": {"Status": "Open", "Priority": "High", "Assignee Email": "x@acme.com", "Due Date": "2024-03-20"},
    "c": {"Status": "In Progress", "Priority": "Critical", "Description": "Müller & Söhne 100%"},
    "d": {"Status": "Resolved", "Priority": "Medium", "Due Date": "2024-04-01", "Linked PO Id": 42},
    "e": {
        "Status": "Closed",
        "Priority": "High",
        "Linked PO Id": 9007199254740993,
        "Description": "it's O'Brien's",
    },
    "f": {"Status": "Open", "Priority": "Critical", "Due Date": day(0), "Description": "50_50 a\\b"},
    "g": {"Status": "Open", "Priority": "Low", "Due Date": day(3), "Subscribers": ["team@acme.com"]},
}


@pytest.fixture(scope="module")
def board(manager, module_mark):
    for title, fields in BOARD.items():
        response = manager.post(TICKETS, json={"Title": f"Board {title}", "Category": module_mark} | fields)
        assert response.status_code == 201, response.text
    return module_mark


def letters(response) -> str:
    return "".join(title.removeprefix("Board ") for title in titles_of(response))


def ask(client, board, **parameters) -> str:
    """Which tickets of the board answer, in the order of their titles; the total must agree."""
    response = client.list(Category=board, sort="Title", **parameters)
    found = letters(response)
    assert total_of(response) == len(found)
    return found


@pytest.mark.parametrize(
    "expression, found",
    [
        ("Status eq 'Open'", "abfg"),
        ("Status ne 'Open'", "cde"),
        # Rank, not letters: Open < In Progress < Resolved < Closed, Low < Medium < High < Critical.
        ("Status lt 'Resolved'", "abcfg"),
        ("Status ge 'Resolved'", "de"),
        ("Priority gt 'Medium'", "bcef"),
        ("Priority le 'Medium'", "adg"),
        ("Priority in ('High', 'Critical')", "bcef"),
        ("Priority in ('High')", "be"),
        ("not Priority in ('High', 'Critical')", "adg"),
        ("\"Due Date\" lt '2024-04-01'", "ab"),
        ("\"Due Date\" le '2024-04-01'", "abd"),
        ("\"Due Date\" eq '2024-03-20'", "b"),
        ('"Due Date" is null', "ce"),
        ('not "Due Date" is null', "abdfg"),
        ('"Due Date" eq today', "f"),
        ('"Due Date" le today+3d and "Due Date" ge today', "fg"),
        ('"Due Date" gt today-1w', "fg"),
        ('"Due Date" lt today-1w', "abd"),
        ('"Assignee Email" eq me', "a"),
        ('"Assignee Email" ne me', "bcdefg"),
        ("\"Assignee Email\" in (me, 'x@acme.com')", "ab"),
        ('"Assignee Email" is null', "cdefg"),
        ('"Linked PO Id" eq 42', "d"),
        ('"Linked PO Id" gt 42', "e"),
        ('"Linked PO Id" eq 9007199254740993', "e"),
        ('"Linked PO Id" eq 9007199254740992', ""),
        ("\"Linked PO Number\" eq 'PO-2024-001'", "d"),
        ("\"Linked PO Number\" startswith 'po-2024'", "d"),
        ("Title eq 'Board a'", "a"),
        ("Title eq 'board a'", ""),
        ("Title contains 'BOARD A'", "a"),
        ("Title startswith 'board'", "abcdefg"),
        ("Title startswith 'oard'", ""),
        ("Title gt 'Board e'", "fg"),
        ("Description contains 'MÜLLER'", "c"),
        ("Description contains '100%'", "c"),
        ("Description contains '0%'", "c"),
        ("Description contains '%'", "c"),
        ("Description contains '0_5'", "f"),
        ("Description contains '_'", "f"),
        ("Description contains 'a\\b'", "f"),
        ("Description eq 'it''s O''Brien''s'", "e"),
        ("Description contains 'o''brien'", "e"),
        ("not Description contains 'müller'", "abdefg"),
        ("\"Reporter Email\" eq 'jane.doe@acme.com'", "abcdefg"),
        ('"Created At" ge today', "abcdefg"),
        ("\"Created At\" lt '2020-01-01T00:00:00Z'", ""),
        ("\"Created At\" lt '2020-01-01'", ""),
        ("id eq 'TKT-999999'", ""),
        # Precedence: not over and over or.
        ("Status eq 'Open' and Priority eq 'Low' or Status eq 'Closed'", "aeg"),
        ("Status eq 'Closed' or Status eq 'Open' and Priority eq 'Low'", "aeg"),
        ("(Status eq 'Closed' or Status eq 'Open') and Priority eq 'Low'", "ag"),
        ("not Status eq 'Open' and not Status eq 'Closed'", "cd"),
        ("not (Status eq 'Open' or Status eq 'Closed')", "cd"),
        ("not not Status eq 'Open'", "abfg"),
        ("((((Status eq 'Open'))))", "abfg"),
        ("status eq 'Open'", None),
        ("Status EQ 'Open' AND NOT Priority EQ 'Low'", "bf"),
        (
            "Status eq 'Open' and (Priority in ('High','Critical') or \"Due Date\" lt '2024-04-01')"
            " and not Title contains 'test'",
            "abf",
        ),
    ],
)
def test_a_filter_expression_finds(manager, board, expression, found):
    if found is None:
        assert_error(manager.list(Category=board, filter=expression), 400, "Query.Invalid", "filter")
    else:
        assert ask(manager, board, filter=expression) == found


@pytest.mark.parametrize(
    "parameters, found",
    [
        ({"Status": "Open"}, "abfg"),
        ({"Status": "Open,Closed"}, "abefg"),
        ({"Status": "Open", "Priority": "High,Critical"}, "bf"),
        ({"Assignee Email": "jane.doe@acme.com"}, "a"),
        ({"Assignee Email": "me"}, "a"),
        ({"Assignee Email": ""}, "cdefg"),
        ({"Assignee Email": "x@acme.com,"}, "bcdefg"),
        ({"Due Date": "2024-03-20"}, "b"),
        ({"Due Date": "today"}, "f"),
        ({"Due Date": "today+3d,today"}, "fg"),
        ({"Due Date": ""}, "ce"),
        ({"Linked PO Id": "42"}, "d"),
        ({"Linked PO Number": "PO-2024-001"}, "d"),
        ({"Title": "Board a,Board b"}, "ab"),
        ({"Status": "Open", "filter": "Priority eq 'Low'"}, "ag"),
        ({"Reporter Email": "john.smith@acme.com"}, ""),
    ],
)
def test_a_column_parameter_finds(manager, board, parameters, found):
    assert ask(manager, board, **parameters) == found


def test_a_ticket_is_found_by_its_id(manager, board):
    first = manager.list(Category=board, sort="Title").json()["data"]["rows"][0]
    assert ask(manager, board, id=first["id"]) == "a"
    assert ask(manager, board, filter=f"id eq '{first['id']}'") == "a"
    assert ask(manager, board, filter=f"id gt '{first['id']}'") == "bcdefg"


def test_me_is_the_session_that_asks(viewer, manager, board):
    assert ask(viewer, board, filter='"Assignee Email" eq me') == ""
    assert ask(manager, board, filter='"Assignee Email" eq me') == "a"


def test_null_equals_nothing_but_null_and_differs_from_every_value(manager, board):
    assert ask(manager, board, filter="\"Due Date\" ne '2024-03-20'") == "acdefg"
    assert ask(manager, board, filter="\"Due Date\" lt '9999-12-31'") == "abdfg"
    assert ask(manager, board, filter="not \"Due Date\" lt '9999-12-31'") == "ce"


@pytest.mark.parametrize(
    "expression, position",
    [
        ("Status", 7),
        ("Status eq", 10),
        ("Status eq Open", 11),
        ("Status eq 'Open", 11),
        ("Status equals 'Open'", 8),
        ("Status eq 'Opened'", 11),
        ("Status eq 'Open' and", 21),
        ("Status eq 'Open' 'Closed'", 18),
        ("(Status eq 'Open'", 18),
        ("Status eq 'Open')", 17),
        ("Nothing eq 'x'", 1),
        ("Due Date eq '2024-03-20'", 1),
        ("\"Due Date\" eq '2024-02-30'", 15),
        ('"Due Date" eq today+3x', None),
        ("\"Due Date eq '2024-03-20'", 1),
        ("Priority in 'High'", 13),
        ("Priority in ()", 14),
        ("Priority in ('High' 'Low')", 21),
        ("Priority in ('High',", 21),
        ("\"Linked PO Id\" eq 'x'", None),
        ("Status is 'Open'", 11),
        ("and Status eq 'Open'", 1),
        ("not", 4),
        ("Status eq 'Open' # x", 18),
        ("Notes contains 'x'", 1),
        ("'Open' eq Status", 1),
        ("üü eq 'x'", 1),
        ("Title eq 'ü' x", 14),
    ],
)
def test_a_filter_that_does_not_parse_names_the_position(manager, expression, position):
    body = assert_error(manager.list(filter=expression), 400, "Query.Invalid", "filter")
    message = body["Errors"][0]["Message"]
    assert "position" in message, message
    if position is not None:
        assert f"position {position}" in message, message


@pytest.mark.parametrize(
    "parameters",
    [
        {"Status": "Opened"},
        {"Priority": "high"},
        {"Due Date": "2024-02-30"},
        {"Linked PO Id": "x"},
        {"Created At": "yesterday"},
        {"Status": "Open,Nope"},
        {"Linked PO Id": "9223372036854775808"},
    ],
)
def test_a_column_parameter_of_the_wrong_kind_is_refused(manager, parameters):
    (name,) = parameters
    assert_error(manager.list(**parameters), 400, "Query.Invalid", name)


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE tickets; --", "' OR '1'='1", "x') OR 1=1 --", '" OR ""="', "\\'", "%' OR '%"]
)
def test_sql_in_a_value_is_text(manager, board, text):
    quoted = text.replace("'", "''")
    for expression in (
        f"Title eq '{quoted}'",
        f"Title contains '{quoted}'",
        f"Category startswith '{quoted}'",
    ):
        assert ask(manager, board, filter=expression) == ""
    assert ask(manager, board, **{"Title": text.replace(",", "")}) == ""
    assert ask(manager, board) == "abcdefg"


def test_a_deep_filter_is_refused_and_not_a_crash(manager, board):
    deep = "(" * 900 + "Status eq 'Open'" + ")" * 900
    assert_error(manager.list(filter=deep), 400, "Query.Invalid", "filter")
    assert_error(
        manager.list(filter="not (" * 500 + "Status eq 'Open'" + ")" * 500), 400, "Query.Invalid", "filter"
    )
    assert ask(manager, board, filter="(" * 8 + "Status eq 'Open'" + ")" * 8) == "abfg"


def test_a_long_filter_works_until_its_limit(manager, board):
    names = ", ".join(f"'Board {number}'" for number in range(100))
    assert ask(manager, board, filter=f"Title in ({names}, 'Board a')") == "a"
    many = " or ".join(f"Title eq 'Board {number}'" for number in range(60))
    assert ask(manager, board, filter=f"{many} or Title eq 'Board b'") == "b"


def test_what_is_known_of_a_ticket_besides_its_fields_narrows_a_list(manager, mark):
    manager.new_ticket(Title="settled", Category=mark, Status="Resolved", Linked_PO_Id=42)
    manager.new_ticket(Title="open", Category=mark, Status="Open")
    assert titles_of(manager.list(Category=mark, filter='"Settled At" is not null')) == ["settled"]
    assert titles_of(manager.list(Category=mark, filter='"Supplier Name" is not null')) == ["settled"]


@pytest.mark.parametrize("field", ["Settled At", "Supplier Name"])
def test_it_is_neither_shown_nor_sorted_by_nor_taken(manager, mark, field):
    ticket = manager.new_ticket(Category=mark)
    assert field not in ticket
    assert_error(manager.list(fields=field), 400, "Query.Invalid", "fields")
    assert_error(manager.list(sort=field), 400, "Query.Invalid", "sort")
    assert_error(manager.put(f"{TICKETS}/{ticket['id']}", json={field: None}), 400, "Ticket.Invalid", field)
