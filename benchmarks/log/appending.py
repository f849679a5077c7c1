"""Appending articles, and what they take on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.log import library
from benchmarks.log.measuring import best_seconds, fsync_seconds
from benchmarks.log.plain import PlainLog
from events.codec import encode, event_id, stream, type_name
from events.log import ArticleRecorded
from events.store.port import NewEvent
from events.store.sqlite import SqliteStore

BATCH = 100
_NOON = datetime(2019, 5, 6, 12, tzinfo=UTC)


def new_event(event: ArticleRecorded) -> NewEvent:
    """An article as the log takes it."""
    return NewEvent(event_id(event), type_name(event), stream(event), encode(event))


def compare(articles: Sequence[ArticleRecorded], rounds: int) -> dict[str, float]:
    """Microseconds an article, for each way to append them. Encoding counts on every side."""

    def ours(folder: Path) -> float:
        with closing(SqliteStore(folder / "log.db")) as store:
            return _timed(articles, BATCH, lambda some: store.append([new_event(a) for a in some], recorded_at=_NOON))

    def plain(*, whole: bool) -> Callable[[Path], float]:
        def side(folder: Path) -> float:
            with closing(PlainLog(folder / "log.db", whole=whole)) as log:
                return _timed(articles, BATCH, lambda some: log.append([new_event(a) for a in some]))

        return side

    def saves(batch: int) -> Callable[[Path], float]:
        def side(folder: Path) -> float:
            with closing(library.application(folder / "es.db")) as app:
                return _timed(articles, batch, lambda some: library.save(app, map(library.fields, some)))

        return side

    sides = {
        "ours, batches of 100": ours,
        "sqlite3, same rows": plain(whole=True),
        "sqlite3, neither compressed nor chained": plain(whole=False),
        "eventsourcing, a save an article": saves(1),
        "eventsourcing, a save a batch of 100": saves(BATCH),
    }
    each = {name: seconds / len(articles) * 1e6 for name, seconds in best_seconds(sides, rounds).items()}
    stored = BATCH * 2000
    return each | {"the disk alone, one write and fsync a batch": fsync_seconds(stored, 10 * rounds) / BATCH * 1e6}


def stored_bytes(articles: Iterable[ArticleRecorded], count: int, folder: Path) -> dict[str, float]:
    """Bytes of the closed file an article."""
    articles = list(articles)
    with closing(SqliteStore(folder / "log.db")) as store:
        _timed(articles, BATCH, lambda some: store.append([new_event(a) for a in some], recorded_at=_NOON))
    with closing(library.application(folder / "es.db")) as app:
        _timed(articles, BATCH, lambda some: library.save(app, map(library.fields, some)))
    return {
        "the article's event": sum(len(encode(a)) for a in articles) / count,
        "ours": (folder / "log.db").stat().st_size / count,
        "eventsourcing": sum(path.stat().st_size for path in folder.glob("es.db*")) / count,
    }


def _timed(
    articles: Sequence[ArticleRecorded], batch: int, append: Callable[[Sequence[ArticleRecorded]], object]
) -> float:
    append(articles[:batch])  # not timed: loading the dictionary, the first growth of the file
    start = time.perf_counter()
    for first in range(batch, len(articles), batch):
        append(articles[first : first + batch])
    return (time.perf_counter() - start) * len(articles) / (len(articles) - batch)
