"""The log of a whole run of the API tests, and the secrets that went through the server meanwhile."""

import re

import pytest

import record


@pytest.mark.last
def test_no_secret_that_the_tests_sent_or_were_given_is_in_the_log(demo, manager):
    manager.get("/api/profile")
    log = "\n".join(line for line in demo.log().splitlines() if line.startswith("{"))
    assert '"message":"request"' in log
    # Durations and request ids are made up by the server, and some run of their digits may be a code.
    log = re.sub(r'"ms":[0-9.e-]+|"request_id":"[0-9a-f]{16}"', "", log)
    assert len(record.secrets) >= 3, "no secrets were recorded"
    shown = {secret for secret in record.secrets if secret in log}
    assert not shown, f"{len(shown)} of {len(record.secrets)} secrets are in the log: {sorted(shown)[:5]}"
