"""The repository as the tidy tests see it: the files that are in it or about to be."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CODE = (".cpp", ".h", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".sql", ".cmake", ".sh")


@cache
def files() -> tuple[Path, ...]:
    """Every text file of the tree, lockfiles and test corpora aside."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    paths = (ROOT / name for name in sorted(listing.split("\0")) if name)
    return tuple(
        path for path in paths if path.is_file() and not path.is_symlink() and is_written_by_hand(path)
    )


def is_written_by_hand(path: Path) -> bool:
    name = name_of(path)
    if path.name == "package-lock.json" or "/corpus/" in name or "/fixtures/" in name:
        return False
    with path.open("rb") as file:
        return b"\0" not in file.read(4096)


def code_files() -> list[Path]:
    """Files with code, scripts without an ending included."""
    return [
        path for path in files() if path.suffix in CODE or is_script(path) or path.name == "CMakeLists.txt"
    ]


def is_script(path: Path) -> bool:
    return path.suffix == "" and path.read_bytes()[:2] == b"#!"


def cpp_files(folder: str) -> list[Path]:
    return [path for path in files() if path.suffix in (".cpp", ".h") and name_of(path).startswith(folder)]


def name_of(path: Path) -> str:
    """The path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def report(found: list[str]) -> str:
    """A message with one finding a line."""
    return "\n" + "\n".join(found)
