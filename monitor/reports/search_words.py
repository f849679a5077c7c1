"""What a person types to look for, as an expression of FTS5: only what is meant as an operator is one."""

from __future__ import annotations

import re

from events.errors import UsageError

_HINT = 'such as: contract "harbour fair" NOT den*'
# "a phrase" with or without a *, an operator, a bracket, or a word as people write them: vice-president, O'Hara, U.S.
_TOKEN = re.compile(
    r'"(?P<phrase>[^"]*)"(?P<more>\*?)|(?P<operator>(?:AND|OR|NOT)(?=[\s()]|$)|[()])|(?P<word>[^\s()"]+)'
)


def expression(words: str) -> str:
    """The expression that finds texts with all of `words`. Raises UsageError where nothing could be found by them."""
    if words.count('"') % 2:
        raise UsageError("a quotation mark is not closed", hint=_HINT)
    found = [_piece(match) for match in _TOKEN.finditer(words)]
    if not any(piece.startswith('"') for piece in found):
        raise UsageError("there is no word to look for", hint=_HINT)
    return " ".join(piece for piece in found if piece)


def _piece(match: re.Match[str]) -> str:
    if match["operator"]:
        return match["operator"]
    text, more = match["word"], match["more"] or ""
    if text is None:
        text = match["phrase"]
    elif text.endswith("*"):
        text, more = text.rstrip("*"), "*"
    return f'"{text}"{more}' if re.search(r"\w", text) else ""
