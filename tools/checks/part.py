"""A part of ./test: its name, how it is run, and the counts that come of it."""

import json
import re
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Counts:
    """What a part found. A run that broke before it could count is one failure."""

    passed: int = 0
    failed: int = 0
    note: str = ""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            "; ".join(filter(None, (self.note, other.note))),
        )


@dataclass(frozen=True)
class Part:
    """One part, by the name under which it is reported."""

    name: str
    run: Callable[[], Counts]


def run(command: list, **options) -> int:
    """Runs a command from the root of the repository with its output shown; returns its exit status."""
    return subprocess.run(
        [str(word) for word in command], cwd=options.pop("cwd", ROOT), check=False, **options
    ).returncode


def settle(status: int, counts: Counts) -> Counts:
    """Trusts the exit status over the counts: what ended badly without a counted failure is one failure."""
    if status != 0 and counts.failed == 0:
        return Counts(counts.passed, 1, f"ended with status {status}")
    return counts


def counts_of_junit(file: Path, show_failures: bool = False) -> Counts:
    """Counts the cases of a JUnit report. A skipped case is a failure: nothing is skipped silently."""
    if not file.is_file():
        return Counts(0, 1, "no report was written")
    passed = failed = skipped = 0
    for case in ElementTree.parse(file).getroot().iter("testcase"):
        kinds = {child.tag for child in case}
        if "skipped" in kinds or case.get("status") in ("disabled", "notrun"):
            skipped += 1
        elif kinds & {"failure", "error"}:
            failed += 1
            if show_failures:
                print(f"-- {case.get('name')}\n{(case.findtext('system-out') or '')[-4000:]}", flush=True)
        else:
            passed += 1
    return Counts(passed, failed + skipped, f"{skipped} skipped" if skipped else "")


def print_figures(file: Path) -> None:
    """Shows what tests found out by measuring, which the runner keeps to itself where they pass."""
    if file.is_file():
        for output in ElementTree.parse(file).getroot().iter("system-out"):
            for line in re.findall(r"^figures: .*$", output.text or "", re.MULTILINE):
                print(line, flush=True)


def counts_of_vitest(file: Path) -> Counts:
    """Counts the cases of Vitest's JSON report, with the same rule for skipped ones."""
    if not file.is_file():
        return Counts(0, 1, "no report was written")
    report = json.loads(file.read_text())
    skipped = report.get("numPendingTests", 0) + report.get("numTodoTests", 0)
    return Counts(
        report["numPassedTests"], report["numFailedTests"] + skipped, f"{skipped} skipped" if skipped else ""
    )


def counts_of_playwright(file: Path) -> Counts:
    """Counts the cases of Playwright's JSON report, with the same rule for skipped ones."""
    if not file.is_file():
        return Counts(0, 1, "no report was written")
    stats = json.loads(file.read_text())["stats"]
    skipped = stats["skipped"]
    return Counts(
        stats["expected"],
        stats["unexpected"] + stats["flaky"] + skipped,
        f"{skipped} skipped" if skipped else "",
    )


def run_all(parts: list[Part]) -> bool:
    """Runs the parts in turn, whatever fails; prints a line for each and the total. True when all passed."""
    lines = []
    total = Counts()
    for part in parts:
        print(f"\n== {part.name}", flush=True)
        began = time.monotonic()
        counts = part.run()
        took = time.monotonic() - began
        note = f" ({counts.note})" if counts.note else ""
        verdict = "ok    " if counts.failed == 0 else "FAILED"
        lines.append(
            f"{verdict} {part.name}: {counts.passed} passed, {counts.failed} failed in {took:.1f} s{note}"
        )
        print(lines[-1], flush=True)
        total += counts
    print("\n" + "\n".join(lines))
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return total.failed == 0
