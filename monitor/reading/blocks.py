"""Paragraphs, and which of them are prose: headlines, captions and boilerplate are told by shape, never by outlet."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

BlockKind = Literal["prose", "headline", "caption", "boilerplate"]

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ ]*\n)[^\n]+)*")
_LABEL = re.compile(
    r"^\W*(?:watch|read|read more|related|related articles?|see also|more|more from|also|video|photos?|image|gallery|"
    r"listen|live|breaking news|embed|original url|source|sources|tags?|topics?|share|advertisement|sponsored|"
    r"recommended|"
    r"don't miss|editor's note|most read|follow|subscribe|sign up|abstract|full text|print|"
    r"correction policy)\s*(?::|$|>)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\W*(?:file\s*[-–—:]|file photo|photo(?:graph)?\s*(?:by|:)|image\s*(?:by|:|credit)|pictured|\(?ap photo)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\((?:ap|afp|reuters|getty|photo|file)[^)]{0,60}\)\W*$|/\s?(?:reuters|afp|ap|getty images?)\W*$|"
    r"\b(?:photograph|photo|picture|image|illustration|credit)s?\s?:\s[^.!?]{3,60}$|"
    r"\bphotos? courtesy of [^.!?]{2,60}$",
    re.IGNORECASE,
)
_PLEA = re.compile(
    r"\b(?:subscribe (?:to|now|for)|sign up (?:for|to)|our newsletter|newsletters?\b.{0,40}\binbox|"
    r"click here|all rights reserved|"
    r"give us feedback|report an error|follow us|like us on|share this|your browser|cookies?\b|"
    r"terms of (?:use|service)|"
    r"privacy policy|contributed to this (?:report|story|article)|"
    r"this (?:report|article|story) (?:contains|includes|was) material|"
    r"unlimited (?:access|digital)|free articles|download (?:our|the) app|join the conversation|skip to|"
    r"comments?(?: section)? below)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_SMALL = frozenset(
    "a an the of in on at to for and or but nor as by with from over is be vs via per after into".split()
)
_TERMINAL = tuple('.?!:;…\u201d\u201c")]')
_BULLET = re.compile(r"\s*(?:[-–—•*·]|\d{1,2}[.)])\s+\S")
_LONGEST_HEADLINE = 22  # words
_WIDEST = 120  # letters of a line that was broken for its width
_TITLE_CASE = 0.75  # of the long words that begin with a capital


class Block(NamedTuple):
    """A paragraph: `text[start:end]`."""

    start: int
    end: int
    kind: BlockKind


def blocks(text: str) -> list[Block]:
    """The paragraphs of a normalised text, in order. Lines that were broken to fit a width are joined."""
    found: list[Block] = []
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _pieces(text, paragraph.start(), paragraph.end()):
            inner = text[start:end]
            left = len(inner) - len(inner.lstrip())
            if inner.strip():
                found.append(Block(start + left, start + len(inner.rstrip()), kind_of(inner.strip())))
    return _mended(text, found)


_BREAKS_OFF = re.compile(
    r"(?:\b(?:of|in|on|at|for|by|with|from|the|a|an|and|to|that)|"
    r"\b(?:Mr|Mrs|Ms|Dr|President|Minister|Ambassador|Senator|Secretary|Governor|Judge|General|Chairman) [A-Z][\w'-]+)$"
)


def _mended(text: str, found: list[Block]) -> list[Block]:
    """Paragraphs that break off after an article, a preposition or a title and first name go on in the next one."""
    mended: list[Block] = []
    for block in found:
        before = mended[-1] if mended else None
        if (
            before is not None
            and before.kind == block.kind == "prose"
            and _BREAKS_OFF.search(text, max(before.start, before.end - 60), before.end)
        ):
            mended[-1] = Block(before.start, block.end, "prose")
        else:
            mended.append(block)
    return mended


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of lines cut where a line ends a sentence or can't have been broken for its width."""
    pieces = []
    begin = position = start
    lines = text[start:end].split("\n")
    whole = any(len(line) > _WIDEST for line in lines)  # one paragraph a line
    for line in lines:
        after = position + len(line)
        if _BULLET.match(line) and position > begin:
            pieces.append((begin, position - 1))
            begin = position
        if whole or line.rstrip().endswith(_TERMINAL) or len(line.rstrip()) < 50:  # noqa: PLR2004 - no column is narrower
            pieces.append((begin, after))
            begin = after + 1
        position = after + 1
    if begin < end:
        pieces.append((begin, end))
    return [(a, min(b, end)) for a, b in pieces if a < min(b, end)]


def kind_of(paragraph: str) -> BlockKind:
    """What a paragraph is, by its shape alone."""
    head = paragraph[:400]
    if _LABEL.search(head) or (_PLEA.search(head) and len(head) < 350):  # noqa: PLR2004 - pleas are short
        return "boilerplate"
    if _CAPTION.search(head) or _CREDIT.search(paragraph[-80:]):
        return "caption"
    words = _WORD.findall(head)
    ended = paragraph.endswith(_TERMINAL)
    if not ended and len(words) < _LONGEST_HEADLINE:
        return "headline"
    if len(words) <= _LONGEST_HEADLINE and "\u201c" not in paragraph[:1]:
        long_words = [word for word in words[1:] if word.lower() not in _SMALL]
        capitals = sum(word[0].isupper() for word in long_words)
        least = 1.0 if ended else _TITLE_CASE  # in a sentence, names alone can be most of the words
        if len(long_words) >= 4 and capitals >= least * len(long_words):  # noqa: PLR2004 - fewer tell nothing
            return "headline"
    return "prose"
