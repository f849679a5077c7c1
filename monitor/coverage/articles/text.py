"""The words of an article: from its page, without what surrounds it there, or from the feed."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

from events.errors import InputError
from monitor.coverage.articles.markup import Markup, tidy

_BLOCKS = frozenset(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 blockquote tr table section article pre dd dt figcaption".split()
)
_NOT_TEXT = frozenset("script style noscript template iframe form svg button figure".split())
_MARKED_UP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|\w+);")
_REMEDY = "look at the page in a browser"


def of_page(page: Markup, url: str | None = None) -> str:
    """The text of the article in a page, one paragraph a line; empty where there is none.

    Raises InputError where the page can't be taken apart.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(
            page.text, url=url, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
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
    lines = (tidy(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
