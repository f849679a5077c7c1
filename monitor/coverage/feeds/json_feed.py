"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

from typing import Any

import msgspec

from events.errors import InputError
from monitor.coverage.feeds import texts
from monitor.coverage.feeds.dates import moment
from monitor.coverage.feeds.feed import ENTRIES, Feed
from monitor.coverage.seam import Entry


def read(document: bytes, *, source: str, base: str) -> Feed:
    """The feed in a document, which is UTF-8. Fields of the wrong type are passed over. Raises InputError."""
    try:
        said = msgspec.json.decode(document)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"is not valid JSON: {error}", where=source) from error
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        raise InputError("is JSON, but no JSON Feed: it has no items", where=source)
    title, language = texts.plain(_string(said, "title")), _string(said, "language")
    entries = [_entry(item, source, base, title, language) for item in items[:ENTRIES] if isinstance(item, dict)]
    flaw = f"only its first {ENTRIES} entries are read" if len(items) > ENTRIES else None
    return Feed(format="JSON Feed", title=title, language=language, entries=tuple(entries), flaw=flaw)


def _entry(item: dict[str, Any], source: str, base: str, title: str | None, language: str | None) -> Entry:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (_string(author, "name") for author in authors or () if isinstance(author, dict))
    written = _string(item, "date_published")
    return Entry(
        feed=source,
        guid=_string(item, "id"),
        link=texts.link(_string(item, "url") or _string(item, "external_url"), base),
        title=texts.plain(_string(item, "title")),
        summary=_string(item, "summary"),
        content=_string(item, "content_html") or _string(item, "content_text"),
        published=moment(written),
        published_text=written,
        updated=moment(_string(item, "date_modified")),
        authors=tuple(filter(None, names)),
        language=_string(item, "language") or language,
        publisher=title,
    )


def _string(said: dict[str, Any], key: str) -> str | None:
    value = said.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # ids and Unix times, against the specification
    return texts.kept(value) if isinstance(value, str) else None
