"""Clients of the API. `Client` is requests.Session as users' scripts have it, with the address filled in."""

import http.client

import requests

import limits
import record
from program import DEMO_PASSWORD

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
TICKETS = "/api/issue-tracker-tickets"


class Client(requests.Session):
    """Speaks to one server. Under a session it sends the CSRF value along, as the contract asks, unless the
    caller gives an X-XSRF-TOKEN of its own (None: leave it out)."""

    def __init__(self, url: str):
        super().__init__()
        self.url = url
        self.trust_env = False

    def request(self, method, path, **options):
        headers = dict(options.pop("headers", None) or {})
        token = self.cookies.get("csrf_access_token", path="/")
        if method.upper() in UNSAFE and token and "Authorization" not in self.headers:
            headers.setdefault("X-XSRF-TOKEN", token)
        options.setdefault("timeout", limits.ANSWER_S)
        options["allow_redirects"] = False
        response = super().request(method, self.url + path, headers=headers, **options)
        record.note(response)
        return response

    def get_exactly(self, target: str) -> requests.Response:
        """GET with the target as it is; requests and urllib3 would mend its escapes."""
        request = self.prepare_request(requests.Request("GET", self.url))
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=limits.ANSWER_S)
        connection.request("GET", target, headers=dict(request.headers))
        answer = connection.getresponse()
        response = requests.Response()
        response.status_code = answer.status
        response.headers.update(answer.getheaders())
        response._content = answer.read()
        response.request = request
        request.url = self.url + target.split("?")[0]
        connection.close()
        record.note(response)
        return response

    def authenticate(self, username: str, password: str = DEMO_PASSWORD) -> requests.Response:
        return self.post("/api/authenticate", json={"username": username, "password": password})

    def login(self, username: str, password: str = DEMO_PASSWORD) -> "Client":
        response = self.authenticate(username, password)
        assert response.status_code == 200 and response.json() == {"login": True}, response.text
        return self

    def first_signin(self, username: str, one_time: str, new_password: str) -> None:
        """Takes a new account past its first sign-in, without signing in."""
        first = self.authenticate(username, one_time).json()
        assert first["first_signin"] is True, first
        body = {"session_token": first["session_token"], "new_password": new_password}
        done = self.post("/api/first-signin", json=body)
        assert done.status_code == 200, done.text

    def new_ticket(self, **fields) -> dict:
        """Creates a ticket and returns it. Underscores in names stand for spaces: Due_Date="2024-03-20"."""
        wanted = {"Title": "A late shipment", "Priority": "High"} | {
            name.replace("_", " "): value for name, value in fields.items()
        }
        response = self.post(TICKETS, json=wanted)
        assert response.status_code == 201, response.text
        return response.json()

    def ticket(self, ticket_id: str) -> dict:
        response = self.get(f"{TICKETS}/{ticket_id}")
        assert response.status_code == 200, response.text
        return response.json()

    def change(self, ticket_id: str, **fields) -> requests.Response:
        wanted = {name.replace("_", " "): value for name, value in fields.items()}
        return self.put(f"{TICKETS}/{ticket_id}", json=wanted)

    def list(self, **parameters) -> requests.Response:
        return self.get(TICKETS, params=parameters)


def with_token(url: str, token: str) -> Client:
    """A script with an API token: no cookies, no CSRF header."""
    client = Client(url)
    client.headers["Authorization"] = f"Bearer {token}"
    return client


def first_superuser(server) -> Client:
    """The Superuser of a server on an empty directory, past the first sign-in and signed in."""
    name, one_time = server.one_time_password()
    client = Client(server.url)
    client.first_signin(name, one_time, "a new password")
    return client.login(name, "a new password")
