"""Full-text search by `q`."""

import pytest

from answers import ids_of, titles_of, total_of
from client import TICKETS


@pytest.fixture(scope="module")
def library(manager, module_mark):
    """Tickets with words that no others have."""
    manager.new_ticket(Title="Zyxowatt pump late", Description="Waits in Zürich", Category=module_mark)
    manager.new_ticket(Title="Valve", Description="For the zyxowatt line: re-order", Category=module_mark)
    noted = manager.new_ticket(Title="Gasket", Category=module_mark)
    manager.post(f"{TICKETS}/{noted['id']}/notes", json={"Note": "Needed by the zyxowatts too."})
    manager.new_ticket(Title="Unrelated", Status="Closed", Category=module_mark)
    return module_mark


@pytest.mark.parametrize(
    "words, titles",
    [
        ("zyxowatt", {"Zyxowatt pump late", "Valve", "Gasket"}),
        ("ZYXOWATT", {"Zyxowatt pump late", "Valve", "Gasket"}),
        ("zyxowa", {"Zyxowatt pump late", "Valve", "Gasket"}),
        ("zyxowatts", {"Gasket"}),
        ("yxowatt", set()),
        ("pump zyxo", {"Zyxowatt pump late"}),
        ("zyxo pump", set()),
        ("zyxowatt pump", {"Zyxowatt pump late"}),
        ("zyxowatt zürich", {"Zyxowatt pump late"}),
        ("zyxowatt zurich", {"Zyxowatt pump late"}),
        ("zyxowatt line valve", {"Valve"}),
        ("zyxowatt re-order", {"Valve"}),
        ("zyxowatt nothing", set()),
    ],
)
def test_words_find_tickets_by_title_description_and_notes(manager, library, words, titles):
    response = manager.list(q=words, Category=library)
    assert set(titles_of(response)) == titles
    assert total_of(response) == len(titles)


def test_a_search_is_anded_with_the_rest(manager, library):
    assert set(titles_of(manager.list(q="zyxowatt", Category=library, filter="Title eq 'Valve'"))) == {
        "Valve"
    }
    assert titles_of(manager.list(q="zyxowatt", Category=library, Status="Closed")) == []


def test_a_search_is_newest_first_unless_sorted(manager, library):
    found = ids_of(manager.list(q="zyxowatt", Category=library))
    assert found == sorted(found, key=lambda ticket_id: -int(ticket_id[4:]))
    assert titles_of(manager.list(q="zyxowatt", sort="Title")) == ["Gasket", "Valve", "Zyxowatt pump late"]


def test_a_search_has_pages_and_cursors(manager, library):
    first = manager.list(q="zyxowatt", page_size=2).json()
    assert first["extra"]["total"] == 3
    second = manager.list(q="zyxowatt", page_size=2, cursor=first["extra"]["next_cursor"])
    assert titles_of(second) == ["Zyxowatt pump late"]
    assert titles_of(manager.list(q="zyxowatt", page_size=2, page=2)) == ["Zyxowatt pump late"]


def test_a_search_sees_changes_at_once(manager, mark):
    ticket = manager.new_ticket(Title="Qwortle", Category=mark)
    assert total_of(manager.list(q="qwortle")) == 1
    manager.change(ticket["id"], Title="Blixen")
    assert total_of(manager.list(q="qwortle")) == 0
    assert total_of(manager.list(q="blixen")) == 1
    note = manager.post(f"{TICKETS}/{ticket['id']}/notes", json={"Note": "Fnordig"}).json()
    assert total_of(manager.list(q="fnordig")) == 1
    manager.put(f"{TICKETS}/{ticket['id']}/notes/{note['id']}", json={"Note": "Grumpf"})
    assert total_of(manager.list(q="fnordig")) == 0 and total_of(manager.list(q="grumpf")) == 1
    manager.delete(f"{TICKETS}/{ticket['id']}/notes/{note['id']}")
    assert total_of(manager.list(q="grumpf")) == 0
    manager.delete(f"{TICKETS}/{ticket['id']}")
    assert total_of(manager.list(q="blixen")) == 0


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "'",
        "*",
        "zyx*",
        "NOT",
        "AND",
        "OR",
        "NEAR(a b)",
        "title:x",
        "(",
        ")",
        "-x",
        "^x",
        "+",
        "a AND",
        '"a',
        "{a b}: c",
        "'; DROP TABLE tickets",
        ":",
        "%",
        "_",
        "☎",
        "\\",
        "a" * 1000,
        "-" * 100,
    ],
)
def test_what_full_text_engines_take_for_syntax_is_plain_text(manager, words):
    assert manager.list(q=words).status_code == 200


@pytest.mark.parametrize("words", ["", "   "])
def test_an_empty_search_finds_everything(manager, words):
    assert total_of(manager.list(q=words)) == total_of(manager.list())
