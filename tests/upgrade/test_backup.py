"""Backups taken while others write: each is one moment, whole, and can be served."""

import os
import random
import shutil
import sqlite3
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


def fill(data, megabytes: int) -> None:
    """Makes the database larger, by a table that nobody asks for."""
    database = sqlite3.connect(data / "expediter.db")
    database.execute("CREATE TABLE filler (bytes BLOB)")
    database.executemany(
        "INSERT INTO filler VALUES (?)", ((os.urandom(1 << 20),) for _ in range(megabytes))
    )
    database.commit()
    database.close()


def test_a_backup_ends_although_each_commit_comes_sooner_than_the_copy_is_made(tmp_path, fresh, figures):
    """The copy holds one moment. Without that the engine begins anew at every commit, for ever."""
    token = first_superuser(fresh).post("/api/token", json={"Name": "writer"}).json()["Token"]
    fresh.stop()
    fill(fresh.data, 220)
    server = Server(fresh.data)
    stop, made = threading.Event(), []

    def write() -> None:
        link = Link(server.port, token)
        while not stop.wait(0.02):
            body = {"Title": f"Number {len(made)}", "Priority": "Low"}
            made.append(link.call("POST", TICKETS, body).status)
        link.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(made) < 5:
            time.sleep(0.01)
        before, began = len(made), time.monotonic()
        done = command("backup", tmp_path / "backup.db", "--data", fresh.data)
        took, during = time.monotonic() - began, len(made) - before
    finally:
        stop.set()
        writer.join()
        server.stop()
    assert set(made) == {201}
    assert during > 5, "no commit came while the copy was made"
    assert [line for line in done.stderr.splitlines() if "100 %" in line], done.stderr
    copy = sqlite3.connect(tmp_path / "backup.db")
    kept = copy.execute("SELECT COUNT(*) FROM tickets").fetchone()[0]
    copy.close()
    assert before <= kept <= before + during
    figures(f"backup: 220 MB in {took:.1f} s beside {during} commits")


def damage(database_file) -> None:
    """Overwrites a page of a table's tree, as a bad disk does."""
    database = sqlite3.connect(database_file)
    page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ticket_history'").fetchone()[0]
    database.close()
    with open(database_file, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)


def test_a_damaged_database_gives_no_backup(tmp_path):
    data = tmp_path / "data"
    command("load", "--tickets", "2000", "--data", data)
    damage(data / "expediter.db")
    done = command("backup", tmp_path / "backup.db", "--data", data, ok=False)
    assert done.returncode == 1 and "not whole" in done.stderr, done.stderr
    assert not list(tmp_path.glob("backup.db*"))


def test_a_backup_is_checked_as_a_whole_where_that_is_asked_for(tmp_path):
    """A total that does not agree is no damage of the file: the engine does not see it."""
    data = tmp_path / "data"
    command("load", "--tickets", "50", "--data", data)
    database = sqlite3.connect(data / "expediter.db")
    first = "(SELECT MIN(day) FROM ticket_days)"
    database.execute(f"UPDATE ticket_days SET count = count + 1 WHERE day = {first}")
    database.commit()
    database.close()
    command("backup", tmp_path / "unchecked.db", "--data", data)
    done = command("backup", tmp_path / "backup.db", "--check", "--data", data, ok=False)
    assert done.returncode == 1 and "last changed on day" in done.stderr, done.stderr
    assert not (tmp_path / "backup.db").exists()


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
