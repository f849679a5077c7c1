"""Whether two texts say the same thing in other words: content words, roughly stemmed."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
# Words that carry no substance of a claim, negation and professed ignorance included: the form of a denial holds that.
STOPWORDS = frozenset(
    """
    a about above after again all also am an and any anyone anything are as at be because been before being
    between both but by can cannot could did do does doing done during either else ever every for from further
    going got had has have having he her here hers him his how i if in into is it its itself just know known knew
    let like made make many may me might more most much must my neither never no nor not nothing now of off on
    once one only or other our out over own said same say says she should so some such than that the their them
    then there these they thing this those through to told too under until up upon us very was we were what when
    where whether which while who whom why will with would you your mr mrs ms dr spokesman spokeswoman
    spokesperson statement deny denied denies denial denying asked asking ask comment comments commenting aware
    unaware familiar idea false true untrue reporters added adding according don't didn't doesn't isn't wasn't
    weren't hasn't haven't hadn't won't wouldn't can't couldn't i'm it's that's he's
    """.split()
)
_SUFFIXES = (
    "ations",
    "ation",
    "ingly",
    "ings",
    "ing",
    "ions",
    "ion",
    "edly",
    "ies",
    "ied",
    "ed",
    "es",
    "s",
    "ly",
    "al",
)
_IRREGULAR = {"met": "meet", "spoke": "speak", "spoken": "speak", "gave": "give", "took": "take", "knew": "know"}
_SUBJECT = re.compile(
    r"(?i)\b(?:discuss(?:ed|ing|es)?|talk(?:ed|ing)? about|negotiat(?:e|ed|ing)|concerning|regarding|relat(?:ed|ing) to"
    r"|about|on the (?:subject|topic|issue)s? of)\s+([^.;!?\"”]+)"
)
_EXCEPTED = re.compile(
    r"(?i)\b(?:outside(?: of)?|other than|except(?:ing)?(?: for| in)?|apart from|aside from|beyond)\s+([^.,;!?\"”]+)"
)
_FEW = 2  # one shared word proves nothing
_ENOUGH = 0.5  # of the shorter text's content words
_OF_LONGER = 0.25  # of the longer text's


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A crude stem, only good for comparing: 'discuss', 'discussed', 'discussing', 'discussions' -> 'discuss'."""
    word = _IRREGULAR.get(word, word)
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and not word.endswith("ss") and len(word) - len(suffix) >= len("abcd"):
            return word[: -len(suffix)].rstrip("e")
    return word.rstrip("e") if len(word) > len("abcd") else word


@lru_cache(maxsize=16384)
def content(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    words = (word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text.lower().replace("’", "'")))
    return frozenset(stem(word) for word in words if word not in STOPWORDS)


@lru_cache(maxsize=16384)
def subject(text: str) -> frozenset[str]:
    """The stems of what a text says is, or isn't, talked about."""
    return frozenset().union(*(content(match.group(1)) for match in _SUBJECT.finditer(text)))


@lru_cache(maxsize=16384)
def excepted(text: str) -> frozenset[str]:
    """The stems of what a text leaves out of what it says: 'outside of working hours', 'other than in court'."""
    return frozenset().union(*(content(match.group(1)) for match in _EXCEPTED.finditer(text)))


@lru_cache(maxsize=65536)
def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How much some text of the one says what some text of the other says: 0, or 0.5 to 1. Symmetric."""
    return max((_likeness(a, b) for a in one for b in other), default=0.0)


def _likeness(one: str, other: str) -> float:
    a, b = content(one), content(other)
    shared = len(a & b)
    if shared < _FEW or shared < _ENOUGH * min(len(a), len(b)) or shared < _OF_LONGER * max(len(a), len(b)):
        return 0.0
    return (shared / min(len(a), len(b)) + shared / max(len(a), len(b))) / 2
