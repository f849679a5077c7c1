"""Words and marks with their offsets, and sentences that no quotation cuts in two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from monitor.reading.lexicon import words
from monitor.reading.normal import CLOSE, FILLER, OPEN

_LETTER = rf"(?:[^\W\d_]|[\u0300-\u036f{FILLER}])"


def _abbreviations() -> str:
    forms = [form for form in words("words", "abbreviation") if "." not in form and form != "no"]
    return "|".join(sorted((form.capitalize() for form in forms), key=len, reverse=True))


def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<abbr>(?:(?:{_abbreviations()}|vs|etc)\.(?=\W|$))|No\.(?= ?\d))"
        r"|(?P<initials>(?:[A-Za-z]\.){2,}|[A-Z]\.(?=\s?[A-Z]))"
        r"|(?P<clitic>'(?:s|S|ll|re|ve|d|m)(?!\w)|(?<=[sS])'(?!\w))"
        r"|(?P<age>\d+-[a-z]+(?:-[a-z]+)*)"
        r"|(?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?!\w))"
        rf"|(?P<word>{_LETTER}(?:\w|[\u0300-\u036f{FILLER}])*(?:(?:-|&|\.(?=[A-Za-z])|'(?!(?:s|S|ll|re|ve|d|m)(?!\w)))\w+)*|\w+)"
        rf"|(?P<quote>[{OPEN}{CLOSE}]{FILLER}?)|(?P<dots>\.{{2,}}|…)|(?P<dash>--+|[—–])|(?P<mark>\S)"
    )


_TOKEN: list[re.Pattern[str]] = []


@dataclass(slots=True)
class Token:
    """One word or mark. `tag`, `lemma` and `quote` are filled by later stages."""

    text: str
    low: str
    start: int
    end: int
    sort: str  # word, number, clitic, quote, mark, ...
    tag: str = ""
    lemma: str = ""
    quote: int = -1  # index of the quotation that the token stands in, or -1


_LONGEST = 240  # tokens; no sentence that anybody reads is longer, and all work stays linear


class Sentence(NamedTuple):
    """Tokens first to last (inclusive) of one sentence of one block."""

    first: int
    last: int
    block: int


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, offsets counted from the start of `text`."""
    if not _TOKEN:
        _TOKEN.append(_pattern())
    found = []
    for match in _TOKEN[0].finditer(text, start, end):
        sort = match.lastgroup or "mark"
        word = match.group()
        if FILLER in word:
            word = word.replace(FILLER, "")
            if not word:
                continue
        found.append(Token(word, word.lower(), match.start(), match.end(), sort))
    return found


def split(tokens: list[Token], first: int, block: int) -> list[Sentence]:
    """The sentences of one block's tokens, the first of which has the index `first` in the document."""
    found = []
    begin = 0
    for at, token in enumerate(tokens):
        if at - begin >= _LONGEST:
            last = _pause(tokens, begin, at)
            found.append(Sentence(first + begin, first + last, block))
            begin = last + 1
        if at < begin or not _may_end(token):
            continue
        last = at
        while last + 1 < len(tokens) and (
            tokens[last + 1].text in (CLOSE, ")", "]", "'") or tokens[last + 1].text in "?!."
        ):
            last += 1
        if last + 1 == len(tokens) or _begins(tokens, token, last):
            found.append(Sentence(first + begin, first + last, block))
            begin = last + 1
    if begin < len(tokens):
        found.append(Sentence(first + begin, first + len(tokens) - 1, block))
    return found


def _pause(tokens: list[Token], begin: int, at: int) -> int:
    """Where a text without full stops is cut: at its last semicolon, else comma, else anywhere."""
    for mark in (";", ","):
        for probe in range(at - 1, begin + (at - begin) // 2, -1):
            if tokens[probe].text == mark:
                return probe
    return at - 1


def _may_end(token: Token) -> bool:
    if token.text in (".", "?", "!") or token.sort == "dots":
        return True
    return token.text.endswith(".") and token.low.rstrip(".") in words("words", "sentence_end_abbreviation")


def _begins(tokens: list[Token], end: Token, last: int) -> bool:
    """Whether a new sentence begins after token `last`, which closes what `end` may have ended."""
    following = tokens[last + 1]
    opened = following.text == OPEN
    word = tokens[last + 2] if opened and last + 2 < len(tokens) else following
    if not (word.text[:1].isupper() or word.sort == "number" or opened):
        return False
    if end.text not in (".", "?", "!"):  # an abbreviation or dots: only a word that opens sentences tells
        return word.low in _OPENERS or opened
    quoted = tokens[last].text == CLOSE and end.text in "?!"
    return not (quoted and _tag_follows(tokens, last + 1))


_OPENERS = frozenset(
    "the a an he she it they we i in on at but and when after before while that this these those his her its their as "
    "if for there what who however meanwhile although though since".split()
)
_SAID = frozenset(
    "said asked wrote told added says tweeted replied continued exclaimed shouted joked insisted responded".split()
)


def _tag_follows(tokens: list[Token], at: int) -> bool:
    """Whether 'Ruiz said' or 'said Ruiz' follows a closing quotation mark."""
    return any(token.low in _SAID for token in tokens[at : at + 4])
