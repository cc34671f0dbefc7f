"""Idempotency-Key: a retry gets the first answer, and nothing is done twice."""

import threading
import uuid

import pytest

from answers import assert_error, total_of
from client import TICKETS


@pytest.fixture
def key():
    return str(uuid.uuid4())


def post(client, key, body, path=TICKETS):
    return client.post(path, json=body, headers={"Idempotency-Key": key})


def test_a_retry_returns_the_first_answer_and_makes_nothing(manager, mark, key):
    body = {"Title": "Once", "Priority": "Low", "Category": mark}
    first = post(manager, key, body)
    again = post(manager, key, body)
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["Location"] == first.headers["Location"]
    assert total_of(manager.list(Category=mark)) == 1


def test_the_first_answer_comes_back_even_when_the_ticket_has_changed(manager, mark, key):
    body = {"Title": "Once", "Priority": "Low", "Category": mark}
    first = post(manager, key, body).json()
    manager.change(first["id"], Title="Changed since")
    assert post(manager, key, body).json() == first
    manager.delete(f"{TICKETS}/{first['id']}")
    assert post(manager, key, body).json() == first
    assert total_of(manager.list(Category=mark)) == 0


def test_the_same_key_with_another_body_is_refused(manager, mark, key):
    body = {"Title": "Once", "Priority": "Low", "Category": mark}
    assert post(manager, key, body).status_code == 201
    assert_error(post(manager, key, body | {"Title": "Twice"}), 400, "Idempotency.KeyReused")
    assert total_of(manager.list(Category=mark)) == 1


def test_different_keys_make_different_tickets(manager, mark, key):
    body = {"Title": "Each", "Priority": "Low", "Category": mark}
    assert post(manager, key, body).json()["id"] != post(manager, key + "x", body).json()["id"]
    assert total_of(manager.list(Category=mark)) == 2


def test_a_key_belongs_to_its_caller(manager, admin, mark, key):
    body = {"Title": "Each", "Priority": "Low", "Category": mark}
    assert post(manager, key, body).json()["id"] != post(admin, key, body).json()["id"]


def test_a_refused_request_does_not_use_up_its_key(manager, mark, key):
    assert_error(
        post(manager, key, {"Title": "", "Priority": "Low", "Category": mark}), 400, "Ticket.Invalid"
    )
    assert post(manager, key, {"Title": "Corrected", "Priority": "Low", "Category": mark}).status_code == 201


def test_a_note_is_added_once_too(manager, key):
    notes = f"{TICKETS}/{manager.new_ticket()['id']}/notes"
    first = post(manager, key, {"Note": "Once"}, notes)
    again = post(manager, key, {"Note": "Once"}, notes)
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    assert total_of(manager.get(notes)) == 1


def test_retries_at_the_same_time_make_one_ticket(manager, demo, mark, key):
    body = {"Title": "Once", "Priority": "Low", "Category": mark}
    made = manager.post("/api/token", json={"Name": "retries"}).json()["Token"]
    from client import with_token

    answers = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(post(with_token(demo.url, made), key, body).json()["id"])
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8 and len(set(answers)) == 1
    assert total_of(manager.list(Category=mark)) == 1


@pytest.mark.parametrize("wrong", ["", "x" * 256, "with\ttab", "ümlaut".encode()])
def test_a_key_that_is_none_is_refused(manager, mark, wrong):
    body = {"Title": "Never", "Priority": "Low", "Category": mark}
    assert_error(post(manager, wrong, body), 400, "Idempotency.KeyInvalid")
    assert total_of(manager.list(Category=mark)) == 0
