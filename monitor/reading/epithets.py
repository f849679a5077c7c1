"""Whom an epithet means: 'the Ohio Republican', 'the former general', 'the 61-year-old', 'the Texan'.

News English seldom repeats a name: who has just been named is called by party, home, age or a past office. What such
a phrase says must fit what the article says of the person; of those whom it fits, the one spoken of last is meant.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from monitor.reading import affiliations
from monitor.reading.chunks import Noun, is_person, is_plural
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.names import Person
from monitor.reading.party import Party, Resolver, gender
from monitor.reading.subjects import subject

_AGE = re.compile(r"\d{1,3}-year-old")
_FORMERLY = re.compile(r"(?:then|ex|vice)-")
# Whoever stands for an office; politicians do.
_CONTENDERS = frozenset("candidate nominee contender hopeful frontrunner front-runner challenger incumbent".split())
_ANYBODY = frozenset("man woman teenager native".split())
_PARENTS = frozenset("mother father grandmother grandfather".split())
_FIT, _MAY, _NOT = 2, 1, 0
_SO_CALLED = 2.0  # what being called by the very word weighs, in doublings of how often somebody is named
_REACH = 4  # sentences back to somebody whom the epithet fits
_NEAR = 2  # sentences back to somebody who is merely not ruled out
_OPENING = 3  # sentences at an article's start that may call somebody who is named only later


class Epithets:
    """Resolves epithets of one document."""

    def __init__(self, doc: Document, parties: Resolver) -> None:
        self.doc = doc
        self._parties = parties

    def resolve(self, noun: Noun) -> Party | None:
        """The person whom an epithet means, or None if it is none or if nobody fits."""
        if not self._is_epithet(noun):
            return None
        for by in self._parties.speakers(noun.first):
            principal = self._parties.principal(by)
            person = self.doc.people.by_name.get(principal.name) if principal is not None else None
            if principal is not None and person is not None and self._fit(noun, person) != _NOT:
                return replace(principal, rule="epithet", sure=0.9)
        fitting = self._likeliest(noun, _FIT, range(_REACH + 1))
        if fitting is not None:
            return replace(fitting, rule="epithet", sure=min(fitting.sure, 0.92))
        merely = self._likeliest(noun, _MAY, range(1, _NEAR + 1))
        if merely is not None:
            return replace(merely, rule="epithet of the one named last", sure=0.85 * merely.sure)
        ahead = self._ahead(noun)
        if ahead is None:
            return None
        return Party(ahead.name, "epithet of one named next", person=True, gender=ahead.gender, sure=0.8)

    def _likeliest(self, noun: Noun, fit: int, reach: range) -> Party | None:
        """Of those whom an epithet fits, the one named most and last; of those who are not ruled out, the last one."""
        barred = self._barred(noun)
        likely: dict[str, tuple[float, Party]] = {}
        for back, party in self._spoken_of(noun):
            person = self.doc.people.by_name.get(party.name)
            if person is None or back not in reach or party.name in barred or self._fit(noun, person) != fit:
                continue
            mentions = bisect_left(person.mentions, noun.first)
            weight = math.log2(1 + mentions) - back / 2 if fit == _FIT else -back
            weight += _SO_CALLED * (_office(self.doc.tokens[noun.head].low) in person.roles)
            likely.setdefault(party.name, (weight, party))
        return max(likely.values(), key=lambda one: one[0])[1] if likely else None

    def untold(self, noun: Noun) -> Party | None:
        """Whom 'the president' or 'the mayor' means where nobody is called so: one whom the article needn't introduce.

        A farmer or an aide is introduced by what he is; who is named without a word is known to readers by an office.
        """
        tokens = self.doc.tokens
        if tokens[noun.first].low != "the" or tokens[noun.head].low not in words("people", "eminent"):
            return None
        if extent(self.doc, noun) > noun.last or self._said(noun) - {"prime"}:
            return None
        barred = self._barred(noun)
        for back, party in self._spoken_of(noun):
            person = self.doc.people.by_name.get(party.name)
            if person is None or party.name in barred or back > _NEAR or self.acts_on(noun, party.name):
                continue
            if " " in person.name and not person.roles - {"mr", "mrs", "ms"} and len(person.mentions) > 1:
                return replace(party, rule="one known to readers", sure=0.85 * party.sure)
        return None

    def _is_epithet(self, noun: Noun) -> bool:
        """Whether a phrase renames somebody: a telling word, a party, a home or an age after 'the'."""
        tokens = self.doc.tokens
        head = tokens[noun.head]
        if tokens[noun.first].low != "the" or noun.head == noun.first or is_plural(head):
            return False
        office, said, whole = _office(head.low), self._said(noun), extent(self.doc, noun) == noun.last
        if head.low in words("people", "demonym"):
            return whole and noun.last == noun.head and head.text[0].isupper()
        if office in words("people", "partisan") or office in _CONTENDERS:
            return whole
        if self._parent_of(noun):
            return True
        if not is_person(head) or (office in words("people", "attendant") and "former" not in said):
            return bool(_AGE.fullmatch(head.low))
        told = office != head.low or said & words("people", "telling") or any(_AGE.fullmatch(low) for low in said)
        placed = whole and office in words("people", "politician") and affiliations.regions(said)
        from_there = whole and office in _ANYBODY and tokens[noun.head - 1].tag == "NP"  # 'the Dayton woman'
        return bool(told or placed or from_there)

    def _parent_of(self, noun: Noun) -> bool:
        """Whether a phrase is 'the mother of three'."""
        tokens, after = self.doc.tokens, noun.last + 1
        if tokens[noun.head].low not in _PARENTS or after >= self.doc.sentence(noun.last).last:
            return False
        many = tokens[after + 1].low in words("words", "number") or tokens[after + 1].sort == "number"
        return tokens[after].low == "of" and many and tokens[after + 2].tag != "N"

    def _barred(self, noun: Noun) -> set[str]:
        """Who says the words that a phrase stands in, and so means somebody else by it."""
        said = (self._parties.who(by) for by in self._parties.speakers(noun.first))
        return {party.name for party in said if party is not None}

    def acts_on(self, noun: Noun, name: str) -> bool:
        """Whether somebody acts on what a phrase names, as 'Ruiz' in 'Ruiz met the mayor', and so is somebody else."""
        verbs = [self.doc.verbs[i] for i in self.doc.verbs_in[self.doc.sentence_of[noun.first]]]
        if any(noun in subject(self.doc, verb) for verb in verbs if verb.first > noun.last):
            return False
        subjects = (other for verb in verbs if verb.last < noun.first for other in subject(self.doc, verb))
        return any((party := self._parties.who(other)) is not None and party.name == name for other in subjects)

    def _said(self, noun: Noun) -> set[str]:
        """The words that a phrase tells beside its head, what hangs on it included."""
        tokens = self.doc.tokens
        told = [*tokens[noun.first + 1 : noun.head], *tokens[noun.head + 1 : extent(self.doc, noun) + 1]]
        return {token.low for token in told if token.tag in ("N", "NP", "J", "VN", "VD")}

    def _fit(self, noun: Noun, person: Person) -> int:
        """Whether what an epithet says is said of a person, may be, or can't be."""
        tokens = self.doc.tokens
        head, said = _office(tokens[noun.head].low), self._said(noun)
        words_of = {head, *said}
        sex = gender(" ".join(words_of))
        roles = person.roles
        political = roles & words("people", "politician")
        if sex and person.gender and sex != person.gender:
            return _NOT
        if roles & words("people", "attendant") and not political and head not in roles:
            return _NOT
        parties, homes = affiliations.parties(words_of), affiliations.regions(words_of)
        theirs, home = affiliations.parties(roles), affiliations.regions(roles)
        if (parties and theirs and not parties & theirs) or (homes and home and not homes & home):
            return _NOT
        if (parties & theirs) or (homes & home) or head in roles or (head in _CONTENDERS and political):
            return _FIT
        return _MAY

    def _spoken_of(self, noun: Noun) -> Iterator[tuple[int, Party]]:
        """Those spoken of before a phrase, the nearest sentence first, in each whoever acted before the others."""
        tokens = self.doc.tokens
        number = self.doc.sentence_of[noun.first]
        for back, sentence in enumerate(self._parties.sentences_back(noun.first, number)):
            if back > _REACH:
                return
            for at, other in self._parties.spoken_of(sentence):
                quoted = tokens[other.head].quote
                outside = quoted >= 0 and quoted != tokens[noun.head].quote
                if at >= noun.first or outside or other == noun:
                    continue
                party = self._parties.who(other)
                if party is not None and party.person and not party.plural:
                    yield back, party

    def _ahead(self, noun: Noun) -> Person | None:
        """Who acts in the sentences after an epithet of an article's opening, if nobody had been named before."""
        number = self.doc.sentence_of[noun.first]
        if number >= _OPENING:
            return None
        people = dict.fromkeys(self.doc.people.by_name.values())
        if any(person.last_before(noun.first) is not None for person in people):
            return None
        for sentence in range(number + 1, min(number + _NEAR + 1, len(self.doc.sentences))):
            verbs = [self.doc.verbs[i] for i in self.doc.verbs_in[sentence]]
            for other in (other for verb in verbs if verb.finite for other in subject(self.doc, verb)):
                person = self.doc.people.at(other.head)
                if person is not None and person.mentions[0] == other.head and self._fit(noun, person) != _NOT:
                    return person
        return None


def _office(low: str) -> str:
    """The office in 'ex-senator' and 'actor-turned-senator'."""
    return _FORMERLY.sub("", low.rsplit("-turned-", 1)[-1])
