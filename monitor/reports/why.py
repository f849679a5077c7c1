"""Why a line stands where it stands: every piece of evidence, who said it through whom, who read it by which rule."""

from __future__ import annotations

from typing import Any

import msgspec

from events.changes import Change
from events.claims import Claim
from events.errors import NotFoundError
from events.facts import Account, Fact
from monitor.projections import stories
from monitor.projections.database import Projections
from monitor.projections.stories import Known
from monitor.reports import claims

VIA = {
    "name": "the name of a party of the story",
    "alias": "an alias in the story's definition",
    "role": "a role held at that date",
    "group": "a group of the story",
    "initials": "the initials of a group of the story",
    "surname": "a surname that only one party of the story bears",
    "spelling": "another spelling of a party's name",
    "title": "a party's name behind a title",
    "description": "a description that opens with an alias or role",
    "correction": "what a person said of who is who",
}


def why(projections: Projections, claim: str) -> dict[str, Any]:
    """What stands behind a claim, a fact or a change, found by its id or the start of it. Raises NotFoundError."""
    if claim.startswith("change-"):
        return _change(projections, claim)
    if claim.startswith("contradiction-"):
        return _contradiction(projections, claim)
    found = stories.holding(projections, claim)
    names = {name for _, name in found}
    if not names:
        raise _unknown(projections, claim)
    if len(names) > 1:
        hint = f"it may be {', '.join(sorted(names)[:5])}"
        raise NotFoundError(f"several claims are known as '{claim}'", hint=hint)
    story, name = found[0]
    return _account(stories.load(projections, story), name)


def _unknown(projections: Projections, claim: str) -> NotFoundError:
    """Why there is no claim of an id: it never was one, or what had it is held no more."""
    rows = projections.rows(
        "SELECT story, data FROM changes WHERE claim >= ? AND claim < ? ORDER BY seq DESC LIMIT 1",
        claim,
        claim + "\U0010ffff",
    )
    if not rows:
        return NotFoundError(f"no claim is known as '{claim}'", hint="'monitor status STORY' shows the ids")
    story, last = str(rows[0][0]), msgspec.msgpack.decode(rows[0][1], type=Change)
    what = f"corrected by {last.reason}" if last.reason else "no article says so any more"
    return NotFoundError(
        f"'{claim}' is held no more: {what}", hint=f"'monitor why {last.id}', 'monitor changes {story}'"
    )


def _account(known: Known, name: str) -> dict[str, Any]:
    """The fact that an account belongs to, each of its accounts explained."""
    for fact in known.story.facts():
        if any(account.id == name for account in fact.accounts):
            return {"story": known.story.definition.id, **_explained(fact), **_relations(fact, known)}
    loose = next(one for one in known.story.loose() if one.account.id == name)
    return {
        "story": known.story.definition.id,
        "id": name,
        "kind": loose.account.claim.kind,
        "sentence": loose.account.claim.sentence(),
        "may_be": list(loose.may_be),
        "merged": "too vague to tell which of several facts it reports",
        "accounts": [how(loose.account)],
    }


def _explained(fact: Fact) -> dict[str, Any]:
    count = len(fact.accounts)
    merged = f"{count} accounts of the same parties that agree on what they say" if count > 1 else "one account"
    return {**claims.fact(fact), "merged": merged, "accounts": [how(account) for account in fact.accounts]}


def _relations(fact: Fact, known: Known) -> dict[str, Any]:
    facts = {one.id: one for one in known.story.facts()}
    return {
        "contradictions": [
            {
                "id": one.id,
                "strength": one.strength,
                "why": one.why,
                "with": facts[other].claim.sentence(),
                "claim": other,
            }
            for one in known.contradictions
            if fact.id in one.between
            for other in one.between
            if other != fact.id
        ],
        "answered_by": [facts[a.act].claim.sentence() for a in known.answers if a.demand == fact.id],
        "answers": [facts[a.demand].claim.sentence() for a in known.answers if a.act == fact.id],
    }


def how(account: Account) -> dict[str, Any]:
    """An account with the course of its words, and how it was understood."""
    claim: Claim = account.claim
    chain = [account.publisher or "unknown publisher", *claim.attributed_to]
    return {
        "id": account.id,
        "sentence": claim.sentence(),
        "origin_chain": " <- ".join(dict.fromkeys(chain)),
        "reader": account.reader,
        "recorded_at": account.recorded_at,
        "confidence": claim.confidence,
        "kept": bool(account.kept),
        "rules": claim.how,
        "names": [
            {"in_text": name, "is": party, "because": VIA[via]} for name, (party, via) in account.renamed.items()
        ],
        "evidence": claims.evidence(account),
    }


def _change(projections: Projections, name: str) -> dict[str, Any]:
    rows = projections.rows("SELECT story FROM changes WHERE id >= ? AND id < ? LIMIT 1", name, name + "\U0010ffff")
    for (story,) in rows:
        for recorded in stories.changes(projections, str(story)):
            if recorded.change.id.startswith(name):
                return {"story": story, **claims.change(recorded), "position": recorded.position}
    raise NotFoundError(f"no change is known as '{name}'", hint="'monitor changes STORY' shows the ids")


def _contradiction(projections: Projections, name: str) -> dict[str, Any]:
    sql = "SELECT story, rejected, asserted, strength, why FROM contradictions WHERE id >= ? AND id < ? LIMIT 1"
    for story, rejected, asserted, strength, reason in projections.rows(sql, name, name + "\U0010ffff"):
        known = stories.load(projections, str(story))
        sides = [_account(known, str(side)) for side in (rejected, asserted)]
        return {
            "story": story,
            "id": name,
            "kind": "contradiction",
            "strength": strength,
            "why": reason,
            "sides": sides,
        }
    raise NotFoundError(f"no contradiction is known as '{name}'", hint="'monitor status STORY' shows the ids")
