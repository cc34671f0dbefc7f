"""Data directories without a server, and what is in them."""

import sqlite3

from client import Client, first_superuser
from program import Server, command


def stopped_data(directory):
    """Makes a data directory with a ticket, "Before", and a user; nobody serves it."""
    server = Server(directory)
    first_superuser(server).new_ticket(Title="Before")
    server.stop()
    return server.data


def sign_in(server) -> Client:
    return Client(server.url).login("admin", "a new password")


def total(server) -> int:
    return sign_in(server).list().json()["extra"]["total"]


def start_fails(data, *arguments) -> str:
    """What `serve` says that does not start."""
    done = command("serve", "--listen", "127.0.0.1:0", "--data", data, *arguments, ok=False)
    assert done.returncode == 1, done.stdout
    return done.stderr


def contents(data) -> dict:
    return {path.name: path.read_bytes() for path in data.iterdir() if path.is_file()}


def kill_with_a_log(data) -> None:
    """Leaves a data directory as a killed server does: changes lie in the log alone."""
    server = Server(data)
    sign_in(server).new_ticket(Title="In the log alone")
    server.kill()
    assert (data / "expediter.db-wal").stat().st_size > 0


def titles(data) -> list:
    database = sqlite3.connect(f"file:{data / 'expediter.db'}?immutable=1", uri=True)
    found = [title for (title,) in database.execute("SELECT title FROM tickets ORDER BY id")]
    database.close()
    return found
