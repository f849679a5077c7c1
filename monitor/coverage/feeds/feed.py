"""A feed as it was parsed."""

from __future__ import annotations

import msgspec

from monitor.coverage.seam import Entry

ENTRIES = 2000  # of one feed; what comes after them is left out


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says, in the order in which it says it."""

    format: str  # 'RSS 2.0', 'Atom', 'RDF', 'JSON Feed', 'news sitemap', 'sitemap index' ...
    title: str | None = None
    language: str | None = None  # BCP 47
    entries: tuple[Entry, ...] = ()
    parts: tuple[str, ...] = ()  # of a sitemap index: the addresses of the sitemaps that are to be read
    every_seconds: float | None = None  # how often it asks to be polled: ttl, or sy:updatePeriod and sy:updateFrequency
    cut_off: bool = False  # whether the document ends in the middle: the rest may come with the next poll
    flaw: str | None = None  # one line, where the document is damaged, or was cut, and was used all the same
