"""Behind the proxies of docs/operations.md: nobody's edit is refused, and a path of its own works whole."""

import gzip
import json
import re
import subprocess

import pytest
import requests

import limits
from answers import assert_error
from client import TICKETS, Client
from mailbox import Spool, text_of
from program import Server
from proxies import KINDS, Proxy, documented

PLAIN = {"nginx": documented("nginx"), "apache": documented("apache"), "haproxy": documented("haproxy")}
# Long enough for every proxy to pack it.
STORY = "The carrier says that the container was rolled to the next vessel. " * 40


def unpacked(kind: str) -> str:
    """The documented block without what makes the proxy pack answers."""
    lines = PLAIN[kind].splitlines(keepends=True)
    return "".join(line for line in lines if not re.match(r"\s*(gzip|compression|AddOutputFilter)", line))


@pytest.fixture(scope="module")
def server(data_root):
    own = Server(data_root / "front", "--demo", "--proxy-trusted", "127.0.0.1")
    yield own
    own.stop()


@pytest.fixture(scope="module", params=[(kind, packs) for kind in KINDS for packs in (True, False)], ids=str)
def front(request, server, tmp_path_factory):
    kind, packs = request.param
    folder = tmp_path_factory.mktemp(kind) / "run"
    proxy = Proxy(kind, folder, server.port, PLAIN[kind] if packs else unpacked(kind))
    proxy.packs = packs
    yield proxy
    proxy.stop()


@pytest.fixture(scope="module")
def jane(front):
    return Client(front.url).login("jane.doe@acme.com")


def test_who_read_a_ticket_may_change_it(front, jane):
    path = f"{TICKETS}/{jane.new_ticket(Description=STORY)['id']}"
    for method, body in (("PUT", {"Status": "Resolved"}), ("PATCH", {"Status": "Closed"}), ("DELETE", None)):
        read = jane.get(path)
        assert (read.headers.get("Content-Encoding") == "gzip") == front.packs
        written = jane.request(method, path, json=body, headers={"If-Match": read.headers["ETag"]})
        assert written.status_code == 200, written.text


def test_who_read_an_older_version_may_not(jane):
    path = f"{TICKETS}/{jane.new_ticket(Description=STORY)['id']}"
    old = jane.get(path).headers["ETag"]
    assert jane.put(path, json={"Status": "Closed"}).status_code == 200
    assert_error(jane.put(path, json={"Status": "Open"}, headers={"If-Match": old}), 412, "Ticket.Changed")


def test_what_did_not_change_is_not_sent_again(jane):
    path = f"{TICKETS}/{jane.new_ticket(Description=STORY)['id']}"
    for each in (path, TICKETS + "?Status=Open", "/"):
        tag = jane.get(each).headers["ETag"]
        again = jane.get(each, headers={"If-None-Match": tag})
        assert again.status_code == 304, (each, tag)


def test_a_packed_request_is_read(jane):
    body = gzip.compress(json.dumps({"Title": "Packed", "Priority": "Low"}).encode())
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert jane.post(TICKETS, data=body, headers=headers).status_code == 201


def test_over_http2_too(server, tmp_path):
    proxy = Proxy("nginx", tmp_path / "run", server.port, PLAIN["nginx"])
    try:
        url = f"http://127.0.0.1:{proxy.port + 1}"
        jane = Client(server.url).login("jane.doe@acme.com")
        path = f"{TICKETS}/{jane.new_ticket(Description=STORY)['id']}"
        cookie = "; ".join(f"{each.name}={each.value}" for each in jane.cookies if each.path == "/")
        curl = ["curl", "-s", "-i", "--compressed", "--http2-prior-knowledge", "-H", f"Cookie: {cookie}"]
        run = {"capture_output": True, "text": True, "timeout": limits.ANSWER_S, "check": True}
        read = subprocess.run([*curl, url + path], **run).stdout
        assert read.startswith("HTTP/2 200"), read[:200]
        tag = re.search(r"^etag: (.*?)\r?$", read, re.MULTILINE | re.IGNORECASE)[1]
        assert tag.startswith("W/")
        write = [*curl, "-X", "PUT", "-H", f"If-Match: {tag}", "-H", "Content-Type: application/json"]
        write += ["-H", f"X-XSRF-TOKEN: {jane.cookies.get('csrf_access_token', path='/')}"]
        write += ["-d", '{"Status": "Closed"}', url + path]
        written = subprocess.run(write, **run).stdout
        assert written.startswith("HTTP/2 200"), written[:400]
    finally:
        proxy.stop()


BELOW = documented("nginx", "location /expediter/")
STRIPPED = BELOW.replace("proxy_pass http://127.0.0.1:8080;", "proxy_pass http://127.0.0.1:8080/;")


@pytest.fixture(scope="module", params=[BELOW, STRIPPED], ids=["path left on", "path taken off"])
def below(request, tmp_path_factory):
    """A server below /expediter, its address through the proxy, and the proxy in front."""
    folder = tmp_path_factory.mktemp("below")
    flags = ["--demo", "--proxy-trusted", "127.0.0.1", "--sessions-secure-cookies", "off"]
    own = Server(folder / "data", *flags, "--public-url", "https://intranet.example.com/expediter")
    proxy = Proxy("nginx", folder / "run", own.port, request.param)
    own.below = proxy.url + "/expediter"
    yield own
    proxy.stop()
    own.stop()


def signed_in(below) -> requests.Session:
    session = requests.Session()
    body = {"username": "jane.doe@acme.com", "password": "expediter-demo"}
    answer = session.post(below.below + "/api/authenticate", json=body, timeout=limits.ANSWER_S)
    assert answer.status_code == 200, answer.text
    session.headers["X-XSRF-TOKEN"] = session.cookies["csrf_access_token"]
    return session


def test_a_session_lives_below_the_path_alone(below):
    session = signed_in(below)
    paths = {"/expediter", "/expediter/api", "/expediter/api/token-refresh"}
    assert {cookie.path for cookie in session.cookies} == paths
    assert session.get(below.below + "/api/profile", timeout=20).status_code == 200
    headers = {"X-XSRF-TOKEN": session.cookies["csrf_refresh_token"]}
    assert session.post(below.below + "/api/token-refresh", headers=headers, timeout=20).status_code == 200


def test_what_is_made_is_found_where_location_says(below):
    session = signed_in(below)
    made = session.post(below.below + TICKETS, json={"Title": "x", "Priority": "Low"}, timeout=20)
    assert made.status_code == 201 and made.headers["Location"].startswith(f"/expediter{TICKETS}/")
    host = below.below.removesuffix("/expediter")
    assert session.get(host + made.headers["Location"], timeout=20).json() == made.json()


def test_the_page_and_all_it_loads_are_there(below):
    for address in ("", "/", "/tickets", "/tickets/TKT-001"):
        page = requests.get(below.below + address, timeout=20)
        assert page.status_code == 200 and '<div id="root">' in page.text, address
    host = below.below.removesuffix("/expediter")
    named = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(named) >= 4
    for path in named:
        assert path.startswith("/expediter/"), path
        assert requests.get(host + path, timeout=20).status_code == 200, path
    assert '<meta name="base-path" content="/expediter/"' in page.text


def test_the_description_of_the_api_names_the_path(below):
    document = requests.get(below.below + "/api/openapi.json", timeout=20).json()
    assert document["servers"] == [{"url": "/expediter"}]


def test_links_in_mail_lead_below_the_path(below):
    body = {"email": "jane.doe@acme.com"}
    assert requests.post(below.below + "/api/forgot-password", json=body, timeout=20).status_code == 200
    mail = Spool(below.data / "mail").wait_for("jane.doe@acme.com")
    assert "https://intranet.example.com/expediter/reset-password#token=" in text_of(mail)
