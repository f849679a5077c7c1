"""A story folded again because persons said who is who: its state is new, its history goes on.

All coverage is folded once more with the parties as they are now, for texts that named none before may name one. What
that makes different is recorded as of the correction; changes that were recorded before stay as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import msgspec

from events import changes, correcting
from events.facts import Block, Fact
from events.lineage import known_as
from events.log import CorrectionMade, Event
from events.store.port import Replayed
from monitor.projections import lineage, stories
from monitor.projections.database import Projections
from monitor.projections.follower import Follower

_KEPT = ("blocks", "contradictions", "answers")  # tables compared with what becomes of them
_FLUSHED = 500  # events between two writings
_CHANGED = (
    "SELECT was.key, was.data, now.data FROM temp.was_blocks AS was"
    " LEFT JOIN main.blocks AS now ON now.story = ? AND now.key = was.key"
    " WHERE was.data IS NOT now.data ORDER BY was.key"
)
_NEW = (
    "SELECT key, NULL, data FROM main.blocks WHERE story = ? AND key NOT IN (SELECT key FROM temp.was_blocks)"
    " ORDER BY key"
)


def recast(follower: Follower, coverage: Iterable[tuple[Event, Replayed]], by: CorrectionMade, at: Replayed) -> int:
    """Fold `coverage` with the follower, whose tables are those of another cast; the number of changes that makes.

    `by` is the correction that did it, `at` where it stands in the log.
    """
    db, story = follower.projections.db, follower.definition.id
    for table in _KEPT:
        db.execute(f"CREATE TEMP TABLE was_{table} AS SELECT * FROM main.{table} WHERE story = ?", (story,))  # noqa: S608  a name from the list above
    try:
        follower.begin(again=True)
        for number, (event, stored) in enumerate(coverage, 1):
            follower.follow(event, stored, again=True)
            if number % _FLUSHED == 0:
                follower.flush()
        follower.flush()
        before, after = _states(follower)
    finally:
        for table in _KEPT:
            db.execute(f"DROP TABLE temp.was_{table}")
    lineage.note(follower.projections, story, known_as(before.whole(), after.whole()))
    return follower.write(by, at, correcting.recast(before, after, follower.cast, correcting.cause(by)))


def _states(follower: Follower) -> tuple[changes.State, changes.State]:
    """What differs of the story as it was and as it is now, with the facts that new contradictions are between."""
    projections, story = follower.projections, follower.definition.id
    pairs = {
        str(key): (_facts(was), _facts(now))
        for key, was, now in (*projections.rows(_CHANGED, story), *projections.rows(_NEW, story))
    }
    contradicted, answered = stories.relations(projections, story, "temp.was_")
    contradictions, answers = stories.relations(projections, story)
    fresh = [one for one in contradictions if one not in set(contradicted)]
    acts = [one for one in answers if one not in set(answered)]
    linked = {name for one in fresh for name in one.between} | {side for a in acts for side in (a.demand, a.act)}
    still = list(_beside(projections, story, linked, pairs.keys()))
    line = follower.definition.unsure_below
    old, new = ([fact for pair in pairs.values() for fact in pair[side]] for side in (0, 1))
    return (
        changes.state((*old, *still), contradicted, answered, line),
        changes.state((*new, *still), fresh, acts, line),
    )


def _beside(projections: Projections, story: str, names: set[str], changed: Collection[str]) -> Iterator[Fact]:
    """The facts of these names that lie in blocks which are as they were."""
    found = [projections.one("SELECT block FROM facts WHERE story = ? AND id = ?", story, name)[0] for name in names]
    for key in sorted(set(found) - set(changed)):
        data = projections.one("SELECT data FROM blocks WHERE story = ? AND key = ?", story, key)[0]
        yield from (fact for fact in _facts(data) if fact.id in names)


def _facts(data: bytes | None) -> tuple[Fact, ...]:
    return msgspec.msgpack.decode(data, type=Block).facts if data else ()
