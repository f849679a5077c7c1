"""Denials told by a noun: "Smith's denial that", 'drew a denial from', 'his plea of not guilty'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import owner_of
from monitor.reading.denial.finding import Found, speaking
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.substance import phrase

_NEAR = 8  # tokens
_DENIALS = ("denial", "denials", "disavowal", "disavowals")
_TURNED_DOWN = ("rejection", "dismissal", "repudiation", "refutation", "rebuttal")
_PLEADING = frozenset("plea pleas protestation protestations protest protests profession professions".split())
_AWAITED = frozenset(
    "expect await wait demand seek want request anticipate invite need require predict hope call press push ask".split()
)


def by_noun(scene: Scene) -> Iterator[Found]:
    """The denials that a noun names, in order."""
    doc = scene.doc
    for noun in doc.nouns:
        head = doc.tokens[noun.head].low
        if head in _DENIALS:
            hit = _denial(scene, noun)
        elif head in _TURNED_DOWN or head in _PLEADING:
            hit = _of_charge(scene, noun) if head in _TURNED_DOWN else _of_innocence(scene, noun)
        else:
            continue
        if hit is not None:
            yield hit


def _denial(scene: Scene, noun: Noun) -> Found | None:
    """'Smith's denial that she had met him', 'denials of wrongdoing from Smith', 'In a denial, Smith said'."""
    if not _given(scene, noun) or _refusal(scene, noun):
        return None
    told = _after(scene, noun, 1) == "that" or _of_deed(scene, noun)
    party = _owner(scene, noun)
    if party is not None and (told or party.person):
        return Found(noun.head, [party], "denial", "noun: denial", 0.75, _of_noun(scene, noun) if told else "")
    giver = _giver(scene, noun)
    if giver is not None:
        return Found(noun.head, [giver], "denial", "noun: denial from", 0.8, _of_noun(scene, noun) if told else "")
    speakers = _opening(scene, noun)
    return Found(noun.head, speakers, "denial", "noun: in a denial", 0.75, "") if speakers else None


def _of_charge(scene: Scene, noun: Noun) -> Found | None:
    """'her rejection of the allegations'."""
    doc = scene.doc
    party = _owner(scene, noun)
    following = doc.noun(noun.last + 2) if _after(scene, noun, 1) == "of" else None
    if party is None or following is None or not _given(scene, noun):
        return None
    charged = doc.tokens[following.head].low in words("denial", "personal") | {"claim", "claims"}
    return Found(noun.head, [party], "denial", "noun: rejection", 0.72, _of_noun(scene, noun)) if charged else None


def _of_innocence(scene: Scene, noun: Noun) -> Found | None:
    """'his plea of not guilty', 'her not-guilty plea', 'their protestations of innocence'."""
    doc = scene.doc
    limit = min(noun.last + 4, doc.sentence(noun.last).last)
    around = " ".join(token.low for token in doc.tokens[noun.first : limit + 1])
    party = _owner(scene, noun)
    innocent = any(told in around for told in ("of not guilty", "not guilty plea", "not-guilty plea", "of innocence"))
    if party is None or not innocent or not _given(scene, noun):
        return None
    return Found(noun.head, [party], "denial", "noun: innocence", 0.75, "")


def _owner(scene: Scene, noun: Noun) -> Party | None:
    owner = owner_of(scene.doc, noun)
    return scene.actor(owner) if owner is not None else None


def _after(scene: Scene, noun: Noun, step: int) -> str:
    at = noun.last + step
    return scene.doc.tokens[at].low if at <= scene.doc.sentence(noun.last).last else ""


def _refusal(scene: Scene, noun: Noun) -> bool:
    """Whether something is refused or mere doubt is meant: 'denial of a visa', 'in denial', 'climate denial'."""
    doc = scene.doc
    before = {token.low for token in doc.tokens[noun.first : noun.head]}
    if before & words("denial", "withheld") or before & {"no", "without"}:
        return True
    if noun.first == noun.head and noun.first and doc.tokens[noun.first - 1].low in ("in", "of", "no", "without"):
        return doc.tokens[noun.head].low == "denial"
    following = doc.noun(noun.last + 2) if _after(scene, noun, 1) == "of" else None
    return following is not None and any(
        token.low in words("denial", "withheld") for token in doc.tokens[following.first : following.last + 1]
    )


def _of_deed(scene: Scene, noun: Noun) -> bool:
    """Whether a denial is of what one can be accused of: 'of wrongdoing', 'of having lied'."""
    doc = scene.doc
    if _after(scene, noun, 1) != "of" or noun.last + 2 > doc.sentence(noun.last).last:
        return False
    at = clauses.next_token(doc, noun.last + 1)
    following = doc.noun(at)
    signs = words("denial", "accusing") | words("denial", "accusation") | {"this", "that", "it", "any", "all"}
    return doc.tokens[at].tag in ("VG", "S") or (following is not None and doc.tokens[following.head].low in signs)


def _given(scene: Scene, noun: Noun) -> bool:
    """Whether a denial was made: neither awaited, negated nor supposed."""
    doc = scene.doc
    before = _verb_before(scene, noun)
    if scan.supposed(doc, noun.first) or (before is None and doc.tokens[noun.first].low == "no"):
        return False
    if before is None:
        return True
    return before.lemma not in _AWAITED and not (before.negative or before.unreal or before.future)


def _verb_before(scene: Scene, noun: Noun) -> VerbGroup | None:
    """The verb group that stands close before a phrase, in its clause."""
    doc = scene.doc
    for at in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - _NEAR) - 1, -1):
        if doc.verb_at[at] >= 0:
            return doc.verbs[doc.verb_at[at]]
        if doc.tokens[at].text in (",", ";", ":", "\u2014"):
            return None
    return None


def _giver(scene: Scene, noun: Noun) -> Party | None:
    """Whom a denial comes 'from', or 'by' whom it is."""
    doc = scene.doc
    limit = min(clauses.clause_end(doc, noun.last), noun.last + _NEAR)
    for at in range(noun.last + 1, limit):
        if doc.tokens[at].text in (",", ";", ":") or doc.tokens[at].low == "that":
            return None
        if doc.tokens[at].low in ("from", "by"):
            giver = doc.noun(clauses.next_token(doc, at))
            party = scene.actor(giver) if giver is not None and clauses.names_party(doc, giver) else None
            return party if party is not None and (party.rule != "description" or not _elsewhere(party)) else None
    return None


def _elsewhere(party: Party) -> bool:
    """Whether a description is of nobody in particular: 'a denial from both sides' names no speaker."""
    return not party.name[:1].isupper() and party.name.split()[-1].lower() in ("sides", "quarters", "camps", "parties")


def _opening(scene: Scene, noun: Noun) -> list[Party]:
    """Who says what follows 'In a terse denial,' at the head of a sentence."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    if noun.first != sentence.first + 1 or doc.tokens[sentence.first].low != "in" or noun.first == noun.head:
        return []
    verb = next((doc.verbs[i] for i in doc.verbs_in[doc.sentence_of[noun.first]] if doc.verbs[i].finite), None)
    said = verb is not None and verb.lemma in words("speech", "say") and _after(scene, noun, 1) in (",", "of", "issued")
    return speaking(scene, verb) if said and verb is not None else []


def _of_noun(scene: Scene, noun: Noun) -> str:
    """What a denial is of, without the verb that it is the subject of."""
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    first = noun.last + 1 + (doc.tokens[noun.last + 1].low == "of")
    finite = [doc.verbs[i] for i in doc.verbs_in[doc.sentence_of[noun.last]] if doc.verbs[i].finite]
    own = [v for v in finite if v.first > first]
    # The second finite verb that no conjunction opens is the main one.
    ends = [
        v.first - 1
        for v in own[1:]
        if not any(doc.tokens[at].tag in ("CC", "SB", "WH", "P") for at in range(own[0].last, v.first))
    ]
    return phrase(scene, first, min([*ends, limit]))
