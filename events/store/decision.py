"""What an append does to a log, decided from what the log holds. Touches no log: every store asks it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from events.errors import EventConflictError, InputError, WrongVersionError
from events.store.chain import link
from events.store.port import Head, NewEvent, StoredEvent


class Decision(msgspec.Struct, frozen=True):
    """What to answer and what to write."""

    positions: list[int]  # one an event, in the order given
    new: list[StoredEvent]  # what the log doesn't hold yet, in order of position


def decide(
    events: Sequence[NewEvent],
    *,
    recorded_at: str,
    expected: Mapping[str, int],
    head: Head,
    known: Mapping[str, StoredEvent],
    versions: Mapping[str, int],
) -> Decision:
    """Place each event: where it already is, or behind the last one.

    `known` holds at least the stored events with an id of `events`; `versions` at least the version of each stream
    that `events` and `expected` name, 0 or no entry for a stream without events.

    Raises EventConflictError and WrongVersionError as `Store.append` does.
    """
    placed = dict(known)
    at = dict(versions)
    position, digest = head.position, head.digest
    new: list[StoredEvent] = []
    for event in events:
        same_id = placed.get(event.id)
        if same_id is not None:
            _refuse_other_content(event, same_id)
            continue
        if not new:
            _refuse_other_versions(expected, versions)
        position += 1
        version = at[event.stream] = at.get(event.stream, 0) + 1
        digest = link(digest, event, position=position, version=version, recorded_at=recorded_at)
        stored = StoredEvent(position, event.id, event.type, event.stream, version, recorded_at, event.data, digest)
        placed[event.id] = stored
        new.append(stored)
    return Decision([placed[event.id].position for event in events], new)


def checked(events: Iterable[NewEvent]) -> Sequence[NewEvent]:
    """The events, if their names can be stored in any kind of store: printable, not empty. Raises InputError."""
    events = tuple(events)
    for event in events:
        for field, value in (("id", event.id), ("type", event.type), ("stream", event.stream)):
            if not value or not value.isprintable():
                raise InputError(
                    f"an event's {field} is {value!r}", where="event log", hint="it must be printable text, not empty"
                )
    return events


def stamp(recorded_at: datetime) -> str:
    """A time as the log stores it: '2024-05-06T07:08:09.000000Z'. Raises ValueError for a naive one."""
    if recorded_at.utcoffset() is None:
        raise ValueError(f"recorded_at has no time zone: {recorded_at!r}")
    return recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _refuse_other_content(event: NewEvent, stored: StoredEvent) -> None:
    differing = [name for name in ("type", "stream", "data") if getattr(event, name) != getattr(stored, name)]
    if differing:
        raise EventConflictError(
            f"event {event.id} came again with another {' and '.join(differing)}",
            where=f"position {stored.position} of the log",
            hint="what is recorded stays; give what is new an id of its own",
        )


def _refuse_other_versions(expected: Mapping[str, int], versions: Mapping[str, int]) -> None:
    for stream, version in expected.items():
        found = versions.get(stream, 0)
        if found != version:
            raise WrongVersionError(
                f"expected version {version}, found {found}",
                where=stream,
                hint="somebody else recorded meanwhile: read the stream again, then decide again",
            )
