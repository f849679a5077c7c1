"""What became different in a story because a person corrected it: no outlet took anything back, and little is news."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

import msgspec

from events import codec
from events.changes import Change, State, between, change, new, of_relations
from events.claims.claim import Claim
from events.corrections import Corrections
from events.facts import Account, Fact, by_age
from events.log import CorrectionMade
from events.parties import Cast


class Cause(NamedTuple):
    """The correction that made a change."""

    id: str  # of the event: what is corrected again in the same way is another change
    reason: str  # who made it, and why
    undone: bool = False  # whether it takes another one back


def cause(event: CorrectionMade) -> Cause:
    """A correction as what made changes."""
    return Cause(codec.event_id(event), f"{event.author}: {event.reason}", undone=event.action == "undo")


def news(before: State, after: State, event: CorrectionMade, corrections: Corrections) -> list[Change]:
    """What a correction of claims made different; `corrections` has the one that it undoes.

    What a person vouches for is news as if it had been read so; it is no correction of anything.
    """
    if corrections.meant(event).action == "keep":
        return between(before, after)
    return corrected(before, after, cause(event))


def corrected(before: State, after: State, by: Cause) -> list[Change]:
    """What a correction of claims made different.

    A fact goes on as the one that has its earliest account left. Without `after`, the fact no longer stands; without
    `before`, it does again. A fact that was held for review and isn't any more is new. Contradictions and answers that
    come of it are news like others.
    """
    said = partial(change, "corrected", reason=by.reason, undone=by.undone, cause=by.id)
    home = _home(before)
    told, sure = {fact.id for fact in before.facts}, {fact.id: fact for fact in after.facts}
    living = _home(after)
    found: list[Change] = []
    followed: set[str] = set()  # the ids of the facts now that earlier ones go on as
    for fact in sorted(before.whole(), key=lambda fact: by_age(fact.accounts[0])):
        now = next((living[account.id] for account in fact.accounts if account.id in living), None)
        if now is None:
            found.append(said(fact, before=fact.claim.sentence(), by=fact.accounts))
            continue
        merged = now.id in followed
        followed.add(now.id)
        if fact.id not in told and now.id in sure and not merged:
            found.append(new(sure[now.id]))
            continue
        course = (fact.claim.sentence(), now.claim.sentence(), fact.accounts) if merged else None
        course = course or _course(fact, now, home.keys(), living.keys())
        if course:
            found.append(said(now, before=course[0], after=course[1], by=course[2]))
    for fact in sorted(after.whole(), key=lambda fact: by_age(fact.accounts[0])):
        if fact.id not in followed:
            was = next((home[one.id].claim.sentence() for one in fact.accounts if one.id in home), None)
            found.append(said(fact, before=was, after=fact.claim.sentence(), by=fact.accounts))
    found.extend(of_relations(before, after, home))
    return found


def recast(before: State, after: State, cast: Cast, by: Cause) -> list[Change]:
    """What it made different that names mean other parties, as `cast` has them now.

    A fact of the same accounts and parties, whatever these are called, goes on: nobody needs to hear of it. One that
    is of other parties by now, or of none of the story's, is corrected. Contradictions and answers are news.
    """
    living = _home(after)
    found = []
    for fact in sorted(before.whole(), key=lambda fact: by_age(fact.accounts[0])):
        heirs = {living[one.id].id: living[one.id] for one in fact.accounts if one.id in living}.values()
        parties = _parties(fact.claim.renamed(lambda name: cast.resolve(name).name))
        if any(_parties(one.claim) == parties for one in heirs):
            continue
        said = next((one.claim.sentence() for one in heirs), None)
        found.append(
            change(
                "corrected", next(iter(heirs), fact), before=fact.claim.sentence(), after=said, by=fact.accounts,
                reason=by.reason, undone=by.undone, cause=by.id,
            )
        )  # fmt: skip
    return [*found, *of_relations(before, after, _home(before))]


def _home(state: State) -> dict[str, Fact]:
    """The fact of each account, by the account's id."""
    return {account.id: fact for fact in state.whole() for account in fact.accounts}


def _parties(claim: Claim) -> frozenset[str]:
    return frozenset(claim.parties())


def _course(
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
