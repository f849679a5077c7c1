"""A feed that was saved as a file, or a feed's archive (RFC 5005) -> articles from the feed's own texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from events.article import Article
from events.errors import InputError
from monitor.coverage.articles.extraction import extract
from monitor.coverage.files import LIMIT
from monitor.coverage.seam import Parked


def read(path: Path) -> Iterator[Article | InputError]:
    """The articles of a saved feed. Its pages are not fetched: what they said then, nobody can ask them now."""
    from monitor.coverage.feeds.parsing import parse

    with path.open("rb") as file:
        body = file.read(LIMIT + 1)
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if len(body) > LIMIT:
        yield InputError(f"is longer than {LIMIT // 1024 // 1024} MB, the most that a feed may have", where=str(path))
        return
    try:
        feed = parse(body, content_type="", source=path.name, base=path.resolve().as_uri())
    except InputError as error:
        yield InputError(error.what, where=str(path), hint=error.hint)
        return
    for number, entry in enumerate(feed.entries, 1):
        made = extract(entry, None, saved)
        yield InputError(made.reason, where=f"{path}, entry {number}") if isinstance(made, Parked) else made
