"""Line coverage of src/ by the tests that ran in build/coverage."""

import subprocess

from checks.part import ROOT, Counts, run

LINES_AT_LEAST = 90


def forget() -> None:
    """Removes the counts of earlier runs."""
    for file in (ROOT / "build" / "coverage").rglob("*.gcda"):
        file.unlink()


def report() -> Counts:
    """Prints the coverage of each file of src/ and of all; fails below the limit."""
    build = ROOT / "build" / "coverage"
    command = [
        "gcovr",
        "--root",
        ".",
        "--filter",
        "src/",
        "--object-directory",
        build,
        "--exclude-throw-branches",
        "--exclude-unreachable-branches",
        "--fail-under-line",
        str(LINES_AT_LEAST),
        "--print-summary",
        "--txt",
        build / "coverage.txt",
        "--json-summary",
        build / "coverage.json",
        build,
    ]
    status = run(command, stderr=subprocess.DEVNULL)
    print(
        (build / "coverage.txt").read_text()
        if (build / "coverage.txt").is_file()
        else "no coverage was found"
    )
    return Counts(1, 0) if status == 0 else Counts(0, 1, f"less than {LINES_AT_LEAST} % of the lines of src/")
