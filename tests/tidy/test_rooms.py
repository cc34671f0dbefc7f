"""Which folder of src/ may include which: the layers that keep the program readable from the bottom up."""

import re

from tree import ROOT, cpp_files, lines_of, name_of, report

ROOMS = {
    "base": set(),
    "schema": {"base"},
    "domain": {"base", "schema"},
    "sql": {"base", "schema"},
    "store": {"base", "schema", "domain", "sql"},
    "service": {"base", "schema", "domain", "store"},
    "http": {"base"},
    "net": {"base"},
    "api": {"base", "schema", "domain", "store", "service", "http", "net", "jobs"},
    "jobs": {"base", "schema", "domain", "store", "service", "net"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def includes():
    """Every include of ours in src/: the including file, its room, the line, the included name."""
    for path in cpp_files("src/"):
        parts = name_of(path).split("/")
        room = parts[1] if len(parts) > 2 else "app"
        for number, line in enumerate(lines_of(path), 1):
            if found := INCLUDE.match(line):
                yield path, room, number, found[1]


def test_a_room_includes_only_what_its_line_allows():
    found = []
    for path, room, number, name in includes():
        other = name.split("/")[0]
        if room != "app" and other != room and other not in ROOMS.get(room, set()):
            found.append(f"{name_of(path)}:{number}: {room} must not include {name}")
    assert not found, report(found)


def test_an_include_is_written_from_src_and_exists():
    found = [
        f"{name_of(path)}:{number}: {name}"
        for path, _, number, name in includes()
        if "/" not in name or ".." in name or not (ROOT / "src" / name).is_file()
    ]
    assert not found, report(found)


def test_every_folder_of_src_is_a_known_room():
    rooms = {name_of(path).split("/")[1] for path in cpp_files("src/") if name_of(path).count("/") > 1}
    assert rooms - set(ROOMS) - {"app"} == set()


def test_only_the_store_and_sql_name_the_engine():
    """What is above sql/ must not know which engine runs."""
    found = [
        f"{name_of(path)}:{number}"
        for path in cpp_files("src/")
        if name_of(path).split("/")[1] not in ("sql", "app")
        for number, line in enumerate(lines_of(path), 1)
        if re.search(r"#include <sqlite3|sqlite3_\w+\(", line)
    ]
    assert not found, report(found)
