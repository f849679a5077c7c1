"""A web page -> the article in it, and what the page says about itself."""

from __future__ import annotations

import re

from events.errors import InputError
from monitor.coverage.metadata import Metadata, is_web_address, moment

# Where pages state the time of publication, most trustworthy first.
_TIME = (
    re.compile(r"""<meta[^>]+property=["']article:published_time["'][^>]*content=["']([^"']+)""", re.IGNORECASE),
    re.compile(r"""<meta[^>]+content=["']([^"']+)["'][^>]*property=["']article:published_time""", re.IGNORECASE),
    re.compile(r'"datePublished"\s*:\s*"([^"]+)"'),
)
_LANGUAGE = re.compile(r"""<html[^>]+\blang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""", re.IGNORECASE)
_REMEDY = "save the article's text as .txt"


def read(html: str, where: str) -> tuple[str, Metadata]:
    """The text of the article without what surrounds it, and the page's own metadata.

    What the page says that can't be right (a date that is none) is left out. Raises InputError for a page without an
    article.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        document = bare_extraction(
            html,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # A date found anywhere in the text is as often another one: only one that is declared as such counts.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # broken markup makes the parsers beneath it fail in ways that it doesn't name
        said = f"the page can't be taken apart ({type(error).__name__})"
        raise InputError(said, where=where, hint=_REMEDY) from error
    text = document.text if isinstance(document, Document) else None
    if not isinstance(document, Document) or not text or not text.strip():
        raise InputError("no article was found in the page", where=where, hint=_REMEDY)
    language = _LANGUAGE.search(html)
    return text, Metadata(
        published=_published(html) or _moment(document.date),
        publisher=document.sitename or None,
        title=document.title or None,
        url=document.url if document.url and is_web_address(document.url) else None,
        language=language[1] if language else None,
    )


def _published(html: str) -> str | None:
    found = (match[1] for pattern in _TIME for match in pattern.finditer(html))
    return next((time for time in map(_moment, found) if time), None)


def _moment(text: str | None) -> str | None:
    try:
        return moment(text.strip()) if text else None
    except ValueError:
        return None
