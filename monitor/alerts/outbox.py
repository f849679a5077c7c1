"""What a person does with messages that have not left: look, try again, drop."""

from __future__ import annotations

from typing import Any

import msgspec

from events.errors import NotFoundError
from events.log import AlertDropped, AlertDue, AlertResumed, Event
from monitor.projections.database import Projections

_decoder = msgspec.msgpack.Decoder(AlertDue)
_SELECT = (
    "SELECT id, recipient, story, state, attempts, resumed, planned_at, next_at, ended_at, reason, data FROM messages"
)


def messages(projections: Projections, *, everything: bool = False) -> list[dict[str, Any]]:
    """The messages that are due or parked, oldest first; with `everything`, also those that were sent or dropped."""
    rows = projections.rows(
        f"{_SELECT} WHERE state IN ('due', 'parked') OR ? ORDER BY planned_at, id, recipient", everything
    )
    return [_shown(row) for row in rows]


def parked(projections: Projections) -> int:
    """How many messages are not tried again until a person wants it."""
    return int(projections.one("SELECT count(*) FROM messages WHERE state = 'parked'")[0])


def waiting(projections: Projections) -> list[dict[str, Any]]:
    """How many changes wait for each subscription: for the digest, for the end of quiet hours, for the rate limit.

    Apart from these, how many are held for a review; `since` is of either.
    """
    rows = projections.rows(
        "SELECT story, recipient, sum(NOT held), sum(held), min(recorded_at) FROM outbox WHERE state = 'waiting'"
        " GROUP BY story, recipient ORDER BY story, recipient"
    )
    keys = ("story", "recipient", "changes", "held", "since")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def resumed(projections: Projections, wanted: tuple[str, ...]) -> list[Event]:
    """The events that have messages tried again from the start; all that are parked when none is named.

    Raises NotFoundError for a message that is neither due nor parked.
    """
    chosen = (
        _chosen(projections, wanted) if wanted else [one for one in messages(projections) if one["state"] == "parked"]
    )
    return [AlertResumed(one["story"], one["recipient"], one["message"], one["resumed"] + 1) for one in chosen]


def dropped(projections: Projections, wanted: tuple[str, ...]) -> list[Event]:
    """The events that drop messages for good. Raises NotFoundError for one that is neither due nor parked."""
    return [
        AlertDropped(one["story"], tuple(one["changes"]), one["recipient"], "dropped by hand", one["message"])
        for one in _chosen(projections, wanted)
    ]


def _chosen(projections: Projections, wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    known = messages(projections)
    found = []
    for name in wanted:
        fitting = [one for one in known if one["message"].strip("<>").startswith(name.strip("<>"))]
        if not fitting:
            raise NotFoundError(f"no message '{name}' is due or parked", hint="'monitor outbox list' shows them")
        found.extend(fitting)
    return found


def _shown(row: tuple[Any, ...]) -> dict[str, Any]:
    message, recipient, story, state, attempts, resumed_, planned_at, next_at, ended_at, reason, data = row
    event = _decoder.decode(data)
    return {
        "message": message,
        "recipient": recipient,
        "story": story,
        "form": event.form,
        "state": state,
        "changes": list(event.changes),
        "attempts": attempts,
        "resumed": resumed_,
        "planned_at": planned_at,
        "next_at": next_at if state == "due" else None,
        "ended_at": ended_at,
        "reason": reason,
    }
