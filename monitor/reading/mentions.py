"""What an article speaks of, sentence by sentence: who acts, who else is named, whose things are told of."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import names
from monitor.reading.chunks import Noun
from monitor.reading.document import Document
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject

_SENTENCES_BACK = 6  # how far a pronoun reaches


class Mentions:
    """The phrases of one document that others may refer to."""

    def __init__(self, doc: Document, speeches: list[Speech]) -> None:
        self.doc = doc
        self.said: dict[int, list[Speech]] = {}  # sentence -> what is reported in it
        for speech in speeches:
            if not speech.direct:
                self.said.setdefault(doc.sentence_of[speech.cue], []).append(speech)
        # first tokens of speakers who stand after their own words, which name others: '"Ruiz lied," said Lee'
        self.closing = {noun.first for speech in speeches for noun in speech.speakers if speech.first < noun.first}
        self._subjects: dict[int, list[tuple[int, Noun]]] = {}
        self._owners: dict[int, list[tuple[int, Noun]]] = {}
        self._acting: dict[int, set[int]] = {}  # sentence -> first tokens of its subjects

    def subjects(self, sentence: int) -> list[tuple[int, Noun]]:
        """The subjects of a sentence's finite verbs, then its other names, each with its token index."""
        if sentence not in self._subjects:
            found: dict[int, Noun] = {}
            for index in self.doc.verbs_in[sentence]:
                verb = self.doc.verbs[index]
                if verb.finite:
                    for noun in subject(self.doc, verb):
                        if self.doc.tokens[noun.head].quote < 0 or self.doc.tokens[noun.head].tag != "PR":
                            found.setdefault(noun.first, noun)
            main = sorted(found.items())
            self._acting[sentence] = set(found)
            limits = self.doc.sentences[sentence]
            others: list[tuple[int, Noun]] = []
            owners: list[tuple[int, Noun]] = []
            at = limits.first
            while at <= limits.last:
                noun_here = self.doc.noun(at)
                if noun_here is not None:
                    owners.extend((owner.first, owner) for owner in names.owners(self.doc.tokens, noun_here))
                    if noun_here.first not in found and self.doc.tokens[noun_here.head].tag == "NP":
                        others.append((noun_here.first, noun_here))
                    at = noun_here.last
                at += 1
            self._subjects[sentence] = main + others
            self._owners[sentence] = owners
        return self._subjects[sentence]

    def owners(self, sentence: int) -> list[tuple[int, Noun]]:
        """The names of owners in a sentence: 'Ruiz' of "Ruiz's aide"."""
        self.subjects(sentence)
        return self._owners[sentence]

    def acting(self, sentence: int) -> set[int]:
        """The first tokens of the subjects of a sentence's finite verbs."""
        self.subjects(sentence)
        return self._acting[sentence]

    def sentences_back(self, at: int, number: int) -> Iterator[int]:
        """The sentence of a token and those before it; what is quoted in full is skipped by who speaks outside it."""
        outside = self.doc.tokens[at].quote < 0
        seen = 0
        for sentence in range(number, max(-1, number - 20), -1):
            span = self.doc.sentences[sentence]
            quoted = outside and sentence < number and self._quoted_whole(span.first, span.last)
            if not quoted:
                yield sentence
                seen += 1
            if seen == _SENTENCES_BACK:
                return

    def _quoted_whole(self, first: int, last: int) -> bool:
        return self.doc.tokens[first].quote >= 0 and self.doc.tokens[first].quote == self.doc.tokens[last].quote
