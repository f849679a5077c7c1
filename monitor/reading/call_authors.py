"""Who demands, or wrote or moved the letter, petition or motion that does; and whose a call is."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup, is_body, is_person
from monitor.reading.interruptions import opening_bracket
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.tokens import Token

_SIDES = frozenset("opposition union backbench shareholder".split())
_AFTER = 10  # tokens from what is called for to the verb of the calls
_WRITTEN = frozenset(
    "petition petitions motion motions letter letters emails statements application applications complaint "
    "complaints resolution resolutions statement lawsuit suit email editorial op-ed tweet appeal placard "
    "placards banner banners filing brief memo submission message post leaflet leaflets column article list "
    "manifesto platform report document communique declaration".split()
)


def demanders(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who demands: the subject, or whoever wrote or moved the letter or motion that does."""
    doc = scene.doc
    beside = _beside(scene, verb)
    if beside is not None:
        return beside
    theme = written(scene, verb)
    if theme is None:
        nouns = subject(doc, verb)
        named = _included(scene, nouns[0], verb) if nouns and nouns[0].first < verb.first else []
        return [*(named or scene.actors(verb)), *_joined_in(scene, verb)]
    for at in range(theme.head - 1, theme.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.parties_of([Noun(theme.first, at - 1, at - 1)])
    for at in range(theme.last + 1, verb.first):
        if doc.tokens[at].low in ("by", "from", "in"):
            author = scene.actor(clauses.noun_after(doc, at))
            return [author] if author is not None else []
    above = scan.governor(doc, verb)
    if above is None or above.last >= theme.first or (verb.finite and verb.first == theme.last + 1):
        return []
    return scene.actors(above)


def written(scene: Scene, verb: VerbGroup) -> Noun | None:
    """The letter, motion or list that demands, if one does."""
    doc = scene.doc
    themes = _before(scene, verb) if not verb.finite else subject(doc, verb)
    return next((noun for noun in themes if doc.tokens[noun.head].low in _WRITTEN), None)


def _joined_in(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who else demands in 'the mayor joined the union in calling for'."""
    doc = scene.doc
    above = scan.governor(doc, verb) if verb.form == "G" and doc.tokens[verb.first - 1].low == "in" else None
    if above is None or above.lemma != "join":
        return []
    found = scene.parties_of([noun for noun in [clauses.noun_after(doc, above.last)] if noun is not None])
    own = ("his ", "her ", "their ", "its ", "other ")
    return [party for party in found if party.person or not party.name.lower().startswith(own)]


def _beside(scene: Scene, verb: VerbGroup) -> list[Party] | None:
    """Who demands in 'bishops urging her to go', and whoever joins or leads them; None when no phrase stands there."""
    doc = scene.doc
    at = verb.first - 1
    floor = doc.sentence(verb.first).first
    if verb.finite or verb.infinitive or verb.form != "G" or at <= floor:
        return None
    if doc.tokens[at].text == ")":
        at = opening_bracket(doc, at, floor) - 1
    noun = doc.noun(at)
    if noun is None or doc.tokens[noun.head].low in _WRITTEN:
        return None
    whole = _people_of(scene, noun, floor)
    above = scan.governor(doc, verb)
    while above is not None and above.form == "G" and not above.progressive:
        above = scan.governor(doc, above)  # 'ruling' in 'leaders of the ruling party demanding'
    if above is not None and above.lemma in words("call", "does_demanding"):
        return None  # 'wrote to the minister urging'
    party = scene.actor(whole)
    if party is None or not (party.human or party.person or party.plural or party.rule == "name of a body"):
        return None if above is not None else []
    if above is not None and not (party.plural or above.lemma in words("call", "beside")):
        return None
    joins = above is not None and above.lemma in words("call", "beside")
    return [*(scene.actors(above) if joins and above is not None else []), *(_included(scene, noun, verb) or [party])]


def _people_of(scene: Scene, noun: Noun, floor: int) -> Noun:
    """The people to whom a phrase belongs: 'members' of 'members of the caucus', not the meeting with them."""
    doc = scene.doc
    for _ in range(3):
        at = noun.first - 2
        owner = doc.noun(at) if at >= floor and doc.tokens[noun.first - 1].low in ("of", "in", "from", "on") else None
        counts = owner is not None and doc.tokens[owner.head].low in words("words", "number")
        if owner is None or not (is_person(doc.tokens[owner.head]) or is_body(doc.tokens[owner.head]) or counts):
            break
        noun = owner
    return noun


def _included(scene: Scene, noun: Noun, verb: VerbGroup) -> list[Party]:
    """Who is named in 'Other members calling for her to go include Ana Ruiz and Bola Cole'."""
    doc = scene.doc
    for index in doc.verbs_in[doc.sentence_of[verb.first]]:
        later = doc.verbs[index]
        if later.first > verb.last and later.finite and later.lemma == "include":
            at = later.last + (doc.tokens[min(later.last + 1, len(doc.tokens) - 1)].text == ":")
            first = clauses.noun_after(doc, at)
            found = scene.parties_of(clauses.joined(doc, first, closed=True)) if first is not None else []
            return found if noun.last < verb.first and all(party.person for party in found) else []
    return []


def _before(scene: Scene, verb: VerbGroup) -> list[Noun]:
    """The phrases between a participle and the verb that governs it, nearest first: 'signed a letter urging'."""
    doc = scene.doc
    above = scan.governor(doc, verb)
    first = max(above.last + 1 if above is not None else 0, doc.sentence(verb.first).first, verb.first - 20)
    found = [doc.noun(at) for at in range(verb.first - 1, first - 1, -1)]
    return list(dict.fromkeys(noun for noun in found if noun is not None))


def callers(scene: Scene, noun: Noun, limit: int) -> Party | None:
    """Whose calls they are: 'calls from Democrats', 'Republican calls', 'Smith's call', 'calls in Congress'."""
    doc = scene.doc
    tokens = doc.tokens
    for at in range(noun.head - 1, noun.first - 1, -1):
        if tokens[at].tag == "POS" and at > noun.first:
            return scene.who(Noun(noun.first, at - 1, at - 1))
    if tokens[noun.first].tag == "S":
        return scene.who(Noun(noun.first, noun.first, noun.first))
    if noun.last + 1 <= limit and tokens[noun.last + 1].low == "in":
        place = clauses.noun_after(doc, noun.last + 1)
        if place is not None:
            return Party(f"some in {doc.words(place.first, place.last)}", "calls in a body", plural=True, sure=0.9)
    demanded = False  # 'a call for an inquiry by the regulator': the regulator's is the inquiry
    for at in range(noun.last + 1, min(limit, noun.last + 12) + 1):
        if tokens[at].low in ("that", "to") or doc.verb_at[at] >= 0:
            break
        demanded = demanded or tokens[at].low == "for"
        if tokens[at].low in ("from", "among") or (tokens[at].low == "by" and not demanded):
            found = clauses.noun_after(doc, at)
            party = scene.who(found)
            if party is not None:
                return party
    made = tokens[noun.head].low in words("call", "of_a_side")
    return _modifying(tokens[noun.head - 1]) if made and noun.head > noun.first else None


def _modifying(token: Token) -> Party | None:
    """The side that a word before 'calls' names: 'opposition calls', 'Republican calls'."""
    if token.tag == "N" and (is_body(token) or token.low in _SIDES):
        return Party(f"the {token.text}", "calls of a side", plural=True, sure=0.85)
    if token.tag == "NP" and token.low.endswith(("an", "ic", "al", "ist")):
        text = {"Democratic": "Democrats"}.get(token.text, token.text + "s")
        return Party(text, "calls of a party", plural=True, sure=0.85)
    return None


def joiner(scene: Scene, noun: Noun) -> Party | None:
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


def agent(scene: Scene, end: int) -> Party | None:
    """By whom calls are made: 'calls for his resignation were echoed by the union', '... came from the union'."""
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
