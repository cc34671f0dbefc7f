"""Expediter with a store of made-up tickets."""

import contextlib
import re
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from process import free_port, running, wait_for
from session import Client, Session, can_connect, first_sign_in

LOAD_SECONDS = 600


@dataclass
class Store:
    """A data directory and the session that its server knows."""

    directory: Path
    tickets: int
    load_seconds: float
    session: Session | None = None

    def database(self) -> sqlite3.Connection:
        """The database itself, read only: the independent witness of what the server answers."""
        return sqlite3.connect(f"file:{self.directory}/expediter.db?mode=ro", uri=True)

    def mib(self) -> float:
        return sum(path.stat().st_size for path in self.directory.glob("expediter.db*")) / 2**20


@dataclass
class Expediter:
    child: subprocess.Popen
    port: int
    store: Store
    first_answer_ms: float
    client: Client


def load_store(program: Path, directory: Path, tickets: int) -> Store:
    started = time.monotonic()
    subprocess.run(
        [program, "load", "--data", directory, "--tickets", str(tickets)],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=LOAD_SECONDS,
    )
    return Store(directory, tickets, time.monotonic() - started)


def first_answer(port: int, session: Session | None) -> bool:
    """Whether the server answers; where a session is known, with a ticket."""
    try:
        if session is None:
            return can_connect(port)
        return b'"TKT-001"' in Client(port, session).get("/api/issue-tracker-tickets/TKT-001")
    except OSError:
        return False


@contextlib.contextmanager
def serving(program: Path, store: Store, *options: str):
    """The server, up and signed in to."""
    port = free_port()
    log = store.directory / "serve.log"
    argv = [
        str(program),
        "serve",
        "--data",
        str(store.directory),
        "--listen",
        f"127.0.0.1:{port}",
        *options,
    ]
    started = time.monotonic()
    with running(argv, log) as child:
        wait_for("expediter", lambda: first_answer(port, store.session), child, log)
        took = (time.monotonic() - started) * 1000
        if store.session is None:
            wait_for("expediter", lambda: "Expediter is at" in log.read_text(), child, log)
            store.session = first_sign_in(port, log)
        client = Client(port, store.session)
        yield Expediter(child, port, store, took, client)
        # On a connection of its own: the client's may have been idle for longer than the server keeps it.
        last = Client(port, store.session)
        print(f"longest time a request held a loop: {longest_hold(last)}", flush=True)


def longest_hold(client: Client) -> str:
    """Since the server started; of a program that does not measure it, that."""
    text = client.get("/metrics").decode()
    longest = re.search(r"^expediter_loop_held_seconds_max (\S+)$", text, re.MULTILINE)
    past = re.search(r"^expediter_loop_held_long_total (\S+)$", text, re.MULTILINE)
    if not longest or not past:
        return "not measured by this program"
    return f"{float(longest[1]) * 1000:.2f} ms; {int(float(past[1]))} past 5 ms"
