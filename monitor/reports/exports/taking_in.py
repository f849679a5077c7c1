"""What a bundle brings that a workspace doesn't know yet: articles, later versions of known ones, corrections."""

from __future__ import annotations

from datetime import datetime

import msgspec

from events import codec
from events.article import Article
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade, Event
from events.store.port import Store
from monitor import cycle
from monitor.reports.exports.bundle_reading import Bundle


def take_in(bundle: Bundle, log: Store, at: datetime) -> dict[str, int]:
    """Record what the log doesn't know yet, all of it or nothing; how much was new, and how much was known.

    A text that the log has stays as it is, and so does what was read from it. An article that is new is past coverage:
    nobody is mailed of it. A later version of one that is followed here is news, as if its page had been fetched again.
    """
    articles: dict[str, ArticleRecorded | ArticleRevised] = {}
    known = 0
    for event in bundle.events:
        if isinstance(event, ArticleRecorded):
            new = _new(event.article, _versions(log, event.article.id))
            known += new is None
            if new is not None:
                articles[event.article.id] = new
    events: list[Event] = []
    for event in bundle.events:
        if isinstance(event, ArticleRecorded) and event.article.id in articles:
            events.append(articles[event.article.id])
        elif (isinstance(event, ArticleRead) and event.article in articles) or (
            isinstance(event, CorrectionMade) and log.get(codec.event_id(event)) is None
        ):
            events.append(event)
    cycle.append(log, events, at)
    return {
        "articles": sum(isinstance(event, ArticleRecorded) for event in events),
        "revised": sum(isinstance(event, ArticleRevised) for event in events),
        "known": known,
        "claims": sum(len(event.claims) for event in events if isinstance(event, ArticleRead)),
        "corrections": sum(isinstance(event, CorrectionMade) for event in events),
    }


def _new(article: Article, here: list[Article]) -> ArticleRecorded | ArticleRevised | None:
    """How an article is recorded whose versions `here` the log has; None where it adds nothing to them."""
    if not here:
        return ArticleRecorded(msgspec.structs.replace(article, backfilled=True))
    if article.version <= here[-1].version or any(_has(one.text, article.text) for one in here):
        return None
    return ArticleRevised(msgspec.structs.replace(article, backfilled=here[-1].backfilled))


def _has(text: str, other: str) -> bool:
    """Whether a text is that of which the other may be what is left, blanks for the rest."""
    return len(text) == len(other) and all(there in (" ", here) for here, there in zip(text, other, strict=True))


def _versions(log: Store, article: str) -> list[Article]:
    """What the log has of an article, in the order of its versions; none of one that was noted without its text."""
    events = (codec.decode(one.type, one.data) for one in log.read_stream(f"article/{article}"))
    found = [event.article for event in events if isinstance(event, ArticleRecorded | ArticleRevised)]
    return sorted(found, key=lambda one: one.version)
