"""A hostile hour in small: attacks two at a time, beside a client who asks for no more than he needs.

He has an account and an address of his own. Whatever others do, he is answered in time, and never refused."""

import itertools
import random
import re
import time
from dataclasses import dataclass, field

import pytest

import limits
from attacks import ATTACKS, PROXY, Attack, Target
from chance import FULL, new_seed
from client import TICKETS, Client, first_superuser, with_token
from link import Link, Lost
from load import Timed, percentile, resident_bytes
from program import Server, command

P99_S = 0.050 * limits.SCALE
TICKETS_THERE = 30_000
SECONDS = 5.0 if FULL else 1.0
TRIES = 3  # A busy machine makes one take longer; what an attack costs, all.
PASSWORD = "a long password, for a test"
PATIENCE_S = 5 * limits.SCALE
LOST = 0  # In place of a status.
ADDRESS = "127.0.0.9"
MIB = 1 << 20
SEED = new_seed()


@pytest.fixture(scope="module")
def server(data_root):
    data = data_root / "hostile"
    command("load", "--data", data, "--tickets", TICKETS_THERE)
    own = Server(data, "--threads-io", "2", "--proxy-trusted", PROXY)
    yield own
    own.stop()


def new_account(admin: Client, name: str, role_id: int) -> dict:
    made = admin.post(
        "/api/user",
        json={
            "User Fullname": name.title(),
            "User Email": f"{name}@acme.com",
            "Username": name,
            "Role Id": role_id,
            "Password": PASSWORD,
        },
    )
    assert made.status_code == 201, made.text
    return made.json()["data"]


def new_role(admin: Client, name: str, **privileges: str) -> int:
    listed = [{"type": area.replace("_", " "), "access": access} for area, access in privileges.items()]
    made = admin.post("/api/role", json={"Role Name": name, "Privileges": listed})
    assert made.status_code == 201, made.text
    return made.json()["data"]["id"]


def new_token(server, name: str, **fields) -> str:
    session = Client(server.url).login(name, PASSWORD)
    return session.post("/api/token", json={"Name": "own"} | fields).json()["Token"]


@pytest.fixture(scope="module")
def target(server) -> Target:
    admin = first_superuser(server)
    editors = new_role(admin, "Editors", Users="Edit", Issue_Tracker="Edit")
    viewers = new_role(admin, "Viewers", Issue_Tracker="View")
    manager = 2
    new_account(admin, "mallory", editors)
    new_account(admin, "eve", viewers)
    new_account(admin, "walter", manager)
    editor = new_token(server, "mallory")
    return Target(
        port=server.port,
        editor=editor,
        viewer=new_token(server, "eve"),
        narrow=new_token(server, "mallory", Scope=[{"type": "Issue Tracker", "access": "View"}]),
        victim_name="walter",
        bystander=new_account(admin, "carol", 1)["id"],
        own_ticket=with_token(server.url, editor).new_ticket()["id"],
    )


class WellBehaved:
    """Asks one thing after another from his own address, by his own account, with a rest after each."""

    def __init__(self, server, target: Target):
        self.link = Link(server.port, new_token(server, target.victim_name), PATIENCE_S, ADDRESS)
        self.name = target.victim_name
        self.ticket = with_token(server.url, self.link_token()).new_ticket()["id"]
        self.device = "a=b"
        assert self.sign_in() == 200

    def link_token(self) -> str:
        return self.link.fixed.split("Bearer ")[1].strip()

    def sign_in(self) -> int:
        """By the password, with the browser that he has always used."""
        body = {"username": self.name, "password": PASSWORD}
        browser = Link(self.link.port, None, PATIENCE_S, ADDRESS)
        try:
            reply = browser.call("POST", "/api/authenticate", body, User_Agent="Browser", Cookie=self.device)
        except Lost:
            return LOST
        browser.close()
        known = re.search(r"device_cookie=[^;]+", reply.headers.get("set-cookie", ""))
        self.device = known[0] if known else self.device
        return reply.status

    def work(self, seconds: float) -> Timed:
        timed = Timed()
        requests = itertools.cycle(
            [
                ("GET", f"{TICKETS}/{self.ticket}"),
                ("GET", f"{TICKETS}?page_size=20"),
                ("GET", "/api/profile"),
                ("GET", f"{TICKETS}?Status=Open&page_size=20"),
            ]
        )
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            began = time.monotonic()
            try:
                timed.add(self.link.call(*next(requests)).status, time.monotonic() - began)
            except Lost:
                timed.lost += 1
            time.sleep(0.003)
        return timed

    def write(self) -> tuple[int, float]:
        began = time.monotonic()
        body = {"Description": f"Changed at {began}"}
        try:
            status = self.link.call("PUT", f"{TICKETS}/{self.ticket}", body).status
        except Lost:
            status = LOST
        return status, time.monotonic() - began


@pytest.fixture(scope="module")
def client(server, target) -> WellBehaved:
    return WellBehaved(server, target)


def pairs() -> list[tuple[str, str]]:
    """Each attack beside two others, drawn by the seed; with EXPEDITER_FULL, beside every other."""
    names = list(ATTACKS)
    if FULL:
        return list(itertools.combinations(names, 2))
    random.Random(SEED).shuffle(names)
    return [(name, names[(at + 1) % len(names)]) for at, name in enumerate(names)]


@dataclass
class Hour:
    """What came of all pairs."""

    refused: list = field(default_factory=list)
    answered: list = field(default_factory=list)
    worst_write: tuple = (0.0, "")
    reads: int = 0


def attack_beside(client: WellBehaved, target: Target, pair, hour: Hour) -> float:
    """One try of one pair; the p99 in seconds that the client saw."""
    about = " + ".join(pair)
    with Attack(pair[0], target) as first, Attack(pair[1], target) as second:
        time.sleep(0.1)
        timed = client.work(SECONDS)
        status, wrote = client.write()
        signed_in = client.sign_in()
    for what, told in (("changed a ticket", status), ("signed in", signed_in)):
        if told != 200:
            hour.refused.append(f"{about}: {what}: {told}")
    if set(timed.by_status) != {200} or timed.lost:
        counted = {status: len(took) for status, took in timed.by_status.items()}
        hour.refused.append(f"{about}: {counted}, {timed.lost} lost")
    for each in (first, second):
        hour.answered.append((each.name, each.outcome))
    hour.reads += timed.total()
    hour.worst_write = max(hour.worst_write, (wrote, about))
    return percentile(timed.by_status.get(200, [float("inf")]), 0.99)


def test_a_well_behaved_client_is_served_through_a_hostile_hour(server, target, client, figures):
    hour, before = Hour(), resident_bytes(server.process)
    took = []
    for pair in pairs():
        p99 = min_until(P99_S, lambda pair=pair: attack_beside(client, target, pair, hour))
        took.append((p99, " + ".join(pair)))
    took.sort(reverse=True)
    grown = resident_bytes(server.process) - before
    figures(
        f"hostile hour (seed {SEED}): {len(took)} pairs of attacks, {hour.reads} reads beside them; p99 in "
        f"the worst pair {1000 * took[0][0]:.1f} ms ({took[0][1]}), in the middle one "
        f"{1000 * took[len(took) // 2][0]:.1f} ms; slowest write {1000 * hour.worst_write[0]:.0f} ms "
        f"({hour.worst_write[1]}); refused {len(hour.refused)}; memory +{grown / MIB:.0f} MiB"
    )
    for line in answers_by_attack(hour):
        figures(f"hostile hour: {line}")
    assert not hour.refused
    assert not [f"{about}: p99 {1000 * p99:.1f} ms" for p99, about in took if p99 > P99_S]
    assert_attacks_got_nowhere(hour)
    assert server.process.poll() is None and grown < 512 * MIB


def min_until(bound: float, attempt) -> float:
    least = float("inf")
    for _ in range(TRIES):
        least = min(least, attempt())
        if least <= bound:
            break
    return least


def counted_by_attack(hour: Hour) -> dict[str, dict]:
    counted = {}
    for name, outcome in hour.answered:
        for what, statuses in outcome.statuses.items():
            known = counted.setdefault(name, {}).setdefault(what, {})
            for status, count in statuses.items():
                known[status] = known.get(status, 0) + count
    return counted


def answers_by_attack(hour: Hour) -> list[str]:
    rounds = dict.fromkeys(ATTACKS, 0)
    for name, outcome in hour.answered:
        rounds[name] += outcome.rounds
    counted = counted_by_attack(hour)
    return [f"{name}: {rounds[name]} rounds, {counted.get(name, {})}" for name in sorted(rounds)]


def assert_attacks_got_nowhere(hour: Hour) -> None:
    """Every attack was made, none broke the server, and none that must be refused was served."""
    for name, outcome in hour.answered:
        assert outcome.rounds, f"{name} never got to its end"
    for name, asked in counted_by_attack(hour).items():
        for what, statuses in asked.items():
            assert 500 not in statuses, f"{name}: {what}: {statuses}"
            if what in ("forbidden", "guess"):
                served = {status for status in statuses if status < 400}
                assert not served, f"{name}: {what}: {served}"
