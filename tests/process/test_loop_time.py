"""No question holds an event loop for long, however much is stored: what takes longer goes to a worker."""

import re
from urllib.parse import quote

import pytest
import requests

import limits
from client import TICKETS, Client, first_superuser
from program import Server, command

TICKETS_THERE = 200_000
TRIES = 6  # A machine that does something else meanwhile makes one take longer; what a question costs, all.
# A loop gives a question 5 ms; the clock is looked at between steps of the engine, and a thread may have to
# wait for a processor.
HELD_S = 0.020 * limits.SCALE

FILTERS = (
    "Category in ('Customs','Quality','Damage','None')",
    "Title contains 'no such text'",
    "Description contains 'no such text' or Description contains 'nor this'",
    "\"Due Date\" lt '2001-01-01' and Status eq 'Resolved'",
    "Subscribers contains 'nobody@acme.com'",
    "\"Linked PO Number\" eq 'none'",
)
QUESTIONS = (
    f"{TICKETS}?Status=Resolved&sort=Due%20Date&Title=none",
    f"{TICKETS}?Status=Resolved&sort=Due%20Date&page=900",
    f"{TICKETS}?Status=Closed,Resolved&Priority=Low&sort=-Due%20Date&page=40",
    f"{TICKETS}?sort=Title",
    f"{TICKETS}?sort=-Reporter%20Email&page=7",
    f"{TICKETS}?sort=Category,-Due%20Date",
    f"{TICKETS}?Status=Open&page=500&page_size=100",
    f"{TICKETS}?sort=id&page=3000",
    f"{TICKETS}?page_size=500",
    f"{TICKETS}?page_size=500&page=150",
    f"{TICKETS}?q=e",
    f"{TICKETS}?q=pallet&sort=Category",
    f"{TICKETS}/summary?by=Status,Category,Supplier%20Name&weeks=52",
    f"{TICKETS}/TKT-100",
    f"{TICKETS}/TKT-100/notes",
    f"{TICKETS}/TKT-100/history",
    f"{TICKETS}/TKT-100/history?sort=-Field&page=2",
    "/api/purchase-order",
    "/api/purchase-order?sort=Supplier%20Name&page_size=500",
    "/api/purchase-order?filter=" + quote("\"Supplier Name\" contains 'nobody'"),
    "/api/user?sort=User%20Fullname",
    "/api/people?q=nobody",
    "/api/audit-log?sort=Action",
    "/api/role",
    "/api/token",
    "/api/profile",
    "/api/issue-tracker-views",
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A data directory, and a token to ask with."""
    data = tmp_path_factory.mktemp("loop_time") / "data"
    command("load", "--data", data, "--tickets", TICKETS_THERE)
    server = Server(data)
    token = first_superuser(server).post("/api/token", json={"Name": "loop time"}).json()["Token"]
    server.stop()
    return data, token


def metric(server: Server, name: str) -> float:
    text = requests.get(server.url + "/metrics", timeout=limits.ANSWER_S).text
    return float(re.search(rf"^{name} (\S+)$", text, re.MULTILINE)[1])


def all_questions() -> list[str]:
    by_filter = [f"{TICKETS}?filter={quote(each)}" for each in FILTERS]
    return list(QUESTIONS) + by_filter + [f"{each}&sort=Due%20Date" for each in by_filter]


def held_by_all(data, token) -> tuple[float, float]:
    """The longest time that a loop was held by one of all the questions, and how many held it past 5 ms."""
    server = Server(data)
    try:
        client = Client(server.url)
        client.headers["Authorization"] = f"Bearer {token}"
        for question in all_questions():
            response = client.get(question)
            assert response.status_code == 200, f"{question}: {response.text}"
        return metric(server, "expediter_loop_held_seconds_max"), metric(
            server, "expediter_loop_held_long_total"
        )
    finally:
        server.stop()


def test_no_question_holds_a_loop_for_long(loaded, figures):
    held = (float("inf"), 0)
    for _ in range(TRIES):
        held = min(held, held_by_all(*loaded))
        if held[0] < HELD_S:
            break
    figures(
        f"loop time: {len(all_questions())} questions to {TICKETS_THERE:,} tickets held a loop for at most "
        f"{1000 * held[0]:.1f} ms; {held[1]:.0f} of them past 5 ms, and went to a worker"
    )
    assert held[0] < HELD_S


def test_a_question_that_took_too_long_is_not_tried_on_a_loop_again(loaded):
    data, token = loaded
    server = Server(data)
    try:
        client = Client(server.url)
        client.headers["Authorization"] = f"Bearer {token}"
        # What it must read shows only while it reads; each size of a page is an answer of its own.
        slow = f"{TICKETS}?filter={quote(FILTERS[0])}&sort=Due%20Date"
        client.get(slow)
        before = metric(server, "expediter_loop_held_long_total")
        for size in range(1, 41):
            assert client.get(f"{slow}&page_size={size}").status_code == 200
        # Some may have waited for a processor; each would have taken its 5 ms.
        assert metric(server, "expediter_loop_held_long_total") < before + 20
    finally:
        server.stop()
