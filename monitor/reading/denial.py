"""Denials: who says it is not so, professes not to know, refuses to answer, or grants the fact and plays it down."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Denial
from monitor.reading import denial_acts, denial_statements, refusals
from monitor.reading.denials import Found, accused_near
from monitor.reading.scene import Scene

_UNCALLED = 0.12  # what a denial loses in sureness that answers nothing in sight
_PAIR = "the last two named"  # 'both denied it' is a claim each
_RULES = (*refusals.RULES, *denial_acts.RULES, *denial_statements.RULES)


def find(scene: Scene) -> Iterator[Denial]:
    """Every denial, in order; what one speaker denies in one breath is one."""
    held: Denial | None = None
    place = -1
    for found in _found(scene):
        claim = found.claim(scene)
        if _PAIR in claim.how["speaker"]:
            yield from (msgspec.structs.replace(claim, speaker=name) for name in claim.speaker.split(" and "))
        elif held is not None and _one_breath(scene, held, claim, place, found.at):
            held = _joined(held, claim)
            place = found.at
        else:
            if held is not None:
                yield held
            held, place = claim, found.at
    if held is not None:
        yield held


def _found(scene: Scene) -> Iterator[Found]:
    """What the rules find, the first one that fits at each verb, then the nouns of denial, in the article's order."""
    found = [hit for verb in scene.doc.verbs if (hit := next((h for rule in _RULES if (h := rule(scene, verb))), None))]
    found = [hit if _called_for(scene, hit) else hit._replace(sure=hit.sure - _UNCALLED) for hit in found]
    found.extend(denial_acts.by_noun(scene))
    found.extend(denial_statements.by_quotation(scene))
    yield from sorted(found, key=lambda hit: hit.at)


def _called_for(scene: Scene, hit: Found) -> bool:
    """Whether something is there to be denied: an accusation or a question beside it; refusals need none."""
    return hit.form == "no_comment" or accused_near(scene, hit.at)


def _one_breath(scene: Scene, held: Denial, claim: Denial, before: int, here: int) -> bool:
    """Whether two denials of one speaker, by their tokens, are one: a sentence, or a paragraph's words in quotation."""
    doc = scene.doc
    apart = doc.sentence_of[here] - doc.sentence_of[before]
    if held.speaker != claim.speaker or apart > 2 or doc.sentence(before).block != doc.sentence(here).block:  # noqa: PLR2004
        return False
    both_quoted = doc.tokens[before].quote >= 0 and doc.tokens[here].quote >= 0
    return apart == 0 or both_quoted or (apart == 1 and held.form == claim.form)


def _joined(held: Denial, claim: Denial) -> Denial:
    evidence = tuple(dict.fromkeys((*held.evidence, *claim.evidence)))
    better = claim if claim.confidence > held.confidence and not held.about else held
    return msgspec.structs.replace(better, evidence=evidence, confidence=max(held.confidence, claim.confidence))
