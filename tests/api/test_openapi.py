"""The OpenAPI document: valid by a validator that is not ours, and true of what the tests met."""

import json
import re
import subprocess

import jsonschema
import pytest

import record
from tree import ROOT

CHECK = ROOT / "tests" / "support" / "openapi"
METHODS = ("get", "post", "put", "patch", "delete")
# Statuses of the server itself: they may come before a route is known.
BEFORE_ROUTES = {400, 408, 411, 414, 431, 501, 503, 505}


@pytest.fixture(scope="session")
def document(demo):
    import requests

    response = requests.get(demo.url + "/api/openapi.json", timeout=20)
    assert response.status_code == 200
    return response.json()


def operation_of(document, met):
    """The path item that serves the path, and the operation in it; None where undeclared."""
    for path, item in sorted(document["paths"].items(), key=lambda entry: "{" in entry[0]):
        if re.fullmatch("[^/]+".join(map(re.escape, re.split(r"\{[^}]+\}", path))), met.path):
            method = "get" if met.method == "HEAD" else met.method.lower()
            return item, item.get(method)
    return None, None


def test_the_document_needs_no_session_and_says_its_version(document):
    assert document["openapi"].startswith("3.1.")
    assert document["info"]["title"] == "Expediter"


def test_a_validator_from_npm_finds_nothing(document, tmp_path):
    subprocess.run([ROOT / "tools" / "npm-install", "tests/support/openapi"], check=True)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document))
    done = subprocess.run(["node", CHECK / "validate.mjs", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_schema_is_a_json_schema(document):
    for name, schema in document["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema.get("description") or schema.get("title"), name


def test_every_operation_has_a_summary_and_an_id_of_its_own(document):
    ids = []
    for path, item in document["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                assert operation["summary"], (method, path)
                ids.append(operation["operationId"])
    assert len(ids) == len(set(ids)) >= 30


def test_the_ticket_schema_lists_the_fields_of_the_contract(document):
    from answers import TICKET_FIELDS

    ticket = document["components"]["schemas"]["Ticket"]
    assert list(ticket["properties"]) == TICKET_FIELDS
    assert ticket["properties"]["Status"]["enum"] == ["Open", "In Progress", "Resolved", "Closed"]
    assert ticket["properties"]["Title"]["maxLength"] == 255


def test_every_route_is_in_the_reference_that_people_read(document):
    text = (ROOT / "docs" / "api.md").read_text()
    missing = [path for path in document["paths"] if path not in text]
    assert not missing, missing


def test_query_parameters_have_the_types_that_are_parsed(document):
    def parameter(path: str, name: str) -> dict:
        found = next(p for p in document["paths"][path]["get"]["parameters"] if p.get("name") == name)
        return found["schema"]

    summary = "/api/issue-tracker-tickets/summary"
    assert parameter(summary, "weeks") == {"type": "integer", "minimum": 1, "maximum": 104}
    assert parameter(summary, "limit") == {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
    offset = {"type": "integer", "minimum": -840, "maximum": 840, "default": 0}
    assert parameter(summary, "utc_offset") == offset
    size = {"type": "integer", "minimum": 1, "maximum": 500, "default": 20}
    assert parameter("/api/people", "page_size") == size
    by = parameter(summary, "by")
    assert by["type"] == "array" and {"Status", "Priority"} <= set(by["items"]["enum"])


def test_no_enumeration_names_a_value_twice(document):
    def walk(value, path):
        if isinstance(value, dict):
            if isinstance(values := value.get("enum"), list):
                assert len({json.dumps(each) for each in values}) == len(values), path
            for name, each in value.items():
                walk(each, f"{path}/{name}")
        elif isinstance(value, list):
            for each in value:
                walk(each, path)

    walk(document, "")


def test_every_read_of_an_entity_or_a_list_is_declared_with_its_tag(document):
    for path, item in document["paths"].items():
        answer = item.get("get", {}).get("responses", {}).get("200", {})
        schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
        if schema.get("$ref", "/Message").split("/")[-1] != "Message":
            assert "ETag" in answer["headers"] and "304" in item["get"]["responses"], path


@pytest.mark.last
def test_every_route_and_status_that_the_tests_met_is_declared(document):
    undeclared = set()
    for met in record.answers:
        item, operation = operation_of(document, met)
        is_of_the_page = item is None and not met.path.startswith("/api/")
        if is_of_the_page or met.method == "OPTIONS":
            continue
        if item is None:
            declared = met.status in {404, 405} | BEFORE_ROUTES
        elif operation is None:
            declared = met.status == 405
        else:
            declared = str(met.status) in operation["responses"] or met.status in BEFORE_ROUTES - {400, 503}
        if not declared:
            undeclared.add(str(met))
    assert not undeclared, "\n" + "\n".join(sorted(undeclared)[:60])


@pytest.mark.last
def test_every_answer_that_the_tests_met_fits_its_declared_schema(document):
    registry = jsonschema.RefResolver.from_schema(document)
    wrong = set()
    for met in record.answers:
        _, operation = operation_of(document, met)
        if (
            operation is None
            or met.content_type != "application/json"
            or met.method == "HEAD"
            or not met.body
        ):
            continue
        response = operation["responses"].get(str(met.status))
        while response and "$ref" in response:
            response = registry.resolve(response["$ref"])[1]
        if not response:
            continue
        schema = response["content"]["application/json"]["schema"]
        validator = jsonschema.Draft202012Validator(schema, resolver=registry)
        for error in validator.iter_errors(json.loads(met.body)):
            where = f"{operation['operationId']} {met.status}: {error.json_path}"
            wrong.add(f"{where}: {error.message[:200]}")
    assert not wrong, "\n" + "\n".join(sorted(wrong)[:40])


@pytest.mark.last
def test_no_answer_was_a_failure_of_the_server():
    assert len(record.answers) > 0
    assert [str(met) for met in record.answers if met.status >= 500 and met.status not in (501, 505)] == []
