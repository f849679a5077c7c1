"""Whatever a feed's address answered -> the feed in it."""

from __future__ import annotations

import re

from msgspec.structs import replace

from events.errors import InputError
from monitor.coverage.feeds import damaged, json_feed, sitemap_index, xml
from monitor.coverage.feeds.encoding import to_utf8
from monitor.coverage.feeds.feed import Feed
from monitor.coverage.fetching.decompression import Body

_GZIP = b"\x1f\x8b\x08"
_SIZE = 10 * 1024 * 1024  # bytes, unpacked
_PIECE = 65536  # bytes
_DAMAGED = 1024 * 1024  # bytes; feedparser takes a second for a megabyte, libxml2's recovery a fiftieth of that
# An '&' that begins none of XML's own references, outside CDATA.
_BARE = re.compile(rb"(<!\[CDATA\[.*?\]\]>)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)", re.DOTALL)


def parse(body: bytes, *, content_type: str, source: str, base: str) -> Feed:
    """The feed in a body, decompressed; what the server says of its type is only used for its encoding.

    `source` is what the workspace calls the feed, `base` the address that it came from. Raises InputError where
    there is no feed in it.
    """
    document = to_utf8(_unpacked(body, source), content_type)
    if not document.strip():
        raise InputError("is empty", where=source)
    if document[:1] in b"{[":
        return json_feed.read(document, source=source, base=base)
    if sitemap_index.is_index(document):
        return sitemap_index.read(_mended(document), source=source, base=base)
    try:
        return xml.read(document, source=source, base=base)
    except xml.NotWellFormedError as error:
        if error.cut_off and error.feed:
            return replace(error.feed, cut_off=True, flaw="ends in the middle")
        return _damaged(document, f"is no proper XML: {error}", source, base)


def _unpacked(body: bytes, source: str) -> bytes:
    """The body of a file that is itself compressed, as sitemaps often are: sitemap.xml.gz."""
    if not body.startswith(_GZIP):
        return body
    whole = Body("gzip", limit=_SIZE, where=source)
    for start in range(0, len(body), _PIECE):
        whole.add(body[start : start + _PIECE])
    return whole.whole()


def _damaged(document: bytes, flaw: str, source: str, base: str) -> Feed:
    """Mend what is wrong most often; then guess, as far as there is time for it."""
    mended = _mended(document)
    try:
        return replace(xml.read(mended, source=source, base=base), flaw=flaw)
    except xml.NotWellFormedError:
        pass  # then something else is wrong with it
    if len(document) > _DAMAGED:
        recovered = xml.read(mended, source=source, base=base, recover=True)
        if not recovered.entries:
            raise InputError(f"{flaw}; no entry can be read", where=source)
        return replace(recovered, flaw=flaw)
    feed = damaged.read(xml.without_doctype(document), source=source, base=base, flaw=flaw)
    if not feed.entries and feed.format == "unknown":
        raise InputError(_kind(document), where=source, hint="'monitor sources add' finds the feeds of a web page")
    return feed


def _mended(document: bytes) -> bytes:
    return _BARE.sub(lambda found: found[1] or b"&amp;", xml.without_doctype(document))


def _kind(document: bytes) -> str:
    head = document[:4000].lower()
    return "is a web page, not a feed" if b"<html" in head or b"<!doctype html" in head else "is no feed"
