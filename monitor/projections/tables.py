"""A story's state as mappings over the projections: read when asked for, written when the batch ends."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import json

from events.copies import Print, Shelf
from events.coverage import Coverage
from events.facts import Block
from events.story import AsRead
from monitor.projections.database import Projections

_BUDGET = 32_000_000  # bytes as stored; in memory values take several times as much
_NOTHING = 100  # what remembering that there is no value counts for
T = TypeVar("T")
_encode = msgspec.msgpack.Encoder().encode


class Cache:
    """Values of all tables of all stories, the least recently used forgotten: what a rebuild needs is bounded by it."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self._left = budget
        self._kept: OrderedDict[tuple[str, ...], tuple[Any, int]] = OrderedDict()

    def get(self, key: tuple[str, ...]) -> tuple[Any, int] | None:
        """The value, None included, with its size; None where it isn't known."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def forget(self, story: str) -> None:
        """Forget what is remembered of a story: its tables were emptied."""
        for key in [key for key in self._kept if key[1] == story]:
            self._left += self._kept.pop(key)[1]

    def keep(self, key: tuple[str, ...], value: object, size: int) -> None:
        """Remember a value that is `size` bytes on disk."""
        known = self._kept.pop(key, None)
        self._left += known[1] if known else 0
        self._kept[key] = (value, size)
        self._left -= size
        while self._left < 0 and len(self._kept) > 1:
            self._left += self._kept.popitem(last=False)[1][1]


class Table(Mapping[str, T], Generic[T]):
    """One table of one story, by key. What was put stays in memory until `pending` is taken."""

    def __init__(self, projections: Projections, cache: Cache, story: str, select: str, kind: type[T]) -> None:
        self._projections = projections
        self._cache = cache
        self._story = story
        self._select = select
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._pending: dict[str, T | None] = {}

    def __getitem__(self, key: str) -> T:
        """The value; KeyError where there is none."""
        value = self._pending[key] if key in self._pending else self._look_up(key)
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a table on disk is asked by key")

    def __len__(self) -> int:
        raise TypeError("a table on disk is asked by key")

    def put(self, key: str, value: T | None) -> None:
        """Set a value, or None to remove it."""
        self._pending[key] = value

    def pending(self) -> Iterator[tuple[str, T | None, bytes]]:
        """What was put since the last call, now to be written, each with its encoding; b'' for what is removed."""
        taken, self._pending = self._pending, {}
        for key, value in taken.items():
            data = b"" if value is None else _encode(value)
            self._cache.keep((self._select, self._story, key), value, len(data) or _NOTHING)
            yield key, value, data

    def _look_up(self, key: str) -> T | None:
        place = (self._select, self._story, key)
        known = self._cache.get(place)
        if known is not None:
            value: T | None = known[0]
            return value
        rows = self._projections.rows(self._select, self._story, key)
        value = self._decoder.decode(rows[0][0]) if rows else None
        self._cache.keep(place, value, len(rows[0][0]) if rows else _NOTHING)
        return value


def blocks(projections: Projections, cache: Cache, story: str) -> Table[Block]:
    """The blocks of a story."""
    return Table(projections, cache, story, "SELECT data FROM blocks WHERE story = ? AND key = ?", Block)


def articles(projections: Projections, cache: Cache, story: str) -> Table[Coverage]:
    """The articles that bear on a story."""
    return Table(projections, cache, story, "SELECT data FROM articles WHERE story = ? AND id = ?", Coverage)


def as_read(projections: Projections, cache: Cache, story: str) -> Table[AsRead]:
    """What the articles that corrections are about say without them."""
    return Table(projections, cache, story, "SELECT data FROM as_read WHERE story = ? AND id = ?", AsRead)


class Prints:
    """The prints of a story's articles on disk, with those of the batch that is not yet written: a `copies.Prints`."""

    def __init__(self, projections: Projections, cache: Cache, story: str) -> None:
        self._projections = projections
        self._story = story
        self._table = Table(projections, cache, story, "SELECT data FROM prints WHERE story = ? AND id = ?", Print)
        self._batch = Shelf()
        self._before: dict[str, Print | None] = {}  # what the disk has of those that the batch replaces

    def get(self, article: str) -> Print | None:
        """The print of an article."""
        return self._table.get(article)

    def sharing(self, bands: Iterable[int]) -> set[str]:
        """The articles whose prints have one of the bands."""
        asked = json.encode(tuple(bands)).decode()
        rows = self._projections.rows(
            "SELECT DISTINCT id FROM bands WHERE story = ? AND band IN (SELECT value FROM json_each(?))",
            self._story,
            asked,
        )
        on_disk = {str(name) for (name,) in rows} - self._before.keys()
        return on_disk | self._batch.sharing(json.decode(asked))

    def put(self, article: str, one: Print | None) -> None:
        """Set an article's print, or None to remove it."""
        if article not in self._before:
            self._before[article] = self._table.get(article)
        self._table.put(article, one)
        self._batch.put(article, one)

    def flush(self) -> None:
        """Write what the batch put."""
        name, many = self._story, self._projections.many
        gone = [(name, band, key) for key, one in self._before.items() if one for band in one.bands]
        many("DELETE FROM bands WHERE story = ? AND band = ? AND id = ?", gone)
        written = list(self._table.pending())
        many("DELETE FROM prints WHERE story = ? AND id = ?", [(name, key) for key, one, _ in written if one is None])
        many("INSERT OR REPLACE INTO prints VALUES (?, ?, ?)", [(name, key, data) for key, one, data in written if one])
        bands = ((name, band, key) for key, one, _ in written if one for band in one.bands)
        many("INSERT INTO bands VALUES (?, ?, ?)", sorted(bands))  # in the order of the table, which is written faster
        self._before, self._batch = {}, Shelf()
