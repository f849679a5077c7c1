"""Demands that somebody makes his own by a word for them: 'Lee echoed that call', 'backed the demand'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monitor.reading import clauses, scan
from monitor.reading.call.demand import Need
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_POINTING = frozenset("the that this those these".split())
_ECHOING = frozenset("echo back support repeat endorse reiterate second join amplify".split())
_BACK = 2  # sentences before
_SURE = 0.8


def find(scene: Scene, needs: Sequence[Need]) -> Iterator[Need]:
    """The last demand before each verb that echoes one, as that of whoever echoes it."""
    for verb in scene.doc.verbs:
        so_did = _so_did(scene, verb)
        if so_did is None and not _echoes(scene, verb):
            continue
        number = scene.doc.sentence_of[verb.first]
        before = [n for n in needs if n.at < verb.first and number - scene.doc.sentence_of[n.at] <= _BACK]
        last = max(before, key=lambda need: need.at, default=None)
        speakers = [so_did] if so_did is not None else scene.actors(verb)
        for speaker in speakers if last is not None else ():
            if last is not None and last.speaker.name != speaker.name:
                yield last._replace(at=verb.last, speaker=speaker, rule=f"{verb.lemma} that call", sure=_SURE)


def _echoes(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'that call' or 'the demands' is what somebody echoes, and nothing tells what it was for."""
    doc = scene.doc
    if verb.lemma not in _ECHOING or verb.passive or not scan.asserted(doc, verb):
        return False
    noun = clauses.noun_after(doc, verb.last, skip=("Q", "SB"))  # 'that' may read as one that opens a clause
    if noun is None or doc.tokens[noun.head].low not in words("call", "noun"):
        return False
    following = doc.tokens[min(noun.last + 1, len(doc.tokens) - 1)].low
    pointed = noun.head == verb.last + 2 and doc.tokens[verb.last + 1].low in _POINTING
    return pointed and following not in ("for", "to", "on", "that", "by")


def _so_did(scene: Scene, verb: VerbGroup) -> Party | None:
    """Who 'So did Ruiz.' says demands it as well."""
    doc = scene.doc
    sentence = doc.sentence(verb.first)
    opens = verb.first == sentence.first + 1 and doc.tokens[sentence.first].low == "so"
    noun = doc.noun(verb.last + 1) if opens and verb.last < sentence.last else None
    ends = noun is not None and noun.last + 1 <= sentence.last and doc.tokens[noun.last + 1].tag == "P"
    return scene.actor(noun) if ends and doc.tokens[verb.last].low in ("did", "has", "have") else None
