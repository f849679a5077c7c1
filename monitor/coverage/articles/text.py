"""The words of an article: from its page, without what surrounds it there, or from the feed."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

from events.errors import InputError
from monitor.coverage.articles.markup import Markup, tidy
from monitor.coverage.articles.passages import is_furniture

_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article pre dd dt figcaption".split()
)
_NOT_TEXT = frozenset("script style noscript template iframe form svg button figure".split())
_MARKED_UP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|\w+);")
_BULLET = re.compile(r"^(?:[-•▪*|]\s+)+|\s*\|$")
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_HEADING = 10  # words that a byline or a date above an article has at most
_KICKERS = 4  # lines among which an article's headline stands, if it stands in its text
_LITTLE = 50  # words; a page that gives fewer may be laid out in a table
_REMEDY = "look at the page in a browser"


def of_page(page: Markup, url: str | None = None) -> str:
    """The text of the article in a page, one paragraph a line; empty where there is none.

    Tables are left out, save where the page itself is laid out in one. Raises InputError where the page can't be
    taken apart.
    """
    found = _extracted(page, url, tables=False)
    return found if len(found.split()) >= _LITTLE else max(found, _extracted(page, url, tables=True), key=len)


def own_words(text: str, title: str | None, authors: tuple[str, ...]) -> str:
    """The text without the lines that are not its own: headline, byline and date above it, furniture within."""
    lines = [line for line in text.split("\n") if not is_furniture(line)]
    above = {_flat(title), *map(_flat, authors)}
    heads = [number for number, line in enumerate(lines[:_KICKERS]) if _flat(line) == _flat(title)]
    lines = lines[heads[-1] :] if heads else lines
    while len(lines) > 1 and (_flat(lines[0]) in above or _is_heading(lines[0], authors)):
        lines.pop(0)
    return "\n".join(lines)


def _is_heading(line: str, authors: tuple[str, ...]) -> bool:
    """Whether a line is a byline or a date that stands above an article."""
    words = line.split()
    if len(words) > _HEADING or line.endswith((".", "!", "?", "”", '"')):
        return False
    return bool(_BY.match(line) and any(name in line for name in authors)) or bool(_DATE.search(line))


def _flat(text: str | None) -> str:
    return re.sub(r"[\W_]+", " ", (text or "").casefold()).strip()


def _extracted(page: Markup, url: str | None, *, tables: bool) -> str:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(
            page.text, url=url, include_comments=False, include_tables=tables, with_metadata=False, deduplicate=False
        )
    except Exception as error:  # broken markup makes the parsers beneath it fail in ways that it doesn't name
        said = f"the page can't be taken apart ({type(error).__name__})"
        raise InputError(said, where=url, hint=_REMEDY) from error
    text = document.text if isinstance(document, Document) else None
    return _lines(text or "")


def of_markup(markup: str | None) -> str:
    """The text of an entry's HTML, one paragraph a line; a text without mark-up as it is."""
    from lxml.html import fragment_fromstring

    if not markup or not markup.strip():
        return ""
    if not _MARKED_UP.search(markup):
        return _lines(markup)
    try:
        tree = fragment_fromstring(markup.replace("\x00", ""), create_parent="div")
    except (ValueError, AssertionError):  # lxml's parser errors are ValueErrors; it asserts that there is an element
        return _lines(html.unescape(re.sub(r"<[^>]*>", " ", markup)))
    pieces: list[str] = []
    _gather(tree, pieces)
    return _lines("".join(pieces))


def _gather(root: HtmlElement, pieces: list[str]) -> None:
    """The text in the order of the document, a line break around each block. Without recursion: feeds nest deeply."""
    pending: list[tuple[HtmlElement, bool]] = [(root, False)]
    while pending:
        element, left = pending.pop()
        block = element.tag in _BLOCKS
        if left:
            pieces.append(f"{chr(10) if block else ''}{element.tail or ''}" if element is not root else "")
            continue
        pending.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _NOT_TEXT:
            continue
        pieces.append(f"{chr(10) if block else ''}{element.text or ''}")
        pending.extend((child, False) for child in reversed(element))


def _lines(text: str) -> str:
    lines = (_BULLET.sub("", tidy(line)) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
