"""Demands told by a noun: 'calls from Democrats for X to resign', 'Republican calls for a special prosecutor'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses
from monitor.reading.call import makers
from monitor.reading.call.demand import Need, owner
from monitor.reading.chunks import Noun
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_REACH = 24  # tokens from the noun of demanding to what is demanded
_GAP = 8


def find(scene: Scene, noun: Noun) -> Iterator[Need]:
    """What a noun of demand demands, if the text tells whose demand it is."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in words("call", "noun") or _unreal(scene, noun):
        return
    limit = min(doc.sentence(noun.first).last, noun.last + _REACH)
    start = next((at for at in range(noun.last + 1, limit + 1) if doc.tokens[at].low in ("for", "that", "to")), None)
    if start is None or start > noun.last + _GAP:
        return
    if any(doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite for at in range(noun.last + 1, start)):
        return  # 'a petition and have refused to withdraw it'
    found = _demanded(scene, noun, start, limit)
    if found is None:
        return
    action, target, rule, end = found
    for who in makers.makers(scene, noun, limit, end):
        yield Need(noun.head, who, action, target, rule, 0.8)


_Demanded = tuple[str, Party | None, str, int]  # action, target, rule, last token


def _demanded(scene: Scene, noun: Noun, start: int, limit: int) -> _Demanded | None:
    """The first act or noun of one that the demand is for."""
    doc = scene.doc
    word = doc.tokens[noun.head].low
    for probe in range(start, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].first == probe:
            inner = doc.verbs[index]
            action = actions.of_verb(doc, inner)
            if inner.lemma in words("call", "demand") or (action is None and inner.finite):
                return None
            if action is not None and (inner.infinitive or doc.tokens[start].low == "that"):
                target = None if inner.passive else _asked(scene, noun, start)
                return action, target, f"noun: {word} to {inner.lemma}", inner.last
        inside = doc.noun(probe)
        if inside is not None and inside.first == probe:
            action = actions.of_noun(doc, inside)
            clause = doc.tokens[start].low == "that"  # 'the insistence that any review was fair' demands none
            if action is not None and not (clause and doc.tokens[inside.last + 1].low != "be"):
                end = clauses.extent(doc, inside)
                return action, owner(scene, inside, action), f"noun: {word} for", end
    return None


def _asked(scene: Scene, noun: Noun, start: int) -> Party | None:
    """'calls for X to', 'pressure on X to', 'X faces calls to'."""
    doc = scene.doc
    if doc.tokens[start].low != "to":
        asked = clauses.noun_after(doc, start)
        return next(iter(scene.parties_of([asked] if asked else [])), None)
    on = clauses.complement(doc, noun.last, frozenset(("on", "upon")), start)
    if on is not None:
        return scene.actor(on)
    under = next(
        (doc.verbs[i] for at in range(noun.first - 1, noun.first - 4, -1) if (i := doc.verb_at[at]) >= 0), None
    )
    faces = under is not None and under.lemma in ("be", "face", "come", "feel", "receive", "resist", "get")
    return next(iter(scene.actors(under)), None) if faces and under is not None else None


def _unreal(scene: Scene, noun: Noun) -> bool:
    doc = scene.doc
    for probe in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            return verb.unreal or verb.negative
    return False
