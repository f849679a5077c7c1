"""The difference between two states of a story, as news of it: the only thing that is ever alerted.

A change is about a fact, not a page: an article that repeats what is known makes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec

from events import dates
from events.claims.claim import Claim
from events.contradictions import Answer, Contradiction, stronger
from events.facts import Account, Fact, by_age
from events.wording import content, stem

Change_ = Literal[
    "new", "detail", "status", "conflict", "contradiction", "answered", "support", "withdrawn", "corrected"
]

# Words that two different places or subjects may share: an event is no place of its own.
_ANY_PLACE = frozenset(
    map(stem, "event meeting place setting group city town area day time matter issue issues".split())
)


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that changed in a story."""

    id: str
    change: Change_
    kind: str  # the kind of the fact; 'contradiction' for those
    claim: str  # the id of the fact, of the contradiction's rejected fact, or of the answered demand
    sentence: str  # the fact as it is now, for a person
    before: str | None = None
    after: str | None = None
    slot: str | None = None  # which slot changed
    other: str | None = None  # the id of the other fact: what contradicts, what answers
    strength: str | None = None  # of a contradiction
    reason: str | None = None  # of a correction: who made it, and why
    evidence: tuple[Account, ...] = ()  # the accounts that made the change


class State(msgspec.Struct, frozen=True):
    """The part of a story that a comparison looks at: facts, and what holds between them."""

    facts: tuple[Fact, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    answers: tuple[Answer, ...] = ()


def between(before: State, after: State) -> list[Change]:
    """What became different, facts first, each in the order of its oldest account.

    Facts are matched by the accounts that they share, so a fact whose id changes because an older account was found
    is still the same fact; so is one that its articles say in other words now.
    """
    living = {account.id for fact in after.facts for account in fact.accounts}
    home = {account.id: fact for fact in before.facts for account in fact.accounts}
    reworded = _reworded(before, after, home.keys(), living)
    home |= reworded
    followed = {fact.id for fact in reworded.values()}
    found: list[Change] = []
    for fact in sorted(after.facts, key=lambda fact: by_age(fact.accounts[0])):
        earlier = [home[account.id] for account in fact.accounts if account.id in home]
        found.extend(_of_fact(earlier[0], fact) if earlier else [_new(fact)])
    found.extend(
        _change("withdrawn", fact, before=fact.claim.sentence(), by=fact.accounts)
        for fact in before.facts
        if fact.id not in followed and not any(account.id in living for account in fact.accounts)
    )
    found.extend(_of_contradictions(before, after, home))
    found.extend(_of_answers(before, after, home))
    return found


def corrected(before: State, after: State, cause: str, reason: str) -> list[Change]:
    """What became different because a person corrected it: nothing of it is new, or was withdrawn by an outlet.

    `cause` is the id of the correction: what is corrected again in the same way is another change. A fact goes on as
    the one that has its earliest account left. Without `after`, the fact no longer stands; without `before`, it does
    again. Contradictions and answers that come of it are news like others.
    """
    home = {account.id: fact for fact in before.facts for account in fact.accounts}
    found: list[Change] = []
    living = {account.id for fact in after.facts for account in fact.accounts}
    followed: set[str] = set()  # the ids of the facts now that earlier ones go on as
    for fact in sorted(before.facts, key=lambda fact: by_age(fact.accounts[0])):
        now = _goes_on(fact, after)
        if now is None:
            said = fact.claim.sentence()
            found.append(_change("corrected", fact, before=said, by=fact.accounts, reason=reason, cause=cause))
            continue
        merged = now.id in followed
        told = (fact.claim.sentence(), now.claim.sentence(), fact.accounts) if merged else None
        told = told or _correction(fact, now, home.keys(), living)
        followed.add(now.id)
        if told:
            before_, after_, by = told
            found.append(_change("corrected", now, before=before_, after=after_, by=by, reason=reason, cause=cause))
    for fact in sorted(after.facts, key=lambda fact: by_age(fact.accounts[0])):
        if fact.id not in followed:
            was = next((home[one.id].claim.sentence() for one in fact.accounts if one.id in home), None)
            said, by = fact.claim.sentence(), fact.accounts
            found.append(_change("corrected", fact, before=was, after=said, by=by, reason=reason, cause=cause))
    found.extend(_of_contradictions(before, after, home))
    found.extend(_of_answers(before, after, home))
    return found


def _reworded(before: State, after: State, known: Collection[str], living: Collection[str]) -> dict[str, Fact]:
    """The earlier facts that go on, of which no account is left, by the new accounts that say them in other words.

    Only an article that said a thing can say it in other words; each earlier fact goes on as one.
    """
    gone = [fact for fact in before.facts if not any(one.id in living for one in fact.accounts)]
    if not gone:
        return {}
    fresh = [fact for fact in after.facts if not any(one.id in known for one in fact.accounts)]
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


def _goes_on(fact: Fact, after: State) -> Fact | None:
    """The fact that holds the earliest of a fact's accounts that are left."""
    home = {account.id: one for one in after.facts for account in one.accounts}
    return next((home[account.id] for account in fact.accounts if account.id in home), None)


def _correction(
    old: Fact, new: Fact, known: Collection[str], living: Collection[str]
) -> tuple[str, str, tuple[Account, ...]] | None:
    """What a fact said and says now, and the accounts that are corrected; None where it says what it said.

    `known` are the accounts that there were before, `living` those that there are now.
    """
    was, now = old.claim.sentence(), new.claim.sentence()
    if _said(old.claim) != _said(new.claim):
        return was, now, old.accounts
    here = {one.id: one for one in new.accounts}
    for one in old.accounts:
        if one.id not in living:
            return one.claim.sentence(), now, (one,)
        if one.id in here and _said(one.claim) != _said(here[one.id].claim):
            return one.claim.sentence(), here[one.id].claim.sentence(), (here[one.id],)
    fresh = next((one for one in new.accounts if one.id not in known), None)
    return (was, fresh.claim.sentence(), (fresh,)) if fresh else None


def _said(claim: Claim) -> Claim:
    """A claim without its grounds."""
    return msgspec.structs.replace(claim, evidence=(), attributed_to=(), confidence=1.0, how={})


def _new(fact: Fact) -> Change:
    return _change("new", fact, after=fact.claim.sentence(), by=fact.accounts)


def _of_fact(old: Fact, new: Fact) -> Iterator[Change]:
    if old is new:
        return
    known = {account.id for account in old.accounts}
    fresh = tuple(account for account in new.accounts if account.id not in known)
    if not fresh:
        return
    told = False
    status = getattr(new.claim, "status", None)
    if status != getattr(old.claim, "status", None):
        told = True
        yield _change("status", new, slot="status", before=getattr(old.claim, "status", None), after=status, by=fresh)
    for slot in new.claim.detail_slots:
        for change in _of_slot(slot, old, new, fresh):
            told = True
            yield change
    found_out = {account.origin for account in fresh} - old.origins
    if found_out and not told:
        yield _change("support", new, before=str(len(old.origins)), after=str(len(new.origins)), by=fresh)


def _of_slot(slot: str, old: Fact, new: Fact, fresh: Sequence[Account]) -> Iterator[Change]:
    """A value where there was none or a vaguer one is a detail; one that differs from every known one is a conflict."""
    known = _values(slot, old.accounts)
    for account in fresh:
        value = getattr(account.claim, slot)
        if value is None or any(_says(value, one) for one in known):
            continue
        conflict = bool(known) and not any(_refines(value, one) for one in known)
        before = getattr(old.claim, slot)
        yield _change("conflict" if conflict else "detail", new, slot=slot, before=before, after=value, by=(account,))
        known.append(value)


def _values(slot: str, accounts: Iterable[Account]) -> list[str]:
    return [value for account in accounts if (value := getattr(account.claim, slot)) is not None]


def _says(value: str, known: str) -> bool:
    """Whether the known value says as much as the new one."""
    if dates.valid(value) and dates.valid(known):
        return value == known or (dates.agree(value, known) and dates.most_precise((value, known)) == known)
    return value == known or bool((content(value) & content(known)) - _ANY_PLACE)


def _refines(value: str, known: str) -> bool:
    return dates.valid(value) and dates.valid(known) and dates.agree(value, known)


def _of_contradictions(before: State, after: State, home: dict[str, Fact]) -> Iterator[Change]:
    facts = {fact.id: fact for fact in after.facts}
    standing = {one.between: one for one in before.contradictions}
    for one in after.contradictions:
        sides = tuple(facts[name] for name in one.between)
        old = standing.get(_as_before((sides[0], sides[1]), home))
        if old is None or stronger(one.strength, old.strength):
            yield _change(
                "contradiction",
                sides[0],
                kind="contradiction",
                sentence=f"{sides[0].claim.sentence()} / {sides[1].claim.sentence()}",
                before=old.strength if old else None,
                after=one.why,
                other=one.between[1],
                strength=one.strength,
                by=(sides[0].accounts[0], sides[1].accounts[0]),
            )


def _of_answers(before: State, after: State, home: dict[str, Fact]) -> Iterator[Change]:
    facts = {fact.id: fact for fact in after.facts}
    standing = {(one.demand, one.act) for one in before.answers}
    for one in after.answers:
        demand, act = facts[one.demand], facts[one.act]
        if _as_before((demand, act), home) not in standing:
            yield _change("answered", demand, after=act.claim.sentence(), other=act.id, by=act.accounts)


def _as_before(sides: tuple[Fact, Fact], home: dict[str, Fact]) -> tuple[str, str]:
    """The ids that the facts had before."""
    one, other = (next((home[a.id].id for a in fact.accounts if a.id in home), fact.id) for fact in sides)
    return one, other


def _change(change: Change_, fact: Fact, *, by: Sequence[Account], cause: str = "", **more: Any) -> Change:  # noqa: ANN401  slots of Change
    parts = [change, fact.id, more.get("slot"), more.get("after"), more.get("other"), by[0].id if by else ""]
    parts += [cause] if cause else []
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    filled = {"kind": fact.claim.kind, "sentence": fact.claim.sentence(), **more}
    return Change(id=f"change-{digest[:10]}", change=change, claim=fact.id, evidence=tuple(by), **filled)
