"""Who demands, or wrote or moved the letter, petition or motion that does."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.call.demand import among, examples
from monitor.reading.chunks import Noun, VerbGroup, is_body, is_person
from monitor.reading.interruptions import opening_bracket
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_CROWDS = frozenset("chorus list string slew host wave raft roster parade cascade stream".split())
_GETS = frozenset("ignore reject receive get dismiss resist refuse answer face see read deny defy obtain".split())
_SERIES = 40  # tokens from one demand to the next of the same subject
_EACH = ("both", "each", "all")  # adverbs that read as nouns
_WRITTEN = frozenset(
    "petition petitions motion motions letter letters emails statements application applications complaint "
    "complaints resolution resolutions statement lawsuit suit email editorial op-ed tweet appeal placard "
    "placards banner banners filing brief memo submission message post leaflet leaflets column article list "
    "protest protests march marches rally rallies demonstration demonstrations "
    "manifesto platform report document communique declaration".split()
)


def demanders(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who demands: the subject, or whoever wrote or moved the letter or motion that does."""
    doc = scene.doc
    counted = among(scene, verb)
    if counted:
        return counted
    beside = _beside(scene, verb)
    if beside is not None:
        return beside
    theme = written(scene, verb)
    if theme is None:
        earlier = _goes_on(scene, verb)
        if earlier is not None:
            return scene.actors(earlier)
        nouns = [_members(scene, noun) for noun in subject(doc, verb)]
        if len(nouns) == 1 and nouns != subject(doc, verb):
            return scene.parties_of(nouns)
        named = _included(scene, nouns[0], verb) if nouns and nouns[0].first < verb.first else []
        each = _each(scene, nouns)
        shown = examples(scene, nouns[0], verb) if nouns and nouns[0].first < verb.first else []
        every = [*(named or scene.actors(verb)), *shown, *_joined_in(scene, verb)]
        return each if each is not None else every or _whose_wish(scene, verb, nouns)
    return _writers(scene, verb, theme)


def _whose_wish(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> list[Party]:
    """Who says what 'they' or 'we' want, where nobody is known for that: 'the lawyer said they want him fired'."""
    mouths = scene.mouths(verb.last)
    plural = bool(nouns) and scene.doc.tokens[nouns[0].head].low in ("they", "we")
    return [mouths[-1][1]] if plural and mouths and verb.form in "BD" else []


def _members(scene: Scene, noun: Noun) -> Noun:
    """Who make up a crowd that calls: 'Republicans' of 'a growing chorus of Republicans'."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in _CROWDS or doc.tokens[noun.last + 1].low != "of":
        return noun
    return clauses.noun_after(doc, noun.last + 1) or noun


def _goes_on(scene: Scene, verb: VerbGroup) -> VerbGroup | None:
    """The demand that another goes on from: 'demands' for 'and urges' in 'demands the tapes and urges the board to'."""
    doc = scene.doc
    if doc.tokens[verb.first - 1].tag != "CC" or verb.first != verb.last:
        return None
    for at in range(verb.first - 1, max(doc.sentence(verb.first).first, verb.first - _SERIES) - 1, -1):
        index = doc.verb_at[at]
        if index >= 0 and doc.verbs[index].lemma in words("call", "demand") and doc.verbs[index].form == verb.form:
            return doc.verbs[index]
    return None


def _each(scene: Scene, nouns: list[Noun]) -> list[Party] | None:
    """Who demands in 'Ruiz, Cole and Lee have all called on him', where 'all' reads as a noun; None elsewhere."""
    doc = scene.doc
    if not nouns or nouns[0].first != nouns[0].last or doc.tokens[nouns[0].head].low not in _EACH:
        return None
    before = doc.verb_at[nouns[0].first - 1]
    if before >= 0 and doc.verbs[before].lemma == "have":
        return scene.actors(doc.verbs[before])
    aside = doc.tokens[nouns[0].first - 1].text in ("—", "–", "--")  # 'officials — who had held on — both suggested'
    return [] if aside else None


def _writers(scene: Scene, verb: VerbGroup, theme: Noun) -> list[Party]:
    """Who wrote, moved or signed the letter or motion that demands."""
    doc = scene.doc
    if doc.tokens[theme.first].tag == "S":
        return scene.parties_of([Noun(theme.first, theme.first, theme.first)])  # 'their protests demand'
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
    if above.lemma in _GETS:
        return []  # 'ignored seven letters demanding the tapes'
    return scene.actors(above)


def written(scene: Scene, verb: VerbGroup) -> Noun | None:
    """The letter, motion or list that demands, if one does."""
    doc = scene.doc
    themes = _before(scene, verb) if not verb.finite else subject(doc, verb)
    themes = [_signed(scene, noun) for noun in themes]
    written = (noun for noun in themes if doc.tokens[noun.head].low in _WRITTEN and doc.tokens[noun.head].tag == "N")
    return next(written, None)


def _signed(scene: Scene, noun: Noun) -> Noun:
    """The petition of 'a petition with 1.3 million signatures demanding'."""
    doc = scene.doc
    at = noun.first - 2
    signed = doc.tokens[noun.head].low in ("signatures", "names", "signatories") and at >= 0
    return (doc.noun(at) or noun) if signed and doc.tokens[noun.first - 1].low in ("with", "bearing") else noun


def _joined_in(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who else demands in 'the mayor joined the union in calling for'."""
    doc = scene.doc
    above = scan.governor(doc, verb) if verb.form == "G" and doc.tokens[verb.first - 1].low == "in" else None
    if above is None or above.lemma != "join":
        return []
    found = scene.parties_of([noun for noun in [clauses.noun_after(doc, above.last)] if noun is not None])
    own = ("his ", "her ", "their ", "its ", "other ")
    return [party for party in found if party.person or not party.name.lower().startswith(own)]


def _beside(scene: Scene, verb: VerbGroup) -> list[Party] | None:  # noqa: PLR0911 - a grammar is a list of cases
    """Who demands in 'bishops urging her to go', and whoever joins or leads them; None when no phrase stands there."""
    doc = scene.doc
    at = verb.first - 1
    floor = doc.sentence(verb.first).first
    if verb.finite or verb.infinitive or verb.form != "G" or at <= floor:
        return None
    if doc.tokens[at].text == ")":
        at = opening_bracket(doc, at, floor) - 1
    noun = doc.noun(at)
    if noun is None or doc.tokens[_signed(scene, noun).head].low in _WRITTEN:
        return None
    whole = _people_of(scene, noun, floor)
    if whole.first > floor and doc.tokens[whole.first - 1].low == "with" and doc.tokens[whole.first - 2].text == ",":
        return scene.actors(verb) or None  # '..., with Ana Ruiz calling on him to go'
    above = scan.governor(doc, verb)
    while above is not None and above.form == "G" and not above.progressive:
        above = scan.governor(doc, above)  # 'ruling' in 'leaders of the ruling party demanding'
    if above is not None and above.lemma in words("call", "does_demanding"):
        return None  # 'wrote to the minister urging'
    party = scene.actor(whole)
    if party is None or not (party.human or party.person or party.plural or party.rule == "name of a body"):
        return None if above is not None or _wrote(scene, whole, floor) else []
    if above is not None and not (party.plural or above.lemma in words("call", "beside")):
        return None
    joins = above is not None and above.lemma in words("call", "beside")
    return [*(scene.actors(above) if joins and above is not None else []), *(_included(scene, noun, verb) or [party])]


def _wrote(scene: Scene, noun: Noun, floor: int) -> bool:
    """Whether a phrase tells whose letter or petition it is: 'a petition by a group of alumni'."""
    doc = scene.doc
    theme = doc.noun(noun.first - 2) if noun.first - 2 > floor else None
    by = doc.tokens[noun.first - 1].low in ("by", "from")
    return by and theme is not None and doc.tokens[theme.head].low in _WRITTEN


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
