"""From the log to the projections: position, rows and changes of a batch in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

import msgspec

from events import codec
from events.corrections import Corrections
from events.definition import StoryDefinition
from events.identities import Identities
from events.log import (
    ArticleBackfilled,
    ArticleRead,
    ArticleRecorded,
    ArticleRevised,
    CorrectionMade,
    Event,
    StoryDefined,
)
from events.store.port import Replayed, Store
from monitor.projections import outbox, search, stories
from monitor.projections.audience import Audience
from monitor.projections.database import Projections
from monitor.projections.follower import Follower
from monitor.projections.recasting import recast
from monitor.projections.tables import Cache

_BATCH = 500  # events a transaction
_FOLDED = (ArticleRecorded, ArticleRevised, ArticleRead, CorrectionMade)
_COVERAGE = tuple(str(kind.__struct_config__.tag) for kind in _FOLDED)
_READINGS = tuple(name for name in _COVERAGE if name != str(CorrectionMade.__struct_config__.tag))
_BACKFILLED = str(ArticleBackfilled.__struct_config__.tag)
_READ = str(ArticleRead.__struct_config__.tag)
_DEFINED = str(StoryDefined.__struct_config__.tag)


def catch_up(log: Store, projections: Projections) -> int:
    """Fold what the log has beyond the checkpoint; the number of events folded."""
    folded = 0
    while log.head().position > projections.position():
        folded += _follow_on(log, projections)
    return folded


def _follow_on(log: Store, projections: Projections) -> int:
    """Fold batch by batch, until the log ends or another process turns out to be folding too."""
    folded, cache = 0, Cache()
    audience = Audience(projections, _known(projections, cache))
    for batch in _batches(log.replay(projections.position())):
        with projections.transaction():
            if batch[0].position <= projections.position():
                return folded  # what is in memory is out of date
            for stored in batch:
                _fold(log, projections, audience, stored, cache)
            _finish(projections, audience.followers.values(), batch[-1].position)
        folded += len(batch)
    return folded


def rebuild(log: Store, projections: Projections) -> int:
    """Throw the state away and fold the whole log; the number of events folded.

    Readers see the old state until the new one is complete batch by batch; the log is not touched.
    """
    with projections.transaction():
        for (story,) in projections.rows("SELECT id FROM stories"):
            _clear(projections, str(story))
        for definition, position in _definitions(log, outbox.settled(log)).values():
            Follower(projections, definition, position, _identities(log, definition.id, position)).begin()
        outbox.clear(projections)
        search.clear(projections)
        projections.db.execute("UPDATE checkpoint SET position = 0")
    return catch_up(log, projections)


def _clear(projections: Projections, story: str) -> None:
    Follower(projections, StoryDefinition(id=story, title=""), 0, Identities()).begin()
    projections.db.execute("DELETE FROM stories WHERE id = ?", (story,))


def _definitions(log: Store, settled: Mapping[str, int]) -> dict[str, tuple[StoryDefinition, int]]:
    """The last definition of every story, so that a rebuild folds each story once.

    Of a story of which something may wait to be told, the last one up to the position up to which nothing does: what
    became news under a definition is news although a later one makes it past coverage.
    """
    found: dict[str, tuple[StoryDefinition, int]] = {}
    for stored in log.replay(types=(_DEFINED,)):
        event = codec.decode(stored.type, stored.data)
        if isinstance(event, StoryDefined):
            story = event.definition.id
            if story not in found or stored.position <= settled.get(story, stored.position):
                found[story] = (event.definition, stored.position)
    return found


def _fold(log: Store, projections: Projections, audience: Audience, stored: Replayed, cache: Cache) -> None:
    event = codec.decode(stored.type, stored.data)
    if isinstance(event, StoryDefined):
        known = audience.followers.get(event.definition.id)
        if known is None or (known.definition != event.definition and known.defined_at < stored.position):
            identities = _identities(log, event.definition.id, stored.position)
            audience.add(_fill(log, Follower(projections, event.definition, stored.position, identities, cache)))
        return
    outbox.follow(projections, event, stored)
    search.follow(projections, event, log)
    for follower in audience.concerned(event):
        changes = follower.follow(event, stored)
        story = follower.definition.id
        if isinstance(event, CorrectionMade) and follower.recast() and stored.position > follower.defined_at:
            anew = _anew(follower, cache)
            audience.add(anew)
            earlier = takewhile(lambda one: one.position < stored.position, log.replay(types=_READINGS))
            changes += recast(anew, ((codec.decode(one.type, one.data), one) for one in earlier), event, stored)
        if changes and outbox.watched(projections, story) and _is_news(log, event, stored.position):
            outbox.put(projections, story, changes)


def _is_news(log: Store, event: Event, position: int) -> bool:
    """Whether anybody is to be told of what an event changes.

    No news is what a better reader finds in a text that had been read, nor what an article from an archive says.
    """
    if not isinstance(event, ArticleRead):
        return True
    stream = takewhile(lambda stored: stored.position < position, log.read_stream(codec.stream(event)))
    for earlier in (codec.decode(one.type, one.data) for one in stream if one.type in (_READ, _BACKFILLED)):
        if isinstance(earlier, ArticleRead) and earlier.version == event.version:
            return False
        if isinstance(earlier, ArticleBackfilled) and event.version == 1:
            return False
    return True


def _fill(log: Store, follower: Follower) -> Follower:
    """A story that is defined now, from all coverage and corrections recorded before."""
    follower.begin()
    earlier = takewhile(lambda stored: stored.position < follower.defined_at, log.replay(types=_COVERAGE))
    for batch in _batches(earlier):
        for stored in batch:
            follower.follow(codec.decode(stored.type, stored.data), stored)
        follower.flush()
    return follower


def _identities(log: Store, story: str, position: int) -> Identities:
    """Who is who in a story by the corrections before a position: its coverage is folded so from the first on."""
    stream = takewhile(lambda one: one.position < position, log.read_stream(f"story/{story}"))
    events = (codec.decode(one.type, one.data) for one in stream)
    return Corrections(event for event in events if isinstance(event, CorrectionMade)).identities


def _anew(follower: Follower, cache: Cache) -> Follower:
    """A follower of the same story with the parties as corrections have them by now."""
    follower.flush()
    known = follower.definition
    identities = stories.corrections(follower.projections, known.id).identities
    return Follower(follower.projections, known, follower.defined_at, identities, cache)


def _finish(projections: Projections, followers: Iterable[Follower], position: int) -> None:
    for follower in followers:
        follower.flush()
    projections.db.execute("UPDATE checkpoint SET position = ?", (position,))


def _known(projections: Projections, cache: Cache) -> Iterator[Follower]:
    rows = projections.rows("SELECT definition, defined_at, identities FROM stories ORDER BY id")
    for definition, defined_at, identities in rows:
        known = msgspec.msgpack.decode(definition, type=StoryDefinition)
        who = msgspec.msgpack.decode(identities, type=Identities)
        yield Follower(projections, known, int(defined_at), who, cache)


def _batches(events: Iterable[Replayed]) -> Iterator[list[Replayed]]:
    events = iter(events)
    while batch := list(islice(events, _BATCH)):
        yield batch
