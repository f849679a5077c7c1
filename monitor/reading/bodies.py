"""Which body 'the company', 'the agency' or 'the group' is: the one of a name that acted last."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from monitor.reading import acting
from monitor.reading.chunks import Noun, is_person
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
    "inspectorate service institute panel".split()
)
_TRADING = frozenset(
    "company firm bank airline retailer manufacturer corporation inc ltd plc corp holdings enterprises "
    "industries".split()
)
_JOINED = frozenset(
    "group organisation organization union charity club association coalition nonprofit party league federation".split()
)
_SCHOOLS = frozenset("university college school academy seminary polytechnic".split())
_SORTS = (_PUBLIC, _TRADING, _JOINED, _SCHOOLS)
_OUTLETS = frozenset("newspaper paper magazine broadcaster network".split())
_INITIALS = 800  # tokens back to initials
_CALL_SIGN = 5  # letters at most of what a broadcaster goes by
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
    if found is not None:
        return Party(found.name, "body that acted last", sure=0.85)
    name = _only_named(doc, parties, noun, fits)
    return Party(name, "body named last", sure=0.8) if name else None


def _only_named(doc: Document, parties: Resolver, noun: Noun, fits: Callable[[Noun, Party], bool]) -> str:
    """The one fitting body that the nearest sentence names beside who acts, as 'at Ajax'; '' for none or several."""
    for back, sentence in enumerate(parties.sentences_back(noun.first, doc.sentence_of[noun.first])):
        if back > _REACH:
            break
        span = doc.sentences[sentence]
        last = min(span.last, noun.first - 1)
        names: dict[str, None] = {}
        for other in {found: None for at in range(span.first, last + 1) if (found := doc.noun(at)) is not None}:
            if doc.tokens[other.head].quote == doc.tokens[noun.head].quote and not _placed(doc, other):
                names.update(dict.fromkeys(_names_in(doc, parties, other, fits)))
        if names:
            return next(iter(names)) if len(names) == 1 else ""
    return ""


def _names_in(doc: Document, parties: Resolver, noun: Noun, fits: Callable[[Noun, Party], bool]) -> Iterator[str]:
    """The names of fitting bodies that a phrase is, or that stand before a trade in it: 'Ajax' of 'an Ajax pilot'."""
    tokens = doc.tokens
    party = parties.who(noun) if tokens[noun.head].tag == "NP" else None
    if party is not None and _namelike(party.name) and fits(noun, party):
        yield party.name
    first = noun.first
    for at in range(noun.first, noun.head + 1):
        trade = tokens[at].tag == "N" and is_person(tokens[at])
        if trade and first < at and tokens[at - 1].tag == "NP":
            name = doc.words(first, at - 1)
            inner = Noun(first, at - 1, at - 1)
            if _namelike(name) and doc.people.find(name) is None and fits(inner, Party(name, "name of a body")):
                yield name
        if tokens[at].tag != "NP":
            first = at + 1


def _placed(doc: Document, noun: Noun) -> bool:
    """Whether a phrase is where something is or comes from, or when."""
    return noun.first > 0 and doc.tokens[noun.first - 1].low in ("in", "near", "from", "across", "around", "since")


def _namelike(name: str) -> bool:
    """Whether a name may be a body's: no side, people, office or month."""
    lows = {word.lower().strip(".") for word in name.split()}
    other = (
        words("people", "partisan") | words("people", "demonym") | words("people", "title") | words("words", "month")
    )
    return not lows & (other | words("people", "person") | words("words", "weekday"))


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
        return outlet or (party.name.isupper() and len(party.name) <= _CALL_SIGN and head in ("network", "broadcaster"))
    sorts = [sort for sort in _SORTS if named & sort]
    if sorts and not any(head in sort for sort in sorts):
        return False
    if named <= words("words", "number") | words("places", "region") | {"usa"}:
        return False
    ruling = bool(named & _RULING) or party.name.lower() in words("places", "region")
    return not ruling and (not outlet or head in ("company", "group", "organization"))
