"""What stands between a subject and its verb: asides, relative clauses, participles, adverbs of several words."""

from __future__ import annotations

from monitor.reading import affiliations
from monitor.reading.chunks import Noun
from monitor.reading.document import Document
from monitor.reading.lexicon import words

_OPENERS = frozenset(("D", "J", "N", "NP", "WH", "VG", "VN", "RB", "IN", "CD", "S", "TM", "SB"))
# Adverbs of several words, by their last word: what may stand between a subject and its verb.
_ADVERBIALS = {
    "far": (("so",), ("thus",)),
    "along": (("all",),),
    "date": (("to",), ("till",)),
    "turn": (("in",),),
    "first": (("at",),),
    "late": (("of",),),
    "past": (("in", "the"),),
    "again": (("time", "and"), ("once",), ("yet",)),
    "over": (("over", "and"),),
    "once": (("more", "than"),),
    "now": (("until",), ("till",), ("by",)),
    "since": ((),),
}


def opening_bracket(doc: Document, at: int, floor: int) -> int:
    """The bracket that the one at a token closes."""
    while at > floor and doc.tokens[at].text != "(":
        at -= 1
    return at


def before_mark(doc: Document, at: int, floor: int) -> int:
    """The token before ', D-N.Y.' where that ends at a token, or the token itself."""
    mark = at - 1 if doc.tokens[at].text == "." else at
    if mark - 1 > floor and doc.tokens[mark - 1].text == "," and affiliations.is_mark(doc.tokens[mark]):
        return mark - 2
    return at


def before_aside(doc: Document, comma: int, floor: int) -> int | None:
    """The token before an aside that ends in `comma`: ', who met him,' and ', a Minnesota Democrat,'."""
    tokens = doc.tokens
    listed = _before_examples(doc, comma, floor)
    if listed is not None:
        return listed
    marks = (",",) if tokens[comma].text == "," else ("—", "–", "--")
    for at in range(comma - 1, max(floor, comma - 30) - 1, -1):
        if tokens[at].text not in marks:
            continue
        inner = tokens[at + 1]
        if inner.tag not in _OPENERS and inner.low not in ("now", "then", "one", "currently"):
            continue
        before = doc.noun(at - 1) if at > floor else None
        ended = tokens[at - 1].text == ")" if at > floor else False
        if before is None and at > floor and tokens[at - 1].tag == "CC" and inner.tag in ("IN", "TM"):
            return at - 1  # 'visited the site and, on the same evening, quit'
        if before is None and not ended:
            continue
        if inner.tag == "RB" and at + 2 == comma:
            return at - 1  # 'Lee, however, denied it'
        acts = any(token.tag in ("VG", "VN") for token in tokens[at + 1 : min(at + 5, comma)])  # ', at times weeping,'
        aside = inner.low in ("now", "then", "once", "formerly", "currently", "still", "also", "later") or (
            inner.tag == "RB" and acts
        )
        aside = aside or (inner.tag == "SB" and tokens[at + 2].tag in ("VN", "VG", "VD"))  # ', when asked about it,'
        if inner.tag in ("RB", "SB") and not aside:
            continue
        if tokens[at - 1].tag == "CD" and tokens[at - 2].text == ",":
            continue  # the age in 'Ruiz, 31, of Leeds, pleaded'
        return at - 1
    return None


def before_cue(doc: Document, comma: int, floor: int) -> int | None:
    """The token before '," Ruiz said, "' where that ends in `comma`: '"The mayor," Ruiz said, "should resign."'."""
    tokens = doc.tokens
    if tokens[comma].text != "," or tokens[comma + 1].tag != "Q":
        return None
    closing = next((at for at in range(comma - 1, max(floor, comma - 14), -1) if tokens[at].tag == "Q"), None)
    if closing is None or tokens[closing - 1].text != ",":
        return None
    said = [doc.verbs[doc.verb_at[at]] for at in range(closing + 1, comma) if doc.verb_at[at] >= 0]
    return closing - 2 if said and said[0].finite and said[0].lemma in words("speech", "say") else None


def _before_examples(doc: Document, comma: int, floor: int) -> int | None:
    """The token before ', including Ana Ruiz, the mayor, and Kim Lee,': what it gives examples of."""
    tokens = doc.tokens
    for at in range(comma - 1, max(floor, comma - 40), -1):
        if tokens[at].low == "including":
            before = at - 1 - (tokens[at - 1].text == ",")
            return before if before >= floor and tokens[before].tag in ("N", "NP", "VN", "VD") else None
        if doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite:
            return None
    return None


def out_of_relative(doc: Document, noun: Noun, floor: int) -> int | None:
    """The token before 'who met the minister', where `noun` is the minister: the verb after it is somebody else's."""
    tokens = doc.tokens
    met = -1
    for probe in range(noun.first - 1, max(floor, noun.first - 14) - 1, -1):
        token = tokens[probe]
        if token.tag in ("P", "CC", "Q") or (token.tag == "SB" and token.low != "that"):
            return None
        index = doc.verb_at[probe]
        if index >= 0:
            met = doc.verbs[index].first
        relative = token.low in ("who", "which") or (
            token.low == "that" and probe > floor and doc.noun(probe - 1) is not None
        )
        if relative and met >= 0 and all(tokens[i].tag == "RB" for i in range(probe + 1, met)):
            return probe - 1 if probe > floor and tokens[probe - 1].text != "," else None
        if token.low == "that":
            told = doc.noun(probe - 1) if probe > floor else None
            content = told is not None and tokens[told.head].low in words("denial", "accusing") | words(
                "denial", "view"
            )
            return probe - 1 if content and met >= 0 else None  # 'the idea that he took bribes is absurd'
    return None


def out_of_participle(doc: Document, noun: Noun, floor: int) -> int | None:
    """The token before 'cooperating with the inquiry' or 'facing charges', where `noun` is the inquiry or charges."""
    tokens = doc.tokens
    at = noun.first - 1
    linked = at > floor and tokens[at].tag in ("IN", "TO")
    at -= linked
    index = doc.verb_at[at] if at > floor else -1
    if index < 0:
        return None
    verb = doc.verbs[index]
    if verb.finite or verb.infinitive or verb.form not in ("GN" if linked else "G"):
        return None
    if verb.lemma in words("speech", "bare") and not linked:
        return None  # 'a statement on Monday saying the report was false'
    before = verb.first - 1
    outer = doc.verbs[doc.verb_at[before]] if before > floor and doc.verb_at[before] >= 0 else None
    if outer is not None and outer.form == "G" and not outer.finite and not linked:
        before = outer.first - 1  # 'facing growing calls'
    if before > floor and tokens[before].text == "," and verb.form == "G":
        before -= 1  # ', representing the port' with no comma after it
    whose = doc.noun(before) if before >= floor else None
    return whose.last if whose is not None and tokens[whose.head].tag not in ("WH", "TM") else None


def out_of_infinitive(doc: Document, noun: Noun, floor: int) -> int | None:
    """The token before 'to fire the chief' in 'the decision to fire the chief', where `noun` is the chief."""
    tokens = doc.tokens
    at = noun.first - 1
    at -= at > floor and tokens[at].tag == "IN"
    index = doc.verb_at[at] if at > floor else -1
    if index < 0 or not doc.verbs[index].infinitive:
        return None
    before = doc.verbs[index].first - 1
    whose = doc.noun(before) if before >= floor else None
    return before if whose is not None and tokens[whose.head].low in words("words", "intent") else None


def adverbial(doc: Document, at: int, floor: int) -> int | None:
    """The token before 'so far', 'to date' or, between 'has' and its verb, 'on several occasions'."""
    tokens = doc.tokens
    for phrase in _ADVERBIALS.get(tokens[at].low, ()):
        first = at - len(phrase)
        if first >= floor and all(tokens[first + i].low == word for i, word in enumerate(phrase)):
            return first - 1
    dated = _before_date(doc, at, floor)
    if dated is not None:
        return dated
    noun = doc.noun(at)
    if noun is None or noun.last != at or noun.first - 2 < floor:
        return None
    inserted = tokens[noun.first - 1].tag in ("IN", "TO") and tokens[noun.first - 2].tag == "HV"
    return noun.first - 2 if inserted else None


def _before_date(doc: Document, at: int, floor: int) -> int | None:
    """The token before 'on Tuesday, October 25, 2022,' where that stands between a subject and its verb."""
    tokens = doc.tokens
    first = at
    while first > floor and (tokens[first].tag in ("TM", "CD") or tokens[first].text == ","):
        first -= 1
    tags = {tokens[i].tag for i in range(first + 1, at + 1)}
    return first - 1 if {"TM", "CD"} <= tags and tokens[first].low == "on" and first > floor else None


def before_relative(doc: Document, at: int, floor: int) -> int | None:
    """The token before a ', who ...' clause whose last phrase ends at `at` and has an aside of its own."""
    tokens = doc.tokens
    for probe in range(at, max(floor, at - 14) - 1, -1):
        if tokens[probe].text == ",":
            opening = tokens[probe + 1]
            relative = opening.tag == "WH" and doc.verb_at[min(probe + 2, len(tokens) - 1)] >= 0
            reports = any(token.tag == "SB" for token in tokens[probe + 1 : at])  # ', noting that he and his wife'
            participle = opening.tag in ("VN", "VG", "VD") and not reports
            return probe - 1 if probe > floor and (relative or participle) else None
    return None
