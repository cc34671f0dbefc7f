"""The server over TLS, as browsers and scripts meet it, and as an operator changes its certificate."""

import json
import os
import re
import signal
import socket
import ssl
import time

import pytest

import limits
from certificate import make_certificate
from client import TICKETS, Client
from program import command
from wire import Wire

pytestmark = pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")


@pytest.fixture
def certificate(tmp_path):
    return make_certificate(tmp_path, "first")


def client_of(server) -> Client:
    client = Client(server.url)
    client.verify = server.verify
    return client


def trusting(server, **versions) -> ssl.SSLContext:
    """A client's side that trusts the server's certificate and speaks the versions that are given."""
    context = ssl.create_default_context(cafile=server.verify)
    for name, version in versions.items():
        setattr(context, name, version)
    if versions:
        context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context


def connect(server, context: ssl.SSLContext) -> ssl.SSLSocket:
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=limits.ANSWER_S)
    return context.wrap_socket(plain, server_hostname="localhost")


def shown_certificate(server) -> bytes:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with connect(server, context) as wire:
        return wire.getpeercert(binary_form=True)


def bytes_of(certificate) -> bytes:
    return ssl.PEM_cert_to_DER_cert(certificate.certificate.read_text())


def ask(wire: ssl.SSLSocket) -> bytes:
    wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return wire.recv(65536)


def logged(server, message: str) -> dict:
    """The first line of the log with that message; waits for it."""
    give_up = time.monotonic() + limits.ANSWER_S
    while time.monotonic() < give_up:
        for line in server.log().splitlines():
            if line.startswith("{") and json.loads(line)["message"] == message:
                return json.loads(line)
        time.sleep(0.02)
    raise AssertionError(f"the log has no {message!r}:\n{server.log()}")


def test_a_verified_client_signs_in_and_works_with_secure_cookies(serve, certificate):
    server = serve("--demo", certificate=certificate)
    client = client_of(server).login("jane.doe@acme.com")
    assert all(cookie.secure for cookie in client.cookies) and len(client.cookies) == 5
    ticket = client.post(TICKETS, json={"Title": "Over TLS", "Priority": "Low"})
    assert ticket.status_code == 201
    assert client.get(f"{TICKETS}/{ticket.json()['id']}").json() == ticket.json()
    assert f"is at {server.url}" in server.log()


def test_browsers_are_told_to_insist_on_https_only_over_https(serve, certificate, tmp_path):
    year = f"max-age={365 * 86400}"
    server = serve(certificate=certificate)
    for path in ("/healthz", "/", "/api/profile", "/nothing/here.txt"):
        assert client_of(server).get(path).headers["Strict-Transport-Security"] == year, path
    off = serve("--tls-hsts", "0s", certificate=certificate)
    plain = serve()
    for other in (off, plain):
        assert "Strict-Transport-Security" not in client_of(other).get("/healthz").headers


def test_a_client_that_does_not_know_the_certificate_gets_nothing(serve, certificate, tmp_path):
    server = serve(certificate=certificate)
    stranger = ssl.create_default_context(cafile=make_certificate(tmp_path, "another").certificate)
    with pytest.raises(ssl.SSLCertVerificationError):
        connect(server, stranger)


@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_versions_are_refused(serve, certificate, version):
    server = serve(certificate=certificate)
    old = getattr(ssl.TLSVersion, version)
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        connect(server, trusting(server, minimum_version=old, maximum_version=old))


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_present_versions_are_spoken_with_keys_of_the_connections_own(serve, certificate, version):
    server = serve(certificate=certificate)
    wanted = getattr(ssl.TLSVersion, version)
    with connect(server, trusting(server, minimum_version=wanted, maximum_version=wanted)) as wire:
        assert ask(wire).startswith(b"HTTP/1.1 200 ")
        name, _, bits = wire.cipher()
        assert bits >= 128 and ("GCM" in name or "CHACHA20" in name)
        assert name.startswith(("TLS_", "ECDHE-"))
        assert wire.compression() is None


@pytest.mark.parametrize("cipher", ["AES128-SHA", "ECDHE-ECDSA-AES128-SHA", "AES128-GCM-SHA256"])
def test_old_ciphers_are_refused(serve, certificate, cipher):
    server = serve(certificate=certificate)
    context = trusting(server, maximum_version=ssl.TLSVersion.TLSv1_2)
    context.set_ciphers(f"{cipher}@SECLEVEL=0")
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        connect(server, context)


def test_a_request_in_the_clear_is_not_answered(serve, certificate):
    server = serve(certificate=certificate)
    with Wire(server.port) as wire:
        wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert not wire.input.read(64).startswith(b"HTTP/")


def test_a_slow_handshake_is_cut_off_and_a_slow_request_is_told(serve, certificate):
    server = serve("--timeouts-head", "1s", certificate=certificate)
    began = time.monotonic()
    with Wire(server.port) as silent:
        assert silent.is_closed()
    assert 0.9 < time.monotonic() - began < 5 * limits.SCALE
    with connect(server, trusting(server)) as wire:
        wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: ")
        assert wire.recv(65536).startswith(b"HTTP/1.1 408 ")


def replace(certificate, by) -> None:
    """As a deploy hook does it: each file in one step."""
    os.replace(by.certificate, certificate.certificate)
    os.replace(by.key, certificate.key)


def test_a_hangup_swaps_the_certificate_while_connections_live(serve, certificate, tmp_path):
    server = serve(certificate=certificate)
    first, second = bytes_of(certificate), make_certificate(tmp_path, "second")
    expected = bytes_of(second)
    with connect(server, trusting(server)) as living:
        assert ask(living).startswith(b"HTTP/1.1 200 ")
        assert shown_certificate(server) == first
        replace(certificate, second)
        server.process.send_signal(signal.SIGHUP)
        give_up = time.monotonic() + limits.ANSWER_S
        while shown_certificate(server) == first and time.monotonic() < give_up:
            time.sleep(0.02)
        assert shown_certificate(server) == expected
        assert ask(living).startswith(b"HTTP/1.1 200 ")
    assert client_of(server).get("/healthz").status_code == 200


def test_a_bad_new_pair_is_logged_and_the_old_one_stays(serve, certificate, tmp_path):
    server = serve(certificate=certificate)
    first, second = bytes_of(certificate), make_certificate(tmp_path, "second")
    os.replace(second.key, certificate.key)
    server.process.send_signal(signal.SIGHUP)
    line = logged(server, "reloading failed; the certificate stays")
    assert line["level"] == "error"
    assert "the key does not belong to the certificate" in line["problem"]
    assert shown_certificate(server) == first
    certificate.key.unlink()
    server.process.send_signal(signal.SIGHUP)
    server.process.send_signal(signal.SIGHUP)
    assert shown_certificate(server) == first
    assert client_of(server).get("/healthz").status_code == 200


def test_a_hangup_without_a_certificate_changes_nothing(serve):
    server = serve()
    server.process.send_signal(signal.SIGHUP)
    assert logged(server, "nothing to reload")["level"] == "info"
    assert client_of(server).get("/healthz").status_code == 200


def test_the_end_of_a_certificates_time_is_logged_and_in_time_as_a_warning(serve, certificate, tmp_path):
    line = logged(serve(certificate=certificate), "certificate")
    assert line["level"] == "info" and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["expires"])
    soon = make_certificate(tmp_path, "soon", days=13)
    assert logged(serve(certificate=soon), "the certificate expires soon")["level"] == "warning"


@pytest.mark.parametrize("mode", [0o604, 0o660, 0o644])
def test_a_key_that_others_may_read_is_refused(tmp_path, certificate, mode):
    certificate.key.chmod(mode)
    done = command("serve", "--data", tmp_path / "data", *certificate.arguments(), ok=False)
    assert done.returncode == 1
    assert f"{certificate.key} holds secrets, and others may read it (mode {mode:04o})" in done.stderr


def test_a_key_for_its_owner_and_a_group_is_taken(serve, certificate):
    certificate.key.chmod(0o640)
    assert client_of(serve(certificate=certificate)).get("/healthz").status_code == 200


def test_what_is_wrong_with_the_pair_is_said_before_anything_is_served(tmp_path, certificate):
    other = make_certificate(tmp_path, "other")
    listen = ("--listen", "127.0.0.1:0")
    cases = {
        (certificate.certificate, other.key): "the key does not belong to the certificate",
        (certificate.key, certificate.key): "there is no certificate in PEM form",
        (certificate.certificate, tmp_path / "none"): "is not there",
        (tmp_path / "none", certificate.key): "cannot be read",
    }
    for (shown, key), complaint in cases.items():
        pair = ("--tls-certificate", shown, "--tls-key", key)
        done = command("serve", "--data", tmp_path / "data", *listen, *pair, ok=False)
        assert done.returncode == 1 and complaint in done.stderr, done.stderr
    half = command("serve", "--data", tmp_path / "data", "--tls-key", certificate.key, ok=False)
    assert half.returncode == 2 and "belong together" in half.stderr


def test_no_key_is_ever_logged(serve, certificate):
    server = serve("--log-level", "debug", "--log-requests", "all", certificate=certificate)
    client_of(server).get("/healthz")
    server.process.send_signal(signal.SIGHUP)
    logged(server, "certificate")
    secret = "".join(certificate.key.read_text().splitlines()[1:-1])
    assert secret[:40] not in server.log() and "PRIVATE KEY" not in server.log()
