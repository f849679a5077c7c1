"""The difference between two states of a story, as news of it: the only thing that is ever alerted.

A change is about a fact, not a page: an article that repeats what is known makes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Literal

import msgspec

from events import dates
from events.contradictions import STRENGTHS, Answer, Contradiction, stronger
from events.facts import Account, Fact, by_age
from events.lineage import homes
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
    undone: bool = False  # whether it takes a correction back
    held: bool = False  # whether the fact is held for review: what becomes of it is told by a change of its own
    evidence: tuple[Account, ...] = ()  # the accounts that made the change


class State(msgspec.Struct, frozen=True):
    """The part of a story that a comparison looks at: facts, and what holds between them. See `state`."""

    facts: tuple[Fact, ...] = ()  # those that are sure, as their sure accounts have them
    contradictions: tuple[Contradiction, ...] = ()
    answers: tuple[Answer, ...] = ()
    unsure: tuple[Fact, ...] = ()  # whole, with accounts that are held: of these some are in `facts` too

    def whole(self) -> list[Fact]:
        """Every fact with all its accounts."""
        return list({fact.id: fact for fact in (*self.facts, *self.unsure)}.values())


def state(
    facts: Iterable[Fact], contradictions: Iterable[Contradiction], answers: Iterable[Answer], line: float
) -> State:
    """A story's facts and what holds between them; accounts less sure than `line` are held back."""
    known = list(facts)
    held = {fact.id for fact in known if not fact.sure(line)}
    return State(
        tuple(fact.as_sure_as(line) for fact in known if fact.id not in held),
        tuple(one for one in contradictions if held.isdisjoint(one.between)),
        tuple(one for one in answers if held.isdisjoint((one.demand, one.act))),
        tuple(fact for fact in known if not all(account.sure(line) for account in fact.accounts)),
    )


def between(before: State, after: State) -> list[Change]:
    """What became different, facts first, each in the order of its oldest account.

    Facts are matched by the accounts that they share, so a fact whose id changes because an older account was found
    is still the same fact; so is one that its articles say in other words now. A fact that was held is new once it is
    sure; one that is less sure than before is no news.
    """
    home = homes(before.whole(), after.whole())
    told = {fact.id: fact for fact in before.facts}
    mine = {name: told[fact.id] for name, fact in home.items() if fact.id in told}
    found: list[Change] = []
    for fact in sorted(after.facts, key=lambda fact: by_age(fact.accounts[0])):
        earlier = next((mine[account.id] for account in fact.accounts if account.id in mine), None)
        found.extend(added(earlier, fact, _fresh(earlier, fact)) if earlier else [new(fact)])
    followed = {home[account.id].id for fact in after.whole() for account in fact.accounts if account.id in home}
    found.extend(
        change("withdrawn", fact, before=fact.claim.sentence(), by=fact.accounts, held=fact.id not in told)
        for fact in before.whole()
        if fact.id not in followed
    )
    found.extend(_of_held(after, home))
    found.extend(of_relations(before, after, mine))
    return found


def _of_held(after: State, home: Mapping[str, Fact]) -> Iterator[Change]:
    """What accounts that are held would have made news."""
    sure = {fact.id: fact for fact in after.facts}
    for fact in sorted(after.unsure, key=lambda fact: by_age(fact.accounts[0])):
        fresh = tuple(account for account in fact.accounts if account.id not in home)
        if fact.id in sure:
            told = {account.id for account in sure[fact.id].accounts}
            unsure = tuple(account for account in fresh if account.id not in told)
            yield from added(sure[fact.id], fact, unsure, held=True)
        elif len(fresh) == len(fact.accounts):
            yield change("new", fact, after=fact.claim.sentence(), by=fact.accounts, held=True)


def new(fact: Fact) -> Change:
    """That a fact is known."""
    return change("new", fact, after=fact.claim.sentence(), by=fact.accounts)


def _fresh(old: Fact, new: Fact) -> tuple[Account, ...]:
    if old is new:
        return ()
    known = {account.id for account in old.accounts}
    return tuple(account for account in new.accounts if account.id not in known)


def added(old: Fact, new: Fact, fresh: tuple[Account, ...], *, held: bool = False) -> Iterator[Change]:
    """What `fresh` accounts add to what was known."""
    if not fresh:
        return
    told = False
    status, was = getattr(new.claim, "status", None), getattr(old.claim, "status", None)
    if status != was:
        told = True
        yield change("status", new, slot="status", before=was, after=status, by=fresh, held=held)
    for slot in new.claim.detail_slots:
        for what, before, account in _of_slot(slot, old, fresh):
            told = True
            after = getattr(account.claim, slot)
            yield change(what, new, slot=slot, before=before, after=after, by=(account,), held=held)
    found_out = {account.origin for account in fresh} - old.origins
    if found_out and not told:
        origins = len(old.origins | found_out)
        yield change("support", new, before=str(len(old.origins)), after=str(origins), by=fresh, held=held)


def differing(slot: str, fact: Fact) -> bool:
    """Whether an account of a fact says something else in a slot than every earlier one: it is a conflict."""
    none = msgspec.structs.replace(fact, accounts=())
    return any(what == "conflict" for what, _, _ in _of_slot(slot, none, fact.accounts))


def _of_slot(slot: str, old: Fact, fresh: Sequence[Account]) -> Iterator[tuple[Change_, str | None, Account]]:
    """A value where there was none or a vaguer one is a detail; one that differs from every known one is a conflict."""
    known = _values(slot, old.accounts)
    for account in fresh:
        value = getattr(account.claim, slot)
        if value is None or any(_says(value, one) for one in known):
            continue
        conflict = bool(known) and not any(_refines(value, one) for one in known)
        yield "conflict" if conflict else "detail", getattr(old.claim, slot), account
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


def of_relations(before: State, after: State, home: Mapping[str, Fact]) -> Iterator[Change]:
    """Contradictions and answers that there are now; `home` is the fact that each account belonged to."""
    yield from _of_contradictions(before, after, home)
    yield from _of_answers(before, after, home)


def _of_contradictions(before: State, after: State, home: Mapping[str, Fact]) -> Iterator[Change]:
    facts = {fact.id: fact for fact in after.facts}
    standing = {one.between: one for one in before.contradictions}
    for one in after.contradictions:
        sides = tuple(facts[name] for name in one.between)
        earlier = [standing[pair] for pair in _as_before((sides[0], sides[1]), home) if pair in standing]
        old = max(earlier, key=lambda known: STRENGTHS.index(known.strength), default=None)
        if old is None or stronger(one.strength, old.strength):
            yield change(
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


def _of_answers(before: State, after: State, home: Mapping[str, Fact]) -> Iterator[Change]:
    facts = {fact.id: fact for fact in after.facts}
    standing = {(one.demand, one.act) for one in before.answers}
    for one in after.answers:
        demand, act = facts[one.demand], facts[one.act]
        if standing.isdisjoint(_as_before((demand, act), home)):
            yield change("answered", demand, after=act.claim.sentence(), other=act.id, by=act.accounts)


def _as_before(sides: tuple[Fact, Fact], home: Mapping[str, Fact]) -> list[tuple[str, str]]:
    """The ids that the facts may have had before: several of one that was merged."""
    one, other = (list(dict.fromkeys([home[a.id].id for a in f.accounts if a.id in home] or [f.id])) for f in sides)
    return list(product(one, other))


def change(what: Change_, fact: Fact, *, by: Sequence[Account], cause: str = "", **more: Any) -> Change:  # noqa: ANN401  slots of Change
    """A change of a fact, made by accounts of it; `cause` tells it from another that says the same.

    Its id is the same whatever its sentence: a party that a story names otherwise makes no other change of it.
    """
    value = more.get("after") if more.get("slot") else more.get("strength")
    parts = [what, fact.id, more.get("slot"), value, more.get("other"), by[0].id if by else ""]
    parts += [cause] if cause else []
    parts += ["held"] if more.get("held") else []
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    filled = {"kind": fact.claim.kind, "sentence": fact.claim.sentence(), **more}
    return Change(id=f"change-{digest[:10]}", change=what, claim=fact.id, evidence=tuple(by), **filled)
