"""Meetings that a third brought about or shows: 'introduced A to B', 'brought A and B together', 'a photo shows'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.sides import sides_of
from monitor.reading.meeting.status import status_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_REACH = 8  # words from who is shown to whom he is shown with
_COMPANY = frozenset(("with", "beside", "alongside", "opposite"))


def by_third(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """The encounter of those whom somebody introduced or brought together, or whom a picture shows together."""
    if verb.passive or verb.negative:
        return
    if verb.lemma in words("meeting", "introduced_to"):
        yield from _introduced(scene, verb)
    elif verb.lemma in words("meeting", "unite"):
        yield from _together(scene, verb)
    elif verb.lemma in words("meeting", "shows"):
        yield from _pictured(scene, verb)


def _introduced(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'introduced the singer to the banker': two people, and no role or public."""
    doc = scene.doc
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if direct is None or status_of(scene, verb) != "reported":
        return
    end = clauses.clause_end(doc, direct.last)
    at = clauses.past_aside(doc, clauses.extent(doc, direct)) + 1
    other = clauses.noun_after(doc, at) if at < end and doc.tokens[at].low == "to" else None
    if other is not None:
        sides = _people(scene, [direct, *clauses.joined(doc, other)])
        if len(sides) >= TWO and any(party.person for party in sides):
            first = doc.sentence(verb.first).first
            yield Encounter(sides, verb.last, first, end, "reported", f"third: {verb.lemma} to", 0.7)


def _together(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'brought A and B together', 'brought together A and B'."""
    doc = scene.doc
    status = status_of(scene, verb)
    direct = clauses.noun_after(doc, verb.last)
    near = [token.low for token in doc.tokens[verb.last + 1 : verb.last + 2]]
    if direct is None or status not in ("reported", "planned"):
        return
    members = clauses.joined(doc, direct)
    after = clauses.extent(doc, members[-1]) + 1
    if "together" not in near and (after >= len(doc.tokens) or doc.tokens[after].low != "together"):
        return
    sides = _people(scene, members)
    if len(sides) >= TWO and all(party.person for party in sides):
        end, first = clauses.clause_end(doc, direct.last), doc.sentence(verb.first).first
        yield Encounter(sides, verb.last, first, end, status, f"third: {verb.lemma} together", 0.7)


def _pictured(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'A photograph shows the mayor at a table with the banker'."""
    doc = scene.doc
    if not any(doc.tokens[noun.head].low in words("meeting", "picture") for noun in subject(doc, verb)):
        return
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if direct is None or verb.unreal:
        return
    last = clauses.past_aside(doc, clauses.extent(doc, direct))
    limit = min(last + _REACH, doc.sentence(verb.last).last)
    link = next((at for at in range(last + 1, limit) if doc.tokens[at].low in _COMPANY), None)
    other = clauses.noun_after(doc, link) if link is not None else None
    finite = [at for at in range(last + 1, link or last) if doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite]
    if other is None or finite:
        return
    sides = _people(scene, [direct, *clauses.joined(doc, other)])
    if len(sides) >= TWO and all(party.person for party in sides):
        end, first = clauses.clause_end(doc, other.last), doc.sentence(verb.first).first
        yield Encounter(sides, verb.last, first, end, "reported", f"third: {verb.lemma} with", 0.7)


def _people(scene: Scene, nouns: list[Noun]) -> list[Party]:
    return [party for party in sides_of(scene, nouns) if party.person or party.human]
