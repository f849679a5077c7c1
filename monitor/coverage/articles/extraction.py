"""The article of a feed's entry, from its page or from the feed's own text, or the reason why there is none.

The one function here is the `Extractor` of seam.py: it keeps no state and may be run in another process.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from events.article import Article, Provenance, identity
from events.errors import InputError
from monitor.coverage.articles import addresses, obstacles, text
from monitor.coverage.articles.byline import byline
from monitor.coverage.articles.markup import Markup, decoded, tidy
from monitor.coverage.articles.publication import published
from monitor.coverage.metadata import is_web_address
from monitor.coverage.seam import Entry, Fetched, Parked

_LEAST = 15  # words that a text needs to be an article
_LEAST_OF_SUMMARY = 5  # of a feed's summary, which is all that there is where pages may not be fetched
_FULL = 80  # words from which a feed's content may stand for a page that can't be had


class _Page(msgspec.Struct, frozen=True):
    """A page with the article's text in it."""

    markup: Markup
    text: str


def extract(entry: Entry, page: Fetched | None, seen_at: datetime) -> Article | Parked:
    """See `Extractor`. The same entry, page and time always give the same article."""
    found = _of_page(page) if page is not None else None
    if isinstance(found, _Page):
        because = Provenance("page", "stated", obstacles.asks_for_money(found.markup, found.text))
        return _article(entry, page, found.markup, (found.text, because), seen_at)
    own = _of_feed(entry, found)
    if own is not None:
        return _article(entry, page if found is None else None, None, own, seen_at)
    return found or Parked(reason="neither a page nor a text in the feed", retry=True)


def _of_page(page: Fetched) -> _Page | Parked:
    """The article's text in a page, or why it is not there."""
    parked = obstacles.of_answer(page)
    if parked is not None:
        return parked
    try:
        markup = Markup(decoded(page.body, page.headers.get("content-type")))
        words = text.of_page(markup, page.final_url)
    except InputError as error:
        return Parked(reason=error.what)
    parked = obstacles.of_page(markup, words)
    if parked is not None:
        return parked
    if len(words.split()) < _LEAST:
        return Parked(reason="no article was found in the page", retry=True)
    return _Page(markup, words)


def _of_feed(entry: Entry, parked: Parked | None) -> tuple[str, Provenance] | None:
    """The feed's own text, as far as it may stand for the article.

    A summary stands for an article only where nobody has seen its page: beside a page that is paid for, it would be
    the same beginning once more.
    """
    note = parked.reason if parked else None
    content, summary = text.of_markup(entry.content), text.of_markup(entry.summary)
    if len(content.split()) >= (_FULL if parked else _LEAST):
        return content, Provenance("feed content", "stated", note)
    if parked is None and len(max(content, summary, key=len).split()) >= _LEAST_OF_SUMMARY:
        return max(content, summary, key=len), Provenance("feed summary", "likely", "the page was not fetched")
    if len(summary.split()) >= _FULL:
        return summary, Provenance("feed summary", "likely", note)
    return None


def _article(
    entry: Entry, page: Fetched | None, markup: Markup | None, own: tuple[str, Provenance], seen_at: datetime
) -> Article:
    words, of_text = own
    url, of_url = _address(entry, page, markup)
    head, when = byline(markup, entry, url), published(markup, entry, url, seen_at)
    because = {"text": of_text, "published": when.provenance, **head.because}
    return Article(
        id=_identity(entry, url, words, when.published if when.provenance.source != "first seen" else None),
        text=text.own_words(words, head.title, head.authors),
        published=when.published,
        publisher=head.publisher,
        url=url,
        title=head.title,
        language=head.language,
        authors=head.authors,
        backfilled=entry.past,
        first_seen=seen_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        provenance=because | ({"url": of_url} if of_url else {}),
    )


def _address(entry: Entry, page: Fetched | None, markup: Markup | None) -> tuple[str | None, Provenance | None]:
    """The address that a person should be sent to: the canonical one if it can be believed, else where the link led."""
    reached = page.final_url if page else entry.link
    if reached is None or not is_web_address(reached) or addresses.is_front_page(reached):
        return None, None
    if markup is not None:
        for source, claimed in _claims(markup):
            believed = addresses.believed(claimed, reached)
            if believed:
                return believed, Provenance(source, "stated")
    return addresses.plain(reached), Provenance("link", "likely")


def canonical(markup: Markup) -> str | None:
    """The address that a page claims for itself, where nobody knows where it was found; None where it can't be one."""
    claims = (addresses.plain(claimed) for _, claimed in _claims(markup) if is_web_address(claimed))
    return next((claimed for claimed in claims if not addresses.is_front_page(claimed)), None)


def _claims(markup: Markup) -> list[tuple[str, str]]:
    """The addresses that a page claims for itself."""
    links = [("canonical link", link) for link in markup.tree.xpath("//link[@rel='canonical']/@href")]
    return [(source, tidy(link)) for source, link in (*links, ("meta og:url", markup.said("og:url") or ""))]


def _identity(entry: Entry, url: str | None, words: str, when: str | None) -> str:
    """The article's name for good. Guids play no part: feeds rotate, forget and share them.

    Without an address of its own, an article is what its feed published under a headline at a time.
    """
    if url is not None:
        return identity(url=addresses.key(url), text=words, publisher=None, published=None)
    headline = tidy(entry.title).casefold() or words
    return identity(url=None, text=headline, publisher=entry.feed, published=when)
