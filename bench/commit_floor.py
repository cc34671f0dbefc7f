"""What the disk gives: one durable SQLite commit per insert, the yardstick of W1."""

import os
import sqlite3
import time
from pathlib import Path

BODY = "x" * 450


def commits_per_second(directory: Path, seconds: float) -> float:
    """Inserts rows as large as a ticket, a commit each, as durable as Expediter's own."""
    file = directory / f"commits-{os.getpid()}.db"
    database = sqlite3.connect(file, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE tickets (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        inserted, started = 0, time.monotonic()
        while (took := time.monotonic() - started) < seconds:
            database.execute("INSERT INTO tickets (body) VALUES (?)", [BODY])
            inserted += 1
        return inserted / took
    finally:
        database.close()
        for path in directory.glob(file.name + "*"):
            path.unlink()
