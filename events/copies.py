"""Which texts are copies of one another: whole, cut, or under another headline.

MinHash (Broder, 'On the resemblance and containment of documents', 1997) finds the candidates; the share of the shorter
text's word sequences that the longer one has decides. Both depend on the two texts alone, so the same texts are
linked in whatever order they come.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import msgspec

from events.parties import words_of

_SEQUENCE = 5  # words; sequences of five are seldom shared by chance, and an edited word spoils only five
_LONG = 6  # letters; three words in ten are as long
_BANDS, _ROWS = 64, 2  # a text cut to 30 % and its whole are candidates with a probability of 0.998
_CONTAINED = 0.6  # of the shorter text's sequences; independent reports of one event share quotations, about a tenth
_FEWEST = 8  # sequences in common; less is a quotation, not a copy


class Print(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a text to find its copies."""

    sequences: bytes  # the sorted 32-bit digests of its word sequences, little-endian
    bands: tuple[int, ...]  # two texts that share one of these may be copies

    def digests(self) -> frozenset[int]:
        """The digests of the text's word sequences."""
        return frozenset(memoryview(self.sequences).cast("I"))


class Prints(Protocol):
    """The prints of a story's articles, by the articles' ids."""

    def get(self, article: str) -> Print | None:
        """The print of an article."""

    def sharing(self, bands: Iterable[int]) -> Iterable[str]:
        """The articles whose prints have one of the bands."""


class Shelf:
    """Prints in memory."""

    def __init__(self, prints: Mapping[str, Print] | None = None) -> None:
        self._prints: dict[str, Print] = {}
        self._by_band: dict[int, set[str]] = defaultdict(set)
        for article, one in (prints or {}).items():
            self.put(article, one)

    def get(self, article: str) -> Print | None:
        """The print of an article."""
        return self._prints.get(article)

    def sharing(self, bands: Iterable[int]) -> set[str]:
        """The articles whose prints have one of the bands."""
        return {article for band in bands for article in self._by_band.get(band, ())}

    def put(self, article: str, one: Print | None) -> None:
        """Set an article's print, or None to remove it."""
        known = self._prints.pop(article, None)
        for band in known.bands if known else ():
            self._by_band[band].discard(article)
        if one is not None:
            self._prints[article] = one
            for band in one.bands:
                self._by_band[band].add(article)

    def after(self, prints: Mapping[str, Print | None]) -> Shelf:
        """A shelf with some prints replaced; this one stays as it is."""
        if not prints:
            return self
        changed = Shelf(self._prints)
        for article, one in prints.items():
            changed.put(article, one)
        return changed


@lru_cache(maxsize=64)
def print_of(title: str, text: str) -> Print | None:
    """The print of a text, its headline left aside; None for one that is too short to be told from a quotation."""
    from rensa import RMinHash  # not needed to show a story

    found = _sequences(words_of(f"{title}\n{text}").words[len(words_of(title).words) :])
    if len(found) < _FEWEST:
        return None
    digests = array("I", sorted(found))
    [values] = RMinHash.digest_matrix_from_flat_token_hashes(digests, [0, len(digests)], _BANDS * _ROWS, 1).to_rows()
    rows = memoryview(array("I", values)).cast("B")
    size = 4 * _ROWS  # bytes
    bands = {zlib.crc32(rows[size * number : size * (number + 1)], number) for number in range(_BANDS)}
    return Print(digests.tobytes(), tuple(sorted(bands)))


def _sequences(words: Sequence[str]) -> set[int]:
    """The 32-bit digests of the sequences that begin with a long word: a sample that every copy takes too."""
    return {
        zlib.crc32(" ".join(words[at : at + _SEQUENCE]).encode("utf-8", "surrogatepass"))
        for at, word in enumerate(words[: 1 - _SEQUENCE])
        if len(word) >= _LONG
    }


def are_copies(one: Print, other: Print) -> bool:
    """Whether one of two texts is, for the most part, contained in the other."""
    mine, theirs = one.digests(), other.digests()
    common = len(mine & theirs)
    return common >= _FEWEST and common >= _CONTAINED * min(len(mine), len(theirs))


def copies_of(article: str, one: Print, prints: Prints) -> tuple[str, ...]:
    """The ids of the other articles that are copies of the text with this print, sorted."""
    found = (name for name in sorted(set(prints.sharing(one.bands))) if name != article)
    return tuple(name for name in found if (other := prints.get(name)) is not None and are_copies(one, other))
