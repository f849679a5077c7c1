"""Meetings told by the company somebody kept: a guest, a neighbour at table, whoever's house it was."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.partners import listed_after
from monitor.reading.meeting.sides import actors_of, sides_of
from monitor.reading.meeting.status import status_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_REACH = 8
_TABLE = frozenset("table room dinner lunch breakfast meeting".split())
_MEAL_LINKS = frozenset(("for", "to", "over", "out", "on", "at"))


def by_company(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'joined her for dinner', 'dined at his home', 'was a guest of', 'sat beside', 'was seen with'."""
    if verb.negative or (verb.passive and verb.lemma != "seat"):
        return
    doc = scene.doc
    if verb.lemma in words("meeting", "seen_with") and verb.form == "D":
        yield from _witnessed(scene, verb)
    if verb.lemma in ("tell", "inform", "assure", "warn") and verb.form == "D":
        yield from _told_by_phone(scene, verb)
    if verb.lemma not in words("meeting", "company"):
        return
    if verb.lemma == "be" and (guests := _at_table(scene, verb)):
        first, end = doc.sentence(verb.first).first, doc.sentence(verb.first).last
        yield Encounter(guests, verb.last, first, end, "reported", "company: at table", 0.7)
        return
    status = status_of(scene, verb)
    if status not in ("reported", "planned"):
        return
    rules = (_invited, _hosts, _on_the_line, _beside)
    others, sure = next((found for rule in rules if (found := rule(scene, verb))[0]), ([], 0.0))
    if not others:
        return
    subjects = [party for party in actors_of(scene, verb) if party.person or party.human]
    if subjects:
        end = clauses.clause_end(doc, verb.last)
        first = doc.sentence(verb.first).first
        yield Encounter([*subjects, *others], verb.last, first, end, status, f"company: {verb.lemma}", sure)


def _at_table(scene: Scene, verb: VerbGroup) -> list[Party]:
    """'There were three of them at the table: A, B and C'."""
    tokens = scene.doc.tokens
    near = [token.low for token in tokens[verb.last + 1 : verb.last + _REACH]]
    there = verb.form == "D" and tokens[verb.first - 1].low == "there" and ":" in near
    return (
        listed_after(scene, verb.last) if there and {"table", "room", "dinner", "lunch", "meeting"} & set(near) else []
    )


def _witnessed(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'A porter saw the mayor with the banker'."""
    doc = scene.doc
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if direct is None or status_of(scene, verb) != "reported":
        return
    members = clauses.joined(doc, direct)
    at = clauses.past_aside(doc, clauses.extent(doc, members[-1])) + 1
    if at >= doc.sentence(verb.last).last or doc.tokens[at].low not in ("with", "together"):
        return
    other = clauses.noun_after(doc, at) if doc.tokens[at].low == "with" else None
    sides = sides_of(scene, [*members, *([other] if other is not None else [])])
    if len(sides) >= TWO and all(party.person for party in sides):
        end = clauses.clause_end(doc, at)
        first = doc.sentence(at).first
        yield Encounter(sides, verb.last, first, end, "reported", f"company: {verb.lemma} with", 0.6)


def _invited(scene: Scene, verb: VerbGroup) -> tuple[list[Party], float]:
    """'took the banker to lunch', 'joined him for drinks', 'had her to tea'."""
    doc = scene.doc
    if verb.lemma not in words("meeting", "invite"):
        return [], 0.0
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if direct is None or not clauses.names_party(doc, direct):
        return [], 0.0
    last = clauses.past_aside(doc, clauses.extent(doc, direct))
    while last + 1 < doc.sentence(verb.last).last and doc.tokens[last + 1].tag in ("RB", "TM"):
        last += 1  # 'joined him again for supper'
    near = range(last + 1, min(last + 5, doc.sentence(verb.last).last) + 1)
    meal = any(doc.tokens[at].text in words("meeting", "meal") | words("meeting", "home") for at in near)
    if not meal or doc.tokens[near[0]].low not in _MEAL_LINKS:
        return [], 0.0
    sure = 0.6 if verb.lemma == "invite" else 0.75  # whoever is invited may not come
    return [party for party in sides_of(scene, [direct]) if party.person or party.human], sure


def _hosts(scene: Scene, verb: VerbGroup) -> tuple[list[Party], float]:
    """'dined at Novak's home', 'went to the office of Novak', 'was a guest of Novak', 'a party given by Novak'."""
    doc = scene.doc
    end = min(clauses.clause_end(doc, verb.last), verb.last + _REACH)
    at = verb.last + 1
    while at <= end:
        noun = doc.noun(at)
        if noun is None or noun.first != at:
            at += 1
            continue
        low = doc.tokens[noun.head].low
        if verb.lemma == "attend" and low in words("meeting", "meal"):
            return _given_by(scene, noun, end + _REACH), 0.65
        if verb.lemma == "be" and low in ("guest", "guests"):
            return _owner(scene, noun), 0.65
        if (
            verb.lemma not in ("be", "attend")
            and verb.lemma not in words("meeting", "invite")
            and low in words("meeting", "home")
        ):
            dined = verb.lemma in words("meeting", "mutual")
            return _owner(scene, noun), 0.7 if dined else 0.55
        at = noun.last + 1
    return [], 0.0


def _owner(scene: Scene, noun: Noun) -> list[Party]:
    doc = scene.doc
    owner = clauses.owner_of(doc, noun)
    if owner is None and noun.last + 2 < len(doc.tokens) and doc.tokens[noun.last + 1].low == "of":
        owner = clauses.noun_after(doc, noun.last + 1)
    parties = sides_of(scene, [owner]) if owner is not None else []
    return [party for party in parties if party.person]


def _given_by(scene: Scene, noun: Noun, end: int) -> list[Party]:
    doc = scene.doc
    limit = min(end, doc.sentence(noun.last).last - 1)
    for at in range(noun.last + 1, limit):
        if doc.tokens[at].low in words("meeting", "hosted") and doc.tokens[at + 1].low == "by":
            host = clauses.noun_after(doc, at + 1)
            return [p for p in sides_of(scene, [host]) if p.person] if host is not None else []
    return []


def _told_by_phone(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'told the minister by phone that', 'informed her over the telephone': a call, where both have names."""
    doc = scene.doc
    hearer = clauses.noun_after(doc, verb.last)
    limit = doc.sentence(verb.last).last
    if hearer is None or hearer.last + 2 > limit:
        return
    lows = [token.low for token in doc.tokens[hearer.last + 1 : min(hearer.last + 3, limit) + 1]]
    by_phone = lows[:1] in (["by"], ["on"], ["over"]) and bool({"phone", "telephone"} & set(lows))
    others = [party for party in sides_of(scene, [hearer]) if party.person] if by_phone else []
    sides = [party for party in actors_of(scene, verb)[:1] if party.person]
    if sides and others and sides[0].name != others[0].name:
        first = doc.sentence(verb.first).first
        end = clauses.clause_end(doc, verb.last)
        yield Encounter([*sides, others[0]], verb.last, first, end, "reported", "told by phone", 0.75)


def _on_the_line(scene: Scene, verb: VerbGroup) -> tuple[list[Party], float]:
    """'was on the phone with the senator', 'got on a call with her'."""
    doc = scene.doc
    if verb.lemma not in ("be", "get", "come") or verb.modal or verb.last + 4 > doc.sentence(verb.last).last:
        return [], 0.0
    phone = clauses.noun_after(doc, verb.last + 1) if doc.tokens[verb.last + 1].low == "on" else None
    if phone is None or doc.tokens[phone.head].low not in ("phone", "telephone", "line", "call"):
        return [], 0.0
    if phone.last >= doc.sentence(verb.last).last or doc.tokens[phone.last + 1].low != "with":
        return [], 0.0
    other = clauses.noun_after(doc, phone.last + 1)
    return [party for party in sides_of(scene, [other] if other is not None else []) if party.person], 0.75


def _beside(scene: Scene, verb: VerbGroup) -> tuple[list[Party], float]:
    """'sat next to the banker', 'saw the mayor with the banker'."""
    doc = scene.doc
    if verb.lemma not in ("sit", "stand", "seat"):
        return [], 0.0
    words_after = [doc.tokens[at].low for at in range(verb.last + 1, min(verb.last + 3, len(doc.tokens) - 1) + 1)]
    phrase = " ".join(words_after[:2])
    skip = 2 if phrase in ("next to", "across from", "close to") else 1
    if skip == 1 and (not words_after or words_after[0] not in ("beside", "opposite", "alongside")):
        return [], 0.0
    noun = clauses.noun_after(doc, verb.last + skip)
    parties = sides_of(scene, [noun]) if noun is not None else []
    return [party for party in parties if party.person], 0.6
