"""Which fact goes on as which from one state of a story to the next, and by what ids it was known before.

A fact's id is that of its earliest account, and an account's follows from its words: an outlet that edits a sentence
gives its fact another id. Whoever was told of the fact under the old one is still to be told what becomes of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import msgspec

from events.facts import Account, Fact, by_age


class Named(msgspec.Struct, frozen=True):
    """A fact, and an id that is no more one of its accounts'."""

    id: str  # of the fact now; where it is gone, of the fact at its end
    was: str
    whole: bool  # False: what `was` meant goes on as another fact, from which this one was parted


def homes(before: Sequence[Fact], after: Sequence[Fact]) -> dict[str, Fact]:
    """The earlier fact of every account, then or now, that belongs to one.

    Facts are matched by the accounts that they share; one of which no account is left goes on in those that say it in
    other words.
    """
    home = {account.id: fact for fact in before for account in fact.accounts}
    return home | _reworded(before, after, home.keys())


def known_as(before: Sequence[Fact], after: Sequence[Fact]) -> list[Named]:
    """The ids by which facts were known and are no more."""
    home = homes(before, after)
    living = {account.id for fact in after for account in fact.accounts}
    heirs: dict[str, Fact] = {}  # by the id of the earlier fact: that which has the earliest account left of it
    pairs = [(account, fact) for fact in after for account in fact.accounts if account.id in home]
    for account, heir in sorted(pairs, key=lambda pair: by_age(pair[0])):
        heirs.setdefault(home[account.id].id, heir)
    found = [one for fact in after for one in _earlier_ids(fact, home, heirs, living)]
    gone = [fact for fact in before if fact.id not in heirs]
    return found + [Named(fact.id, account.id, whole=True) for fact in gone for account in fact.accounts[1:]]


def _earlier_ids(now: Fact, home: dict[str, Fact], heirs: dict[str, Fact], living: Collection[str]) -> Iterator[Named]:
    mine = {account.id for account in now.accounts}
    for fact in {home[name].id: home[name] for name in mine if name in home}.values():
        lost = {fact.id, *(account.id for account in fact.accounts if account.id not in living)}
        for name in sorted(lost - mine):
            yield Named(now.id, name, whole=heirs[fact.id] is now)


def _reworded(before: Sequence[Fact], after: Sequence[Fact], known: Collection[str]) -> dict[str, Fact]:
    """The earlier facts that go on, of which no account is left, by the new accounts that say them in other words.

    Only an article that said a thing can say it in other words; each earlier fact goes on as one.
    """
    living = {account.id for fact in after for account in fact.accounts}
    gone = [fact for fact in before if not any(one.id in living for one in fact.accounts)]
    if not gone:
        return {}
    fresh = [fact for fact in after if not any(one.id in known for one in fact.accounts)]
    found: dict[str, Fact] = {}
    for old in sorted(gone, key=lambda fact: by_age(fact.accounts[0])):
        pairs = [
            (likeness, -number)
            for number, new in enumerate(fresh)
            if new.accounts[0].id not in found
            and (likeness := max(_likeness(one, other) for one in old.accounts for other in new.accounts))
        ]
        if pairs:
            _, number = max(pairs)
            found |= {account.id: old for account in fresh[-number].accounts}
    return found


def _likeness(old: Account, new: Account) -> float:
    """How surely two accounts are one article's of one thing; 0 for those of different articles."""
    same = old.article == new.article and old.claim.block() == new.claim.block()
    return old.claim.likeness(new.claim, 0) if same else 0
