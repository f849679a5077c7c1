"""Text in one spelling of its marks, character for character: every offset stays true.

Quotation marks become directed double ones, odd spaces plain spaces, markup blank; nothing is added or taken away.
"""

from __future__ import annotations

import re

OPEN, CLOSE = "\u201c", "\u201d"
FILLER = "\u2060"  # stands for a character that says nothing: a soft hyphen, the second half of a doubled quote

_PLAIN = str.maketrans(
    {
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u2002": " ", "\u2003": " ",
        "\r": " ", "\t": " ", "\u200b": " ", "\u2028": "\n", "\u2029": "\n", "\u000b": "\n", "\u000c": "\n",
        "\u0085": "\n", "\u00ad": FILLER, "\ufeff": FILLER, "\u200e": FILLER, "\u200f": FILLER,
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u00b4": "'",
        "\u201e": OPEN, "\u201f": OPEN, "\u00ab": OPEN, "\u00bb": CLOSE,
        "\u2010": "-", "\u2011": "-", "\uff0c": ",", "\uff0e": ".",
    }
)  # fmt: skip
_MARKUP = re.compile(
    r"\[(?=[^\]\[\n]{1,300}\])|(?<=\S)\](?:\([^()\n]{0,500}\))?|\*{1,3}|^[ ]*#{1,6}(?= )|<[^<>\n]{1,300}>|https?://\S+",
    re.MULTILINE,
)
_SPACED_HYPHEN = re.compile(r"(?<=[^\s\d] )-(?= [^\s\d])")  # a typewriter's dash
_DOUBLED = re.compile(r"''|``")
_QUOTE = re.compile(f'["{OPEN}{CLOSE}]')
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[])|^)'(?=[^\W\d_])(?!(?:em|tis|twas|til|cause|n)\b)", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[.,?!;:])'(?!\w)|(?<=\w)'(?!\w)")


def normalise(text: str) -> str:
    """The text with its marks in one spelling; as long as the original, character for character."""
    plain = text.translate(_PLAIN)
    plain = _MARKUP.sub(lambda found: " " * len(found.group()), plain)
    plain = _DOUBLED.sub(f'"{FILLER}', plain)
    plain = _SPACED_HYPHEN.sub("\u2013", plain)
    return "\n".join(_directed(paragraph) for paragraph in plain.split("\n"))


def _directed(paragraph: str) -> str:
    """The paragraph with every double quotation mark turned the way it must face."""
    if not _QUOTE.search(paragraph):
        return _single(paragraph)
    letters = list(paragraph)
    inside = False
    for found in _QUOTE.finditer(paragraph):
        at, mark = found.start(), found.group()
        before = paragraph[at - 1] if at else " "
        after = paragraph[at + 1 : at + 3].replace(FILLER, "")[:1] or " "
        opens = before in " ([—–-" + FILLER or not before.strip()
        closes = not after.strip() or after in ".,;:?!)]—–-"
        facing = opens if opens != closes else (mark == OPEN if mark != '"' else not inside)
        letters[at] = OPEN if facing else CLOSE
        inside = facing
    return "".join(letters)


def _single(paragraph: str) -> str:
    """A paragraph that quotes in single marks, as the British do, quoting in double ones instead."""
    if "'" not in paragraph:
        return paragraph
    letters = list(paragraph)
    position = 0
    while opening := _SINGLE_OPEN.search(paragraph, position):
        position = opening.end()
        following = _SINGLE_OPEN.search(paragraph, position)
        limit = following.start() if following else len(paragraph)
        closings = [found.start() for found in _SINGLE_CLOSE.finditer(paragraph, position, limit)]
        if not closings:
            continue
        sure = [at for at in closings if paragraph[at - 1] in ".,?!;:"]
        at = (sure or closings)[0] if len(sure) <= 1 else sure[-1]
        letters[opening.start()], letters[at] = OPEN, CLOSE
        position = at + 1
    return "".join(letters)
