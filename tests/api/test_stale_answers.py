"""What is answered from memory without a look at the database is of the right moment, and for who may."""

import pytest

from answers import assert_error, ids_of, rows_of, total_of
from client import TICKETS, Client, first_superuser, with_token

SUMMARY, EXPORT = f"{TICKETS}/summary", f"{TICKETS}/export"
PASSWORD = "correct horse"


def made_role(admin, name: str, *privileges) -> int:
    granted = [{"type": area, "access": access} for area, access in privileges]
    made = admin.post("/api/role", json={"Role Name": name, "Privileges": granted})
    assert made.status_code == 201, made.text
    return made.json().get("data", made.json())["id"]


@pytest.fixture
def desk(fresh, fresh_admin):
    """desk(name, (area, access)…) → a person with a role of that name, signed in, with the id of each."""

    def make(name: str, *privileges):
        role = made_role(fresh_admin, name, *privileges)
        sent = {
            "User Fullname": name,
            "Username": name,
            "User Email": f"{name}@acme.com",
            "Password": PASSWORD,
            "Role Id": role,
        }
        made = fresh_admin.post("/api/user", json=sent)
        assert made.status_code == 201, made.text
        return Client(fresh.url).login(name, PASSWORD), role, made.json()["data"]["id"]

    return make


@pytest.mark.parametrize("end", ["the role loses it", "another role", "made inactive"])
def test_no_304_and_no_kept_answer_for_who_may_no_more(fresh_admin, desk, end):
    person, role, user = desk("reader", ("Issue Tracker", "View"), ("Users", "View"))
    ticket = f"{TICKETS}/{fresh_admin.new_ticket()['id']}"
    paths = (EXPORT, TICKETS, ticket)  # An export is logged, and that is a commit: lists come behind it.
    tags = {path: person.get(path).headers["ETag"] for path in paths}
    for path, tag in tags.items():
        assert person.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert person.get(SUMMARY).status_code == 200
    if end == "the role loses it":
        without = {"Privileges": [{"type": "Users", "access": "View"}]}
        assert fresh_admin.put(f"/api/role/{role}", json=without).status_code == 200
    elif end == "another role":
        other = made_role(fresh_admin, "other", ("Users", "View"))
        assert fresh_admin.put(f"/api/user/{user}", json={"Role Id": other}).status_code == 200
    else:
        assert fresh_admin.put(f"/api/user/{user}", json={"User Status": "Inactive"}).status_code == 200
    for path in (*tags, SUMMARY):
        for headers in ({}, {"If-None-Match": tags.get(path, "*")}, {"If-None-Match": "*"}):
            response = person.get(path, headers=headers)
            assert response.status_code in (401, 403), (path, headers, response.status_code)
            assert_error(response, response.status_code)
            assert "ETag" not in response.headers


def test_equal_words_of_two_people_are_two_questions(fresh, fresh_admin, desk):
    one, _, _ = desk("one", ("Issue Tracker", "Edit"))
    two, _, _ = desk("two", ("Issue Tracker", "Edit"))
    tickets = {person: person.new_ticket()["id"] for person in (one, two)}
    mine = {"Reporter Email": "me"}
    answers = {person: person.list(**mine) for person in (one, two)}
    assert {person: ids_of(answer) for person, answer in answers.items()} == {
        person: [ticket] for person, ticket in tickets.items()
    }
    tags = [answer.headers["ETag"] for answer in answers.values()]
    assert tags[0] != tags[1]
    # The other's tag says nothing of one's own answer.
    assert two.get(TICKETS, params=mine, headers={"If-None-Match": tags[0]}).status_code == 200
    for person in (one, two):
        assert person.get(SUMMARY, params=mine).json()["data"]["total"] == 1
    # Nor does a cursor that the other was given.
    one.new_ticket()
    cursor = one.list(page_size=1, **mine).json()["extra"]["next_cursor"]
    assert_error(two.list(page_size=1, cursor=cursor, **mine), 400, "Query.Invalid", "cursor")


def test_equal_words_of_one_person_with_other_rights_are_two_questions(fresh, fresh_admin):
    fresh_admin.new_ticket()
    scope = [{"type": "Issue Tracker", "access": "View"}]
    narrow = fresh_admin.post("/api/token", json={"Name": "narrow", "Scope": scope}).json()["Token"]
    script = with_token(fresh.url, narrow)
    wide, tight = fresh_admin.list(page_size=7), script.list(page_size=7)
    assert wide.json() == tight.json() and wide.headers["ETag"] != tight.headers["ETag"]


def test_what_was_counted_and_listed_follows_the_register(fresh_admin):
    sent = {"PO List Number": "OLD", "Supplier Name": "Old"}
    order = fresh_admin.post("/api/purchase-order", json=sent).json()
    tickets = [fresh_admin.new_ticket(Linked_PO_Id=order["id"])["id"] for _ in range(3)]

    def seen() -> tuple:
        by = {"by": "Linked PO Number,Supplier Name"}
        counts = fresh_admin.get(SUMMARY, params=by).json()["data"]["counts"]
        listed = {row["Linked PO Number"] for row in rows_of(fresh_admin.list())}
        single = {fresh_admin.ticket(ticket)["Linked PO Number"] for ticket in tickets}
        exported = fresh_admin.get(EXPORT, params={"fields": "Linked PO Number"}).text.split()[-1]
        found = [total_of(fresh_admin.list(**{"Linked PO Number": number})) for number in ("OLD", "NEW")]
        suppliers = [total_of(fresh_admin.list(**{"Supplier Name": name})) for name in ("Old", "New")]
        return [[(c["value"], c["count"]) for c in counts[name]] for name in counts], listed, single, found, (
            exported,
            suppliers,
        )

    assert seen() == ([[("OLD", 3)], [("Old", 3)]], {"OLD"}, {"OLD"}, [3, 0], ("OLD", [3, 0]))
    change = {"PO List Number": "NEW", "Supplier Name": "New"}
    assert fresh_admin.put(f"/api/purchase-order/{order['id']}", json=change).status_code == 200
    assert seen() == ([[("NEW", 3)], [("New", 3)]], {"NEW"}, {"NEW"}, [0, 3], ("NEW", [0, 3]))


def test_an_answer_is_repeated_only_to_who_got_it_and_still_may(fresh_admin, desk):
    one, role, _ = desk("one", ("Issue Tracker", "Edit"))
    two, _, _ = desk("two", ("Issue Tracker", "Edit"))
    sent = {"json": {"Title": "x", "Priority": "Low"}, "headers": {"Idempotency-Key": "the-same"}}
    first = one.post(TICKETS, **sent)
    assert first.status_code == 201 and one.post(TICKETS, **sent).json() == first.json()
    other = two.post(TICKETS, **sent)
    assert other.status_code == 201 and other.json()["id"] != first.json()["id"]
    view = {"Privileges": [{"type": "Issue Tracker", "access": "View"}]}
    assert fresh_admin.put(f"/api/role/{role}", json=view).status_code == 200
    assert_error(one.post(TICKETS, **sent), 403, "User.NotPrivileged")


def test_a_tag_does_not_outlive_the_setting_that_made_its_bytes(serve):
    server = serve()
    admin = first_superuser(server)
    ticket = admin.new_ticket()["id"]
    assert admin.post(f"{TICKETS}/{ticket}/notes", json={"Note": "x"}).status_code == 201
    with_notes = admin.list()
    server.stop()
    again = serve("--tickets-notes-in-lists=false", data=server.data)
    admin.url = again.url
    without = admin.get(TICKETS, headers={"If-None-Match": with_notes.headers["ETag"]})
    assert without.status_code == 200 and "Notes" not in rows_of(without)[0]
    # Not for the commits alone that a start may bring: what stands for the question is another, too.
    tags = [answer.headers["ETag"].strip('"').rpartition("-")[2] for answer in (with_notes, without)]
    assert tags[0] != tags[1]
