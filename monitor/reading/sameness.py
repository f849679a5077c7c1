"""Sameness inside one article: what is said several times is one claim with all its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from events.claims import Claim

_SAME = 0.35  # likeness from which two claims of one article are one: a paper says a thing more than once


def merged(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, each once, in the order of their first evidence."""
    blocks: dict[str, list[Claim]] = {}
    for claim in claims:
        blocks.setdefault(claim.block(), []).append(claim)
    found = [claim for block in blocks.values() for claim in _of_block(block)]
    return sorted(found, key=lambda claim: (claim.evidence[0].start, claim.kind))


def _of_block(block: Sequence[Claim]) -> list[Claim]:
    """The most specific claims stand; a vaguer one supports every one that it fits."""
    groups: list[list[Claim]] = []
    for claim in sorted(block, key=lambda claim: -claim.specificity()):
        partners = [group for group in groups if group[0].likeness(claim, 0) >= _SAME]
        if not partners:
            groups.append([claim])
        vaguer = [group for group in partners if group[0].specificity() > claim.specificity()]
        for group in vaguer or partners[:1]:
            group.append(claim)
    return [together(group) for group in groups]


def together(group: Sequence[Claim]) -> Claim:
    """One claim for several that report one fact; the first says how it was found."""
    first = group[0]
    if len(group) == 1:
        return first
    evidence = tuple(dict.fromkeys(piece for claim in group for piece in claim.evidence))
    surest = max(claim.confidence for claim in group)
    return msgspec.structs.replace(first.merged(group[1:]), evidence=evidence, confidence=surest, how=first.how)
