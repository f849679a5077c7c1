"""The same work done with the PyPI package eventsourcing, as its documentation does it: SQLite, JSON, no options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, DomainEvent, event
from eventsourcing.sqlite import SQLiteRecorder

from events.log import ArticleRead, ArticleRecorded

_PAGE = 1000


class RecordedArticle(Aggregate):
    """An aggregate whose first event holds an article."""

    @event("Recorded")
    def __init__(self, article: dict[str, Any]) -> None:
        self.article = article


class Read(Aggregate.Event):
    """A domain event that holds a reading."""

    article: str
    version: int
    reader: str
    reader_version: str
    claims: list[dict[str, Any]]


def application(path: Path) -> Application[Any]:
    """An application on an SQLite file. The package leaves PRAGMA synchronous as SQLite has it; see `durability`."""
    return Application(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})


def durability(app: Application[Any]) -> tuple[str, int]:
    """The journal mode and the level of PRAGMA synchronous (2 is FULL) that its connections have."""
    if not isinstance(app.recorder, SQLiteRecorder):
        raise TypeError(f"not an SQLite recorder: {app.recorder}")
    with app.recorder.datastore.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        return str(mode), int(cursor.fetchone()[0])


def save(app: Application[Any], articles: Iterable[dict[str, Any]]) -> None:
    """One call of the application's save: one transaction."""
    app.save(*(RecordedArticle(article) for article in articles))


def fields(recorded: ArticleRecorded) -> dict[str, Any]:
    """The article as the package's JSON transcoder takes it."""
    built: dict[str, Any] = msgspec.to_builtins(recorded.article)
    return built


def store_readings(app: Application[Any], readings: Iterable[ArticleRead]) -> None:
    """Put readings into its recorder, through its mapper."""
    stored = []
    for reading in readings:
        built = msgspec.to_builtins(reading)
        del built["type"]
        happened = Read(originator_id=uuid4(), originator_version=1, timestamp=DomainEvent.create_timestamp(), **built)
        stored.append(app.mapper.to_stored_event(happened))
    app.recorder.insert_events(stored)


def replay(app: Application[Any]) -> Iterator[Any]:
    """All events of the application, as its projections get them: recorder, then mapper."""
    start = 1
    while page := app.recorder.select_notifications(start=start, limit=_PAGE):
        for notification in page:
            yield app.mapper.to_domain_event(notification)
        start = page[-1].id + 1
