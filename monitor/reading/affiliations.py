"""The party and the place that go with a name: 'Sen. Ana Ruiz (D-Vt.)', 'Ana Ruiz of Ohio', 'D-N.Y.'."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache

from monitor.reading.lexicon import entries, words
from monitor.reading.tokens import Token

_LETTERS = {
    "r": "republican", "d": "democrat", "i": "independent", "lab": "labour", "con": "conservative", "ld": "liberal",
}  # fmt: skip
_MARK = re.compile(r"(?:(R|D|I)[-\u2013.,]*|(Lab|Con|LD))(?:[-\u2013]\s*(.*))?")
_PARTIES = {"democratic": "democrat", "gop": "republican", "tory": "conservative", "labourite": "labour"}
# Names of regions that as often mean something else: a capital's government, a person.
_AMBIGUOUS = frozenset(("washington", "victoria", "jordan", "chad"))


def beside(tokens: list[Token], last: int) -> set[str]:
    """The words of party and place that follow a name ending at a token; empty if none do."""
    at = last + 1
    if at + 1 >= len(tokens):
        return set()
    if tokens[at].text in ("(", ","):
        mark = _MARK.fullmatch(tokens[at + 1].text)
        if mark is None:
            return set()
        end = at + 2
        while end < len(tokens) and end < at + 7 and tokens[end].text not in (")", ","):
            end += 1
        letter = mark.group(1) or mark.group(2)
        place = " ".join(filter(None, [mark.group(3), *(token.text for token in tokens[at + 2 : end])]))
        return {_LETTERS[letter.lower()], *_place(place)} if tokens[at].text == "(" or mark.group(3) else set()
    if tokens[at].low == "of":
        place = _run(tokens, at + 1)
        return set(place.split()) if place in words("places", "region") else set()
    return set()


def is_mark(token: Token) -> bool:
    """Whether a token is 'D-N.Y' or 'R-Texas'."""
    found = _MARK.fullmatch(token.text)
    return found is not None and bool(found.group(3))


def parties(lows: AbstractSet[str]) -> set[str]:
    """The parties that words tell of, each by one word: 'Democratic' and 'Democrat' alike."""
    return {_PARTIES.get(low, low) for low in lows if low in _PARTIES or low in words("people", "partisan")}


def regions(lows: AbstractSet[str]) -> frozenset[str]:
    """The states and countries that are named by words of a set."""
    return frozenset(region for low in lows for region in _by_first_word().get(low, ()) if lows >= set(region.split()))


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for region in sorted(words("places", "region") - _AMBIGUOUS):
        if not region.endswith("."):
            first = region.split(maxsplit=1)[0]
            found[first] = (*found.get(first, ()), region)
    return found


def _place(text: str) -> list[str]:
    low = re.sub(r"[^a-z ]", "", text.lower()).strip()
    full = entries("places", "state").get(low.replace(" ", ""), low)
    return full.split() if full in words("places", "region") else []


def _run(tokens: list[Token], at: int) -> str:
    end = at
    while end < len(tokens) and tokens[end].tag == "NP":
        end += 1
    return " ".join(token.low for token in tokens[at:end])
