"""Demands told by a noun: 'calls from Democrats for X to resign', 'Republican calls for a special prosecutor'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, call_authors, clauses
from monitor.reading.calls import Need, owner
from monitor.reading.chunks import Noun
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_REACH = 24  # tokens from the noun of demanding to what is demanded


def find(scene: Scene, noun: Noun) -> Iterator[Need]:
    """What a noun of demand demands, if the text tells whose demand it is."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in words("call", "noun"):
        return
    sentence = doc.sentence(noun.first)
    limit = min(sentence.last, noun.last + _REACH)
    speaker = call_authors.callers(scene, noun, limit) or call_authors.joiner(scene, noun)
    if speaker is None or _unreal(scene, noun):
        return
    start = next((at for at in range(noun.last + 1, limit + 1) if doc.tokens[at].low in ("for", "that", "to")), None)
    if start is None or start > noun.last + 8:
        return
    for probe in range(start, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].first == probe:
            inner = doc.verbs[index]
            action = actions.of_verb(doc, inner)
            if action is None and inner.finite:
                return
            if action is not None and (inner.infinitive or doc.tokens[start].low == "that"):
                target = next(iter(scene.parties_of([n for n in [clauses.noun_after(doc, start)] if n])), None)
                rule = f"noun: {doc.tokens[noun.head].low} to {inner.lemma}"
                yield Need(noun.head, speaker, action, target, rule, 0.75)
                return
        inside = doc.noun(probe)
        if inside is not None and inside.first == probe:
            action = actions.of_noun(doc, inside)
            if action is not None:
                rule = f"noun: {doc.tokens[noun.head].low} for"
                yield Need(noun.head, speaker, action, owner(scene, inside, action), rule, 0.76)
                return


def _unreal(scene: Scene, noun: Noun) -> bool:
    doc = scene.doc
    for probe in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            return verb.unreal or verb.negative
    return False
