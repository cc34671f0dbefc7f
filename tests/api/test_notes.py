"""The notes of a ticket."""

import pytest

from answers import TIMESTAMP, assert_envelope, assert_error, rows_of
from client import TICKETS


@pytest.fixture
def notes(manager):
    """The address of the notes of a new ticket."""
    return f"{TICKETS}/{manager.new_ticket()['id']}/notes"


def add(client, notes, text="Carrier confirmed the new ETA."):
    response = client.post(notes, json={"Note": text})
    assert response.status_code == 201, response.text
    return response.json()


def test_post_answers_201_and_the_note(manager, notes):
    response = manager.post(notes, json={"Note": "Carrier confirmed the new ETA."})
    assert response.status_code == 201
    note = response.json()
    assert list(note) == ["id", "Note", "Author Email", "Created At", "Updated At"]
    assert isinstance(note["id"], int)
    assert note["Note"] == "Carrier confirmed the new ETA."
    assert note["Author Email"] == "jane.doe@acme.com"
    assert TIMESTAMP.match(note["Created At"]) and note["Created At"] == note["Updated At"]


def test_get_answers_all_notes_oldest_first(manager, viewer, notes):
    made = [add(manager, notes, f"Note {number}") for number in range(3)]
    body = assert_envelope(viewer.get(notes))
    assert body["data"]["rows"] == made
    assert body["extra"]["total"] == 3


def test_a_ticket_carries_its_notes_oldest_first(manager, notes):
    made = [add(manager, notes, f"Note {number}") for number in range(3)]
    ticket = manager.get(notes.removesuffix("/notes")).json()
    assert ticket["Notes"] == made


def test_put_changes_the_note_and_only_it(manager, notes):
    first, second = add(manager, notes, "First"), add(manager, notes, "Second")
    response = manager.put(f"{notes}/{first['id']}", json={"Note": "First, corrected"})
    assert response.status_code == 200
    assert response.json() == first | {
        "Note": "First, corrected",
        "Updated At": response.json()["Updated At"],
    }
    assert [row["Note"] for row in rows_of(manager.get(notes))] == ["First, corrected", second["Note"]]


def test_delete_answers_a_message_and_the_note_is_gone(manager, notes):
    note = add(manager, notes)
    response = manager.delete(f"{notes}/{note['id']}")
    assert response.status_code == 200 and list(response.json()) == ["message"]
    assert rows_of(manager.get(notes)) == []
    assert_error(manager.delete(f"{notes}/{note['id']}"), 404, "Note.NotFound")
    assert_error(manager.put(f"{notes}/{note['id']}", json={"Note": "x"}), 404, "Note.NotFound")


def test_only_its_author_changes_or_deletes_a_note(manager, other_manager, notes):
    note = add(manager, notes, "Mine")
    for response in (
        other_manager.put(f"{notes}/{note['id']}", json={"Note": "Taken over"}),
        other_manager.delete(f"{notes}/{note['id']}"),
    ):
        assert_error(response, 403)
        assert "Mine" not in response.text
    assert rows_of(manager.get(notes)) == [note]


def test_a_superuser_changes_and_deletes_the_notes_of_others(manager, admin, notes):
    note = add(manager, notes, "Mine")
    changed = admin.put(f"{notes}/{note['id']}", json={"Note": "Moderated"})
    assert changed.status_code == 200 and changed.json()["Author Email"] == "jane.doe@acme.com"
    assert admin.delete(f"{notes}/{note['id']}").status_code == 200


@pytest.mark.parametrize("text", ["x", "x" * 16384, "漢" * 16384])
def test_a_note_has_1_to_16384_characters(manager, notes, text):
    assert add(manager, notes, text)["Note"] == text


@pytest.mark.parametrize("text", ["", "x" * 16385, None, 7, ["x"], "a\u0000b"])
def test_a_note_of_another_kind_is_refused(manager, notes, text):
    assert_error(manager.post(notes, json={"Note": text}), 400, "Note.Invalid", "Note")
    assert rows_of(manager.get(notes)) == []


def test_a_note_without_text_is_refused(manager, notes):
    assert_error(manager.post(notes, json={}), 400, "Note.Invalid", "Note")


def test_an_unknown_field_of_a_note_is_named_with_the_nearest(manager, notes):
    body = assert_error(manager.post(notes, json={"Note": "x", "note": "y"}), 400, "Note.Invalid", "note")
    assert "Note" in body["Errors"][0]["Message"]


def test_what_the_server_sets_cannot_be_forged(manager, notes):
    note = add(manager, notes)
    for field, value in (
        ("id", note["id"] + 1),
        ("Author Email", "john.smith@acme.com"),
        ("Created At", "2001-01-01T00:00:00Z"),
    ):
        assert_error(manager.put(f"{notes}/{note['id']}", json={field: value}), 400, "Note.Invalid", field)
    assert rows_of(manager.get(notes)) == [note]
    assert manager.put(f"{notes}/{note['id']}", json=note | {"Note": "Sent back whole"}).status_code == 200


def test_a_note_of_another_ticket_is_not_found_under_this_one(manager, notes):
    note = add(manager, notes)
    other = f"{TICKETS}/{manager.new_ticket()['id']}/notes"
    assert_error(manager.put(f"{other}/{note['id']}", json={"Note": "x"}), 404, "Note.NotFound")
    assert_error(manager.delete(f"{other}/{note['id']}"), 404, "Note.NotFound")
    assert rows_of(manager.get(notes)) == [note]


@pytest.mark.parametrize("note_id", ["0", "-1", "x", "1.5", "99999999", "9223372036854775808"])
def test_a_note_id_that_is_none_is_not_found(manager, notes, note_id):
    assert_error(manager.put(f"{notes}/{note_id}", json={"Note": "x"}), 404)
    assert_error(manager.delete(f"{notes}/{note_id}"), 404)


def test_a_note_on_an_unknown_ticket_is_not_found(manager):
    assert_error(manager.post(f"{TICKETS}/TKT-99999999/notes", json={"Note": "x"}), 404, "Ticket.NotFound")


def test_a_viewer_neither_changes_nor_deletes_a_note(manager, viewer, notes):
    note = add(manager, notes)
    assert_error(viewer.put(f"{notes}/{note['id']}", json={"Note": "x"}), 403, "User.NotPrivileged")
    assert_error(viewer.delete(f"{notes}/{note['id']}"), 403, "User.NotPrivileged")
    assert rows_of(viewer.get(notes)) == [note]


def test_all_notes_come_in_one_page_even_past_the_default_page_size(manager, notes):
    for number in range(60):
        add(manager, notes, f"Note {number}")
    body = assert_envelope(manager.get(notes))
    assert [row["Note"] for row in body["data"]["rows"]] == [f"Note {number}" for number in range(60)]


def test_deleting_a_ticket_deletes_its_notes(manager, notes):
    note = add(manager, notes)
    ticket = notes.removesuffix("/notes")
    assert manager.delete(ticket).status_code == 200
    assert_error(manager.get(notes), 404, "Ticket.NotFound")
    assert_error(manager.put(f"{notes}/{note['id']}", json={"Note": "x"}), 404)
