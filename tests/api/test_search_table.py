"""What a search finds and what not: the table search_pairs.tsv, against the real program."""

from pathlib import Path

import pytest

from answers import ids_of, total_of

PAIRS = Path(__file__).with_name("search_pairs.tsv")


def pairs():
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, question, found = line.split("\t")
            yield text, question, {"yes": True, "no": False}[found]


@pytest.fixture(scope="module")
def tickets(manager, module_mark):
    """The texts of the table, each a ticket of its own: as a title, a description and a note in turn."""
    made = {}
    for number, text in enumerate(dict.fromkeys(text for text, _, _ in pairs())):
        title = text if number % 3 == 0 else "§"
        fields = {"Description": text} if number % 3 == 1 else {}
        ticket = manager.new_ticket(Title=title, Category=module_mark, **fields)
        if number % 3 == 2:
            note = manager.post(f"/api/issue-tracker-tickets/{ticket['id']}/notes", json={"Note": text})
            assert note.status_code == 201, note.text
        made[text] = ticket["id"]
    return made


def test_the_table_is_long_enough():
    assert len(list(pairs())) >= 80 and len(set(pairs())) == len(list(pairs()))


@pytest.mark.parametrize("text, question, found", pairs(), ids=lambda value: str(value))
def test_what_is_found_and_what_is_not(manager, module_mark, tickets, text, question, found):
    answer = manager.list(q=question, Category=module_mark, page_size=500)
    assert answer.status_code == 200, answer.text
    assert (tickets[text] in ids_of(answer)) is found
    assert total_of(answer) == len(ids_of(answer))
    # The total of words alone is kept in another way.
    alone = manager.list(q=question, page_size=500)
    assert (tickets[text] in ids_of(alone)) is found and total_of(alone) == len(ids_of(alone))
    # Asked again, it is brought up to date; figures count the same.
    manager.new_ticket(Title="§", Category=module_mark)
    again = manager.list(q=question, page_size=500)
    assert ids_of(again) == ids_of(alone) and total_of(again) == total_of(alone)
