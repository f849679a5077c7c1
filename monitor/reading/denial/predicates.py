"""Denials by what something is said to be: 'it is false', 'there is no truth in it', 'all of it was legal'."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import EXISTENTIAL, Found, about_self, ahead, clause, from_mouth
from monitor.reading.denial.receptions import of_another
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase, proposition

_HOPING = ("hope", "wish", "pray", "imagine", "doubt", "ask", "wonder")
_INVENTED = ("exaggerate", "fabricate", "invent", "concoct", "distort", "overblow", "debunk")
_PREDICATING = frozenset(("be", "bear", "have", "get", "lack", "make", "take", "happen", "occur", *_INVENTED))
_MADE_UP = frozenset("it that this things lies story stories tale account".split())
_EVENTS = frozenset("it that this none conversation meeting incident exchange".split())  # what did not take place
_REPORTS = frozenset(  # what is wrong if it is not so
    "report reports story stories article articles account accounts note memo allegation allegations accusation "
    "accusations charge charges rumor rumors rumour rumours".split()
)
_PAPERS = frozenset("document documents transcript transcripts recording minutes video footage photograph".split())
_PART = frozenset("word words part line bit all none any most much every everything nothing".split())
_UTTERLY = frozenset("absolutely completely totally just simply utterly all entirely categorically".split())


def predicate(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"It is false"', 'said the report was misleading', '"there is no truth"', 'had nothing to do with it'."""
    doc = scene.doc
    if verb.lemma not in _PREDICATING:
        return None
    nouns = subject(doc, verb)
    heads = {doc.tokens[n.head].low for n in nouns}
    heads |= _charges_before(scene, verb) | _parts(scene, nouns) | _in_what(scene, verb, heads)
    if not heads and verb.first and doc.tokens[verb.first - 1].low in ("that", "this"):
        heads = {doc.tokens[verb.first - 1].low}  # 'That is a lie'
    if not _untrue_said(scene, verb, heads) or scan.supposed(doc, verb.first):
        return None
    if verb.lemma in ("be", "have") and scan.neg_raised(doc, verb.first):
        return None
    if _hoped(scene, verb) or _deplored(scene, verb):
        return None
    mouths = scene.mouths(verb.last)
    own = any(noun.head == said.cue for noun in nouns for said, _ in mouths[-1:])  # "Lee's assertion is speculative"
    if own or any(
        of_another(scene, noun.head, [by]) for _, by in mouths[-1:] for noun in nouns if noun.last < verb.first
    ):
        return None
    what = _untrue(scene, verb, nouns)
    by_itself = bool(heads & words("denial", "accusation")) or not heads & EXISTENTIAL or what.startswith("that ")
    rule = "predicate: false" if by_itself else "it is false"
    clear = verb.lemma == "have" and _of_self(scene, verb, nouns)  # 'had nothing to do with it'
    named = bool(heads & words("denial", "accusation")) and not heads & EXISTENTIAL
    return from_mouth(scene, verb, "denial", rule, 0.78 if clear or named else 0.76, what)


def _in_what(scene: Scene, verb: VerbGroup, heads: set[str]) -> set[str]:
    """The accusation in which there is no truth: 'report' of 'there was no truth to the report'."""
    doc = scene.doc
    if verb.lemma != "be" or "there" not in heads:
        return set()
    limit = min(doc.sentence(verb.last).last, verb.last + 10)
    links = (at for at in range(verb.last + 2, limit) if doc.tokens[at].low in ("to", "in", "for", "behind"))
    nouns = (clauses.noun_after(doc, at) for at in links)
    return {doc.tokens[noun.head].low for noun in nouns if noun is not None} & words("denial", "accusing")


def _parts(scene: Scene, nouns: list[Noun]) -> set[str]:
    """The accusation of which all is told: 'story' of 'every word of the story was untrue'."""
    doc = scene.doc
    whole = (
        clauses.noun_after(doc, noun.last + 1)
        for noun in nouns
        if doc.tokens[noun.head].low in _PART and doc.tokens[noun.last + 1].low in ("of", "in", "about")
    )
    return {doc.tokens[noun.head].low for noun in whole if noun is not None} & words("denial", "accusing")


def _hoped(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a speaker hopes or doubts what a verb tells."""
    doc = scene.doc
    first = max((said.first for said, _ in scene.mouths(verb.last)), default=doc.sentence(verb.last).first)
    before = (doc.verbs[index] for index in doc.verbs_in[doc.sentence_of[verb.last]])
    return any(first <= other.first < verb.first and other.lemma in _HOPING for other in before)


def _deplored(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'it is absurd that we should pay' calls a state of things so, and no report of it."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _THAT)
    that = next((at for at in range(verb.last + 1, limit) if doc.tokens[at].low == "that"), None)
    if that is None or doc.tokens[verb.first - 1].low != "it":
        return False
    return any(
        doc.tokens[at].low in ("should", "have", "has", "can", "must")
        for at in range(that + 1, min(that + 6, limit + 4))
    )


_THAT = 6  # tokens from 'is' to 'that'


def _charges_before(scene: Scene, verb: VerbGroup) -> set[str]:
    """The accusation that opens a sentence or quotation of which a verb tells: 'Any suggestion to the contrary is'."""
    doc = scene.doc
    quote = doc.tokens[verb.first].quote
    start = scene.quotations[quote].first + 1 if quote >= 0 else doc.sentence(verb.first).first
    noun = doc.noun(max(start, doc.sentence(verb.first).first))
    if noun is None or noun.last >= verb.first or any(doc.verb_at[at] >= 0 for at in range(noun.last, verb.first)):
        return set()
    return {doc.tokens[noun.head].low} & words("denial", "accusing")


def _untrue_said(scene: Scene, verb: VerbGroup, heads: set[str]) -> bool:
    """Whether a verb and what follows say that something is not so."""
    following = [low for low in ahead(scene, verb, 7) if low not in _UTTERLY]
    if following[:2] in (["nothing", "but"], ["no", "more"]) or following[:3] == ["nothing", "more", "than"]:
        following = following[2 + (following[1] == "more") :]  # 'is nothing but a smear'
    pointed = bool(heads & (EXISTENTIAL - {"there"} | words("denial", "accusation") | _PAPERS))
    if _wrong(scene, verb, heads, following):
        return True
    if verb.lemma in ("be", "have"):
        return _so_or_not(scene, verb, heads, following, pointed=pointed)
    if verb.lemma == "bear":
        return pointed and "no" in following[:1] and bool({"relation", "resemblance"} & set(following[:2]))
    invented = verb.passive and not verb.negative and verb.lemma in _INVENTED
    if invented or verb.lemma == "lack":
        return pointed and (invented or bool(set(following[:3]) & words("denial", "grounds")))
    if verb.lemma == "make" and not verb.negative:
        false = words("denial", "accusing") | _MADE_UP
        invents = following[:1] == ["up"] and (pointed if verb.passive else bool(set(following[1:4]) & false))
        return "up" in following[1:4] or invents
    takes_place = verb.lemma in ("happen", "occur") or (verb.lemma == "take" and following[:1] == ["place"])
    return takes_place and verb.negative and bool(heads & (_EVENTS | words("meeting", "plain")))


def _so_or_not(scene: Scene, verb: VerbGroup, heads: set[str], following: list[str], *, pointed: bool) -> bool:
    """'is false', 'could not be true', 'are politically motivated', 'had nothing to do with it'."""
    if verb.unreal:
        could = verb.negative and verb.modal.startswith(("could", "can"))
        return could and pointed and following[:1] == ["true"]
    spurned = bool(heads & words("denial", "accusing")) and not verb.negative
    if spurned and any(f" {phrase} " in f" {' '.join(following)} " for phrase in words("denial", "spurned")):
        return True
    return _is_untrue(scene, verb, following, pointed=pointed)


def _wrong(scene: Scene, verb: VerbGroup, heads: set[str], following: list[str]) -> bool:
    """'The report was wrong', 'They got it wrong', 'That is just wrong.'"""
    if scan.negated(scene.doc, verb) or verb.unreal:
        return False
    if verb.lemma in ("get", "have"):
        told = {"it", "this", "that", "facts", "story"} & set(following[:3])
        return "wrong" in following[:4] and bool(told) and not heads & {"i", "we", "you"}
    if verb.lemma != "be":
        return False
    reported = heads & (_REPORTS | _PAPERS) and {"wrong", "mistaken"} & set(following[:3])
    return bool(reported) or (bool(heads & {"it", "that"}) and _flatly_wrong(following))


def _flatly_wrong(following: list[str]) -> bool:
    """Whether 'wrong' means untrue: 'that is just wrong', 'it is wrong.'; not 'it is wrong to'."""
    words_to = [low for low in following if low not in ("plain", "flat", "flat-out", "dead", "factually")]
    return words_to[:1] == ["wrong"] and (len(words_to) == 1 or words_to[1] in (",", ".", "!", "and"))


def _is_untrue(scene: Scene, verb: VerbGroup, following: list[str], *, pointed: bool) -> bool:
    """'is false', 'was not true', 'has no merit', 'I am not to blame'."""
    if following[:1] == ["only"] or following[:2] == ["not", "only"]:
        return False
    if scan.negated(scene.doc, verb) or following[:1] == ["not"]:
        told = f" not {' '.join(low for low in following if low != 'not')} "
        if pointed and any(
            f" {phrase} " in told for phrase in words("denial", "untrue_phrase") if phrase[:4] == "not "
        ):
            return True
        if pointed and any(low in words("denial", "truth") for low in following[:4]):
            return True
        blamed = any(low in words("denial", "blame") for low in following[:4])
        told_of = following[following[:1] == ["not"] :]
        elsewhere = (set(told_of[1:4]) - set(told_of[:1])) & {"there", "present"}
        return blamed and not elsewhere and _of_self(scene, verb, subject(scene.doc, verb))
    if pointed and any(low in words("denial", "untrue") for low in following[:4]):
        return True
    text = f" {' '.join(following)} "
    return any(f" {phrase} " in text for phrase in words("denial", "untrue_phrase"))


def _untrue(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> str:
    """What is said to be untrue: 'reports of a rift' of 'reports of a rift were false'."""
    doc = scene.doc
    if _of_self(scene, verb, nouns):
        return proposition(scene, verb)
    named = [n for n in nouns if n.first < verb.first and doc.tokens[n.head].low not in EXISTENTIAL]
    if named:
        return phrase(scene, named[0].first, verb.first - 1)
    limit = min(doc.sentence(verb.last).last, verb.last + 12)
    for at in range(verb.last + 1, limit):
        if doc.tokens[at].tag == "SB" and doc.tokens[at].low == "that":
            return phrase(scene, at)
        if doc.tokens[at].low in ("in", "to", "with", "about") and doc.noun(at + 1) is not None:
            what = phrase(scene, at + 1)
            return "" if what.lower() in ("it", "that", "this", "them") else what
    return ""


def _of_self(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> bool:
    mouths = scene.mouths(verb.last)
    return bool(mouths) and about_self(scene, nouns, mouths[-1][1])


def compliance(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said she complied with the rules', 'insists that the audit cleared him of wrongdoing'."""
    doc = scene.doc
    if verb.negative or verb.unreal or verb.future or scan.supposed(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    following = ahead(scene, verb, 7)
    if not mouths:
        return None
    speaker = mouths[-1][1]
    if verb.lemma in ("clear", "exonerate", "vindicate", "absolve"):
        target = clauses.noun_after(doc, verb.last)
        hit = target is not None and not verb.passive and about_self(scene, [target], speaker)
    elif verb.lemma == "be":
        text = f" {' '.join(following)} "
        hit = any(f" {phrase} " in text for phrase in words("denial", "above_board"))
    elif verb.lemma in ("comply", "abide", "follow", "adhere", "obey", "observe"):
        hit = bool(set(following) & words("denial", "lawful")) and about_self(scene, subject(doc, verb), speaker)
    else:
        return None
    found_hit = from_mouth(scene, verb, "denial", "compliance", 0.74, clause(scene, verb)) if hit else None
    insists = mouths[-1][0].lemma in words("denial", "insist")
    return found_hit._replace(by_itself=insists) if found_hit is not None else None


RULES = (predicate, compliance)
