"""What the story's record says around a change: the fact now, its neighbours, what stands against it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from events.changes import Change
from events.contradictions import STRENGTHS, Contradiction
from events.definition import StoryDefinition
from events.facts import Block, Fact, by_age
from events.parties import Cast
from monitor.projections import definitions, lineage, stories
from monitor.projections.database import Projections


class Against(NamedTuple):
    """A contradiction of a fact, and the fact on its other side."""

    contradiction: Contradiction
    fact: Fact


class Record:
    """One story's projections, asked fact by fact; a fact is known by the id of any of its accounts.

    Facts are as their sure accounts have them: what is held for review is no part of what is known.
    """

    def __init__(self, projections: Projections, story: str) -> None:
        self._projections = projections
        self._story = story
        self._blocks: dict[str, Block] = {}
        self._decoder = msgspec.msgpack.Decoder(Block)

    @cached_property
    def definition(self) -> StoryDefinition:
        """What the story is about. Raises NotFoundError."""
        return definitions.definition(self._projections, self._story)

    @cached_property
    def cast(self) -> Cast:
        """Who is who in the story. Raises NotFoundError."""
        return stories.cast(self._projections, self._story)

    def fact(self, name: str) -> Fact | None:
        """The fact to which an account belongs, whole where it is held; None when the account is gone or loose."""
        found = self._fact(name)
        return found.as_sure_as(self._line) if found and found.sure(self._line) else found

    def today(self, change: Change) -> Change:
        """The change with what its articles say in other words by now: a quotation is to be found where its link leads.

        What was withdrawn or corrected is quoted as it was.
        """
        if change.change in ("withdrawn", "corrected"):
            return change
        facts = (self._fact(name) for name in (change.claim, change.other) if name)
        accounts = [account for fact in facts if fact for account in fact.accounts]
        standing = {account.id for account in accounts}
        by_article = {account.article: account for account in reversed(accounts)}
        evidence = (one if one.id in standing else by_article.get(one.article, one) for one in change.evidence)
        return msgspec.structs.replace(change, evidence=tuple(evidence))

    def earlier(self, name: str, than: int) -> list[Fact]:
        """What an event before the position `than` made known beside an account's fact, oldest first.

        These are the facts that could have been one with it, and what the side of a speaker who rejects it rejected.
        """
        fact = self.fact(name)
        beside = {one.id: one for one in (*self._beside(name), *(self._rejected(fact) if fact else ()))}
        known = [(at, one) for one in beside.values() if 0 < (at := self.known_at(one)) < than]
        known.sort(key=lambda pair: (pair[0], by_age(pair[1].accounts[0])))
        return [one for _, one in known if fact is None or one.id != fact.id]

    def place(self, name: str) -> int:
        """The fact's number among those of its block, in the order in which they became known; 0 when it is gone."""
        facts = sorted(self._beside(name), key=lambda one: (self.known_at(one), by_age(one.accounts[0])))
        return next((number for number, one in enumerate(facts, 1) if any(name == a.id for a in one.accounts)), 0)

    def known_at(self, fact: Fact) -> int:
        """The position of the event that made the fact known, under whatever id it had then; 0 where none has."""
        ids = (fact.id, *(account.id for account in fact.accounts))
        [(position,)] = self._projections.rows(
            "SELECT min(position) FROM changes WHERE story = ? AND NOT held"
            " AND claim IN (SELECT value FROM json_each(?))",
            self._story,
            lineage.array(lineage.names(self._projections, self._story, ids)),
        )
        return int(position or 0)

    def against(self, name: str) -> list[Against]:
        """What contradicts a fact, or is contradicted by it, strongest first."""
        fact = self.fact(name)
        if fact is None:
            return []
        rows = self._projections.rows(
            "SELECT id, strength, rejected, asserted, why FROM contradictions"
            " WHERE story = ? AND (rejected = ? OR asserted = ?) ORDER BY id",
            self._story,
            fact.id,
            fact.id,
        )
        found = [Contradiction(id=row[0], strength=row[1], between=(row[2], row[3]), why=row[4]) for row in rows]
        found.sort(key=lambda one: STRENGTHS.index(one.strength), reverse=True)
        sides = [(one, self.fact(next(side for side in one.between if side != fact.id))) for one in found]
        return [Against(one, other) for one, other in sides if other is not None and other.sure(self._line)]

    @property
    def _line(self) -> float:
        return self.definition.unsure_below

    def _fact(self, name: str) -> Fact | None:
        """The fact with all accounts, those that are held included."""
        return next((fact for fact in self._block(name).facts if any(name == one.id for one in fact.accounts)), None)

    def _beside(self, name: str) -> Iterator[Fact]:
        """The facts that could be one with that of an account, itself included; of sentences that count, none."""
        return (one for one in self._sure(self._block(name)) if one.claim.counted() == 1)

    def _rejected(self, fact: Fact) -> Iterator[Fact]:
        """All that the side of whoever rejects something rejects; nothing for a fact that rejects nothing."""
        rejection = fact.claim.rejects()
        side = sorted(self.cast.side(rejection.by)) if rejection else []
        rows = self._projections.rows(
            "SELECT DISTINCT block FROM stances WHERE story = ? AND stance = 'rejects'"
            " AND party IN (SELECT value FROM json_each(?)) ORDER BY block",
            self._story,
            lineage.array(side),
        )
        found = (one for (key,) in rows for one in self._sure(self._named(str(key))))
        return (one for one in found if (said := one.claim.rejects()) and said.by in side)

    def _sure(self, block: Block) -> Iterator[Fact]:
        return (one.as_sure_as(self._line) for one in block.facts if one.sure(self._line))

    def _block(self, name: str) -> Block:
        """The facts that could be one with that of an account, itself included."""
        rows = self._projections.rows("SELECT block FROM accounts WHERE story = ? AND id = ?", self._story, name)
        return self._named(str(rows[0][0])) if rows else Block()

    def _named(self, key: str) -> Block:
        if key not in self._blocks:
            rows = self._projections.rows("SELECT data FROM blocks WHERE story = ? AND key = ?", self._story, key)
            self._blocks[key] = self._decoder.decode(rows[0][0]) if rows else Block()
        return self._blocks[key]
