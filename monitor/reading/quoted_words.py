"""Quotation marks around less than a sentence: names of works, and the words in which somebody judges others."""

from __future__ import annotations

from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.subjects import subject

_LONGEST = 9  # words of a name
_SMALL = frozenset("a an the of in on at to for and or but with from by is".split())
_NAMED_AFTER = frozenset("on in of from for at".split())


def names_work(doc: Document, first: int, last: int) -> bool:
    """Whether marks enclose a name: 'on "Meet the Town"', 'the film "Rain"', 'Karl "Kay" Bruun'."""
    tokens = doc.tokens
    inside = [token for token in tokens[first + 1 : last] if token.sort != "mark"]
    if not inside or len(inside) > _LONGEST or not inside[0].text[:1].isupper():
        return False
    if not all(t.text[:1].isupper() or t.low in _SMALL or t.sort in ("number", "clitic") for t in inside):
        return False
    floor = doc.sentence(first).first
    at = first - 1
    if at > floor and tokens[at].tag == "D":
        at -= 1  # 'on the "Late Show"'
    if at < floor:
        return False
    before = tokens[at]
    called = before.low in words("speech", "work") or before.low in _NAMED_AFTER or before.tag == "POS"
    nickname = before.tag == "NP" and last + 1 < len(tokens) and tokens[last + 1].tag == "NP"
    return called or nickname


def judged_by(doc: Document, first: int) -> tuple[VerbGroup, list[Noun]] | None:
    """Who judges others in some quoted words, and by which verb: 'Ruiz called the deal "a joke"'."""
    floor = doc.sentence(first).first
    tokens = doc.tokens
    for at in range(first - 1, floor - 1, -1):
        if tokens[at].text == ";":
            return None
        index = doc.verb_at[at]
        verb = doc.verbs[index] if index >= 0 else None
        if verb is None or at != verb.last:
            continue
        if verb.lemma in words("speech", "judge"):
            called = verb.passive or (verb.form == "N" and not verb.perfect)  # 'a class called "Rain"'
            nouns = [] if called or verb.negative else subject(doc, verb)
            return (verb, nouns) if nouns else None
        if verb.finite and not _relative(doc, verb):
            return None
    return None


def _relative(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb is one of 'who had "robbed" the town'."""
    return verb.first > 0 and doc.tokens[verb.first - 1].tag == "WH"
