"""What a page says of itself to machines: its parsed tree, its meta elements and its linked data, read once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec
from lxml.html import HtmlElement

from events.errors import InputError

# schema.org/Article and the kinds of it that news is published as; the web page that holds one comes last.
_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "LiveBlogPosting", "Article", "BlogPosting", "Report", "WebPage",
)  # fmt: skip
_DEEPEST = 12  # levels of linked data that are looked into
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_PRESCAN = 1024  # bytes in which browsers look for the encoding (HTML standard, section 13.2.3.2)
_LATIN = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 65536  # bytes that are enough to tell an encoding
_SPACE = re.compile(r"\s+")


class Markup:
    """A page, parsed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = _parsed(text)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of the meta elements by property, name, itemprop or http-equiv, in lower case."""
        found: dict[str, list[str]] = {}
        for element in self.tree.iter("meta"):
            content = tidy(element.get("content"))
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if content and element.get(attribute):
                    found.setdefault(element.get(attribute).strip().lower(), []).append(content)
        return found

    @cached_property
    def linked(self) -> dict[str, Any]:
        """What the linked data (JSON-LD) says of the article; empty where it says nothing."""
        nodes = list(self._nodes())
        for kind in _ARTICLES:
            for node in nodes:
                if kind in _listed(node.get("@type")):
                    return {key: self._resolved(value, nodes) for key, value in node.items()}
        return {}

    def said(self, name: str) -> str | None:
        """The first content of a meta element."""
        return next(iter(self.meta.get(name, ())), None)

    def names(self, key: str) -> list[str]:
        """The names that linked data gives for a person, several, or an organisation."""
        given = (one.get("name") if isinstance(one, dict) else one for one in _listed(self.linked.get(key)))
        return [name for one in given for each in _listed(one) if isinstance(each, str) and (name := tidy(each))]

    def texts(self, xpath: str) -> Iterator[str]:
        """The text of each element that an XPath finds."""
        for element in self.tree.xpath(xpath):
            text = tidy(element if isinstance(element, str) else element.text_content())
            if text:
                yield text

    def _nodes(self) -> Iterator[dict[str, Any]]:
        for script in self.tree.xpath("//script[contains(@type, 'ld+json')]"):
            try:
                data = msgspec.json.decode(_json(script.text_content()))
            except (msgspec.DecodeError, UnicodeError, RecursionError):
                continue  # linked data that is none says nothing
            yield from _flattened(data, 0)

    def _resolved(self, value: object, nodes: list[dict[str, Any]]) -> object:
        """A value with the nodes that it only refers to by their ids put in their places."""
        if isinstance(value, list):
            return [self._resolved(one, nodes) for one in value]
        if isinstance(value, dict) and "@id" in value and "name" not in value:
            return next((node for node in nodes if node.get("@id") == value["@id"] and "name" in node), value)
        return value


def decoded(body: bytes, content_type: str | None) -> str:
    """The text of a page, by what fits first: byte order mark, HTTP header, its own declaration, UTF-8, a guess.

    Characters that fit nothing are replaced: a page that is readable but for one byte is still read.
    """
    mark = next((name for magic, name in _MARKS if body.startswith(magic)), None)
    header = _CHARSET.search(content_type or "")
    declared = _DECLARED.search(body[:_PRESCAN])
    names = (mark, header[1] if header else None, declared[1].decode("ascii", "replace") if declared else None, "utf-8")
    candidates = [_LATIN.get(name.lower(), name) for name in names if name]
    for name in candidates:
        try:
            return body.decode(name)
        except (LookupError, UnicodeError):
            continue
    from charset_normalizer import from_bytes

    likely = from_bytes(body[:_SAMPLE]).best()
    return body.decode(likely.encoding if likely else "utf-8", "replace")


def tidy(text: str | None) -> str:
    """A text on one line, entities resolved: some systems escape twice."""
    return _SPACE.sub(" ", html.unescape(text or "")).strip()


def _parsed(text: str) -> HtmlElement:
    from trafilatura.utils import load_html

    tree = load_html(text)
    if tree is None:
        raise InputError("the page holds no mark-up")
    return tree


def _json(text: str) -> bytes:
    """The JSON of a script without what keeps browsers of another age from reading it, and without raw line breaks."""
    bare = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", text)
    return re.sub(r"[\x00-\x1f]+", " ", bare).strip().removesuffix(";").encode()


def _flattened(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _flattened(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _flattened(value, depth + 1)


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
