"""Clients that generators from npm make of the OpenAPI document compile strictly, and work."""

import shutil
import subprocess

import pytest
import requests

from tree import ROOT

CLIENTS = ROOT / "tests" / "support" / "clients"
GENERATED = CLIENTS / "generated"
PROGRAMS = CLIENTS / "node_modules" / ".bin"


def run(*command) -> None:
    done = subprocess.run(command, cwd=CLIENTS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def generated(demo):
    subprocess.run([ROOT / "tools" / "npm-install", "tests/support/clients"], check=True)
    shutil.rmtree(GENERATED, ignore_errors=True)
    GENERATED.mkdir()
    document = GENERATED / "openapi.json"
    document.write_bytes(requests.get(demo.url + "/api/openapi.json", timeout=20).content)
    run(PROGRAMS / "openapi-typescript", document, "--output", GENERATED / "types.ts")
    run(PROGRAMS / "openapi-ts", "-i", document, "-o", GENERATED / "sdk", "-c", "@hey-api/client-fetch")


@pytest.mark.usefixtures("generated")
def test_two_generated_clients_compile_strictly_and_work(demo, manager):
    run(PROGRAMS / "tsc", "--project", CLIENTS)
    token = manager.post("/api/token", json={"Name": "generated clients"}).json()["Token"]
    run("node", GENERATED / "built" / "drive.js", demo.url, token)
