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
        self._unchanged: list[str] = []
        self._written: asyncio.Future[None] | None = None

    async def save(self, feed: FeedMemory, *, unchanged: bool = False) -> None:
        """Return when the feed is remembered, and whether it was asked and is as it was. Raises StoreError."""
        self._feeds.append(feed)
        if unchanged:
            self._unchanged.append(feed.source)
        if self._written is None:
            loop = asyncio.get_running_loop()
            self._written = loop.create_future()
            loop.call_soon(self._write)
        await asyncio.shield(self._written)  # one that is stopped stops no other

    def _write(self) -> None:
        feeds, self._feeds = self._feeds, []
        unchanged, self._unchanged = self._unchanged, []
        written, self._written = self._written, None
        if written is None:
            return
        try:
            self._coverage.save(feeds, unchanged)
        except StoreError as error:
            written.set_exception(error)
        else:
            written.set_result(None)
