"""Clarifications: the fact is granted, what is made of it is not: 'as a senator', 'out of context', 'a coincidence'."""

from __future__ import annotations

from monitor.reading import scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.clauses import noun_after
from monitor.reading.denial.finding import (
    EXISTENTIAL,
    Found,
    about,
    about_self,
    accused_near,
    ahead,
    clause,
    found,
    from_mouth,
    in_past,
    narrated,
    speaking,
)
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_TOLD = frozenset("be meet attend go come speak talk visit discuss act see pay give receive accept concern".split())


def misread(scene: Scene, verb: VerbGroup) -> Found | None:
    """'misunderstood the question', 'quoted out of context', 'twisted my words', 'meant as', 'in his capacity as'."""
    doc = scene.doc
    if verb.negative or verb.infinitive or verb.future or verb.unreal or scan.supposed(doc, verb.first):
        return None
    if verb.lemma in words("denial", "explaining") and not verb.passive and (hit := _meant_as(scene, verb)) is not None:
        return hit
    if not scene.mouths(verb.last) or _admitted(scene, verb):
        return None
    following = ahead(scene, verb, 9)
    if "capacity" in following:
        return from_mouth(scene, verb, "clarification", "in another capacity", 0.75, clause(scene, verb))
    if not (_misunderstood(scene, verb) or _out_of_context(verb, following)):
        return None
    return from_mouth(scene, verb, "clarification", f"verb: {verb.lemma}", 0.75, clause(scene, verb))


def _admitted(scene: Scene, verb: VerbGroup) -> bool:
    """Whether whoever says what a verb tells admits it."""
    mouths = scene.mouths(verb.last)
    return bool(mouths) and mouths[-1][0].lemma in words("confirmation", "acknowledge")


def _meant_as(scene: Scene, verb: VerbGroup) -> Found | None:
    """'described the payment as referring to rent'."""
    doc = scene.doc
    for at in range(verb.last + 2, doc.sentence(verb.last).last):
        if doc.tokens[at].low == "as" and doc.tokens[at + 1].low in words("denial", "meaning"):
            what = phrase(scene, verb.last + 1, at - 1)
            return found(scene, verb, speaking(scene, verb), "clarification", "meant as", 0.75, what)
    return None


def _misunderstood(scene: Scene, verb: VerbGroup) -> bool:
    """Whether words are said to have been misunderstood, misquoted or twisted."""
    doc = scene.doc
    if verb.lemma in ("misunderstand", "misinterpret", "misconstrue", "misspeak", "misquote"):
        return True
    if verb.lemma not in words("denial", "bend"):
        return False
    bent = subject(doc, verb) if verb.passive else [noun_after(doc, verb.last)]
    return any(noun is not None and doc.tokens[noun.head].low in words("denial", "utterance") for noun in bent)


def _out_of_context(verb: VerbGroup, following: list[str]) -> bool:
    """Whether words are said to have been 'quoted out of context' or 'taken in the wrong context'."""
    text = " ".join(following)
    torn = text.startswith(("out of context", "completely out of context", "in the wrong context", "the wrong way"))
    return verb.lemma in words("denial", "lift") and (torn or (not verb.passive and "out of context" in text))


def jest(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said he was joking when he made the remarks', '"I was being sarcastic"'."""
    doc = scene.doc
    mouths = scene.mouths(verb.last)
    if not mouths or verb.negative or verb.unreal or verb.future or scan.supposed(doc, verb.first):
        return None
    following = ahead(scene, verb, 4)
    joking = verb.lemma in ("joke", "kid", "jest", "tease") and verb.progressive and verb.form == "G"
    joking = joking or (verb.lemma in ("be", "speak", "mean") and bool(set(following) & words("denial", "jesting")))
    if not joking or doc.tokens[verb.first].low == "is" or not about_self(scene, subject(doc, verb), mouths[-1][1]):
        return None
    number = doc.sentence_of[verb.last]
    near = doc.tokens[doc.sentences[max(0, number - 1)].first : doc.sentence(verb.last).last + 1]
    if not {token.low for token in near} & (words("denial", "utterance") - {"what", "record", "letter"}):
        return None
    return from_mouth(scene, verb, "clarification", "benign: in jest", 0.75, clause(scene, verb))


def contrast(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"It was a loan, not a gift"', 'said the lunch was about jobs and not about the contract'."""
    doc = scene.doc
    if verb.negative or verb.unreal or verb.future or not in_past(scene, verb) or scan.supposed(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths or verb.lemma not in _TOLD or _admitted(scene, verb):
        return None
    nouns = subject(doc, verb)
    granted_there = any(doc.tokens[n.head].low in EXISTENTIAL | words("meeting", "plain") for n in nouns)
    itself = about_self(scene, nouns, mouths[-1][1])
    if narrated(mouths[-1][0], nouns) or not (granted_there or itself) or not _set_apart(scene, verb):
        return None
    near = accused_near(scene, verb.last, claims=False, asked=False)
    if not near and not _of_encounter(scene, verb):
        return None
    return from_mouth(scene, verb, "clarification", "benign: one thing, not another", 0.74, clause(scene, verb))


def _of_encounter(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a clause is about an encounter: 'the lunch was', 'met him as'."""
    doc = scene.doc
    return verb.lemma in words("meeting", "meet") or any(
        doc.tokens[noun.head].low in words("meeting", "plain") for noun in subject(doc, verb)
    )


def _set_apart(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what follows a verb ends in 'and not ...', ', not ...', 'rather than ...' or 'nothing more'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last - 1, verb.last + 16)
    for at in range(verb.last + 2, limit):
        low, after = doc.tokens[at].low, doc.tokens[at + 1].low
        if (low == "rather" and after == "than") or (low == "nothing" and after in ("more", "else")):
            return True
        joined = doc.tokens[at - 1].text in (",", "—", "–", "--") or doc.tokens[at - 1].low == "and"
        if low == "not" and joined and after not in ("only", "just", "because", "all"):
            return doc.verb_at[at + 1] < 0 or not doc.verbs[doc.verb_at[at + 1]].finite
    return False


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
    called = _of_encounter(scene, verb) or accused_near(scene, verb.last, claims=False, asked=False)
    sure = 0.78 if called and in_past(scene, verb) else 0.68
    return found(scene, verb, [mouths[-1][1]], "clarification", "benign", sure, clause(scene, verb))


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
        if not same:
            return None
        sure = _granted_sure(scene, verb)
        hit = found(scene, verb, speakers, "clarification", "granted, but", sure, about(scene, at))
        return hit._replace(by_itself=verb.lemma in ("deny", "dispute")) if hit is not None else None
    return None


def _granted_sure(scene: Scene, verb: VerbGroup) -> float:
    """How sure it is that what is granted answers an accusation: one is spoken of, or a denial withheld."""
    undenied = verb.lemma in ("deny", "dispute")
    return 0.74 if undenied or accused_near(scene, verb.last, claims=False, asked=False) else 0.6


RULES = (misread, jest, contrast, benign, granted)
