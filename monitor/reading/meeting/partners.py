"""Sides of an encounter that stand elsewhere than after its verb: 'with whom he had talked', 'they met: A and B'."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.coordination import with_partners
from monitor.reading.meeting.encounter import TWO
from monitor.reading.meeting.sides import sides_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_APART = frozenset(("separately", "separate", "individually"))
_REACH = 24  # words from an encounter to the list of those who had it


def of_relative(scene: Scene, verb: VerbGroup, links: frozenset[str], *, direct: bool) -> list[Party]:
    """The other side of 'Ruiz, with whom he had talked' and, where the verb takes it directly, 'Ruiz, whom he met'."""
    doc = scene.doc
    nouns = subject(doc, verb)
    if not nouns or nouns[0].first >= verb.first:
        return []
    first = doc.sentence(verb.first).first
    at = nouns[0].first - 1
    while at > first and doc.tokens[at].tag in ("RB", "TM"):
        at -= 1
    if at <= first or doc.tokens[at].low != "whom":
        return []
    at -= 1
    if doc.tokens[at].low in links and at > first:
        at -= 1
    elif not direct:
        return []
    at -= doc.tokens[at].text == ","
    antecedent = doc.noun(at) if at >= first else None
    return sides_of(scene, [antecedent]) if antecedent is not None else []


def both_of(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Those who had an encounter by themselves, where they stand elsewhere than right before its verb."""
    return listed_after(scene, verb.last) or spoken_of(scene, verb) or antecedents(scene, verb)


def antecedents(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The two of 'Ruiz and Cole, who met privately'."""
    doc = scene.doc
    nouns = subject(doc, verb)
    relative = any(token.tag == "WH" for token in doc.tokens[max(0, verb.first - 2) : verb.first])
    if len(nouns) != 1 or not relative:
        return []
    return sides_of(scene, with_partners(doc, nouns[0], doc.sentence(verb.first).first))


def spoken_of(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The two of '"We met once," said Ruiz of Cole': who speaks, and of whom."""
    doc = scene.doc
    nouns = subject(doc, verb)
    quote = doc.tokens[verb.last].quote
    speaker = scene.quotations[quote].speaker if quote >= 0 else None
    if speaker is None or not nouns or doc.tokens[nouns[0].head].low != "we":
        return []
    limit = doc.sentence(speaker.last).last
    for at in range(speaker.first, min(speaker.last + _REACH // TWO, limit)):
        if doc.tokens[at].low == "of" and (doc.verb_at[at - 1] >= 0 or doc.tokens[at - 1].text == ","):
            other = clauses.noun_after(doc, at)
            return [*sides_of(scene, [speaker]), *sides_of(scene, [other] if other is not None else [])]
    return []


def listed_after(scene: Scene, at: int) -> list[Party]:
    """Those whom a list at the end of the sentence names: 'The three met in Rome: A, B and C'."""
    doc = scene.doc
    limit = doc.sentence(at).last
    colon = next((probe for probe in range(at + 1, min(at + _REACH, limit)) if doc.tokens[probe].text == ":"), None)
    first = clauses.noun_after(doc, colon) if colon is not None else None
    sides = sides_of(scene, clauses.joined(doc, first, closed=True)) if first is not None else []
    sides += [party for party in _after_asides(scene, first, limit) if party not in sides] if len(sides) < TWO else []
    return sides if len(sides) >= TWO and all(party.person for party in sides) else []


def _after_asides(scene: Scene, first: Noun | None, limit: int) -> list[Party]:
    """Who follows ', and' in 'Ana Ruiz, a student, and Bo Cole'."""
    doc = scene.doc
    last = clauses.past_aside(doc, first.last) if first is not None else limit
    if last + 1 >= limit or doc.tokens[last + 1].low != "and":
        return []
    other = clauses.noun_after(doc, last + 1)
    return sides_of(scene, [other] if other is not None else [])


def each_other(scene: Scene, at: int) -> bool:
    """Whether the object right after a token is 'each other' or 'one another'."""
    tokens = scene.doc.tokens
    phrase = tuple(token.low for token in tokens[at + 1 : at + 3])
    return phrase in (("each", "other"), ("one", "another"))


def one_by_one(
    scene: Scene, within: tuple[int, int], subjects: list[Party], others: list[Party], *, neither: bool = False
) -> list[list[Party]]:
    """The sides of each encounter: 'met A and B separately' and 'neither A nor B met C' tell of two."""
    if neither and others:
        return [[party, *others] for party in subjects]
    apart = {token.low for token in scene.doc.tokens[within[0] : within[1] + 1]} & _APART
    return [[*subjects, party] for party in others] if apart and others else [[*subjects, *others]]
