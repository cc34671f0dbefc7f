"""What operators and their tools ask: is it alive, is it ready, how is it doing."""

import re

import requests

from client import TICKETS


def test_healthz_and_readyz_answer_without_a_session(anonymous):
    for path in ("/healthz", "/readyz"):
        response = anonymous.get(path)
        assert response.status_code == 200, path


def test_metrics_are_in_the_text_format_of_prometheus(viewer):
    viewer.get(TICKETS)
    response = requests.get(viewer.url + "/metrics", timeout=20)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    sample = re.compile(r"[a-zA-Z_:][\w:]*(\{.*\})? [-+]?([\d.]+([eE][-+]?\d+)?|Inf|NaN)")
    for line in response.text.splitlines():
        assert line.startswith("# ") or sample.fullmatch(line), line


def number(text: str, name: str) -> float:
    """The sum over all samples of that name."""
    return sum(
        float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if re.match(rf"{name}(\{{| )", line)
    )


def test_metrics_count_requests(viewer):
    def count():
        return number(requests.get(viewer.url + "/metrics", timeout=20).text, "expediter_http_requests_total")

    before = count()
    for _ in range(5):
        viewer.get(TICKETS)
    assert count() >= before + 5


def test_metrics_hold_nothing_of_users_or_tickets(viewer):
    text = requests.get(viewer.url + "/metrics", timeout=20).text
    assert "@" not in text and "TKT-" not in text
