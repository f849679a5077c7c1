"""A look at an address without remembering it: the feed there, or the feeds that the page there names."""

from __future__ import annotations

from typing import Any

import msgspec

from events.errors import InputError
from monitor.coverage.feeds.discovery import Link
from monitor.coverage.feeds.feed import Feed
from monitor.coverage.fetching.client import FEEDS, Answer, Client
from monitor.coverage.polling.jobs import Discover, Discovered, ParsedFeed, ParseFeed
from monitor.coverage.polling.workers import Workers
from monitor.coverage.seam import Entry


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What is at an address."""

    url: str
    final_url: str
    etag: str | None
    last_modified: str | None
    feed: Feed | None = None  # None where it is a page
    links: tuple[Link, ...] = ()  # that the page names

    def shown(self) -> dict[str, Any]:
        """For a report."""
        feed = self.feed or Feed(format="web page")
        return {
            "url": self.url,
            "final_url": self.final_url,
            "format": feed.format,
            "title": feed.title,
            "etag": self.etag,
            "last_modified": self.last_modified,
            "flaw": feed.flaw,
            "entries": [msgspec.to_builtins(entry) for entry in feed.entries],
            "feeds": [msgspec.to_builtins(link) for link in self.links],
        }


async def look(url: str, client: Client, parsers: Workers) -> Look:
    """Fetch an address once. Raises InputError where there is neither a feed nor a page that names one."""
    answer = await client.get(url, accept=FEEDS)
    page = answer.page
    if not 200 <= page.status < 300:  # noqa: PLR2004 - success
        raise InputError(f"the server answers HTTP {page.status}", where=url)
    content_type = page.headers.get("content-type", "")
    job = ParseFeed(content_type=content_type, source=url, base=page.final_url)
    try:
        parsed = await parsers.do(job, page.body, ParsedFeed, where=url)
    except InputError:
        finding = Discover(content_type=content_type, base=page.final_url)
        found = await parsers.do(finding, page.body, Discovered, where=url)
        if not found.links:
            raise
        return _look(answer, None, found.links)
    entries = tuple(msgspec.msgpack.decode(item.data, type=Entry) for item in parsed.items)
    return _look(answer, msgspec.structs.replace(parsed.feed, entries=entries), ())


def _look(answer: Answer, feed: Feed | None, links: tuple[Link, ...]) -> Look:
    page = answer.page
    return Look(
        url=page.url,
        final_url=page.final_url,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        feed=feed,
        links=links,
    )
