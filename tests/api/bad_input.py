"""Bad input as a table: what is sent, and the status, code and field it must get.

`{ticket}`, `{note}` and `{order}` in a path stand for ones that exist. Text and bytes are sent as they are.
"""

import dataclasses

TICKETS = "/api/issue-tracker-tickets"
TICKET = TICKETS + "/{ticket}"
NOTES = TICKET + "/notes"
NOTE = NOTES + "/{note}"


@dataclasses.dataclass(frozen=True)
class Case:
    """One request, and what it must be answered with."""

    about: str
    method: str
    path: str
    body: object
    status: int
    code: str
    field: str | None = None
    headers: dict = dataclasses.field(default_factory=dict)


def broken_json(about: str, body: str | bytes) -> Case:
    return Case(f"JSON: {about}", "POST", TICKETS, body, 400, "JSON.Invalid")


def create(about: str, change: dict, wrong: str) -> Case:
    """A POST that would be fine but for `change`."""
    body = {"Title": "Bad input", "Priority": "Low"} | change
    return Case(f"create: {about}", "POST", TICKETS, body, 400, "Ticket.Invalid", wrong)


def update(about: str, body: object, wrong: str) -> Case:
    return Case(f"update: {about}", "PUT", TICKET, body, 400, "Ticket.Invalid", wrong)


def query(about: str, parameters: str, wrong: str | None) -> Case:
    return Case(f"query: {about}", "GET", f"{TICKETS}?{parameters}", None, 400, "Query.Invalid", wrong)


def ticket_id(text: str) -> Case:
    return Case(f"id: {text}", "PUT", f"{TICKETS}/{text}", {"Status": "Open"}, 404, "Ticket.NotFound")


def raw(title: str) -> bytes:
    """A body whose title is written exactly so between its quotes."""
    return b'{"Title": "' + title.encode("latin-1") + b'", "Priority": "Low"}'


JSON_CASES = [
    broken_json("nothing at all", b""),
    broken_json("blanks", "  \n"),
    broken_json("a word", "hello"),
    broken_json("cut off", '{"Title": "x", "Prio'),
    broken_json("cut off in an escape", '{"Title": "\\u00'),
    broken_json("a comma at the end", '{"Title": "x", "Priority": "Low",}'),
    broken_json("a comma missing", '{"Title": "x" "Priority": "Low"}'),
    broken_json("a colon missing", '{"Title" "x"}'),
    broken_json("a name without quotes", '{Title: "x", "Priority": "Low"}'),
    broken_json("single quotes", "{'Title': 'x', 'Priority': 'Low'}"),
    broken_json("a comment", '{"Title": "x", /* no */ "Priority": "Low"}'),
    broken_json("something behind the end", '{"Title": "x", "Priority": "Low"} x'),
    broken_json("two documents", '{"Title": "x", "Priority": "Low"}{"Title": "y", "Priority": "Low"}'),
    broken_json("NaN", '{"Title": "x", "Priority": "Low", "Linked PO Id": NaN}'),
    broken_json("Infinity", '{"Title": "x", "Priority": "Low", "Linked PO Id": Infinity}'),
    broken_json("a leading zero", '{"Title": "x", "Priority": "Low", "Linked PO Id": 042}'),
    broken_json("a leading plus", '{"Title": "x", "Priority": "Low", "Linked PO Id": +42}'),
    broken_json("hexadecimal", '{"Title": "x", "Priority": "Low", "Linked PO Id": 0x2A}'),
    broken_json("a raw line break in a string", raw("a\nb")),
    broken_json("a raw NUL in a string", raw("a\0b")),
    broken_json("an unknown escape", raw("a\\x41b")),
    broken_json("half a surrogate pair", raw("a\\ud800b")),
    broken_json("the wrong half of a surrogate pair", raw("\\udc00")),
    broken_json("invalid UTF-8: a lone continuation byte", raw("\x80")),
    broken_json("invalid UTF-8: an overlong slash", raw("\xc0\xaf")),
    broken_json("invalid UTF-8: a surrogate", raw("\xed\xa0\x80")),
    broken_json("invalid UTF-8: past U+10FFFF", raw("\xf4\x90\x80\x80")),
    broken_json("invalid UTF-8: cut off", raw("\xe6\xbc")),
    broken_json("invalid UTF-8 in a name", b'{"\xff": 1}'),
    broken_json("UTF-16", '{"Title": "x", "Priority": "Low"}'.encode("utf-16")),
    broken_json("an array", "[]"),
    broken_json("an array of tickets", '[{"Title": "x", "Priority": "Low"}]'),
    broken_json("a string", '"Title"'),
    broken_json("a number", "7"),
    broken_json("null", "null"),
    broken_json("true", "true"),
    broken_json("a hundred arrays deep", '{"Title": ' + "[" * 100 + "]" * 100 + "}"),
    broken_json("a hundred thousand arrays deep", '{"Title": ' + "[" * 100000),
    broken_json("objects too deep", '{"a":' * 40 + "1" + "}" * 40),
]

CREATE_CASES = [
    Case("create: an empty object", "POST", TICKETS, {}, 400, "Ticket.Invalid", "Title"),
    Case("create: without a priority", "POST", TICKETS, {"Title": "x"}, 400, "Ticket.Invalid", "Priority"),
    Case("create: without a title", "POST", TICKETS, {"Priority": "Low"}, 400, "Ticket.Invalid", "Title"),
    create("the title null", {"Title": None}, "Title"),
    create("the title a number", {"Title": 7}, "Title"),
    create("the title a boolean", {"Title": True}, "Title"),
    create("the title an array", {"Title": ["x"]}, "Title"),
    create("the title an object", {"Title": {"x": 1}}, "Title"),
    create("the title empty", {"Title": ""}, "Title"),
    create("the title of blanks", {"Title": " \t "}, "Title"),
    create("the title of wide blanks", {"Title": "\u3000\u00a0"}, "Title"),
    create("the title of 256 characters", {"Title": "x" * 256}, "Title"),
    create("the title with NUL", {"Title": "a\0b"}, "Title"),
    create("the title with an escape character", {"Title": "a\x1b[31m"}, "Title"),
    create("the title with DEL", {"Title": "a\x7fb"}, "Title"),
    create("the title with a C1 control", {"Title": "a\x85b"}, "Title"),
    create("the title with a line break", {"Title": "a\nb"}, "Title"),
    create("the description a number", {"Description": 7}, "Description"),
    create("the description too long", {"Description": "x" * 65537}, "Description"),
    create("the description too long in bytes", {"Description": "漢" * 21846}, "Description"),
    create("the description with NUL", {"Description": "a\0b"}, "Description"),
    create("the description with a bell", {"Description": "a\x07b"}, "Description"),
    create("the status unknown", {"Status": "Done"}, "Status"),
    create("the status in lower case", {"Status": "open"}, "Status"),
    create("the status a rank", {"Status": 0}, "Status"),
    create("the status null", {"Status": None}, "Status"),
    create("the priority unknown", {"Priority": "Urgent"}, "Priority"),
    create("the priority empty", {"Priority": ""}, "Priority"),
    create("the priority an array", {"Priority": ["Low"]}, "Priority"),
    create("the category empty", {"Category": ""}, "Category"),
    create("the category too long", {"Category": "x" * 65}, "Category"),
    create("the category null", {"Category": None}, "Category"),
    create("the assignee no address", {"Assignee Email": "jane"}, "Assignee Email"),
    create(
        "the assignee with a line break",
        {"Assignee Email": "a@acme.com\r\nBcc: b@acme.com"},
        "Assignee Email",
    ),
    create("the assignee too long", {"Assignee Email": "a@" + "b" * 260 + ".com"}, "Assignee Email"),
    create("the assignee a number", {"Assignee Email": 7}, "Assignee Email"),
    create("the due date 30 February", {"Due Date": "2024-02-30"}, "Due Date"),
    create("the due date 29 February of no leap year", {"Due Date": "2023-02-29"}, "Due Date"),
    create("the due date in month 13", {"Due Date": "2024-13-01"}, "Due Date"),
    create("the due date on day 0", {"Due Date": "2024-01-00"}, "Due Date"),
    create("the due date in year 0", {"Due Date": "0000-01-01"}, "Due Date"),
    create("the due date in year 10000", {"Due Date": "10000-01-01"}, "Due Date"),
    create("the due date a time", {"Due Date": "2024-03-20T09:00:00Z"}, "Due Date"),
    create("the due date with slashes", {"Due Date": "2024/03/20"}, "Due Date"),
    create("the due date a number", {"Due Date": 20240320}, "Due Date"),
    create("the due date negative", {"Due Date": "-2024-03-20"}, "Due Date"),
    create("the PO 0", {"Linked PO Id": 0}, "Linked PO Id"),
    create("the PO negative", {"Linked PO Id": -42}, "Linked PO Id"),
    create("the PO past 63 bits", {"Linked PO Id": 2**63}, "Linked PO Id"),
    create("the PO past 64 bits", {"Linked PO Id": 2**64 + 42}, "Linked PO Id"),
    create("the PO a fraction", {"Linked PO Id": 42.5}, "Linked PO Id"),
    create("the PO a string", {"Linked PO Id": "42"}, "Linked PO Id"),
    create("the PO a boolean", {"Linked PO Id": True}, "Linked PO Id"),
    create("subscribers a string", {"Subscribers": "a@acme.com"}, "Subscribers"),
    create("subscribers of numbers", {"Subscribers": [7]}, "Subscribers"),
    create("subscribers twice the same", {"Subscribers": ["a@acme.com", "a@acme.com"]}, "Subscribers"),
    create("subscribers no addresses", {"Subscribers": ["nobody"]}, "Subscribers"),
    create(
        "more subscribers than allowed", {"Subscribers": [f"{n}@acme.com" for n in range(201)]}, "Subscribers"
    ),
    create("an id", {"id": "TKT-999"}, "id"),
    create("a reporter", {"Reporter Email": "john.smith@acme.com"}, "Reporter Email"),
    create("a time of creation", {"Created At": "2001-01-01T00:00:00Z"}, "Created At"),
    create("notes", {"Notes": [{"Note": "x"}]}, "Notes"),
    create("a PO number", {"Linked PO Number": "PO-2024-001"}, "Linked PO Number"),
    create("an unknown field", {"Colour": "red"}, "Colour"),
    create("an unknown field without a name", {"": 1}, ""),
    create("a field in lower case", {"title": "x"}, "title"),
    create("a field with a blank too many", {"Due  Date": "2024-03-20"}, "Due  Date"),
    Case(
        "create: a field twice",
        "POST",
        TICKETS,
        '{"Title": "a", "Title": "b", "Priority": "Low"}',
        400,
        "Ticket.Invalid",
        "Title",
    ),
    Case(
        "create: the same field twice",
        "POST",
        TICKETS,
        '{"Title": "a", "Priority": "Low", "\\u0054itle": "a"}',
        400,
        "Ticket.Invalid",
        "Title",
    ),
]

UPDATE_CASES = [
    update("SQL in a status", {"Status": "Open'; DROP TABLE tickets; --"}, "Status"),
    update("SQL in a field's name", {"Title\" = 'x' --": "y"}, "Title\" = 'x' --"),
    update("the id of another", {"id": "TKT-001"}, "id"),
    update("the id a number", {"id": 1}, "id"),
    update("another reporter", {"Reporter Email": "nobody@acme.com"}, "Reporter Email"),
    update("the reporter null", {"Reporter Email": None}, "Reporter Email"),
    update("another time of change", {"Updated At": "2001-01-01T00:00:00Z"}, "Updated At"),
    update("a time that is none", {"Created At": "yesterday"}, "Created At"),
    update("the title null", {"Title": None}, "Title"),
    update("the due date impossible", {"Due Date": "2024-04-31"}, "Due Date"),
    update("notes replaced", {"Notes": [{"id": 1, "Note": "forged"}]}, "Notes"),
    Case(
        "patch: the priority unknown", "PATCH", TICKET, {"Priority": "x"}, 400, "Ticket.Invalid", "Priority"
    ),
    Case("patch: an array", "PATCH", TICKET, [], 400, "JSON.Invalid"),
    Case("patch: a JSON Patch", "PATCH", TICKET, '[{"op": "replace"}]', 400, "JSON.Invalid"),
    Case("update: nothing at all", "PUT", TICKET, b"", 400, "JSON.Invalid"),
    Case(
        "update: form data",
        "PUT",
        TICKET,
        "Status=Open",
        415,
        "Request.MediaType",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    ),
    Case("update: on the collection", "PUT", TICKETS, {"Status": "Open"}, 405, "Method.NotAllowed"),
    Case("delete: the collection", "DELETE", TICKETS, None, 405, "Method.NotAllowed"),
    Case("create: on a ticket", "POST", TICKET, {"Title": "x"}, 405, "Method.NotAllowed"),
]

ID_CASES = [
    ticket_id(text)
    for text in ("TKT-0", "TKT-00", "TKT-000", "TKT-1", "TKT-0001", "TKT-abc", "TKT-", "tkt-001")
]
ID_CASES += [
    ticket_id(text)
    for text in ("TKT-9223372036854775808", "TKT-1%20OR%201=1", "TKT-001%00", "%F0%9F%9A%A2", "1")
]

NOTE_CASES = [
    Case("note: nothing", "POST", NOTES, {}, 400, "Note.Invalid", "Note"),
    Case("note: empty", "POST", NOTES, {"Note": ""}, 400, "Note.Invalid", "Note"),
    Case("note: null", "POST", NOTES, {"Note": None}, 400, "Note.Invalid", "Note"),
    Case("note: a number", "POST", NOTES, {"Note": 7}, 400, "Note.Invalid", "Note"),
    Case("note: too long", "POST", NOTES, {"Note": "x" * 16385}, 400, "Note.Invalid", "Note"),
    Case("note: with NUL", "POST", NOTES, {"Note": "a\0b"}, 400, "Note.Invalid", "Note"),
    Case("note: unknown field", "POST", NOTES, {"Note": "x", "Text": "y"}, 400, "Note.Invalid", "Text"),
    Case(
        "note: an author",
        "POST",
        NOTES,
        {"Note": "x", "Author Email": "a@acme.com"},
        400,
        "Note.Invalid",
        "Author Email",
    ),
    Case("note: changed to nothing", "PUT", NOTE, {"Note": ""}, 400, "Note.Invalid", "Note"),
    Case(
        "note: another author",
        "PUT",
        NOTE,
        {"Author Email": "a@acme.com"},
        400,
        "Note.Invalid",
        "Author Email",
    ),
    Case("note: not JSON", "POST", NOTES, "Note: x", 400, "JSON.Invalid"),
    Case("note: not there", "PUT", NOTES + "/999999999", {"Note": "x"}, 404, "Note.NotFound"),
    Case(
        "note: on no ticket", "POST", TICKETS + "/TKT-99999999/notes", {"Note": "x"}, 404, "Ticket.NotFound"
    ),
]

QUERY_CASES = [
    query("page 0", "page=0", "page"),
    query("page negative", "page=-1", "page"),
    query("page a word", "page=first", "page"),
    query("page past 63 bits", "page=9223372036854775808", "page"),
    query("page empty", "page=", "page"),
    query("page twice", "page=1&page=2", "page"),
    query("page_size 0", "page_size=0", "page_size"),
    query("page_size 501", "page_size=501", "page_size"),
    query("page_size negative", "page_size=-50", "page_size"),
    query("page_size a fraction", "page_size=2.5", "page_size"),
    query("sort by nothing known", "sort=Colour", "sort"),
    query("sort by SQL", "sort=id;DROP%20TABLE%20tickets", "sort"),
    query("fields unknown", "fields=id,Colour", "fields"),
    query("a column unknown", "Colour=red", None),
    query("a status unknown", "Status=Done", "Status"),
    query("a due date impossible", "Due+Date=2024-02-30", "Due Date"),
    query("a PO that is no number", "Linked+PO+Id=x", "Linked PO Id"),
    query("a cursor of nobody", "cursor=AAAA", "cursor"),
    query("filter: a field unknown", "filter=Colour%20eq%20'red'", "filter"),
    query("filter: an operator unknown", "filter=Status%20like%20'Open'", "filter"),
    query("filter: a value missing", "filter=Status%20eq", "filter"),
    query("filter: a quote missing", "filter=Status%20eq%20'Open", "filter"),
    query("filter: a parenthesis missing", "filter=(Status%20eq%20'Open'", "filter"),
    query("filter: a parenthesis too many", "filter=Status%20eq%20'Open')", "filter"),
    query("filter: half an and", "filter=Status%20eq%20'Open'%20and", "filter"),
    query("filter: SQL", "filter=1=1;--", "filter"),
    query("filter: an empty set", "filter=Status%20in%20()", "filter"),
    query("filter: contains on a number", "filter=%22Linked%20PO%20Id%22%20contains%20'4'", "filter"),
    query("filter: a word for a date", "filter=%22Due%20Date%22%20eq%20'soon'", "filter"),
    query("filter: invalid UTF-8", "filter=Title%20eq%20'%FF'", None),
    query("filter: NUL", "filter=Title%20eq%20'a%00b'", None),
    query("an escape cut off", "q=%4", None),
    query("an escape that is none", "q=%zz", None),
    query("more parameters than allowed", "&".join(f"p{number}=x" for number in range(70)), None),
]

OTHER_CASES = [
    Case("sign-in: not JSON", "POST", "/api/authenticate", "username=x", 400, "JSON.Invalid"),
    Case(
        "sign-in: a name with NUL",
        "POST",
        "/api/authenticate",
        {"username": "a\0", "password": "b"},
        400,
        "JSON.Invalid",
    ),
    Case(
        "order: an impossible date",
        "PUT",
        "/api/purchase-order/{order}",
        {"PO List Order Date": "2024-02-30"},
        400,
        "PurchaseOrderList.Invalid",
        "PO List Order Date",
    ),
    Case("order: unknown", "GET", "/api/purchase-order/999999999", None, 400, "PurchaseOrderList.NotFound"),
    Case("user: nothing", "POST", "/api/user", {}, 400, "User.Invalid", "Username"),
    Case("user: no address", "PUT", "/api/user/2", {"User Email": "x"}, 400, "User.Invalid", "User Email"),
    Case("token: nothing", "POST", "/api/token", {}, 400, "Token.Invalid", "Name"),
    Case("route: unknown", "GET", "/api/tickets", None, 404, "Route.NotFound"),
    Case(
        "accept: XML",
        "GET",
        TICKETS,
        None,
        406,
        "Request.NotAcceptable",
        headers={"Accept": "application/xml"},
    ),
    Case("a body too large", "POST", TICKETS, b" " * (1 << 20) + b"{}", 413, "Request.TooLarge"),
]

CASES = JSON_CASES + CREATE_CASES + UPDATE_CASES + ID_CASES + NOTE_CASES + QUERY_CASES + OTHER_CASES
