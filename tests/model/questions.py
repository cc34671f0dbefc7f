"""Questions to the list, as parameters of a URL and as what the answer to them must be by the documents."""

import datetime
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

import values
from values import PRIORITIES, STATUSES

RANKS = {"Status": STATUSES, "Priority": PRIORITIES}
TEXTS = ("Title", "Description", "Category", "Assignee Email", "Reporter Email", "Linked PO Number")
TIMES = ("Created At", "Updated At")
SORTABLE = ("id", *TEXTS[:1], *TEXTS[2:], *RANKS, *TIMES, "Due Date", "Linked PO Id")
ORDERS = {
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}

Predicate = Callable[[dict], bool]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def name_in_filter(name: str) -> str:
    return f'"{name}"' if " " in name else name


def key_of(name: str, value):
    """What a value is compared and sorted by."""
    if value is None:
        return None
    if name in RANKS:
        return RANKS[name].index(value)
    return int(value[4:]) if name == "id" else value


def folded(text: str) -> str:
    """What `contains` and `startswith` compare."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def identity(name: str, value):
    """What `eq` compares: addresses and codes without regard to case."""
    names_one = name.endswith("Email") or name in ("Linked PO Number", "Subscribers")
    return value.casefold() if names_one and value is not None else value


def words_of(text: str) -> set[str]:
    """The words that a search knows of a text: without case and accents."""
    apart = unicodedata.normalize("NFD", text.lower())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return set("".join(char if char.isalnum() else " " for char in plain).split())


def order_of_words(text: str) -> list[str]:
    spaced = "".join(char if char.isalnum() or unicodedata.combining(char) else " " for char in text)
    return [word for piece in spaced.split() for word in words_of(piece)]


@dataclass
class Question:
    """Filters, a search and a sort, with what each means."""

    sent: dict = field(default_factory=dict)
    conditions: list[Predicate] = field(default_factory=list)
    keys: list[tuple[str, bool]] = field(default_factory=list)  # Field, descending.

    def parameters(self) -> dict:
        return dict(self.sent)

    def matches(self, ticket: dict) -> bool:
        return all(condition(ticket) for condition in self.conditions)

    def in_order(self, tickets: list[dict]) -> list[dict]:
        rows = sorted(tickets, key=lambda ticket: key_of("id", ticket["id"]), reverse=self.keys[0][1])
        for name, descending in reversed(self.keys):
            there = [row for row in rows if row[name] is not None]
            there.sort(key=lambda row: key_of(name, row[name]), reverse=descending)
            rows = there + [row for row in rows if row[name] is None]
        return rows

    def answer(self, tickets: list[dict]) -> list[dict]:
        return self.in_order([ticket for ticket in tickets if self.matches(ticket)])


def _text_condition(chance: random.Random) -> tuple[str, Predicate]:
    name = chance.choice(TEXTS)
    pool = values.CATEGORIES + values.PEOPLE + values.WORDS + tuple(values.REGISTER.values())
    value = chance.choice(pool)
    op = chance.choice(("eq", "ne", "contains", "startswith", *ORDERS))
    if op == "contains":
        value = value[: chance.randint(1, 4)]
    text = f"{name_in_filter(name)} {op} {quoted(value)}"
    if op == "eq":
        return text, lambda ticket: identity(name, ticket[name]) == identity(name, value)
    if op == "ne":
        return text, lambda ticket: identity(name, ticket[name]) != identity(name, value)
    if op == "contains":
        return text, lambda ticket: ticket[name] is not None and folded(value) in folded(ticket[name])
    if op == "startswith":
        return text, lambda ticket: ticket[name] is not None and folded(ticket[name]).startswith(
            folded(value)
        )
    return text, lambda ticket: ticket[name] is not None and ORDERS[op](ticket[name], value)


def _rank_condition(chance: random.Random) -> tuple[str, Predicate]:
    name = chance.choice(list(RANKS))
    labels = RANKS[name]
    if chance.random() < 0.4:
        among = chance.sample(labels, chance.randint(1, 3))
        text = f"{name} in ({', '.join(map(quoted, among))})"
        return text, lambda ticket: ticket[name] in among
    op, value = chance.choice(list(ORDERS)), chance.choice(labels)
    text = f"{name} {op} {quoted(value)}"
    return text, lambda ticket: ORDERS[op](labels.index(ticket[name]), labels.index(value))


def _day_condition(chance: random.Random) -> tuple[str, Predicate]:
    days = chance.randint(-3, 9)
    day = (values.today() + datetime.timedelta(days=days)).isoformat()
    word = "today" if days == 0 else f"today{days:+d}d"
    value = chance.choice((quoted(day), word))
    op = chance.choice(("eq", "ne", *ORDERS))
    if chance.random() < 0.3:
        name = chance.choice(TIMES)
        compare = {"eq": lambda a, b: a == b, "ne": lambda a, b: a != b, **ORDERS}[op]
        return f'"{name}" {op} {value}', lambda ticket: compare(ticket[name][:10], day)
    text = f'"Due Date" {op} {value}'
    if op in ORDERS:
        return text, lambda ticket: ticket["Due Date"] is not None and ORDERS[op](ticket["Due Date"], day)
    return text, lambda ticket: (ticket["Due Date"] == day) == (op == "eq")


def _other_condition(chance: random.Random) -> tuple[str, Predicate]:
    kind = chance.randrange(4)
    if kind == 0:
        name = chance.choice(
            ("Description", "Assignee Email", "Due Date", "Linked PO Id", "Linked PO Number")
        )
        return f"{name_in_filter(name)} is null", lambda ticket: ticket[name] is None
    if kind == 1:
        person = chance.choice(values.PEOPLE)
        op = chance.choice(("eq", "contains"))
        return f"Subscribers {op} {quoted(person)}", lambda ticket: person in ticket["Subscribers"]
    if kind == 2:
        return "Subscribers is null", lambda ticket: not ticket["Subscribers"]
    number = chance.choice(values.ORDERS)
    op = chance.choice(list(ORDERS))
    text = f'"Linked PO Id" {op} {number}'
    return text, lambda ticket: ticket["Linked PO Id"] is not None and ORDERS[op](
        ticket["Linked PO Id"], number
    )


def random_filter(chance: random.Random, depth: int = 0) -> tuple[str, Predicate]:
    """An expression of the filter language, and what it means."""
    kind = chance.random()
    if depth < 3 and kind < 0.4:
        left, is_left = random_filter(chance, depth + 1)
        right, is_right = random_filter(chance, depth + 1)
        if chance.random() < 0.5:
            return f"({left} and {right})", lambda ticket: is_left(ticket) and is_right(ticket)
        return f"({left}) or ({right})" if depth == 0 else f"({left} or {right})", lambda ticket: (
            is_left(ticket) or is_right(ticket)
        )
    if depth < 3 and kind < 0.5:
        inner, holds = random_filter(chance, depth + 1)
        return f"not ({inner})", lambda ticket: not holds(ticket)
    return chance.choice((_text_condition, _rank_condition, _day_condition, _other_condition))(chance)


def _add_parameter(question: Question, chance: random.Random, me: str) -> None:
    """A field as a parameter: any of some values, empty for null, `me` for the caller."""
    name = chance.choice(("Status", "Priority", "Category", "Assignee Email", "Reporter Email"))
    if name in RANKS:
        among = chance.sample(RANKS[name], chance.randint(1, 2))
    elif name == "Category":
        among = chance.sample(values.CATEGORIES, chance.randint(1, 2))
    elif name == "Reporter Email":
        among = ["me"]
    else:
        among = [chance.choice(("", *values.PEOPLE))]
    question.sent[name] = ",".join(among)
    wanted = [{"": None, "me": me}.get(value, value) for value in among]
    question.conditions.append(lambda ticket: ticket[name] in wanted)


def _add_search(question: Question, chance: random.Random) -> None:
    asked = chance.sample(values.WORDS, chance.randint(1, 2))
    if chance.random() < 0.5:
        asked[-1] = asked[-1][: chance.randint(1, len(asked[-1]))]
    # Digits are also found within codes, such as the marks in the titles here: that is the table's matter, in
    # tests/api/search_pairs.tsv.
    asked = [text for text in asked if order_of_words(text) and not text[0].isdigit()]
    if not asked:
        return
    question.sent["q"] = " ".join(asked)
    words = [word for text in asked for word in order_of_words(text)]

    def finds(ticket: dict) -> bool:
        known = words_of(" ".join([ticket["Title"], ticket["Description"] or "", *_note_texts(ticket)]))
        return all(word in known for word in words[:-1]) and any(k.startswith(words[-1]) for k in known)

    question.conditions.append(finds)


def _note_texts(ticket: dict) -> list[str]:
    return [note["Note"] for note in ticket["Notes"]]


def random_question(chance: random.Random, me: str) -> Question:
    """A question with any of: parameters by field, a filter, a search, a sort."""
    question = Question()
    if chance.random() < 0.3:
        _add_parameter(question, chance, me)
    if chance.random() < 0.5:
        question.sent["filter"], holds = random_filter(chance)
        question.conditions.append(holds)
    if chance.random() < 0.25:
        _add_search(question, chance)
    if chance.random() < 0.7:
        names = chance.sample(SORTABLE, chance.randint(1, 3))
        question.keys = [(name, chance.random() < 0.5) for name in names]
        question.sent["sort"] = ",".join(("-" if down else "") + name for name, down in question.keys)
    else:
        question.keys = [("id" if "q" in question.sent else "Updated At", True)]
        # What has a whole code comes first unless a sort is given: that is tried in tests/api.
        if any(char.isdigit() for char in question.sent.get("q", "")):
            question.sent["sort"] = "-id"
    return question
