"""Everything that the kinds' readers ask about one article: phrases, mouths, parties, dates, places."""

from __future__ import annotations

from events.article import Article
from events.claims import Evidence
from monitor.reading import clauses, dates, places, quotations, speech
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document, parse
from monitor.reading.parties import Parties
from monitor.reading.party import Party
from monitor.reading.subjects import subject


class Scene:
    """A parsed article with its speech and its parties."""

    def __init__(self, article: Article) -> None:
        self.doc: Document = parse(article)
        self.quotations = quotations.find(self.doc)
        self.speeches = speech.find(self.doc, self.quotations)
        self.parties = Parties(self.doc, self.quotations, self.speeches)
        self.by_cue = {said.cue: said for said in self.speeches if not said.direct}
        self._speeches_in: dict[int, list[speech.Speech]] = {}
        for said in self.speeches:
            for number in range(self.doc.sentence_of[said.first], self.doc.sentence_of[said.last] + 1):
                self._speeches_in.setdefault(number, []).append(said)

    def who(self, noun: Noun | None) -> Party | None:
        """The party that a phrase stands for."""
        return self.parties.who(noun) if noun is not None else None

    def subjects(self, verb: VerbGroup) -> list[Party]:
        """The parties whose act a verb group is."""
        return self.parties_of(subject(self.doc, verb))

    def actors(self, verb: VerbGroup) -> list[Party]:
        """The subjects of a verb that only somebody who speaks and acts can be the subject of."""
        found = self.subjects(verb)
        if not found:
            found = [party for noun in subject(self.doc, verb) if (party := self.actor(noun)) is not None]
        return found

    def actor(self, noun: Noun | None) -> Party | None:
        """The party that a phrase stands for, given that it speaks or acts: 'the brewer' is one then."""
        return self.who(noun) or (self.parties.by_act(noun) if noun is not None else None)

    def disputed_by(self, at: int) -> tuple[str, ...]:
        """Whose account the sentence of a denial says contradicts it."""
        doc = self.doc
        for index in doc.verbs_in[doc.sentence_of[at]]:
            verb = doc.verbs[index]
            if (
                verb.lemma not in ("contradict", "belie", "undercut", "undermine", "refute", "rebut")
                or verb.last >= at
                or verb.negative
            ):
                continue
            nouns = subject(doc, verb)
            owner = clauses.owner_of(doc, nouns[0]) if nouns else None
            party = self.who(owner) if owner is not None else None
            return (party.name,) if party is not None else ()
        return ()

    def parties_of(self, nouns: list[Noun]) -> list[Party]:
        """The parties of several phrases, each once."""
        found: dict[str, Party] = {}
        for noun in nouns:
            if self.is_pair(noun):
                pair = self.parties.pair(noun)
                if len(pair) == 2:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
                    found.update({party.name: party for party in pair})
                    continue
            listed = self.parties.listed(noun) or self._listed_speakers(noun)
            if listed:
                found.update({party.name: party for party in listed})
                continue
            party = self.who(noun)
            if party is not None:
                found.setdefault(party.name, party)
            else:
                found.update({told.name: told for told in self._who_said_of_themselves(noun)})
        return list(found.values())

    def _listed_speakers(self, noun: Noun) -> list[Party]:
        """Whom 'they' means in 'Two members, Ruiz and Lee, said they had talked'."""
        if self.doc.tokens[noun.head].low not in ("they", "we"):
            return []
        for said in self.speeches_at(noun.head):
            if said.first <= noun.head <= said.last and noun not in said.speakers:
                return self.parties.listed(said.speakers[0])
        return []

    def _who_said_of_themselves(self, noun: Noun) -> list[Party]:
        """Whom 'they' means in 'Ruiz and Lee said they had talked', where it means nobody else."""
        if self.doc.tokens[noun.head].low != "they":
            return []
        for said in self.speeches_at(noun.head):
            if len(said.speakers) > 1 and said.first <= noun.head <= said.last and not said.direct:
                several = self.parties_of([one for one in said.speakers if one != noun])
                return several if len(several) > 1 and all(party.person for party in several) else []
        return []

    def is_pair(self, noun: Noun) -> bool:
        """Whether a phrase means two people named before: 'the two', 'both men', 'the pair'."""
        words = [token.low for token in self.doc.tokens[noun.first : noun.last + 1]]
        return words[-1] in ("two", "pair", "both", "duo") or (
            len(words) > 1 and words[-1] in ("men", "women") and bool({"two", "both"} & set(words))
        )

    def mouths(self, at: int) -> list[tuple[speech.Speech, Party]]:
        """Who says what a token says, outermost first; the writer of the article is not among them."""
        found = []
        for said in self._speeches_in.get(self.doc.sentence_of[at], []):
            if said.first <= at <= said.last and not any(n.first <= at <= n.last for n in said.speakers):
                party = self.actor(said.speakers[0])
                if party is not None:
                    found.append((said, party))
        return found

    def speeches_at(self, at: int) -> list[speech.Speech]:
        """What is said in the sentence of a token, whoever says it."""
        return self._speeches_in.get(self.doc.sentence_of[at], [])

    def chain(self, at: int) -> tuple[str, ...]:
        """The names of those who say what a token says, outermost first."""
        return tuple(dict.fromkeys(party.name for _, party in self.mouths(at)))

    def when(self, first: int, last: int, tense: str | None = None) -> tuple[str | None, str]:
        """The date of the first time phrase between two tokens, resolved, and the phrase."""
        start, end = self.doc.tokens[first].start, self.doc.tokens[last].end
        for _, _, phrase in dates.find(self.doc.text[start:end]):
            resolved = dates.resolve(
                phrase, self.doc.published, tense="future" if tense == "future" else "past" if tense else None
            )
            if resolved is not None:
                return resolved, phrase
        return None, ""

    def where(self, first: int, last: int) -> str | None:
        """The first place or occasion between two tokens, in the article's words."""
        start, end = self.doc.tokens[first].start, self.doc.tokens[last].end
        found = places.find(self.doc.text[start:end])
        if not found:
            return None
        a, b, where = found[0]
        del a, b
        return where

    def about(self, first: int, last: int, limit: int = 14) -> str:
        """A few of the article's words, at most `limit`, without the marks around them."""
        last = max(first, last)
        words = self.doc.words(first, last).split()
        return " ".join(words[:limit]).strip(" ,.;:\"'“”‘’")

    def sentence(self, at: int) -> Evidence:
        """The sentence of a token, as evidence."""
        return self.doc.sentence_quote(at)
