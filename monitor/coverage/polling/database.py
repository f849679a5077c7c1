"""`data/coverage.db`: what polling remembers, and the queue of entries between the feeds and the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from events.errors import NewerFormatError, StoreError
from monitor.coverage.polling.buckets import Bucket
from monitor.coverage.polling.keys import Item
from monitor.coverage.polling.memory import FeedMemory
from monitor.coverage.seam import Entry
from monitor.sqlite import make_once, statements

_FORMAT = 5
# What makes a file of the format before into one of this.
_UPGRADES = {
    2: (
        "ALTER TABLE entries ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX entries_held ON entries (source) WHERE held = 1",
    ),
    3: ("ALTER TABLE feeds ADD COLUMN fresh REAL",),
    4: ("CREATE TABLE asked (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT",),
    5: (
        "ALTER TABLE feeds ADD COLUMN part_of TEXT",
        "CREATE INDEX feeds_parts ON feeds (part_of) WHERE part_of IS NOT NULL",
    ),
}
_KEPT = 90 * 86400.0  # seconds after which an entry that its feed no longer lists is forgotten
_FIELDS = FeedMemory.__struct_fields__
_SAVE = f"INSERT OR REPLACE INTO feeds ({', '.join(_FIELDS)}) VALUES ({', '.join('?' * len(_FIELDS))})"  # noqa: S608 - field names
_OF = "source IN (SELECT value FROM json_each(?))"
_LOAD = f"SELECT {', '.join(_FIELDS)} FROM feeds"  # noqa: S608 - field names


class Pending(msgspec.Struct, frozen=True):
    """An entry that waits to become an article."""

    number: int
    entry: bytes  # MessagePack
    seen_at: float  # Unix seconds
    tries: int
    held: bool = False  # differed from what is recorded, and its feed, asked again, still has it so


class Coverage:
    """A connection to the file; see holding.py for who may poll."""

    def __init__(self, path: Path, *, timeout_seconds: float = 10.0) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=timeout_seconds, isolation_level=None)
            try:
                self._prepare(timeout_seconds)
            except BaseException:
                self._db.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"can't be opened: {error}", where=str(path), hint="move it away: it is made anew"
            ) from error

    def feeds(self) -> dict[str, FeedMemory]:
        """Every feed that was ever polled, by its source."""
        rows = self._rows(_LOAD)
        return {row[0]: msgspec.convert(dict(zip(_FIELDS, row, strict=True)), FeedMemory, strict=False) for row in rows}

    def polled_for(self, sources: Sequence[str]) -> list[FeedMemory]:
        """The feeds of sources in their order, then the sitemaps that are read for those that are indexes of them."""
        known = self.feeds()
        feeds = {source: known.get(source) or FeedMemory(source=source, address=source) for source in sources}
        parts = {name: feed for name, feed in known.items() if feed.part_of in feeds and name not in feeds}
        return [*feeds.values(), *parts.values()]

    def keep_parts(self, index: str, parts: Sequence[str]) -> None:
        """Which sitemaps are read for a source, as a part of a transaction; what others had brought becomes its own."""
        had = {row[0] for row in self._rows("SELECT source FROM feeds WHERE part_of = ?", index)}
        for gone in had - set(parts):
            self._db.execute("UPDATE OR IGNORE entries SET source = ? WHERE source = ?", (index, gone))
            self._db.execute("DELETE FROM entries WHERE source = ?", (gone,))
            self._db.execute("DELETE FROM feeds WHERE source = ?", (gone,))
        known = {row[0] for row in self._rows("SELECT source FROM feeds")} if set(parts) - had else had
        for part in parts:
            if part not in known:
                self.put(FeedMemory(source=part, address=part, part_of=index))

    def save(self, feeds: Iterable[FeedMemory], unchanged: Iterable[str] = ()) -> None:
        """Remember feeds; those that were asked and are as they were confirm what is held, see `hold`."""
        with self.transaction():
            for feed in feeds:
                self.put(feed)
            held = self._rows("SELECT DISTINCT source FROM entries WHERE held = 1")
            for source in {row[0] for row in held}.intersection(unchanged):
                self.confirm(source)

    def put(self, feed: FeedMemory) -> None:
        """Remember a feed, as a part of a transaction."""
        self._db.execute(_SAVE, msgspec.structs.astuple(feed))

    def store_items(self, source: str, items: Sequence[Item], now: float) -> tuple[int, int]:
        """Put the entries of a feed into the queue, as a part of a transaction; forget those that are long gone.

        The number of entries that are new, and of known ones that changed: both wait to become articles.
        """
        known = dict(self._rows("SELECT key, digest FROM entries WHERE source = ?", source))
        new = [item for item in items if item.key not in known]
        changed = [item for item in items if known.get(item.key, item.digest) != item.digest]
        self._db.executemany(
            "INSERT INTO entries (source, key, digest, entry, state, seen_at) VALUES (?, ?, ?, ?, 'pending', ?)",
            [(source, item.key, item.digest, item.data, now) for item in new],
        )
        self._db.executemany(
            "UPDATE entries SET digest = ?, entry = ?, state = 'pending', tries = 0, next_try = 0, reason = NULL,"
            " held = 0"
            " WHERE source = ? AND key = ?",
            [(item.digest, item.data, source, item.key) for item in changed],
        )
        gone = known.keys() - {item.key for item in items}
        self._db.executemany(
            "DELETE FROM entries WHERE source = ? AND key = ? AND state <> 'pending' AND seen_at < ?",
            [(source, key, now - _KEPT) for key in gone],
        )
        return len(new), len(changed)

    def pending(self, now: float, *, per_feed: int, sources: Sequence[str]) -> list[Pending]:
        """Entries whose turn it is, at most `per_feed` of each of the sources, in the order of their feeds."""
        rows = self._rows(
            "SELECT number, entry, seen_at, tries, held = 2 FROM"
            " (SELECT *, row_number() OVER (PARTITION BY source ORDER BY number) n"
            " FROM entries WHERE state = 'pending' AND held <> 1 AND next_try <= ?"
            " AND source IN (SELECT value FROM json_each(?)))"
            " WHERE n <= ? ORDER BY n, number",
            now,
            _json(sources),
            per_feed,
        )
        return [Pending(*row) for row in rows]

    def waiting(self) -> int:
        """How many entries wait to become articles."""
        return int(self._rows("SELECT count(*) FROM entries WHERE state = 'pending'")[0][0])

    def recorded(self, done: Iterable[tuple[int, str]]) -> None:
        """Entries became articles that are in the log: their numbers, and the articles' ids."""
        with self.transaction():
            self._db.executemany(
                "UPDATE entries SET state = 'recorded', entry = NULL, reason = NULL, held = 0, article = ?"
                " WHERE number = ?",
                [(article, number) for number, article in done],
            )

    def hold(self, numbers: Iterable[int]) -> None:
        """Entries whose text differs from what is recorded: they wait until their feed was asked once more."""
        with self.transaction():
            self._db.executemany("UPDATE entries SET held = 1 WHERE number = ?", [(number,) for number in numbers])

    def confirm(self, source: str) -> None:
        """A feed was asked once more and is as it was, as a part of a transaction."""
        self._db.execute("UPDATE entries SET held = 2 WHERE source = ? AND held = 1", (source,))

    def asked(self) -> int:
        """The position in the log of the last definition of a story that has asked for entries again; 0 at first."""
        rows = self._rows("SELECT position FROM asked")
        return int(rows[0][0]) if rows else 0

    def ask_again(self, entries: Mapping[str, Entry], asked: int) -> None:
        """Let entries wait to become articles once more, by the ids of the articles that they once became.

        They are what the definitions of stories up to the position `asked` may want.
        """
        if asked == self.asked():
            return
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO asked VALUES (1, ?)", (asked,))
            self._db.executemany(
                "UPDATE entries SET state = 'pending', entry = ?, tries = 0, next_try = 0"
                " WHERE article = ? AND state = 'recorded'",
                [(msgspec.msgpack.encode(entry), article) for article, entry in entries.items()],
            )

    def park(self, number: int, reason: str) -> None:
        """An entry can't become an article."""
        with self.transaction():
            self._db.execute(
                "UPDATE entries SET state = 'parked', entry = NULL, reason = ? WHERE number = ?", (reason, number)
            )

    def put_off(self, number: int, until: float, *, tries: int, reason: str) -> None:
        """An entry is to be tried again."""
        with self.transaction():
            self._db.execute(
                "UPDATE entries SET next_try = ?, tries = ?, reason = ? WHERE number = ?",
                (until, tries, reason, number),
            )

    def entries_by_state(self, sources: Sequence[str]) -> dict[str, int]:
        """How many entries of feeds are pending, recorded and parked."""
        return dict(self._rows(f"SELECT state, count(*) FROM entries WHERE {_OF} GROUP BY state", _json(sources)))  # noqa: S608

    def arrivals(self, sources: Sequence[str], most: int) -> list[float]:
        """When polls of feeds brought new entries, the latest of them, oldest first."""
        sql = f"SELECT DISTINCT seen_at FROM entries WHERE {_OF} ORDER BY seen_at DESC LIMIT ?"  # noqa: S608 - no values
        return [seen_at for (seen_at,) in reversed(self._rows(sql, _json(sources), most))]

    def parked(self, sources: Sequence[str]) -> list[tuple[str, str]]:
        """The entries of feeds that are parked: their keys and the reasons."""
        sql = f"SELECT key, reason FROM entries WHERE {_OF} AND state = 'parked' ORDER BY number"  # noqa: S608
        return self._rows(sql, _json(sources))

    def hosts(self) -> dict[str, Bucket]:
        """The buckets, by host and port."""
        return {row[0]: Bucket(*row[1:]) for row in self._rows("SELECT * FROM hosts")}

    def save_hosts(self, buckets: dict[str, Bucket]) -> None:
        """Remember buckets."""
        with self.transaction():
            self._db.executemany(
                "INSERT OR REPLACE INTO hosts VALUES (?, ?, ?, ?, ?)",
                [(name, *msgspec.structs.astuple(bucket)) for name, bucket in buckets.items()],
            )

    def robots(self, authority: str) -> tuple[str | None, float] | None:
        """A host's robots.txt and when it was fetched; None where it was not."""
        rows = self._rows("SELECT rules, fetched_at FROM robots WHERE authority = ?", authority)
        return (rows[0][0], rows[0][1]) if rows else None

    def save_robots(self, authority: str, rules: str | None, now: float) -> None:
        """Remember a robots.txt."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (authority, rules, now))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises StoreError where the file can't be written."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StoreError(f"can't be written: {error}", where=str(self.path), hint="try again") from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"can't be read: {error}", where=str(self.path), hint="move it away: it is made anew"
            ) from error

    def _prepare(self, timeout_seconds: float) -> None:
        self._db.execute("PRAGMA synchronous = NORMAL")  # a power cut may take the last poll back as a whole
        make_once(self._db, self._is_made, self._make, timeout_seconds)

    def _is_made(self) -> bool:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > _FORMAT:
            raise NewerFormatError("was made by a newer version", where=str(self.path), hint="update story-monitor")
        return bool(version == _FORMAT)

    def _make(self) -> None:
        [(version,)] = self._db.execute("PRAGMA user_version")
        schema = statements((resources.files(__package__) / "schema.sql").read_text(encoding="utf-8"))
        steps = [_UPGRADES[step] for step in range(version + 1, _FORMAT + 1)] if version else [schema]
        for statement in chain.from_iterable(steps):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA user_version = {_FORMAT}")


def _json(sources: Sequence[str]) -> str:
    return msgspec.json.encode(sources).decode()
