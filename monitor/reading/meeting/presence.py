"""Who was present at an encounter that a noun names: its owner, its guests, those who tell of it."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO
from monitor.reading.meeting.partners import each_other
from monitor.reading.meeting.sides import actors_of, sides_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject


def given(scene: Scene, verb: VerbGroup, guest: Noun | None) -> Noun | None:
    """The visit of 'paid the minister a visit'."""
    if guest is None or verb.lemma not in ("pay", "give", "grant") or not clauses.names_party(scene.doc, guest):
        return None
    noun = scene.doc.noun(guest.last + 1) if guest.last + 1 < len(scene.doc.tokens) else None
    fits = noun is not None and scene.doc.tokens[noun.head].low in {*words("meeting", "plain"), "visit"}
    return noun if fits else None


def keeper(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Whose calendar, diary or log it is that records an encounter."""
    doc = scene.doc
    for noun in subject(doc, verb):
        if doc.tokens[noun.head].low in words("meeting", "journal"):
            owner = clauses.owner_of(doc, noun)
            party = scene.who(owner) if owner is not None else None
            return [party] if party is not None else []
    return []


def present(scene: Scene, noun: Noun, end: int) -> list[Party]:
    """Those by whom 'a dinner at the club, attended by A, B and C' was attended."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in words("meeting", "plain") | {"barbecue", "reception", "session", "party"}:
        return []
    for at in range(noun.last + 1, min(end, noun.last + 16)):
        if doc.tokens[at].low == "attended" and doc.tokens[at + 1].low == "by":
            first = clauses.noun_after(doc, at + 1)
            return sides_of(scene, clauses.joined(doc, first, closed=True)) if first is not None else []
    return []


def their(scene: Scene, noun: Noun) -> list[Party]:
    """The two of 'After their talks in Rome, A and B said' and of 'In a call on Monday, A and B agreed'."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    if (
        doc.tokens[noun.first].low not in ("their", "a", "an")
        or noun.first - sentence.first > TWO
        or doc.tokens[noun.head].low not in words("meeting", "plain")
    ):
        return []
    for index in doc.verbs_in[doc.sentence_of[noun.first]]:
        verb = doc.verbs[index]
        if verb.first > noun.last and verb.finite:
            own = doc.tokens[noun.first].low == "their" or verb.lemma in words("meeting", "mutually")
            own = own or each_other(scene, verb.last)
            sides = actors_of(scene, verb) if own else []
            return [p for p in sides if p.person or (p.plural and doc.tokens[noun.first].low != "their")]
    return []


def told_at(scene: Scene, noun: Noun) -> list[Party]:
    """The two of 'promised the union leader at a meeting in Lille', if that is what is said."""
    doc = scene.doc
    bare = noun.first == noun.head and doc.tokens[noun.head].low in words("meeting", "meal")
    bare = bare and noun.first > 0 and doc.tokens[noun.first - 1].low == "over"  # 'told him over dinner'
    opening = doc.tokens[noun.first].low in ("a", "an", "that", "their")
    if doc.tokens[noun.head].low not in words("meeting", "plain") or not (opening or bare):
        return []
    sentence = doc.sentence(noun.first)
    if noun.first <= sentence.first or doc.tokens[noun.first - 1].low not in ("at", "during", "over", "in"):
        return []
    cleft = [token.low for token in doc.tokens[sentence.first : noun.first - 1]] in (["it", "was"], ["it", "is"])
    opens = cleft or noun.first - 1 == sentence.first
    here = doc.verbs_in[doc.sentence_of[noun.first]]
    for index in here if opens else reversed(here):
        verb = doc.verbs[index]
        if verb.last >= noun.first and not (opens and verb.finite and verb.lemma in words("meeting", "tells")):
            continue
        direct = clauses.noun_after(doc, verb.last, skip=("RB",))
        other = scene.who(direct) if direct is not None and (opens or direct.last < noun.first) else None
        subjects = actors_of(scene, verb)
        fits = other is not None and other.person and subjects and subjects[0].person and scan.asserted(doc, verb)
        return [subjects[0], other] if fits and other is not None and not verb.passive else []
    return []


def owner(scene: Scene, noun: Noun) -> Party | None:
    """Whose meeting it is: 'Smith's meeting', 'his meeting'."""
    return scene.who(clauses.owner_of(scene.doc, noun))
