"""Who is described first and named later: 'A minister has denied ...', then 'Ana Ruiz said'."""

from __future__ import annotations

from monitor.reading.appositions import person_after
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.names import Person
from monitor.reading.offices import holds, standing_for
from monitor.reading.party import Resolver
from monitor.reading.subjects import subject

_NAMED_WITHIN = 3  # sentences after a description in which its name may come
_OF_MANY_KINDS = frozenset("attorney secretary minister officer director general lawyer commissioner manager".split())
_OPENING = 3  # sentences of an article that hold a name back
# Words of sentences that say that somebody won't be named.
_NAMELESS = frozenset("anonymity anonymous anonymously identified unnamed unidentified".split())


class Cataphora:
    """Finds the names that one document holds back."""

    def __init__(self, doc: Document, parties: Resolver) -> None:
        self.doc = doc
        self._parties = parties

    def named(self, noun: Noun, head: str) -> Person | None:
        """Whom the next sentences name for 'a minister' of an opening, or quote for 'a spokesman for the yard'."""
        sentence = self.doc.sentence_of[noun.first]
        offices = set(standing_for(head))
        span = self.doc.sentences[sentence]
        if any(token.low in _NAMELESS for token in self.doc.tokens[span.first : span.last + 1]):
            return None
        if head in words("people", "attendant"):
            return self._quoted_next(sentence, offices) or self._speaks_for_the_same(noun, offices)
        if head == "source" or sentence > _OPENING:
            return None
        if extent(self.doc, noun) > noun.last:
            return self._opens_next(noun, sentence)
        begin = self.doc.sentences[sentence].last
        end = self.doc.sentences[min(sentence + 2, len(self.doc.sentences) - 1)].last
        people = dict.fromkeys(self.doc.people.by_name.values())
        named = [person for person in people if person.mentions and begin < person.mentions[0] <= end]
        fitting = [person for person in named if holds(head, person.roles)]
        party_only = words("people", "partisan")  # 'Tory Karl Bruun' may be any politician
        return next((one for one in named if one in fitting or not (fitting or one.roles - party_only)), None)

    def _opens_next(self, noun: Noun, sentence: int) -> Person | None:
        """Whom the next sentence opens with, for the first time, where 'A member of the board' opens a text."""
        first = self.doc.sentences[sentence].first
        if noun.first != first or self.doc.tokens[first].low not in ("a", "an"):
            return None
        if sentence + 1 >= len(self.doc.sentences):
            return None
        opening = self.doc.noun(self.doc.sentences[sentence + 1].first)
        person = self.doc.people.at(opening.head) if opening is not None else None
        return person if person is not None and opening is not None and person.mentions[0] == opening.head else None

    def named_next(self, noun: Noun, others: list[Noun]) -> Person | None:
        """Who 'the chief lobbyist' is whom the next sentences call 'The lobbyist, Ana Ruiz,'; `others` share a head."""
        number = self.doc.sentence_of[noun.first]
        for other in others:
            near = number < self.doc.sentence_of[other.first] <= number + _NAMED_WITHIN
            if not near or self.doc.tokens[other.first].low != "the" or self._tells_apart(noun):
                continue
            person = person_after(self.doc, other)
            if person is not None and person.mentions[0] > noun.last:
                return person
        return None

    def _tells_apart(self, noun: Noun) -> bool:
        """Whether a word before 'attorney' or 'secretary' makes it another office: 'the district attorney'."""
        told = {token.low for token in self.doc.tokens[noun.first + 1 : noun.head]}
        return bool(told) and self.doc.tokens[noun.head].low in _OF_MANY_KINDS

    def _quoted_next(self, sentence: int, offices: set[str]) -> Person | None:
        """Who is named for the first time, without a word of who it is, where the next sentences say who speaks."""
        for number in range(sentence + 1, min(sentence + 3, len(self.doc.sentences))):
            verbs = [self.doc.verbs[i] for i in self.doc.verbs_in[number]]
            for noun in (n for v in verbs if _speaks(v) for n in subject(self.doc, v)):
                person = self.doc.people.at(noun.head)
                fresh = person is not None and person.mentions[0] == noun.head
                if person is not None and fresh and (offices & person.roles or not person.roles):
                    return person
        return None

    def _speaks_for_the_same(self, noun: Noun, offices: set[str]) -> Person | None:
        """The only person named later who speaks for the same one: 'a spokesman for Moll ... Moll spokesman Reyes'."""
        principal = self._parties.principal(noun)
        if principal is None:
            return None
        whose = principal.name.split()[-1].lower()
        every = dict.fromkeys(self.doc.people.by_name.values())
        found = [one for one in every if whose in one.roles and offices & one.roles and one.mentions]
        return found[0] if len(found) == 1 and found[0].mentions[0] > noun.first else None


def _speaks(verb: VerbGroup) -> bool:
    """Whether a verb is one of speech: not 'will continue to advise'."""
    return verb.lemma in words("speech", "say") and verb.lemma != "continue"
