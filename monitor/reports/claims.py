"""Claims, facts and changes as the JSON of the contracts: keys may be added, never renamed."""

from __future__ import annotations

from typing import Any

import msgspec

from events.changes import Change
from events.claims import Claim
from events.facts import Account, Fact
from monitor.projections.stories import Recorded
from monitor.reports.links import at_quotation

# What a claim holds beside its slots, shown by keys of their own.
_NOT_SLOTS = ("evidence", "attributed_to", "confidence", "how")


def slots(claim: Claim) -> dict[str, Any]:
    """The slots of a claim, empty ones included."""
    return {
        slot: msgspec.to_builtins(getattr(claim, slot)) for slot in claim.__struct_fields__ if slot not in _NOT_SLOTS
    }


def read(claim: Claim) -> dict[str, Any]:
    """A claim as a reader took it from one article."""
    return {
        "kind": claim.kind,
        "sentence": claim.sentence(),
        **slots(claim),
        "evidence": [{"quote": piece.quote, "start": piece.start, "end": piece.end} for piece in claim.evidence],
        "attributed_to": list(claim.attributed_to),
        "confidence": claim.confidence,
        "how": claim.how,
    }


def evidence(account: Account) -> list[dict[str, Any]]:
    """Every quotation of an account, with where it stands."""
    return [
        {
            "article": account.label,
            "article_id": account.article,
            "version": account.version,
            "publisher": account.publisher,
            "published": account.published,
            "url": account.url,
            "quote": piece.quote,
            "start": piece.start,
            "end": piece.end,
            "attributed_to": list(account.claim.attributed_to),
            "origin": account.origin,
            "link": at_quotation(account.url, piece.quote),
        }
        for piece in account.claim.evidence
    ]


def fact(known: Fact) -> dict[str, Any]:
    """A fact: what its accounts say together, and each of their quotations."""
    dated = [account.published for account in known.accounts if account.published]
    return {
        "id": known.id,
        "kind": known.claim.kind,
        "sentence": known.claim.sentence(),
        **slots(known.claim),
        "since": min(dated, default=None),
        "last": max(dated, default=None),
        "articles": len({account.article for account in known.accounts}),
        "origins": len(known.origins),
        "confidence": max(account.claim.confidence for account in known.accounts),
        "kept": any(account.kept for account in known.accounts),
        "accounts": [
            {
                "id": account.id,
                **slots(account.claim),
                "publisher": account.publisher,
                "published": account.published,
                "origin": account.origin,
                "confidence": account.claim.confidence,
                "kept": bool(account.kept),
            }
            for account in known.accounts
        ],
        "evidence": [piece for account in known.accounts for piece in evidence(account)],
    }


def called(change: dict[str, Any]) -> str:
    """What a person calls a change: 'direct contradiction', 'tension', 'restored' where a correction is taken back."""
    if change["change"] == "corrected" and change["undone"] and change["after"]:
        return "restored"
    said = str(change["change"])
    if change["strength"]:
        said = f"{change['strength']} {said}" if change["strength"] != "tension" else "tension"
    return f"unsure: {said}" if change["held"] else said


def change(recorded: Recorded) -> dict[str, Any]:
    """A change of a story, with the quotations that made it."""
    made: Change = recorded.change
    return {
        "id": made.id,
        "change": made.change,
        "kind": made.kind,
        "claim": made.claim,
        "sentence": made.sentence,
        "slot": made.slot,
        "before": made.before,
        "after": made.after,
        "other": made.other,
        "strength": made.strength,
        "reason": made.reason,
        "undone": made.undone,
        "held": made.held,
        "published": recorded.published,
        "recorded_at": recorded.recorded_at,
        "backfill": recorded.backfill,
        "evidence": [piece for account in made.evidence for piece in evidence(account)],
    }
