"""Load made by threads and by bare sockets, and what it did to the server."""

import os
import resource
import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from link import Link, Lost


def raise_file_limit() -> int:
    """As many open files as the system lets this process have; servers that it starts inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def resident_bytes(process) -> int:
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def cpu_seconds(process) -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


@dataclass
class Timed:
    """What came back, by status, each with the seconds that it took."""

    by_status: dict = field(default_factory=dict)
    lost: int = 0

    def add(self, status: int, took: float) -> None:
        self.by_status.setdefault(status, []).append(took)

    def merge(self, other: "Timed") -> None:
        for status, times in other.by_status.items():
            self.by_status.setdefault(status, []).extend(times)
        self.lost += other.lost

    def count(self, status: int) -> int:
        return len(self.by_status.get(status, []))

    def total(self) -> int:
        return sum(len(times) for times in self.by_status.values())

    def milliseconds(self, status: int, share: float) -> float:
        times = self.by_status.get(status)
        return 1000 * percentile(times, share) if times else 0.0


class Load:
    """Threads that ask one thing again and again, until the with statement ends. A body may be a function
    that makes one."""

    def __init__(self, port: int, token: str, threads: int, *request):
        self.request = request
        self.links = [Link(port, token) for _ in range(threads)]
        self.results = [Timed() for _ in range(threads)]
        self.stop = threading.Event()
        self.threads = [
            threading.Thread(target=self._ask, args=(link, timed))
            for link, timed in zip(self.links, self.results, strict=True)
        ]

    def _ask(self, link: Link, timed: Timed) -> None:
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                timed.add(link.call(*self._next_request()).status, time.monotonic() - began)
            except Lost:
                timed.lost += 1
        link.close()

    def _next_request(self) -> list:
        return [part() if callable(part) else part for part in self.request]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def timed(self) -> Timed:
        """All results; after the end."""
        whole = Timed()
        for each in self.results:
            whole.merge(each)
        return whole


def ask_for(seconds: float, link: Link, *request) -> Timed:
    """Asks one thing again and again on one connection, with a rest after each."""
    timed = Timed()
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        began = time.monotonic()
        timed.add(link.call(*request).status, time.monotonic() - began)
        time.sleep(0.002)
    return timed


def connections(port: int, count: int) -> list[socket.socket]:
    return [socket.create_connection(("127.0.0.1", port), timeout=30) for _ in range(count)]


def close_all(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
