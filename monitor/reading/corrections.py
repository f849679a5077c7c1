"""Correction notices: what an article says that it wrongly said before, which is none of its claims."""

from __future__ import annotations

import re

_PIECE = r"(?:article|story|report|post|headline|column|caption|piece|dispatch|item)\b"
_MISPRINT = re.compile(
    rf"\b(?:earlier|previous|original|initial) (?:version|edition)s? of (?:this|the|that) {_PIECE}"
    rf"|\bthis {_PIECE} (?:originally|previously|incorrectly|wrongly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)


def misprinted(sentence: str) -> bool:
    """Whether a sentence tells what was printed before and is corrected: 'An earlier version of this article said'."""
    return _MISPRINT.search(sentence) is not None
