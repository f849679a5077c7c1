"""Accounts that report one thing become one fact: each account stays, with its own place, date and words.

The outcome depends only on which accounts there are, never on the order in which they came: they are placed in turns,
the most specific claims first, then by age.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

import msgspec

from events.claims import AnyClaim
from events.claims.claim import Claim
from events.origins import origin

_CERTAINLY = 0.9  # likeness from which two claims are one although one article makes both
Turn = tuple[int, str, str]  # the less specific the later; then the date of publication, then the article's id
_NO_TURN: Turn = (-1_000, "", "")


class Account(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim as one article makes it, with its parties resolved to those of the story."""

    id: str
    claim: AnyClaim
    article: str  # the article's id
    version: int
    label: str  # the article's file name, or its id
    origin: str  # the outlet that found it out
    recorded_at: str  # UTC, ISO 8601
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    renamed: dict[str, tuple[str, str]] = {}  # the article's name -> the story's, and how that was decided
    reader: str = ""  # name and version
    ties: tuple[str, ...] = ()  # corrections that merged it: accounts that share one are one fact
    parted: dict[str, str] = {}  # correction that split it -> side: accounts of different sides are never one fact


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What the accounts of one thing say together. Its id is that of the earliest account."""

    id: str
    claim: AnyClaim
    accounts: tuple[Account, ...]  # earliest first
    level: int = 0  # how specific its most specific claims are

    def articles(self) -> set[str]:
        """The ids of the articles that report it."""
        return {account.article for account in self.accounts}

    @property
    def origins(self) -> frozenset[str]:
        """The outlets that found it out."""
        return frozenset(account.origin for account in self.accounts)


class Loose(msgspec.Struct, frozen=True, kw_only=True):
    """An account too vague to tell which of several facts it reports: kept beside them, counted as none."""

    account: Account
    may_be: tuple[str, ...]  # ids of facts


class Block(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything known of claims that could be one fact."""

    facts: tuple[Fact, ...] = ()  # in the order in which they were founded
    loose: tuple[Loose, ...] = ()
    last: Turn = _NO_TURN  # how far the turns have come

    def accounts(self) -> Iterator[Account]:
        """Every account, placed or loose."""
        for fact in self.facts:
            yield from fact.accounts
        for loose in self.loose:
            yield loose.account

    def credited(self, article: str, publisher: str | None) -> Block:
        """The block with the article's accounts as found out by `publisher`, or by whom they credit. Nothing moves."""

        def change(one: Account) -> Account:
            return credited(one, publisher) if one.article == article else one

        facts = tuple(
            msgspec.structs.replace(fact, accounts=tuple(map(change, fact.accounts)))
            if article in fact.articles()
            else fact
            for fact in self.facts
        )
        loose = tuple(msgspec.structs.replace(one, account=change(one.account)) for one in self.loose)
        return msgspec.structs.replace(self, facts=facts, loose=loose)


EMPTY = Block()


def credited(account: Account, publisher: str | None) -> Account:
    """The account as found out by whoever its article credits, else by the publisher of the report."""
    found_out_by = origin(account.claim.attributed_to, publisher)
    return account if account.origin == found_out_by else msgspec.structs.replace(account, origin=found_out_by)


def settle(accounts: Iterable[Account]) -> Block:
    """Group the accounts of one block into facts.

    A less specific account joins the one fact that it fits; where it fits several it stays loose. A sentence that
    counts ('met twice') is loose beside as many facts as it counts, and a fact of its own where fewer are known. Of
    equally specific facts an account joins the likest, though not one that its own article tells apart from it.
    """
    return _placed(EMPTY, accounts)


def settled(block: Block, accounts: Sequence[Account]) -> Block:
    """The block with further accounts: what `settle` makes of all of them, and cheap where they come last."""
    if all(_turn(account) > block.last for account in accounts):
        return _placed(block, accounts)
    return settle((*block.accounts(), *accounts))


def without(block: Block, article: str) -> Block:
    """The block without what an article said."""
    if not any(account.article == article for account in block.accounts()):
        return block
    return settle(account for account in block.accounts() if account.article != article)


def _placed(block: Block, accounts: Iterable[Account]) -> Block:
    facts, loose, last = list(block.facts), list(block.loose), block.last
    ordered = sorted(accounts, key=lambda account: (_turn(account), by_age(account)))
    for turn, group in groupby(ordered, key=_turn):
        for account in _surest_first(list(group), facts):
            home = _home(account, facts)
            if isinstance(home, tuple):
                loose.append(Loose(account=account, may_be=home))
            elif home is None:
                facts.append(_fact([account]))
            else:
                facts[home] = _joined(facts[home], account)
        last = turn
    return Block(facts=tuple(facts), loose=_renamed(loose, facts), last=last)


def _surest_first(group: list[Account], facts: list[Fact]) -> list[Account]:
    """Of several claims of one article, the one that is likest a known fact comes first to it."""
    if len(group) == 1:
        return group
    return sorted(group, key=lambda one: (-max((alike for alike, _ in _fits(one, facts)), default=0.0), by_age(one)))


def _home(account: Account, facts: list[Fact]) -> int | tuple[str, ...] | None:
    """Where an account belongs: the index of a fact, the ids of several that it may mean, or None for a new one."""
    for i, fact in enumerate(facts):
        if account.ties and any(set(account.ties) & set(one.ties) for one in fact.accounts):
            return i
    fits = _fits(account, facts)
    counted, level = account.claim.counted(), account.claim.specificity()
    if counted > 1:
        return tuple(sorted(facts[i].id for _, i in fits)) if len(fits) >= counted and not account.ties else None
    more_specific = [i for _, i in fits if facts[i].level > level]
    if len(more_specific) > 1 and not account.ties:  # what is merged with a fact is never loose
        return tuple(sorted(facts[i].id for i in more_specific))
    if len(more_specific) == 1:
        return more_specific[0]
    apart = ((alike, -i) for alike, i in fits if alike >= _CERTAINLY or account.article not in facts[i].articles())
    best = max(apart, default=None)
    return None if best is None else -best[1]


def _fits(account: Account, facts: list[Fact]) -> list[tuple[float, int]]:
    """The facts that an account may report: how surely, and which."""
    return [
        (alike, i)
        for i, fact in enumerate(facts)
        if (account.claim.counted() > 1 or fact.claim.counted() == 1)
        and (alike := _likeness(account, fact))
        and not _parted(account, fact)
    ]


def _parted(account: Account, fact: Fact) -> bool:
    """Whether a person told the account apart from one of the fact's."""
    return any(
        side != one.parted.get(correction, side) for one in fact.accounts for correction, side in account.parted.items()
    )


def _likeness(account: Account, fact: Fact) -> float:
    """How surely an account reports a fact: as surely as the likest of its most specific accounts."""
    claim, best = account.claim, 0.0
    for known in fact.accounts:
        if known.claim.specificity() == fact.level:
            best = max(best, claim.likeness(known.claim, _days_apart(account.published, known.published)))
            if best >= 1:
                break
    return best


def _joined(fact: Fact, account: Account) -> Fact:
    if by_age(account) < by_age(fact.accounts[-1]):
        return _fact([*fact.accounts, account])
    merged: Claim = fact.claim.merged([account.claim])
    return Fact(id=fact.id, claim=merged, accounts=(*fact.accounts, account), level=fact.level)


def _fact(accounts: Sequence[Account]) -> Fact:
    ordered = sorted(accounts, key=by_age)
    claim: Claim = ordered[0].claim.merged([account.claim for account in ordered[1:]])
    level = max(account.claim.specificity() for account in ordered)
    return Fact(id=ordered[0].id, claim=claim, accounts=tuple(ordered), level=level)


def _renamed(loose: list[Loose], facts: list[Fact]) -> tuple[Loose, ...]:
    """Loose accounts name facts by the ids that these have in the end."""
    if not loose:
        return ()
    now = {account.id: fact.id for fact in facts for account in fact.accounts}
    return tuple(Loose(account=one.account, may_be=tuple(sorted({now[name] for name in one.may_be}))) for one in loose)


def _turn(account: Account) -> Turn:
    return (-account.claim.specificity(), account.published or "9999", account.article)


@lru_cache(maxsize=8192)
def _day(published: str) -> int:
    return date.fromisoformat(published[:10]).toordinal()


def _days_apart(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else abs(_day(one) - _day(other))


def by_age(account: Account) -> tuple[str, str, int, str]:
    """Earliest published first, undated ones last; within an article in the order of its text."""
    return (account.published or "9999", account.article, account.claim.evidence[0].start, account.id)
