"""The same rows written with nothing but sqlite3: the log's own schema, triggers and durability, no port, no checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from events.store.chain import START, link
from events.store.compression import Compression
from events.store.port import NewEvent
from events.store.schema import query
from events.store.sqlite import SqliteStore

_TIME = "2019-05-06T07:08:09.000000Z"


class PlainLog:
    """A connection that inserts. With `whole`, rows have what the schema asks for: the digest and compressed data."""

    def __init__(self, path: Path, *, whole: bool) -> None:
        with closing(SqliteStore(path)):
            pass  # makes the tables
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA synchronous = FULL")
        self._insert = query("insert")
        self._compression = Compression() if whole else None
        self._position, self._digest = 0, START

    def append(self, events: Sequence[NewEvent]) -> None:
        """Insert in one transaction."""
        rows = []
        for event in events:
            self._position += 1
            compression, data = 0, event.data
            if self._compression:
                self._digest = link(self._digest, event, position=self._position, version=1, recorded_at=_TIME)
                compression, data = self._compression.compress(data)
            rows.append((self._position, event.id, event.type, event.stream, 1, _TIME, self._digest, compression, data))
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(self._insert, rows)
        self._db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._db.close()
