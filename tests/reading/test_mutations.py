"""The reader on articles that were torn, spliced and strewn with odd characters: an answer with true offsets, always."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from events.article import Article
from monitor.reading.builtin import BuiltinReader

TEXTS = sorted((Path(__file__).parent / "articles").glob("*.txt"))
ODD = (
    "\r\n",
    "\u00ad",
    "\u00a0",
    "\u2028",
    "\u202e",
    "👩‍👩‍👧",
    "e\u0301",
    "“",
    "”",
    "''",
    '"',
    "\x00",
    "…",
    "—",
    "’s",
    "\ufeff",
    "ﷺ",
    ".",
    "\t\t",
    "(",
    "]",
)


def mutated(draw: random.Random, texts: list[str]) -> str:
    """One text with a few random wounds, perhaps with a piece of another."""
    text = draw.choice(texts)
    for _ in range(draw.randint(1, 6)):
        at, to = sorted(draw.randrange(len(text) + 1) for _ in range(2))
        match draw.randrange(6):
            case 0:
                text = text[:at] + text[min(to, at + 40) :]
            case 1:
                text = text[:at] + draw.choice(ODD) * draw.randint(1, 5) + text[at:]
            case 2:
                other = draw.choice(texts)
                text = text[:at] + other[: draw.randrange(len(other))] + text[to:]
            case 3:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 4:
                text = text[:at] + text[at:to].replace(" ", draw.choice(("\n", "  ", "\u00a0", ""))) + text[to:]
            case _:
                text = text[:at] + text[at : at + 200] * 3 + text[at:]
    return text


@pytest.mark.long
def test_no_mutation_breaks_the_reader_or_its_offsets(rounds) -> None:
    """Every quotation stands where the claim says, whatever happened to the text, and reading twice gives the same."""
    draw, reader = random.Random(59), BuiltinReader()
    texts = [path.read_bytes().decode("utf-8") for path in TEXTS]
    claims = 0
    for number in range(rounds(20_000, 150)):
        text = mutated(draw, texts)
        article = Article(
            id=f"{number:016x}", text=text, published=draw.choice((None, "2031-05-06", "2031-05-06T10:00:00Z"))
        )
        found = reader.read(article)
        for claim in found:
            assert claim.evidence, text
            for piece in claim.evidence:
                assert text[piece.start : piece.end] == piece.quote, text
        claims += len(found)
        if number % 50 == 0:
            assert reader.read(article) == found
    assert claims > 0
