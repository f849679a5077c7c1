"""Mentions of a meeting that another sentence tells more fully: of some of its sides, or of nobody by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from events import dates
from events.claims import Meeting
from monitor.reading.meeting.encounter import TWO

_STANDS = 0.6  # what is less sure tells nothing more fully
_SOME = frozenset("a an his her their its some several other two three four five many few".split())
_WHOLE = frozenset("group crowd delegation team panel staff trio duo".split())

_Account = tuple[tuple[str, ...], str | None, str, int | None]  # sides, date, status, count


def absorbed(told: Sequence[Meeting]) -> Iterator[Meeting]:
    """The meetings, each mention put to the account that tells it more fully, if one does."""
    accounts: dict[_Account, Meeting] = {}  # what is told again in the same words counts once
    by_side: dict[str, list[Meeting]] = {}
    for claim in told:
        if _account(claim) not in accounts:
            accounts[_account(claim)] = claim
            for name in claim.participants:
                by_side.setdefault(name, []).append(claim)
    fuller = {key: _fuller(claim, by_side) for key, claim in accounts.items()}
    mentions: dict[_Account, list[Meeting]] = {}
    for claim in told:
        whole = fuller[_account(claim)]
        if whole is not None:
            mentions.setdefault(_account(whole), []).append(claim)
    for claim in told:
        if fuller[_account(claim)] is None:
            yield _with(claim, mentions.pop(_account(claim), []))


def _account(claim: Meeting) -> _Account:
    return claim.participants, claim.when, claim.status, claim.count


def _fuller(claim: Meeting, by_side: Mapping[str, Sequence[Meeting]]) -> Meeting | None:
    """The surest account of which a claim is a mention; None if it stands for itself."""
    if claim.count or claim.status == "denied":
        return None
    near = [other for name in claim.participants for other in by_side[name] if other is not claim]
    found = [other for other in near if _mentions(claim, other)]
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
    if not mentions:
        return claim
    evidence = (*claim.evidence, *(piece for mention in mentions for piece in mention.evidence))
    return msgspec.structs.replace(
        claim,
        evidence=tuple(dict.fromkeys(evidence)),
        when=dates.most_precise(one.when for one in (claim, *mentions)),
        status="confirmed" if any(one.status == "confirmed" for one in mentions) else claim.status,
    )
