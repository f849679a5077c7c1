"""Who a phrase stands for: a name, an office, a description, a pronoun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from monitor.reading import acronyms, affiliations, appositions, names
from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.clauses import extent, joined, named_as, noun_after, owner_of
from monitor.reading.descriptions import Descriptions
from monitor.reading.document import Document
from monitor.reading.lexicon import plurals, words
from monitor.reading.mentions import Mentions
from monitor.reading.names import Person
from monitor.reading.party import PAIR, Party
from monitor.reading.pronouns import Pronouns
from monitor.reading.quotations import Quotation
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject

# Bodies that are often named by this word alone while others bear it in their names.
_SEVERAL_OF_A_NAME = frozenset("congress parliament senate house court cabinet government state police party".split())
_SHARES = frozenset("all some many several most few".split())
_ISSUED = frozenset(
    "statement letter post tweet email memo document report complaint filing article story lawsuit suit petition "
    "affidavit release note message".split()
)
_TWO = 2  # a pair
_PAIRS_BACK = 4  # sentences, its own included, that a pair is named in


class Parties:
    """Resolves phrases of one document. Answers are remembered, and never depend on the order of asking."""

    def __init__(self, doc: Document, quotations: list[Quotation], speeches: list[Speech]) -> None:
        self.doc = doc
        self.quotations = quotations
        self.mentions = Mentions(doc, speeches)
        self._known: dict[Noun, Party | None] = {}
        self._acronyms = acronyms.explained(doc.tokens)
        self.descriptions = Descriptions(doc, self)
        self._pronouns = Pronouns(doc, self.mentions, self)

    def who(self, noun: Noun) -> Party | None:
        """The party that a phrase stands for; None when it stands for none."""
        if noun not in self._known:
            self._known[noun] = None  # a phrase that refers to itself refers to nobody
            self._known[noun] = self._resolve(noun)
        return self._known[noun]

    def _resolve(self, noun: Noun) -> Party | None:
        head = self.doc.tokens[noun.head]
        holder = self._past_bracket(noun) or self._one_of(noun)
        if holder is not None:
            return self.who(holder)
        if head.tag == "PR" or (head.tag == "S" and noun.first == noun.last) or head.low == "both":
            return self._pronouns.resolve(noun.head)
        if head.tag == "NP":
            demonym = head.low in words("people", "demonym") or "-turned-" in head.low
            named = None if affiliations.is_mark(head) else self._name(noun)  # 'R-Texas'
            return (self.descriptions.epithets.resolve(noun) if demonym else None) or named
        if head.low in _SHARES or (head.tag == "J" and head.low in words("words", "number")):
            return self._share(noun)
        if is_person(head) or is_body(head):
            return self.descriptions.resolve(noun)
        return self.descriptions.epithets.resolve(noun)

    def _one_of(self, noun: Noun) -> Noun | None:
        """The name in 'one of them, Ana Ruiz,' and 'one of the councillors, Ana Ruiz,'."""
        tokens = self.doc.tokens
        if noun.first < 2 or noun.last + 2 >= len(tokens) or tokens[noun.last + 1].text != ",":  # noqa: PLR2004 - two tokens back
            return None
        one = tokens[noun.first - 1].low == "of" and tokens[noun.first - 2].low == "one"
        named = self.doc.noun(noun.last + 2) if one else None
        return named if named is not None and self.doc.people.at(named.head) is not None else None

    def _past_bracket(self, noun: Noun) -> Noun | None:
        """The name in 'Chief Election Commissioner (CEC) Ana Ruiz' and 'Justice (retired) Ana Ruiz'."""
        tokens = self.doc.tokens
        at = noun.last + 4  # past the bracket
        if at >= len(tokens) or tokens[noun.last + 1].text != "(" or tokens[noun.last + 3].text != ")":
            return None
        short = tokens[noun.last + 2].text.isupper() or tokens[noun.last + 2].low in (
            "retired",
            "retd",
            "acting",
            "ret",
        )
        named = self.doc.noun(at)
        fits = named is not None and named.first == at and self.doc.people.at(named.head) is not None
        return named if short and fits and is_person(tokens[noun.head]) else None

    def _share(self, noun: Noun) -> Party | None:
        """'All of the councillors', 'Some in her party', 'Many on the council': some of a number of people."""
        tokens = self.doc.tokens
        last = extent(self.doc, noun)
        body = noun_after(self.doc, noun.last + 1) if noun.last + 2 < len(tokens) else None
        if body is not None and tokens[noun.last + 1].low in ("in", "on", "within") and is_body(tokens[body.head]):
            words_of = self.doc.words(noun.first, body.last)
            return Party(words_of, "description", plural=True, human=True, sure=0.85)
        if last == noun.last or tokens[noun.last + 1].low != "of" or not is_plural(tokens[last]):
            return None
        of_people = is_person(tokens[last]) or is_body(tokens[last])
        return Party(self.doc.words(noun.first, last), "description", plural=True, sure=0.85) if of_people else None

    def _name(self, noun: Noun) -> Party | None:  # noqa: PLR0911 - a grammar is a list of cases
        tokens = self.doc.tokens
        found = names.run(tokens, noun)
        assert found is not None
        first, last, titles = names.bare(tokens, *found)
        if first > last:
            return self.descriptions.resolve(noun)
        name = names.shown(tokens, first, last)
        person = self.doc.people.find(name, [*titles, *names.generation(tokens, noun, first)])
        if person is not None and not (first == last and is_body(tokens[last])):
            return Party(person.name, "name", person=True, gender=person.gender)
        if names.is_thing(tokens, *found):
            full = self._full_name(noun, found)
            if full is not None:
                return full
            if any(is_body(t) or t.text.isupper() for t in tokens[found[0] : found[1] + 1]):
                return Party(named_as(self.doc, self._proper(noun), extent(self.doc, noun)), "name of a body")
            if self._described(noun):
                return Party(named_as(self.doc, self._proper(noun), noun.last), "name of a body")
            return Party(named_as(self.doc, noun, extent(self.doc, noun)), "name", sure=0.65)
        plural = tokens[noun.head].low.endswith("s") and not titles and first == last
        text = name if titles or first == last == noun.first else named_as(self.doc, noun, extent(self.doc, noun))
        unknown = not titles and not plural and first == last
        return Party(
            text,
            "name",
            sure=0.7 if unknown else 0.9,
            plural=plural and tokens[noun.head].low in plurals("people", "person"),
            person=bool(titles),
        )

    def _described(self, noun: Noun) -> bool:
        """Whether what follows a name says that it is a body's: 'Ajax Energy, the Dayton utility, said'."""
        tokens, at = self.doc.tokens, noun.last + 2
        described = self.doc.noun(at) if at < len(tokens) and tokens[at - 1].text == "," else None
        fits = described is not None and described.first == at and tokens[at].low in ("a", "an", "the")
        return fits and described is not None and tokens[described.head].tag == "N" and is_body(tokens[described.head])

    def _proper(self, noun: Noun) -> Noun:
        """The proper name that a phrase ends in: 'Harbour Watch' of 'local news site The Harbour Watch'."""
        first = noun.head
        tokens = self.doc.tokens
        while first > noun.first and (
            tokens[first - 1].text[:1].isupper() or tokens[first - 1].tag in ("POS", "CC", "IN")
        ):
            first -= 1
            if self.doc.tokens[first].low == "the":
                break
        return Noun(first, noun.last, noun.head)

    def _full_name(self, noun: Noun, found: tuple[int, int]) -> Party | None:
        """The body that an acronym or the last word of its name stands for: 'the DRA', 'the Ministry'."""
        last = self.doc.tokens[found[1]]
        if found[0] != found[1] or extent(self.doc, noun) > noun.last:
            return None
        explained = self._acronyms.get(last.text)
        if explained is not None:
            return Party(self.doc.words(*explained), "name of a body", sure=0.95)
        if not is_body(last) or last.low in _SEVERAL_OF_A_NAME:
            return None
        fuller = self.descriptions.fuller_name(noun)
        return Party(fuller, "body named before", sure=0.9) if fuller is not None else None

    def by_act(self, noun: Noun) -> Party | None:
        """A phrase that names no person or body by itself, but speaks: 'the brewer', 'Ticketing firm Encore'."""
        head = self.doc.tokens[noun.head]
        if head.low in words("speech", "source"):
            return self._author(noun) if head.low in _ISSUED else None
        if head.tag != "N" or head.low in words("speech", "mute"):
            return None
        named = appositions.person_after(self.doc, noun)
        if named is not None:
            return Party(named.name, "apposition", person=True, human=True, gender=named.gender)
        return Party(named_as(self.doc, noun, extent(self.doc, noun)), "description", plural=is_plural(head), sure=0.75)

    def _author(self, noun: Noun) -> Party | None:
        """Who speaks in 'a statement by the club', 'her letter' and 'the club replied with a statement saying'."""
        doc = self.doc
        link = noun.last + 1
        if link + 1 < len(doc.tokens) and doc.tokens[link].tag in ("VN", "VD") and doc.tokens[link + 1].low == "by":
            link += 1  # 'a statement issued by the club'
        following = doc.noun(link + 1)
        if following is not None and doc.tokens[link].low in ("by", "from"):
            return self.who(following)
        owner = owner_of(doc, noun)
        if owner is not None:
            return self.who(owner)
        if not {"a", "an"} & {token.low for token in doc.tokens[max(0, noun.first - 2) : noun.first + 1]}:
            return None  # 'a $4 million lawsuit'
        earlier = [v for i in doc.verbs_in[doc.sentence_of[noun.first]] if (v := doc.verbs[i]).last < noun.first]
        issued = next((verb for verb in reversed(earlier) if verb.finite and not verb.passive), None)
        nouns = subject(doc, issued) if issued is not None else []
        party = self.who(nouns[0]) if nouns else None
        return replace(party, sure=0.95 * party.sure) if party is not None else None

    def listed(self, noun: Noun) -> list[Party]:
        """Those whom 'the two negotiators, Kim Lee and Ana Ruiz,' names one by one; none for any other phrase."""
        doc = self.doc
        head = doc.tokens[noun.head]
        at = extent(doc, noun) + 1
        several = is_person(head) and (is_plural(head) if head.tag == "N" else head.low in plurals("people", "person"))
        if not several or at + 1 >= len(doc.tokens):
            return []
        first = doc.noun(at + 1) if doc.tokens[at].text in (",", "–", "—", "--") else None
        if first is None or first.first != at + 1 or doc.tokens[first.head].tag != "NP":
            return []
        members = joined(doc, first, closed=True)
        parties = [party for member in members if (party := self.who(member)) is not None and party.person]
        return parties if len(parties) == len(members) > 1 else []

    def pair(self, noun: Noun) -> list[Party]:
        """The two people for whom 'the two', 'both men' or 'they' stand: those named last, no third among them."""
        found: dict[str, Person] = {}
        told_of = self.doc.tokens[noun.head].low in ("men", "women")  # whoever speaks of 'the two men' is neither
        telling = {at for one in self.speakers(noun.first) for at in range(one.first, one.last + 1) if told_of}
        sentences = islice(self.mentions.sentences_back(noun.first, self.doc.sentence_of[noun.first]), _PAIRS_BACK)
        for sentence in sentences:
            span = self.doc.sentences[sentence]
            for at in range(span.first, min(span.last + 1, noun.first)):
                person = self.doc.people.at(at)
                if person is not None and self.doc.tokens[at].quote < 0 and at not in telling:
                    found.setdefault(person.name, person)
            if len(found) >= _TWO:
                break
        if len(found) != _TWO:
            return []
        first, second = sorted(found.values(), key=lambda one: one.last_before(noun.first) or 0)
        return [Party(p.name, PAIR, person=True, gender=p.gender, sure=0.75) for p in (first, second)]

    def speaker_of(self, at: int) -> Party | None:
        """Whose direct words a token is, or None."""
        index = self.doc.tokens[at].quote
        if index < 0 or self.quotations[index].speaker is None:
            return None
        speaker = self.quotations[index].speaker
        assert speaker is not None
        return self.who(speaker) or self.by_act(speaker)

    def spoken_of(self, sentence: int) -> list[tuple[int, Noun]]:
        """The subjects of a sentence, its other names, and the names of owners in it: 'Ruiz' of "Ruiz's aide"."""
        return self.mentions.subjects(sentence) + self.mentions.owners(sentence)

    def acting(self, sentence: int) -> set[int]:
        """The first tokens of the subjects of a sentence's finite verbs."""
        return self.mentions.acting(sentence)

    def sentences_back(self, at: int, number: int) -> Iterator[int]:
        """The sentence of a token and those before it that may name whom it stands for."""
        return self.mentions.sentences_back(at, number)

    def speakers(self, at: int) -> list[Noun]:
        """Whose words, direct or reported, a token is among."""
        direct = self.quotations[quote].speaker if (quote := self.doc.tokens[at].quote) >= 0 else None
        told = [s for s in self.mentions.said.get(self.doc.sentence_of[at], []) if s.first <= at <= s.last]
        return [*([direct] if direct is not None else []), *(noun for speech in told for noun in speech.speakers)]

    def principal(self, noun: Noun) -> Party | None:
        """Whom an unnamed 'spokesman for Ruiz' or "Ruiz's lawyer" speaks for, if that is a named person."""
        doc = self.doc
        head = doc.tokens[noun.head]
        if head.tag != "N" or head.low not in words("people", "attendant"):
            return None
        owner = next(iter(names.owners(doc.tokens, noun)), None)
        following = doc.noun(noun.last + 2) if noun.last + 2 < len(doc.tokens) else None
        if owner is None and following is not None and doc.tokens[noun.last + 1].low in ("for", "to", "of"):
            owner = following
        modifier = doc.people.find(doc.tokens[noun.head - 1].text) if noun.head > noun.first else None
        if owner is None and modifier is not None:
            return Party(modifier.name, "whose spokesman speaks", person=True, gender=modifier.gender, sure=0.9)
        party = self.who(owner) if owner is not None else None
        return replace(party, rule="whose spokesman speaks") if party is not None and party.person else None
