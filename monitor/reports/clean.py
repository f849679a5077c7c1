"""Other people's texts, made safe for a terminal: they may not move the cursor, colour, hide or reorder anything."""

from __future__ import annotations

import re
import unicodedata

# CSI, OSC and other escape sequences of ECMA-48, then every C0 and C1 control; kept out whole, parameters included.
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[ -/]*[0-~]?)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Marks that reorder or hide text (Unicode TR9, TR36): embeddings, overrides, isolates, invisible operators, tags.
_HIDDEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """The text on one line, without control characters, escape sequences and marks that reorder or hide."""
    visible = _HIDDEN.sub("", _ESCAPE.sub("", text))
    return _SPACE.sub(" ", _CONTROL.sub(" ", visible)).strip()


def cells(text: str) -> int:
    """How many columns a terminal needs for a text: two for a wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
