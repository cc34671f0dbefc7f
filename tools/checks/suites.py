"""The test suites of the repository as parts: unit tests, Python tests, the page's tests, browser tests."""

import os
from dataclasses import dataclass
from pathlib import Path

from checks.part import (
    ROOT,
    Counts,
    counts_of_junit,
    counts_of_playwright,
    counts_of_vitest,
    print_figures,
    run,
    settle,
)

PYTHON = "/usr/bin/python3"

# A sanitizer that found something must end the program with a status of its own: the tests look at it.
SANITIZERS = {
    "asan": {
        "ASAN_OPTIONS": "detect_leaks=1:exitcode=99:strict_string_checks=1",
        "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1",
    },
    "tsan": {"TSAN_OPTIONS": "exitcode=99:halt_on_error=0:second_deadlock_stack=1:history_size=4"},
}


@dataclass(frozen=True)
class Settings:
    """What ./test was asked for, as far as the suites need it."""

    preset: str = "release"
    pattern: str = ""
    full: bool = False

    @property
    def build(self) -> Path:
        return ROOT / "build" / self.preset

    def environment(self) -> dict:
        """The environment of every suite: which program, how patient, how thorough."""
        slow = self.preset in ("asan", "tsan", "coverage")
        return (
            os.environ
            | SANITIZERS.get(self.preset, {})
            | {
                "EXPEDITER_BIN": str(self.build / "expediter"),
                "EXPEDITER_TIME_SCALE": "6" if slow else "1",
                "EXPEDITER_FULL": "1" if self.full else "",
                "PYTHONDONTWRITEBYTECODE": "1",
            }
        )


def unit_tests(settings: Settings) -> Counts:
    """The C++ tests, by CTest."""
    report = settings.build / "unit.xml"
    report.unlink(missing_ok=True)
    command = [
        "ctest",
        "--test-dir",
        settings.build,
        "-j",
        str(os.cpu_count() or 1),
        "--timeout",
        "300",
        "--output-on-failure",
        "--output-junit",
        report,
        "--progress",
        "--quiet",
    ]
    if settings.pattern:
        command += ["--tests-regex", settings.pattern]
    status = run(command, env=settings.environment())
    print_figures(report)
    return settle(status, counts_of_junit(report, show_failures=True))


def python_tests(settings: Settings, *folders: str) -> Counts:
    """Python tests in the given folders of tests/. A pattern that selects none of them is no failure."""
    report = settings.build / f"{'-'.join(folders).replace('/', '-')}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "--junit-xml",
        report,
        *[f"tests/{folder}" for folder in folders],
    ]
    if settings.pattern:
        command += ["-k", settings.pattern]
    status = run(command, env=settings.environment())
    nothing_selected = 5
    if status == nothing_selected and settings.pattern:
        return Counts()
    return settle(status, counts_of_junit(report))


def web_checks(_settings: Settings) -> Counts:
    """Types, ESLint and Prettier over the page and over its tests in a browser: a verdict for each."""
    counts = Counts()
    for folder in ("web", "tests/browser"):
        clean = run(["tools/npm-install", folder]) == 0 and run(
            ["npm", "run", "--silent", "check"], cwd=ROOT / folder
        ) == 0
        counts += Counts(1, 0) if clean else Counts(0, 1, f"{folder} is not clean")
    return counts


def web_tests(settings: Settings) -> Counts:
    """The page's unit tests, by Vitest."""
    report = ROOT / "build" / "vitest.json"
    report.unlink(missing_ok=True)
    command = [
        "npm",
        "test",
        "--silent",
        "--",
        "--reporter=default",
        "--reporter=json",
        f"--outputFile={report}",
    ]
    if settings.pattern:
        command += ["-t", settings.pattern, "--passWithNoTests"]
    status = run(command, cwd=ROOT / "web")
    return settle(status, counts_of_vitest(report))


def browser_tests(settings: Settings) -> Counts:
    """The page in a real browser, by Playwright."""
    if run(["tools/npm-install", "tests/browser"]) != 0:
        return Counts(0, 1, "packages could not be installed")
    report = ROOT / "build" / "browser" / "report.json"
    report.unlink(missing_ok=True)
    command = ["npm", "test", "--silent"]
    if settings.pattern:
        command += ["--", "--grep", settings.pattern, "--pass-with-no-tests"]
    status = run(command, cwd=ROOT / "tests" / "browser", env=settings.environment())
    return settle(status, counts_of_playwright(report))
