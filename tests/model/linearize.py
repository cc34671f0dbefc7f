"""Whether what clients saw of a ticket fits one order of their operations that keeps to the times.

The search of Wing and Gong: of the operations that may come next, because no other ended before they began,
try each that fits the state. A set of operations done and a state that were tried are not tried again."""

import json

from operation import Operation, Recording
from ticket_rules import WRONG, follow


class NoOrder(AssertionError):
    """No order explains the answers."""


def linearize(operations: list[Operation], recording: Recording):
    """The state after all operations, in an order that explains every answer. Throws NoOrder."""
    waiting = sorted(operations, key=lambda operation: operation.began)
    deepest = 0
    tried = set()
    # Frames: how many are done without a gap, which beyond those, the state, the candidates not tried yet.
    stack = [_frame(waiting, 0, frozenset(), None)]
    while stack:
        first, beyond, state, candidates = stack[-1]
        deepest = max(deepest, first)
        if first == len(waiting):
            return state
        if not candidates:
            stack.pop()
            continue
        at = candidates.pop()
        after = follow(state, waiting[at], recording)
        if after is WRONG:
            continue
        first, beyond = _done(first, beyond, at)
        mark = (first, beyond, json.dumps(after))
        if mark not in tried:
            tried.add(mark)
            stack.append(_frame(waiting, first, beyond, after))
    shown = "\n  ".join(str(operation) for operation in waiting[max(0, deepest - 6) : deepest + 6])
    raise NoOrder(f"no order explains what was seen of {operations[0].ticket_id}, around:\n  {shown}")


def _frame(waiting, first, beyond, state):
    """Candidates are in an order such that the one that ended first is tried first."""
    candidates = []
    soonest = float("inf")
    for at in range(first, len(waiting)):
        if waiting[at].began > soonest:
            break
        if at not in beyond:
            candidates.append(at)
            soonest = min(soonest, waiting[at].ended)
    candidates.sort(key=lambda at: -waiting[at].ended)
    return first, beyond, state, candidates


def _done(first, beyond, at):
    beyond = beyond | {at}
    while first in beyond:
        beyond = beyond - {first}
        first += 1
    return first, beyond
