"""The year that a sentence leaves out because one before it named it: 'In June 2009 ... They met on June 26'."""

from __future__ import annotations

import re

from monitor.reading.document import Document

_BACK = 5  # sentences before
_MONTH = re.compile(
    r"\b(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?= \d|$|[,;.)]| )", re.IGNORECASE
)
_TOLD = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|this|next|that|previous|following|ago)\b", re.IGNORECASE)


def carried(doc: Document, at: int, phrase: str, when: str) -> str:
    """A partial ISO date, its year that of the same month in the sentences before a token, if `phrase` tells none."""
    month = _MONTH.search(phrase)
    if month is None or _TOLD.search(phrase) or "/" in when:
        return when
    number = doc.sentence_of[at]
    start = doc.tokens[doc.sentences[max(0, number - _BACK)].first].start
    before = doc.text[start : doc.tokens[doc.sentences[number].first].start]
    named = re.findall(rf"\b{month['month']}[a-z]*\.?,? (?:\d{{1,2}},? )?((?:19|20)\d\d)\b", before, re.IGNORECASE)
    return f"{named[-1]}{when[4:]}" if named else when
