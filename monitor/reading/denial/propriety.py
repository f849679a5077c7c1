"""Denials that say all was as it should be: 'acted within the law', 'her conduct was proper', 'did nothing amiss'."""

from __future__ import annotations

from monitor.reading import scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.clauses import owner_of
from monitor.reading.denial.finding import EXISTENTIAL, Found, about_self, accused_near, ahead, clause, from_mouth
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_ACTING = frozenset("act behave conduct operate handle proceed respond perform manage do".split())
_DOUBTED = frozenset(("believe", "think", "feel"))
_SURE = 0.74
_APART = 8  # tokens between 'nothing' and what it was not


def proper(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said she had acted within the law', '"I have always behaved properly"', 'said his conduct was proper'."""
    doc = scene.doc
    unreal = verb.negative or verb.unreal or verb.future or verb.modal or verb.infinitive
    if unreal or not verb.finite or scan.supposed(doc, verb.first) or scan.neg_raised(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    insists = bool(mouths) and mouths[-1][0].lemma in words("denial", "insist")
    if not mouths or not (insists or accused_near(scene, verb.last)):
        return None
    speaker, nouns = mouths[-1][1], subject(doc, verb)
    following = " ".join(ahead(scene, verb, 8))
    if verb.lemma in _ACTING:
        past = verb.form == "D" or verb.perfect
        hit = past and _begins(following, "manner") and about_self(scene, nouns, speaker)
    elif verb.lemma == "be":
        owners = [owner for noun in nouns if (owner := owner_of(doc, noun)) is not None]
        deeds = any(doc.tokens[noun.head].low in words("denial", "conduct") for noun in nouns)
        own = deeds and (about_self(scene, owners, speaker) or not owners)
        all_of_it = any(doc.tokens[noun.head].low in EXISTENTIAL | {"everything", "all"} for noun in nouns)
        hit = (own or all_of_it) and _begins(following, "seemly")
    else:
        return None
    told = from_mouth(scene, verb, "denial", f"proper: {verb.lemma}", _SURE, clause(scene, verb)) if hit else None
    return told._replace(by_itself=insists) if told is not None else None


def _begins(following: str, key: str) -> bool:
    """Whether some phrase of a list stands among the next words, before the clause ends."""
    told = f" {following.split(' , ', maxsplit=1)[0].split(' but ', maxsplit=1)[0]} "
    return any(f" {phrase} " in told for phrase in words("denial", key))


def nothing_amiss(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"I don't believe I did anything wrong"', 'does not think that she acted improperly'."""
    doc = scene.doc
    if not verb.finite or verb.modal or not (verb.perfect or verb.form == "D"):
        return None
    if not scan.neg_raised(doc, verb.first, _DOUBTED) or scan.supposed(doc, verb.first):
        return None
    following = set(ahead(scene, verb, 4))
    bad = following & (words("denial", "misdone") | words("denial", "unseemly"))
    wrongs = (
        verb.lemma in words("denial", "wrongful") or (verb.lemma == "do" and bad) or (verb.lemma in _ACTING and bad)
    )
    breaks = verb.lemma in ("break", "violate", "breach") and following & words("denial", "rule")
    thinks = scan.governor(doc, verb)
    if not (wrongs or breaks) or thinks is None:
        return None
    mouths = scene.mouths(verb.last)
    thinkers = scene.actors(thinks)
    speaker = mouths[-1][1] if mouths else next(iter(thinkers), None)
    if speaker is None or not about_self(scene, subject(doc, verb), speaker):
        return None
    if not any(party.name == speaker.name for party in thinkers):
        return None
    return Found(verb.last, [speaker], "denial", "nothing amiss", _SURE, f"that {clause(scene, verb)}")


def nothing_was(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said nothing about the loan was against the law', '"Nothing that we did was improper"'."""
    doc = scene.doc
    if verb.lemma != "be" or not verb.finite or verb.negative or verb.modal or scan.supposed(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    first = doc.sentence(verb.first).first
    near = range(max(first, verb.first - _APART), verb.first)
    at = next((at for at in reversed(near) if doc.tokens[at].low == "nothing"), None)
    if not mouths or at is None or at < mouths[-1][0].first:
        return None
    following = " ".join(ahead(scene, verb, 5))
    wrong = ahead(scene, verb, 1)[:1]
    bad = bool(set(wrong) & (words("denial", "misdone") - {"unusual", "secret"})) or _begins(following, "unlawful")
    return from_mouth(scene, verb, "denial", "nothing was amiss", _SURE, clause(scene, verb)) if bad else None


RULES = (proper, nothing_amiss, nothing_was)
