"""The workloads: each phase checks its answers, then measures in turns: all share the machine's moods."""

import contextlib
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import checks
import commit_floor
import expediter
import nginx
from expediter import Expediter, Store
from load import Load, Round, Target, ended, read_report, run, start_wrk
from process import resident_mib, written_bytes
from session import Client

READERS = 32
WRITERS = 64
SEARCHERS = 8
DEEP_PAGES = 10_000
RARE_WORD, COMMON_WORD = "zirconium", "shipment"
FIRST_SEED = 2  # Of the generators: each round has its own, the same in every run.


@dataclass
class Plan:
    program: Path
    directory: Path  # On the disk that is measured.
    sizes: list[int]  # Of the stores, growing; the last is "the" store of the reading workloads.
    write_size: int
    rounds: int
    seconds: float
    starts: int
    idle_connections: int


@dataclass
class Results:
    rounds: dict[str, list[Round]] = field(default_factory=dict)
    values: dict[str, list[float]] = field(default_factory=dict)  # What is not a round of requests.
    facts: dict[str, object] = field(default_factory=dict)

    def add(self, name: str, measured: Round) -> Round:
        self.rounds.setdefault(name, []).append(measured)
        print(
            f"  {name:<26} {measured.rate:>9,.0f}/s  p99 {measured.p99_ms:>7.2f} ms"
            f"  {measured.cpu_us:>7.1f} µs CPU  others took {measured.other_cores:.2f} cores",
            flush=True,
        )
        return measured

    def add_value(self, name: str, value: float) -> None:
        self.values.setdefault(name, []).append(value)
        print(f"  {name:<26} {value:>9,.1f}", flush=True)


def target_of(server: Expediter) -> Target:
    return Target(server.child.pid, server.port, server.store.session)


def ids(server: Expediter) -> dict[str, str]:
    return {"BENCH_FIRST_ID": "1", "BENCH_LAST_ID": str(server.store.tickets)}


def reads_of_tickets(server: Expediter) -> Load:
    return Load("random_ticket.lua", READERS, ids(server))


def reads_of(path: str, connections: int = READERS) -> Load:
    return Load("fixed_path.lua", connections, {"BENCH_PATH": path})


def size_name(tickets: int) -> str:
    return f"{tickets // 1_000_000}M" if tickets >= 1_000_000 else f"{tickets // 1000}k"


def read_every_ticket(server: Expediter) -> None:
    """Leaves the caches as they are after days, not after the start: every ticket was read, and what fits is
    kept. By a list, a few thousand requests in all."""
    path = f"{checks.BASE}?sort=id&page_size=500"
    while path:
        cursor = server.client.get_json(path)["extra"].get("next_cursor")
        path = cursor and f"{checks.BASE}?sort=id&page_size=500&cursor={cursor}"


def load_stores(plan: Plan, results: Results) -> dict[int, Store]:
    stores = {}
    for size in plan.sizes:
        stores[size] = expediter.load_store(plan.program, plan.directory / size_name(size), size)
        results.add_value(f"load {size_name(size)} (s)", stores[size].load_seconds)
        results.add_value(f"disk {size_name(size)} (MiB)", stores[size].mib())
    return stores


@dataclass(frozen=True)
class Series:
    """One line of a run: what is sent to whom, once a round."""

    name: str
    load: Load
    target: Target


def measure_in_turn(plan: Plan, results: Results, all_series: list[Series]) -> None:
    for turn in range(plan.rounds):
        for series in all_series:
            measured = results.add(
                series.name, run(series.load, series.target, plan.seconds, turn + FIRST_SEED)
            )
            # What was cut off goes on in the server, and would be paid for by the next.
            time.sleep(min(2.0, measured.max_ms / 1000))


def check_bodies(results: Results, servers: list[Expediter]) -> dict[str, int]:
    """The sizes of a ticket and of R2's page from the largest store, once all stores answer rightly."""
    chance = random.Random(FIRST_SEED)
    for server in servers:
        results.facts["body bytes"] = {
            "ticket": checks.check_tickets(server, chance),
            "list": checks.check_open_and_high(server),
        }
    return results.facts["body bytes"]


def growth_series(servers: list[Expediter], yardstick: nginx.Nginx) -> list[Series]:
    """nginx with a body as large as the answer's, then each store, for one ticket and for a list."""
    largest = servers[-1]
    list_load = reads_of(checks.OPEN_AND_HIGH)
    bodies = {
        name: Target(yardstick.child.pid, port, largest.store.session)
        for name, port in yardstick.ports.items()
    }
    return [
        Series("nginx ticket", reads_of_tickets(largest), bodies["ticket"]),
        *(
            Series(f"R1 {size_name(server.store.tickets)}", reads_of_tickets(server), target_of(server))
            for server in servers
        ),
        Series("nginx list", list_load, bodies["list"]),
        *(
            Series(f"R2 {size_name(server.store.tickets)}", list_load, target_of(server))
            for server in servers
        ),
    ]


def measure_growth(plan: Plan, results: Results, stores: dict[int, Store]) -> None:
    """R1, R2 and R3: every size of store in turn with nginx."""
    with contextlib.ExitStack() as stack:
        servers = [
            stack.enter_context(expediter.serving(plan.program, stores[size])) for size in plan.sizes
        ]
        bodies = check_bodies(results, servers)
        yardstick = stack.enter_context(nginx.serving(plan.directory / "nginx", bodies))
        for server in servers:
            read_every_ticket(server)
        measure_in_turn(plan, results, growth_series(servers, yardstick))


def measure_reads(plan: Plan, results: Results, store: Store, suffix: str, *options: str) -> None:
    """R4 and R5 by the server as it is; with its page cache turned off, what making a page costs."""
    with expediter.serving(plan.program, store, *options) as server:
        depth, paths = checks.deep_paths(server, DEEP_PAGES)
        results.facts["deep pages"] = depth
        loads = {
            "R2": reads_of(checks.OPEN_AND_HIGH),
            "R4 first": reads_of(paths["first"]),
            "R4 cursor": reads_of(paths["cursor"]),
            "R4 page": reads_of(paths["page"], SEARCHERS),
            "R5 rare": reads_of(checks.check_search(server, RARE_WORD), SEARCHERS),
            "R5 common": reads_of(checks.check_search(server, COMMON_WORD), SEARCHERS),
        }
        checks.check_open_and_high(server)
        if not suffix:
            del loads["R2"]  # Measured among the stores of all sizes.
        target = target_of(server)
        measure_in_turn(
            plan, results, [Series(name + suffix, load, target) for name, load in loads.items()]
        )


def write_statuses(server: Expediter) -> str:
    """A file with the status of each ticket of the loaded store, for the scripts that change them."""
    rows = server.store.database().execute(
        "SELECT status FROM tickets WHERE id <= ? ORDER BY id", [server.store.tickets]
    )
    file = server.store.directory / "statuses"
    file.write_text("".join(str(status) for (status,) in rows))
    return str(file)


def measure_writes(plan: Plan, results: Results, store: Store) -> None:
    """W1 and W2, in turn with the disk's own rate and with R1 on the same store."""
    with expediter.serving(plan.program, store) as server:
        checks.check_writes(server)
        target = target_of(server)
        for turn in range(plan.rounds):
            seed = turn + FIRST_SEED
            results.add_value("commits/s", commit_floor.commits_per_second(plan.directory, plan.seconds))
            results.add("R1 beside W1", run(reads_of_tickets(server), target, plan.seconds, seed))
            before, written = checks.last_id(server), written_bytes(server.child.pid)
            created = results.add("W1", run(Load("create.lua", WRITERS), target, plan.seconds, seed))
            written = written_bytes(server.child.pid) - written
            results.add_value("disk bytes a creation", written / max(1, created.requests))
            checks.check_created(server, before, created.requests, WRITERS)
            changes = Load("update.lua", WRITERS, ids(server) | {"BENCH_STATUSES": write_statuses(server)})
            results.add("W2", run(changes, target, plan.seconds, seed))
            checks.wait_until_settled(server)
        checks.check_open_and_high(server)


def mixed_writes(server: Expediter, pause_ms: float) -> Load:
    told = {"BENCH_STATUSES": write_statuses(server), "BENCH_PAUSE": f"{pause_ms:.3f}"}
    return Load("mixed_writes.lua", WRITERS, ids(server) | told)


def measure_mixed(plan: Plan, results: Results, store: Store) -> None:
    """M1: the same readers alone, then beside writers whose pace is held to a ninth of the readers'."""
    with expediter.serving(plan.program, store) as server:
        target = target_of(server)
        reads = Load("mixed_reads.lua", READERS, ids(server) | {"BENCH_PATH": checks.OPEN_AND_HIGH})
        read_every_ticket(server)
        beside, latency_ms = None, 2.0
        for turn in range(plan.rounds):
            seed = turn + FIRST_SEED
            alone = results.add("M1 reads alone", run(reads, target, plan.seconds, seed))
            pace = (beside.rate if beside else alone.rate * 0.6) / 9
            writes = mixed_writes(server, max(0.0, WRITERS * 1000 / pace - latency_ms))
            with ended(start_wrk(writes, target, plan.seconds, seed)) as writers:
                beside = results.add("M1 reads beside writes", run(reads, target, plan.seconds, seed))
                report = read_report(writers, plan.seconds)
            checks.wait_until_settled(server)
            latency_ms = report["mean"] / 1000
            results.add_value("M1 writes/s", report["requests"] / report["duration"] * 1e6)
            results.add_value("M1 write p99 (ms)", report["p99"] / 1000)
        results.add_value("resident after M1 (MiB)", beside.resident_mib)
        checks.check_open_and_high(server)


def measure_starts(plan: Plan, results: Results, store: Store) -> None:
    """S1: from the start of the process to the first right answer to a signed-in request, and memory then."""
    for _ in range(plan.starts):
        with expediter.serving(plan.program, store) as server:
            results.add_value("first answer (ms)", server.first_answer_ms)
            results.add_value("resident idle (MiB)", resident_mib(server.child.pid))


def measure_connections(plan: Plan, results: Results, store: Store) -> None:
    """What open connections cost that rest after an answer, as pages of people who read do."""
    with expediter.serving(plan.program, store) as server, contextlib.ExitStack() as stack:
        before = resident_mib(server.child.pid)
        for _ in range(plan.idle_connections):
            client = Client(server.port, store.session)
            stack.callback(client.connection.close)
            client.get(f"{checks.BASE}/TKT-001")
        grown = resident_mib(server.child.pid) - before
        results.add_value("KiB a resting connection", grown * 1024 / plan.idle_connections)
        alive = run(reads_of_tickets(server), target_of(server), plan.seconds, FIRST_SEED)
        results.add(f"R1, {plan.idle_connections:,} resting", alive)


def measure_all(plan: Plan) -> Results:
    results = Results()
    with tempfile.TemporaryDirectory(prefix="stores-", dir=plan.directory) as directory:
        plan.directory = Path(directory)
        print("Loading", flush=True)
        stores = load_stores(plan, results)
        largest = stores[plan.sizes[-1]]
        print("R1, R2, R3: one ticket, one list, on stores of growing size, and nginx", flush=True)
        measure_growth(plan, results, stores)
        print("S1: starting", flush=True)
        measure_starts(plan, results, largest)
        print("Connections that rest", flush=True)
        measure_connections(plan, results, largest)
        print("R4, R5: deep pages and search", flush=True)
        measure_reads(plan, results, largest, "")
        print("The same without the cache of pages", flush=True)
        measure_reads(plan, results, largest, " uncached", "--cache-pages", "0")
        print("W1, W2: durable writes", flush=True)
        measure_writes(plan, results, stores[plan.write_size])
        print("M1: reads beside writes", flush=True)
        measure_mixed(plan, results, largest)
    return results
