"""What the sources promise to people outside: documented error codes, migrations that are never edited."""

import hashlib
import re

from tree import ROOT, report

MIGRATIONS = ROOT / "src" / "store" / "migrations"
SEALS = MIGRATIONS / "SHA256SUMS"


def error_rows() -> list[tuple[str, str]]:
    """Name and status of each row of the error table."""
    table = (ROOT / "src" / "base" / "error.cpp").read_text()
    return re.findall(r'\{\s*(?:ErrorCode::)?\w+,\s*"([A-Za-z0-9]+\.[A-Za-z0-9]+)",\s*(\d+)', table)


def error_codes() -> list[str]:
    codes = [name for name, _ in error_rows()]
    assert len(codes) > 40
    return codes


def test_every_error_code_is_documented():
    text = (ROOT / "docs" / "errors.md").read_text()
    found = [code for code in error_codes() if f"`{code}`" not in text]
    assert not found, report(found)


def test_every_documented_error_code_exists():
    text = (ROOT / "docs" / "errors.md").read_text()
    codes = set(error_codes()) | set(
        re.findall(r'"(Field\.\w+)"', (ROOT / "src" / "base" / "error.h").read_text())
    )
    found = sorted(set(re.findall(r"`([A-Z0-9][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*)`", text)) - codes)
    assert not found, report(found)


def test_error_codes_are_unique_and_of_one_form():
    codes = error_codes()
    assert len(error_rows()) == len(set(error_rows()))
    assert all(re.fullmatch(r"[A-Z0-9][A-Za-z0-9]*\.[A-Z][A-Za-z0-9]*", code) for code in codes)


def sealed() -> dict[str, str]:
    """Name → digest of the migrations that have been released: `sha256sum` wrote the file."""
    lines = SEALS.read_text().splitlines() if SEALS.exists() else []
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_a_released_migration_is_never_edited_or_removed():
    found = []
    for name, digest in sealed().items():
        file = MIGRATIONS / name
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            found.append(f"{name}: a database has been made with it; write a new migration instead")
    assert not found, report(found)


def test_migrations_are_numbered_without_gaps():
    names = sorted(path.name for path in MIGRATIONS.glob("*.sql"))
    assert names
    assert [int(name.split("_")[0]) for name in names] == list(range(1, len(names) + 1)), names
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.sql", name) for name in names)


def test_every_migration_is_sealed():
    found = [path.name for path in MIGRATIONS.glob("*.sql") if path.name not in sealed()]
    assert not found, report([f"{name}: run tools/seal-migrations" for name in sorted(found)])
