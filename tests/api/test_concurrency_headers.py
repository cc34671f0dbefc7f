"""ETag, If-None-Match, If-Match: no transfer without need, no lost update."""

import pytest

from answers import assert_error
from client import TICKETS

WRITES = ["PUT", "PATCH", "DELETE"]


@pytest.fixture
def ticket(manager):
    return f"{TICKETS}/{manager.new_ticket()['id']}"


def tag(client, ticket) -> str:
    return client.get(ticket).headers["ETag"]


def write(client, method, ticket, if_match):
    body = None if method == "DELETE" else {"Status": "Closed"}
    return client.request(method, ticket, json=body, headers={"If-Match": if_match})


def test_a_ticket_has_a_strong_etag_that_stays_while_it_does(manager, ticket):
    first = tag(manager, ticket)
    assert first.startswith('"') and first.endswith('"') and len(first) > 8
    assert tag(manager, ticket) == first


def test_the_answers_to_writes_carry_the_etag_of_what_they_made(manager):
    created = manager.post(TICKETS, json={"Title": "x", "Priority": "Low"})
    path = created.headers["Location"]
    assert created.headers["ETag"] == tag(manager, path)
    changed = manager.put(path, json={"Status": "Closed"})
    assert changed.headers["ETag"] == tag(manager, path) != created.headers["ETag"]


def test_every_change_changes_the_etag(manager, ticket):
    tags = [tag(manager, ticket)]
    manager.put(ticket, json={"Title": "Another"})
    tags.append(tag(manager, ticket))
    note = manager.post(f"{ticket}/notes", json={"Note": "x"}).json()
    tags.append(tag(manager, ticket))
    manager.put(f"{ticket}/notes/{note['id']}", json={"Note": "y"})
    tags.append(tag(manager, ticket))
    manager.delete(f"{ticket}/notes/{note['id']}")
    tags.append(tag(manager, ticket))
    assert all(before != after for before, after in zip(tags, tags[1:]))


def test_tickets_have_different_etags(manager):
    first, second = (manager.new_ticket(Title="Same")["id"] for _ in range(2))
    assert tag(manager, f"{TICKETS}/{first}") != tag(manager, f"{TICKETS}/{second}")


@pytest.mark.parametrize("form", ["{}", "*", '"other", {}', '{},"other"', "W/{}"])
def test_if_none_match_of_the_current_version_is_304_without_a_body(manager, ticket, form):
    current = tag(manager, ticket)
    response = manager.get(ticket, headers={"If-None-Match": form.format(current)})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == current


@pytest.mark.parametrize("form", ['"other"', "", '"', "x", "W/", '""'])
def test_if_none_match_of_another_version_is_the_ticket(manager, ticket, form):
    response = manager.get(ticket, headers={"If-None-Match": form})
    assert response.status_code == 200 and response.json()["id"] in ticket


def test_if_none_match_of_a_version_before_a_change_is_the_ticket(manager, ticket):
    before = tag(manager, ticket)
    manager.put(ticket, json={"Title": "Another"})
    response = manager.get(ticket, headers={"If-None-Match": before})
    assert response.status_code == 200 and response.json()["Title"] == "Another"


# What nginx and HAProxy (W/) and Apache (-gzip) make of a tag when they pack the answer.
WEAKENED = ["W/{}", '"other", W/{}', "{}-gzip", "{}-br"]


def filled(form: str, current: str) -> str:
    """A suffix stands within the quotes."""
    for suffix in ("-gzip", "-br"):
        if form.endswith(suffix):
            return f'{current[:-1]}{suffix}"'
    return form.format(current)


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("form", ["{}", "*", '"other", {}', *WEAKENED])
def test_if_match_of_the_current_version_lets_the_write_through(manager, ticket, method, form):
    assert write(manager, method, ticket, filled(form, tag(manager, ticket))).status_code == 200


@pytest.mark.parametrize("method", WRITES)
@pytest.mark.parametrize("form", ['"other"', 'W/"other"', '"a", "b"', "w/{}", "x{}", "{}x", '"a" {}'])
def test_if_match_of_another_version_is_412_and_nothing_changes(manager, ticket, method, form):
    before = manager.get(ticket)
    response = write(manager, method, ticket, form.format(before.headers["ETag"]))
    assert_error(response, 412, "Ticket.Changed")
    assert before.json()["Title"] not in response.text
    assert manager.get(ticket).json() == before.json()


@pytest.mark.parametrize("method", WRITES)
def test_the_second_of_two_who_read_the_same_is_told(manager, admin, ticket, method):
    read = tag(manager, ticket)
    assert write(admin, "PUT", ticket, read).status_code == 200
    assert_error(write(manager, method, ticket, read), 412, "Ticket.Changed")


def test_if_match_on_a_ticket_that_is_gone_is_404(manager, ticket):
    current = tag(manager, ticket)
    manager.delete(ticket)
    assert_error(write(manager, "PUT", ticket, current), 404, "Ticket.NotFound")


def test_a_wrong_body_is_400_even_when_the_version_is_old(manager, ticket):
    response = manager.put(ticket, json={"Status": "Opened"}, headers={"If-Match": '"other"'})
    assert response.status_code in (400, 412)
