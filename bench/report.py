"""The tables of a run, in Markdown that also reads well on a terminal, and the same as JSON."""

import json
import os
import platform
import sqlite3
import subprocess
from pathlib import Path
from statistics import median

from load import Round
from targets import Verdict
from workloads import Plan, Results


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Columns after the second hold numbers and lean to the right."""
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]

    def line(cells: list[str]) -> str:
        padded = [
            c.ljust(w) if i < 2 else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (w + 1) + ("-" if i < 2 else ":") for i, w in enumerate(widths)) + "|"
    return "\n".join([line(head), rule, *map(line, rows)])


def verdict_table(verdicts: list[Verdict]) -> str:
    rows = []
    for verdict in verdicts:
        low, high = verdict.spread
        rows.append([
            verdict.workload, verdict.what, number(verdict.reached) + " " + verdict.unit,
            f"{number(low)} – {number(high)}",
            ("≥ " if verdict.at_least else "≤ ") + number(verdict.target) + " " + verdict.unit,
            "yes" if verdict.met else "no",
        ])  # fmt: skip
    return table(["", "workload", "median", "min – max of rounds", "target", "reached"], rows)


def round_table(results: Results) -> str:
    def middle(rounds: list[Round], field: str) -> float:
        return median(getattr(measured, field) for measured in rounds)

    rows = []
    for name, rounds in results.rounds.items():
        rate = [measured.rate for measured in rounds]
        rows.append([
            name, f"{len(rounds)}", number(min(rate)), number(median(rate)), number(max(rate)),
            *(number(middle(rounds, field)) for field in ("answer_bytes", "p50_ms", "p99_ms", "cpu_us")),
            *(f"{middle(rounds, field):.2f}" for field in ("server_cores", "generator_cores", "other_cores")),
        ])  # fmt: skip
    return table(
        [
            "series",
            "rounds",
            "min/s",
            "median/s",
            "max/s",
            "bytes",
            "p50 ms",
            "p99 ms",
            "CPU µs",
            "server",
            "wrk",
            "others",
        ],
        rows,
    )


def value_table(results: Results) -> str:
    rows = [
        [name, f"{len(values)}", number(min(values)), number(median(values)), number(max(values))]
        for name, values in results.values.items()
    ]
    return table(["value", "times", "min", "median", "max"], rows)


def first_line(argv: list[str]) -> str:
    done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout.strip().split("\n")[0]


def describe_machine(program: Path) -> dict:
    processor = next(
        line.split(":")[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    return {
        "processor": processor,
        "cores": os.cpu_count(),
        "memory GiB": round(memory, 1),
        "kernel": platform.release(),
        "program": first_line([str(program), "version"]),
        "nginx": first_line(["nginx", "-v"]),
        "wrk": first_line(["wrk", "-v"])[:9],
        "sqlite of the disk's yardstick": sqlite3.sqlite_version,
    }


def verdict_json(verdict: Verdict) -> dict:
    low, high = verdict.spread
    return {
        "workload": verdict.workload,
        "what": verdict.what,
        "unit": verdict.unit,
        "median": round(verdict.reached, 4),
        "min": round(low, 4),
        "max": round(high, 4),
        "target": verdict.target,
        "at least": verdict.at_least,
        "reached": verdict.met,
    }


def as_json(plan: Plan, results: Results, verdicts: list[Verdict], about: dict) -> str:
    return json.dumps(
        {
            "about": about,
            "plan": {"sizes": plan.sizes, "write size": plan.write_size, "rounds": plan.rounds,
                     "seconds": plan.seconds},
            "facts": results.facts,
            "verdicts": [verdict_json(verdict) for verdict in verdicts],
            "rounds": {name: [m.as_json() for m in rounds] for name, rounds in results.rounds.items()},
            "values": {name: [round(v, 3) for v in values] for name, values in results.values.items()},
        },
        indent=1, ensure_ascii=False,
    ) + "\n"  # fmt: skip
