"""What the API answered while the tests ran: the OpenAPI tests compare it with what is declared."""

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


def note(response: requests.Response) -> None:
    """Called by the clients for every answer."""
    path = response.request.path_url.split("?")[0]
    content_type = response.headers.get("Content-Type", "").split(";")[0]
    answers.append(Met(response.request.method, path, response.status_code, content_type, response.content))
