"""What Expediter shall reach, and whether a run did."""

from dataclasses import dataclass
from statistics import median

from workloads import Plan, Results, size_name


@dataclass
class Verdict:
    workload: str
    what: str
    reached: float
    target: float
    at_least: bool  # Else at most.
    unit: str
    spread: tuple[float, float]  # The least and the greatest of the rounds.

    @property
    def met(self) -> bool:
        return self.reached >= self.target if self.at_least else self.reached <= self.target


def rates(results: Results, name: str) -> list[float]:
    return [measured.rate for measured in results.rounds[name]]


def p99s(results: Results, name: str) -> list[float]:
    return [measured.p99_ms for measured in results.rounds[name]]


def ratio(
    workload: str, what: str, above: list[float], below: list[float], target: float, at_least: bool = True
) -> Verdict:
    """The ratio of the medians, and between which bounds it lay in the single rounds."""
    each = [a / b for a, b in zip(above, below, strict=True)]
    return Verdict(
        workload, what, median(above) / median(below), target, at_least, "×", (min(each), max(each))
    )


def limit(workload: str, what: str, values: list[float], target: float, unit: str) -> Verdict:
    return Verdict(workload, what, median(values), target, False, unit, (min(values), max(values)))


def judge(plan: Plan, results: Results) -> list[Verdict]:
    small, large = size_name(10_000 if 10_000 in plan.sizes else plan.sizes[0]), size_name(plan.sizes[-1])
    depth, values = results.facts["deep pages"], results.values

    def faster(workload: str, what: str, above: str, below: str, target: float) -> Verdict:
        return ratio(workload, what, rates(results, above), rates(results, below), target)

    def quick(workload: str, what: str, name: str) -> Verdict:
        return limit(workload, what, p99s(results, name), 10, "ms")

    beside, alone = p99s(results, "M1 reads beside writes"), p99s(results, "M1 reads alone")
    return [
        faster("R1", f"one ticket of {large}, to nginx", f"R1 {large}", "nginx ticket", 0.85),
        faster("R2", f"a list of {large}, to nginx", f"R2 {large}", "nginx list", 0.50),
        faster("R3", f"the list of {large}, to that of {small}", f"R2 {large}", f"R2 {small}", 0.85),
        faster("R4", f"cursor {depth:,} pages deep, to page 1", "R4 cursor", "R4 first", 0.9),
        quick("R4", f"page={depth + 1:,}, p99", "R4 page"),
        quick("R5", "a rare word, p99", "R5 rare"),
        quick("R5", "a word in half of all, p99", "R5 common"),
        ratio("W1", "creations, to one commit an insert", rates(results, "W1"), values["commits/s"], 12),
        faster("W1", "creations, to R1 on the same store", "W1", "R1 beside W1", 0.25),
        faster("W2", "changes of status, to W1", "W2", "W1", 0.8),
        ratio("M1", "p99 of reads beside writes, to alone", beside, alone, 3, at_least=False),
        limit("S1", "start to the first answer", values["first answer (ms)"], 300, "ms"),
        limit("S1", "resident memory, idle", values["resident idle (MiB)"], 40, "MiB"),
        limit("S1", "resident memory after M1", values["resident after M1 (MiB)"], 400, "MiB"),
    ]
