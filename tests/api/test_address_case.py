"""An address is one whatever its case: in filters, figures, subscribers, sign-in; shown as it was written."""

import pytest

from answers import assert_error, ids_of, total_of
from client import TICKETS, Client

ORDERS = "/api/purchase-order"
USERS = "/api/user"
SPELLINGS = ["Ann.Weber-{0}@Acme.com", "ann.weber-{0}@acme.com", "ANN.WEBER-{0}@ACME.COM"]


@pytest.fixture
def key(mark):
    """What no other test has in a name."""
    return "".join(each for each in mark.lower() if each.isalnum())


@pytest.fixture
def body(key):
    """What makes a user."""
    return {"User Fullname": "Jane", "Username": key, "User Email": f"{key}@acme.com", "Role Id": 3}


@pytest.fixture
def spelt(manager, mark, key):
    """Three tickets of one assignee, each with another spelling of the address."""
    spellings = [SPELLINGS[0].format(key), SPELLINGS[1].format(key), SPELLINGS[2].format(key.upper())]
    tickets = [manager.new_ticket(Assignee_Email=text, Category=mark) for text in spellings]
    return spellings, tickets


def test_an_address_is_shown_as_it_was_written(manager, spelt):
    for spelling, ticket in zip(*spelt, strict=True):
        assert manager.ticket(ticket["id"])["Assignee Email"] == spelling


@pytest.mark.parametrize("at", range(3))
def test_an_address_is_found_whatever_its_case(manager, mark, spelt, at):
    spellings, tickets = spelt
    all_of_them = sorted(ticket["id"] for ticket in tickets)
    asked = spellings[at]
    filters = [
        f"\"Assignee Email\" eq '{asked}'",
        f"\"Assignee Email\" in ('x@y.zz', '{asked}')",
        f"\"Assignee Email\" contains '{asked}'",
        f"\"Assignee Email\" startswith '{asked[:6]}' and Category eq '{mark}'",
        f"Subscribers eq '{asked}'",
        f"Subscribers contains '{asked}'",
        f"not (\"Assignee Email\" ne '{asked}')",
    ]
    for text in filters:
        answer = manager.list(filter=text)
        assert sorted(ids_of(answer)) == all_of_them and total_of(answer) == 3, text
    assert sorted(ids_of(manager.list(**{"Assignee Email": asked}))) == all_of_them
    assert sorted(ids_of(manager.list(Subscribers=asked))) == all_of_them
    for text in (f"\"Assignee Email\" ne '{asked}'", f"not \"Assignee Email\" in ('{asked}', 'x@y.zz')"):
        assert total_of(manager.list(filter=f"{text} and Category eq '{mark}'")) == 0, text
    assert total_of(manager.list(filter=f"\"Assignee Email\" eq 'x{asked}'")) == 0


def test_a_walk_and_pages_find_each_spelling_once(manager, spelt):
    spellings, tickets = spelt
    asked = {"Assignee Email": spellings[0], "page_size": 1}
    found = [ids_of(manager.list(**asked, page=page)) for page in (1, 2, 3)]
    assert sorted(sum(found, [])) == sorted(ticket["id"] for ticket in tickets)


def test_figures_count_an_address_once_as_its_first_ticket_spells_it(manager, mark, spelt):
    answer = manager.get(f"{TICKETS}/summary", params={"by": "Assignee Email", "Category": mark})
    assert answer.status_code == 200, answer.text
    text = answer.text
    assert text.count(spelt[0][0]) == 1 and spelt[0][1] not in text and spelt[0][2] not in text


def test_me_is_the_caller_however_a_ticket_spells_him(manager, mark):
    me = manager.get("/api/profile").json()["data"]["User Email"]
    ticket = manager.new_ticket(Assignee_Email=me.upper(), Category=mark)
    assert ids_of(manager.list(**{"Assignee Email": "me", "Category": mark})) == [ticket["id"]]
    assert ids_of(manager.list(filter=f"\"Assignee Email\" eq me and Category eq '{mark}'")) == [ticket["id"]]


def test_a_subscriber_is_one_whatever_the_case(manager):
    body = {"Title": "x", "Priority": "Low", "Subscribers": ["bo@acme.com", "bo@acme.com"]}
    assert_error(manager.post(TICKETS, json=body), 400, "Ticket.Invalid", "Subscribers")
    ticket = manager.new_ticket(Subscribers=["Bo@acme.com", "cy@acme.com", "bo@ACME.com"])
    assert ticket["Subscribers"] == ["Bo@acme.com", "cy@acme.com"]
    ticket = manager.new_ticket(Subscribers=["Bo@acme.com"], Assignee_Email="BO@acme.com")
    assert ticket["Subscribers"] == ["Bo@acme.com"]


def test_a_user_signs_in_with_the_address_in_any_case(demo, new_person, new_password):
    person = new_person("Issue Tracker Viewer", Password=new_password)
    for login in (person["User Email"].upper(), person["Username"].title(), f" {person['User Email']}\u200b"):
        assert Client(demo.url).authenticate(login, new_password).status_code == 200, login


@pytest.mark.parametrize("column", ["Username", "User Email"])
def test_users_are_filtered_by_address_and_name_in_any_case(admin, new_person, column):
    person = new_person("Issue Tracker Viewer")
    rows = admin.get("/api/user", params={column: person[column].upper()}).json()["data"]["rows"]
    assert [row["id"] for row in rows] == [person["id"]]


def test_an_order_is_found_by_its_number_in_any_case(admin, mark):
    number = f"po-{mark}-ab"
    made = admin.post(ORDERS, json={"PO List Number": number}).json()
    answer = admin.get(ORDERS, params={"PO List Number": number.upper()}).json()
    assert [row["PO List Number"] for row in answer["data"]["rows"]] == [number]
    ticket = admin.new_ticket(Linked_PO_Id=made["id"])
    assert ids_of(admin.list(**{"Linked PO Number": number.upper()})) == [ticket["id"]]


ALIKE = [
    ("\u0430\u0441\u0435{0}", "ace{0}", "Cyrillic and Latin"),
    ("\u0441\u043e\u0440{0}", "cop{0}", "all in Cyrillic"),
    ("jane{0}", "jan\uff45{0}", "a wide letter"),
]


@pytest.mark.parametrize("taken, asked, about", ALIKE)
@pytest.mark.parametrize("turned", [False, True])
def test_an_account_must_not_look_like_anothers(admin, key, body, taken, asked, about, turned):
    first, second = (asked, taken) if turned else (taken, asked)
    digits = str(sum(ord(each) * 131**at for at, each in enumerate(key)))
    made = admin.post(USERS, json=body | {"Username": first.format(digits)})
    if made.status_code == 400:  # What mixes scripts is not let in in the first place.
        assert_error(made, 400, "User.Invalid", "Username")
        return
    assert made.status_code == 201, (about, made.text)
    other = {"Username": second.format(digits), "User Email": f"b{key}@acme.com"}
    assert_error(admin.post(USERS, json=body | other), 400, "User.Invalid", "Username")


def test_a_user_whose_name_looks_like_anothers_of_old_can_be_changed(admin, body, key):
    user = admin.post(USERS, json=body).json()["data"]
    changed = admin.put(f"{USERS}/{user['id']}", json={"Username": user["Username"], "User Phone": "1"})
    assert changed.status_code == 200, changed.text


@pytest.mark.parametrize(
    "field, text",
    [
        ("User Fullname", "J\u0430ne Doe"),
        ("Username", "j\u0430ne{0}"),
        ("User Email", "j\u0430ne{0}@acme.com"),
    ],
)
def test_names_and_addresses_of_users_mix_no_scripts_in_a_word(admin, key, body, field, text):
    assert_error(admin.post(USERS, json=body | {field: text.format(key)}), 400, "User.Invalid", field)
    assert admin.post(USERS, json=body).status_code == 201


NAMES = ["Иван Петров (Ivan Petrov)", "Łukasz Żak", "東京 Taro", "أحمد", "O'Brien-Søe"]


@pytest.mark.parametrize("name", NAMES)
def test_names_in_several_scripts_are_fine_word_by_word(new_person, name):
    assert new_person("Issue Tracker Viewer", **{"User Fullname": name})["User Fullname"] == name
