"""One story's projection: what an event changes in it, written to the tables, and the changes that are news."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from events import changes, contradictions, correcting, story
from events.article import Article
from events.contradictions import Answer, Contradiction
from events.corrections import Corrections
from events.definition import StoryDefinition
from events.facts import Block, Fact
from events.identities import Identities
from events.lineage import known_as
from events.log import CorrectionMade, Event
from events.parties import Cast
from events.store.port import Replayed
from monitor.projections import index, lineage, search, stories, tables
from monitor.projections.database import Projections
from monitor.projections.tables import Cache

# What follows from all coverage, and what is recorded event by event.
_STATE = (
    "articles",
    "prints",
    "bands",
    "blocks",
    "facts",
    "cards",
    "accounts",
    "origins",
    "stances",
    "contradictions",
    "answers",
    "as_read",
)
_HISTORY = ("lineage", "changes", "corrections")
_encode = msgspec.msgpack.Encoder().encode


class _Relations(NamedTuple):
    contradictions: tuple[Contradiction, ...]
    answers: tuple[Answer, ...]


class Follower:
    """Keeps one story's tables at the state that the events so far give. Used inside a transaction."""

    def __init__(
        self,
        projections: Projections,
        definition: StoryDefinition,
        defined_at: int,
        identities: Identities,
        cache: Cache | None = None,
    ) -> None:
        cache = cache or Cache()
        self.projections = projections
        self.definition = definition
        self.defined_at = defined_at
        self._cache = cache
        self.cast = Cast(definition, identities)
        self._articles = tables.articles(projections, cache, definition.id)
        self._blocks = tables.blocks(projections, cache, definition.id)
        self._prints = tables.Prints(projections, cache, definition.id)
        self._as_read = tables.as_read(projections, cache, definition.id)
        corrections = stories.corrections(projections, definition.id)
        self._state = story.Story(self.cast, self._articles, self._blocks, self._prints, self._as_read, corrections)

    def begin(self, *, again: bool = False) -> None:
        """Forget whatever the tables say of the story, and note its definition and who is who.

        `again` leaves what was recorded as it happened: changes, corrections, the ids that facts had.
        """
        for table in _STATE if again else (*_STATE, *_HISTORY):
            self.projections.db.execute(f"DELETE FROM {table} WHERE story = ?", (self.definition.id,))  # noqa: S608  a name from the lists above
        search.forget(self.projections, self.definition.id)
        self._cache.forget(self.definition.id)
        if not again:
            self._state = msgspec.structs.replace(self._state, corrections=Corrections())
        self.projections.db.execute(
            "INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?)",
            (self.definition.id, _encode(self.definition), self.defined_at, _encode(self.cast.identities)),
        )

    def recast(self) -> bool:
        """Whether corrections have come that say of who is who what the tables don't yet follow."""
        return story.recast(self._state)

    def telling(self) -> frozenset[str]:
        """The words of which a text must have one to name a party of the story."""
        return self.cast.telling()

    def follow(self, event: Event, stored: Replayed, *, again: bool = False) -> int:
        """Fold one event into the tables, and record what it changed, unless `again`; the number of changes."""
        step = story.step(self._state, event, stored.recorded_at)
        for name, coverage in step.articles.items():
            self._articles.put(name, coverage)
        for name, one in step.prints.items():
            self._prints.put(name, one)
        for name, read in step.as_read.items():
            self._as_read.put(name, read)
        if step.corrections:
            self._correct(step.corrections, event)
        before = {key: self._blocks.get(key, Block()) for key in step.blocks}
        changed = {key: block for key, block in step.blocks.items() if block != before[key]}
        if not changed:
            return 0
        for key, block in changed.items():
            self._blocks.put(key, block)
            index.replace(self.projections, self.cast, key, before[key], block)
        old = [fact for key in changed for fact in before[key].facts]
        new = [fact for block in changed.values() for fact in block.facts]
        states = self._relate(old, new, changed.keys())
        if again:
            return 0
        lineage.note(self.projections, self.definition.id, known_as(states[0].whole(), states[1].whole()))
        return self.write(event, stored, self._news(event, *states))

    def flush(self) -> None:
        """Write what the batch put into the tables."""
        name, many = self.definition.id, self.projections.many
        articles, blocks = list(self._articles.pending()), list(self._blocks.pending())
        many(
            "DELETE FROM articles WHERE story = ? AND id = ?", [(name, key) for key, one, _ in articles if one is None]
        )
        many(
            "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)",
            [(name, key, one.published, data) for key, one, data in articles if one is not None],
        )
        empty = {key for key, block, _ in blocks if block is None or not (block.facts or block.loose)}
        many("DELETE FROM blocks WHERE story = ? AND key = ?", [(name, key) for key in empty])
        many(
            "INSERT OR REPLACE INTO blocks VALUES (?, ?, ?)",
            [(name, key, data) for key, _, data in blocks if key not in empty],
        )
        self._prints.flush()
        read = list(self._as_read.pending())
        many("DELETE FROM as_read WHERE story = ? AND id = ?", [(name, key) for key, one, _ in read if one is None])
        many(
            "INSERT OR REPLACE INTO as_read VALUES (?, ?, ?)",
            [(name, key, data) for key, one, data in read if one is not None],
        )

    def _correct(self, corrections: Corrections, event: Event) -> None:
        self._state = msgspec.structs.replace(self._state, corrections=corrections)
        self.projections.db.execute(
            "INSERT INTO corrections (story, data) VALUES (?, ?)", (self.definition.id, _encode(event))
        )

    def _relate(self, old: list[Fact], new: list[Fact], keys: Collection[str]) -> tuple[changes.State, changes.State]:
        """Write what holds between the facts of blocks that changed and others; the states before and after."""
        line = self.definition.unsure_below
        touched_old, touched_new = _differing(old, new, line), _differing(new, old, line)
        around = index.opposite(self.projections, self.definition.id, [*touched_old, *touched_new], self.cast)
        beside = [fact for key in sorted(around - set(keys)) for fact in self._blocks[key].facts]
        was = self._known_relations({fact.id for fact in touched_old})
        ids = {fact.id for fact in touched_new}
        now = _Relations(
            tuple(contradictions.among([*new, *beside], self.cast, touching=ids)),
            tuple(contradictions.answers([*new, *beside], touching=ids)),
        )
        if was != now:
            self._replace_relations(was, now)
        same = {id(fact) for fact in old} & {id(fact) for fact in new}
        linked = {name for one in now.contradictions for name in one.between}
        linked |= {name for one in now.answers for name in (one.demand, one.act)}
        unchanged = (*(fact for fact in new if id(fact) in same), *beside)
        still = [fact for fact in unchanged if fact.id in linked]
        return (
            changes.state((*_other(old, same), *still), was.contradictions, was.answers, line),
            changes.state((*_other(new, same), *still), now.contradictions, now.answers, line),
        )

    def _news(self, event: Event, before: changes.State, after: changes.State) -> list[changes.Change]:
        if not isinstance(event, CorrectionMade):
            return changes.between(before, after)
        return correcting.news(before, after, event, self._state.corrections)

    def write(self, event: Event, stored: Replayed, news: list[changes.Change]) -> int:
        """Write the changes that an event made; how many they are."""
        about = getattr(event, "article", "")
        coverage = self._articles.get(about.id if isinstance(about, Article) else about)
        published = coverage.published if coverage else None
        backfill = int(stored.position < self.defined_at or (coverage is not None and coverage.backfilled))
        self.projections.many(
            "INSERT INTO changes (story, id, position, recorded_at, published, backfill, claim, held, data)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    self.definition.id,
                    c.id,
                    stored.position,
                    stored.recorded_at,
                    published,
                    backfill,
                    c.claim,
                    c.held,
                    _encode(c),
                )
                for c in map(self._told_apart, news)
            ],
        )
        return len(news)

    def _told_apart(self, change: changes.Change) -> changes.Change:
        """The change under an id of its own: what was withdrawn and comes back is new once more."""
        again = f"{change.id}-"
        [(known,)] = self.projections.rows(
            "SELECT count(*) FROM changes WHERE story = ?1 AND (id = ?2 OR id > ?3 AND id < ?3 || 'a')",
            self.definition.id,
            change.id,
            again,
        )
        return msgspec.structs.replace(change, id=f"{again}{known + 1}") if known else change

    def _known_relations(self, ids: set[str]) -> _Relations:
        rows, name = self.projections.rows, self.definition.id
        found = {
            Contradiction(id=row[0], strength=row[1], between=(row[2], row[3]), why=row[4])
            for fact in ids
            for side in ("rejected", "asserted")
            for row in rows(
                "SELECT id, strength, rejected, asserted, why FROM contradictions WHERE story = ? AND "  # noqa: S608  a name from the list above
                f"{side} = ?",
                name,
                fact,
            )
        }
        answered = {
            Answer(demand=str(row[0]), act=str(row[1]))
            for fact in ids
            for side in ("demand", "act")
            for row in rows(f"SELECT demand, act FROM answers WHERE story = ? AND {side} = ?", name, fact)  # noqa: S608  the same
        }
        return _Relations(tuple(sorted(found)), tuple(sorted(answered)))

    def _replace_relations(self, was: _Relations, now: _Relations) -> None:
        many, name = self.projections.many, self.definition.id
        many("DELETE FROM contradictions WHERE story = ? AND id = ?", [(name, one.id) for one in was.contradictions])
        many(
            "INSERT OR REPLACE INTO contradictions VALUES (?, ?, ?, ?, ?, ?)",
            [(name, one.id, one.strength, *one.between, one.why) for one in now.contradictions],
        )
        many(
            "DELETE FROM answers WHERE story = ? AND demand = ? AND act = ?",
            [(name, a.demand, a.act) for a in was.answers],
        )
        many("INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", [(name, one.demand, one.act) for one in now.answers])


def _other(facts: list[Fact], same: set[int]) -> list[Fact]:
    return [fact for fact in facts if id(fact) not in same]


def _differing(facts: list[Fact], others: list[Fact], line: float) -> list[Fact]:
    """The facts that are not also among the others with the same claim, as sure, and first published as then."""
    known = {fact.id: fact for fact in others}
    return [fact for fact in facts if not _as_known(fact, known.get(fact.id), line)]


def _as_known(fact: Fact, known: Fact | None, line: float) -> bool:
    return known is fact or (
        known is not None
        and known.claim == fact.claim
        and known.accounts[0].published == fact.accounts[0].published
        and known.sure(line) == fact.sure(line)
    )
