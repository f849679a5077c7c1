"""Who alone acted last before a phrase, of those whom it may mean or speak for."""

from __future__ import annotations

from collections.abc import Callable

from monitor.reading.chunks import Noun
from monitor.reading.clauses import joined
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.party import Party, Resolver


def alone(
    doc: Document, parties: Resolver, noun: Noun, fits: Callable[[Noun, Party], bool], *, reach: int, quote: int
) -> Party | None:
    """The fitting party that acted in the nearest sentence where one did; None where several did, or none did.

    `reach` is how many sentences before the phrase's own are looked at, `quote` the quotation that they act in, -1
    outside of all.
    """
    for back, sentence in enumerate(parties.sentences_back(noun.first, doc.sentence_of[noun.first])):
        if back > reach:
            return None
        acting = parties.acting(sentence)
        found: dict[str, Party] = {}
        opens = False  # whether the first of them is what the sentence is about
        for at, other in parties.spoken_of(sentence):
            if at not in acting or other.first >= noun.first or doc.tokens[other.head].quote != quote:
                continue
            party = parties.who(other)
            if party is not None and fits(other, party):
                opens = opens or (not found and _opens(doc, other, sentence))
                found.setdefault(party.name, party)
        if found:
            first = next(iter(found.values()))
            return first if len(found) == 1 or opens else None
    return None


def _opens(doc: Document, noun: Noun, sentence: int) -> bool:
    """Whether a sentence opens with a phrase that nothing is joined to: it is about that one."""
    return noun.first == doc.sentences[sentence].first and len(joined(doc, noun, closed=True)) == 1


def is_outlet(party: Party) -> bool:
    """Whether a party is an outlet, which tells of others."""
    return not party.person and bool({word.lower() for word in party.name.split()} & words("people", "press"))


def reporting() -> frozenset[str]:
    """The words by which a name or a role is the press's, without those that others have as well: 'public'."""
    return words("people", "press") - {"public", "agency"}
