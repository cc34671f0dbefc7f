"""Values of few kinds, so that tickets are alike and questions find some of them."""

import datetime
import random

STATUSES = ("Open", "In Progress", "Resolved", "Closed")
PRIORITIES = ("Low", "Medium", "High", "Critical")
CATEGORIES = ("General", "Customs", "customs", "Émile's", "50% off_")
PEOPLE = ("ana@acme.com", "bo@acme.com", "cy@example.org")
WORDS = ("late", "Late", "pallet", "pump-station", "Zürich", "ÉCLAIR", "Якорь", "po-17", "x", "it's", "100%")
REGISTER = {1: "PO-A", 2: "PO-B", 3: "po-a2"}
ORDERS = (*REGISTER, 77)  # The register does not know the last.


def today() -> datetime.date:
    return datetime.datetime.now(datetime.timezone.utc).date()


def random_text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))


def random_day(chance: random.Random) -> str:
    return (today() + datetime.timedelta(days=chance.randint(-3, 9))).isoformat()


def mark(chance: random.Random) -> str:
    """A word that only one change ever wrote."""
    return f"u{chance.getrandbits(48):012x}"


def random_note(chance: random.Random) -> str:
    return f"{random_text(chance)} {mark(chance)}"


def random_fields(chance: random.Random, whole: bool = False) -> dict:
    """Some fields of a ticket, or all. Every title ends with a mark of its own."""
    person = chance.choice((None, *PEOPLE))
    fields = {
        "Title": f"{random_text(chance)} {mark(chance)}",
        "Description": chance.choice((None, random_text(chance), random_text(chance) * 40)),
        "Status": chance.choice(STATUSES),
        "Priority": chance.choice(PRIORITIES),
        "Category": chance.choice(CATEGORIES),
        "Assignee Email": person,
        "Due Date": chance.choice((None, random_day(chance), random_day(chance))),
        "Linked PO Id": chance.choice((None, None, *ORDERS)),
        "Subscribers": chance.sample(PEOPLE, chance.randint(0, 2)),
    }
    return (
        fields
        if whole
        else {name: fields[name] for name in chance.sample(list(fields), chance.randint(1, 3))}
    )
