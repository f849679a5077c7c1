"""Accounts that report one thing become one fact: each account stays, with its own place, date and words.

The outcome depends only on which accounts there are, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, groupby

import msgspec

from events.claims import AnyClaim
from events.claims.claim import Claim

_CERTAINLY = 0.9  # likeness from which two claims are one although one article makes both


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


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What the accounts of one thing say together. Its id is that of the earliest account."""

    id: str
    claim: AnyClaim
    accounts: tuple[Account, ...]  # earliest first

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

    facts: tuple[Fact, ...] = ()
    loose: tuple[Loose, ...] = ()

    def accounts(self) -> tuple[Account, ...]:
        """Every account, placed or loose."""
        placed = tuple(account for fact in self.facts for account in fact.accounts)
        return placed + tuple(loose.account for loose in self.loose)


def settle(accounts: Iterable[Account]) -> Block:
    """Group the accounts of one block into facts, the most specific first.

    A less specific account joins the one fact that it fits; where it fits several it stays loose. A sentence that
    counts ('met twice') is loose beside as many facts as it counts, and a fact of its own where fewer are known.
    """
    clusters: list[list[Account]] = []  # the first account of each is of its most specific level
    unplaced: list[tuple[Account, list[list[Account]]]] = []
    ordered = sorted(accounts, key=_by_specificity)
    for level, group in groupby(ordered, key=lambda account: account.claim.specificity()):
        standing = [(cluster, _core(cluster)) for cluster in clusters]
        fresh: list[Account] = []
        for account in group:
            fits = [cluster for cluster, core in standing if any(_likeness(account, one) for one in core)]
            wanted = account.claim.counted()
            if len(fits) == 1 and wanted == 1:
                fits[0].append(account)
            elif len(fits) > 1 and len(fits) >= wanted:
                unplaced.append((account, fits))
            else:
                fresh.append(account)
        clusters.extend(_linked(fresh))
        del level
    return _block(clusters, unplaced)


def _block(clusters: list[list[Account]], unplaced: list[tuple[Account, list[list[Account]]]]) -> Block:
    facts = [_fact(cluster) for cluster in clusters]
    names = {id(cluster): fact.id for cluster, fact in zip(clusters, facts, strict=True)}
    loose = [
        Loose(account=account, may_be=tuple(sorted(names[id(cluster)] for cluster in fits)))
        for account, fits in unplaced
    ]
    return Block(
        facts=tuple(sorted(facts, key=lambda fact: by_age(fact.accounts[0]))),
        loose=tuple(sorted(loose, key=lambda one: by_age(one.account))),
    )


def _fact(cluster: Sequence[Account]) -> Fact:
    accounts = sorted(cluster, key=by_age)
    claim: Claim = accounts[0].claim.merged([account.claim for account in accounts[1:]])
    return Fact(id=accounts[0].id, claim=claim, accounts=tuple(accounts))


def _linked(accounts: list[Account]) -> list[list[Account]]:
    """Clusters of equally specific accounts, the likest pairs joined first.

    A reader has already merged what one article says twice, so two claims of one article are two facts.
    """
    home = {account.id: [account] for account in accounts}
    pairs = (
        (-likeness, one.id, other.id)
        for one, other in combinations(accounts, 2)
        if one.claim.counted() == other.claim.counted() and (likeness := _likeness(one, other))
    )
    for less, one, other in sorted(pairs):
        a, b = home[one], home[other]
        apart = {x.article for x in a}.isdisjoint(x.article for x in b)
        if a is not b and (apart or -less >= _CERTAINLY):
            a.extend(b)
            home.update((account.id, a) for account in b)
    return list({id(cluster): cluster for cluster in home.values()}.values())


def _core(cluster: list[Account]) -> list[Account]:
    """The accounts that say most precisely which fact it is."""
    best = cluster[0].claim.specificity()
    return [account for account in cluster if account.claim.specificity() == best]


def _likeness(one: Account, other: Account) -> float:
    return one.claim.likeness(other.claim, _days_apart(one.published, other.published))


def _days_apart(one: str | None, other: str | None) -> int | None:
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def by_age(account: Account) -> tuple[str, str, int, str]:
    """Earliest published first, undated ones last; within an article in the order of its text."""
    return (account.published or "9999", account.article, account.claim.evidence[0].start, account.id)


def _by_specificity(account: Account) -> tuple[int, tuple[str, str, int, str]]:
    return (-account.claim.specificity(), by_age(account))
