"""Which words differ between two versions of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz.distance import Indel

_WORD = re.compile(r"\S+")


class Passage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A run of words of both versions, of the earlier alone, or of the later alone, in the order of the text."""

    kind: str  # 'kept', 'removed' or 'added'
    text: str


def between(before: str, after: str) -> list[Passage]:
    """The two texts as passages; white space doesn't count. Paragraphs are compared first, then the words in them."""
    found: list[Passage] = []
    for removed, added in _paragraphs(before.split("\n"), after.split("\n")):
        for kind, words in _words(_WORD.findall(removed), _WORD.findall(added)):
            if found and found[-1].kind == kind:
                found[-1] = Passage(kind, f"{found[-1].text} {words}")
            else:
                found.append(Passage(kind, words))
    return found


def counted(passages: Sequence[Passage]) -> dict[str, int]:
    """How many words were removed and added."""
    return {kind: sum(len(one.text.split()) for one in passages if one.kind == kind) for kind in ("removed", "added")}


def _paragraphs(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Runs of paragraphs that are the same, and pairs of runs that stand in each other's place."""
    for removed, added in _runs(before, after):
        yield "\n".join(removed), "\n".join(added)


def _words(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for removed, added in _runs(before, after):
        for kind, words in [("kept", removed)] if removed == added else [("removed", removed), ("added", added)]:
            if words:
                yield kind, " ".join(words)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The longest common subsequence in runs: the same on both sides, or what stands on either side between those."""
    removed: list[str] = []
    added: list[str] = []
    for code in Indel.opcodes(before, after):
        if code.tag == "equal":
            if removed or added:
                yield removed, added
                removed, added = [], []
            same = before[code.src_start : code.src_end]
            yield same, same
        else:
            removed += before[code.src_start : code.src_end]
            added += after[code.dest_start : code.dest_end]
    if removed or added:
        yield removed, added
