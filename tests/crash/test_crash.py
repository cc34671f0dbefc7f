"""The server is killed while it writes, again and again: what it acknowledged is there, whole, afterwards."""

import random
import subprocess
import time
from collections import Counter

import chance
import limits
from checking import check_board, check_database, check_lists, check_search, check_ticket, settle_creation
from client import first_superuser
from journal import Journal
from link import Link
from program import BINARY, Server, free_port, plain_environment
from writing import Writer

KILLS = 200 if chance.FULL else 20
WRITERS = 6
# Seconds from the start of the writers to the kill. Short ones meet the first commits after a recovery.
LONGEST_S = 0.6 * limits.SCALE


class Trial:
    """A data directory that outlives many servers, its writers' journals, and what was counted."""

    def __init__(self, directory, seed: int):
        self.directory = directory
        self.chance = random.Random(seed)
        self.journals = [Journal() for _ in range(WRITERS)]
        self.boards = {}  # Their notes, as far as they were checked.
        self.in_the_air = self.early = 0
        server = Server(directory)
        admin = first_superuser(server)
        self.author = admin.get("/api/profile").json()["data"]["User Email"]
        self.token = admin.post("/api/token", json={"Name": "writers"}).json()["Token"]
        server.stop()

    def kill_while_writing(self) -> None:
        server = Server(self.directory)
        try:
            link = Link(server.port, self.token)
            made = link.call("POST", "/api/issue-tracker-tickets", {"Title": "Board", "Priority": "Low"})
            assert made.status == 201, made.body
            self.boards[made.json()["id"]] = Counter()
            writers = [self._writer(server, journal, made.json()["id"]) for journal in self.journals]
            for writer in writers:
                writer.start()
            time.sleep(self.chance.uniform(0.01, LONGEST_S))
        finally:
            server.kill()
        for writer in writers:
            writer.join()
            if writer.failure is not None:
                raise writer.failure
        link.close()

    def _writer(self, server: Server, journal: Journal, board: str) -> Writer:
        own_chance = random.Random(self.chance.getrandbits(64))
        return Writer(journal, own_chance, Link(server.port, self.token), self.author, board)

    def kill_while_starting(self) -> None:
        """Within the recovery of the log, or before, or after."""
        listen = f"127.0.0.1:{free_port()}"
        process = subprocess.Popen(
            [BINARY, "serve", "--data", self.directory, "--listen", listen],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=plain_environment(),
        )
        time.sleep(self.chance.uniform(0, 0.03))
        process.kill()
        process.wait()
        self.early += 1

    def check(self, everything: bool = False) -> None:
        server = Server(self.directory)
        try:
            link = Link(server.port, self.token)
            for journal in self.journals:
                self._settle(link, journal)
                for ticket_id in journal.tickets if everything else journal.touched:
                    check_ticket(link, journal, ticket_id)
                journal.pending_change = None
                check_search(link, journal, self.chance)
            self._check_boards(link, list(self.boards) if everything else list(self.boards)[-1:])
            check_lists(link, self.journals, self.boards)
            check_database(self.directory)
            link.close()
        finally:
            server.kill()

    def _settle(self, link: Link, journal: Journal) -> None:
        pending = (journal.pending_creation, journal.pending_change, journal.pending_board_note)
        self.in_the_air += sum(request is not None for request in pending)
        if journal.pending_creation is not None:
            settle_creation(link, journal, journal.pending_creation)
            journal.pending_creation = None

    def _check_boards(self, link: Link, boards: list[str]) -> None:
        for board in boards:
            is_last = board == boards[-1]
            told = Counter(text for journal in self.journals for text in journal.board_notes if is_last)
            maybe = Counter(journal.pending_board_note for journal in self.journals if is_last)
            self.boards[board] = check_board(link, board, self.boards[board] + told, maybe)
        for journal in self.journals:
            journal.touched.clear()
            journal.board_notes.clear()
            journal.pending_board_note = None

    def acknowledged(self) -> int:
        return sum(journal.acknowledged for journal in self.journals)


def test_no_kill_loses_or_halves_an_acknowledged_write(tmp_path, figures):
    seed = chance.new_seed()
    print(f"seed {seed}")
    trial = Trial(tmp_path / "data", seed)
    for kill in range(KILLS):
        if trial.chance.random() < 0.15:
            trial.kill_while_starting()
        trial.kill_while_writing()
        try:
            trial.check()
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, after kill {kill + 1}: {error}") from error
    trial.check(everything=True)
    assert trial.acknowledged() > 20 * KILLS, "too few writes to have tried anything"
    figures(
        f"crash: seed {seed}; {KILLS} kills while writing, {trial.early} while starting; "
        f"{trial.acknowledged()} acknowledged writes, all there; "
        f"{trial.in_the_air} in the air, all whole or absent; "
        f"{sum(len(journal.tickets) for journal in trial.journals)} tickets"
    )
