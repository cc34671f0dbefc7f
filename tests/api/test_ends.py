"""Numbers and times at their ends, wherever the server takes one: what the document of the API lists as an
integer, a date or a time is asked by and sent with every odd value. Nothing may break, nothing may be kept
that cannot be served, and no value may spoil what comes later."""

import json
import re

import pytest

from answers import assert_error
from client import TICKETS, Client, first_superuser
from program import Server, command

EXACT = 2**53 - 1  # What every reader of JSON keeps.
LAST = 2**63 - 1
ORDERS = "/api/purchase-order"

NUMBERS = (
    *("-0", "+1", "007", "1e3", "1e308", "1e999", "1.0", "0x10", "1_000"),
    *(" 1", "1 ", "", "-", "NaN", "١", "1,1"),
    *map(str, (0, -1, EXACT, EXACT + 1, EXACT + 2, 2**31, 2**32, 2**62, LAST, LAST + 1)),
    *map(str, (-LAST, -LAST - 1, -LAST - 2, 2**64, 2**64 + 1, 10**30)),
)
TIMES = (
    *("0001-01-01", "9999-12-31", "0000-12-31", "10000-01-01", "-0001-01-01", "2023-02-29", "1900-02-29"),
    *("today", "today+99999d", "today-99999d", "today+99999w", "today-99999w", "today+99999999w"),
    *("today+0d", "today+00001d", "today-", "today+d", "today+1y", "TODAY"),
    *("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "0001-01-01T00:00:00+23:59"),
    *("0001-01-01T14:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-00:01"),
    *("9999-12-31T23:59:59-23:59", "9999-12-31T00:00:00+23:59", "2024-03-10T09:00:00+24:00"),
    *("2024-03-10T24:00:00Z", "2024-03-10T23:59:60Z", "2024-03-10T09:00:00-00:00", "1e9", "0", str(LAST)),
)
WHOLE = (0, -1, 1, EXACT, EXACT + 1, LAST, LAST + 1, -LAST - 1, 2**64, 10**400)
SENT_NUMBERS = (*WHOLE, 1.0, 1.5, -0.0, 1e308, True, "1", [1])
YEAR = re.compile(r'"(\d+-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?)"')


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "ends", "--demo")
    yield own
    own.stop()


@pytest.fixture(scope="module")
def root(server):
    return Client(server.url).login("admin@acme.com")


@pytest.fixture(scope="module")
def document(root):
    return root.get("/api/openapi.json").json()


def resolved(document: dict, part: dict) -> dict:
    while "$ref" in part:
        found = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def operations(document: dict, method: str):
    for path, item in document["paths"].items():
        if method in item:
            yield path, item[method]


def parameters(document: dict, operation: dict, where: str) -> list[dict]:
    found = (resolved(document, parameter) for parameter in operation.get("parameters", []))
    return [parameter for parameter in found if parameter["in"] == where]


def kind_of(schema: dict) -> str | None:
    """integer, date or date-time; of a list, its items'."""
    schema = schema.get("items", schema)
    types = schema.get("type", "")
    if types == "integer" or "integer" in types:
        return "integer"
    return schema.get("format") if schema.get("format") in ("date", "date-time") else None


def assert_calm(response, *what) -> None:
    """Answered, or refused in the one shape of an error; no time is served that could not be sent back."""
    assert response.status_code < 500, (what, response.text)
    if response.status_code >= 400:
        assert_error(response, response.status_code)
    elif response.headers.get("Content-Type", "").startswith("application/json"):
        assert all(len(found[0].split("-")[0]) == 4 for found in YEAR.findall(response.text)), what


LISTS = (TICKETS, f"{TICKETS}/export", f"{TICKETS}/summary", ORDERS, "/api/user", "/api/role", "/api/token")
MORE_LISTS = ("/api/session", "/api/audit-log", "/api/issue-tracker-views", "/api/people")


def test_the_lists_that_are_swept_are_all_there_are(document):
    gets = operations(document, "get")
    listed = {path for path, operation in gets if parameters(document, operation, "query")}
    of_one = {path for path in listed if "{" in path}
    assert listed - of_one == {*LISTS, *MORE_LISTS}
    assert {path.split("}")[-1] for path in of_one} <= {"/notes", "/history", "/session"}


OF_ONE = (f"{TICKETS}/TKT-001/notes", f"{TICKETS}/TKT-001/history", "/api/user/1/session")
NO_INTEGERS = ("+1", "1e3", "1.0", "0x10", "1_000", " 1", str(LAST + 1), "NaN")


@pytest.mark.parametrize("path", [*LISTS, *MORE_LISTS, *OF_ONE])
def test_no_parameter_breaks_at_its_ends(root, document, path):
    template = path.replace("TKT-001", "{id}").replace("/1/", "/{id}/")
    for parameter in parameters(document, document["paths"][template]["get"], "query"):
        name, kind = parameter["name"], kind_of(parameter["schema"])
        for value in (*NUMBERS, *TIMES):
            response = root.get(path, params={name: value})
            assert_calm(response, path, name, value)
            if kind == "integer" and value in NO_INTEGERS:
                assert response.status_code == 400, (path, name, value)
        if kind is None or name in ("page", "page_size"):
            continue
        for value in (*NUMBERS, *TIMES):
            for text in (f"ge '{value}'", f"lt '{value}'", f"in ('{value}')"):
                filtered = f'not ("{name}" {text})'
                assert_calm(root.get(path, params={"filter": filtered}), path, filtered)


def test_a_days_end_is_a_boundary_like_others(root):
    total = root.list().json()["extra"]["total"]
    for text, number in (
        ("\"Created At\" ge '0001-01-01'", total),
        ("\"Created At\" lt '0001-01-01'", 0),
        ("\"Created At\" le '9999-12-31'", total),
        ("\"Created At\" gt '9999-12-31'", 0),
        ("\"Created At\" ne '9999-12-31'", total),
        ("\"Created At\" eq '9999-12-31T23:59:59Z'", 0),
        (f'"Linked PO Id" le {LAST} or "Linked PO Id" is null', total),
        (f'"Linked PO Id" lt {-LAST - 1}', 0),
    ):
        assert root.list(filter=text).json()["extra"]["total"] == number, text


def test_no_path_breaks_at_its_ends(root, document):
    """Without a body: what is asked for is nowhere, or the body is missed."""
    for method in ("get", "put", "patch", "delete", "post"):
        for path, operation in operations(document, method):
            if not parameters(document, operation, "path"):
                continue
            for value in ("-0", "+1", "0", "-1", "1e3", *map(str, (LAST, LAST + 1, -LAST - 1)), "9" * 40):
                for spelt in (value, f"TKT-{value}"):
                    asked = re.sub(r"\{\w+\}", spelt, path)
                    response = root.request(method.upper(), asked, json={} if method != "get" else None)
                    assert_calm(response, method, asked)
                    assert response.status_code >= 400 or method == "put" or "-0" in spelt, (method, asked)


def bodies(document: dict):
    """Every writable field of a body that is a number or a time, with its route."""
    for method in ("post", "put", "patch"):
        for path, operation in operations(document, method):
            for content in operation.get("requestBody", {}).get("content", {}).values():
                properties = resolved(document, content["schema"]).get("properties", {})
                for name, schema in properties.items():
                    if kind_of(schema) and not schema.get("readOnly"):
                        yield method, path, name, schema


NEEDED = {
    TICKETS: lambda n: {"Title": "x", "Priority": "Low"},
    ORDERS: lambda n: {"PO List Number": f"ENDS-{n}"},
    "/api/token": lambda n: {"Name": "x"},
    "/api/user": lambda n: {
        "User Fullname": "x",
        "Username": f"ends{n}",
        "User Email": f"ends{n}@acme.com",
        "Role Id": 3,
    },
    "/api/force-reset-password": lambda n: {"user_id": 0},
}


def test_what_is_sent_at_an_end_comes_back_as_it_is_or_is_refused(root, document):
    swept = set()
    times = [value for value in TIMES if not value.lower().startswith("today")]
    for n, (method, path, name, schema) in enumerate(bodies(document)):
        if method != "post":
            continue
        kind = kind_of(schema)
        swept.add((path, name))
        for m, value in enumerate(SENT_NUMBERS if kind == "integer" else (*times, *SENT_NUMBERS)):
            if path == "/api/force-reset-password" and value == 1:
                continue  # That would be the one who asks.
            body = json.dumps(NEEDED[path](f"{n}x{m}") | {name: value})
            response = root.post(path, data=body, headers={"Content-Type": "application/json"})
            assert_calm(response, path, name, value)
            if response.status_code == 201:
                made = response.json().get("data", response.json())
                assert type(made[name]) is type(value), (path, name, value, made[name])
                assert kind != "integer" or made[name] == value, (path, name, value)
                assert kind != "date" or made[name] == value, (path, name, value)
                low, high = schema.get("minimum", -LAST), schema.get("maximum", LAST)
                assert kind != "integer" or low <= value <= high, (path, name, value)
    assert {path for path, _ in swept} == set(NEEDED)


def test_changes_take_the_ends_that_creations_take(root):
    ticket = root.new_ticket()["id"]
    for value in ("0001-01-01", "9999-12-31", None):
        assert root.change(ticket, Due_Date=value).json()["Due Date"] == value
    for value in ("0000-12-31", "10000-01-01", "9999-12-31T23:59:59Z"):
        assert_error(root.change(ticket, Due_Date=value), 400, "Ticket.Invalid", "Due Date")
    for row in root.list(id=ticket).json()["data"]["rows"]:
        assert root.put(f"{TICKETS}/{ticket}", json=row).status_code == 200


@pytest.mark.parametrize("first", [EXACT, EXACT - 1])
def test_an_order_id_at_the_end_does_not_spoil_later_ones(fresh_admin, first):
    number = iter(range(100))

    def enter(**fields):
        return fresh_admin.post(ORDERS, json={"PO List Number": f"PO-{next(number)}"} | fields)

    for beyond in (EXACT + 1, EXACT + 2, LAST):
        assert_error(enter(id=beyond), 400, "PurchaseOrderList.Invalid", "id")
    assert enter(id=first).json()["id"] == first
    ids = [enter().json()["id"] for _ in range(3)]
    assert ids == ([1, 2, 3] if first == EXACT else [EXACT, 1, 2])
    assert enter(id=70).json()["id"] == 70
    assert fresh_admin.get(f"{ORDERS}/{first}").json()["id"] == first
    assert fresh_admin.new_ticket(Linked_PO_Id=first)["Linked PO Number"] == "PO-3"


def test_a_file_of_orders_is_held_to_the_same_ends(tmp_path, fresh_admin, fresh):
    fresh.stop()
    file = tmp_path / "orders.csv"
    for text in (str(EXACT + 1), str(LAST), str(LAST + 1), "0", "-1", "1e3", "+1", "1.0"):
        file.write_text(f"id,PO List Number\n{text},PO-1\n")
        refused = command("import", "purchase-orders", file, "--data", fresh.data, ok=False)
        assert refused.returncode != 0 and "line 2" in refused.stderr, (text, refused)
        assert " id" in refused.stderr, (text, refused)
    for day in ("0000-12-31", "10000-01-01", "2023-02-29"):
        file.write_text(f"PO List Number,PO List Order Date\nPO-1,{day}\n")
        refused = command("import", "purchase-orders", file, "--data", fresh.data, ok=False)
        assert refused.returncode != 0 and "PO List Order Date" in refused.stderr, (day, refused)
    file.write_text(f"id,PO List Number,PO List Order Date\n{EXACT},PO-1,9999-12-31\n,PO-2,0001-01-01\n")
    assert command("import", "purchase-orders", file, "--data", fresh.data).stdout.startswith("2 made")


@pytest.mark.parametrize("days", ["0", "-1", "+1", "1e3", str(LAST), str(LAST + 1), "99999999"])
def test_the_command_line_is_held_to_ends_too(fresh, days):
    whose = ("--data", fresh.data, "--user", "admin", "--name", "x")
    done = command("token", "create", *whose, "--expires", days, ok=False)
    assert done.returncode != 0 and "--expires must be a whole number" in done.stderr, done


@pytest.mark.parametrize(
    "setting, value",
    [
        ("--passwords-lifetime", "9223372036854775807d"),
        ("--passwords-lifetime", "3651d"),
        ("--sessions-refresh", "99999999999999999999d"),
        ("--sessions-access", "0s"),
        ("--limits-body", "9223372036854775807GiB"),
        ("--cache-tickets", "-1"),
        ("--rates-account", "9223372036854775808/1s"),
        ("--rates-account", "1/9223372036854775807d"),
        ("--rates-account", "0/0s"),
        ("--listen", "127.0.0.1:65536"),
        ("--listen", "127.0.0.1:-1"),
    ],
)
def test_settings_past_their_ends_are_refused_by_name(tmp_path, setting, value):
    done = command("serve", "--data", tmp_path / "data", setting, value, ok=False)
    assert done.returncode != 0 and setting.lstrip("-").split("-")[0] in done.stderr, done
