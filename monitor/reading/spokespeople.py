"""For whom a spokesman speaks of whom nobody says it: 'Nordkai paid for the trip. A spokesman declined to comment.'"""

from __future__ import annotations

from monitor.reading.chunks import Noun
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.lexicon import words
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
    number = doc.sentence_of[noun.first]
    following = tokens[min(noun.last + 1, len(tokens) - 1)]
    if following.low in ("for", "from", "with", "of", "at") or tokens[noun.first].low not in ("a", "an", "the"):
        return None
    for back, sentence in enumerate(parties.sentences_back(noun.first, number)):
        if back > _REACH:
            return None
        clients = _clients(doc, parties, noun, sentence)
        if clients:
            return _for(doc, noun, clients[0]) if len(clients) == 1 else None
    return None


def _clients(doc: Document, parties: Resolver, noun: Noun, sentence: int) -> list[Party]:
    """Who acts in a sentence, before a phrase, and may have a spokesman: bodies and people with a name."""
    found: dict[str, Party] = {}
    acting = parties.acting(sentence)
    for at, other in parties.spoken_of(sentence):
        if at not in acting or other.first >= noun.first or doc.tokens[other.head].quote >= 0:
            continue
        party = parties.who(other)
        if party is None or _reports(party):
            continue
        if party.person or party.rule in ("name", "name of a body", "body named before"):
            found.setdefault(party.name, party)
    return list(found.values())


def _reports(party: Party) -> bool:
    """Whether a party is an outlet, which tells of others."""
    return not party.person and bool({word.lower() for word in party.name.split()} & words("people", "press"))


def _for(doc: Document, noun: Noun, client: Party) -> Party:
    return Party(
        f"{doc.words(noun.first, noun.last)} for {client.name}", "spokesman of who acted last", human=True,
        sure=0.75,
    )  # fmt: skip
