"""The fuzz targets driven by libFuzzer, under AddressSanitizer and UBSan, each for a time."""

import os
import re
import subprocess

from checks.part import ROOT, Counts, run
from checks.suites import SANITIZERS

TARGETS = ("http", "json", "filter", "query", "token", "toml", "csv")
SECONDS = 60
BUILD = ROOT / "build" / "fuzz"


def fuzz() -> Counts:
    """One verdict for each target. What broke it is left in build/fuzz/broken/ and named."""
    if run(["tools/prepare", "fuzz"]) != 0 or run(["tools/build", "fuzz", "fuzzers"]) != 0:
        return Counts(0, 1, "the fuzz targets could not be built")
    counts = Counts()
    for target in TARGETS:
        counts += drive(target)
    return counts


def drive(target: str) -> Counts:
    """Starts from the corpus of the repository; what is new goes to a folder of the build."""
    found = BUILD / "corpus" / target
    broken = BUILD / "broken" / target
    for folder in (found, broken):
        folder.mkdir(parents=True, exist_ok=True)
    command = [
        BUILD / "tests" / "fuzz" / f"fuzz_{target}",
        found,
        ROOT / "tests" / "fuzz" / "corpus" / target,
        f"-max_total_time={SECONDS}",
        f"-artifact_prefix={broken}/",
        "-timeout=10",
        "-rss_limit_mb=2048",
        "-max_len=8192",
        "-print_final_stats=1",
    ]
    process = subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        env=os.environ | SANITIZERS["asan"],
    )
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", process.stderr)
    covered = re.findall(r"cov: (\d+)", process.stderr)
    print(
        f"figures: fuzz target {target}: {runs[1] if runs else '?'} inputs in {SECONDS} s, "
        f"{covered[-1] if covered else '?'} edges covered, status {process.returncode}",
        flush=True,
    )
    if process.returncode == 0:
        return Counts(1, 0)
    print(process.stderr[-8000:], flush=True)
    return Counts(0, 1, f"{target} broke: see {broken.relative_to(ROOT)}")
