"""A quotation in its paragraph: as much of the text around it as a reader needs, and no more."""

from __future__ import annotations

import re

import msgspec

_AROUND = 160  # characters on either side, at most
_LONGEST = 1200  # characters of a quotation shown whole
_BREAK = re.compile(r"\n\s*\n|\n")


class Excerpt(msgspec.Struct, frozen=True):
    """A quotation, and the words before and after it in the same paragraph; '…' stands where more was cut off."""

    before: str
    quote: str
    after: str


def excerpt(text: str | None, start: int, end: int, quote: str) -> Excerpt:
    """The surroundings of `text[start:end]`; of the quotation alone where the text is not at hand or has changed."""
    if text is None or text[start:end] != quote:
        return Excerpt("", _whole(quote), "")
    before = _BREAK.split(text[max(start - 4 * _AROUND, 0) : start])[-1]
    after = _BREAK.split(text[end : end + 4 * _AROUND], maxsplit=1)[0]
    return Excerpt(_last(before), _whole(quote), _first(after))


def _last(text: str) -> str:
    """The end of a text, from a word's beginning on."""
    if len(text) <= _AROUND:
        return text.lstrip()
    return f"… {text[-_AROUND:].partition(' ')[2]}"


def _first(text: str) -> str:
    """The beginning of a text, up to a word's end."""
    if len(text) <= _AROUND:
        return text.rstrip()
    return f"{text[:_AROUND].rpartition(' ')[0]} …"


def _whole(quote: str) -> str:
    return quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rpartition(' ')[0]} …"
