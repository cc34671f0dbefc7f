"""The types that the page keeps by hand say what the server's own description says."""

import copy
import json
import subprocess

import pytest
import requests

from tree import ROOT

CHECK = ROOT / "tests" / "support" / "openapi"
GENERATED = CHECK / "generated"
TSC = ROOT / "web" / "node_modules" / ".bin" / "tsc"


@pytest.fixture(scope="module")
def document(demo):
    subprocess.run([ROOT / "tools" / "npm-install", "tests/support/openapi"], check=True)
    if not TSC.exists():
        subprocess.run([ROOT / "tools" / "npm-install", "web"], check=True)
    return requests.get(demo.url + "/api/openapi.json", timeout=20).json()


def differences(document):
    """What the compiler says of the page's types beside those generated from the document."""
    GENERATED.mkdir(exist_ok=True)
    description = GENERATED / "openapi.json"
    description.write_text(json.dumps(document))
    generator = CHECK / "node_modules" / ".bin" / "openapi-typescript"
    types = GENERATED / "openapi.ts"
    subprocess.run([generator, description, "--output", types], check=True, capture_output=True)
    done = subprocess.run([TSC, "--project", CHECK], capture_output=True, text=True, check=False)
    return done.stdout


def test_the_page_reads_and_writes_what_the_description_says(document):
    assert differences(document) == ""


def test_a_field_that_the_server_calls_otherwise_is_noticed(document):
    changed = copy.deepcopy(document)
    ticket = changed["components"]["schemas"]["Ticket"]
    ticket["properties"]["Due By"] = ticket["properties"].pop("Due Date")
    ticket["required"] = list(ticket["properties"])
    assert "Due Date" in differences(changed)


def test_a_status_that_the_page_does_not_know_is_noticed(document):
    changed = copy.deepcopy(document)
    schemas = changed["components"]["schemas"]
    schemas["Ticket"]["properties"]["Status"]["enum"].append("Waiting")
    assert "Status" in differences(changed)
