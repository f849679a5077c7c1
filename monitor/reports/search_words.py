"""What a person types to look for, as an expression of FTS5: only what is meant as an operator is one."""

from __future__ import annotations

import re
from itertools import pairwise

from events.errors import UsageError

_HINT = 'such as: contract "harbour fair" NOT den*'
# "a phrase" with or without a *, an operator, a bracket, or a word as people write them: vice-president, O'Hara, U.S.
_TOKEN = re.compile(
    r'"(?P<phrase>[^"]*)"(?P<more>\*?)|(?P<operator>(?:AND|OR|NOT)(?=[\s()]|$)|[()])|(?P<word>[^\s()"]+)'
)

_OPENING, _CLOSING = {"AND", "OR", "NOT", "("}, {"AND", "OR", "NOT", ")"}  # what no word ends before, or begins behind


def expression(words: str) -> str:
    """The expression that finds texts with all of `words`. Raises UsageError where nothing could be found by them."""
    if words.count('"') % 2:
        raise UsageError("a quotation mark is not closed", hint=_HINT)
    found = [piece for match in _TOKEN.finditer(words) if (piece := _piece(match))]
    if not any(piece.startswith('"') for piece in found):
        raise UsageError("there is no word to look for", hint=_HINT)
    joined = found[:1]
    for before, piece in pairwise(found):
        if before not in _OPENING and piece not in _CLOSING:
            joined.append("AND")  # FTS5 leaves it out between words only, not beside brackets
        joined.append(piece)
    return " ".join(joined)


def _piece(match: re.Match[str]) -> str:
    if match["operator"]:
        return match["operator"]
    text, more = match["word"], match["more"] or ""
    if text is None:
        text = match["phrase"]
    elif text.endswith("*"):
        text, more = text.rstrip("*"), "*"
    return f'"{text}"{more}' if re.search(r"\w", text) else ""
