"""What the log holds of one article: versions and readings, found by any name that a person has for it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events import codec
from events.article import Article, identity
from events.errors import NotFoundError
from events.log import ArticleNoted, ArticleRead, ArticleRecorded, ArticleRevised
from events.store.port import Store
from monitor.coverage.metadata import is_web_address
from monitor.projections.database import Projections

_RECORDED = str(ArticleRecorded.__struct_config__.tag)
_SHORTEST = 4  # characters of an id by which somebody may mean an article


class Version(msgspec.Struct, frozen=True):
    """One version of an article, and when it was recorded (UTC, ISO 8601)."""

    article: Article
    recorded_at: str
    position: int


class History(msgspec.Struct, frozen=True):
    """Everything recorded of an article, in order; of one that was only noted, one version with an empty text."""

    versions: list[Version]
    readings: list[ArticleRead]

    @property
    def article(self) -> Article:
        """The article as it is now."""
        return self.versions[-1].article


def history(log: Store, projections: Projections, name: str) -> History:
    """What is recorded of the article that a person means by its id or the start of it, its file name or its address.

    Raises NotFoundError where no article, or more than one, is meant.
    """
    found = _by_id(log, name) or _by_address(log, name) or _named(log, projections, name)
    if not found.versions:
        raise NotFoundError(f"no article is known as '{name}'", hint="give its id, its address or its file name")
    return found


def _by_id(log: Store, article: str) -> History | None:
    versions, readings, noted = [], [], []
    for stored in log.read_stream(f"article/{article}"):
        match codec.decode(stored.type, stored.data):
            case ArticleRecorded(found) | ArticleRevised(found):
                versions.append(Version(found, stored.recorded_at, stored.position))
            case ArticleNoted(found):
                noted.append(Version(found, stored.recorded_at, stored.position))
            case ArticleRead() as reading:
                readings.append(reading)
    return History(versions or noted, readings) if versions or noted else None


def _by_address(log: Store, name: str) -> History | None:
    if not is_web_address(name):
        return None
    from monitor.coverage.articles.addresses import key

    return _by_id(log, identity(url=key(name), text="", publisher=None, published=None))


def _named(log: Store, projections: Projections, name: str) -> History:
    """Looked for among the articles of the stories, then among all."""
    sql = "SELECT DISTINCT id FROM articles WHERE id >= ? AND id < ? ORDER BY id LIMIT 6"
    start = name if len(name) >= _SHORTEST else "\U0010ffff"
    ids = {str(row[0]) for row in projections.rows(sql, start, name + "\U0010ffff")} or set(_scanned(log, name))
    if len(ids) > 1:
        hint = f"it may be {', '.join(sorted(ids)[:5])}"
        raise NotFoundError(f"several articles are known as '{name}'", hint=hint)
    return next((found for one in ids if (found := _by_id(log, one))), History([], []))


def _scanned(log: Store, name: str) -> Iterator[str]:
    for stored in log.read(types=(_RECORDED,)):
        event = codec.decode(stored.type, stored.data)
        if isinstance(event, ArticleRecorded):
            article = event.article
            if article.name == name or (len(name) >= _SHORTEST and article.id.startswith(name)):
                yield article.id
