"""Other people's texts as pages, feeds and drawings can hold them."""

from __future__ import annotations

import re

from monitor.reports.clean import one_line

_NO_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what neither UTF-8 nor XML 1.0 can hold
_CUT = 240  # characters of a quotation in a list


def text(value: str) -> str:
    """A text on one line, without marks that hide or reorder and without code points that are no characters."""
    return _NO_TEXT.sub("\ufffd", one_line(value))


def sentence(value: str) -> str:
    """A sentence's beginning, with a capital."""
    cleaned = text(value)
    return cleaned[:1].upper() + cleaned[1:]


def cut(value: str, room: int = _CUT) -> str:
    """The beginning of a long text, up to a word's end."""
    cleaned = text(value)
    return cleaned if len(cleaned) <= room else f"{cleaned[:room].rpartition(' ')[0].rstrip(' ,;:–-')} …"
