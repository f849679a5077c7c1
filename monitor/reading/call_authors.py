"""Who demands, or wrote or moved the letter, petition or motion that does; and whose a call is."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.interruptions import opening_bracket
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import attached, subject

_AFTER = 10  # tokens from what is called for to the verb of the calls
_WRITTEN = frozenset(
    "petition motion letter application complaint resolution statement lawsuit suit email editorial op-ed tweet appeal "
    "placard placards banner banners filing brief memo submission message post leaflet leaflets column article".split()
)


def demanders(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who demands: the subject, or whoever wrote or moved the letter or motion that does."""
    doc = scene.doc
    beside = _beside(scene, verb)
    if beside is not None:
        return beside
    themes = _before(scene, verb) if not verb.finite else subject(doc, verb)
    theme = next((noun for noun in themes if doc.tokens[noun.head].low in _WRITTEN), None)
    if theme is None:
        return scene.actors(verb)
    for at in range(theme.last + 1, verb.first):
        if doc.tokens[at].low in ("by", "from", "in"):
            author = scene.actor(clauses.noun_after(doc, at))
            return [author] if author is not None else []
    for at in range(theme.head - 1, theme.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.parties_of([Noun(theme.first, at - 1, at - 1)])
    above = scan.governor(doc, verb) if not verb.finite else None
    return scene.actors(above) if above is not None and above.last < theme.first else []


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
    whole = attached(doc, noun, floor) or noun
    above = scan.governor(doc, verb)
    while above is not None and above.form == "G" and not above.progressive:
        above = scan.governor(doc, above)  # 'ruling' in 'leaders of the ruling party demanding'
    if above is not None and above.lemma not in words("call", "beside"):
        return None
    party = scene.actor(whole)
    if party is None or not (party.human or party.person or party.plural or party.rule == "name of a body"):
        return None if above is not None else []
    return [*(scene.actors(above) if above is not None else []), party]


def _before(scene: Scene, verb: VerbGroup) -> list[Noun]:
    """The phrases between a participle and the verb that governs it, nearest first: 'signed a letter urging'."""
    doc = scene.doc
    above = scan.governor(doc, verb)
    first = max(above.last + 1 if above is not None else 0, doc.sentence(verb.first).first, verb.first - 20)
    found = [doc.noun(at) for at in range(verb.first - 1, first - 1, -1)]
    return list(dict.fromkeys(noun for noun in found if noun is not None))


def callers(scene: Scene, noun: Noun, limit: int) -> Party | None:  # noqa: C901 - a grammar is a list of cases
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
    if (
        noun.head > noun.first
        and tokens[noun.head - 1].tag == "NP"
        and tokens[noun.head - 1].low.endswith(("an", "ic", "al", "ist"))
    ):
        word = tokens[noun.head - 1].text
        return Party({"Democratic": "Democrats"}.get(word, word + "s"), "calls of a party", plural=True, sure=0.85)
    return None


def joiner(scene: Scene, noun: Noun) -> Party | None:
    """Who makes calls their own: 'bishops have joined calls', 'stepped up calls', 'added her voice to calls'."""
    doc = scene.doc
    first = doc.sentence(noun.first).first
    at = noun.first - 1
    if at > first and doc.tokens[at].low in ("up", "in"):
        at -= 1
    elif at > first and doc.tokens[at].low in ("to", "behind"):
        lent = doc.noun(at - 1)
        if lent is None or doc.tokens[lent.head].low not in words("call", "voice"):
            return None
        at = lent.first - 1
    elif at > first and doc.tokens[at].low == "of" and doc.noun(at - 1) is not None:
        chorus = doc.noun(at - 1)
        assert chorus is not None
        at = chorus.first - 1  # 'joined a chorus of calls'
    index = doc.verb_at[at] if at >= first else -1
    if index < 0 or doc.verbs[index].lemma not in words("call", "join") or not scan.asserted(doc, doc.verbs[index]):
        return None
    return next(iter(scene.actors(doc.verbs[index])), None)


def agent(scene: Scene, noun: Noun, end: int) -> Party | None:
    """By whom calls are made: 'calls for his resignation were echoed by the union', '... came from the union'."""
    doc = scene.doc
    for at in range(end + 1, min(doc.sentence(end).last, end + _AFTER) + 1):
        index = doc.verb_at[at]
        if index < 0:
            continue
        verb = doc.verbs[index]
        if not verb.finite or noun not in subject(doc, verb) or not scan.asserted(doc, verb):
            return None
        link = "by" if verb.passive and verb.lemma in words("call", "join") else "from" if verb.lemma == "come" else ""
        return scene.actor(clauses.complement(doc, verb.last, frozenset((link,)))) if link else None
    return None
