"""The benchmark: reads its arguments, measures, prints the tables and writes them. Started by bench/run."""

import argparse
import datetime
import os
import resource
import signal
import sys
from pathlib import Path

import chart
import report
from checks import Wrong
from targets import judge
from workloads import Plan, measure_all

ROOT = Path(__file__).resolve().parent.parent
QUICK_LIMIT, FULL_LIMIT = 115, 3600  # Seconds: past them the run is given up.


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round on small stores, under two minutes")
    parser.add_argument("--rounds", type=int, help="rounds of each workload (5; quick: 1)")
    parser.add_argument("--seconds", type=int, help="length of a round (3; quick: 2)")
    parser.add_argument("--largest", type=int, help="tickets in the largest store (1000000; quick: 20000)")
    parser.add_argument("--program", type=Path, help="measure this program; nothing is built")
    parser.add_argument("--limit", type=int, help="give up after so many seconds (3600; quick: 115)")
    return parser.parse_args()


def raise_file_limit() -> int:
    """As many open files as the system lets this process and its children have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def make_plan(arguments: argparse.Namespace) -> Plan:
    quick = arguments.quick
    largest = arguments.largest or (20_000 if quick else 1_000_000)
    sizes = [size for size in ([1_000] if quick else [1_000, 10_000, 100_000]) if size < largest] + [
        largest
    ]
    directory = ROOT / "build" / "bench"
    directory.mkdir(parents=True, exist_ok=True)
    return Plan(
        program=(arguments.program or ROOT / "build/release/expediter").resolve(),
        directory=directory,
        sizes=sizes,
        write_size=100_000 if 100_000 in sizes else largest,
        rounds=arguments.rounds or (1 if quick else 5),
        seconds=arguments.seconds or (2 if quick else 3),
        starts=3 if quick else 5,
        idle_connections=min(1_000 if quick else 10_000, raise_file_limit() - 200),
    )


def give_up(signal_number, _frame):
    """Unwinds, so that every process that was started is stopped."""
    raise SystemExit(f"bench/run: given up: {signal.Signals(signal_number).name}")


def write_all(plan: Plan, results, about: dict) -> None:
    verdicts = judge(plan, results)
    tables = [report.verdict_table(verdicts), report.round_table(results), report.value_table(results)]
    print("\n" + "\n\n".join(tables))
    out = ROOT / "bench" / "out"
    out.mkdir(exist_ok=True)
    (out / "benchmark.json").write_text(report.as_json(plan, results, verdicts, about))
    (out / "tables.md").write_text("\n\n".join(tables) + "\n")
    (out / "rate-by-size.svg").write_text(chart.draw(plan, results))
    print(f"\nWritten to {out.relative_to(ROOT)}/: benchmark.json, tables.md, rate-by-size.svg")


def main() -> None:
    arguments = parse_arguments()
    for stopping in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(stopping, give_up)
    signal.alarm(arguments.limit or (QUICK_LIMIT if arguments.quick else FULL_LIMIT))
    plan = make_plan(arguments)
    about = report.describe_machine(plan.program) | {
        "mode": "quick" if arguments.quick else "full",
        "started": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "load average before": os.getloadavg(),
    }
    print("\n".join(f"{name}: {value}" for name, value in about.items()), flush=True)
    try:
        results = measure_all(plan)
    except Wrong as wrong:
        sys.exit(f"bench/run: a wrong answer, so nothing was measured further: {wrong}")
    about["load average after"] = os.getloadavg()
    write_all(plan, results, about)


if __name__ == "__main__":
    main()
