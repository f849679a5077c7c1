"""What a verb group tells as done about a matter: resigned, fired, opened an inquiry, released."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import VerbGroup
from monitor.reading.document import Document
from monitor.reading.outcome.amends import apologized, released, testified
from monitor.reading.outcome.deed import Deed
from monitor.reading.outcome.departures import recused, resigned, withdrew
from monitor.reading.outcome.dismissals import fired
from monitor.reading.outcome.inquiries import inquiry

_NEAR = 9  # tokens after a verb that may tell what it does
_PARTICLES = frozenset("up out down off over in aside back away home".split())
_READERS = (recused, inquiry, resigned, fired, withdrew, apologized, released, testified)


def deed(doc: Document, verb: VerbGroup) -> Deed | None:
    """What the verb group tells, whatever its mood; None when it is no outcome."""
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    lows = [token.low for token in doc.tokens[verb.last + 1 : limit + 1] if token.tag != "Q"]
    noun = clauses.noun_after(doc, verb.last)
    if noun is None and lows[:1] and lows[0] in _PARTICLES:
        noun = clauses.noun_after(doc, clauses.next_token(doc, verb.last))  # 'threw out the complaint'
    for read in _READERS:
        found = read(doc, verb, noun, lows)
        if found is not None:
            return found
    return None
