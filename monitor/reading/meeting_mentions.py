"""Mentions of a meeting that another sentence tells more fully: of some of its sides, or of nobody by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from events import dates
from events.claims import Meeting
from monitor.reading.meetings import TWO

_STANDS = 0.6  # what is less sure tells nothing more fully
_SOME = frozenset("a an his her their its some several other two three four five many few".split())
_WHOLE = frozenset("group crowd delegation team panel staff trio duo".split())


def absorbed(told: Sequence[Meeting]) -> Iterator[Meeting]:
    """The meetings, each mention put to the account that tells it more fully, if one does."""
    fuller = {number: _fuller(claim, told) for number, claim in enumerate(told)}
    for number, claim in enumerate(told):
        if fuller[number] is not None:
            continue
        mentions = [told[other] for other, whole in fuller.items() if whole is claim]
        yield _with(claim, mentions) if mentions else claim


def _fuller(claim: Meeting, told: Sequence[Meeting]) -> Meeting | None:
    """The surest account of which a claim is a mention; None if it stands for itself."""
    if claim.count or claim.status == "denied":
        return None
    found = [other for other in told if other is not claim and _mentions(claim, other)]
    many = {name for name in claim.participants if nobody_by_name(name) and name.endswith("s")}
    named = {name for other in found for name in other.participants} - set(claim.participants)
    if many and len(named) < TWO and not any(name.split()[0] in _SOME for name in many):
        return None  # 'senators', and one of them
    return max(found, key=lambda other: (len(other.participants), other.confidence), default=None)


def _mentions(claim: Meeting, whole: Meeting) -> bool:
    if whole.count or whole.status == "denied" or whole.confidence < _STANDS or not dates.agree(claim.when, whole.when):
        return False
    mine, its = set(claim.participants), set(whole.participants)
    if mine < its:
        return True
    if (claim.status == "planned") != (whole.status == "planned"):
        return False
    nameless = {name for name in mine if nobody_by_name(name)}
    return bool(nameless) and mine - nameless < its and bool(mine & its) and not any(map(nobody_by_name, its))


def nobody_by_name(name: str) -> bool:
    """Whether a side is only described, and might be anybody: 'world leaders', 'a foreign leader', 'the group'."""
    parts = name.split()
    if name != name.lower():
        return False
    return parts[0] in _SOME or parts[-1] in _WHOLE or (parts[-1].endswith("s") and not parts[-1].endswith("ss"))


def _with(claim: Meeting, mentions: Sequence[Meeting]) -> Meeting:
    evidence = (*claim.evidence, *(piece for mention in mentions for piece in mention.evidence))
    return msgspec.structs.replace(
        claim,
        evidence=tuple(dict.fromkeys(evidence)),
        when=dates.most_precise(one.when for one in (claim, *mentions)),
        status="confirmed" if any(one.status == "confirmed" for one in mentions) else claim.status,
    )
