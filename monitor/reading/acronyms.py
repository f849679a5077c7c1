"""Acronyms that an article explains itself: 'the Dorne Rowing Association (DRA)'."""

from __future__ import annotations

from monitor.reading.tokens import Token

_SMALL = frozenset("of for the and on in to de & -".split())
_LONGEST = 14  # tokens of a name with its small words


def explained(tokens: list[Token]) -> dict[str, tuple[int, int]]:
    """The acronyms that stand in brackets after what they are short for: first and last token of the full name."""
    found: dict[str, tuple[int, int]] = {}
    for at in range(2, len(tokens) - 2):
        short = tokens[at + 1].text
        if tokens[at].text != "(" or tokens[at + 2].text != ")" or not _is_acronym(short):
            continue
        first = _spelled_out(tokens, at - 1, short)
        if first is not None:
            found.setdefault(short, (first, at - 1))
    return found


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isalpha() and text.isupper()


def _spelled_out(tokens: list[Token], last: int, short: str) -> int | None:
    """The first token of the words up to `last` that the letters of an acronym begin; None when they don't."""
    letters = list(short)
    for at in range(last, max(-1, last - _LONGEST), -1):
        text = tokens[at].text
        for part in reversed(text.split("-")):
            if part[:1].isupper() and letters and part[0] == letters[-1]:
                letters.pop()
            elif text.lower() not in _SMALL:
                return None
        if not letters:
            return at
    return None
