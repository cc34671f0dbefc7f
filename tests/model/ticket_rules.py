"""A ticket as one variable: what each operation may answer in a state, and which state follows.

A state is the ticket as it is served, or None. Its `Updated At` is None where the model cannot know it."""

from operation import Operation, Recording
from values import REGISTER

WRONG = object()  # The operation cannot have had this answer in this state.


def same(state: dict, body: dict) -> bool:
    """Whether the ticket may be served so."""
    if state["Updated At"] is None:
        return state | {"Updated At": body["Updated At"]} == body
    return state == body


def grows(state: dict, at: str) -> bool:
    return state["Updated At"] is None or at >= state["Updated At"]


def apply_fields(state: dict, sent: dict) -> dict:
    after = state | sent
    after["Linked PO Number"] = REGISTER.get(after["Linked PO Id"])
    assignee = sent.get("Assignee Email")
    if assignee and assignee != state["Assignee Email"] and assignee not in after["Subscribers"]:
        after["Subscribers"] = [*after["Subscribers"], assignee]
    return after


def follow(state, operation: Operation, recording: Recording):
    """The state after the operation, or WRONG."""
    if operation.kind in ("create", "listed", "unlisted"):
        return _FOLLOW[operation.kind](state, operation)
    if state is None:
        return None if operation.status == 404 else WRONG
    return _FOLLOW[operation.kind](state, operation, recording)


def _create(state, operation):
    return operation.body if state is None and operation.status == 201 else WRONG


def _listed(state, operation):
    return operation.body if state is not None and same(state, operation.body) else WRONG


def _unlisted(state, operation):
    if state is None:
        return None
    # Questions ask for the day of a change at most, and all is done within one.
    dated = state | {"Updated At": state["Updated At"] or state["Created At"]}
    return WRONG if operation.matches(dated) else state


def _read(state, operation, recording):
    body = recording.body_of(operation.tag) if operation.status == 304 else operation.body
    if operation.status not in (200, 304) or not same(state, body):
        return WRONG
    # What has the tag that was asked for is not sent again.
    is_asked = operation.tag is not None and recording.body_of(operation.tag) == body
    return WRONG if is_asked and operation.status == 200 else body


def _is_refused(state, operation, recording) -> bool | None:
    """What If-Match demands; None where the model cannot tell."""
    if operation.tag is None:
        return False
    is_same = same(state, recording.body_of(operation.tag))
    return None if is_same and state["Updated At"] is None else not is_same


def _change(state, operation, recording):
    refused = _is_refused(state, operation, recording)
    if operation.status == 412:
        return WRONG if refused is False else state
    if operation.status != 200 or refused:
        return WRONG
    after = apply_fields(state, operation.sent)
    at = operation.body["Updated At"]
    stays = after == state and state["Updated At"] not in (None, at)
    if stays or not grows(state, at) or after | {"Updated At": at} != operation.body:
        return WRONG
    return operation.body


def _delete(state, operation, recording):
    refused = _is_refused(state, operation, recording)
    if operation.status == 412:
        return WRONG if refused is False else state
    return WRONG if operation.status != 200 or refused else None


def _add_note(state, operation, _):
    note = operation.body
    if operation.status != 201 or not grows(state, note["Updated At"]):
        return WRONG
    if any(known["id"] >= note["id"] for known in state["Notes"]):
        return WRONG  # Ids of notes grow, and are not given twice.
    return state | {"Notes": [*state["Notes"], note], "Updated At": note["Updated At"]}


def _change_note(state, operation, _):
    at = [place for place, note in enumerate(state["Notes"]) if note["id"] == operation.note_id]
    if not at or operation.status == 404:
        return state if not at and operation.status == 404 else WRONG
    before, after = state["Notes"][at[0]], operation.body
    if operation.status != 200 or before | {"Updated At": after["Updated At"]} | operation.sent != after:
        return WRONG
    if before == after:
        return state
    notes = list(state["Notes"])
    notes[at[0]] = after
    return state | {"Notes": notes, "Updated At": after["Updated At"]}


def _delete_note(state, operation, _):
    kept = [note for note in state["Notes"] if note["id"] != operation.note_id]
    is_there = len(kept) < len(state["Notes"])
    if operation.status != (200 if is_there else 404):
        return WRONG
    return state | {"Notes": kept, "Updated At": None} if is_there else state


_FOLLOW = {
    "create": _create,
    "listed": _listed,
    "unlisted": _unlisted,
    "read": _read,
    "change": _change,
    "delete": _delete,
    "add_note": _add_note,
    "change_note": _change_note,
    "delete_note": _delete_note,
}
