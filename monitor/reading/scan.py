"""Mood of a clause: what is said to be so, and what is only asked, supposed, denied or hoped for."""

from __future__ import annotations

from monitor.reading.chunks import VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.subjects import subject

_SUPPOSING = frozenset("if whether unless lest".split())
_THOUGHT = frozenset("think believe say suggest feel expect see agree know want ask call demand suppose argue".split())
_CLAUSE = 30  # tokens back to the word that opens a clause


def supposed(doc: Document, at: int) -> bool:
    """Whether a token stands in an 'if', 'whether' or 'unless' clause, or in a question."""
    sentence = doc.sentence(at)
    if any(doc.tokens[i].text == "?" for i in range(max(at, sentence.last - 2), sentence.last + 1)):
        return True
    for probe in range(at - 1, max(sentence.first, at - _CLAUSE) - 1, -1):
        token = doc.tokens[probe]
        if token.low in _SUPPOSING:
            return True
        if token.tag == "SB" and token.low == "that":
            return any(doc.tokens[i].low in _SUPPOSING for i in range(max(sentence.first, probe - 6), probe))
        if token.text in (";", ":") or (
            token.text == "," and (at - probe > 3 or _subject_of(doc, probe + 1, at)) and _resumes(doc, probe + 1)  # noqa: PLR2004 - a comma in a list
        ):
            return False
    return False


def _resumes(doc: Document, at: int) -> bool:
    """Whether a clause of its own may begin at a token."""
    at += doc.tokens[at].low == "then"  # 'if he will not, then the board should'
    return doc.tokens[at].tag == "CC" or doc.noun(at) is not None


def _subject_of(doc: Document, first: int, at: int) -> bool:
    """Whether the phrase from `first` stands right before `at`: a main clause after 'Asked whether ..., '."""
    noun = doc.noun(first)
    return noun is not None and noun.last + 1 == at


def governor(doc: Document, verb: VerbGroup) -> VerbGroup | None:
    """The verb group that an infinitive or gerund hangs on: the last one before it in its sentence."""
    sentence = doc.sentence(verb.first)
    for probe in range(verb.first - 1, max(sentence.first, verb.first - 16) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            return doc.verbs[index]
        if doc.tokens[probe].text in (";", ":"):
            return None
    return None


def negated(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb group or its subject denies it: 'did not reply', 'neither replied', 'none of them replied'."""
    if verb.negative:
        return True
    if not verb.finite:
        return False
    nouns = subject(doc, verb)
    if not nouns or nouns[0].first >= verb.first:
        return False
    at = nouns[0].first
    low = doc.tokens[at].low
    before = doc.tokens[at - 1].low if at else ""
    return (
        low in ("neither", "none", "nobody", "no-one", "no")
        or before in ("neither", "nor")
        or doc.tokens[nouns[0].head].low in ("none", "nobody")
    )


def neg_raised(doc: Document, at: int, thought: frozenset[str] = _THOUGHT) -> bool:
    """Whether the negation of a verb of thought is meant of a token's clause: 'I don't think he should go'."""
    first = doc.sentence(at).first
    for probe in range(at - 1, max(first, at - _CLAUSE // 2) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0 and _thinks(doc, doc.verbs[index], thought) and negated(doc, doc.verbs[index]):
            between = doc.tokens[doc.verbs[index].last + 1 : at]
            return not any(token.text in (",", ";", ":") or token.tag in ("CC", "WH") for token in between)
    return False


def _thinks(doc: Document, verb: VerbGroup, thought: frozenset[str]) -> bool:
    """Whether a verb is one of thought, or stands before 'aware' or 'sure'."""
    after = {token.low for token in doc.tokens[verb.last + 1 : verb.last + 3]}  # 'am not aware'
    return verb.lemma in thought or (verb.lemma == "be" and bool(after & {"aware", "sure", "certain", "convinced"}))


def introduced(doc: Document, verb: VerbGroup) -> int | None:
    """The noun or verb right before a finite clause, or before its 'that': 'denied' of 'denied (that) she had met'."""
    nouns = subject(doc, verb)
    at = min((noun.first for noun in nouns if noun.first < verb.first), default=verb.first) - 1
    first = doc.sentence(verb.first).first
    if at > first and doc.tokens[at].low == "that":
        at -= 1
    return at if at > first else None


def denied(doc: Document, verb: VerbGroup) -> bool:
    """Whether a clause is what somebody denies: 'denied that she had asked him', 'dismissed reports that she had'."""
    above = governor(doc, verb) if verb.form == "G" and not verb.progressive else None
    at = above.last if above is not None else introduced(doc, verb) if verb.finite else None
    if at is None:
        return False
    noun = doc.noun(at)
    told = noun is not None and doc.tokens[noun.head].low in words("denial", "accusing")
    index = doc.verb_at[noun.first - 1 if told and noun is not None else at]
    denies = words("denial", "deny") | (words("denial", "weak") if told else frozenset())
    return index >= 0 and doc.verbs[index].lemma in denies and not doc.verbs[index].negative


def asserted(doc: Document, verb: VerbGroup) -> bool:
    """Whether the verb's act is said to be so: no negation, no 'would', no 'if', no question."""
    return not (negated(doc, verb) or verb.unreal or supposed(doc, verb.first))


def hedged(doc: Document, first: int, last: int) -> bool:
    """Whether 'reportedly', 'allegedly' or the like stands between two tokens."""
    hedges = words("words", "hedge")
    return any(doc.tokens[at].low in hedges for at in range(first, last + 1))
