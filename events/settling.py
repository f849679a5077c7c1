"""How accounts become facts: each is placed, in turn, with the fact that it reports, or founds one.

The outcome depends only on which accounts there are, never on the order in which they came: they are placed in turns,
the most specific claims first, then by age. A later turn never changes what an earlier one placed, so a block is
rewound to the turn of what comes or goes, and only what follows is placed anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby

from events.claims.claim import Claim
from events.facts import EMPTY, NO_TURN, Account, Block, Fact, Loose, Turn, by_age, fact_of

_CERTAINLY = 0.9  # likeness from which two claims are one although one article makes both


def settle(accounts: Iterable[Account]) -> Block:
    """Group the accounts of one block into facts.

    A less specific account joins the one fact that it fits; where it fits several it stays loose. A sentence that
    counts ('met twice') is loose beside as many facts as it counts, and a fact of its own where fewer are known. Of
    equally specific facts an account joins the likest, though not one that its own article tells apart from it.
    """
    return settled(EMPTY, list(accounts))


def settled(block: Block, accounts: Sequence[Account]) -> Block:
    """The block with further accounts: what `settle` makes of all of them, and cheap where they come last."""
    if not accounts:
        return block
    return _again(block, min(map(_turn, accounts)), lambda later: [*later, *accounts])


def without(block: Block, article: str) -> Block:
    """The block without what an article said."""
    return only(block, lambda account: account.article != article)


def only(block: Block, keep: Callable[[Account], bool]) -> Block:
    """The block of those accounts alone that `keep` accepts: cheap where the others came last."""
    gone = [_turn(account) for account in block.accounts() if not keep(account)]
    return _again(block, min(gone), lambda later: list(filter(keep, later))) if gone else block


def _again(block: Block, first: Turn, change: Callable[[list[Account]], list[Account]]) -> Block:
    """The block with the turns from `first` on taken anew, with what `change` makes of their accounts."""
    table = _Table(block, first if first <= block.last else None)
    table.place(change(table.later))
    return table.block()


class _Growing:
    """A fact to which accounts come. `known` is the fact that it was before, as long as nothing was taken from it."""

    def __init__(self, accounts: list[Account], known: Fact | None = None) -> None:
        self.accounts = accounts
        self.known = known
        self.first = known.accounts[0] if known else min(accounts, key=by_age)
        self.level = known.level if known else max(account.claim.specificity() for account in accounts)

    def add(self, account: Account) -> bool:
        """Take an account in; whether others may fit the fact differently from now on."""
        telling = account.claim.specificity() == self.level and _compared(account) not in self.distinct
        if telling:
            self.distinct[_compared(account)] = account
        older = by_age(account) < by_age(self.first)
        if older:
            self.first = account
        self.articles.add(account.article)
        self.accounts.append(account)
        return telling or older

    def counted(self) -> int:
        """How many facts it counts as."""
        return self.first.claim.counted()

    @cached_property
    def articles(self) -> set[str]:
        return {account.article for account in self.accounts}

    @cached_property
    def distinct(self) -> dict[Hashable, Account]:
        """The most specific accounts, one of those that are alike to any other."""
        return {_compared(one): one for one in self.accounts if one.claim.specificity() == self.level}

    def likeness(self, account: Account) -> float:
        """How surely an account reports the fact: as surely as the likest of its most specific accounts."""
        claim, best = account.claim, 0.0
        for known in self.distinct.values():
            best = max(best, claim.likeness(known.claim, _days_apart(account.published, known.published)))
            if best >= 1:
                break
        return best

    def fact(self) -> Fact:
        """The fact that it has become."""
        known = self.known
        if known is None:
            return fact_of(self.accounts)
        added = sorted(self.accounts[len(known.accounts) :], key=by_age)
        if not added:
            return known
        if by_age(added[0]) < by_age(known.accounts[-1]):
            return fact_of(self.accounts)
        merged: Claim = known.claim.merged([account.claim for account in added])
        return Fact(id=known.id, claim=merged, accounts=(*known.accounts, *added), level=known.level)


class _Table:
    """A block in the making: the facts and loose accounts of the turns before `first`, all of them if it is None."""

    def __init__(self, block: Block, first: Turn | None) -> None:
        self.before = block
        self.later: list[Account] = []  # the accounts of the other turns
        self.last = block.last if first is None else NO_TURN
        self.facts: list[_Growing] = []  # in the order in which they were founded
        self.loose: list[tuple[Account, tuple[_Growing, ...]]] = []
        self._fitting: dict[Hashable, list[tuple[float, int]]] = {}
        homes: dict[str, _Growing] = {}
        for fact in block.facts:
            kept = fact.accounts if first is None else self._kept(fact.accounts, first)
            if kept:
                homes[fact.id] = _Growing(list(kept), fact if len(kept) == len(fact.accounts) else None)
                self.facts.append(homes[fact.id])
        for loose in block.loose:
            if first is None or self._kept((loose.account,), first):
                self.loose.append((loose.account, tuple(homes[name] for name in loose.may_be)))

    def _kept(self, accounts: Iterable[Account], first: Turn) -> list[Account]:
        """The accounts of earlier turns; the others wait."""
        kept = []
        for account in accounts:
            turn = _turn(account)
            if turn < first:
                kept.append(account)
                self.last = max(self.last, turn)
            else:
                self.later.append(account)
        return kept

    def place(self, accounts: Iterable[Account]) -> None:
        """Place each account in its turn."""
        ordered = sorted(accounts, key=lambda account: (_turn(account), by_age(account)))
        for turn, group in groupby(ordered, key=_turn):
            for account in self._surest_first(list(group)):
                self._place(account)
            self.last = turn

    def block(self) -> Block:
        """What has become of the block. A fact that is as it was is the same object."""
        known = {fact.id: fact for fact in self.before.facts}
        made = [growing.fact() for growing in self.facts]
        facts = [_same(known.get(one.id), one) for one in made]
        ids = {id(growing): fact.id for growing, fact in zip(self.facts, facts, strict=True)}
        loose = tuple(
            Loose(account=account, may_be=tuple(sorted({ids[id(one)] for one in may_be})))
            for account, may_be in self.loose
        )
        return Block(facts=tuple(facts), loose=loose, last=self.last)

    def _place(self, account: Account) -> None:
        home = self._home(account)
        if isinstance(home, tuple):
            self.loose.append((account, home))
        elif home is None:
            self.facts.append(_Growing([account]))
            self._fitting.clear()
        elif home.add(account):
            self._fitting.clear()

    def _surest_first(self, group: list[Account]) -> list[Account]:
        """Of several claims of one article, the one that is likest a known fact comes first to it."""
        if len(group) == 1:
            return group
        likest = {one.id: max((alike for alike, _ in self._fits(one)), default=0.0) for one in group}
        return sorted(group, key=lambda one: (-likest[one.id], by_age(one)))

    def _home(self, account: Account) -> _Growing | tuple[_Growing, ...] | None:
        """Where an account belongs: a fact, several that it may mean, or None for a new one."""
        if account.ties:
            for fact in self.facts:
                if any(set(account.ties) & set(one.ties) for one in fact.accounts):
                    return fact
        fits = self._fits(account)
        counted, level = account.claim.counted(), account.claim.specificity()
        if counted > 1:
            found = tuple(self.facts[i] for _, i in fits)
            return found if len(fits) >= counted and not account.ties else None
        more_specific = [i for _, i in fits if self.facts[i].level > level]
        if len(more_specific) > 1 and not account.ties:  # what is merged with a fact is never loose
            return tuple(self.facts[i] for i in more_specific)
        if len(more_specific) == 1:
            return self.facts[more_specific[0]]
        apart = (
            (alike, -i) for alike, i in fits if alike >= _CERTAINLY or account.article not in self.facts[i].articles
        )
        best = max(apart, default=None)
        return None if best is None else self.facts[-best[1]]

    def _fits(self, account: Account) -> list[tuple[float, int]]:
        """The facts that an account may report: how surely, and which. What compares alike fits alike."""
        key = _compared(account)
        fits = self._fitting.get(key)
        if fits is None:
            fits = self._fitting[key] = [
                (alike, i)
                for i, fact in enumerate(self.facts)
                if (account.claim.counted() > 1 or fact.counted() == 1) and (alike := fact.likeness(account))
            ]
        return [(alike, i) for alike, i in fits if not _parted(account, self.facts[i])] if account.parted else fits


def _same(before: Fact | None, now: Fact) -> Fact:
    return before if before is not None and before.accounts == now.accounts else now


def _parted(account: Account, fact: _Growing) -> bool:
    """Whether a person told the account apart from one of the fact's."""
    return any(
        side != one.parted.get(correction, side) for one in fact.accounts for correction, side in account.parted.items()
    )


def _compared(account: Account) -> Hashable:
    """What decides how like an account is to others."""
    claim = account.claim
    return claim.compared(), claim.counted(), (account.published or "")[:10] if claim.heeds_days else ""


def _turn(account: Account) -> Turn:
    return (-account.claim.specificity(), account.published or "9999", account.article)


@lru_cache(maxsize=8192)
def _day(published: str) -> int:
    return date.fromisoformat(published[:10]).toordinal()


def _days_apart(one: str | None, other: str | None) -> int | None:
    return None if one is None or other is None else abs(_day(one) - _day(other))
