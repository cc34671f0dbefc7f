"""Child processes that end when their block ends, and what the kernel says they cost."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 15


@contextlib.contextmanager
def running(argv: list[str], log: Path):
    """A child in a process group of its own, which is stopped however the block ends."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield child
    finally:
        stop(child)


def stop(child: subprocess.Popen) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what: str, ready, child: subprocess.Popen, log: Path, seconds: float = 60):
    """The first true value of `ready()`; fails where the child ends before, or time runs out."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if value := ready():
            return value
        if child.poll() is not None:
            said = log.read_text()[-2000:]
            raise RuntimeError(f"{what}: the process ended with {child.returncode}:\n{said}")
        time.sleep(0.001)
    raise RuntimeError(f"{what}: not within {seconds} s")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children that run, such as nginx's workers."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(cpu_seconds(int(child)) for child in children)


def machine_busy_seconds() -> float:
    """Processor time that all of the machine has spent, idle and waiting for disks left out."""
    user, nice, system, _idle, _wait, interrupts, softirqs, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    )
    return (user + nice + system + interrupts + softirqs + steal) / TICKS


def written_bytes(pid: int) -> int:
    """What a process has caused to be written to disks."""
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes:"):
            return int(line.split()[1])
    raise RuntimeError("the kernel does not count what is written")


def resident_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the process has no memory")
