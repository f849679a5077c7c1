"""Find in an article what somebody says is a quotation of it.

Exactly, or else with spaces, quotation marks and dashes taken as equal: a model straightens them. What is found is
always the article's own characters at their own offsets.
"""

from __future__ import annotations

from events.claims import Evidence

_SAME = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphen, zero-width marks
_EDGES = " \"'.,;:…-"


class Verbatim:
    """One text that quotations are looked up in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain, self._offsets = _plainly(text)

    def find(self, quotation: str) -> Evidence | None:
        """Where a quotation stands first; None if it doesn't."""
        if not quotation.strip():
            return None
        start = self._text.find(quotation)
        if start >= 0:
            return self._evidence(start, start + len(quotation))
        plain = _plainly(quotation)[0].strip()
        for wanted in (plain, plain.strip(_EDGES)):
            at = self._plain.find(wanted) if wanted else -1
            if at >= 0:
                return self._evidence(self._offsets[at], self._offsets[at + len(wanted) - 1] + 1)
        return None

    def _evidence(self, start: int, end: int) -> Evidence:
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return Evidence(start, end, self._text[start:end])


def _plainly(text: str) -> tuple[str, list[int]]:
    """The text with one form of space, quotation mark and dash, and for each character its offset in the original."""
    found: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        if character in _DROPPED:
            continue
        plain = " " if character.isspace() else _SAME.get(character, character)
        if plain == " " and found and found[-1] == " ":
            continue
        found.append(plain)
        offsets.append(offset)
    return "".join(found), offsets
