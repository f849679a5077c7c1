"""A story's state as mappings over the projections: read when asked for, written when the batch ends."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from events.facts import Block
from events.story import Coverage
from monitor.projections.database import Projections

_KEPT = 4096  # values a table keeps in memory between batches; bounds what a rebuild needs
T = TypeVar("T")


class Table(Mapping[str, T], Generic[T]):
    """One table of one story, by key. What was put stays in memory until `pending` is taken."""

    def __init__(self, projections: Projections, story: str, select: str, kind: type[T]) -> None:
        self._projections = projections
        self._story = story
        self._select = select
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._kept: OrderedDict[str, T | None] = OrderedDict()
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

    def pending(self) -> dict[str, T | None]:
        """What was put since the last call, now to be written."""
        taken, self._pending = self._pending, {}
        for key, value in taken.items():
            self._keep(key, value)
        return taken

    def _look_up(self, key: str) -> T | None:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        rows = self._projections.rows(self._select, self._story, key)
        value = self._decoder.decode(rows[0][0]) if rows else None
        self._keep(key, value)
        return value

    def _keep(self, key: str, value: T | None) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def blocks(projections: Projections, story: str) -> Table[Block]:
    """The blocks of a story."""
    return Table(projections, story, "SELECT data FROM blocks WHERE story = ? AND key = ?", Block)


def articles(projections: Projections, story: str) -> Table[Coverage]:
    """The articles that bear on a story."""
    return Table(projections, story, "SELECT data FROM articles WHERE story = ? AND id = ?", Coverage)
