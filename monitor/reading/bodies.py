"""Which body 'the company', 'the agency' or 'the group' is: the one of a name that acted last."""

from __future__ import annotations

from monitor.reading import acting
from monitor.reading.chunks import Noun
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.lexicon import entries, words
from monitor.reading.party import Party, Resolver

_NAMED = ("name", "name of a body", "body named before", "apposition")
# Words of the names of powers, which are called by themselves.
_RULING = frozenset("government congress parliament senate house court police state army cabinet".split())
# Whoever is named by one of a set's words is called by no word of the others.
_PUBLIC = frozenset(
    "agency commission committee authority watchdog regulator board department ministry bureau council office "
    "inspectorate service institute".split()
)
_TRADING = frozenset(
    "company firm bank airline retailer manufacturer corporation inc ltd plc corp holdings enterprises "
    "industries".split()
)
_JOINED = frozenset(
    "group organisation organization union charity club association coalition nonprofit party league federation".split()
)
_SORTS = (_PUBLIC, _TRADING, _JOINED)
_OUTLETS = frozenset("newspaper paper magazine broadcaster network".split())
_INITIALS = 800  # tokens back to initials
_REACH = 2  # sentences before it


def acted_last(doc: Document, parties: Resolver, noun: Noun) -> Party | None:
    """The body of a name that alone acted in the nearest sentence that tells of one; None for other phrases.

    'The government' and 'the court' are no such phrases: a country has one, whoever acted.
    """
    tokens = doc.tokens
    head = tokens[noun.head].low
    general = head in words("people", "general_body") and extent(doc, noun) == noun.last
    if not general or tokens[noun.first].low != "the" or noun.head != noun.first + 1:
        return None

    def fits(other: Noun, party: Party) -> bool:
        counted = extent(doc, other) > other.last and other.first == other.last  # 'Seventeen of the forms'
        return not counted and _may_be(party, head)

    found = acting.alone(doc, parties, noun, fits, reach=_REACH, quote=tokens[noun.head].quote)
    return Party(found.name, "body that acted last", sure=0.85) if found is not None else None


def by_initials(doc: Document, noun: Noun) -> Party | None:
    """The body known by initials that a phrase spells a part of: 'the bureau' where the FBI is spoken of before."""
    tokens = doc.tokens
    if tokens[noun.first].low != "the" or noun.head != noun.first + 1 or extent(doc, noun) != noun.last:
        return None
    known = entries("people", "initials")
    earlier = tokens[max(0, noun.first - _INITIALS) : noun.first]
    spoken_of = {token.text for token in earlier if known.get(token.text) == tokens[noun.head].low}
    return Party(spoken_of.pop(), "body named before", sure=0.9) if len(spoken_of) == 1 else None


def _may_be(party: Party, head: str) -> bool:
    """Whether a party is a body of a name that a general word may stand for."""
    if party.person or party.human or party.rule not in _NAMED:
        return False
    named = {word.lower() for word in party.name.split()}
    outlet = acting.is_outlet(party)
    if head in _OUTLETS:
        return outlet
    sorts = [sort for sort in _SORTS if named & sort]
    if sorts and not any(head in sort for sort in sorts):
        return False
    if named <= words("words", "number") | words("places", "region") | {"usa"}:
        return False
    ruling = bool(named & _RULING) or party.name.lower() in words("places", "region")
    return not ruling and (not outlet or head in ("company", "group", "organization"))
