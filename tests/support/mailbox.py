"""Mail that the server has sent: from its spool directory, or to a mail server of the tests' own."""

import base64
import email
import email.policy
import re
import socketserver
import ssl
import threading
import time
from email.message import EmailMessage
from pathlib import Path

import limits


def parse(raw: bytes) -> EmailMessage:
    return email.message_from_bytes(raw, policy=email.policy.default)


def text_of(mail: EmailMessage) -> str:
    return mail.get_content()


def token_in(mail: EmailMessage) -> str:
    """The token of the link in a mail."""
    return re.search(r"/reset-password#token=([\w-]{40,})", text_of(mail))[1]


def wait_until(find, what: str):
    """What `find` returns once it is something."""
    give_up = time.monotonic() + limits.ANSWER_S
    while time.monotonic() < give_up:
        if found := find():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come in {limits.ANSWER_S} s")


class Spool:
    """The mail that a server without a mail server wrote into its data directory."""

    def __init__(self, directory: Path):
        self.directory = directory

    def to(self, address: str) -> list[EmailMessage]:
        """All mail to the address, oldest first."""
        files = sorted(self.directory.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [mail for mail in map(parse, (path.read_bytes() for path in files)) if mail["To"] == address]

    def wait_for(self, address: str, count: int = 1) -> EmailMessage:
        """The newest mail to the address, once there are so many."""
        return wait_until(
            lambda: mails[-1] if len(mails := self.to(address)) >= count else None,
            f"mail {count} to {address}",
        )


class MailServer:
    """An SMTP server on a free port. `refusals`: answers to the first messages, instead of taking them."""

    def __init__(self, certificate: Path | None = None, refusals: list[str] | None = None):
        self.mails: list[EmailMessage] = []
        self.senders: list[tuple[str, str]] = []
        self.logins: list[str] = []
        self.plain_logins = 0
        self.refusals = list(refusals or [])
        self.tls = None
        if certificate:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(certificate)
        handler = type("Handler", (Conversation,), {"owner": self})
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Conversation(socketserver.StreamRequestHandler):
    """One client, from greeting to QUIT: as much of RFC 5321 as a sender needs."""

    owner: MailServer
    encrypted = False

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 tests")
        while line := self.rfile.readline().decode("utf-8", "replace").rstrip("\r\n"):
            verb, _, rest = line.partition(" ")
            answer = getattr(self, verb.lower(), None)
            if verb.upper() == "QUIT":
                return self.say("221 bye")
            answer(rest) if answer else self.say("502 unknown")

    def ehlo(self, _) -> None:
        lines = ["tests", "8BITMIME", "AUTH PLAIN"]
        if self.owner.tls and not self.encrypted:
            lines.insert(1, "STARTTLS")
        for line in lines[:-1]:
            self.say(f"250-{line}")
        self.say(f"250 {lines[-1]}")

    def starttls(self, _) -> None:
        self.say("220 go")
        self.connection = self.owner.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.encrypted = True

    def auth(self, rest: str) -> None:
        kind, _, first = rest.partition(" ")
        if not first:
            self.say("334 ")
            first = self.rfile.readline().decode().strip()
        self.owner.logins.append(f"{kind} {base64.b64decode(first).decode()}")
        self.owner.plain_logins += not self.encrypted
        self.say("235 in")

    def mail(self, rest: str) -> None:
        self.sender = rest
        self.say("250 ok")

    def rcpt(self, rest: str) -> None:
        if self.owner.refusals and self.owner.refusals[0].startswith("5"):
            return self.say(self.owner.refusals.pop(0))
        self.recipient = rest
        self.say("250 ok")

    def data(self, _) -> None:
        self.say("354 go on")
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            raw += line[1:] if line.startswith(b"..") else line
        if self.owner.refusals:
            return self.say(self.owner.refusals.pop(0))
        self.owner.senders.append((self.sender, self.recipient))
        self.owner.mails.append(parse(raw))
        self.say("250 taken")
