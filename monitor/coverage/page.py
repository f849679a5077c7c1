"""A web page that was saved as a file -> the article in it, and what the page says about itself."""

from __future__ import annotations

from events.errors import InputError
from monitor.coverage.articles import publication, text
from monitor.coverage.articles.byline import byline
from monitor.coverage.articles.extraction import canonical
from monitor.coverage.articles.markup import Markup
from monitor.coverage.metadata import Metadata
from monitor.coverage.seam import Entry

_REMEDY = "save the article's text as .txt"


def read(html: str, where: str) -> tuple[str, Metadata]:
    """The text of the article without what surrounds it, and the page's own metadata.

    What the page says that can't be right (a date that is none) is left out. Raises InputError for a page without an
    article.
    """
    try:
        markup = Markup(html)
        words = text.of_page(markup)
    except InputError as error:
        raise InputError(error.what, where=where, hint=_REMEDY) from error
    if not words:
        raise InputError("no article was found in the page", where=where, hint=_REMEDY)
    head = byline(markup, Entry(feed=where), None)
    return text.own_words(words, head.title, head.authors), Metadata(
        published=publication.declared(markup),
        publisher=head.publisher,
        title=head.title,
        url=canonical(markup),
        language=head.language,
    )
