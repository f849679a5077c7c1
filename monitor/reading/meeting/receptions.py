"""Meetings whose other side is the object: 'hosted Danby at the club', 'ran into him', 'called on the minister'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import Encounter
from monitor.reading.meeting.sides import leaders, sides_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_TELL = frozenset(("at", "in", "on", "to", "for", "over", "twice", "last", "by", "alone", "privately", "aboard"))
_LONGEST = 3  # words of 'drop in on'
_REACH = 12


def received(scene: Scene, verb: VerbGroup, subjects: list[Party], end: int, status: Status) -> Iterator[Encounter]:
    """'hosted Danby at a guest house', 'saw the envoy on Monday': surer if a place or date follows."""
    doc = scene.doc
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if direct is None or doc.tokens[direct.last].low in words("meeting", "home"):
        return  # 'visited the Presidential Villa'
    joined = clauses.joined(doc, direct)
    guests = [p for p in sides_of(scene, joined) if p.person or p.human or p.plural]
    guests += leaders(scene, direct, doc.sentence(verb.last).last)
    if doc.tokens[direct.head].tag == "PR" and doc.tokens[direct.head].low in ("it", "this", "that", "them", "you"):
        return
    last = clauses.past_aside(doc, clauses.extent(doc, joined[-1]))
    following = doc.tokens[min(last + 1, len(doc.tokens) - 1)]
    told = following.low in _TELL or following.tag == "TM"
    single = doc.tokens[last].text == "," or following.text in (",", ".", ";")
    certain = all(p.person for p in guests) or verb.lemma not in ("see", "welcome", "treat", "confront")
    if not guests or not any(p.person for p in subjects) or not (told or single):
        return
    sure = 0.65 if told and certain else 0.55
    if verb.lemma == "summon" and following.low == "to" and status == "reported":
        called_to = clauses.noun_after(doc, last + 1)
        if called_to is not None and doc.tokens[called_to.head].low in words("meeting", "encounter"):
            status = "planned"  # 'summoned the deputies to a meeting'
        elif called_to is not None and doc.tokens[called_to.head].low in ("office", "home", "house"):
            sure += 0.08  # 'summoned him to her office'
        elif called_to is None or doc.verb_at[min(last + 2, len(doc.verb_at) - 1)] >= 0:
            return  # 'summoned him to testify'
    yield Encounter([*subjects, *guests], verb.last, doc.sentence(verb.first).first, end, status, _rule(verb), sure)


def sought(scene: Scene, verb: VerbGroup) -> Noun | None:
    """The phrase after 'ran into', 'called on', 'dropped in on', 'sounded out', if that is what the verb means."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    for length in range(min(_LONGEST, limit - verb.last), 0, -1):
        phrase = " ".join([verb.lemma, *(doc.tokens[at].low for at in range(verb.last + 1, verb.last + length + 1))])
        if phrase in words("meeting", "look_up"):
            noun = clauses.noun_after(doc, verb.last + length, skip=("RB",))
            return noun if noun is not None and clauses.names_party(doc, noun) else None
    return None


def visited(scene: Scene, verb: VerbGroup, subjects: list[Party], direct: Noun, status: Status) -> Iterator[Encounter]:
    """'called on the minister at his home'; not 'called on the minister to resign'."""
    doc = scene.doc
    end = clauses.clause_end(doc, direct.last)
    joined = clauses.joined(doc, direct)
    last = clauses.past_aside(doc, clauses.extent(doc, joined[-1]))
    calls = verb.lemma == "call"
    if calls and any(doc.verb_at[at] >= 0 for at in range(last + 1, end + 1)):
        return
    others = [p for p in sides_of(scene, joined) if p.person or (p.human and not calls) or (p.plural and not calls)]
    if others and any(p.person for p in subjects):
        first = doc.sentence(verb.first).first
        yield Encounter([*subjects, *others], verb.last, first, end, status, _rule(verb), 0.65)


def for_the_press(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a talk is an interview, or 'meet' means to oppose: 'will meet her in the final'."""
    doc = scene.doc
    end = min(clauses.clause_end(doc, verb.last), verb.last + _REACH)
    near = {doc.tokens[at].low for at in range(verb.first, end + 1)}
    if verb.lemma == "meet" and any(
        doc.tokens[at].low in words("meeting", "contest") and _within(scene, at, verb.last)
        for at in range(verb.last + 1, end + 1)
    ):
        return True
    return verb.lemma in words("meeting", "talk") | {"sit"} and bool(near & words("meeting", "broadcast"))


def _within(scene: Scene, at: int, first: int) -> bool:
    """Whether 'in' or 'at' leads to a contest: 'in the final', and not 'before the election'."""
    return any(scene.doc.tokens[before].low in ("in", "at") for before in range(max(first + 1, at - 3), at))


def _rule(verb: VerbGroup) -> str:
    return f"verb: {verb.lemma}"
