"""./test: builds, runs what was asked for, and ends with the line `N passed, N failed`."""

import argparse
import sys

from checks import coverage, faults, fuzzing, lint, suites
from checks.part import ROOT, Part, run, run_all
from checks.suites import Settings


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./test", description="Builds and runs every test; the last line counts what passed and failed."
    )
    parser.add_argument("--quick", action="store_true", help="without process, reliability and browser tests")
    parser.add_argument(
        "--full", action="store_true", help="every variant: long runs, static checks, sanitizers, coverage"
    )
    parser.add_argument(
        "--asan", action="store_true", help="unit and API tests under AddressSanitizer and UBSan"
    )
    parser.add_argument("--tsan", action="store_true", help="unit and API tests under ThreadSanitizer")
    parser.add_argument(
        "--coverage",
        action="store_true",
        help=f"line coverage of src/ by unit and API tests; fails below {coverage.LINES_AT_LEAST} %%",
    )
    parser.add_argument("--tidy", action="store_true", help="also clang-tidy over src/")
    parser.add_argument(
        "--faults",
        action="store_true",
        help="puts each fault of tests/faults/ into a copy of the tree: its suite must notice it",
    )
    parser.add_argument(
        "-k",
        dest="pattern",
        default="",
        metavar="PATTERN",
        help="only tests, or with --faults only faults, whose names match",
    )
    return parser.parse_args()


def has_tests(folder: str) -> bool:
    return any((ROOT / "tests" / folder).glob("test_*.py"))


def program_tests(settings: Settings) -> list[Part]:
    """The tests that run code of src/: the ones worth repeating under a sanitizer."""
    of = "" if settings.preset == "release" else f" ({settings.preset})"
    parts = [Part(f"unit tests{of}", lambda: suites.unit_tests(settings))]
    folders = [folder for folder in ("api", "authorisation", "process") if has_tests(folder)]
    parts += [
        Part(f"{folder} tests{of}", lambda folder=folder: suites.python_tests(settings, folder))
        for folder in folders
    ]
    return parts


def reliability_tests(settings: Settings) -> list[Part]:
    """Crashes, random calls, load and upgrades: quick variants, or long ones with --full."""
    folders = ("crash", "model", "fault", "fuzz", "overload", "upgrade")
    return [
        Part(f"{folder} tests", lambda folder=folder: suites.python_tests(settings, folder))
        for folder in folders
        if has_tests(folder)
    ]


def default_parts(options: argparse.Namespace, settings: Settings) -> list[Part]:
    parts = []
    if not options.pattern:
        parts.append(Part("format", lint.check_format))
    if has_tests("tidy"):
        parts.append(Part("tidy tests", lambda: suites.python_tests(settings, "tidy")))
    parts += program_tests(settings)
    if options.quick:
        parts = [part for part in parts if part.name != "process tests"]
    else:
        parts += reliability_tests(settings)
    if (ROOT / "web" / "package.json").is_file():
        if not options.pattern:
            parts.append(Part("web checks", lambda: suites.web_checks(settings)))
        parts.append(Part("web tests", lambda: suites.web_tests(settings)))
    if (ROOT / "tests" / "browser" / "package.json").is_file() and not options.quick:
        parts.append(Part("browser tests", lambda: suites.browser_tests(settings)))
    return parts


def build(preset: str) -> None:
    """Builds a preset, or ends the run: there is nothing to test then."""
    if run(["tools/build", preset]) != 0:
        print(f"The build of preset {preset} failed.\n0 passed, 1 failed", flush=True)
        sys.exit(1)


def variant(preset: str, options: argparse.Namespace) -> list[Part]:
    """Unit and API tests of another build."""
    build(preset)
    settings = Settings(preset, options.pattern, options.full)
    parts = program_tests(settings)
    # Made-up requests are for what breaks memory, clients at once for what races.
    for folder in [folder for name, folder in (("asan", "fuzz"), ("tsan", "model")) if name == preset]:
        name = f"{folder} tests ({preset})"
        parts.append(Part(name, lambda folder=folder: suites.python_tests(settings, folder)))
    if preset == "coverage":
        coverage.forget()
        parts.append(Part("coverage", coverage.report))
    return parts


def fault_part(options: argparse.Namespace) -> Part:
    settings = Settings("release", options.pattern)
    return Part("faults", lambda: faults.try_faults(settings))


def main() -> int:
    options = arguments()
    alone = options.faults and not options.full
    if alone:
        return 0 if run_all([fault_part(options)]) else 1
    presets = [name for name in ("asan", "tsan", "coverage") if getattr(options, name) or options.full]
    parts = []
    if options.full or options.tidy or not presets:
        build("release")
        parts += default_parts(options, Settings("release", options.pattern, options.full))
    if options.full or options.tidy:
        parts.append(Part("clang-tidy", lambda: lint.clang_tidy(ROOT / "build" / "release")))
    if options.full and not options.pattern:
        parts.append(Part("fuzz targets", fuzzing.fuzz))
        parts.append(fault_part(options))
    for preset in presets:
        parts += variant(preset, options)
    return 0 if run_all(parts) else 1


sys.exit(main())
