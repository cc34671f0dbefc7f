"""What files are called, how headers begin, and what must not stand in the tree."""

import re

from tree import cpp_files, files, lines_of, name_of, report

BANNED_NAMES = re.compile(r"^(utils?|helpers?|common|managers?|misc)$")
BANNED_TYPES = re.compile(
    r"\b(?:class|struct|enum class|interface)\s+(\w*(?:Utils?|Helpers?|Common|Manager|Misc))\b"
)
# Written in two halves, so that this file passes its own test.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
# Absolute paths of somebody's machine, and the hosts packages came from.
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp)/\w" r"|registry\.npmjs\.org|deb\.debian\.org")


def matches(pattern, paths):
    return [
        f"{name_of(path)}:{number}: {line.strip()[:90]}"
        for path in paths
        for number, line in enumerate(lines_of(path), 1)
        if pattern.search(line)
    ]


def test_no_file_has_a_name_that_says_nothing():
    found = [
        name_of(path)
        for path in files()
        if any(
            BANNED_NAMES.match(word)
            for part in name_of(path).lower().split("/")
            for word in re.split(r"[._-]", part)
        )
    ]
    assert not found, report(found)


def test_no_type_has_a_name_that_says_nothing():
    found = matches(
        BANNED_TYPES, [path for path in files() if path.suffix in (".cpp", ".h", ".ts", ".tsx", ".py")]
    )
    assert not found, report(found)


def test_nothing_is_left_for_later():
    found = matches(UNFINISHED, files())
    assert not found, report(found)


def test_nothing_speaks_of_the_machine_it_was_written_on():
    found = matches(MACHINE, files())
    assert not found, report(found)


def test_a_lockfile_names_no_registry_host():
    from tree import ROOT

    found = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("package-lock.json")
        if "node_modules" not in path.parts and '"resolved": "http' in path.read_text()
    ]
    assert not found, report(found)


def test_a_header_begins_with_a_sentence_on_what_it_is():
    found = []
    for path in cpp_files("src/"):
        if path.suffix != ".h":
            continue
        lines = [line for line in lines_of(path) if line.strip() and line.strip() != "#pragma once"]
        comment = []
        for line in lines:
            if not line.startswith("//"):
                break
            comment.append(line.lstrip("/ ").strip())
        text = " ".join(comment)
        if not re.match(r"[A-Z`].*[.:]", text):
            found.append(f"{name_of(path)}: {text[:60]!r}")
    assert not found, report(found)


def test_a_header_is_guarded_by_pragma_once():
    found = [
        name_of(path)
        for path in cpp_files("")
        if path.suffix == ".h" and "#pragma once" not in lines_of(path)[:12]
    ]
    assert not found, report(found)


def test_text_files_end_with_one_newline_and_have_no_trailing_blanks():
    found = []
    for path in files():
        text = path.read_text(encoding="utf-8")
        if text and (not text.endswith("\n") or text.endswith("\n\n")):
            found.append(f"{name_of(path)}: end of file")
        found += [
            f"{name_of(path)}:{number}: trailing blanks"
            for number, line in enumerate(text.split("\n"), 1)
            if line != line.rstrip() and path.suffix not in (".md", ".patch")
        ]
    assert not found, report(found)
