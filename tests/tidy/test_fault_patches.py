"""The faults of tests/faults/ are in order: `./test --faults` could put each of them in."""

import re
import sys

from tree import ROOT, name_of, report

sys.path.insert(0, str(ROOT / "tools"))

from checks.fault_patch import BadPatch, fits, patch_files, read_patch  # noqa: E402

PATCHES = patch_files()


def programs_of_the_build():
    """The names of the test programs that the build knows."""
    lists = "".join(path.read_text() for path in (ROOT / "tests").rglob("CMakeLists.txt"))
    return {f"{name}_test" for name in re.findall(r"expediter_test\(\s*(\w+)", lists)} | set(
        re.findall(r"add_executable\((\w+)", lists)
    )


def missing_suite(suite):
    """What the suite of a fault names that is not there; nothing where all is."""
    if suite.kind == "gtest":
        return "" if suite.words[0] in programs_of_the_build() else suite.words[0]
    if suite.kind == "pytest":
        file, _, name = suite.words[0].partition("::")
        path = ROOT / file
        if not path.exists():
            return file
        test = name.partition("[")[0]
        return "" if not test or f"def {test}(" in path.read_text() else name
    folder = {"vitest": "web", "browser": "tests/browser"}[suite.kind]
    places = [ROOT / folder / suite.words[0], ROOT / folder / "scenarios" / suite.words[0]]
    return "" if any(place.exists() for place in places) else suite.words[0]


def test_there_are_faults():
    assert PATCHES


def faults_of(path):
    """What is wrong with one file of tests/faults/."""
    try:
        patch = read_patch(path)
    except BadPatch as error:
        return str(error)
    if missing_suite(patch.suite):
        return f"there is no {missing_suite(patch.suite)}"
    return "" if fits(patch, ROOT) else "it no longer applies"


def test_every_fault_has_its_headers_names_a_suite_and_applies():
    found = [f"{name_of(path)}: {faults_of(path)}" for path in PATCHES if faults_of(path)]
    assert not found, report(found)
