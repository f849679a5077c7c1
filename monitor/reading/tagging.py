"""Coarse parts of speech: closed classes from a list, verbs from theirs, the rest by spelling and neighbours.

Tags: D determiner, S possessive, POS 's, J adjective, N noun, NP proper noun, PR pronoun, V verb (with its form: VB VZ
VD VN VG), M modal, BE HV DO auxiliaries, TO, IN preposition, CC, SB subordinator, WH, RB adverb, NEG, CD number,
TM day or month, Q quotation mark, and P for any other mark.
"""

from __future__ import annotations

from monitor.reading.disambiguation import settle
from monitor.reading.lexicon import plurals, verbs, words
from monitor.reading.tokens import Sentence, Token

_CLOSED = (
    ("BE", "be"), ("HV", "have"), ("DO", "do"), ("M", "modal"), ("NEG", "negation"), ("S", "possessive"),
    ("CC", "conjunction"), ("WH", "relative"), ("PR", "pronoun"), ("D", "determiner"), ("IN", "preposition"),
    ("SB", "subordinator"), ("J", "adjective"), ("RB", "adverb"),
)  # fmt: skip
_TIME = frozenset("today yesterday tomorrow tonight".split())
_CACHE: dict[str, str] = {}


def closed_class() -> dict[str, str]:
    """Every word of a closed class (or common adjective or adverb), with its tag."""
    if not _CACHE:
        found: dict[str, str] = {}
        for tag, key in _CLOSED:
            for word in words("words", key):
                found.setdefault(word, tag)
        found.update(
            {"to": "TO", "that": "SB", "her": "S", "so": "RB", "no": "D", "like": "IN", "not": "NEG", "once": "RB"}
        )
        _CACHE.update(found)
    return _CACHE


def tag(tokens: list[Token], sentences: list[Sentence]) -> None:
    """Set the tag and lemma of every token, sentence by sentence."""
    capital, small = _spellings(tokens, sentences)
    for sentence in sentences:
        _first_guess(tokens, sentence, capital, small)
        _float_quantifiers(tokens, sentence)
        settle(tokens, sentence)


def _float_quantifiers(tokens: list[Token], sentence: Sentence) -> None:
    """Take 'each' for an adverb between an auxiliary and its participle: 'Ruiz and Lee have each denied it'."""
    for at in range(sentence.first + 1, sentence.last):
        if tokens[at].low in ("each", "all", "both") and tokens[at - 1].tag in ("HV", "BE"):
            after = at + 1 + (tokens[at + 1].tag == "RB" and at + 1 < sentence.last)
            known = verbs().get(tokens[after].low)
            if known is not None and set("NG") & set(known.forms) and tokens[after].tag[:1] == "V":
                tokens[at].tag = "RB"


def _spellings(tokens: list[Token], sentences: list[Sentence]) -> tuple[set[str], set[str]]:
    """Words seen with a capital inside sentences, and words seen without."""
    capital: set[str] = set()
    small: set[str] = set()
    for sentence in sentences:
        previous = "."
        for token in tokens[sentence.first : sentence.last + 1]:
            if token.sort == "word":
                if not token.text[0].isupper():
                    small.add(token.low)
                elif previous not in ".?!:\u201c\u201d":
                    capital.add(token.low)
            previous = token.text
    return capital, small


def _first_guess(tokens: list[Token], sentence: Sentence, capital: set[str], small: set[str]) -> None:  # noqa: C901 - a grammar is a list of cases
    closed, known = closed_class(), verbs()
    opening = True
    for at in range(sentence.first, sentence.last + 1):
        token = tokens[at]
        low, text = token.low, token.text
        token.lemma = low
        if token.sort == "quote":
            token.tag = "Q"
            opening = True
            continue
        if token.sort in ("mark", "dash", "dots"):
            token.tag = "CC" if text == "&" else "P"
            opening = opening or text in (":", "(") or (token.sort == "dash" and _dateline(tokens, sentence.first, at))
            continue
        if token.sort == "clitic":
            token.tag = "POS" if low in ("'s", "'") else closed.get(low, "RB")
        elif token.sort == "number":
            token.tag = "CD"
        elif token.sort in ("abbr", "initials"):
            token.tag = "TM" if low.rstrip(".") in words("words", "month") else "NP" if text[0].isupper() else "RB"
        elif (text[0].isupper() and _day(low, text)) or (low in _TIME and not text.isupper()):
            token.tag = "TM"
        elif (
            (text[0].isupper() and not _common(token, tokens, at, opening=opening, capital=capital, small=small))
            or (
                low in words("people", "particle")
                and at > sentence.first
                and tokens[at - 1].tag == "NP"
                and at < sentence.last
                and (tokens[at + 1].text[0].isupper() or tokens[at + 1].low in words("people", "particle"))
                and low not in ("y", "e", "la", "den")
            )
            or (
                low.startswith(("al-", "el-", "ul-", "d'"))
                and text[-1:].islower()
                and any(letter.isupper() for letter in text)
            )
        ):
            token.tag = "NP"
        elif low in closed:
            token.tag = closed[low]
        elif low in known:
            token.tag, token.lemma = "V" + known[low].forms[0], known[low].lemma
        else:
            token.tag = _by_spelling(low)
        opening = False


def _dateline(tokens: list[Token], first: int, dash: int) -> bool:
    """Whether 'LAGOS, Nigeria (AP) ' is all that stands before a dash."""
    before = tokens[first:dash]
    return len(before) <= _DATELINE and all(t.tag in ("NP", "P", "TM", "CD") for t in before)


_DATELINE = 10  # tokens of a place, an agency and a date


def _day(low: str, text: str) -> bool:
    return (low in words("words", "weekday") or low in words("words", "month")) and (len(low) > 3 or text[1:].islower())  # noqa: PLR2004 - a count of tokens or letters that the docstring explains


def _common(token: Token, tokens: list[Token], at: int, *, opening: bool, capital: set[str], small: set[str]) -> bool:  # noqa: PLR0911 - a grammar is a list of cases
    """Whether a capitalised word is a common one that merely opens its sentence."""
    low = token.low
    if token.text == "I":
        return True
    if token.text.isupper() and len(token.text) > 1:
        return False
    closed = closed_class()
    if not opening:
        return (
            low in closed
            and closed[low] not in ("J", "RB", "M")
            and len(low) > 1
            and token.text[1:].islower()
            and low not in capital
        ) and (low in small)
    if low in closed:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        follows = following is not None and (following.text[:1].isupper() or following.sort == "number")
        return not (closed[low] == "J" and follows and low in capital)
    if low in capital and low not in small:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    named = (
        following is not None
        and following.sort == "word"
        and following.text[:1].isupper()
        and following.low not in closed
    )
    if named and low in verbs() and verbs()[low].forms[0] == "B" and not _day(following.low, following.text):  # type: ignore[union-attr]
        return False  # 'Grant Lee said'; the few imperatives before a name are lost
    if low.endswith("ing") and low not in verbs() and low not in small and (named or _acts(following)):
        return False  # 'Boeing said', 'Downing Street', 'Beijing has denied'
    if low in verbs() or low in small or low.endswith(("ly", "ing", "ness", "ment", "tions")):
        return True
    return low in plurals("people", "person") or low in words("people", "person") or low in plurals("people", "body")


def _acts(following: Token | None) -> bool:
    """Whether a word that a sentence opens with is followed by what somebody says or has done."""
    if following is None:
        return False
    known = verbs().get(following.low)
    says = known is not None and known.lemma in words("speech", "say") | words("denial", "deny")
    return following.low in ("has", "had") or (says and known is not None and bool(set("DZ") & set(known.forms)))


_NOUNS_ALL_THE_SAME = frozenset(
    "secretary emissary missionary dignitary beneficiary notary adversary luminary functionary intermediary visionary "
    "captive detective fugitive operative representative relative undersecretary cooperative co-operative diocese "
    "parish seminary judiciary "
    "constable evening morning nothing something anything everything wedding ceiling sibling rendezvous "
    "family assembly anomaly monopoly butterfly belly jelly folly homily ally bully lily gully doily".split()
)


def _by_spelling(low: str) -> str:  # noqa: PLR0911 - a grammar is a list of cases
    if low in _NOUNS_ALL_THE_SAME:
        return "N"
    if low.endswith("ly") and len(low) > 4:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return "RB"
    if low.endswith(("n't",)):
        return "DO"
    if low.endswith("ed") and len(low) > 4:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return "VD"
    if low.endswith("ing") and len(low) > 5:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return "VG"
    if low.endswith(("ous", "ful", "ive", "able", "ible", "less", "ish", "ical", "ary", "ese")) and len(low) > 5:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return "J"
    return "N"
