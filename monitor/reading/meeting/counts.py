"""Encounters that a sentence only counts, and those that it mentions again: which of those told one by one they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from events.claims import Meeting
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.scene import Scene

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ADVERBS = {"twice": 2, "thrice": 3}
_EVERY = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)  # 'confirmed both meetings' grants each of them
_REACH = 12  # words after an encounter that may count it: 'met the envoy on two separate occasions'


def count(scene: Scene, found: Encounter) -> int | None:
    """How often they met, if the sentence only counts: 'met twice', 'three conversations', 'on two occasions'."""
    tokens = scene.doc.tokens
    noun = scene.doc.noun(found.at)
    if noun is not None:
        for at in range(noun.first, noun.head):
            if number := _number(tokens[at].low):
                return number if tokens[noun.head].low in words("meeting", "countable") else None
    first = max(scene.doc.sentence(found.at).first, found.at - 2)
    for at in range(first, min(found.at + _REACH, found.last) + 1):
        if (number := _ADVERBS.get(tokens[at].low)) is not None:
            return number
        number = _number(tokens[at].low)
        after = [token.low for token in tokens[at + 1 : min(at + 3, found.last) + 1]]
        if number and at > found.at and any(low in ("times", "occasions") for low in after):
            return number
    return None


def _number(low: str) -> int | None:
    number = int(low) if low.isdecimal() and len(low) < 3 else _NUMBERS.get(low)  # noqa: PLR2004 - a count, no year
    return number if number and number > 1 else None


def settled(told: list[Meeting]) -> Iterator[Meeting]:
    """The meetings, each count replaced by the single meetings that the article gives of it, if it gives any."""
    singles = [claim for claim in told if not claim.count and claim.when]
    counts = [claim for claim in told if claim.count]
    for claim in told:
        if claim.count:
            counted = [one for one in singles if _counts_in(claim, one)]
            whole = len({one.when for one in counted}) == claim.count
            if not counted or (claim.participants != counted[0].participants and not whole):
                yield claim
            for one in counted if whole or (counted and claim.participants == counted[0].participants) else []:
                yield msgspec.structs.replace(
                    one,
                    evidence=claim.evidence,
                    topics=one.topics or (claim.topics if whole else None),
                    status=claim.status if whole and claim.status == "confirmed" else one.status,
                )
        elif claim.when is None:
            yield _again(claim, singles, counts)
        else:
            yield claim


def _again(claim: Meeting, singles: list[Meeting], counts: list[Meeting]) -> Meeting:
    """An undated mention of meetings told elsewhere: it grants none of several, and has their count."""
    same = {one.when for one in singles if set(one.participants) == set(claim.participants)}
    if len(same) >= TWO and not _EVERY.search(claim.evidence[0].quote):
        granted = "reported" if claim.status == "confirmed" else claim.status
        return msgspec.structs.replace(claim, status=granted, topics=None)
    counted = next((one for one in counts if set(one.participants) == set(claim.participants)), None)
    if not same and counted is not None and claim.where is None and claim.status != "denied":
        return msgspec.structs.replace(claim, count=counted.count)
    return claim


def _counts_in(claim: Meeting, one: Meeting) -> bool:
    """Whether a counting sentence counts a meeting: the same parties, or a group to which the other party belongs."""
    if one.status in ("planned", "denied"):
        return False
    mine, its = set(claim.participants), set(one.participants)
    return mine == its or (bool(mine & its) and all(_group(name) for name in mine - its))


def _group(name: str) -> bool:
    last = name.rsplit(maxsplit=1)[-1]
    return last.islower() and last.endswith("s")
