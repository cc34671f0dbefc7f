"""Mail to a server of the operator's: encrypted, signed in, tried again; and what is refused at the start."""

import subprocess

import pytest

from client import Client
from mailbox import MailServer, token_in, wait_until
from program import Server, command

SECRET = "the mail server's password"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that signs itself, with its key."""
    file = tmp_path_factory.mktemp("tls") / "mail.pem"
    key = file.with_suffix(".key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", file],
        check=True, capture_output=True,
    )  # fmt: skip
    file.write_text(file.read_text() + key.read_text())
    return file


@pytest.fixture
def started(tmp_path):
    """Starts mail servers and servers; stops them after the test."""
    owned = []

    def start(mail: MailServer, *more, scheme="smtp") -> Server:
        owned.append(mail)
        password = tmp_path / "password"
        password.write_text(SECRET + "\n")
        password.chmod(0o600)
        owned.insert(
            0,
            Server(
                tmp_path / "data", "--demo", "--mail-server", f"{scheme}://127.0.0.1:{mail.port}",
                "--mail-from", "tickets@acme.com", "--mail-retry", "100ms",
                "--public-url", "https://tickets.acme.com", "--mail-password-file", password, *more,
            ),
        )  # fmt: skip
        return owned[0]

    yield start
    for each in owned:
        each.stop()


def ask(server) -> None:
    body = {"email": "jane.doe@acme.com"}
    assert Client(server.url).post("/api/forgot-password", json=body).status_code == 200


def test_mail_goes_to_the_server_encrypted_and_signed_in(started, certificate):
    mail = MailServer(certificate)
    server = started(mail, "--mail-ca-file", certificate, "--mail-username", "tickets")
    ask(server)
    message = wait_until(lambda: mail.mails and mail.mails[0], "the mail")
    assert message["To"] == "jane.doe@acme.com" and message["From"] == "tickets@acme.com"
    assert "https://tickets.acme.com/reset-password#token=" in message.get_content() and token_in(message)
    sender, recipient = mail.senders[0]
    assert "<tickets@acme.com>" in sender and "<jane.doe@acme.com>" in recipient
    assert mail.logins == [f"PLAIN \0tickets\0{SECRET}"] and mail.plain_logins == 0
    assert not (server.data / "mail").exists()


def test_a_server_without_tls_gets_neither_mail_nor_password(started):
    mail = MailServer()
    server = started(mail, "--mail-username", "tickets")
    ask(server)
    wait_until(lambda: "mail could not be sent" in server.log(), "the warning")
    assert mail.mails == [] and mail.logins == []


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(started, certificate):
    mail = MailServer(certificate)
    server = started(mail, "--mail-username", "tickets")
    ask(server)
    wait_until(lambda: "mail could not be sent" in server.log(), "the warning")
    assert mail.mails == [] and mail.logins == []


def test_a_relay_without_tls_is_used_where_the_operator_says_so(started):
    mail = MailServer()
    ask(started(mail, "--mail-require-tls=false"))
    assert wait_until(lambda: mail.mails, "the mail")[0]["To"] == "jane.doe@acme.com"


def test_mail_is_tried_again_where_the_server_says_later(started):
    mail = MailServer(refusals=["451 later", "452 later"])
    server = started(mail, "--mail-require-tls=false")
    ask(server)
    wait_until(lambda: mail.mails, "the mail")
    assert len(mail.mails) == 1 and server.log().count("mail could not be sent") == 2


def test_mail_is_not_tried_again_where_the_server_says_never(started):
    mail = MailServer(refusals=["550 no such user"])
    server = started(mail, "--mail-require-tls=false")
    ask(server)
    wait_until(lambda: '"will_try_again":false' in server.log(), "the warning")
    ask(server)
    wait_until(lambda: mail.mails, "the next mail")
    assert len(mail.mails) == 1


def test_neither_password_nor_link_nor_address_is_logged(started):
    mail = MailServer(refusals=["451 later"])
    server = started(mail, "--mail-require-tls=false", "--log-level", "debug", "--log-requests", "all")
    ask(server)
    token = token_in(wait_until(lambda: mail.mails, "the mail")[0])
    for secret in (SECRET, token, "jane.doe@acme.com\""):
        assert secret not in server.log()


def test_a_password_file_that_others_may_read_is_refused(tmp_path):
    file = tmp_path / "password"
    file.write_text(SECRET)
    file.chmod(0o644)
    done = command(
        "serve", "--data", tmp_path / "data", "--listen", "127.0.0.1:0",
        "--mail-server", "smtp://127.0.0.1:1", "--mail-password-file", file, ok=False,
    )  # fmt: skip
    assert done.returncode == 1 and str(file) in done.stderr and SECRET not in done.stderr


@pytest.mark.parametrize(
    "address", ["mail.acme.com", "http://mail.acme.com", "smtp://user:pw@mail.acme.com", "smtp://"]
)
def test_what_is_no_mail_server_is_refused(tmp_path, address):
    done = command("serve", "--data", tmp_path / "data", "--mail-server", address, ok=False)
    assert done.returncode == 2 and "mail.server" in done.stderr
