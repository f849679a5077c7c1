"""Catching up: batches in one transaction, against the library's way of one transaction an event.

Both sides read the same events from their own SQLite log, decode them, and keep the same projection: a tally of claims
by kind, in a SQLite file of its own, the position written in the transaction of the rows. On both sides the file is in
WAL mode with synchronous=FULL, as the library has it; ours is NORMAL in use, which is faster still.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.sqlite import SQLiteDatastore, SQLiteTrackingRecorder

from benchmarks import made_up
from events import codec
from events.log import ArticleRead
from events.store.sqlite import SqliteStore
from monitor import cycle
from monitor.projections.database import Projections

_UPSERT = "INSERT INTO tally VALUES (?, ?) ON CONFLICT DO UPDATE SET claims = claims + excluded.claims"
_TABLE = "CREATE TABLE IF NOT EXISTS tally (kind TEXT PRIMARY KEY, claims INTEGER NOT NULL)"
_BATCH = 500


def ours(folder: Path, articles: int) -> float:
    """Microseconds an event."""
    log = SqliteStore(folder / "log.db")
    readings = [reading for _, reading in made_up.coverage(articles, 10)]
    for start in range(0, articles, _BATCH):
        cycle.append(log, list(readings[start : start + _BATCH]), datetime.now(UTC))
    projections = Projections(folder / "projections.db")
    projections.db.execute(_TABLE)
    projections.db.execute("PRAGMA synchronous = FULL")

    def catch_up() -> None:
        stored = log.replay()
        while batch := list(islice(stored, _BATCH)):
            tally: Counter[str] = Counter()
            for one in batch:
                read = codec.decode(one.type, one.data)
                if isinstance(read, ArticleRead):
                    tally.update(claim.kind for claim in read.claims)
            with projections.transaction():
                projections.many(_UPSERT, list(tally.items()))
                projections.db.execute("UPDATE checkpoint SET position = ?", (batch[-1].position,))

    took = _timed(catch_up)
    _same(projections.rows("SELECT * FROM tally"), articles)
    projections.close()
    log.close()
    return took / articles * 1e6


class _Read(Aggregate):
    @event("Read")
    def __init__(self, claims: list[dict[str, object]]) -> None:
        self.claims = claims


class _Tally(SQLiteTrackingRecorder):
    def note(self, kinds: list[str], tracking: Tracking) -> None:
        """The rows that follow from one event, with its position, in one transaction."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            cursor.executemany(_UPSERT, [(kind, 1) for kind in kinds])


def library(folder: Path, articles: int) -> float:
    """Microseconds an event."""
    os.environ.update(PERSISTENCE_MODULE="eventsourcing.sqlite", SQLITE_DBNAME=str(folder / "library.db"))
    app: Application = Application()
    readings = [msgspec.to_builtins(reading.claims) for _, reading in made_up.coverage(articles, 10)]
    for start in range(0, articles, _BATCH):
        app.save(*(_Read(list(claims)) for claims in readings[start : start + _BATCH]))
    datastore = SQLiteDatastore(str(folder / "tally.db"))
    view = _Tally(datastore)
    view.create_table()
    with datastore.transaction(commit=True) as cursor:
        cursor.execute(_TABLE)

    def catch_up() -> None:
        start = 1
        while notifications := app.recorder.select_notifications(start=start, limit=_BATCH):
            for notification in notifications:
                read = app.mapper.to_domain_event(notification)
                view.note([str(claim["kind"]) for claim in read.claims], Tracking("app", notification.id))
            start = notifications[-1].id + 1

    took = _timed(catch_up)
    with datastore.transaction(commit=False) as cursor:
        cursor.execute("SELECT * FROM tally")
        _same([tuple(row) for row in cursor.fetchall()], articles)
    return took / articles * 1e6


def _same(rows: list[tuple[object, ...]], articles: int) -> None:
    counted = sum(int(str(row[1])) for row in rows)
    if counted != articles * 3:
        raise SystemExit(f"counted {counted} claims, not {articles * 3}")


def _timed(run: Callable[[], None]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
