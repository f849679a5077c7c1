"""The parts that a poll is made of, put together by `monitor.wiring`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from events.article import Article
from monitor.coverage.fetching.client import Client
from monitor.coverage.polling.clock import Clock
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.hosts import Hosts
from monitor.coverage.polling.robots import Robots
from monitor.coverage.polling.saving import Saving
from monitor.coverage.polling.schedule import Rules
from monitor.coverage.polling.slots import Slots
from monitor.coverage.polling.workers import Workers
from monitor.cycle import Ingested


class Recorded(msgspec.Struct, frozen=True):
    """What came of articles that were to be recorded."""

    ingested: Ingested
    suspected: int = 0  # known articles whose text differs: a second fetch decides
    waiting: frozenset[str] = frozenset()  # ids of these whose text is the feed's own: its next poll decides


# Appends to the log, for good, before it returns: articles, and the ids of those that a second fetch confirmed.
Record = Callable[[list[Article], frozenset[str]], Awaitable[Recorded]]


class Progress(Protocol):
    """Is told how far a poll has come."""

    def feeds(self, done: int, of: int) -> None:
        """So many feeds are done."""

    def pages(self, done: int, of: int) -> None:
        """So many pages are done."""

    def looks(self, done: int, of: int) -> None:
        """So many pages of recorded articles were looked at again."""


class Silent:
    """Nobody watches."""

    def feeds(self, done: int, of: int) -> None:
        """Nothing."""

    def pages(self, done: int, of: int) -> None:
        """Nothing."""

    def looks(self, done: int, of: int) -> None:
        """Nothing."""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """What polling uses; nothing in it chooses anything."""

    coverage: Coverage
    client: Client
    hosts: Hosts
    robots: Robots
    parsers: Workers
    extractors: Workers
    clock: Clock
    draw: Callable[[], float]  # a number from 0 up to 1, at random
    record: Record
    rules: Rules
    slots: Slots
    saving: Saving
    pages_per_feed: int
    progress: Progress
