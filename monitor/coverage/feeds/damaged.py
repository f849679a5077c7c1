"""Feeds that are no proper XML, by feedparser: it guesses what was meant."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from monitor.coverage.feeds import texts
from monitor.coverage.feeds.dates import moment
from monitor.coverage.feeds.feed import ENTRIES, Feed
from monitor.coverage.seam import Entry


def read(document: bytes, *, source: str, base: str, flaw: str) -> Feed:
    """The feed in a document, which is UTF-8; no entries where feedparser finds none."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    parsed = feedparser.parse(
        io.BytesIO(document), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )
    feed = parsed.feed
    title, language = texts.plain(feed.get("title")), texts.kept(feed.get("language"))
    return Feed(
        format=feedparser.api.SUPPORTED_VERSIONS.get(parsed.get("version") or "", "unknown"),
        title=title,
        language=language,
        entries=tuple(_entry(item, source, base, title, language) for item in parsed.entries[:ENTRIES]),
        every_seconds=texts.every(feed.get("ttl"), feed.get("sy_updateperiod"), feed.get("sy_updatefrequency")),
        flaw=flaw,
    )


def _entry(item: Any, source: str, base: str, title: str | None, language: str | None) -> Entry:  # noqa: ANN401
    written = item.get("published") or item.get("updated")
    content = next((part.get("value") for part in item.get("content", ()) if part.get("value")), None)
    authors = [author.get("name") for author in item.get("authors", ()) if author.get("name")]
    return Entry(
        feed=source,
        guid=texts.kept(item.get("id")),
        link=texts.link(item.get("link"), base),
        title=texts.plain(item.get("title")),
        summary=texts.kept(item.get("summary")),
        content=texts.kept(content),
        published=moment(written),
        published_text=written,
        updated=moment(item.get("updated")),
        authors=tuple(filter(None, map(texts.plain, authors))),
        language=item.get("language") or language,
        publisher=texts.plain((item.get("source") or {}).get("title")) or title,
    )
