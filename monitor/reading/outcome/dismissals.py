"""Who is dismissed, and by whom, as a verb tells it."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup, is_person
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.outcome.deed import SELF, Deed, head_word, idiom, personal, sports
from monitor.reading.subjects import subject


def fired(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:  # noqa: PLR0912, C901, PLR0911 - a list of cases
    """'sacked the coach', 'was removed from office', 'stripped her of her post', 'was shown the door'."""
    if verb.lemma not in words("outcome", "fire") and idiom(verb, lows) != "fired":
        return None
    posted = bool((words("outcome", "post") | words("outcome", "seat")) & set(lows))
    if verb.lemma in ("force", "push", "kick") and not (posted or lows[1:2] == ["as"] or len(lows) < 2):  # noqa: PLR2004 - 'out', and nothing more
        return None  # 'were forced out of the hall'
    at = lows.index("as") if "as" in lows[:6] else -1
    if verb.lemma == "dismiss" and not verb.passive and noun is not None:
        after = doc.tokens[min(noun.last + 1, doc.sentence(verb.last).last)]
        if after.text == ":" or after.tag == "Q" or after.low in ("with", "out"):
            return None  # 'dismissed him: "I built a company"', 'dismissed her with a wave'
    if verb.lemma == "dismiss" and at >= 0 and lows[at + 1 : at + 2] in (["a"], ["an"]):
        return None  # 'dismissed him as a sideshow'
    if verb.lemma in ("strip", "relieve") and not (posted or _of_post(doc, verb)):
        return None
    if verb.lemma == "dismiss" and noun is not None and _said_of(doc, noun):
        return None  # 'dismissed suggestions Cole should go'
    if sports(doc, verb) or (verb.lemma == "fire" and lows[:1] in (["at"], ["on"], ["up"], ["into"], ["off"])):
        dated = doc.tokens[min(verb.last + 2, doc.sentence(verb.last).last)].tag == "TM"
        if lows[:1] != ["on"] or not dated:
            return None
    if verb.passive or (noun is None and _after_passive(doc, verb)):
        who = next(iter(subject(doc, verb)), None)
        if who is None or not _dismissible(doc, who) or (verb.lemma in ("drop", "expel") and not posted):
            return None
        if verb.lemma == "recall" and doc.tokens[who.head].low not in words("outcome", "envoy"):
            return None
        return Deed("fired", 0.85, who, undergone=True)
    noun = noun or _whom(doc, verb)
    if noun is None or not _dismissible(doc, noun) or head_word(doc, noun) in SELF:
        return None
    if verb.lemma in ("remove", "eject", "evict", "expel") and not posted:
        return None
    if verb.lemma in ("drop", "ditch") and not (is_person(doc.tokens[noun.head]) or posted):
        return None
    if verb.lemma == "recall" and head_word(doc, noun) not in words("outcome", "envoy"):
        return None
    return Deed("fired", 0.85, noun)


def _whom(doc: Document, verb: VerbGroup) -> Noun | None:
    """Of whom a relative clause tells that somebody did it to them: 'the chief, whom the mayor fired'."""
    nouns = subject(doc, verb)
    at = min((noun.first for noun in nouns if noun.first < verb.first), default=0) - 1
    if at < 2 or doc.tokens[at].low not in ("whom", "who"):  # noqa: PLR2004 - a phrase and a comma before 'whom'
        return None
    return doc.noun(at - 1 - (doc.tokens[at - 1].text == ","))


def _of_post(doc: Document, verb: VerbGroup) -> bool:
    """'stripped the chief, Ann Lee, of her post'."""
    of = clauses.complement(doc, verb.last, frozenset(("of",)))
    return head_word(doc, of) in words("outcome", "post")


def _said_of(doc: Document, noun: Noun) -> bool:
    """Whether a phrase runs a plural into a name: 'suggestions Cole', of what is said of Cole."""
    tokens = doc.tokens[noun.first : noun.head]
    return doc.tokens[noun.head].tag == "NP" and any(
        token.tag == "N" and token.low.endswith("s") and not is_person(token) for token in tokens
    )


def _dismissible(doc: Document, noun: Noun) -> bool:
    """Whether a phrase is somebody who may hold a post: not 'the pupils', but 'four of its staff', 'anybody'."""
    head = head_word(doc, noun)
    if head in words("words", "number") or head in ("some", "several", "dozens", "hundreds"):
        of = clauses.noun_after(doc, noun.last + 1) if noun.last < doc.sentence(noun.last).last else None
        return of is not None and doc.tokens[noun.last + 1].low == "of" and _dismissible(doc, of)
    if head in ("anybody", "anyone", "nobody", "no-one", "staff"):
        return True
    return personal(doc, noun) and head not in words("outcome", "dismissed")


def _after_passive(doc: Document, verb: VerbGroup) -> bool:
    """'was suspended last week and dismissed': the second verb is as passive as the first."""
    above = scan.governor(doc, verb)
    return (
        verb.first == verb.last
        and verb.form in "DN"
        and doc.tokens[verb.first - 1].tag == "CC"
        and above is not None
        and above.passive
    )
