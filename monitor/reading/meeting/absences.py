"""Meetings that a noun names only to deny them: 'no contact between', 'denied any meeting with', 'refused talks'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.sides import actors_of, sides_of
from monitor.reading.scene import Scene


def denied_noun(scene: Scene, noun: Noun, status: Status = "reported") -> bool:
    """Whether the noun itself says that there was none: 'no meeting', where the verb does not: 'did not have any'."""
    if status == "denied":
        return False
    return scene.doc.tokens[noun.first].low in ("no", "any")


def refused(scene: Scene, noun: Noun) -> bool:
    """Whether the verb right before the encounter denies it or leaves it undone."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    if noun.first > sentence.first and doc.tokens[noun.first - 1].low == "of" and doc.tokens[noun.first].low == "the":
        return False  # 'wanted photographs of the encounter'
    if _called_off(scene, noun):
        return True
    for probe in range(noun.first - 1, max(sentence.first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            if verb.lemma in words("meeting", "factive"):
                return verb.unreal
            return verb.negative or verb.unreal or verb.lemma in words("meeting", "undone")
    return False


def _called_off(scene: Scene, noun: Noun) -> bool:
    """Whether the verb whose subject the encounter is says that it did not take place: 'was cancelled'."""
    doc = scene.doc
    later = (doc.verbs[index] for index in doc.verbs_in[doc.sentence_of[noun.first]])
    verb = next((verb for verb in later if verb.first > noun.last and verb.finite), None)
    if verb is None or not verb.passive or verb.lemma not in words("meeting", "off"):
        return False
    between = doc.tokens[noun.last + 1 : verb.first]
    if any(token.text == "," or token.tag in ("WH", "SB") for token in between):
        return False
    return verb.lemma != "call" or doc.tokens[verb.last + 1].low == "off"


def none_between(scene: Scene, noun: Noun) -> Iterator[Encounter]:
    """'There was no contact between A and B', 'no meeting ever took place between him and her'."""
    doc = scene.doc
    end = doc.sentence(noun.last).last
    partner = clauses.complement(doc, noun.last, frozenset(("between",)), min(end, noun.last + 6))
    if partner is None or "no" not in {token.low for token in doc.tokens[max(0, noun.first - 3) : noun.head]}:
        yield from _denied_with(scene, noun)
        return
    sides = sides_of(scene, clauses.joined(doc, partner, closed=True))
    if len(sides) >= TWO and doc.tokens[noun.head].low in words("meeting", "plain"):
        rule = f"noun: no {doc.tokens[noun.head].low} between"
        yield Encounter(sides, noun.head, doc.sentence(noun.first).first, end, "denied", rule, 0.75)


def _denied_with(scene: Scene, noun: Noun) -> Iterator[Encounter]:
    """'The minister denied any meeting with the banker'."""
    doc = scene.doc
    end = doc.sentence(noun.last).last
    partner = clauses.complement(doc, noun.last, frozenset(("with",)), min(end, noun.last + 4))
    for at in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - 4) - 1, -1):
        verb = doc.verbs[doc.verb_at[at]] if doc.verb_at[at] >= 0 else None
        if verb is None:
            continue
        if verb.lemma == "deny" and partner is not None and scan.asserted(doc, verb):
            sides = [*actors_of(scene, verb)[:1], *sides_of(scene, clauses.joined(doc, partner))]
            rule = f"denied {doc.tokens[noun.head].low} with"
            yield Encounter(sides, noun.head, doc.sentence(noun.first).first, end, "denied", rule, 0.75)
        return
