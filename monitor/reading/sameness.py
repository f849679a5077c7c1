"""Sameness inside one article: what is said several times is one claim with all its evidence."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from events.claims import Claim

_SAME = 0.05  # likeness from which two claims of one article are one: a paper says a thing more than once


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each once, in the order of their first evidence."""
    blocks: dict[str, list[Claim]] = {}
    for claim in claims:
        blocks.setdefault(claim.block(), []).append(claim)
    found = [claim for block in blocks.values() for claim in _of_block(block)]
    return sorted(found, key=lambda claim: (claim.evidence[0].start, claim.kind))


def _of_block(block: list[Claim]) -> list[Claim]:
    """The most specific claims stand; a vaguer one supports every one that it fits."""
    kept: list[Claim] = []
    for claim in sorted(block, key=lambda claim: -claim.specificity()):
        partners = [at for at, known in enumerate(kept) if known.likeness(claim, 0) >= _SAME]
        if not partners:
            kept.append(claim)
        vaguer = [at for at in partners if kept[at].specificity() > claim.specificity()]
        for at in vaguer or partners[:1]:
            kept[at] = _together(kept[at], claim)
    return kept


def _together(known: Claim, claim: Claim) -> Claim:
    evidence = tuple(dict.fromkeys((*known.evidence, *claim.evidence)))
    better = max(known.confidence, claim.confidence)
    return msgspec.structs.replace(known.merged([claim]), evidence=evidence, confidence=better, how=known.how)
