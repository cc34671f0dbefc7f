"""Load by wrk, and what a round of it cost."""

import contextlib
import json
import os
import re
import subprocess
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from process import cpu_seconds, machine_busy_seconds, resident_mib
from session import Session

DIRECTORY = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Load:
    """What wrk is to send: a script beside this file, and what the script is told."""

    script: str
    connections: int
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Target:
    pid: int
    port: int
    session: Session


@dataclass
class Round:
    rate: float  # Requests per second.
    p50_ms: float
    p99_ms: float
    mean_ms: float
    max_ms: float
    cpu_us: float  # The server's processor time for a request.
    requests: int
    answer_bytes: float  # Head and body.
    server_cores: float
    generator_cores: float
    other_cores: float  # What everything else on the machine took meanwhile.
    resident_mib: float

    def as_json(self) -> dict:
        return {name: round(value, 3) for name, value in asdict(self).items()}


def start_wrk(load: Load, target: Target, seconds: float, seed: int) -> subprocess.Popen:
    environment = os.environ | {
        "BENCH_DIRECTORY": str(DIRECTORY),
        "BENCH_COOKIE": target.session.cookie,
        "BENCH_CSRF": target.session.csrf,
        "BENCH_SEED": str(seed),
        **load.told,
    }
    argv = ["wrk", "-t1", f"-c{load.connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
            "-s", str(DIRECTORY / load.script), f"http://127.0.0.1:{target.port}/"]  # fmt: skip
    return subprocess.Popen(
        argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def read_report(wrk: subprocess.Popen, seconds: float) -> dict:
    """What the script's done() printed. A round with a refused or broken request is no round."""
    try:
        output, _ = wrk.communicate(timeout=seconds + 30)
    except subprocess.TimeoutExpired:
        wrk.kill()
        wrk.communicate()
        raise RuntimeError("wrk did not come to its end") from None
    found = re.search(r"^REPORT (.*)$", output, re.MULTILINE)
    if not found:
        raise RuntimeError(f"wrk made no report:\n{output}")
    report = json.loads(found[1])
    if report["refused"] or report["broken"]:
        raise RuntimeError(f"a round with errors: {report}")
    return report


@contextlib.contextmanager
def ended(wrk: subprocess.Popen):
    try:
        yield wrk
    finally:
        if wrk.poll() is None:
            wrk.kill()
            wrk.communicate()


def children_seconds() -> float:
    times = os.times()
    return times.children_user + times.children_system


def run(load: Load, target: Target, seconds: float, seed: int) -> Round:
    """One round. wrk's own clock says how long it was."""
    busy, server, generator = machine_busy_seconds(), cpu_seconds(target.pid), children_seconds()
    began = time.monotonic()
    with ended(start_wrk(load, target, seconds, seed)) as wrk:
        report = read_report(wrk, seconds)
    took = time.monotonic() - began
    server = cpu_seconds(target.pid) - server
    generator = children_seconds() - generator
    busy = machine_busy_seconds() - busy
    return Round(
        rate=report["requests"] / (report["duration"] / 1e6),
        p50_ms=report["p50"] / 1000,
        p99_ms=report["p99"] / 1000,
        mean_ms=report["mean"] / 1000,
        max_ms=report["max"] / 1000,
        cpu_us=server * 1e6 / max(1, report["requests"]),
        requests=report["requests"],
        answer_bytes=report["bytes"] / max(1, report["requests"]),
        server_cores=server / took,
        generator_cores=generator / took,
        other_cores=max(0.0, (busy - server - generator) / took),
        resident_mib=resident_mib(target.pid),
    )
