"""For whom a spokesman speaks of whom nobody says it: 'Nordkai paid for the trip. A spokesman declined to comment.'"""

from __future__ import annotations

from monitor.reading import acting
from monitor.reading.chunks import Noun
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.party import Party, Resolver

_SPEAKS = frozenset("spokesman spokeswoman spokesperson representative rep publicist".split())
_REACH = 3  # sentences before it in which whoever it speaks for may act


def unstated(doc: Document, parties: Resolver, noun: Noun) -> Party | None:
    """'A spokesman for Nordkai' where the text has 'a spokesman': he speaks for who acted last before, one alone.

    None where a sentence that tells of somebody tells of several alike, and for phrases that say it themselves.
    """
    tokens = doc.tokens
    bare = all(token.tag in ("D", "J") for token in tokens[noun.first : noun.head]) and noun.last == noun.head
    if tokens[noun.head].low not in _SPEAKS or not bare or extent(doc, noun) != noun.last:
        return None
    following = tokens[min(noun.last + 1, len(tokens) - 1)]
    if following.low in ("for", "from", "with", "of", "at") or tokens[noun.first].low not in ("a", "an", "the"):
        return None
    client = acting.alone(doc, parties, noun, lambda _, party: _may_have_one(party), reach=_REACH, quote=-1)
    return _for(doc, noun, client) if client is not None else None


def _may_have_one(party: Party) -> bool:
    """Whether a party may have a spokesman: bodies and people with a name, but for outlets."""
    named = party.person or party.rule in ("name", "name of a body", "body named before")
    return named and not acting.is_outlet(party)


def _for(doc: Document, noun: Noun, client: Party) -> Party:
    return Party(
        f"{doc.words(noun.first, noun.last)} for {client.name}", "spokesman of who acted last", human=True,
        sure=0.75,
    )  # fmt: skip
