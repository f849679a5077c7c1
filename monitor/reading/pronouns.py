"""Whom a pronoun stands for: who acted before it, who speaks, or who is named right after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from monitor.reading.chunks import Noun, is_body, is_plural
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.mentions import Mentions
from monitor.reading.party import Party, Resolver, gender
from monitor.reading.subjects import subject

_SINGULAR_MALE = frozenset("he him his himself".split())
_SINGULAR_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their themselves theirs both".split())
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_THING = frozenset("it its itself".split())
_ISSUING = frozenset("issue release put publish post send circulate".split())
_STATEMENTS = frozenset("statement letter email release note memo".split())
_ALONE = 0.93  # how surely a pronoun means the only one whom it could
_QUOTED_BACK = 2  # sentences of a quotation that a pronoun in it looks back
_OPENING = 3  # tokens before a pronoun that stands for what follows: 'In his', 'During one of her'


class Pronouns:
    """Resolves the pronouns of one document."""

    def __init__(self, doc: Document, mentions: Mentions, parties: Resolver) -> None:
        self.doc = doc
        self._mentions = mentions
        self._parties = parties

    def resolve(self, at: int) -> Party | None:
        """Whom the pronoun at a token stands for, or None."""
        low = self.doc.tokens[at].low
        if low in _FIRST:
            return self._parties.speaker_of(at)
        if low in _THING:
            return self._author(at) or self._last(at, _body_like)
        if low in _PLURAL:
            return self._last(at, _several if low != "both" else lambda party: party.plural)
        if low in _SINGULAR_MALE or low in _SINGULAR_FEMALE:
            wanted = "m" if low in _SINGULAR_MALE else "f"
            return self._last(
                at,
                lambda party: (
                    (party.person and not party.plural and party.gender in ("", wanted))
                    or (
                        (party.human or party.rule == "name")
                        and not (party.plural or party.person)
                        and party.gender in ("", wanted)
                        and gender(party.name) in ("", wanted)
                    )
                ),
            )
        return None

    def _author(self, at: int) -> Party | None:
        """Whose words 'it says' tells of, where a statement has just been put out: 'Ruiz issued a statement.'"""
        doc = self.doc
        index = doc.verb_at[at + 1] if at < doc.sentence(at).last else -1
        if index < 0 or doc.verbs[index].lemma not in ("say", "read", "add", "state") or doc.tokens[at].quote >= 0:
            return None
        number = doc.sentence_of[at]
        for back in range(number - 1, max(-1, number - 3), -1):
            for other in (doc.verbs[i] for i in doc.verbs_in[back]):
                near = doc.tokens[other.last + 1 : other.last + 5]
                if other.lemma in _ISSUING and any(token.low in _STATEMENTS for token in near) and other.finite:
                    party = next((self._parties.who(noun) for noun in subject(doc, other)), None)
                    return replace(party, rule="whose statement it is") if party is not None else None
        return None

    def _last(self, at: int, fits: object) -> Party | None:
        """The nearest earlier subject that fits; in reported speech the speaker comes first."""
        assert callable(fits)
        number = self.doc.sentence_of[at]
        direct = self._parties.speaker_of(at)
        barred = {direct.name} if direct is not None else set()
        barred |= self._agents(at) | self._of_the_group(at, number)
        quoted = self.doc.tokens[at].quote if direct is not None else -1
        if (ahead := self._ahead(at)) is not None and (party := self._parties.who(ahead)) is not None and fits(party):
            return replace(party, rule="pronoun of what follows", sure=min(0.88, 0.97 * party.sure))
        for speech in sorted(self._mentions.said.get(number, []), key=lambda s: -s.cue):
            if (
                speech.first <= at <= speech.last
                and quoted < 0
                and not any(n.first <= at <= n.last for n in speech.speakers)
                and (len(speech.speakers) == 1 or self.doc.tokens[at].low in _PLURAL)
            ):
                party = self._parties.principal(speech.speakers[0]) or self._parties.who(speech.speakers[0])
                if party is not None and fits(party) and party.name not in barred:
                    return replace(party, rule="pronoun of the speaker", sure=min(0.9, 0.98 * party.sure))
        own = [(s.first, s.last) for s in self._mentions.said.get(number, ()) if any(n.first == at for n in s.speakers)]
        within_quote = self._quoted_before(quoted, number) if quoted >= 0 else []
        for back, noun in chain(within_quote, self._antecedents(at, number)):
            itself = (
                quoted >= 0 and self.doc.tokens[noun.head].quote == quoted and self.doc.tokens[noun.head].tag == "PR"
            )
            within = self.doc.tokens[noun.head].quote
            itself = itself or (quoted < 0 <= within and within != self.doc.tokens[at].quote)
            itself = itself or any(first <= noun.head <= last for first, last in own)
            itself = itself or self._placed(noun, thing=self.doc.tokens[at].low in _THING)
            party = None if itself else self._parties.who(noun)
            if party is not None and fits(party) and party.name not in barred:
                alone = party.person and self._alone(at, number, party, fits)
                near = _ALONE if alone else 0.88 - (0.03 if back == 1 and self._opens(noun) else 0.08 * back)
                return replace(party, rule="pronoun", sure=min(near, 0.97 * party.sure))
        return None

    def _opens(self, noun: Noun) -> bool:
        """Whether a phrase is the subject that its sentence opens with."""
        sentence = self.doc.sentence_of[noun.first]
        acting = self._mentions.acting(sentence)
        return bool(acting) and noun.first == min(acting)

    def _alone(self, at: int, number: int, party: Party, fits: object) -> bool:
        """Whether nobody else whom a pronoun could mean is named in the sentences that it looks back."""
        assert callable(fits)
        for _, noun in self._antecedents(at, number):
            other = self._parties.who(noun) if self.doc.tokens[noun.head].tag == "NP" else None
            if other is not None and other.person and other.name != party.name and fits(other):
                return False
        return True

    def _quoted_before(self, quoted: int, number: int) -> list[tuple[int, Noun]]:
        """The names before a token in the same quotation, the last one first: 'I have met Lee. I know him'."""
        found: list[tuple[int, Noun]] = []
        for back in range(1, _QUOTED_BACK + 1):
            if number - back < 0:
                break
            names_in = [noun for _, noun in self._mentions.subjects(number - back)]
            inside = [n for n in names_in if self.doc.tokens[n.head].tag == "NP" and self._one_speaker(n.head, quoted)]
            found.extend((back, noun) for noun in sorted(inside, key=lambda n: -n.first))
        return found

    def _one_speaker(self, at: int, quoted: int) -> bool:
        """Whether a token is of a quotation, or of the one before it by the same speaker: '..." she said. "If he'."""
        quote = self.doc.tokens[at].quote
        if quote == quoted or quote != quoted - 1:
            return quote == quoted
        first = next(i for i in range(at, len(self.doc.tokens)) if self.doc.tokens[i].quote == quoted)
        before, now = self._parties.speaker_of(at), self._parties.speaker_of(first + 1)
        return before is not None and now is not None and before.name == now.name

    def _ahead(self, at: int) -> Noun | None:
        """Whom 'In his talks with the envoy, Ruiz asked' means by 'his': the subject of the clause that it opens."""
        doc = self.doc
        sentence = doc.sentence(at)
        if doc.tokens[at].quote >= 0:
            return None
        if doc.tokens[at].tag == "PR":
            return self._asked(at)
        if doc.tokens[at].tag != "S":
            return None
        if doc.tokens[sentence.first].tag != "IN" or at - sentence.first > _OPENING:
            return None
        verb = next((v for i in doc.verbs_in[doc.sentence_of[at]] if (v := doc.verbs[i]).finite), None)
        if verb is None or verb.first < at:
            return None
        noun = next(iter(subject(doc, verb)), None)
        names_one = noun is not None and doc.tokens[noun.head].tag == "NP" and doc.tokens[noun.first - 1].text == ","
        return noun if names_one and noun is not None and at < noun.first < verb.first else None

    def _asked(self, at: int) -> Noun | None:
        """Whom 'Asked whether she would resign, Ruiz said' means by 'she', where nobody is named before."""
        doc = self.doc
        sentence = doc.sentence(at)
        opens = sentence.first + (doc.tokens[sentence.first].low == "when")
        if doc.tokens[opens].low not in words("speech", "questioned") or opens > at:
            return None
        if any(doc.tokens[i].tag == "NP" for i in range(opens, at)):
            return None
        comma = next((i for i in range(at, sentence.last) if doc.tokens[i].text == ","), sentence.last)
        named = doc.noun(comma + 1) if comma < sentence.last else None
        following = named is not None and named.first == comma + 1 and doc.people.at(named.head) is not None
        verb = doc.verb_at[named.last + 1] if named is not None and named.last < sentence.last else -1
        return named if following and verb >= 0 and doc.verbs[verb].lemma in words("speech", "say") else None

    def _antecedents(self, at: int, number: int) -> Iterator[tuple[int, Noun]]:
        """What a pronoun may stand for, likeliest first: near subjects, then what is beside them."""
        for back, sentence in enumerate(self._mentions.sentences_back(at, number)):
            candidates = [(i, n) for i, n in self._mentions.subjects(sentence) if i < at]
            acting = self._mentions.acting(sentence)
            main = [n for i, n in candidates if n.first in acting]
            if back:
                main = sorted(main, key=lambda n: n.first not in self._mentions.closing)
            beside = at > 1 and self.doc.tokens[at - 1].tag == "CC" and self.doc.tokens[at - 2].text == ","
            yield from ((back, n) for n in (main if back or beside else reversed(main)))
            said = [
                s.speakers[0] for s in self._mentions.said.get(sentence, []) if s.cue < at and s.lemma == "according"
            ]
            yield from ((back, n) for n in said if n.first < at)
            rest = [n for i, n in candidates if n.first not in acting]
            yield from ((back, n) for n in (reversed(rest) if back == 0 else rest))
            owners = [(i, n) for i, n in self._mentions.owners(sentence) if back or n.last + 2 < at]
            yield from ((back, n) for _, n in owners)

    def _placed(self, noun: Noun, *, thing: bool) -> bool:
        """Whether a phrase is where something was, 'in Leeds', and no body that 'it' could be, nor a known person."""
        tokens = self.doc.tokens
        linked = noun.first > 0 and tokens[noun.first - 1].low in ("in", "at", "near", "across", "outside")
        person = self.doc.people.at(noun.head) if not thing else None
        known = person is not None and bool(person.gender or person.roles)
        return linked and not known and not (thing and is_body(tokens[noun.head]))

    def _agents(self, at: int) -> set[str]:
        """Whoever acts on 'him', 'her' or 'them' is somebody else."""
        if self.doc.tokens[at].low not in ("him", "her", "them") or self.doc.tokens[at].tag != "PR":
            return set()
        for probe in range(at - 1, max(self.doc.sentence(at).first, at - 4) - 1, -1):
            index = self.doc.verb_at[probe]
            if index >= 0:
                parties = [
                    self._parties.who(noun) for noun in subject(self.doc, self.doc.verbs[index]) if noun.first < at
                ]
                return {party.name for party in parties if party is not None}
        return set()

    def _of_the_group(self, at: int, number: int) -> set[str]:
        """Who are named as examples of those who say what a pronoun stands in: 'Several, including Lee, said he'."""
        found: set[str] = set()
        for speech in self._mentions.said.get(number, []):
            speaker = speech.speakers[0]
            if not (speech.first <= at <= speech.last and is_plural(self.doc.tokens[speaker.head])):
                continue
            opens = (
                at for at in range(speaker.last + 1, speech.cue) if self.doc.tokens[at].low in ("including", "among")
            )
            first = next(opens, speech.cue)
            aside = (noun for _, noun in self._mentions.subjects(number) if first < noun.first < speech.cue)
            found |= {party.name for noun in aside if (party := self._parties.who(noun)) is not None}
        return found


def _body_like(party: Party) -> bool:
    return (
        not party.person
        and not party.human
        and not party.plural
        and party.rule
        in ("name of a body", "description", "body named before", "name", "pronoun", "pronoun of the speaker")
    )


def _several(party: Party) -> bool:
    return party.plural or party.rule in ("name of a body", "body named before")
