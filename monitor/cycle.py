"""One pass of the arrow: articles in, recorded and read, claims folded into every story.

Article -> [log] -> claims -> [log] -> Story -> Change
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

import msgspec

from events import codec
from events.article import Article
from events.definition import StoryDefinition
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, Event, StoryDefined
from events.store.port import NewEvent, Store
from monitor.coverage import relevance
from monitor.reading.port import Reader

_BATCH = 32  # articles a transaction: one fsync for all of them


class Ingested(msgspec.Struct, frozen=True):
    """What came of articles that were brought in."""

    new: int = 0  # recorded for the first time
    revised: int = 0  # known, with a changed text
    unchanged: int = 0  # known as they are
    claims: int = 0  # read from the new and the revised ones
    noted: int = 0  # bear on no story: kept without their text

    def plus(self, other: Ingested) -> Ingested:
        """Both together."""
        return Ingested(
            self.new + other.new,
            self.revised + other.revised,
            self.unchanged + other.unchanged,
            self.claims + other.claims,
            self.noted + other.noted,
        )


def record(
    articles: Iterable[Article],
    log: Store,
    reader: Reader,
    now: Callable[[], datetime],
    keep: Callable[[Article], bool] | None = None,
) -> Ingested:
    """Append each article that the log doesn't know as it is, with what the reader takes from it.

    An article and its reading are appended together, so nothing recorded is ever left unread. With `keep`, an article
    that is new and that it refuses is noted without its text.
    """
    total = Ingested()
    iterator = iter(articles)
    while batch := list(islice(iterator, _BATCH)):
        events: dict[str, Event] = {}
        for article in batch:
            taken = _noted(article, log, events) if keep is not None and not keep(article) else None
            total = total.plus(taken or _take_in(article, log, reader, events))
        append(log, list(events.values()), now())
    return total


def define(definition: StoryDefinition, known: StoryDefined | None, log: Store, now: Callable[[], datetime]) -> bool:
    """Record a story's definition where it differs from the one known; whether it did."""
    if known is not None and known.definition == definition:
        return False
    revision = known.revision + 1 if known else 1
    append(log, [StoryDefined(definition, revision)], now())
    return True


def last_definition(log: Store, story: str) -> StoryDefined | None:
    """The definition of a story that the log holds."""
    stored = list(log.read_stream(f"story/{story}"))
    for one in reversed(stored):
        event = codec.decode(one.type, one.data)
        if isinstance(event, StoryDefined):
            return event
    return None


def append(log: Store, events: list[Event], at: datetime) -> None:
    """Append events under their permanent ids."""
    if events:
        log.append([_new(event) for event in events], recorded_at=at)


def _new(event: Event) -> NewEvent:
    return NewEvent(
        id=codec.event_id(event), type=codec.type_name(event), stream=codec.stream(event), data=codec.encode(event)
    )


def _noted(article: Article, log: Store, events: dict[str, Event]) -> Ingested | None:
    """Note an article, once; None for one whose text is recorded: it is followed to the end."""
    if _latest(article.id, log, events) is not None:
        return None
    event = relevance.noted(article)
    name = codec.event_id(event)
    if name in events or any(one.id == name for one in log.read_stream(codec.stream(event))):
        return Ingested(unchanged=1)
    events[name] = event
    return Ingested(noted=1)


def _take_in(article: Article, log: Store, reader: Reader, events: dict[str, Event]) -> Ingested:
    known = _latest(article.id, log, events)
    if known is not None and known.text == article.text:
        return Ingested(unchanged=1)
    if known is not None:
        article = msgspec.structs.replace(article, version=known.version + 1)
    read = reader.reading(article)
    recorded: Event = ArticleRevised(article) if known else ArticleRecorded(article)
    reading = ArticleRead(article.id, article.version, read.reader, read.version, read.claims)
    events.update((codec.event_id(event), event) for event in (recorded, reading))
    return Ingested(new=int(known is None), revised=int(known is not None), claims=len(read.claims))


def latest(article_id: str, log: Store) -> Article | None:
    """The newest version of an article whose text is recorded."""
    return _latest(article_id, log, {})


def _latest(article_id: str, log: Store, pending: dict[str, Event]) -> Article | None:
    """The newest version of an article, in the log or about to be appended to it."""
    stored = (codec.decode(one.type, one.data) for one in log.read_stream(f"article/{article_id}"))
    versions = [article for event in (*stored, *pending.values()) for article in _article(event, article_id)]
    return max(versions, key=lambda article: article.version, default=None)


def _article(event: Event, article_id: str) -> Iterator[Article]:
    match event:
        case ArticleRecorded(article) | ArticleRevised(article) if article.id == article_id:
            yield article
        case _:
            return
