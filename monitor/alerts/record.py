"""What the story's record says around a change: the fact now, its neighbours, what stands against it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from events.changes import Change
from events.contradictions import Contradiction
from events.definition import StoryDefinition
from events.facts import Block, Fact, by_age
from monitor.projections import lineage, stories
from monitor.projections.database import Projections

_STRENGTHS = ("direct", "apparent", "tension")


class Against(NamedTuple):
    """A contradiction of a fact, and the fact on its other side."""

    contradiction: Contradiction
    fact: Fact


class Record:
    """One story's projections, asked fact by fact; a fact is known by the id of any of its accounts."""

    def __init__(self, projections: Projections, story: str) -> None:
        self._projections = projections
        self._story = story
        self._blocks: dict[str, Block] = {}
        self._decoder = msgspec.msgpack.Decoder(Block)

    def definition(self) -> StoryDefinition:
        """What the story is about. Raises NotFoundError."""
        return stories.definition(self._projections, self._story)

    def fact(self, name: str) -> Fact | None:
        """The fact to which an account belongs; None when the account is gone or loose."""
        return next((fact for fact in self.block(name).facts if any(name == one.id for one in fact.accounts)), None)

    def today(self, change: Change) -> Change:
        """The change with what its articles say in other words by now: a quotation is to be found where its link leads.

        What was withdrawn or corrected is quoted as it was.
        """
        if change.change in ("withdrawn", "corrected"):
            return change
        facts = (self.fact(name) for name in (change.claim, change.other) if name)
        accounts = [account for fact in facts if fact for account in fact.accounts]
        standing = {account.id for account in accounts}
        by_article = {account.article: account for account in reversed(accounts)}
        evidence = (one if one.id in standing else by_article.get(one.article, one) for one in change.evidence)
        return msgspec.structs.replace(change, evidence=tuple(evidence))

    def block(self, name: str) -> Block:
        """The facts that could be one with that of an account, itself included."""
        rows = self._projections.rows(
            "SELECT b.key, b.data FROM accounts AS a JOIN blocks AS b ON b.story = a.story AND b.key = a.block"
            " WHERE a.story = ? AND a.id = ?",
            self._story,
            name,
        )
        if not rows:
            return Block()
        key = str(rows[0][0])
        if key not in self._blocks:
            self._blocks[key] = self._decoder.decode(rows[0][1])
        return self._blocks[key]

    def earlier(self, name: str, than: int) -> list[Fact]:
        """The other facts of an account's block that an event before the position `than` made known, oldest first."""
        facts = [one for one in self.block(name).facts if one.claim.counted() == 1 and self.known_at(one) < than]
        return [one for one in facts if all(account.id != name for account in one.accounts)]

    def place(self, name: str) -> int:
        """The fact's number among those of its block, in the order in which they became known; 0 when it is gone."""
        fact = self.fact(name)
        facts = sorted(
            (one for one in self.block(name).facts if one.claim.counted() == 1),
            key=lambda one: (self.known_at(one), by_age(one.accounts[0])),
        )
        return facts.index(fact) + 1 if fact in facts else 0

    def known_at(self, fact: Fact) -> int:
        """The position of the event that made the fact known, under whatever id it had then."""
        names = lineage.names(self._projections, self._story, (account.id for account in fact.accounts))
        [(position,)] = self._projections.rows(
            "SELECT min(position) FROM changes WHERE story = ? AND claim IN (SELECT value FROM json_each(?))",
            self._story,
            lineage.array(names),
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
        found.sort(key=lambda one: _STRENGTHS.index(one.strength))
        sides = [(one, self.fact(next(side for side in one.between if side != fact.id))) for one in found]
        return [Against(one, other) for one, other in sides if other is not None]
