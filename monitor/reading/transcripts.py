"""Paragraphs of transcripts, which a label gives to their speaker: 'RUIZ: I never met him.'"""

from __future__ import annotations

from typing import NamedTuple

from monitor.reading.chunks import Noun
from monitor.reading.document import Document

_LABEL = 10  # tokens of a name and an office at most
_NAME = 3  # letters; 'Q', 'A' and the initials of people name nobody
_TURNS = 3  # labelled paragraphs that make a transcript; one may be a dateline


class Turn(NamedTuple):
    """What one speaker says: tokens from the colon to the end of the paragraph; `speaker` is None for initials."""

    first: int
    last: int
    block: int
    speaker: Noun | None


def turns(doc: Document) -> list[Turn]:
    """The labelled paragraphs of a transcript, in order; none in any other text."""
    found: list[Turn] = []
    for number, sentence in enumerate(doc.sentences):
        opens = number == 0 or doc.sentences[number - 1].block != sentence.block
        colon = _label_end(doc, sentence.first, sentence.last) if opens else None
        if colon is not None:
            end = number
            while end + 1 < len(doc.sentences) and doc.sentences[end + 1].block == sentence.block:
                end += 1
            known = colon - sentence.first > 1 or len(doc.tokens[sentence.first].text) >= _NAME
            speaker = doc.noun(sentence.first) if known else None
            found.append(Turn(colon, doc.sentences[end].last, sentence.block, speaker))
    return found if len(found) >= _TURNS else []


def _label_end(doc: Document, first: int, last: int) -> int | None:
    """The colon after a label in capitals; None where the paragraph has none."""
    for at in range(first, min(last, first + _LABEL)):
        token = doc.tokens[at]
        if token.text == ":":
            return at if at > first else None
        if token.text not in (",", "(", ")", "-") and not token.text.isupper():
            return None
    return None
