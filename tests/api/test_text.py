"""Text as people paste it: what each kind of field keeps, loses and refuses, and what is found by it.

Each kind is a table. `docs/api.md` has the examples of folding, which are read from there.
"""

import re
import unicodedata

import pytest

from answers import assert_error, faulty_fields, ids_of, total_of
from client import TICKETS, Client
from tree import ROOT

NBSP, ZWSP, ZWNJ, ZWJ, BOM, SHY = "\u00a0", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad"
RLO, LRM, ISOLATE, IDEOGRAPHIC, LINE, FILLER = "\u202e", "\u200e", "\u2066", "\u3000", "\u2028", "\u3164"
FAMILY = "👩\u200d👩\u200d👧"
PERSIAN = "می\u200cخواهم"
ORDINARY = [
    "Łódź",
    "Ångström",
    "東京港",
    "ميناء جدة",
    "“smart” – quotes’",
    "O'Neill & Söhne",
    "한국",
    "Straße 7/9 #4",
    "PO-10.200/3",
]
EDGES = [NBSP, ZWSP, BOM, "\r\n", "\t", IDEOGRAPHIC, SHY, LRM, RLO, FILLER]
# Refused within every text of one line; of an identifier also what JOINED lists.
HIDDEN = [ZWSP, BOM, SHY, RLO, LRM, ISOLATE, LINE, FILLER, "\u2060", "\u061c", "\u180e"]
JOINED = [ZWNJ, ZWJ, NBSP, IDEOGRAPHIC, "\u2009", "\ufe0f"]
PROSE = [FAMILY, PERSIAN, f"a{NBSP}b", f"one{ZWSP}two", f"x{LRM}y", "line\r\nline\n", f"{BOM}from a file"]


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("text", ORDINARY + [FAMILY, PERSIAN, f"10{NBSP}kg", "❤\ufe0f"])
def test_a_line_comes_back_as_it_was_written(manager, text):
    assert manager.new_ticket(Title=text)["Title"] == text


@pytest.mark.parametrize("field", ["Title", "Category", "Description"])
@pytest.mark.parametrize("text", ["Ångström", "Zażółć", "한국", "Việt Nam", "カ゛ガ"])
def test_whatever_comes_in_is_nfc(manager, field, text):
    ticket = manager.new_ticket(**{field: decomposed(text)})
    assert ticket[field] == unicodedata.normalize("NFC", text)
    assert manager.ticket(ticket["id"])[field] == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("edge", EDGES)
def test_a_line_loses_what_cannot_be_seen_at_its_ends(manager, mark, edge):
    ticket = manager.new_ticket(Title=f"{edge}{mark}{edge}{edge}", Category=f"{mark}{edge}")
    assert (ticket["Title"], ticket["Category"]) == (mark, mark)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("field", ["Title", "Category"])
def test_a_line_refuses_what_cannot_be_seen_and_says_where(manager, field, hidden):
    body = {"Title": "x", "Priority": "Low"} | {field: f"Acme{hidden} pump"}
    answer = manager.post(TICKETS, json=body)
    assert_error(answer, 400, "Ticket.Invalid", field)
    message = answer.json()["Errors"][0]["Message"]
    assert f"U+{ord(hidden):04X}" in message and "position 5" in message


@pytest.mark.parametrize("text", ORDINARY + PROSE)
def test_prose_keeps_what_it_is_written_with(manager, text):
    ticket = manager.new_ticket(Description=text)
    assert ticket["Description"] == text
    note = manager.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": text})
    assert note.json()["Note"] == text


@pytest.mark.parametrize("hidden", HIDDEN + JOINED)
@pytest.mark.parametrize("field", ["PO List Number", "Supplier Number"])
def test_a_code_refuses_what_cannot_be_seen_and_odd_spaces(admin, mark, field, hidden):
    body = {"PO List Number": mark} | {field: f"{mark}{hidden}7"}
    answer = admin.post("/api/purchase-order", json=body)
    assert_error(answer, 400, "PurchaseOrderList.Invalid", field)


@pytest.mark.parametrize("edge", EDGES)
def test_a_code_loses_what_cannot_be_seen_at_its_ends(admin, mark, edge):
    made = admin.post("/api/purchase-order", json={"PO List Number": f"{edge}PO {mark}{edge}"})
    assert made.json()["PO List Number"] == f"PO {mark}"


@pytest.mark.parametrize("hidden", HIDDEN + JOINED)
@pytest.mark.parametrize("field", ["User Fullname", "Username", "User Email", "User Phone"])
def test_names_of_users_refuse_what_cannot_be_seen(admin, mark, field, hidden):
    key = mark.replace(" ", "").lower()
    body = {"User Fullname": "Ann", "Username": key, "User Email": f"{key}@acme.com", "Role Id": 3}
    body[field] = f"a{hidden}{key}@acme.com" if field == "User Email" else f"a{hidden}{key}"
    error = assert_error(admin.post("/api/user", json=body), 400, "User.Invalid", field)
    assert faulty_fields(error) == [field]
    assert f"U+{ord(hidden):04X}" in error["Errors"][0]["Message"]


@pytest.mark.parametrize("edge", EDGES)
def test_an_address_loses_what_cannot_be_seen_at_its_ends(manager, edge):
    people = {"Assignee_Email": f"{edge}ann@acme.com{edge}", "Subscribers": [f"bo@acme.com{edge}"]}
    ticket = manager.new_ticket(**people)
    assert ticket["Assignee Email"] == "ann@acme.com"
    assert ticket["Subscribers"] == ["bo@acme.com", "ann@acme.com"]


@pytest.mark.parametrize("hidden", HIDDEN + JOINED)
def test_an_address_refuses_what_cannot_be_seen(manager, hidden):
    body = {"Title": "x", "Priority": "Low", "Assignee Email": f"an{hidden}n@acme.com"}
    assert_error(manager.post(TICKETS, json=body), 400, "Ticket.Invalid", "Assignee Email")


def test_a_password_is_taken_as_it_was_typed(admin, demo, new_person, new_password):
    password = decomposed(f"  Ångström{ZWSP} {new_password} ")
    person = new_person("Issue Tracker Viewer", Password=password)
    assert Client(demo.url).authenticate(person["Username"], password).status_code == 200
    assert Client(demo.url).authenticate(person["Username"], password.strip()).status_code != 200


@pytest.mark.parametrize("typed", [decomposed("Ångström"), f"Ångström{NBSP}", f"{BOM}Ångström"])
def test_a_filter_is_read_as_a_field_is(manager, mark, typed):
    ticket = manager.new_ticket(Title="Ångström", Category=mark)
    assert ids_of(manager.list(Title=typed, Category=mark)) == [ticket["id"]]
    quoted = f"Title eq '{typed}' and Category eq '{mark}'"
    assert ids_of(manager.list(filter=quoted)) == [ticket["id"]]


@pytest.mark.parametrize("text", ["one\ntwo", "one\r\ntwo\r\n", "a\ttable\n\n", "\n"])
def test_prose_of_several_lines_is_asked_for_as_it_is_kept(manager, mark, text):
    ticket = manager.new_ticket(Description=text, Category=mark)
    for condition in (f"eq '{text}'", f"contains '{text}'", f"startswith '{text}'", f"in ('{text}', 'x')"):
        found = manager.list(filter=f"Description {condition} and Category eq '{mark}'")
        assert ids_of(found) == [ticket["id"]], condition
    assert ids_of(manager.list(Description=text, Category=f"{mark}\r\n")) == [ticket["id"]]


@pytest.mark.parametrize("sign", ["\u0600", "\u06dd", "\u070f", "\u08e2", "\U000110bd", "\U00013430"])
def test_signs_that_only_format_but_are_seen_stay(admin, mark, sign):
    made = admin.post("/api/purchase-order", json={"PO List Number": f"{sign}12 {mark}{sign}"})
    assert made.status_code == 201, made.text
    assert made.json()["PO List Number"] == f"{sign}12 {mark}{sign}"
    assert admin.new_ticket(Title=f"{sign}12")["Title"] == f"{sign}12"


def examples(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading of docs/api.md, their code spans without backquotes."""
    text = (ROOT / "docs" / "api.md").read_text()
    section = text.split(heading, 1)[1].split("\n#", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [tuple(re.findall(r"`([^`]*)`", cell) for cell in row.strip("|").split("|")) for row in rows]


FOLDING = examples("#### What folding does")


def test_the_manual_has_examples_of_folding():
    assert len(FOLDING) >= 12


@pytest.mark.parametrize("written, found, missed", FOLDING)
def test_contains_and_startswith_fold_both_sides_as_the_manual_says(manager, mark, written, found, missed):
    text = written[0]
    ticket = manager.new_ticket(Title=f"{text} {mark}", Description=f"About {text}.", Category=mark)

    def finds(condition: str, typed: str) -> bool:
        quoted = typed.replace("'", "''")
        answer = manager.list(filter=f"{condition} '{quoted}' and Category eq '{mark}'")
        return ids_of(answer) == [ticket["id"]]

    for typed in [*found, text, decomposed(text)]:
        assert finds("Description contains", typed), typed
        assert finds("Title startswith", typed), typed
        assert finds("Title eq", f"{typed} {mark}") == (unicodedata.normalize("NFC", typed) == text), typed
    for typed in missed:
        assert not finds("Description contains", typed), typed
        assert not finds("Title startswith", typed), typed
    others = found[0].replace("'", "''")
    answer = manager.list(filter=f"not Description contains '{others}' and Category eq '{mark}'")
    assert total_of(answer) == 0
