"""Calls: who says that who should resign, recuse themselves, investigate, apologise, release, testify."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from events.claims import Call
from monitor.reading import call_formal, call_imperatives, call_needs, call_nouns, call_verbs
from monitor.reading.calls import Need
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_LEFT_OPEN = "pronoun, left open"
_UNSURE = 0.86  # a target that is less sure is left open
_NAMED = 0.85  # whoever demands is no place or thing
_ANYBODY = frozenset("people others some someone somebody everyone everybody anyone many".split())


def find(scene: Scene) -> Iterator[Call]:
    """Every call, in order. A pronoun that may mean several people means the one whom others ask for the same."""
    found = [claim for need in _needs(scene) for claim in _claim(scene, need)]
    for each in found:
        claim = _named_fully(each, found)
        asked = {other.target for other in found if other.action == claim.action and other.target} - {claim.speaker}
        if claim.how.get("target") == _LEFT_OPEN and len(asked) == 1:
            how = {**claim.how, "target": "pronoun: the only one of whom others ask it"}
            yield msgspec.structs.replace(claim, target=asked.pop(), how=how)
        else:
            yield claim


def _needs(scene: Scene) -> Iterator[Need]:
    for verb in scene.doc.verbs:
        yield from call_verbs.find(scene, verb)
        yield from call_needs.find(scene, verb)
        yield from call_formal.find(scene, verb)
    yield from call_imperatives.find(scene)
    for noun in scene.doc.nouns:
        yield from call_nouns.find(scene, noun)


def _claim(scene: Scene, need: Need) -> Iterator[Call]:
    """The call that a need is, unless it is nobody's, a jest, or about what one should do oneself."""
    speaker, target = need.speaker, need.target
    who = speaker.name.removeprefix("Other ").removeprefix("other ")
    if who.lower() in _ANYBODY or (target is not None and target.name == speaker.name):
        return
    if any(said.lemma in words("speech", "jest") for said, _ in scene.mouths(need.at)):
        return
    left_open = target is not None and target.rule == "pronoun" and target.sure < _UNSURE
    if left_open:
        target = None
    yield Call(
        speaker=who,
        action=need.action,  # type: ignore[arg-type]  # the lexicon holds the slot's values
        target=target.name if target is not None else None,
        evidence=(scene.sentence(need.at),),
        attributed_to=tuple(name for name in scene.chain(need.at) if name != speaker.name),
        confidence=round(need.sure * (max(speaker.sure, _NAMED) if speaker.rule == "name" else speaker.sure), 2),
        how={
            "kind": need.rule,
            "speaker": speaker.rule,
            "action": need.action,
            **({"target": target.rule} if target else {"target": _LEFT_OPEN} if left_open else {}),
        },
    )


def _named_fully(claim: Call, others: Sequence[Call]) -> Call:
    """The call with its speaker's fuller name, where another such call has it: 'the Echo board' for 'the board'."""
    short = claim.speaker.lower()
    fuller = {
        other.speaker
        for other in others
        if other.action == claim.action
        and other.speaker.lower().endswith(f" {short}")
        and (other.target == claim.target or None in {other.target, claim.target})
    }
    return msgspec.structs.replace(claim, speaker=fuller.pop()) if len(fuller) == 1 else claim
