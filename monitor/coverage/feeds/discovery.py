"""The feeds that a web page names (RSS autodiscovery: <link rel="alternate">)."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec

from monitor.coverage.feeds import texts
from monitor.coverage.feeds.encoding import to_utf8

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)
_MOST = 50


class Link(msgspec.Struct, frozen=True):
    """A feed that a page names."""

    url: str
    title: str | None


class _Finder(HTMLParser):
    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.found: dict[str, Link] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and said.get("href"):
            self.base = texts.link(said["href"], self.base) or self.base
        relation = said.get("rel", "").lower().split()
        if tag != "link" or "alternate" not in relation or said.get("type", "").lower().split(";")[0] not in _TYPES:
            return
        url = texts.link(said.get("href"), self.base)
        if url and len(self.found) < _MOST:
            self.found.setdefault(url, Link(url, texts.plain(said.get("title"))))


def discover(body: bytes, *, content_type: str, base: str) -> list[Link]:
    """The feeds that a page at `base` names, in its order; feeds of comments come last."""
    finder = _Finder(base)
    finder.feed(to_utf8(body, content_type)[:1_000_000].decode("utf-8", "replace"))
    return sorted(finder.found.values(), key=lambda link: "comment" in f"{link.url} {link.title}".lower())
