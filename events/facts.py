"""Accounts that report one thing are one fact: each account stays, with its own place, date and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from events.claims import AnyClaim
from events.claims.claim import Claim
from events.origins import origin

Turn = tuple[int, str, str]  # the less specific the later; then the date of publication, then the article's id
NO_TURN: Turn = (-1_000, "", "")


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
    kept: tuple[str, ...] = ()  # corrections by which a person vouched for it

    def sure(self, line: float) -> bool:
        """Whether it is as sure as `line`, or a person vouched for it: else it is held for review."""
        return bool(self.kept) or self.claim.confidence >= line


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

    def sure(self, line: float) -> bool:
        """Whether any of its accounts is: else the fact is held for review."""
        return any(account.sure(line) for account in self.accounts)

    def as_sure_as(self, line: float) -> Fact:
        """The fact as its sure accounts alone have it, under its own id; there must be some."""
        sure = tuple(account for account in self.accounts if account.sure(line))
        if len(sure) == len(self.accounts):
            return self
        return msgspec.structs.replace(fact_of(sure), id=self.id)


class Loose(msgspec.Struct, frozen=True, kw_only=True):
    """An account too vague to tell which of several facts it reports: kept beside them, counted as none."""

    account: Account
    may_be: tuple[str, ...]  # ids of facts


class Block(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything known of claims that could be one fact."""

    facts: tuple[Fact, ...] = ()  # in the order in which they were founded
    loose: tuple[Loose, ...] = ()
    last: Turn = NO_TURN  # how far the turns have come

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


def fact_of(accounts: Iterable[Account]) -> Fact:
    """What some accounts of one thing say together; at least one."""
    ordered = sorted(accounts, key=by_age)
    claim: Claim = ordered[0].claim.merged([account.claim for account in ordered[1:]])
    level = max(account.claim.specificity() for account in ordered)
    return Fact(id=ordered[0].id, claim=claim, accounts=tuple(ordered), level=level)


def by_age(account: Account) -> tuple[str, str, int, str]:
    """Earliest published first, undated ones last; within an article in the order of its text."""
    return (account.published or "9999", account.article, account.claim.evidence[0].start, account.id)
