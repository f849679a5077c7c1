"""Feeds are remembered together: whoever saves in the same turn of the loop shares one transaction."""

from __future__ import annotations

import asyncio

from events.errors import StoreError
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.memory import FeedMemory


class Saving:
    """Used by one event loop."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._feeds: list[FeedMemory] = []
        self._written: asyncio.Future[None] | None = None

    async def save(self, feed: FeedMemory) -> None:
        """Return when the feed is remembered. Raises StoreError."""
        self._feeds.append(feed)
        if self._written is None:
            loop = asyncio.get_running_loop()
            self._written = loop.create_future()
            loop.call_soon(self._write)
        await asyncio.shield(self._written)  # one that is stopped stops no other

    def _write(self) -> None:
        feeds, self._feeds = self._feeds, []
        written, self._written = self._written, None
        if written is None:
            return
        try:
            self._coverage.save(feeds)
        except StoreError as error:
            written.set_exception(error)
        else:
            written.set_result(None)
