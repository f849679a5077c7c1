"""What is said for the public and no meeting: speeches, interviews, words exchanged at a debate, a life together."""

from __future__ import annotations

import re

from monitor.reading.acting import reporting
from monitor.reading.meeting.encounter import Encounter
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_SAID_TO = re.compile(r"verb: (speak|talk)$")
_TALKED = re.compile(
    r"verb: (speak|talk|sit|chat|tell)$|told by phone|noun: (told at|in) |"
    r"verb and noun: have (conversation|chat|exchange)"
)
_CONTENTION = re.compile(r"verb and noun: (have|share) (exchange|exchanges|word|words)$")
_STAGES = frozenset("debate debates hearing rally podcast show broadcast town-hall forum stage air".split())
_SPEECH_REACH = 8  # tokens from a verb of speaking to those who are spoken to
_BOARD = "editorial board"


def for_the_public(scene: Scene, found: Encounter, sides: list[Party]) -> bool:
    """Whether what was found is a speech to a group, an interview, or a clash on a stage."""
    return (
        _addressed(scene, found, sides)
        or (bool(_TALKED.match(found.rule)) and any(_reports(scene, side) for side in sides))
        or (bool(_CONTENTION.match(found.rule)) and _on_a_stage(scene, found))
        or any(_BOARD in side.name.lower() for side in sides)
    )


def _addressed(scene: Scene, found: Encounter, sides: list[Party]) -> bool:
    """'spoke to the chamber of commerce', 'talked to students': to a group, and neither with it nor on the phone."""
    if not _SAID_TO.match(found.rule) or all(side.person or side.human for side in sides[1:]):
        return False
    doc = scene.doc
    limit = min(doc.sentence(found.at).last, found.at + _SPEECH_REACH)
    lows = [token.low for token in doc.tokens[found.at + 1 : limit + 1]]
    return lows[:1] == ["to"] and not {"phone", "telephone", "privately", "individually"} & set(lows)


def _reports(scene: Scene, side: Party) -> bool:
    """Whether a side is a journalist: 'Lee Hale of Radio Nine', 'the Daily's Ann Moss', 'host Kim Roe'."""
    person = scene.doc.people.by_name.get(side.name)
    if person is None:
        return False
    if {word for role in person.roles for word in role.split()} & reporting():
        return True
    tokens = scene.doc.tokens
    for at in person.mentions:
        noun = scene.doc.noun(at)
        if noun is None or noun.last + 2 >= len(tokens):
            continue
        before = {token.low for token in tokens[noun.first : at]}
        after = scene.doc.noun(noun.last + 2) if tokens[noun.last + 1].low in ("of", "from") else None
        outlet = {token.low for token in tokens[after.first : after.last + 1]} if after is not None else set()
        if (before | outlet) & reporting():
            return True
    return False


def _on_a_stage(scene: Scene, found: Encounter) -> bool:
    sentence = scene.doc.sentence(found.at)
    return any(token.low in _STAGES for token in scene.doc.tokens[sentence.first : sentence.last + 1])
