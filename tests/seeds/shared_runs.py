"""How much of one text's wording another one repeats, counted in runs of consecutive words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

BREAK = "\N{PILCROW SIGN}"  # stands where a quotation was taken out, so that no run reaches across it
_WORD = re.compile(rf"{BREAK}|[^\W_]+(?:['.,-][^\W_]+)*")  # U.S., hadn't, top-ranking and 10,000 are one word each
_STRAIGHT = str.maketrans("‘’“”–—", "''\"\"--")
_EDITORIAL = re.compile(r"\[[^\]]*\]\s*")  # a word that an editor put into a quotation


def plain(text: str) -> str:
    """Give a text with straight quotes and hyphens, single spaces, and without an editor's brackets."""
    return " ".join(_EDITORIAL.sub("", text.translate(_STRAIGHT)).split())


def words(text: str) -> list[str]:
    """Give a text's words in lower case, with a break wherever `without` took a quotation out."""
    return _WORD.findall(plain(text).lower())


def without(text: str, quotations: Iterable[str]) -> str:
    """Give a text with a break in the place of each quotation, wherever it stands between quotation marks."""
    text = plain(text)
    for quotation in sorted(map(plain, quotations), key=len, reverse=True):
        text = re.sub(rf'"{re.escape(quotation)}[,.]?"', f" {BREAK} ", text)
    return text


def shared_runs(text: str, source: str, *, longest: int) -> Iterator[str]:
    """Yield each longest run of words, of more than `longest` words, that a text has in common with its source."""
    ours, theirs = words(text), words(source)
    size = longest + 1
    known = {tuple(theirs[i : i + size]) for i in range(len(theirs) - longest)}
    start = None
    for i in range(len(ours) - longest + 1):
        repeated = BREAK not in (window := tuple(ours[i : i + size])) and window in known
        if repeated and start is None:
            start = i
        elif not repeated and start is not None:
            yield " ".join(ours[start : i + longest])
            start = None
