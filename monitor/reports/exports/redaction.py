"""A text of which only what is needed is left, at its place: other people's articles are not handed on whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_HIDDEN = re.compile(r"[^\n]")
Span = tuple[int, int]  # code points, the second one excluded


def redacted(text: str, kept: Iterable[Span], suffices: Callable[[str], bool]) -> str:
    """The text with blanks for all but `kept`, so that every offset still holds; line ends stay.

    As many sentences as needed are left, from the first on, until `suffices` accepts what remains.
    """
    spans = list(kept)
    remains = _blanked(text, spans)
    for sentence in _SENTENCE.finditer(text):
        if suffices(remains):
            break
        spans.append(sentence.span())
        remains = _blanked(text, spans)
    return remains


def _blanked(text: str, kept: list[Span]) -> str:
    parts, reached = [], 0
    for start, end in sorted(kept):
        parts.append(_HIDDEN.sub(" ", text[reached : max(start, reached)]))
        parts.append(text[max(start, reached) : max(end, reached)])
        reached = max(reached, end)
    return "".join([*parts, _HIDDEN.sub(" ", text[reached:])])
