"""Tickets are found by what they link to: their own id, their order, its supplier, their assignee. What comes
first, and what is suggested where nothing is found."""

import itertools

import pytest

from answers import ids_of, rows_of, total_of
from client import TICKETS

_numbers = itertools.count(1)
SUMMARY, EXPORT = f"{TICKETS}/summary", f"{TICKETS}/export"


@pytest.fixture
def order(admin):
    number = next(_numbers)
    sent = {"PO List Number": f"QXO-{number}/77.{number:03}", "Supplier Name": f"Brnohütte Kovář{number}"}
    made = admin.post("/api/purchase-order", json=sent)
    assert made.status_code == 201, made.text
    return made.json()


def found(client, words, **more):
    answer = client.list(q=words, page_size=500, **more)
    assert answer.status_code == 200, answer.text
    assert total_of(answer) == len(ids_of(answer))
    return ids_of(answer)


def test_a_ticket_is_found_by_its_own_id(manager, mark):
    ticket = manager.new_ticket(Title="Nameless", Category=mark)
    number = ticket["id"][4:]
    for words in (ticket["id"], ticket["id"].lower(), f"TKT {number}", f"tkt{number}", f"TKT-0{number}"):
        assert found(manager, words) == [ticket["id"]], words
    assert found(manager, f"{ticket['id']} nameless") == [ticket["id"]]
    assert found(manager, f"{ticket['id']} nobody") == []
    assert ticket["id"] not in found(manager, f"TKT-{number}0")


def test_an_id_comes_first_and_then_what_mentions_it(manager, mark):
    ticket = manager.new_ticket(Title="The first", Category=mark)
    mention = manager.new_ticket(Title=f"See {ticket['id']}", Category=mark)
    part = manager.new_ticket(Title=f"See {ticket['id']}9", Category=mark)
    assert found(manager, ticket["id"]) == [mention["id"], ticket["id"], part["id"]]


def test_a_ticket_is_found_by_the_number_of_its_order(manager, viewer, order, mark):
    ticket = manager.new_ticket(Title="Nameless", Category=mark, Linked_PO_Id=order["id"])
    number = order["PO List Number"]
    spaced = number.replace("-", " ").replace("/", " ").replace(".", " ")
    for words in (number, number.lower(), spaced, number.replace("/", "").replace(".", "").replace("-", "")):
        # The number is shown to whoever sees the ticket.
        assert found(manager, words) == found(viewer, words) == [ticket["id"]], words
    assert ticket["id"] in found(manager, number[-6:])
    assert found(manager, number + "1") == []
    manager.change(ticket["id"], Linked_PO_Id=None)
    assert found(manager, number) == []


@pytest.mark.parametrize("number", ["QUUX-A", "VERANDOORDER"])
def test_a_number_without_digits_is_a_number_too(manager, admin, mark, number):
    made = admin.post("/api/purchase-order", json={"PO List Number": number}).json()
    ticket = manager.new_ticket(Title="Nameless", Category=mark, Linked_PO_Id=made["id"])
    assert found(manager, number) == [ticket["id"]]
    assert ticket["id"] not in found(manager, number.split("-")[0][:-1])


def test_an_order_that_changes_is_followed(manager, admin, order, mark):
    ticket = manager.new_ticket(Title="Nameless", Category=mark, Linked_PO_Id=order["id"])
    number, supplier = order["PO List Number"], order["Supplier Name"].split()[1]
    assert found(manager, number) == found(manager, supplier) == [ticket["id"]]
    path = f"/api/purchase-order/{order['id']}"
    changed = {"PO List Number": f"ZWY-{order['id']}", "Supplier Name": f"Vltavan{order['id']} Steel"}
    assert admin.put(path, json=changed).status_code == 200
    assert found(manager, number) == found(manager, supplier) == []
    assert found(manager, changed["PO List Number"]) == [ticket["id"]]
    assert found(manager, f"Vltavan{order['id']}") == [ticket["id"]]


def test_a_supplier_finds_tickets_for_who_may_view_the_register_alone(manager, viewer, order, mark):
    supplier = order["Supplier Name"].split()[1]
    ticket = manager.new_ticket(Title="Nameless late", Category=mark, Linked_PO_Id=order["id"])
    phrase = f'"{order["Supplier Name"]}"'
    for words in (supplier, supplier.upper(), "kovar" + supplier[5:], f"late {supplier}", phrase):
        assert found(manager, words) == [ticket["id"]], words
        assert found(viewer, words) == [], words
        for client, total in ((manager, 1), (viewer, 0)):
            answer = client.get(SUMMARY, params={"q": words, "by": "Status"}).json()
            assert sum(entry["count"] for entry in answer["data"]["counts"]["Status"]) == total
            lines = client.get(EXPORT, params={"q": words}).text.splitlines()
            assert len(lines) == 1 + total
    # Nor is it suggested.
    assert "suggestion" not in viewer.list(q=supplier[:-1] + "x").json()["extra"]
    told = manager.new_ticket(Title=f"About {supplier}", Category=mark)
    assert found(viewer, supplier) == [told["id"]]
    assert found(manager, supplier) == [told["id"], ticket["id"]]


def test_an_assignees_name_finds_tickets(manager, admin, new_person, mark):
    person = new_person("Issue Tracker Viewer", **{"User Fullname": "Żółcisława Quackenbush"})
    ticket = manager.new_ticket(Title="Nameless", Category=mark, Assignee_Email=person["User Email"].upper())
    for words in ("Żółcisława Quackenbush", "zolcislawa", "QUACKENBUSH", "quackenb", "nameless quackenbush"):
        assert found(manager, words, Category=mark) == [ticket["id"]], words
    assert found(manager, "quackenb nameless") == []
    sent = person | {"User Fullname": "Ottoline Rumpelshanks"}
    renamed = admin.put(f"/api/user/{person['id']}", json={"User Fullname": sent["User Fullname"]})
    assert renamed.status_code == 200, renamed.text
    assert found(manager, "quackenbush") == []
    assert found(manager, "rumpelshanks") == [ticket["id"]]
    manager.change(ticket["id"], Assignee_Email=None)
    assert found(manager, "rumpelshanks") == []


def test_a_code_in_full_comes_first_on_every_page(manager, mark):
    full = [manager.new_ticket(Title=f"Box KZZU 999{n % 2}", Category=mark)["id"] for n in range(4)]
    longer = [manager.new_ticket(Title=f"Box KZZU-9990-{n}", Category=mark)["id"] for n in range(3)]
    ends = [manager.new_ticket(Title=f"Box {n}-KZZU-9990", Category=mark)["id"] for n in range(1, 4)]
    exact = [full[2], full[0]]
    whole = found(manager, "KZZU9990")
    # `KZZU-9990-1` has `KZZU-9990` in full, as a part.
    firsts = sorted([*exact, *longer, *ends], key=lambda one: -int(one[4:]))
    assert whole == firsts
    exact_then_ends = found(manager, "9990-1")
    assert exact_then_ends[0] == longer[1]
    for size in (1, 2, 3):
        paged, cursor = [], {}
        while True:
            answer = manager.list(q="KZZU9990", page_size=size, **cursor).json()
            paged += [row["id"] for row in answer["data"]["rows"]]
            if "next_cursor" not in answer["extra"]:
                break
            cursor = {"cursor": answer["extra"]["next_cursor"]}
        assert paged == whole


def test_pages_and_cursors_agree_where_a_search_has_two_parts(manager, mark):
    exact = [manager.new_ticket(Title=f"Bolt QV-55 {mark}", Category=mark)["id"] for _ in range(3)]
    others = [manager.new_ticket(Title=f"Bolt QV-55{n}", Category=mark)["id"] for n in range(100, 104)]
    whole = exact[::-1] + others[::-1]
    assert found(manager, "QV55") == whole
    # A given order is kept as it is given.
    assert found(manager, "QV55", sort="id") == exact + others
    for size in range(1, 8):
        by_page = [
            row["id"]
            for page in range(1, 9)
            for row in rows_of(manager.list(q="QV55", page_size=size, page=page))
        ]
        by_cursor, cursor = [], {}
        while True:
            answer = manager.list(q="QV55", page_size=size, **cursor).json()
            by_cursor += [row["id"] for row in answer["data"]["rows"]]
            assert answer["extra"]["total"] == 7
            if "next_cursor" not in answer["extra"]:
                break
            cursor = {"cursor": answer["extra"]["next_cursor"]}
        assert by_page[:7] == by_cursor == whole, size


@pytest.mark.parametrize(
    "typed, suggested",
    [
        ("qwumblefronk", "qwumblefrock"),  # Another letter.
        ("qwumblefrok", "qwumblefrock"),  # One is missing.
        ("qwumbleffrock", "qwumblefrock"),  # One too many.
        ("qwmublefrock", "qwumblefrock"),  # Two in each other's place.
        ("QWUMBLEFROKC", "qwumblefrock"),
        ("qwmublefrokc", "qwumblefrock"),  # Two mistakes in a long word.
        ("gezuppte qwumblefrokc", None),  # Nothing has both.
        ("qwumblefrokc gezupft", "qwumblefrock gezupft"),
        ("gezuppft qwumblefrock", "gezupft qwumblefrock"),
        ("vvvvvvvvvv", None),
        ("qx", None),
    ],
)
def test_the_nearest_word_that_has_an_answer_is_suggested(manager, typed, suggested):
    manager.new_ticket(Title="Qwumblefrock gezupft")
    answer = manager.list(q=typed).json()
    assert answer["extra"]["total"] == 0
    assert answer["extra"].get("suggestion") == suggested
    if suggested:
        assert manager.list(q=suggested).json()["extra"]["total"] > 0


def test_what_is_suggested_has_an_answer_under_the_same_filter(manager, mark):
    manager.new_ticket(Title="Snorkelfitz", Category=mark)
    assert manager.list(q="snorkelfits", Category=mark).json()["extra"]["suggestion"] == "snorkelfitz"
    assert "suggestion" not in manager.list(q="snorkelfits", Category="Nowhere").json()["extra"]
    # Where something is found, nothing is.
    assert "suggestion" not in manager.list(q="snorkel", Category=mark).json()["extra"]
