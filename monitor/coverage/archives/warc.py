"""Web archives (WARC, ISO 28500) -> articles, each page as it was when it was captured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from events.article import Article
from events.errors import InputError
from monitor.coverage.articles.extraction import extract
from monitor.coverage.files import LIMIT
from monitor.coverage.metadata import is_web_address
from monitor.coverage.seam import Entry, Fetched, Parked

_PAGES = ("text/html", "application/xhtml+xml")
_OK = 200
_HINT = "it takes WARC files, compressed record by record or not at all"


def read(path: Path) -> Iterator[Article | InputError]:
    """The articles of the pages in a web archive; what is a page and holds none is reported in its place.

    Pictures, scripts, redirects and failures are passed over. A file that breaks off gives what stands before that.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                answer = _answer(record)
                if answer is not None:
                    yield _article(path, answer)
    except ArchiveLoadFailed as error:
        yield InputError(f"is no web archive, or breaks off: {error}", where=str(path), hint=_HINT)
    except (EOFError, ValueError) as error:
        yield InputError(f"breaks off: {error}", where=str(path), hint=_HINT)


def _answer(record: Any) -> Fetched | None:  # noqa: ANN401  warcio has no types
    """The page in a record of warcio's; None for what is no page."""
    headers = record.http_headers
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    kind = (headers.get_header("Content-Type") or "").lower()
    if headers.get_statuscode() != str(_OK) or not kind.startswith(_PAGES) or not is_web_address(url):
        return None
    captured = record.rec_headers.get_header("WARC-Date")
    return Fetched(
        url=url,
        final_url=url,
        status=_OK,
        headers={"content-type": kind},
        body=record.content_stream().read(LIMIT),
        fetched_at=datetime.fromisoformat(captured).astimezone(UTC),
    )


def _article(path: Path, answer: Fetched) -> Article | InputError:
    made = extract(Entry(feed=path.name, link=answer.url), answer, answer.fetched_at)
    return InputError(made.reason, where=f"{path}: {answer.url}") if isinstance(made, Parked) else made
