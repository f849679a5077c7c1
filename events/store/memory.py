"""A log in memory, made to be read: what the port means, without what makes it last."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from events.store.chain import START
from events.store.decision import checked, decide, stamp
from events.store.integrity import examine
from events.store.port import Head, NewEvent, Replayed, StoredEvent, Verification
from events.store.subscription import follow


class MemoryLog:
    """What several memory stores share, as several connections share a file."""

    def __init__(self) -> None:
        self.events: list[StoredEvent] = []  # position n at index n - 1
        self.by_id: dict[str, StoredEvent] = {}
        self.streams: dict[str, list[StoredEvent]] = {}
        self.writing = threading.Lock()


class MemoryStore:
    """A Store whose events end with the process."""

    def __init__(self, log: MemoryLog | None = None) -> None:
        self._log = log or MemoryLog()

    def append(
        self, events: Sequence[NewEvent], *, recorded_at: datetime, expected: Mapping[str, int] | None = None
    ) -> list[int]:
        """See Store.append."""
        log = self._log
        events = checked(events)
        with log.writing:
            decision = decide(
                events,
                recorded_at=stamp(recorded_at),
                expected=expected or {},
                head=self.head(),
                known=log.by_id,
                versions={stream: len(stored) for stream, stored in log.streams.items()},
            )
            for event in decision.new:
                log.by_id[event.id] = event
                log.streams.setdefault(event.stream, []).append(event)
            log.events.extend(decision.new)
        return decision.positions

    def read(
        self, after: int = 0, *, limit: int | None = None, types: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """See Store.read."""
        events = itertools.islice(self._log.events, after, len(self._log.events))
        return itertools.islice((event for event in events if types is None or event.type in types), limit)

    def replay(self, after: int = 0, *, types: Collection[str] | None = None) -> Iterator[Replayed]:
        """See Store.replay."""
        return (Replayed(e.position, e.type, e.recorded_at, e.data) for e in self.read(after, types=types))

    def read_stream(self, stream: str, after: int = 0) -> Iterator[StoredEvent]:
        """See Store.read_stream."""
        return iter(self._log.streams.get(stream, [])[after:])

    def get(self, event_id: str) -> StoredEvent | None:
        """See Store.get."""
        return self._log.by_id.get(event_id)

    def head(self) -> Head:
        """See Store.head."""
        if not self._log.events:
            return Head(0, START)
        last = self._log.events[-1]
        return Head(last.position, last.digest)

    def verify(self, witness: Head | None = None) -> Verification:
        """See Store.verify."""
        return examine(self.read(), witness=witness)

    def subscribe(
        self,
        after: int = 0,
        *,
        types: Collection[str] | None = None,
        stop: threading.Event | None = None,
        poll_seconds: float = 0.2,
        idle_seconds: float | None = None,
    ) -> Iterator[StoredEvent]:
        """See Store.subscribe."""
        return follow(self, after, types=types, stop=stop, poll_seconds=poll_seconds, idle_seconds=idle_seconds)

    def close(self) -> None:
        """See Store.close; there is nothing to let go of."""
