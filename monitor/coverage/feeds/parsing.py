"""Whatever a feed's address answered -> the feed in it."""

from __future__ import annotations

from events.errors import InputError
from monitor.coverage.feeds import damaged, json_feed, xml
from monitor.coverage.feeds.encoding import to_utf8
from monitor.coverage.feeds.feed import Feed

_DAMAGED = 1024 * 1024  # bytes; feedparser takes a second for a megabyte, libxml2's recovery a fiftieth of that


def parse(body: bytes, *, content_type: str, source: str, base: str) -> Feed:
    """The feed in a body, decompressed; what the server says of its type is only used for its encoding.

    `source` is what the workspace calls the feed, `base` the address that it came from. Raises InputError where
    there is no feed in it.
    """
    document = to_utf8(body, content_type)
    if not document.strip():
        raise InputError("is empty", where=source)
    if document[:1] in b"{[":
        return json_feed.read(document, source=source, base=base)
    try:
        return xml.read(document, source=source, base=base)
    except xml.NotWellFormedError as error:
        return _damaged(document, error, source, base)


def _damaged(document: bytes, fault: xml.NotWellFormedError, source: str, base: str) -> Feed:
    flaw = f"is no proper XML: {fault}"
    if len(document) > _DAMAGED:
        from msgspec.structs import replace

        return replace(xml.read(document, source=source, base=base, recover=True), flaw=flaw)
    feed = damaged.read(xml.without_doctype(document), source=source, base=base, flaw=flaw)
    if not feed.entries and feed.format == "unknown":
        raise InputError(_kind(document), where=source, hint="'monitor sources add' finds the feeds of a web page")
    return feed


def _kind(document: bytes) -> str:
    head = document[:4000].lower()
    return "is a web page, not a feed" if b"<html" in head or b"<!doctype html" in head else "is no feed"
