"""Data directories as programs of earlier schema versions left them."""

import sqlite3

from tree import ROOT

FIXTURES = ROOT / "tests" / "upgrade" / "fixtures"


def fixture(version: int):
    return FIXTURES / f"schema-{version:04}.sql"


def make(directory, version: int):
    """A data directory with the database that a program of that version left."""
    directory.mkdir(mode=0o700)
    database = sqlite3.connect(directory / "expediter.db")
    database.executescript(fixture(version).read_text())
    database.close()
    (directory / "expediter.db").chmod(0o600)
    return directory
