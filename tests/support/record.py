"""What the API answered while the tests ran: the OpenAPI tests compare it with what is declared."""

import re
from dataclasses import dataclass

import requests


@dataclass(frozen=True)
class Met:
    """One answer: to which request, and what came back."""

    method: str
    path: str
    status: int
    content_type: str
    body: bytes

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status}"


answers: list[Met] = []
secrets: set[str] = set()  # What the clients sent or were given that no log may show.

# Members of bodies that hold a secret, in requests and answers. What has a slash is none: tests of bad input
# send paths in every place.
SECRET_MEMBERS = (
    r'"(?:password|new_password|old_password|Password|Initial Password|Token|session_token|totp_code|secret)"'
    r'\s*:\s*"([^"\\/]{6,})"'
)


def _note_secrets(response: requests.Response) -> None:
    sent = response.request.body or b""
    sent = sent if isinstance(sent, str) else sent.decode(errors="replace")
    for body in (sent, response.content.decode(errors="replace")):
        secrets.update(re.findall(SECRET_MEMBERS, body))
    secrets.update(cookie.value for cookie in response.cookies if len(cookie.value or "") >= 16)
    bearer = response.request.headers.get("Authorization", "")
    if bearer.startswith("Bearer ") and len(bearer) >= 24 and "/" not in bearer:
        secrets.add(bearer.removeprefix("Bearer ").strip())


def note(response: requests.Response) -> None:
    """Called by the clients for every answer."""
    path = response.request.path_url.split("?")[0]
    content_type = response.headers.get("Content-Type", "").split(";")[0]
    _note_secrets(response)
    answers.append(Met(response.request.method, path, response.status_code, content_type, response.content))
