"""Meetings that are the object of a verb: 'held talks with', 'paid the envoy a visit', 'her diary shows a lunch'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting import presence
from monitor.reading.meeting.absences import denied_noun
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.partners import listed_after, one_by_one, spoken_of
from monitor.reading.meeting.sides import actors_of, pair_of, sides_of
from monitor.reading.meeting.status import status_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_REACH = 10  # words from 'had what' to what it was
_OBJECTS = {"share": "shared", "exchange": "exchanged"}


def held(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'held talks with the envoy', 'paid the envoy a visit'."""
    doc = scene.doc
    status = status_of(scene, verb)
    if status == "reported" and verb.lemma in ("schedule", "arrange", "plan"):
        status = "planned"
    at = verb.last + (verb.lemma == "put" and doc.tokens[min(verb.last + 1, len(doc.tokens) - 1)].low == "in")
    noun = _counted(scene, _what(scene, at) or clauses.noun_after(doc, at, skip=("Q", "RB")))
    noun = _relative(scene, verb) or noun
    if verb.lemma == "spend" and noun is None:
        noun = clauses.noun_after(doc, at, skip=("Q", "RB", "TM"))  # 'spent Tuesday evening with'
    if status is None and verb.form == "Z" and verb.lemma in words("meeting", "records") and not verb.negative:
        status = "reported" if presence.keeper(scene, verb) else None  # 'her diary shows a lunch with'
    if noun is None or status is None or _idiom(scene, verb, noun):
        return
    visit = presence.given(scene, verb, noun)
    if visit is not None and status in ("reported", "planned"):
        sides = [*actors_of(scene, verb), *sides_of(scene, [noun])]
        rule = f"verb and noun: {verb.lemma} {doc.tokens[visit.head].low}"
        end = clauses.clause_end(doc, visit.last)
        yield Encounter(sides, visit.head, doc.sentence(verb.first).first, end, status, rule, 0.8)
    elif doc.tokens[noun.head].low in words("meeting", _OBJECTS.get(verb.lemma, "encounter")):
        if not denied_noun(scene, noun, status):
            yield from _with_others(scene, verb, noun, status)
        elif status == "reported":
            yield from _with_others(scene, verb, noun, "denied")


def _relative(scene: Scene, verb: VerbGroup) -> Noun | None:
    """The encounter of 'the meeting (that) Ruiz had with the envoy', 'five calls that they exchanged'."""
    doc = scene.doc
    nouns = [noun for noun in subject(doc, verb) if noun.last < verb.first]
    if not nouns or verb.lemma not in ("have", "hold", "exchange", "share"):
        return None
    at = nouns[0].first - 1
    at -= at > 0 and doc.tokens[at].low in ("that", "which")
    noun = doc.noun(at) if at >= doc.sentence(verb.first).first else None
    following = doc.noun(verb.last + 1) if verb.last < doc.sentence(verb.last).last else None
    met = noun is not None and doc.tokens[noun.head].low in words("meeting", "plain")
    return noun if met and (following is None or following.first != verb.last + 1) else None


def _what(scene: Scene, at: int) -> Noun | None:
    """'had what both described as a cordial chat', 'had what he called a chat': the chat."""
    doc = scene.doc
    limit = min(doc.sentence(at).last, at + _REACH)
    if at >= limit or doc.tokens[at + 1].low != "what":
        return None
    says = next((i for i in range(at + 2, limit) if doc.tokens[i].low == "as" or doc.tokens[i].lemma == "call"), None)
    return clauses.noun_after(doc, says) if says is not None else None


def _counted(scene: Scene, noun: Noun | None) -> Noun | None:
    """'a first round of talks': the talks."""
    if noun is None or scene.doc.tokens[noun.head].low not in (
        "round",
        "series",
        "string",
        "number",
        "couple",
        "spot",
        "flurry",
    ):
        return noun
    inner = clauses.noun_after(scene.doc, noun.last + 1) if noun.last + 1 < len(scene.doc.tokens) else None
    return inner if inner is not None and scene.doc.tokens[noun.last + 1].low == "of" else noun


def _idiom(scene: Scene, verb: VerbGroup, noun: Noun) -> bool:
    """'had a difficult time with the witnesses': no encounter."""
    low = scene.doc.tokens[noun.head].low
    if {token.low for token in scene.doc.tokens[noun.first : noun.head]} & words("meeting", "of_many"):
        return True
    return low == "time" and verb.lemma in ("have", "give") and scene.doc.tokens[noun.head - 1].tag in ("J", "N", "VG")


def _with_others(scene: Scene, verb: VerbGroup, noun: Noun, status: Status) -> Iterator[Encounter]:
    doc = scene.doc
    end = clauses.clause_end(doc, noun.last)
    others: list[Party] = []
    links = frozenset(
        ("with", "between", "on", "to") if verb.lemma in words("meeting", "links_to") else ("with", "between")
    )
    head = doc.tokens[noun.head].low
    if verb.lemma in ("take", "receive", "get", "field") and head in ("call", "calls", "visit", "visits"):
        links |= {"from"}
    elif verb.lemma in ("give", "host", "hold", "throw") and head in words("meeting", "meal"):
        links |= {"for"}
    after = noun.last if noun.first > verb.last else verb.last  # 'the meeting that Ruiz had with'
    end = max(end, clauses.clause_end(doc, after))
    partner = clauses.complement(doc, after, links, min(end, after + 12))
    if partner is not None:
        others = sides_of(scene, clauses.joined(doc, partner))
    subjects = actors_of(scene, verb)
    if not others and len(subjects) < TWO:
        subjects = listed_after(scene, verb.last) or spoken_of(scene, verb) or pair_of(scene, verb) or subjects
    if verb.lemma in words("meeting", "records"):
        subjects = presence.keeper(scene, verb)
        if not subjects or partner is None:
            return
    if others or len(subjects) >= TWO:
        plain = doc.tokens[noun.head].low in words("meeting", "plain") or partner is not None
        rule = f"verb and noun: {verb.lemma} {doc.tokens[noun.head].low}"
        first = doc.sentence(verb.first).first
        for sides in one_by_one(scene, (noun.first, noun.head), subjects, others):
            seen = verb.lemma == "attend" and not others  # both were there, and that is all
            yield Encounter(sides, noun.head, first, end, status, rule, 0.85 if plain and not seen else 0.6)
