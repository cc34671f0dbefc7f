"""The page's files, which the program carries."""

import re

import pytest

from client import Client


@pytest.fixture
def browser(demo):
    """A client that asks for what browsers ask for."""
    client = Client(demo.url)
    client.headers["Accept"] = "text/html,*/*"
    return client


@pytest.fixture
def script(browser):
    """The address of a script that the page loads."""
    return re.search(r'src="(/assets/[^"]+\.js)"', browser.get("/").text)[1]


def test_the_page_is_served_at_the_root(browser):
    response = browser.get("/")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<div id="root"' in response.text


@pytest.mark.parametrize("path", ["/tickets/TKT-001", "/board", "/docs", "/index.html"])
def test_an_address_of_the_pages_own_gets_the_page(browser, path):
    assert browser.get(path).content == browser.get("/").content


@pytest.mark.parametrize(
    "path", ["/assets/nothing.js", "/nothing.png", "/../etc/passwd.txt", "/assets/../../x.css"]
)
def test_a_file_that_is_not_there_is_404(browser, path):
    response = browser.get_exactly(path)
    assert response.status_code == 404
    assert "root:" not in response.text


def test_an_unknown_address_of_the_api_is_no_page(browser):
    response = browser.get("/api/nothing")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"


def test_a_file_with_a_digest_in_its_name_is_kept_for_ever_and_the_page_is_not(browser, script):
    response = browser.get(script)
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in response.headers["Cache-Control"]
    assert "immutable" not in browser.get("/").headers["Cache-Control"]


def test_a_file_is_sent_once(browser, script):
    for path in ("/", script):
        first = browser.get(path)
        again = browser.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304 and again.content == b""


@pytest.mark.parametrize("encoding", ["gzip", "br", "gzip, deflate, br"])
def test_a_file_comes_compressed_as_the_client_accepts(browser, script, encoding):
    plain = browser.get(script, headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    packed = browser.get(script, headers={"Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] in encoding
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    if packed.headers["Content-Encoding"] == "gzip":
        assert packed.content == plain.content


def test_the_page_runs_no_script_but_its_own(browser):
    policy = browser.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    scripts = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert scripts.split() == ["script-src", "'self'"]
    assert "frame-ancestors 'none'" in policy


def test_head_of_the_page_has_no_body(browser):
    response = browser.head("/")
    assert response.status_code == 200 and response.content == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_the_page_cannot_be_written(browser, method):
    assert browser.request(method, "/index.html").status_code in (404, 405)
