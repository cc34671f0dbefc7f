"""A fault of tests/faults/: what goes wrong, which suite must notice it, and the patch that puts it in."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from checks.part import ROOT

FOLDER = ROOT / "tests" / "faults"

# The kinds of suites, each with what it takes: `Suite: gtest store_test Users.*`.
WORDS = {"gtest": (2, 2), "pytest": (1, 1), "vitest": (1, 1), "browser": (1, 1)}


class BadPatch(Exception):
    """What is wrong with a file of tests/faults/."""


@dataclass(frozen=True)
class Suite:
    """What must notice a fault: its kind and the words after it."""

    kind: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.kind, *self.words))


@dataclass(frozen=True)
class FaultPatch:
    """One file of tests/faults/, read."""

    path: Path
    fault: str
    suite: Suite
    diff: str

    @property
    def name(self) -> str:
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    @property
    def files(self) -> list[str]:
        """The files that it changes, from the root of the repository."""
        return re.findall(r"^\+\+\+ b/(\S+)", self.diff, re.MULTILINE)


def patch_files() -> list[Path]:
    return sorted(FOLDER.rglob("*.patch"))


def read_patch(path: Path) -> FaultPatch:
    """Reads a file of tests/faults/; raises BadPatch."""
    head, _, diff = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if set(fields) != {"Fault", "Suite"} or len(head.splitlines()) != 2:
        raise BadPatch("begins with the lines `Fault:` and `Suite:` and then an empty line")
    kind, *words = fields["Suite"].split()
    least, most = WORDS.get(kind, (0, -1))
    if not least <= len(words) <= most:
        raise BadPatch(f"`Suite: {fields['Suite']}` is none of gtest, pytest, vitest, browser with its words")
    patch = FaultPatch(path, fields["Fault"], Suite(kind, tuple(words)), diff)
    if not patch.files:
        raise BadPatch("changes no file")
    outside = [file for file in patch.files if not file.startswith(("src/", "web/src/"))]
    if outside:
        raise BadPatch(f"changes {', '.join(outside)}, which is neither program nor page")
    return patch


def fits(patch: FaultPatch, tree: Path) -> bool:
    """Whether each piece of it finds its lines in the tree: what Git asks too, without a process for each."""
    for part in re.split(r"^--- .*\n\+\+\+ b/", patch.diff, flags=re.MULTILINE)[1:]:
        name, *pieces = re.split(r"^@@ .*\n|\n@@ .*\n", part, flags=re.MULTILINE)
        file = tree / name.split()[0]
        text = f"\n{file.read_text(encoding='utf-8')}" if file.is_file() else ""
        for piece in pieces:
            lines = [line[1:] for line in piece.splitlines() if not line.startswith(("+", "\\"))]
            if "\n".join(["", *lines, ""]) not in text:
                return False
    return True


def apply(patch: FaultPatch, tree: Path) -> str:
    """Applies it to a tree; what Git says where it does not apply, else nothing. Leaves no half of it."""
    # In a folder of a checkout Git would look for the files from that checkout's root.
    environment = {"GIT_CEILING_DIRECTORIES": str(tree.parent), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    done = subprocess.run(
        ["git", "apply", "--whitespace=nowarn"],
        cwd=tree,
        env=environment,
        input=patch.diff,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr.strip() or "git apply failed"
