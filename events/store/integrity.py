"""Reading a whole log and finding the first event that is not as it was appended."""

from __future__ import annotations

from collections.abc import Iterable

from events.store.chain import START, link
from events.store.port import Fault, Head, StoredEvent, Verification


class UnreadableEventError(Exception):
    """The bytes at a position can't be made into an event."""

    def __init__(self, position: int, what: str) -> None:
        super().__init__(what)
        self.position = position
        self.what = what


def examine(
    events: Iterable[StoredEvent],
    *,
    last_given: int | None = None,
    witness: Head | None = None,
    frame: tuple[Fault, ...] = (),
) -> Verification:
    """Follow the chain from the first event to the last one, and stop at the first fault.

    `events` may raise UnreadableEventError. `last_given` is the last position that the log gave away, where the log
    keeps that apart from the events. `witness` is a head that was noted elsewhere. `frame` holds what is already
    known to be wrong with the log as a whole.
    """
    head = Head(0, START)
    count = 0
    try:
        for event in events:
            fault = _compared(event, head) or _witnessed(event, witness)
            if fault is not None:
                return Verification(count, head, (*frame, fault))
            head = Head(event.position, event.digest)
            count += 1
    except UnreadableEventError as error:
        first = head.position + 1
        fault = _gap(first) if error.position > first else Fault("content", error.what, error.position)
        return Verification(count, head, (*frame, fault))
    wanted = max(last_given or 0, witness.position if witness else 0)
    if wanted > head.position:
        return Verification(count, head, (*frame, _gap(head.position + 1)))
    return Verification(count, head, frame)


def _compared(event: StoredEvent, before: Head) -> Fault | None:
    if event.position != before.position + 1:
        return (
            _gap(before.position + 1)
            if event.position > before.position
            else Fault("gap", f"event {event.position} is no position of a log", event.position)
        )
    due = link(before.digest, event, position=event.position, version=event.version, recorded_at=event.recorded_at)
    if due == event.digest:
        return None
    return Fault(
        "chain",
        f"event {event.position} or the digest before it is not what was appended",
        event.position,
    )


def _witnessed(event: StoredEvent, witness: Head | None) -> Fault | None:
    if witness is None or event.position != witness.position or event.digest == witness.digest:
        return None
    return Fault(
        "witness",
        f"event {event.position}, or one before it, is not the one whose digest was noted elsewhere",
        event.position,
    )


def _gap(position: int) -> Fault:
    return Fault("gap", f"event {position} is missing", position)
