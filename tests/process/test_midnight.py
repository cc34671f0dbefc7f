"""What an answer says of today changes with the day, though nothing was written."""

import signal
from datetime import datetime, timedelta, timezone

import requests

import limits
from client import TICKETS, first_superuser
from mailbox import wait_until
from program import IN_TROUBLE


def test_lists_of_today_are_of_the_new_day_after_a_midnight_without_a_write(serve):
    server = serve(program=(IN_TROUBLE,))
    superuser = first_superuser(server)
    # A session would end within the day.
    token = superuser.post("/api/token", json={"Name": "midnight"}).json()["Token"]
    tomorrow = (datetime.now(timezone.utc) + timedelta(days=1)).date().isoformat()
    superuser.new_ticket(**{"Due Date": tomorrow})

    def due_today() -> list:
        answer = requests.get(
            server.url + TICKETS,
            params={"filter": '"Due Date" eq today'},
            headers={"Authorization": f"Bearer {token}"},
            timeout=limits.ANSWER_S,
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]["rows"]

    assert due_today() == []
    for _ in range(24):
        server.process.send_signal(signal.SIGRTMIN + 1)  # An hour forth.
    wait_until(due_today, "the ticket of the new day")
