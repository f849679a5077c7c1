"""Whose a call is: 'calls from Democrats', 'Republican calls', 'joined calls for', 'calls that came from the union'."""

from __future__ import annotations

from dataclasses import replace

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, is_body
from monitor.reading.clauses import owner_of
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.tokens import Token

_SIDES = frozenset("opposition union backbench shareholder".split())
_SOME = frozenset("some many several others those most few dozens".split())
_ASIDE = 16  # tokens from what is called for to ', including from'
_AFTER = 10  # tokens from what is called for to the verb of the calls


def makers(scene: Scene, noun: Noun, limit: int, end: int) -> list[Party]:
    """Whose calls they are, `end` being the last token of what they are for."""
    owner = _owner(scene, noun, limit)
    if owner is not None:
        return [owner]
    named = _from(scene, noun, limit)
    if named:
        return named
    made = scene.doc.tokens[noun.head].low in words("call", "of_a_side") and noun.head > noun.first
    side = _modifying(scene.doc.tokens[noun.head - 1]) or _headlined(scene, noun) if made else None
    one = side or _joiner(scene, noun)
    return [one] if one is not None else _agents(scene, end)


def _owner(scene: Scene, noun: Noun, limit: int) -> Party | None:
    """'Smith's call', 'their demand', 'calls in Congress'."""
    doc = scene.doc
    owner = owner_of(doc, noun)
    if owner is not None:
        return scene.who(owner)
    if noun.last + 1 <= limit and doc.tokens[noun.last + 1].low == "in":
        place = clauses.noun_after(doc, noun.last + 1)
        if place is not None:
            return Party(f"some in {doc.words(place.first, place.last)}", "calls in a body", plural=True, sure=0.9)
    return None


def _from(scene: Scene, noun: Noun, limit: int) -> list[Party]:
    """'calls from Ruiz and Lee', 'a call by the union for an inquiry'; not 'an inquiry by the regulator'."""
    doc, tokens = scene.doc, scene.doc.tokens
    demanded = False
    for at in range(noun.last + 1, min(limit, noun.last + 12) + 1):
        if tokens[at].low in ("that", "to") or doc.verb_at[at] >= 0:
            break
        demanded = demanded or tokens[at].low == "for"
        if tokens[at].low in ("from", "among") or (tokens[at].low == "by" and not demanded):
            found = clauses.noun_after(doc, at)
            party = scene.actor(found) or _some_of(scene, at, limit)
            if found is None or party is None:
                continue
            several = scene.parties_of(clauses.joined(doc, found, closed=True))
            if len(several) > 1 and all(each.person for each in several):
                return several
            return [replace(party, name=party.name.split(" for ")[0])]  # what they call for is no part of them
    return []


def _some_of(scene: Scene, at: int, limit: int) -> Party | None:
    """'some in Congress', 'several on the council' right after a token."""
    doc = scene.doc
    if at + 2 > limit or doc.tokens[at + 1].low not in _SOME or doc.tokens[at + 2].low not in ("in", "on", "within"):
        return None
    body = clauses.noun_after(doc, at + 2)
    return Party(doc.words(at + 1, body.last), "calls in a body", plural=True, sure=0.9) if body is not None else None


def _headlined(scene: Scene, noun: Noun) -> Party | None:
    """Who calls in 'Smith calls for an inquiry', whose verb reads as a noun."""
    doc = scene.doc
    named = all(token.tag == "NP" for token in doc.tokens[noun.first : noun.head])
    opens = named and noun.first == doc.sentence(noun.first).first and doc.tokens[noun.head].low in ("calls", "demands")
    party = scene.who(Noun(noun.first, noun.head - 1, noun.head - 1)) if opens else None
    return party if party is not None and (party.person or party.human or party.rule != "name") else None


def _modifying(token: Token) -> Party | None:
    """The side that a word before 'calls' names: 'opposition calls', 'Republican calls'."""
    if token.tag == "N" and (is_body(token) or token.low in _SIDES):
        return Party(f"the {token.text}", "calls of a side", plural=True, sure=0.85)
    if token.tag == "NP" and token.low.endswith(("an", "ic", "al", "ist")):
        text = {"Democratic": "Democrats"}.get(token.text, token.text + "s")
        return Party(text, "calls of a party", plural=True, sure=0.85)
    return None


def _joiner(scene: Scene, noun: Noun) -> Party | None:
    """Who makes calls their own: 'bishops have joined calls', 'stepped up calls', 'added her voice to calls'."""
    doc = scene.doc
    first = doc.sentence(noun.first).first
    at = noun.first - 1
    if at > first and doc.tokens[at].low in ("up", "in"):
        at -= 1
    elif at > first and doc.tokens[at].low in ("to", "behind"):
        while at > first + 1 and (doc.tokens[at - 1].tag == "TM" or doc.tokens[at - 1].low == "on"):
            at -= 1  # 'added its voice on Monday to calls'
        lent = doc.noun(at - 1)
        if lent is None or doc.tokens[lent.head].low not in words("call", "voice"):
            return None
        at = lent.first - 1
    elif at > first and doc.tokens[at].low == "of" and doc.noun(at - 1) is not None:
        chorus = doc.noun(at - 1)
        assert chorus is not None
        at = chorus.first - 1  # 'joined a chorus of calls'
    index = doc.verb_at[at] if at >= first else -1
    before = doc.tokens[doc.verbs[index].first - 1] if index >= 0 and doc.verbs[index].first > first else None
    if before is not None and (before.tag in ("IN", "D", "J", "S") or before.tag[0] == "V"):
        return None  # 'under renewed pressure to', 'faced renewed pressure to'
    if index < 0 or doc.verbs[index].lemma not in words("call", "join") or not scan.asserted(doc, doc.verbs[index]):
        return None
    return next(iter(scene.actors(doc.verbs[index])), None)


def _agents(scene: Scene, end: int) -> list[Party]:
    """By whom calls are made: 'calls for his exit were echoed by the union', 'calls to resign from Ruiz and Lee'."""
    doc = scene.doc
    if end < doc.sentence(end).last and doc.tokens[end + 1].low in ("from", "by"):  # not 'to resign from the board'
        first = clauses.noun_after(doc, end + 1)
        parties = scene.parties_of(clauses.joined(doc, first, closed=True)) if first is not None else []
        return [party for party in parties if party.person or party.human or party.plural]
    including = next(
        (at for at in range(end + 1, min(doc.sentence(end).last, end + _ASIDE)) if doc.tokens[at].low == "including"),
        None,
    )
    if including is not None and doc.tokens[including + 1].low in ("from", "by"):
        first = clauses.noun_after(doc, including + 1)
        return scene.parties_of(clauses.joined(doc, first, closed=True)) if first is not None else []
    echo = _echo(scene, end)
    return [echo] if echo is not None else []


def _echo(scene: Scene, end: int) -> Party | None:
    doc = scene.doc
    for at in range(end + 1, min(doc.sentence(end).last, end + _AFTER) + 1):
        index = doc.verb_at[at]
        if index < 0:
            continue
        verb = doc.verbs[index]
        if not verb.finite or not scan.asserted(doc, verb):
            return None
        link = "by" if verb.passive and verb.lemma in words("call", "join") else "from" if verb.lemma == "come" else ""
        return scene.actor(clauses.complement(doc, verb.last, frozenset((link,)))) if link else None
    return None
