"""The rows that say where things lie: facts, accounts, origins and stances of the blocks that a step changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from events.contradictions import concerned
from events.facts import Block, Fact
from events.parties import Cast
from monitor.projections import cards, search
from monitor.projections.database import Projections

V = TypeVar("V")
# What a claim does -> what may stand against it.
OPPOSED = {"rejects": ("asserts", "rejects"), "asserts": ("rejects",), "asks": ("answers",), "answers": ("asks",)}


class Entries(NamedTuple):
    """The index rows of one block."""

    facts: dict[str, tuple[str, str, int, bool]]  # id -> kind, last publication, number of accounts, held for review
    accounts: dict[str, tuple[str | None, str, bool]]  # id -> fact, origin, held for review
    stances: frozenset[tuple[str, str]]  # party, stance


def stances(fact: Fact) -> Iterator[str]:
    """What the fact's claim does: 'rejects', 'asserts', 'asks', 'answers'."""
    return (stance for stance in OPPOSED if getattr(fact.claim, stance)() is not None)


def entries(block: Block, other: Block, cast: Cast) -> Entries:
    """What the index has to say of a block, as far as it isn't the same as in the other state of that block."""
    same = {id(fact) for fact in other.facts}
    changed = [fact for fact in block.facts if id(fact) not in same]
    line = cast.definition.unsure_below
    facts = {
        fact.id: (
            fact.claim.kind,
            max(account.published or "" for account in fact.accounts),
            len(fact.accounts),
            not fact.sure(line),
        )
        for fact in changed
    }
    accounts: dict[str, tuple[str | None, str, bool]] = {
        account.id: (fact.id, account.origin, not account.sure(line)) for fact in changed for account in fact.accounts
    }
    accounts.update((one.account.id, (None, one.account.origin, not one.account.sure(line))) for one in block.loose)
    return Entries(facts, accounts, _taken(changed, cast))


def _taken(facts: Iterable[Fact], cast: Cast) -> frozenset[tuple[str, str]]:
    return frozenset((party, stance) for fact in facts for stance in stances(fact) for party in concerned(fact, cast))


def replace(projections: Projections, cast: Cast, key: str, before: Block, after: Block) -> None:
    """Bring the index rows of one block from what they were to what they are."""
    story = cast.definition.id
    old, new = entries(before, after, cast), entries(after, before, cast)
    gone = old.stances - new.stances
    if gone:
        gone -= _taken(after.facts, cast)  # a fact that stays the same may hold the stance too
    many = projections.many
    many("DELETE FROM facts WHERE story = ? AND id = ?", [(story, name) for name in _gone(old.facts, new.facts)])
    many(
        "INSERT OR REPLACE INTO facts (story, id, kind, block, last, accounts, held) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(story, name, kind, key, last, n, held) for name, (kind, last, n, held) in _changed(old.facts, new.facts)],
    )
    many(
        "DELETE FROM accounts WHERE story = ? AND id = ?", [(story, name) for name in _gone(old.accounts, new.accounts)]
    )
    many(
        "INSERT OR REPLACE INTO accounts (story, id, block, fact, origin, held) VALUES (?, ?, ?, ?, ?, ?)",
        [(story, name, key, *values) for name, values in _changed(old.accounts, new.accounts)],
    )
    many(
        "DELETE FROM stances WHERE story = ? AND party = ? AND stance = ? AND block = ?",
        [(story, party, stance, key) for party, stance in gone],
    )
    many(
        "INSERT OR IGNORE INTO stances (story, party, stance, block) VALUES (?, ?, ?, ?)",
        [(story, party, stance, key) for party, stance in new.stances - old.stances],
    )
    _count_origins(projections, story, old, new)
    cards.replace(projections, story, before, after, cast.definition.unsure_below)
    search.replace_claims(projections, story, key, before, after)


def opposite(projections: Projections, story: str, facts: Iterable[Fact], cast: Cast) -> set[str]:
    """The keys of the blocks whose facts may contradict or answer any of `facts`."""
    wanted = {
        (party, against)
        for fact in facts
        for stance in stances(fact)
        for against in OPPOSED[stance]
        for party in concerned(fact, cast)
    }
    return {
        str(key)
        for party, stance in sorted(wanted)
        for (key,) in projections.rows(
            "SELECT block FROM stances WHERE story = ? AND party = ? AND stance = ?", story, party, stance
        )
    }


def _gone(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [name for name in old if name not in new]


def _changed(old: Mapping[str, V], new: Mapping[str, V]) -> list[tuple[str, V]]:
    return [(name, value) for name, value in new.items() if old.get(name) != value]


def _count_origins(projections: Projections, story: str, old: Entries, new: Entries) -> None:
    counts = Counter(origin for _, origin, _ in new.accounts.values())
    counts.subtract(origin for _, origin, _ in old.accounts.values())
    projections.many(
        "INSERT INTO origins VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET accounts = accounts + excluded.accounts",
        [(story, origin, count) for origin, count in sorted(counts.items()) if count],
    )
