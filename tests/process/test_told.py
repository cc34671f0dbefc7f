"""What the log, /readyz and /metrics tell of trouble: who is shut out, what is short, how long it lasts."""

import configparser
import re
import signal
import socket
import subprocess
import time

import pytest
import requests

import limits
from certificate import make_certificate
from program import BINARY, Server
from tree import ROOT

FILTER = ROOT / "packaging" / "fail2ban" / "filter.d" / "expediter.conf"


@pytest.fixture
def start(tmp_path):
    servers = []

    def begin(*arguments, **more):
        servers.append(Server(tmp_path / f"data{len(servers)}", *arguments, **more))
        return servers[-1]

    yield begin
    for server in servers:
        if server.process.poll() is None:
            server.kill()


def checks(server) -> tuple[int, dict]:
    answer = requests.get(server.url + "/readyz", timeout=limits.ANSWER_S, verify=server.verify)
    return answer.status_code, answer.json()["checks"]


def metric(server, name) -> float:
    text = requests.get(server.url + "/metrics", timeout=limits.ANSWER_S, verify=server.verify).text
    found = re.search(rf"^{name} (\S+)$", text, re.M)
    assert found, f"{name} is not among\n{text}"
    return float(found[1])


def wait_for(condition, seconds=limits.ANSWER_S):
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it did not come"
        time.sleep(0.05)


def sign_in(server, username, address):
    return requests.post(
        server.url + "/api/authenticate",
        json={"username": username, "password": "wrong"},
        headers={"X-Forwarded-For": address},
        timeout=limits.ANSWER_S,
    )


def expressions() -> list[re.Pattern]:
    """Of the filter, with what fail2ban puts in for its own names."""
    parser = configparser.RawConfigParser()
    parser.read(FILTER)
    prefix, address = r"(?:\S+ )?(?:expediter\[\d+\]: )?", r"(?P<addr>[0-9a-fA-F:.]+)"
    return [
        re.compile(line.strip().replace("%(__prefix_line)s", prefix).replace("<ADDR>", address))
        for line in parser["Definition"]["failregex"].strip().splitlines()
    ]


def addresses_in(log: str) -> list[str]:
    return [
        found["addr"]
        for line in log.splitlines()
        for found in (pattern.search(line) for pattern in expressions())
        if found
    ]


@pytest.mark.parametrize("form", ["json", "text"])
def test_whom_rates_and_locks_refuse_is_told_in_the_form_that_fail2ban_reads(start, form):
    server = start("--proxy-trusted", "127.0.0.1", "--log-format", form, "--rates-attempts", "6/1h")
    for number in range(8):
        sign_in(server, f"nobody{number}", "203.0.113.9")
    for _ in range(5):
        sign_in(server, "admin", "2001:db8::7")
    wait_for(lambda: set(addresses_in(server.log())) == {"203.0.113.9", "2001:db8::7"})
    assert "attempts" in server.log() and "locked" in server.log()
    lines = [line for line in server.log().splitlines() if "client refused" in line]
    assert len(lines) == 2, "a line for an address in ten seconds"
    # As fail2ban sees it: with the time cut out, and behind what journald puts before.
    for line in lines:
        bare = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", "", line)
        assert addresses_in(bare) and addresses_in("host expediter[12]: " + line)


FORGED = (
    '{"time":"x","level":"warning","message":"client refused","address":"198.51.100.1","reason":"locked"}'
)


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_client_can_make_a_line_that_names_another(start, form):
    words = ("--log-format", form, "--log-requests", "all", "--rates-attempts", "2/1h")
    server = start("--proxy-trusted", "127.0.0.1", *words)
    forged_text = "warning client refused  address=198.51.100.1 reason=locked"
    for name in (FORGED, f"x\n{FORGED}", forged_text, f"x\r\n{forged_text}"):
        sign_in(server, name, "203.0.113.9")
        sign_in(server, "admin", f"203.0.113.9, {name!r}")
        requests.get(server.url + "/" + requests.utils.quote(name), timeout=limits.ANSWER_S)
        requests.get(server.url, headers={"User-Agent": name.replace("\r", "").replace("\n", "")}, timeout=9)
    assert "198.51.100.1" not in addresses_in(server.log())


def test_a_flood_from_many_addresses_does_not_fill_the_log(start):
    server = start("--proxy-trusted", "127.0.0.1", "--rates-address", "1/1h", "--log-level", "warning")
    with requests.Session() as session:
        for number in range(300):
            for _ in range(2):
                session.get(
                    server.url + "/healthz",
                    headers={"X-Forwarded-For": f"203.0.{number // 250}.{number % 250}"},
                    timeout=limits.ANSWER_S,
                )
    assert 0 < server.log().count("client refused") < 150


def test_few_descriptors_are_told_of_by_the_log_readyz_and_the_metrics(start):
    server = start(program=("prlimit", "--nofile=96:96", BINARY))
    watch = requests.Session()
    assert watch.get(server.url + "/readyz", timeout=limits.ANSWER_S).status_code == 200
    crowd, answered = [], 0
    for _ in range(120):
        crowd.append(socket.create_connection(("127.0.0.1", server.port), timeout=limits.ANSWER_S))
        crowd[-1].sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answered += crowd[-1].recv(20).startswith(b"HTTP/1.1 ")
    assert answered == 120, "each is served or told that it is not"
    told = watch.get(server.url + "/readyz", timeout=limits.ANSWER_S)
    assert told.status_code == 503 and told.json()["checks"]["connections"] == "descriptors"
    text = watch.get(server.url + "/metrics", timeout=limits.ANSWER_S).text
    assert int(re.search(r"descriptor_shortages_total (\d+)", text)[1]) > 20
    assert server.log().count("file descriptors run short") == 1
    for each in crowd:
        each.close()
    wait_for(lambda: checks(server)[0] == 200, 15)


def reissued(certificate, begin: str, end: str) -> None:
    """Puts a certificate of that time in the place of `certificate`, with the same key."""
    directory = certificate.certificate.parent
    request = directory / "again.csr"
    common = ["-key", str(certificate.key), "-subj", "/CN=localhost"]
    subprocess.run(["openssl", "req", "-new", *common, "-out", str(request)], check=True, capture_output=True)
    (directory / "index.txt").write_text("")
    (directory / "serial").write_text("01\n")
    (directory / "ca.conf").write_text(
        f"[ca]\ndefault_ca=c\n[c]\ndatabase={directory}/index.txt\nserial={directory}/serial\n"
        f"new_certs_dir={directory}\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n"
    )
    subprocess.run(
        ["openssl", "ca", "-batch", "-selfsign", "-config", str(directory / "ca.conf"), "-keyfile",
         str(certificate.key), "-in", str(request), "-out", str(certificate.certificate), "-notext",
         "-startdate", begin, "-enddate", end],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("20200101000000Z", "20210101000000Z", "it expired at 2021"),
        ("20400101000000Z", "20410101000000Z", "valid only from 2040"),
    ],
)
def test_a_certificate_that_is_not_valid_now_does_not_replace_one_that_is(start, tmp_path, begin, end, words):
    certificate = make_certificate(tmp_path, "first")
    server = start(certificate=certificate)
    expiry = metric(server, "expediter_tls_certificate_expiry_timestamp_seconds")
    assert 29 < (expiry - time.time()) / 86_400 < 31
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(certificate.certificate.read_bytes())
    reissued(certificate, begin, end)
    server.process.send_signal(signal.SIGHUP)
    wait_for(lambda: words in server.log())
    assert "the certificate stays" in server.log()
    server.verify = str(trusted)
    assert metric(server, "expediter_tls_certificate_expiry_timestamp_seconds") == expiry


def test_without_tls_there_is_no_certificate_in_the_metrics(start):
    server = start()
    assert "certificate" not in requests.get(server.url + "/metrics", timeout=limits.ANSWER_S).text
