"""RSS 0.9 to 2.0, RDF, Atom and news sitemaps, by libxml2, which stops after enough entries and expands nothing.

Forty times as fast as feedparser (docs/decisions/0005), which reads what is too damaged for this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from events.errors import InputError
from monitor.coverage.feeds import texts
from monitor.coverage.feeds.dates import moment
from monitor.coverage.feeds.feed import ENTRIES, Feed
from monitor.coverage.feeds.pull_parser import pull_parser
from monitor.coverage.seam import Entry

_PIECE = 65536  # bytes
_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_DC = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_SY = "http://purl.org/rss/1.0/modules/syndication/"
_RSS = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2", "http://purl.org/net/rss1.1#")  # fmt: skip
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)
_ERRORS = etree.ErrorTypes
_CUT_OFF = (
    _ERRORS.ERR_DOCUMENT_END,
    _ERRORS.ERR_TAG_NOT_FINISHED,
    _ERRORS.ERR_GT_REQUIRED,
    _ERRORS.ERR_CDATA_NOT_FINISHED,
)
_PROLOGUE = re.compile(rb"<[A-Za-z_]")
_FORMATS = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "urlset": "news sitemap"}

Element = Any  # lxml's own, which has no types
_Fields = dict[str, str]


class NotWellFormedError(Exception):
    """The document breaks the rules of XML; the whole entries before that are in `feed`."""

    def __init__(self, what: str, feed: Feed | None, *, cut_off: bool) -> None:
        super().__init__(what)
        self.feed = feed
        self.cut_off = cut_off  # whether all that is wrong is that the end is missing


def read(document: bytes, *, source: str, base: str, recover: bool = False) -> Feed:
    """The feed in a document, which is UTF-8 and has no XML declaration, see encoding.to_utf8.

    `source` is what the workspace calls the feed, `base` the address that it came from. With `recover`, what is damaged
    is passed over. Raises NotWellFormedError, and InputError for XML that is no feed or is nested too deeply.
    """
    parser = pull_parser(
        events=("start", "end"),
        tag=("{*}item", "{*}entry", "{*}url", "{*}rss", "{*}RDF", "{*}feed", "{*}urlset"),
        base_url=base,
        recover=recover,
    )
    entries: list[Entry] = []
    top: list[Element] = []
    flaw = None
    try:
        for root in _events(parser, without_doctype(document), entries, source, base):
            top = [root]
        if len(entries) >= ENTRIES:
            flaw = f"only its first {ENTRIES} entries are read"
    except etree.XMLSyntaxError as error:
        said = str(error).split(", line")[0]
        if "depth" in said.lower():
            raise InputError("is nested too deeply to be a feed", where=source) from error
        feed = _feed(top, entries, said) if top else None
        raise NotWellFormedError(said, feed, cut_off=error.code in _CUT_OFF) from error
    if not top:
        raise InputError(_no_feed(document), where=source, hint="'monitor sources add' finds the feeds of a web page")
    return _feed(top, entries, flaw)


def without_doctype(document: bytes) -> bytes:
    """A document without its DOCTYPE, so that no entity is declared in it."""
    start = _PROLOGUE.search(document)
    if not start or b"<!DOCTYPE" not in document[: start.start()]:
        return document
    end = start.start()
    while b"<!DOCTYPE" in document[:end] and not _DOCTYPE.search(document[:end]):  # '<' within the declarations
        start = _PROLOGUE.search(document, end + 1)
        if not start:
            return b""
        end = start.start()
    return _DOCTYPE.sub(b"", document[:end]) + document[end:]


def _events(parser: Any, document: bytes, entries: list[Entry], source: str, base: str) -> Iterator[Element]:  # noqa: ANN401
    """Fill `entries`, and give the root element as soon as it is known to be a feed's."""
    view = memoryview(document)
    for start in range(0, len(document), _PIECE):
        parser.feed(bytes(view[start : start + _PIECE]))
        for event, element in parser.read_events():
            name = _local(element)
            if name.lower() in _FORMATS:
                if event == "start" and element.getparent() is None:
                    yield element
            elif event == "end" and name in _READERS:
                if entry := _READERS[name](element, source, base):
                    entries.append(entry)
                element.clear(keep_tail=False)
                if len(entries) >= ENTRIES:
                    return
    parser.close()


def _feed(top: list[Element], entries: list[Entry], flaw: str | None) -> Feed:
    [root] = top
    channel = next((child for child in root if _local(child) == "channel"), root)
    said: _Fields = {}
    for child in channel:
        name = _local(child)
        if name in ("title", "language", "ttl", "updatePeriod", "updateFrequency") and _space(child) in (
            *_RSS,
            *_ATOM,
            *_DC,
            _SY,
        ):
            said.setdefault(name, _text(child))
    title = texts.plain(said.get("title"))
    language = texts.kept(said.get("language")) or root.get(_LANG)
    format_ = _FORMATS[_local(root).lower()]
    return Feed(
        format=f"{format_} {root.get('version', '')}".strip() if format_ == "RSS" else format_,
        title=title,
        language=language,
        entries=tuple(_completed(entry, language, title) for entry in entries),
        every_seconds=texts.every(said.get("ttl"), said.get("updatePeriod"), said.get("updateFrequency")),
        flaw=flaw,
    )


def _completed(entry: Entry, language: str | None, title: str | None) -> Entry:
    from msgspec.structs import replace

    return replace(entry, language=entry.language or language, publisher=entry.publisher or title)


def _item(item: Element, source: str, base: str) -> Entry:
    """An item of RSS or RDF."""
    said: _Fields = {}
    authors: list[str] = []
    for child in item:
        space, name = _space(child), _local(child)
        if space in _RSS:
            if name == "author":
                authors.append(_text(child))
            elif name == "guid" and child.get("isPermaLink", "true") != "false":
                said.setdefault("permalink", _text(child))
            said.setdefault(name, _text(child))
        elif space in _DC and name == "creator":
            authors.append(_text(child))
        elif space in _DC:
            said.setdefault(f"dc:{name}", _text(child))
        elif space == _CONTENT and name == "encoded":
            said.setdefault("content", _text(child))
        elif space in _ATOM and name in ("updated", "published", "id"):
            said.setdefault(f"atom:{name}", _text(child))
        elif space in _ATOM and name == "link" and child.get("rel", "alternate") == "alternate":
            said.setdefault("atom:link", child.get("href", ""))
    permalink = said.get("permalink", "")
    written = _first(said, "pubDate", "dc:date", "dc:issued", "atom:published")
    about = next((str(value) for key, value in item.attrib.items() if str(key).endswith("}about")), None)
    return Entry(
        feed=source,
        guid=texts.kept(said.get("guid")) or about or said.get("atom:id"),
        link=texts.link(said.get("link") or said.get("atom:link"), item.base or base)
        or (texts.link(permalink, base) if permalink.startswith("http") else None),
        title=texts.plain(said.get("title") or said.get("dc:title")),
        summary=texts.kept(said.get("description")),
        content=texts.kept(said.get("content")),
        published=moment(written),
        published_text=written,
        updated=moment(said.get("atom:updated") or said.get("dc:modified")),
        authors=tuple(filter(None, map(texts.plain, authors))),
        language=texts.kept(said.get("dc:language")),
        publisher=texts.plain(said.get("source")),
    )


def _entry(entry: Element, source: str, base: str) -> Entry:
    """An entry of Atom."""
    said: _Fields = {}
    authors: list[str] = []
    links: list[tuple[str, str]] = []
    publisher = None
    for child in entry:
        if _space(child) not in _ATOM:
            continue
        match _local(child):
            case "link":
                links.append((child.get("rel", "alternate"), texts.link(child.get("href"), child.base or base) or ""))
            case "author":
                authors.extend(_text(part) for part in child if _local(part) == "name")
            case "source":
                publisher = next((texts.plain(_text(part)) for part in child if _local(part) == "title"), None)
            case "title":
                said.setdefault("title", _title(child))
            case "content" if child.get("src"):
                pass  # the content lies elsewhere
            case "content" | "summary" as name:
                said.setdefault(name, _markup(child))
            case other:
                said.setdefault(other, _text(child))
    written = _first(said, "published", "issued", "created", "updated", "modified")
    return Entry(
        feed=source,
        guid=texts.kept(said.get("id")),
        link=next((url for rel, url in links if rel == "alternate" and url), None),
        title=texts.kept(said.get("title")),
        summary=texts.kept(said.get("summary")),
        content=texts.kept(said.get("content")),
        published=moment(written),
        published_text=written,
        updated=moment(said.get("updated") or said.get("modified")),
        authors=tuple(filter(None, map(texts.plain, authors))),
        language=entry.get(_LANG),
        publisher=publisher,
    )


def _url(url: Element, source: str, base: str) -> Entry | None:
    """A page of a sitemap; only those that are marked as news count."""
    news = url.find(f"{{{_NEWS}}}news")
    address = texts.link(url.findtext(f"{{{_SITEMAP}}}loc") or url.findtext("loc"), base)
    if news is None or not address:
        return None
    said = {_local(child): _text(child) for child in news.iter() if isinstance(child.tag, str)}
    return Entry(
        feed=source,
        link=address,
        title=texts.plain(said.get("title")),
        published=moment(said.get("publication_date")),
        published_text=said.get("publication_date"),
        updated=moment(url.findtext(f"{{{_SITEMAP}}}lastmod")),
        language=texts.kept(said.get("language")),
        publisher=texts.plain(said.get("name")),
    )


_READERS: dict[str, Callable[[Element, str, str], Entry | None]] = {"item": _item, "entry": _entry, "url": _url}


def _title(element: Element) -> str:
    if element.get("type", "text") in ("text", "text/plain") and element.get("mode") != "escaped":
        return " ".join(_text(element).split())  # plain text says what it says: '<b>' is no mark-up in it
    return texts.plain(_markup(element)) or ""


def _markup(element: Element) -> str:
    """HTML that is escaped, or written as XHTML."""
    if element.get("type") in ("xhtml", "application/xhtml+xml") or len(element):
        inner = (etree.tostring(child, encoding="unicode") for child in element)
        return (element.text or "") + "".join(inner)
    return element.text or ""


def _text(element: Element) -> str:
    return "".join(element.itertext()) if len(element) else element.text or ""


def _first(said: _Fields, *names: str) -> str | None:
    return next((said[name].strip() for name in names if said.get(name, "").strip()), None)


def _local(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _space(element: Element) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag[0] == "{" else ""


def _no_feed(document: bytes) -> str:
    head = document[:2000].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "is a web page, not a feed"
    return "is no feed"
