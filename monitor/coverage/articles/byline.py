"""Who published an article, who wrote it, under which headline and in which language."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from events.article import Certainty, Provenance
from monitor.coverage.articles.addresses import site
from monitor.coverage.articles.markup import Markup, tidy
from monitor.coverage.seam import Entry

T = TypeVar("T")

_BY = re.compile(r"^(?:written\s+|reported\s+|story\s+)?(?:by|von|par|por|di|door|av|af)\b:?\s+", re.IGNORECASE)
_WHAT = re.compile(
    r"^(?:words|text|pictures|photos|photographs|images|fotos|bilder|video)(?:\s*(?:and|&|/)\s*\w+)?:\s+", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,|;|\||/|\band\b|\bund\b|\bet\b|\by\b|&)\s*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d|^(?:staff|admin|editor|newsroom|redaktion|n/?a|author|unknown)$", re.IGNORECASE
)
_ROLE = re.compile(r"\s*(?:,|\||\(|–|—| - ).*$|\s+(?:in|for|at)\s+[A-Z].*$")
_BYLINES = (
    "//*[@rel='author']",
    "//*[@itemprop='author']//*[@itemprop='name'] | //*[@itemprop='author'][not(.//*[@itemprop='name'])]",
    "//article//*[contains(@class, 'byline') or contains(@class, 'author')] | //header//*[contains(@class, 'byline')]",
    "//*[contains(translate(concat(@data-component, ' ', @data-testid), 'BYLINE', 'byline'), 'byline')]",
)
_SEPARATOR = re.compile(r"\s+[|–—·:»-]\s+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LONGEST_NAME = 60


class Byline(NamedTuple):
    """What stands above an article. None, or empty, for what nobody says, which `because` leaves out."""

    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    language: str | None
    because: dict[str, Provenance]


def byline(page: Markup | None, entry: Entry, url: str | None) -> Byline:
    """The byline of the article at `url`, the page's own word before the feed's."""
    because: dict[str, Provenance] = {}

    def first(field: str, *said: tuple[str, Certainty, T | None]) -> T | None:
        for source, certainty, value in said:
            if value:
                because[field] = Provenance(source, certainty)
                return value
        return None

    feed: tuple[str, Certainty] = ("feed", "stated")
    if page is None:
        publisher = first("publisher", (*feed, entry.publisher), ("address", "guessed", site(url) if url else None))
        return Byline(
            first("title", (*feed, tidy(entry.title) or None)),
            first("authors", (*feed, people(entry.authors, publisher))) or (),
            publisher,
            first("language", (*feed, entry.language)),
            because,
        )
    publisher = first(
        "publisher",
        ("linked data", "stated", next(iter(page.names("publisher")), None)),
        ("meta og:site_name", "stated", page.said("og:site_name")),
        ("feed", "likely", entry.publisher),
        ("meta application-name", "likely", page.said("application-name") or page.said("dc.publisher")),
        ("address", "guessed", site(url) if url else None),
    )
    title = first(
        "title",
        ("linked data", "stated", _text(page.linked.get("headline"))),
        ("meta og:title", "stated", without_site(page.said("og:title"), publisher, url)),
        ("heading", "likely", _only(list(page.texts("//article//h1 | //main//h1")) or list(page.texts("//h1")))),
        (*feed, tidy(entry.title) or None),
        ("title element", "likely", without_site(next(page.texts("//head/title"), None), publisher, url)),
    )
    authors = first(
        "authors",
        ("linked data", "stated", people(page.names("author"), publisher)),
        ("meta author", "stated", people([*page.meta.get("author", ()), *page.meta.get("article:author", ()),
                                          *page.meta.get("parsely-author", ())], publisher)),
        (*feed, people(entry.authors, publisher)),
        *(("byline", "likely", people(list(page.texts(path))[:4], publisher)) for path in _BYLINES),
    )  # fmt: skip
    language = first(
        "language",
        ("html lang", "stated", _tag(page.tree.get("lang") or page.tree.get("xml:lang"))),
        ("linked data", "stated", _tag(page.linked.get("inLanguage"))),
        ("meta content-language", "stated", _tag(page.said("content-language"))),
        ("meta og:locale", "likely", _tag(page.said("og:locale"))),
        ("feed", "likely", _tag(entry.language)),
    )
    return Byline(title, authors or (), publisher, language, because)


def people(names: list[str] | tuple[str, ...], publisher: str | None) -> tuple[str, ...]:
    """The names in bylines, each once: 'By Ana Sol and Jo Reed, Political Editor' are two people."""
    found = []
    for line in names:
        said = _BY.sub("", _WHAT.sub("", tidy(line)))
        for name in _BETWEEN.split(said):
            bare = _ROLE.sub("", _BY.sub("", name)).strip(" .")
            if bare and len(bare) <= _LONGEST_NAME and _is_name(bare) and bare != publisher:
                found.append(bare)
    return tuple(dict.fromkeys(found))


def without_site(title: str | None, publisher: str | None, url: str | None) -> str | None:
    """A page's title without the outlet's name that many append or prepend."""
    title = tidy(title)
    parts = _SEPARATOR.split(title)
    if len(parts) > 1:
        names = {_flat(publisher or ""), _flat(site(url).split(".")[0] if url else ""),
                 _flat(urlsplit(url).hostname or "" if url else "")} - {""}  # fmt: skip
        if _flat(parts[-1]) in names:
            title = title[: title.rindex(parts[-1])].rstrip(" |–—·:»-")
            return without_site(title, publisher, url)
        if _flat(parts[0]) in names:
            title = title[len(parts[0]) :].lstrip(" |–—·:»-")
    return title or None


def _is_name(text: str) -> bool:
    """Whether a part of a byline may be a name: capitalised (where its script has capitals), no address, no role."""
    words = text.split()
    return not _NO_NAME.search(text) and not text[:1].islower() and (len(words) > 1 or not _ROLE_WORD.search(text))


_ROLE_WORD = re.compile(r"(?i)editor|correspondent|reporter|staff|writer|agency|desk|chief|bureau")


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold().removeprefix("www.")).removeprefix("the")


def _text(value: object) -> str | None:
    return tidy(value) or None if isinstance(value, str) else None


def _only(found: list[str]) -> str | None:
    return found[0] if found else None


def _tag(value: object) -> str | None:
    """A BCP 47 tag, written with a hyphen."""
    found = _TAG.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[0].replace("_", "-") if found else None
