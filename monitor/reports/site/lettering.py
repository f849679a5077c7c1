"""How much room a text needs in a drawing, and where it is broken: SVG text does not wrap by itself.

Widths are those of Helvetica and its metric copies (Adobe Font Metrics, hv.afm), rounded to classes of characters, in
thousandths of the font's size, and widened: the sans-serif that a reader's system has may be as broad as DejaVu Sans.
"""

from __future__ import annotations

from monitor.reports.clean import cells

_NARROW = dict.fromkeys("iljI'|.,:;![]()ft/\\ -·’‘", 290) | dict.fromkeys('r"*“”', 345)
_BROAD = dict.fromkeys("mM%W@", 880) | dict.fromkeys("w&GOQDCHNUR", 735) | dict.fromkeys("ABEKPSVXYTZFL—", 665)
_KNOWN = _NARROW | _BROAD
_OTHER = 556  # most small letters and all digits
_WIDE = 900  # a character as broad as high: Chinese, Japanese, Korean
_BROADEST = 1.14  # the broadest usual sans-serif, against Helvetica


def width(text: str, size: float) -> float:
    """How broad a text is, in the units of the drawing; `size` is that of the font."""
    return sum(_KNOWN.get(char) or (_WIDE if cells(char) > 1 else _OTHER) for char in text) * size * _BROADEST / 1000


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """The text in at most `most` lines that fit into `room`; an ellipsis stands for what doesn't fit."""
    broken: list[str] = [""]
    for word in text.split():
        joined = f"{broken[-1]} {word}".strip()
        if width(joined, size) <= room:
            broken[-1] = joined
            continue
        if broken[-1]:
            broken.append("")
        broken[-1] = word if width(word, size) <= room else _cut(word, size, room)
    if len(broken) > most:
        broken = [*broken[: most - 1], _cut(f"{broken[most - 1]} …", size, room)]
    return broken


def _cut(text: str, size: float, room: float) -> str:
    """The beginning of a text, with an ellipsis, that fits."""
    text = text.removesuffix(" …")
    while text and width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,;:–-(')}…"
