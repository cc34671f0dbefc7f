"""./test --faults: puts each fault of tests/faults/ into a copy of the tree and demands that its suite
notices.

The copy is build/faults/tree, with a build of its own. It is made equal to the tree at each start, so that a
run may be interrupted at any time."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from checks.fault_patch import BadPatch, FaultPatch, Suite, apply, patch_files, read_patch
from checks.part import ROOT, Counts, run
from checks.suites import PYTHON, Settings

TREE = ROOT / "build" / "faults" / "tree"
BUILD = TREE / "build" / "release"
REPORT = ROOT / "build" / "faults" / "report"
OUTPUT = ROOT / "build" / "faults" / "output"

BUILD_SECONDS = 1800
SUITE_SECONDS = 300


@dataclass(frozen=True)
class Verdict:
    """How a suite went: how many tests ran, how many of these failed, and what stopped it short."""

    ran: int = 0
    failed: int = 0
    broke: str = ""


def copy_tree() -> None:
    """Makes the copy equal to the tree; what is equal keeps its time, so that it is not built again."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    wanted = {name for name in listing.split("\0") if name and (ROOT / name).is_file()}
    for name in wanted:
        source, target = ROOT / name, TREE / name
        if target.is_file() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
    for folder in ("src", "tests", "tools", "web/src", "cmake"):
        for path in (TREE / folder).rglob("*"):
            name = path.relative_to(TREE).as_posix()
            kept = any(part in name for part in ("node_modules", "__pycache__", "/generated/"))
            if path.is_file() and not kept and name not in wanted:
                path.unlink()
    for folder in ("web", "tests/browser"):
        packages = TREE / folder / "node_modules"
        if not packages.is_symlink() and (TREE / folder).is_dir():
            packages.symlink_to(ROOT / folder / "node_modules")


def limited(command: list, seconds: int, cwd: Path = TREE, **options) -> int | None:
    """Runs a command with its output in OUTPUT; its exit status, or None past the time, when it is ended."""
    with OUTPUT.open("wb") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def tail() -> str:
    return OUTPUT.read_text(errors="replace")[-2000:]


def build(targets: list[str]) -> bool:
    """Builds targets of the copy, and before the program its page, which an earlier fault may have changed;
    tools/build-web sees by itself whether anything did."""
    if "expediter" in targets and limited(["tools/build-web"], BUILD_SECONDS) != 0:
        return False
    jobs = os.environ.get("EXPEDITER_JOBS", str(os.cpu_count() or 1))
    command = ["ninja", "-C", BUILD, "-j", jobs, "--quiet", *targets]
    if limited(command, BUILD_SECONDS) == 0:
        return True
    # A compiler that was ended from outside, as where memory runs out, says nothing of the patch.
    return "interrupted by user" in tail() and limited(command, BUILD_SECONDS) == 0


def prepare(patches: list[FaultPatch]) -> bool:
    """The packages of the page, the copy, and everything that the unbroken suites need. False where the tree
    does not build as it is."""
    kinds = {patch.suite.kind for patch in patches}
    if kinds & {"vitest", "browser", "pytest"}:
        run(["tools/npm-install", "web"])
    if "browser" in kinds:
        run(["tools/npm-install", "tests/browser"])
    copy_tree()
    targets = sorted({target for patch in patches for target in targets_of(patch.suite)})
    if not targets:
        return True
    if not (BUILD / "build.ninja").is_file():
        run(["cmake", "--preset", "release", "--log-level=WARNING"], cwd=TREE)
    if build(targets):
        return True
    print(tail(), flush=True)
    return False


def targets_of(suite: Suite) -> list[str]:
    if suite.kind == "gtest":
        return [suite.words[0]]
    if suite.kind == "pytest" and "IN_TROUBLE" in (ROOT / suite.words[0].partition("::")[0]).read_text():
        return ["expediter", "expediter_in_trouble"]
    return ["expediter"] if suite.kind in ("pytest", "browser") else []


def report_of(suite: Suite) -> Path:
    """Where a suite tells how its tests went. What an earlier run left there says nothing of this one."""
    return TREE / "build" / "browser" / "report.json" if suite.kind == "browser" else REPORT


def run_suite(suite: Suite) -> Verdict:
    """Runs a suite in the copy as it is now."""
    report_of(suite).unlink(missing_ok=True)
    environment = Settings().environment() | {"EXPEDITER_BIN": str(BUILD / "expediter")}
    if suite.kind == "gtest":
        target, tests = suite.words
        program = next((path for path in (BUILD / "tests").rglob(target) if path.is_file()), None)
        if program is None:
            return Verdict(broke=f"there is no test program {target}")
        command = [program, f"--gtest_filter={tests}"]
        status = limited(command, SUITE_SECONDS, env=environment)
    elif suite.kind == "pytest":
        command = [PYTHON, "-m", "pytest", "-q", "-x", "--junit-xml", REPORT, *suite.words]
        status = limited(command, SUITE_SECONDS, env=environment)
    elif suite.kind == "vitest":
        command = ["npx", "vitest", "run", "--reporter=json", f"--outputFile={REPORT}", *suite.words]
        status = limited(command, SUITE_SECONDS, cwd=TREE / "web", env=environment)
    else:
        command = ["npm", "test", "--silent", "--", *suite.words]
        status = limited(command, SUITE_SECONDS, cwd=TREE / "tests" / "browser", env=environment)
    if status is None:
        return Verdict(broke=f"did not end within {SUITE_SECONDS} s")
    ran, failed = counts(suite, status)
    return Verdict(ran, failed, f"ended with status {status}" if status != 0 and failed == 0 else "")


def counts(suite: Suite, status: int) -> tuple[int, int]:
    """How many tests ran and failed. What never came to a test, as a fixture that broke, is neither."""
    if suite.kind == "gtest":
        output = OUTPUT.read_text(errors="replace")
        ran = len(re.findall(r"^\[ RUN      \]", output, re.MULTILINE))
        # A test that ended the program wrote no verdict of its own.
        return ran, ran - len(re.findall(r"^\[       OK \]", output, re.MULTILINE)) if status != 0 else 0
    report = report_of(suite)
    if not report.is_file():
        return 0, 0
    if suite.kind == "pytest":
        cases = [{child.tag for child in case} for case in ElementTree.parse(report).iter("testcase")]
        return sum("error" not in kinds for kinds in cases), sum("failure" in kinds for kinds in cases)
    found = json.loads(report.read_text())
    if suite.kind == "vitest":
        return found["numPassedTests"] + found["numFailedTests"], found["numFailedTests"]
    stats = found["stats"]
    return stats["expected"] + stats["unexpected"], stats["unexpected"]


def joined(suites: list[Suite]) -> list[tuple[Suite, list[Suite]]]:
    """Suites of one program as one, with those that it is made of: it starts once for all of them."""
    groups: dict[tuple[str, ...], list[Suite]] = {}
    for suite in suites:
        groups.setdefault((suite.kind, *targets_of(suite)), []).append(suite)
    together = []
    for (kind, *_), members in groups.items():
        words = tuple(dict.fromkeys(suite.words[-1] for suite in members))
        if kind == "gtest":
            words = (members[0].words[0], ":".join(words))
        together.append((Suite(kind, words), members))
    return together


def complaint(suite: Suite) -> str:
    """What is wrong with a suite as it runs without a fault; nothing where it passes."""
    verdict = run_suite(suite)
    if verdict.broke or verdict.failed or not verdict.ran:
        return verdict.broke or ("it fails" if verdict.failed else "it has no such test")
    return ""


def unbroken(suites: list[Suite]) -> dict[Suite, str]:
    """Runs the suites once without a fault; what is wrong with those that do not pass."""
    wrong = {}
    for together, members in joined(suites):
        if not complaint(together):
            continue
        for suite in members:
            found = complaint(suite)
            if found:
                wrong[suite] = found
                print(f"without a fault: {suite}: {found}\n{tail()}", flush=True)
    return wrong


def try_fault(patch: FaultPatch) -> str:
    """Puts one fault in, and out again; what is wrong, or nothing where it was noticed."""
    before = {name: (TREE / name).read_bytes() for name in patch.files if (TREE / name).is_file()}
    refused = apply(patch, TREE)
    if refused:
        return f"the patch no longer applies: {refused}"
    try:
        targets = targets_of(patch.suite)
        if targets and not build(targets):
            return f"the patch does not build:\n{tail()}"
        verdict = run_suite(patch.suite)
    finally:
        for name, content in before.items():
            (TREE / name).write_bytes(content)
    if not verdict.ran:
        return f"no test ran\n{tail()}"
    if verdict.broke:
        return f"the suite {verdict.broke}\n{tail()}"
    return "" if verdict.failed else f"NOT NOTICED by {patch.suite}: {patch.fault}"


def try_faults(settings: Settings) -> Counts:
    """All faults whose names match the pattern; one passes where its suite fails."""
    TREE.mkdir(parents=True, exist_ok=True)
    with (TREE.parent / "lock").open("w") as lock:
        # Two runs in one copy would notice each other's faults.
        fcntl.flock(lock, fcntl.LOCK_EX)
        return try_matching(settings)


def try_matching(settings: Settings) -> Counts:
    patches, failures = [], []
    for path in patch_files():
        try:
            patches.append(read_patch(path))
        except BadPatch as error:
            failures.append(f"{path.relative_to(ROOT)}: {error}")
    patches = [patch for patch in patches if re.search(settings.pattern, patch.name)]
    if not prepare(patches):
        return Counts(0, 1, "the tree does not build without a fault")
    wrong = unbroken(list(dict.fromkeys(patch.suite for patch in patches)))
    passed = 0
    for patch in patches:
        began = time.monotonic()
        found = f"its suite does not pass: {wrong[patch.suite]}" if patch.suite in wrong else try_fault(patch)
        took = time.monotonic() - began
        print(f"{'FAILED ' if found else 'noticed'} {patch.name} ({took:.1f} s)", flush=True)
        passed += not found
        if found:
            failures.append(f"{patch.name}: {found}")
    for failure in failures:
        print(f"-- {failure}", flush=True)
    return Counts(passed, len(failures))
