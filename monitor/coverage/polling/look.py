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
    parts: tuple[Look | Fault, ...] = ()  # of an index of sitemaps: those that a poll reads

    def shown(self) -> dict[str, Any]:
        """For a report."""
        feed = self.feed or Feed(format="web page")
        looks = [self, *(part for part in self.parts if isinstance(part, Look))]
        return {
            "url": self.url,
            "final_url": self.final_url,
            "format": feed.format,
            "title": feed.title,
            "etag": self.etag,
            "last_modified": self.last_modified,
            "flaw": feed.flaw,
            "entries": [msgspec.to_builtins(entry) for one in looks if one.feed for entry in one.feed.entries],
            "parts": [part.part() for part in self.parts],
            "feeds": [msgspec.to_builtins(link) for link in self.links],
        }

    def part(self) -> dict[str, Any]:
        """For a report on the index."""
        feed = self.feed or Feed(format="web page")
        problem = "is an index of sitemaps within another one: it is not followed" if feed.parts else None
        return {"url": self.url, "format": feed.format, "entries": len(feed.entries), "problem": problem}


class Fault(msgspec.Struct, frozen=True):
    """A part that can't be used."""

    url: str
    problem: str

    def part(self) -> dict[str, Any]:
        """For a report on the index."""
        return {"url": self.url, "format": None, "entries": 0, "problem": self.problem}


async def look(url: str, client: Client, parsers: Workers) -> Look:
    """Fetch an address once, and what an index of sitemaps there names.

    Raises InputError where there is neither a feed nor a page that names one.
    """
    found = await _one(url, client, parsers)
    names = found.feed.parts if found.feed else ()
    return msgspec.structs.replace(found, parts=tuple([await _part(name, client, parsers) for name in names]))


async def _part(url: str, client: Client, parsers: Workers) -> Look | Fault:
    try:
        return await _one(url, client, parsers)
    except InputError as error:
        return Fault(url, error.what)


async def _one(url: str, client: Client, parsers: Workers) -> Look:
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
