"""What is done to other people's bytes in a process of its own: parsing feeds, finding feeds, extracting articles.

A job is a value that is sent to the process (its body apart, since it is large), and its result is one that comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec.structs import replace

from events.article import Article
from monitor.coverage.feeds.discovery import Link
from monitor.coverage.feeds.feed import Feed
from monitor.coverage.polling.keys import Item
from monitor.coverage.seam import Entry, Extractor, Fetched, Parked


class ParsedFeed(msgspec.Struct, frozen=True, tag=True):
    """A feed whose entries are packed already, so that they needn't be unpacked on their way."""

    feed: Feed  # without its entries
    items: tuple[Item, ...]


class Discovered(msgspec.Struct, frozen=True, tag=True):
    """The feeds that a page names."""

    links: tuple[Link, ...]


class Extracted(msgspec.Struct, frozen=True, tag=True):
    """One of the two."""

    article: Article | None = None
    parked: Parked | None = None


class Unusable(msgspec.Struct, frozen=True, tag=True):
    """An InputError, sent across."""

    what: str
    where: str | None
    hint: str | None


Result = ParsedFeed | Discovered | Extracted | Unusable


class ParseFeed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Parse a feed; the body comes apart."""

    content_type: str
    source: str
    base: str


class Discover(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Find the feeds of a page; the body comes apart."""

    content_type: str
    base: str


class Extract(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Make an article of an entry; the page's body comes apart."""

    entry: bytes  # MessagePack
    seen_at: datetime  # UTC
    url: str | None = None  # None: no page
    final_url: str = ""
    status: int = 200
    headers: Mapping[str, str] = {}
    fetched_at: datetime | None = None

    def page(self, body: bytes) -> Fetched | None:
        """The page with its body."""
        if self.url is None or self.fetched_at is None:
            return None
        return Fetched(
            url=self.url,
            final_url=self.final_url,
            status=self.status,
            headers=self.headers,
            body=body,
            fetched_at=self.fetched_at,
        )


Job = ParseFeed | Discover | Extract


def done(job: Job, body: bytes, extractor: Extractor) -> Result:
    """The result of a job. Raises InputError."""
    match job:
        case ParseFeed():
            return _parsed(job, body)
        case Discover():
            from monitor.coverage.feeds.discovery import discover

            return Discovered(tuple(discover(body, content_type=job.content_type, base=job.base)))
        case Extract():
            entry = msgspec.msgpack.decode(job.entry, type=Entry)
            made = extractor(entry, job.page(body), job.seen_at)
            return Extracted(parked=made) if isinstance(made, Parked) else Extracted(article=made)


def _parsed(job: ParseFeed, body: bytes) -> ParsedFeed:
    from monitor.coverage.feeds.parsing import parse
    from monitor.coverage.polling import keys

    feed = parse(body, content_type=job.content_type, source=job.source, base=job.base)
    return ParsedFeed(replace(feed, entries=()), tuple(keys.items(feed.entries)))
