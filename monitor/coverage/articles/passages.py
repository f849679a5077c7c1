"""What a text says, apart from how it is laid out and what stands around it: the measure of whether it changed."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

# Quotation marks and dashes are exchanged by content systems without anybody having changed a word.
_TYPOGRAPHY = str.maketrans("‘’‚‛′“”„‟″«»‐‑‒–—―\u00a0", '\'\'\'\'\'"""""""------ ')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]?[^\W_])")
_LENGTH = 12  # hex digits of a passage's digest: among the passages of one article no two will collide


def passages(text: str) -> frozenset[str]:
    """The digests of a text's sentences, without the furniture of the page.

    Two texts with the same passages say the same: order, white space, typography, repeated lines, advertisements and
    counters don't count.
    """
    return frozenset(in_order(text))


def in_order(text: str) -> tuple[str, ...]:
    """The same digests, in the text's order."""
    return tuple(
        hashlib.sha256(sentence.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
        for line in _flat(text).split("\n")
        if not is_furniture(line)
        for sentence in _SENTENCE_END.split(line.strip())
        if any(char.isalnum() for char in sentence)
    )


def is_furniture(line: str) -> bool:
    """Whether a line is none of the article's own: a counter, an advertisement, a link to something else."""
    return _furniture().fullmatch(_flat(line).strip().rstrip(". ").casefold()) is not None


def _flat(text: str) -> str:
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_TYPOGRAPHY)
    return "\n".join(_SPACE.sub(" ", line).strip() for line in plain.splitlines())


@cache
def _furniture() -> re.Pattern[str]:
    lines = tomllib.loads((resources.files(__package__) / "furniture.toml").read_text(encoding="utf-8"))["lines"]
    return re.compile("|".join(f"(?:{line})" for line in lines))
