"""Denials that call whoever tells of something a liar: '"She is lying," he said', 'called his accuser a liar'."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import Found, accused_near, found, happened, speaking
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_LIARS = frozenset("liar liars fabulist fabulists fantasist fantasists".split())
_LAY = frozenset("in on at down there next behind across awake within".split())  # 'lied down'
_MISTAKEN = frozenset("mistaken wrong misinformed confused misremembering untruthful dishonest".split())
_CALLING = frozenset("call brand label".split())
_TELLING = frozenset("say allege accuse charge claim tell testify write assert contend swear report recall".split())
_REACH = 3  # sentences before it in which whoever lies may have told of it
_LENGTH = 6  # tokens from a verb to the word that calls somebody a liar
_SURE = 0.72


def lying(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said that she was lying', 'called Ann Hall a liar', 'accused her of lying', where she told of it before."""
    if verb.negative or verb.unreal or verb.future or scan.supposed(scene.doc, verb.first):
        return None
    if verb.lemma in _CALLING or verb.lemma == "accuse":
        return _called(scene, verb)
    liars = _lows(scene, verb.last + 1, 3) & (_LIARS | _MISTAKEN) if verb.lemma == "be" else frozenset()
    lied = verb.lemma == "lie" and (
        verb.progressive or (verb.form == "D" and not _lows(scene, verb.last + 1, 1) & _LAY)
    )
    if not liars and not lied:
        return None
    mouths = scene.mouths(verb.last)
    nouns = subject(scene.doc, verb)
    if not mouths or not nouns or not _has_told(scene, verb.first, nouns, mouths[-1][1]):
        return None
    return found(scene, verb, [mouths[-1][1]], "denial", "called a liar", _SURE, "")


def _called(scene: Scene, verb: VerbGroup) -> Found | None:
    """'called Ann Hall a liar', 'accused her of lying'."""
    whom = clauses.noun_after(scene.doc, verb.last)
    if whom is None or verb.passive or not happened(scene, verb):
        return None
    lies = _lows(scene, whom.last + 1, _LENGTH) & (_LIARS if verb.lemma in _CALLING else {"lying", "lies"})
    speakers = speaking(scene, verb)
    if not lies or not speakers or not _has_told(scene, verb.first, [whom], speakers[0]):
        return None
    return found(scene, verb, speakers, "denial", "called a liar", _SURE, "")


def _lows(scene: Scene, first: int, count: int) -> frozenset[str]:
    """The next words of a sentence, in small letters."""
    limit = min(scene.doc.sentence(first - 1).last, first + count - 1)
    return frozenset(token.low for token in scene.doc.tokens[first : limit + 1])


def _has_told(scene: Scene, at: int, nouns: list[Noun], speaker: Party) -> bool:
    """Whether whoever is said to lie is somebody else, who told of the speaker just before."""
    doc = scene.doc
    liars = {party.name for party in scene.parties_of(nouns)}
    if speaker.name in liars or any(doc.tokens[noun.head].low in ("i", "we", "you") for noun in nouns):
        return False
    plural = any(
        {token.low for token in doc.tokens[n.first : n.last + 1]} & {"they", "them", "all", "every"} for n in nouns
    )
    if plural and accused_near(scene, at, claims=False):
        return True
    number = doc.sentence_of[at]
    first = doc.sentences[max(0, number - _REACH)].first
    for verb in doc.verbs:
        if first <= verb.first < at and verb.lemma in _TELLING:
            tellers = {party.name for party in _tellers(scene, verb)}
            if tellers & liars and _mentions(scene, doc.sentence_of[verb.last], speaker.name):
                return True
    return False


def _tellers(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who tells or accuses: the subject, or whoever 'was accused by the union' names."""
    if not verb.passive:
        return scene.actors(verb)
    agent = clauses.complement(scene.doc, verb.last, frozenset(("by",)))
    party = scene.actor(agent) if agent is not None else None
    return [party] if party is not None else []


def _mentions(scene: Scene, number: int, name: str) -> bool:
    """Whether a sentence speaks of somebody."""
    sentence = scene.doc.sentences[number]
    nouns = (scene.doc.noun(at) for at in range(sentence.first, sentence.last + 1))
    return any((party := scene.who(noun)) is not None and party.name == name for noun in nouns if noun is not None)


RULES = (lying,)
