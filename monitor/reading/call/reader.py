"""Calls: who says that who should resign, recuse themselves, investigate, apologise, release, testify."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Call
from monitor.reading.call import echoes, formal, imperatives, needs, nouns, verbs
from monitor.reading.call.demand import Need
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_OWN_ACTS = frozenset("resign recuse withdraw apologize testify".split())  # of whoever the matter is about
_PHRASES = ("description", "office", "epithet")
_FEW = 3  # of whom something is asked: whoever asks it, and one more
_ONLY_ONE = "the only one of whom others ask it"
_LEFT_OPEN = "pronoun, left open"
_UNSURE = 0.86  # a target that is less sure is left open
_SURE_AT_LEAST = {"name": 0.85, "description": 0.8}  # whoever demands is no place or thing
_ANYBODY = frozenset("people others some someone somebody everyone everybody anyone many reporters journalists".split())
_ASKED = frozenset("voters respondents percent half".split())  # whose wishes are no demands
_RULES = frozenset(  # what these call for is policy
    "treaty agreement pact accord bill act law constitution rules budget legislation plan contract".split()
)


def find(scene: Scene) -> Iterator[Call]:
    """Every call, in order. A pronoun that may mean several people means the one whom others ask for the same."""
    told = list(_needs(scene))
    found = [claim for need in (*told, *echoes.find(scene, told)) for claim in _claim(scene, need)]
    asked: dict[str, set[str]] = {}  # action -> of whom it is asked
    fuller: dict[tuple[str, str], set[str]] = {}  # action and the last words of a speaker's name -> the names
    for claim in found:
        asked.setdefault(claim.action, set()).update({claim.target} if claim.target and not _vague(claim) else ())
        parts = claim.speaker.lower().split()
        for at in range(1, len(parts)):
            fuller.setdefault((claim.action, " ".join(parts[at:])), set()).add(claim.speaker)
    for each in found:
        names = fuller.get((each.action, each.speaker.lower()), set())
        claim = msgspec.structs.replace(each, speaker=next(iter(names))) if len(names) == 1 else each
        open_to_others = claim.how.get("target") == _LEFT_OPEN or _vague(claim)
        others = asked[claim.action] - {claim.speaker} if open_to_others and len(asked[claim.action]) < _FEW else ()
        if len(others) == 1:
            how = {**claim.how, "target": f"{_ONLY_ONE}, for {claim.how['target']}"}
            yield msgspec.structs.replace(claim, target=next(iter(others)), how=how)
        else:
            yield claim


def _vague(claim: Call) -> bool:
    """Whether a target is one word of description, 'the minister', that may mean somebody whom others name."""
    word = (claim.target or "").lower().removeprefix("the ")
    own = claim.action in _OWN_ACTS and claim.how.get("target") == "description"
    return own and word in words("people", "person")


def _needs(scene: Scene) -> Iterator[Need]:
    for verb in scene.doc.verbs:
        yield from verbs.find(scene, verb)
        yield from needs.find(scene, verb)
        yield from formal.find(scene, verb)
    yield from imperatives.find(scene)
    for noun in scene.doc.nouns:
        yield from nouns.find(scene, noun)


def _claim(scene: Scene, need: Need) -> Iterator[Call]:
    """The call that a need is, unless it is nobody's, a jest, or about what one should do oneself."""
    speaker, target = need.speaker, need.target
    who = speaker.name.removeprefix("Other ").removeprefix("other ").removeprefix("Both ")
    if (
        target is not None
        and target.name == speaker.name
        and scene.doc.tokens[need.at].quote >= 0
        and not need.rule.startswith("verb")
    ):
        target = None if target.rule == "pronoun" else target  # '"He must go," said Ruiz': not Ruiz
    if target is not None and target.name == speaker.name and need.rule.startswith("verb") and target.rule in _PHRASES:
        target = None  # 'pressed the former governor to': whoever it is, it is somebody else
    last = who.lower().split()[-1]
    share = last in _ASKED or last.endswith(("-fifth", "-third", "-quarter", "-half"))
    nobody = who.lower() in _ANYBODY or last in _RULES or share
    if nobody or (target is not None and target.name == speaker.name):
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
        confidence=round(need.sure * max(speaker.sure, _SURE_AT_LEAST.get(speaker.rule, 0.0)), 2),
        how={
            "kind": need.rule,
            "speaker": speaker.rule,
            "action": need.action,
            **({"target": target.rule} if target else {"target": _LEFT_OPEN} if left_open else {}),
        },
    )
