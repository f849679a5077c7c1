"""Meetings told in the passive: 'was received by', 'was introduced to', 'were closeted with', 'was seen talking to'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.sides import actors_of, pair_of, sides_of, stands_for_somebody
from monitor.reading.meeting.status import status_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.tokens import Token

_REACH = 14  # words between a verb and its 'by'


def by_passive(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """The encounter that a passive tells of: who was received, seen or introduced, and by or to whom."""
    if verb.negative or not (verb.passive or _closeted(scene, verb)):
        return
    seen = verb.lemma in words("meeting", "seen_with")
    by = (
        clauses.complement(scene.doc, verb.last, frozenset(("by",)), clauses.clause_end(scene.doc, verb.last))
        if seen
        else None
    )
    meal = verb.lemma == "join" and any(t.low in words("meeting", "meal") for t in _next(scene, verb))
    if meal or (verb.lemma in words("meeting", "received_by") and (by is not None or not seen)):
        links, sure = ("by",), 0.75
    elif verb.lemma in words("meeting", "introduced_to"):
        links, sure = ("to",), 0.75
    elif verb.lemma in words("meeting", "closeted_with"):
        links, sure = ("with",), 0.75
    elif verb.lemma in words("meeting", "seen_with"):
        links, sure = ("with",), 0.55
    else:
        return
    doc = scene.doc
    status = status_of(scene, verb)
    if status is None or status == "denied" or _habit(scene, verb):
        return
    end = clauses.clause_end(doc, verb.last)
    other = clauses.complement(doc, verb.last, frozenset(links), min(end, verb.last + _REACH))
    if other is None and verb.lemma in words("meeting", "closeted_with") | words("meeting", "seen_with"):
        yield from _in_talks(scene, verb, end, status)
    if other is None:
        return
    above = None if verb.passive else scan.governor(doc, verb)
    nouns = subject(doc, above or verb)
    met = sides_of(scene, [noun for noun in nouns if stands_for_somebody(scene, noun)])
    others = [party for party in sides_of(scene, clauses.joined(doc, other)) if _acts(party)]
    if others and met:
        end = end if verb.passive else clauses.past_aside(doc, clauses.extent(doc, other))
        first = doc.sentence(verb.first).first
        yield Encounter([*met, *others], verb.last, first, end, status, f"passive: {verb.lemma} {links[0]}", sure)


def _closeted(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a participle says where somebody was: 'was in Rome on Monday, closeted with the minister'."""
    doc = scene.doc
    if verb.lemma not in words("meeting", "closeted_with") or verb.first == doc.sentence(verb.first).first:
        return False
    return doc.tokens[verb.first - 1].text == "," and [token.low for token in _next(scene, verb)][:1] == ["with"]


def _next(scene: Scene, verb: VerbGroup) -> list[Token]:
    return scene.doc.tokens[verb.last + 1 : verb.last + 5]


def _in_talks(scene: Scene, verb: VerbGroup, end: int, status: Status) -> Iterator[Encounter]:
    """'Ruiz and Cole were locked in talks', 'the two were seen in conversation'."""
    doc = scene.doc
    told = clauses.complement(doc, verb.last, frozenset(("in",)), min(end, verb.last + 3))
    if told is None or doc.tokens[told.head].low not in words("meeting", "plain"):
        return
    sides = pair_of(scene, verb) or actors_of(scene, verb)
    if len(sides) >= TWO:
        first = doc.sentence(verb.first).first
        yield Encounter(sides, verb.last, first, end, status, f"passive: {verb.lemma} in", 0.75)


def _habit(scene: Scene, verb: VerbGroup) -> bool:
    """'is regularly called on by the mayor': what happens again and again."""
    group = [token.low for token in scene.doc.tokens[verb.first : verb.last + 1]]
    present = bool({"is", "are", "am"} & set(group)) and not {"being", "to"} & set(group)
    return present and not verb.progressive


def _acts(party: Party) -> bool:
    return party.person or party.human or party.plural or party.rule in ("description", "name of a body")
