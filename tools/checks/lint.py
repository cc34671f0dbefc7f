"""Static checks of the C++ sources: format and clang-tidy.

A file that passed is not checked again until something changes that its verdict hangs on: the file, what it
includes of ours, the settings."""

import hashlib
import json
import os
import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checks.part import ROOT, Counts, run

CLANG_FORMAT = "clang-format-14"
CLANG_TIDY = "clang-tidy-19"
GCC_ONLY = (
    "-Winvalid-pch",
    "-fprofile-update=atomic",
    "-Wno-restrict",
    "-Wno-maybe-uninitialized",
    "-Wno-tsan",
)
# libstdc++ 12 marks what its own std::stable_sort calls as deprecated. Of our own calls g++ tells.
QUIET_STANDARD_LIBRARY = "--extra-arg=-Wno-deprecated-declarations"
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def cpp_files(*folders: str) -> list[Path]:
    """The C++ files of the given folders that are in the tree or about to be added to it."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / line for line in listing.splitlines() if line.endswith((".cpp", ".h")))
    return sorted(path for path in paths if path.is_file())


def check_format() -> Counts:
    """Counts the files that clang-format would leave as they are, and shows how the others differ."""
    files = cpp_files("src", "tests", "bench")

    def is_clean(file: Path) -> bool:
        return run([CLANG_FORMAT, "--dry-run", "-Werror", file]) == 0

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(is_clean, files))
    return Counts(sum(verdicts), len(verdicts) - sum(verdicts))


class Passed:
    """What passed before: one fingerprint a line in a file of the build folder."""

    def __init__(self, file: Path):
        self.file = file
        self.known = set(file.read_text().split()) if file.is_file() else set()

    def add(self, fingerprint: str) -> None:
        self.known.add(fingerprint)
        with self.file.open("a") as out:
            out.write(fingerprint + "\n")


def included(file: Path, seen: dict) -> None:
    """Adds the text of the file and of everything it includes from src/ or tests/."""
    if file in seen:
        return
    seen[file] = file.read_bytes()
    for name in INCLUDE.findall(seen[file].decode()):
        for folder in (ROOT / "src", ROOT / "tests", file.parent):
            if (folder / name).is_file():
                included(folder / name, seen)
                break


def fingerprint(file: Path, command: str) -> str:
    """Changes with anything that clang-tidy's verdict on the file hangs on."""
    texts = {}
    included(file, texts)
    digest = hashlib.sha256((ROOT / ".clang-tidy").read_bytes() + command.encode())
    for text in texts.values():
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()


def plain_commands(build: Path, database: Path) -> dict[Path, str]:
    """The compile commands without what only g++ understands, written to `database` for clang-tidy."""
    entries = json.loads((build / "compile_commands.json").read_text())
    commands = {}
    for entry in entries:
        words = [word for word in shlex.split(entry["command"]) if not word.endswith("ccache")]
        words = [word for word in words if word not in GCC_ONLY]
        while any(word.endswith("cmake_pch.hxx") for word in words):
            at = next(i for i, word in enumerate(words) if word.endswith("cmake_pch.hxx"))
            del words[at - 1 : at + 1]
        entry["command"] = shlex.join(words)
        commands[Path(entry["file"])] = entry["command"]
    database.mkdir(parents=True, exist_ok=True)
    (database / "compile_commands.json").write_text(json.dumps(entries))
    return commands


def clang_tidy(build: Path) -> Counts:
    """Checks each translation unit of src/, with the headers it includes."""
    database = ROOT / "build" / "clang-tidy"
    commands = plain_commands(build, database)
    passed = Passed(database / "passed")
    files = [file for file in cpp_files("src") if file.suffix == ".cpp" and file in commands]

    def is_clean(file: Path) -> bool:
        mark = fingerprint(file, commands[file])
        if mark in passed.known:
            return True
        result = subprocess.run(
            [CLANG_TIDY, "--quiet", QUIET_STANDARD_LIBRARY, "-p", str(database), str(file)],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        if result.returncode == 0 and "warning:" not in result.stdout:
            passed.add(mark)
            return True
        print(result.stdout + (result.stderr if not result.stdout else ""), flush=True)
        return False

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(is_clean, files))
    return Counts(sum(verdicts), len(verdicts) - sum(verdicts))
