"""Following a log: what it holds, then what comes. Works on any store, since it only asks and reads."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from typing import Protocol

from events.store.port import Head, StoredEvent


class Followed(Protocol):
    """The part of a store that following needs."""

    def head(self) -> Head:
        """The last event's position and digest."""
        ...

    def read(
        self, after: int = 0, *, limit: int | None = None, types: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """Events behind `after`."""
        ...


def follow(
    store: Followed,
    after: int,
    *,
    types: Collection[str] | None,
    stop: threading.Event | None,
    poll_seconds: float,
    idle_seconds: float | None,
) -> Iterator[StoredEvent]:
    """`Store.subscribe` for a store whose commits become visible in the order of their positions."""
    stop = stop or threading.Event()
    idle = 0.0
    while not stop.is_set():
        # Taken before reading: what is committed meanwhile is either read below or lies behind it.
        reached = store.head().position
        if reached > after:
            for event in store.read(after, types=types):
                yield event
                reached = max(reached, event.position)
                idle = 0.0
                if stop.is_set():
                    return
            after = reached
            continue
        if idle_seconds is not None and idle >= idle_seconds:
            return
        stop.wait(poll_seconds)
        idle += poll_seconds
