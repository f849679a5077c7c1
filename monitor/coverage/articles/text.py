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
_CREDIT = re.compile(
    r"(?<=[.!?”\"’)])\s*\(?(?:photo(?:graph)?|picture|image|foto|bild|video)s?(?:\s+(?:credit|by))?\s*[:/]\s*[^.!?]{2,50}\)?$",
    re.IGNORECASE,
)
_COUNT = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}\s+(?=\D)")  # of a picture among others
_QUOTES = "\"“”„«»‘’'"
_CLOSING = _QUOTES + ")]"
_PULLED = 5  # words that a quotation set apart has at least
_NEAR = 4  # paragraphs
_MOST = 0.8  # of a text's characters
_BLOB = 80  # words; a single line that is longer has lost its paragraphs
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
    if len(found.split()) < _LITTLE:
        found = max(found, _extracted(page, url, tables=True), key=len)
    return _relined(page, found) if "\n" not in found and len(found.split()) > _BLOB else found


def _relined(page: Markup, blob: str) -> str:
    """A text that was found as one line, in the paragraphs that it has in the page; as it is where they don't fit."""
    for root in page.tree.xpath("//article | //main | //body"):
        pieces: list[str] = []
        _gather(root, pieces, _NOT_TEXT - {"figure"})
        lines = [line for line in _lines("".join(pieces)).split("\n") if line in blob]
        if sum(map(len, lines)) > len(blob) * _MOST:
            return "\n".join(lines)
    return blob


def own_words(text: str, title: str | None, authors: tuple[str, ...]) -> str:
    """The text without the lines that are not its own: headline, byline and date above it, furniture within."""
    lines = _without_headline([line for line in text.split("\n") if not is_furniture(line)], title)
    names = {*map(_flat, authors)}
    while len(lines) > 1 and (_flat(lines[0]) in names or _is_heading(lines[0], authors)):
        lines.pop(0)
    return "\n".join(line for number, line in enumerate(lines) if not _is_pulled(number, lines))


def _without_headline(lines: list[str], title: str | None) -> list[str]:
    """The lines without the headline among the first, and without the kickers above it.

    A paragraph may say what the headline says: it is one that ends as a sentence does and the headline doesn't, or
    that comes after one.
    """
    flat = _flat(title)
    for number, line in enumerate(lines[:_KICKERS]):
        if not flat or _flat(line) != flat or len(lines) == 1:
            continue
        if _ends(line) and not (_ends(title or "") and all(_is_kicker(one) for one in lines[:number])):
            continue
        above = [] if all(_is_kicker(one) for one in lines[:number]) else lines[:number]
        return _without_headline([*above, *lines[number + 1 :]], title)
    return lines


def _is_kicker(line: str) -> bool:
    return len(line.split()) <= _HEADING and not _ends(line)


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith((".", "!", "?"))


def _is_pulled(number: int, lines: list[str]) -> bool:
    """Whether a line is a quotation that a paragraph near it has, too, set apart to be seen."""
    bare = lines[number].strip(_QUOTES)
    if len(bare.split()) < _PULLED or lines[number][:1] not in _QUOTES or lines[number][-1:] not in _QUOTES:
        return False
    near = (*lines[max(0, number - _NEAR) : number], *lines[number + 1 : number + 1 + _NEAR])
    return any(bare.rstrip(".!?,") in one for one in near)


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
    _gather(tree, pieces, _NOT_TEXT)
    return _lines("".join(pieces))


def _gather(root: HtmlElement, pieces: list[str], left_out: frozenset[str]) -> None:
    """The text in the order of the document, a line break around each block. Without recursion: feeds nest deeply."""
    pending: list[tuple[HtmlElement, bool]] = [(root, False)]
    while pending:
        element, left = pending.pop()
        block = element.tag in _BLOCKS
        if left:
            pieces.append(f"{chr(10) if block else ''}{element.tail or ''}" if element is not root else "")
            continue
        pending.append((element, True))
        if not isinstance(element.tag, str) or element.tag in left_out:
            continue
        pieces.append(f"{chr(10) if block else ''}{element.text or ''}")
        pending.extend((child, False) for child in reversed(element))


def _lines(text: str) -> str:
    lines = (_CREDIT.sub("", _COUNT.sub("", _BULLET.sub("", tidy(line)))) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
