"""OPML (opml.org, 2.0): the format in which feed readers hand their subscriptions to each other."""

from __future__ import annotations

from collections.abc import Iterable

import listparser
from lxml import etree

from events.errors import InputError
from monitor.coverage.sources import Listed


def read(text: bytes, where: str) -> list[Listed]:
    """The feeds of a list, folders left out. Raises InputError for what is no OPML, or has no feeds."""
    if b"<!ENTITY" in text:
        raise InputError("declares XML entities, which no list of feeds needs", where=where)
    parsed = listparser.parse(text.decode("utf-8-sig", "replace"))
    feeds = [Listed(url=feed.url, title=feed.title or None) for feed in parsed.feeds if feed.url]
    if not feeds:
        reason = f": {parsed.bozo_exception}" if parsed.get("bozo_exception") else ""
        raise InputError(f"no feeds are in it{reason}", where=where, hint="an OPML file has <outline xmlUrl=...>")
    return feeds


def written(feeds: Iterable[Listed], title: str) -> bytes:
    """The list as a file."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = feed.title or feed.url
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return text
