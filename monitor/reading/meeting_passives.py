"""Meetings told in the passive: 'was received by', 'was introduced to', 'were closeted with', 'was seen talking to'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import clauses
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting_sides import sides_of, stands_for_somebody
from monitor.reading.meeting_status import status_of
from monitor.reading.meetings import Encounter
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_REACH = 14  # words between a verb and its 'by'


def by_passive(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """The encounter that a passive tells of: who was received, seen or introduced, and by or to whom."""
    if not verb.passive or verb.negative:
        return
    seen = verb.lemma in words("meeting", "seen_with")
    by = (
        clauses.complement(scene.doc, verb.last, frozenset(("by",)), clauses.clause_end(scene.doc, verb.last))
        if seen
        else None
    )
    if verb.lemma in words("meeting", "received_by") and (by is not None or not seen):
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
    if other is None:
        return
    met = sides_of(scene, [noun for noun in subject(doc, verb) if stands_for_somebody(scene, noun)])
    others = [party for party in sides_of(scene, clauses.joined(doc, other)) if _acts(party)]
    if others and met:
        first = doc.sentence(verb.first).first
        yield Encounter([*met, *others], verb.last, first, end, status, f"passive: {verb.lemma} {links[0]}", sure)


def _habit(scene: Scene, verb: VerbGroup) -> bool:
    """'is regularly called on by the mayor': what happens again and again."""
    group = [token.low for token in scene.doc.tokens[verb.first : verb.last + 1]]
    present = bool({"is", "are", "am"} & set(group)) and not {"being", "to"} & set(group)
    return present and not verb.progressive


def _acts(party: Party) -> bool:
    return party.person or party.human or party.plural or party.rule in ("description", "name of a body")
