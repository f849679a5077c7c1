"""An index of sitemaps (sitemaps.org, 'Sitemap index files'): which of the sitemaps that it lists are read for news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml import etree

from events.errors import InputError
from monitor.coverage.articles.addresses import site
from monitor.coverage.feeds import texts
from monitor.coverage.feeds.dates import moment
from monitor.coverage.feeds.feed import Feed
from monitor.coverage.feeds.pull_parser import pull_parser

FORMAT = "sitemap index"
_PARTS = 3  # sitemaps of one index that are read: outlets list archives of decades beside the news
_LISTED = 50_000  # that an index may list
_PIECE = 65536  # bytes
# What stands before the root is matched once and never given back: many comments would cost exponential time otherwise.
_ROOT = re.compile(rb"(?>(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*>|\s)*)<(?:[\w.-]+:)?sitemapindex[\s>/]", re.DOTALL)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(\d\d)(?:[-_/.]?(\d\d))?(?!\d)")

_Listed = tuple[str, str]  # address, and when it changed last (ISO 8601, as far as it is known)


def is_index(document: bytes) -> bool:
    """Whether a document, which is UTF-8 and has no XML declaration, is an index of sitemaps."""
    return _ROOT.match(document[:4000]) is not None


def read(document: bytes, *, source: str, base: str) -> Feed:
    """The sitemaps that a poll of the index at `base` reads, as `parts`. Raises InputError where it can't be read."""
    try:
        listed = list(_listed(document, base))
    except etree.XMLSyntaxError as error:
        said = str(error).split(", line")[0]
        raise InputError(f"is an index of sitemaps that is no proper XML: {said}", where=source) from error
    chosen = parts(listed, base)
    flaw = f"{len(chosen)} of its {len(listed)} sitemaps are read" if len(chosen) < len(listed) else None
    if not chosen:
        raise InputError("is an index without a sitemap of its own site", where=source)
    return Feed(format=FORMAT, parts=chosen, flaw=flaw)


def parts(listed: Iterable[_Listed], index: str) -> tuple[str, ...]:
    """The sitemaps to read: of the same site, called 'news' if any are, those that changed last before others."""
    own = [(url, when) for url, when in dict(listed).items() if url != index and site(url) == site(index)]
    news = [(url, when) for url, when in own if "news" in f"{urlsplit(url).path} {urlsplit(url).query}".lower()]
    return tuple(url for url, _ in sorted(news or own, key=lambda one: one[1], reverse=True)[:_PARTS])


def _listed(document: bytes, base: str) -> Iterator[_Listed]:
    parser = pull_parser(events=("end",), tag=("{*}sitemap",))
    count = 0
    for start in range(0, len(document), _PIECE):
        parser.feed(document[start : start + _PIECE])
        for _, element in parser.read_events():
            said = {etree.QName(child).localname: child.text or "" for child in element}
            url = texts.link(said.get("loc"), base)
            element.clear(keep_tail=False)
            count += 1
            if url:
                yield url, moment(said.get("lastmod")) or _in_address(url)
            if count >= _LISTED:
                return
    parser.close()


def _in_address(url: str) -> str:
    """The day or month in an address, such as /sitemap-2031-05.xml; empty where there is none."""
    found = _DAY.findall(urlsplit(url).path + urlsplit(url).query)
    return "-".join(filter(None, found[-1])) if found else ""
