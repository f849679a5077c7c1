"""What every log must do, whatever it is kept in. `StoreSuite` in tests/store holds each implementation to it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import msgspec


class NewEvent(msgspec.Struct, frozen=True, gc=False):
    """An event that the log may not know yet."""

    id: str  # the same happening has the same id, whoever records it and however often
    type: str  # stable name and version: 'article.recorded/1'
    stream: str  # what the event is about: 'article/<id>'
    data: bytes  # encoded JSON


class StoredEvent(msgspec.Struct, frozen=True, gc=False):
    """An event as the log holds it, for good."""

    position: int  # 1 for the first event of the log; grows, never used twice
    id: str
    type: str
    stream: str
    version: int  # 1 for the first event of its stream, then 2, 3 ... without a gap
    recorded_at: str  # UTC, ISO 8601 with microseconds: '2024-05-06T07:08:09.000000Z'
    data: bytes
    digest: bytes  # 32 bytes, see events/store/chain.py


class Replayed(msgspec.Struct, frozen=True, gc=False):
    """The part of a stored event that a fold needs; reading no more of it takes two thirds of the time."""

    position: int
    type: str
    recorded_at: str  # as in StoredEvent
    data: bytes


class Head(msgspec.Struct, frozen=True):
    """The last event of a log; position 0 and 32 zero bytes for an empty one."""

    position: int
    digest: bytes


class Fault(msgspec.Struct, frozen=True):
    """One way in which a log differs from what was appended to it."""

    kind: Literal["content", "chain", "gap", "trigger", "schema", "file", "witness"]
    what: str  # for a person, one line
    position: int | None = None  # the first event concerned; None when the fault concerns the whole log


class Verification(msgspec.Struct, frozen=True):
    """What reading the whole log found."""

    events: int  # events found sound, counted from the first, before the first broken one
    head: Head  # the last sound event
    faults: tuple[Fault, ...] = ()  # those of the whole log, then the one at the first broken position

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults

    @property
    def first_broken(self) -> int | None:
        """The first position that isn't as appended; None when all events are, or when only the frame is broken."""
        return next((fault.position for fault in self.faults if fault.position is not None), None)


class Store(Protocol):
    """An append-only log of events. What `append` returned stays, at that position, unchanged.

    One instance belongs to one thread; any number of instances, in any number of processes, share one log.
    """

    def append(
        self, events: Sequence[NewEvent], *, recorded_at: datetime, expected: Mapping[str, int] | None = None
    ) -> list[int]:
        """Record all of `events` or none, durably, and return their positions in the order given.

        An event that the log knows, with the same type, stream and data, keeps the position and time that it has.
        `recorded_at` must be aware; it is stored in UTC. `expected` names the version that streams must be at before
        this append (0: no event yet); it is not asked when every event is known already.

        Raises EventConflictError: a known id with another type, stream or data. WrongVersionError: a stream is not as
        `expected`. StoreError: the log can't be written. ValueError: `recorded_at` is naive.
        """
        ...

    def read(
        self, after: int = 0, *, limit: int | None = None, types: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """Events behind position `after` in order, up to the last one when reading began, in bounded memory.

        `types` keeps those with one of these names; None keeps all. `limit` counts what is kept.
        """
        ...

    def replay(self, after: int = 0, *, types: Collection[str] | None = None) -> Iterator[Replayed]:
        """The same events as `read` gives, as far as a fold needs them."""
        ...

    def read_stream(self, stream: str, after: int = 0) -> Iterator[StoredEvent]:
        """Events of one stream behind version `after`, in order; nothing for an unknown stream."""
        ...

    def get(self, event_id: str) -> StoredEvent | None:
        """The event of that id, or None."""
        ...

    def head(self) -> Head:
        """The last event's position and digest."""
        ...

    def verify(self, witness: Head | None = None) -> Verification:
        """Read everything and compare it with the digests, the frame of the log, and a head that was noted elsewhere.

        Finding a fault raises nothing: it is in what is returned.
        """
        ...

    def subscribe(
        self,
        after: int = 0,
        *,
        types: Collection[str] | None = None,
        stop: threading.Event | None = None,
        poll_seconds: float = 0.2,
        idle_seconds: float | None = None,
    ) -> Iterator[StoredEvent]:
        """Events behind `after`, then new ones as they are committed, by this or any other process, none missed.

        Ends when `stop` is set (from any thread), or when nothing came for `idle_seconds`; with neither, never. Looks
        for new events every `poll_seconds`.
        """
        ...

    def close(self) -> None:
        """Let go of the log; a closed store is not used again. Closing twice is fine."""
        ...
