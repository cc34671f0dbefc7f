"""Backups taken while others write: each is one moment, whole, and can be served."""

import random
import shutil
import subprocess
import threading
import time

import chance
from client import TICKETS, first_superuser
from link import Link
from program import BINARY, Server, command, plain_environment

WRITERS = 6
BACKUPS = 40 if chance.FULL else 6
KILLS = 60 if chance.FULL else 10


class Counter(threading.Thread):
    """Writes numbers: a new ticket for each, and each into two tickets of its own, one after the other."""

    def __init__(self, port: int, token: str, name: str, stop: threading.Event):
        super().__init__()
        self.link = Link(port, token)
        self.label = name
        self.stop = stop
        self.acknowledged = 0
        self.pair = [self._create(f"{name} pair {side} 0")["id"] for side in ("first", "second")]

    def _create(self, title: str) -> dict:
        reply = self.link.call("POST", TICKETS, {"Title": title, "Priority": "Low", "Category": self.label})
        assert reply.status == 201, reply.body
        return reply.json()

    def run(self) -> None:
        while not self.stop.is_set():
            number = self.acknowledged + 1
            self._create(f"{self.label} number {number}")
            for side, ticket in zip(("first", "second"), self.pair, strict=True):
                body = {"Title": f"{self.label} pair {side} {number}", "Description": "late " * 50}
                assert self.link.call("PUT", f"{TICKETS}/{ticket}", body).status == 200
            self.acknowledged = number
        self.link.close()


def restored(backup, data, keys):
    """A data directory with the backup in it, as the instructions say."""
    data.mkdir(mode=0o700)
    shutil.copy(backup, data / "expediter.db")
    shutil.copy(keys, data / "keys.toml")
    return data


def check_moment(link: Link, counters: list[Counter], at_least: list[int]) -> int:
    """What a served backup holds is a moment not before the backup was asked for. Returns its tickets."""
    tickets = 0
    for counter, least in zip(counters, at_least, strict=True):
        page = link.call("GET", f"{TICKETS}?Category={counter.label}&page_size=500&sort=id").json()
        total = page["extra"]["total"]
        rows, extra = page["data"]["rows"], page["extra"]
        while "next_cursor" in extra:
            target = f"{TICKETS}?Category={counter.label}&page_size=500&sort=id&cursor={extra['next_cursor']}"
            page = link.call("GET", target).json()
            rows, extra = rows + page["data"]["rows"], page["extra"]
        titles = [row["Title"] for row in rows]
        assert len(rows) == total
        first, second = (int(title.split()[-1]) for title in titles[:2])
        numbers = [int(title.split()[-1]) for title in titles[2:]]
        assert numbers == list(range(1, len(numbers) + 1)), "a later write is there without an earlier one"
        assert len(numbers) >= least, f"{least} were acknowledged before the backup, {len(numbers)} are there"
        assert len(numbers) - 1 <= first <= len(numbers) and first - 1 <= second <= first, (first, second)
        tickets += total
    return tickets


def test_a_backup_under_load_is_one_whole_moment_and_can_be_served(tmp_path, fresh, figures):
    token = first_superuser(fresh).post("/api/token", json={"Name": "writers"}).json()["Token"]
    stop = threading.Event()
    counters = [Counter(fresh.port, token, f"w{number}", stop) for number in range(WRITERS)]
    for counter in counters:
        counter.start()
    taken = []
    try:
        for number in range(BACKUPS):
            time.sleep(0.2)
            at_least = [counter.acknowledged for counter in counters]
            backup = tmp_path / f"backup-{number}.db"
            command("backup", backup, "--data", fresh.data)
            taken.append((backup, at_least))
    finally:
        stop.set()
        for counter in counters:
            counter.join()
    tickets = 0
    for backup, at_least in taken:
        data = restored(backup, tmp_path / f"{backup.stem}-restored", fresh.data / "keys.toml")
        command("check", "--data", data)
        server = Server(data)
        try:
            link = Link(server.port, token)
            tickets = check_moment(link, counters, at_least)
            assert link.call("POST", TICKETS, {"Title": "Goes on", "Priority": "Low"}).status == 201
            link.close()
        finally:
            server.stop()
    figures(f"backup: {BACKUPS} under load by {WRITERS} writers, each whole; the last of {tickets} tickets")
    assert sum(counter.acknowledged for counter in counters) > BACKUPS


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(tmp_path, figures):
    seed = chance.new_seed()
    own_chance = random.Random(seed)
    data = tmp_path / "data"
    command("load", "--tickets", "20000", "--data", data)
    whole = 0
    for number in range(KILLS):
        target = tmp_path / f"backup-{number}.db"
        process = subprocess.Popen(
            [BINARY, "backup", target, "--data", data],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=plain_environment(),
        )
        time.sleep(own_chance.uniform(0, 0.5))
        process.kill()
        process.wait()
        if target.exists():
            whole += 1
            restore = tmp_path / f"restored-{number}"
            restore.mkdir(mode=0o700)
            shutil.move(target, restore / "expediter.db")
            command("check", "--data", restore)
            shutil.rmtree(restore)
        for left in tmp_path.glob("backup-*"):
            assert left.name.startswith(f"backup-{number}.db.unfinished"), left
            left.unlink()
    figures(f"backup: seed {seed}; {KILLS} killed at random, {whole} had been whole before, no half one kept")
