"""The documents are true as far as a program can tell: links resolve, every package has its reason."""

import re
from pathlib import Path

from tree import ROOT, files, lines_of, name_of, report

LINK = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def anchors(path: Path) -> set[str]:
    """The anchors that headings make, as code hosts spell them."""
    found = set()
    for line in lines_of(path):
        if heading := re.match(r"#+\s+(.*)", line):
            text = re.sub(r"[`*]", "", heading[1]).strip().lower()
            found.add(re.sub(r"[^\w\- ]", "", text).replace(" ", "-"))
    return found


def test_links_between_documents_resolve():
    found = []
    for path in documents():
        for target in LINK.findall(path.read_text()):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, anchor = target.partition("#")
            other = (path.parent / name).resolve() if name else path
            if not other.exists():
                found.append(f"{name_of(path)}: {target}")
            elif anchor and other.suffix == ".md" and anchor not in anchors(other):
                found.append(f"{name_of(path)}: {target}: no such heading")
    assert not found, report(found)


def packages() -> list[str]:
    names = [
        line.split()[0] for line in lines_of(ROOT / "tools" / "packages.txt") if line and line[0] not in "#["
    ]
    assert len(names) > 10
    return names


def test_every_package_has_its_reason_beside_it():
    found = [
        line
        for line in lines_of(ROOT / "tools" / "packages.txt")
        if line and line[0] not in "#[" and " # " not in line
    ]
    assert not found, report(found)


def test_every_package_is_in_the_list_of_dependencies():
    text = (ROOT / "docs" / "dependencies.md").read_text()
    found = [name for name in packages() if f"`{name}`" not in text]
    assert not found, report(found)


def test_every_npm_package_that_is_asked_for_is_in_the_list_of_dependencies():
    import json

    text = (ROOT / "docs" / "dependencies.md").read_text()
    found = []
    for path in (path for path in files() if path.name == "package.json"):
        package = json.loads(path.read_text())
        for name in {**package.get("dependencies", {}), **package.get("devDependencies", {})}:
            if f"`{name}`" not in text:
                found.append(f"{name_of(path)}: {name}")
    assert not found, report(found)
