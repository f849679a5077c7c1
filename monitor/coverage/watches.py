"""`data/watches.db`: the pages that are looked at again, see monitor/coverage/articles/revisions.py for when.

All of it follows from the log, apart from what the last looks found: losing it costs some looks, no article.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from events import codec
from events.article import Article
from events.errors import StoreError
from events.log import ArticleRecorded
from events.store.port import Store
from monitor.coverage.articles import revisions
from monitor.coverage.articles.revisions import Watch
from monitor.sqlite import opened

_RECORDED = (str(ArticleRecorded.__struct_config__.tag),)
_HINT = "move it away: it is made anew"
_BUSY = 10.0  # seconds that another process is waited for
_encode = msgspec.msgpack.Encoder().encode
_SCHEMA = """
CREATE TABLE watches (
    article TEXT PRIMARY KEY,
    next_at REAL NOT NULL,   -- Unix seconds; the next look, not before
    watch BLOB NOT NULL,     -- MessagePack of revisions.Watch
    page BLOB NOT NULL       -- MessagePack of Page
) STRICT;
CREATE INDEX watches_next ON watches (next_at);
CREATE TABLE filled (position INTEGER NOT NULL) STRICT;
"""


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a look has to know of an article's page."""

    url: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    first_seen: str  # UTC


class Watches:
    """A connection to the file; one process uses it, under the lock of polling."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._explained("opened"):
            self._db = opened(path, _SCHEMA, _BUSY)
            self._db.isolation_level = "IMMEDIATE"

    def fill(self, log: Store) -> None:
        """Watch the pages of articles that were recorded since the last time."""
        with self._explained("written"), self._db:
            [(done,)] = self._db.execute("SELECT coalesce(max(position), 0) FROM filled")
            position = done
            for stored in log.replay(done, types=_RECORDED):
                position = stored.position
                event = codec.decode(stored.type, stored.data)
                if isinstance(event, ArticleRecorded):
                    self._watch(event.article)
            if position != done:
                self._db.execute("DELETE FROM filled")
                self._db.execute("INSERT INTO filled VALUES (?)", (position,))

    def of(self, article: str) -> Watch | None:
        """The watch over an article; None where there is none, or no longer."""
        with self._explained("read"):
            row = self._db.execute("SELECT watch FROM watches WHERE article = ?", (article,)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Watch) if row else None

    def begin(self, watch: Watch, found: Article) -> Watch:
        """Watch the page at which an article that isn't watched was found."""
        with self._explained("written"), self._db:
            self._put(watch, watch.looked_at.timestamp(), found)
        return watch

    def due(self, now: float, most: int) -> list[tuple[Watch, Page]]:
        """The watches whose time has come, the longest due first."""
        with self._explained("read"):
            rows = self._db.execute(
                "SELECT watch, page FROM watches WHERE next_at <= ? ORDER BY next_at, article LIMIT ?", (now, most)
            ).fetchall()
        decode = msgspec.msgpack.decode
        return [(decode(watch, type=Watch), decode(page, type=Page)) for watch, page in rows]

    def looked(self, watches: Iterable[Watch]) -> None:
        """Keep what came of looks; a page that was looked at often enough is forgotten."""
        with self._explained("written"), self._db:
            for watch in watches:
                at = revisions.due(watch)
                if at is None:
                    self._db.execute("DELETE FROM watches WHERE article = ?", (watch.article,))
                else:
                    self._db.execute(
                        "UPDATE watches SET next_at = ?, watch = ? WHERE article = ?",
                        (at.timestamp(), _encode(watch), watch.article),
                    )

    def put_off(self, article: str, until: float) -> None:
        """The page's host wants no requests before a time (Unix seconds)."""
        with self._explained("written"), self._db:
            self._db.execute("UPDATE watches SET next_at = ? WHERE article = ?", (until, article))

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _watch(self, article: Article) -> None:
        watch = revisions.watch(article)
        at = revisions.due(watch) if watch else None
        if watch is not None and at is not None:
            self._put(watch, at.timestamp(), article)

    def _put(self, watch: Watch, next_at: float, article: Article) -> None:
        if article.url is None or article.first_seen is None:
            return
        page = Page(
            url=article.url,
            title=article.title,
            published=article.published,
            publisher=article.publisher,
            language=article.language,
            authors=article.authors,
            first_seen=article.first_seen,
        )
        self._db.execute(
            "INSERT OR IGNORE INTO watches VALUES (?, ?, ?, ?)",
            (watch.article, next_at, _encode(watch), _encode(page)),
        )

    @contextmanager
    def _explained(self, done: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(f"can't be {done}: {error}", where=str(self.path), hint=_HINT) from error


def any_due(path: Path, now: float) -> bool:
    """Whether a page is to be looked at again. Raises StoreError."""
    if not path.exists():
        return False
    watches = Watches(path)
    try:
        return bool(watches.due(now, 1))
    finally:
        watches.close()
