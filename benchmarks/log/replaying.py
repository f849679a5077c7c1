"""Replaying claim events: from the file to values that a fold takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.log import library
from benchmarks.log.measuring import best_seconds
from events.codec import decode, encode, event_id, stream, type_name
from events.log import ArticleRead
from events.store.port import NewEvent
from events.store.sqlite import SqliteStore

_NOON = datetime(2019, 5, 6, 12, tzinfo=UTC)
_CHUNK = 1000


def compare(readings: Sequence[ArticleRead], rounds: int, folder: Path) -> dict[str, float]:
    """Microseconds an event: read, expanded and decoded into values, none kept."""
    with (
        closing(SqliteStore(folder / "log.db")) as store,
        closing(library.application(folder / "es.db")) as app,
    ):
        for first in range(0, len(readings), _CHUNK):
            some = readings[first : first + _CHUNK]
            store.append([NewEvent(event_id(r), type_name(r), stream(r), encode(r)) for r in some], recorded_at=_NOON)
            library.store_readings(app, some)

        def replayed(events: Callable[[], Iterable[object]]) -> Callable[[Path], float]:
            def side(_: Path) -> float:
                start = time.perf_counter()
                count = sum(1 for _ in events())
                seconds = time.perf_counter() - start
                if count != len(readings):
                    raise RuntimeError(f"{count} events came back, {len(readings)} were stored")
                return seconds

            return side

        sides = {
            "ours, replayed and decoded": replayed(lambda: (decode(e.type, e.data) for e in store.replay())),
            "ours, replayed only": replayed(store.replay),
            "ours, read whole and decoded": replayed(lambda: (decode(e.type, e.data) for e in store.read())),
            "eventsourcing, recorder and mapper": replayed(lambda: library.replay(app)),
        }
        return {name: seconds / len(readings) * 1e6 for name, seconds in best_seconds(sides, rounds).items()}
