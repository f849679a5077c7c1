"""Clarifications: the fact is granted, what is made of it is not: 'as a senator', 'out of context', 'a coincidence'."""

from __future__ import annotations

from monitor.reading import scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.denials import Found, about, ahead, clause, found, from_mouth, speaking
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.substance import phrase


def misread(scene: Scene, verb: VerbGroup) -> Found | None:
    """'met him in his capacity as a senator', 'misunderstood the question', 'taken out of context'."""
    if verb.negative or verb.infinitive or verb.future or verb.unreal or scan.supposed(scene.doc, verb.first):
        return None
    following = ahead(scene, verb, 9)
    misunderstood = verb.lemma in ("misunderstand", "misinterpret", "misconstrue", "misspeak", "misquote") or (
        verb.lemma == "take" and following[:3] == ["out", "of", "context"]
    )
    if verb.lemma in words("denial", "explaining") and not verb.passive:
        limit = scene.doc.sentence(verb.last).last
        for at in range(verb.last + 2, limit):
            if scene.doc.tokens[at].low == "as" and scene.doc.tokens[at + 1].low in words("denial", "meaning"):
                what = phrase(scene, verb.last + 1, at - 1)
                return found(scene, verb, speaking(scene, verb), "clarification", "meant as", 0.75, what)
    mouths = scene.mouths(verb.last)
    admitted = bool(mouths) and mouths[-1][0].lemma in words("confirmation", "acknowledge")
    if admitted or ("capacity" not in following and not misunderstood):
        return None
    return from_mouth(
        scene,
        verb,
        "clarification",
        "in another capacity" if not misunderstood else f"verb: {verb.lemma}",
        0.75,
        clause(scene, verb),
    )


def benign(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said it was a routine visit', '"It was a coincidence"': the fact is granted, what is made of it is not."""
    if (
        verb.negative
        or verb.unreal
        or verb.lemma not in ("be", "accept", "act", "contain")
        or scan.supposed(scene.doc, verb.first)
    ):
        return None
    mouths = scene.mouths(verb.last)
    text = f" {' '.join(ahead(scene, verb, 7))} "
    if not mouths or not any(f" {phrase} " in text for phrase in words("denial", "benign")):
        return None
    return found(scene, verb, [mouths[-1][1]], "clarification", "benign", 0.68, clause(scene, verb))


def granted(scene: Scene, verb: VerbGroup) -> Found | None:
    """'acknowledged the loan but said it was repaid', 'did not deny the trip, but said it was for work'."""
    doc = scene.doc
    grants = verb.lemma in words("confirmation", "acknowledge") or verb.lemma == "accept"
    grants = (grants and not verb.negative) or (verb.lemma in ("deny", "dispute") and verb.negative)
    if not grants or verb.unreal or verb.passive or verb.infinitive or scan.supposed(doc, verb.first):
        return None
    limit = doc.sentence(verb.last).last
    for at in range(verb.last + 2, limit):
        if doc.tokens[at].low not in ("but", "although", "though"):
            continue
        index = next((doc.verb_at[i] for i in range(at + 1, min(at + 8, limit) + 1) if doc.verb_at[i] >= 0), -1)
        if index < 0 or doc.verbs[index].lemma not in (
            "say",
            "insist",
            "maintain",
            "argue",
            "claim",
            "contend",
            "stress",
            "deny",
        ):
            return None
        speakers = speaking(scene, verb)
        then = scene.actors(doc.verbs[index])
        same = bool(speakers) and (not then or then[0].name == speakers[0].name)
        return found(scene, verb, speakers, "clarification", "granted, but", 0.6, about(scene, at)) if same else None
    return None


RULES = (misread, benign, granted)
