"""What a person is asked to decide about a story: what its readers were unsure of, and what accounts don't agree on.

An item is there as long as it is undecided; a correction of the sort that is asked for is what decides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from rapidfuzz import fuzz

from events.changes import added, differing
from events.contradictions import Contradiction
from events.facts import Account, Block, Fact
from events.parties import key, untitled
from events.story import Story

Question = Literal["unsure", "vague", "name", "differ"]
_ALIKE = 84  # of 100, from which two names may be one: 'Amina Youssef' and 'Amina Yusuf'
_LIKELY = 5  # facts that a claim may be the same as


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide."""

    id: str  # of the fact or account; with ':SLOT' for accounts that differ; 'name:NAME' for a name
    question: Question
    accounts: tuple[Account, ...]  # what is asked about, earliest first; for a name, where it is used
    fact: Fact | None = None  # to which they belong
    slot: str | None = None  # in which they differ
    likely: tuple[Fact, ...] = ()  # facts that it may be the same as, the likeliest first
    parties: tuple[str, ...] = ()  # whom a name may mean


def items(story: Story, contradictions: Iterable[Contradiction] = ()) -> list[Item]:
    """Everything that is undecided: unsure facts first, those that contradict most before the others."""
    weight: dict[str, int] = {}
    for one in contradictions:
        for side in one.between:
            weight[side] = weight.get(side, 0) + 1
    unsure: list[Item] = []
    more: list[Item] = []
    facts = {fact.id: fact for fact in story.facts()}
    for _, block in sorted(story.blocks.items()):
        unsure += _unsure(block, story.definition.unsure_below)
        more += _vague(block, facts)
    unsure.sort(key=lambda item: (-weight.get(item.id, 0), item.accounts[0].published or "9999", item.id))
    names = list(_names(story))
    differ = [item for _, fact in sorted(facts.items()) for item in _differ(fact, story.definition.unsure_below)]
    return [*unsure, *more, *names, *differ]


def _unsure(block: Block, line: float) -> Iterator[Item]:
    """Facts that are held, and unsure accounts that would say more of a fact that is known."""
    for fact in block.facts:
        if not fact.sure(line):
            likely = _likely(fact, block)
            yield Item(id=fact.id, question="unsure", accounts=fact.accounts, fact=fact, likely=likely)
            continue
        known = fact.as_sure_as(line)
        for account in fact.accounts:
            if not account.sure(line) and any(added(known, fact, (account,))):
                yield Item(id=account.id, question="unsure", accounts=(account,), fact=fact)


def _likely(fact: Fact, block: Block) -> tuple[Fact, ...]:
    others = [(fact.claim.likeness(one.claim, None), one) for one in block.facts if one.id != fact.id]
    ranked = sorted(others, key=lambda pair: (-pair[0], pair[1].id))
    return tuple(one for _, one in ranked[:_LIKELY])


def _vague(block: Block, facts: dict[str, Fact]) -> Iterator[Item]:
    """Accounts that may report one fact or another."""
    for loose in sorted(block.loose, key=lambda one: one.account.id):
        if not loose.account.kept:
            likely = tuple(facts[name] for name in loose.may_be if name in facts)
            yield Item(id=loose.account.id, question="vague", accounts=(loose.account,), likely=likely)


def _differ(fact: Fact, line: float) -> Iterator[Item]:
    """Slots in which a fact's accounts can't all be right, unless a person let them stand side by side."""
    if not fact.sure(line):
        return
    for slot in fact.claim.detail_slots:
        said = tuple(account for account in fact.accounts if getattr(account.claim, slot) is not None)
        if differing(slot, fact) and not all(account.kept for account in said):
            yield Item(id=f"{fact.id}:{slot}", question="differ", accounts=said, fact=fact, slot=slot)


def _names(story: Story) -> Iterator[Item]:
    """Names of nobody the story knows that are nearly those of somebody it does."""
    used: dict[str, list[Account]] = {}
    for account in (account for block in story.blocks.values() for account in block.accounts()):
        for name in account.claim.parties():
            if name not in story.cast.names:
                used.setdefault(name, []).append(account)
    told = {frozenset(map(key, pair)) for pair in story.cast.identities.apart}
    for name in sorted(used):
        meant = tuple(party for party in _nearly(name, story) if frozenset((key(party), key(name))) not in told)
        if meant:
            accounts = sorted(used[name], key=lambda one: (one.published or "9999", one.id))
            yield Item(id=f"name:{name}", question="name", accounts=tuple(accounts), parties=meant)


def _nearly(name: str, story: Story) -> Iterator[str]:
    """The persons whose name, or whose surname that others bear too, it may be."""
    bare = untitled(key(name))
    for person in story.cast.parties.people:
        called = key(person.name)
        if fuzz.ratio(bare, called) >= _ALIKE or (" " in called and bare == called.split()[-1]):
            yield person.name
