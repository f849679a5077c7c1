"""Who a phrase stands for: a name, an office, a description, a pronoun."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.reading import names
from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.lexicon import plurals, words
from monitor.reading.names import Person
from monitor.reading.quotations import Quotation
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject

_SINGULAR_MALE = frozenset("he him his himself".split())
_SINGULAR_FEMALE = frozenset("she her hers herself".split())
_PLURAL = frozenset("they them their themselves theirs both".split())
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_THING = frozenset("it its itself".split())
_OFFICES = {
    "lawmaker": ("senator", "representative", "congressman", "congresswoman", "mp", "legislator", "democrat", "republican"),
    "congressman": ("representative",),
    "congresswoman": ("representative",),
    "envoy": ("ambassador",),
    "premier": ("minister",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesman", "spokeswoman", "secretary"),
    "politician": ("senator", "mp", "minister", "representative"),
}  # fmt: skip


# Everyone else whom a definite description means, 'the candidate', 'the banker', is whoever was named last; these may
# speak without ever being named.
_UNNAMED = frozenset(
    "official officer spokesman spokeswoman spokesperson source lawyer attorney reporter journalist interviewer host "
    "moderator judge jury juror witness victim suspect aide adviser advisor source employee worker staffer clerk guard "
    "man woman boy girl child person driver caller client patient student teacher resident neighbour neighbor".split()
)


# Whoever holds an office can be called one of these.
_ANYONE = frozenset(
    "candidate nominee lawmaker politician leader contender hopeful front-runner frontrunner democrat republican independent conservative liberal native veteran millionaire billionaire businessman businesswoman".split()
)


@dataclass(slots=True, frozen=True)
class Party:
    """Somebody or some body, by the fullest name that the article gives."""

    name: str
    rule: str  # how the phrase was resolved
    plural: bool = False
    person: bool = False  # a named person
    human: bool = False  # a person, named or not
    gender: str = ""
    sure: float = 1.0


class Parties:
    """Resolves phrases of one document. Answers are remembered, and never depend on the order of asking."""

    def __init__(self, doc: Document, quotations: list[Quotation], speeches: list[Speech]) -> None:
        self.doc = doc
        self.quotations = quotations
        self._said: dict[int, list[Speech]] = {}
        for speech in speeches:
            if not speech.direct:
                self._said.setdefault(doc.sentence_of[speech.cue], []).append(speech)
        self._known: dict[int, Party | None] = {}
        self._subjects: dict[int, list[tuple[int, Noun]]] = {}
        self._bodies: dict[str, list[Noun]] = {}
        self._acting: dict[int, set[int]] = {}  # sentence -> first tokens of its subjects
        self._people_nouns: dict[str, list[Noun]] = {}
        for noun in doc.nouns:
            if is_person(doc.tokens[noun.head]) and doc.tokens[noun.head].tag == "N":
                self._people_nouns.setdefault(doc.tokens[noun.head].low, []).append(noun)
            if is_body(doc.tokens[noun.head]):
                self._bodies.setdefault(doc.tokens[noun.head].low, []).append(noun)

    def who(self, noun: Noun) -> Party | None:
        """The party that a phrase stands for; None when it stands for none."""
        if noun.first not in self._known:
            self._known[noun.first] = None  # a phrase that refers to itself refers to nobody
            self._known[noun.first] = self._resolve(noun)
        return self._known[noun.first]

    def _resolve(self, noun: Noun) -> Party | None:
        head = self.doc.tokens[noun.head]
        if head.tag == "PR" or (head.tag == "S" and noun.first == noun.last) or head.low in ("both",):
            return self._pronoun(noun.head)
        if head.tag == "NP":
            return self._name(noun)
        if is_person(head) or is_body(head):
            return self._description(noun)
        return None

    def _name(self, noun: Noun) -> Party | None:
        tokens = self.doc.tokens
        found = names.run(tokens, noun)
        assert found is not None
        first, last, titles = names.bare(tokens, *found)
        if first > last:
            return self._description(noun)
        name = names.shown(tokens, first, last)
        person = self.doc.people.find(name, titles)
        if person is not None and not (first == last and is_body(tokens[last])):
            return Party(person.name, "name", person=True, gender=person.gender)
        if names.is_thing(tokens, *found):
            if any(is_body(t) or t.text.isupper() for t in tokens[found[0] : found[1] + 1]):
                return Party(self._text(noun, extent(self.doc, noun)), "name of a body")
            return Party(self._text(noun, extent(self.doc, noun)), "name", sure=0.65)
        plural = tokens[noun.head].low.endswith("s") and not titles and first == last
        text = name if titles or first == last == noun.first else self._text(noun, extent(self.doc, noun))
        unknown = not titles and not plural and first == last
        return Party(
            text,
            "name",
            sure=0.7 if unknown else 0.9,
            plural=plural and tokens[noun.head].low in plurals("people", "person"),
            person=bool(titles),
        )

    def _text(self, noun: Noun, last: int) -> str:
        first = noun.first
        while first < noun.head and self.doc.tokens[first].low in ("the", "this", "that", "these", "those"):
            first += 1
        return self.doc.words(first, last).strip("\"'“”")

    def by_act(self, noun: Noun) -> Party | None:
        """A phrase that names no person or body by itself, but speaks: 'the brewer', 'Ticketing firm Encore'."""
        head = self.doc.tokens[noun.head]
        if head.tag != "N" or head.low in words("speech", "source") or head.low in words("speech", "mute"):
            return None
        named = self._apposed(noun)
        if named is not None:
            return Party(named.name, "apposition", person=True, human=True, gender=named.gender)
        return Party(self._text(noun, extent(self.doc, noun)), "description", plural=is_plural(head), sure=0.75)

    def _apposed(self, noun: Noun) -> Person | None:
        """The person whose name follows a description: 'the ambassador to France, Ana Ruiz,'."""
        tokens = self.doc.tokens
        limit = self.doc.sentence(noun.head).last
        at = noun.last + 1
        for _ in range(3):
            if at >= limit or tokens[at].tag not in ("IN", "TO"):
                break
            following = self.doc.noun(at + 1)
            if following is None or following.first != at + 1:
                break
            at = following.last + 1
        if at + 1 < limit and tokens[at].low in ("named", "called") and tokens[at + 1].tag == "NP":
            named = self.doc.noun(at + 1)
            return self.doc.people.find(self.doc.words(named.first, named.last)) if named is not None else None
        if at < limit and tokens[at].text == ",":
            named = self.doc.noun(at + 1)
            if (
                named is not None
                and named.first == at + 1
                and tokens[named.head].tag == "NP"
                and tokens[named.first].low != "and"
            ):
                end = named.last + 1
                if (
                    end <= limit
                    and tokens[end].text in (",", ".", ")", "\u201d", "(")
                    and tokens[at + 1].low not in ("and",)
                ):
                    found = names.run(tokens, named)
                    first, last, titles = names.bare(tokens, *(found or (named.first, named.last)))
                    return self.doc.people.find(names.shown(tokens, first, last), titles) if first < last else None
        return None

    def _apposed_before(self, noun: Noun) -> Person | None:
        """The person whom 'Ana Ruiz, a lawyer, who said' describes."""
        tokens = self.doc.tokens
        if noun.first < 2 or tokens[noun.first - 1].text != "," or tokens[noun.first].low not in ("a", "an", "the"):  # noqa: PLR2004
            return None
        before = self.doc.noun(noun.first - 2)
        after = tokens[min(extent(self.doc, noun) + 1, len(tokens) - 1)]
        if (
            before is None
            or tokens[before.head].tag != "NP"
            or not (after.text in (",", ".", "\u2014") or after.tag == "WH")
        ):
            return None
        first, last, titles = names.bare(tokens, *(names.run(tokens, before) or (before.first, before.head)))
        return self.doc.people.find(names.shown(tokens, first, last), titles) if first <= last else None

    def _client(self, noun: Noun) -> Party | None:
        """Whom a lawyer's 'my client' stands for: the one whose lawyer was named last."""
        tokens = self.doc.tokens
        floor = self.doc.sentences[max(0, self.doc.sentence_of[noun.first] - 3)].first
        for at in range(noun.first - 1, floor - 1, -1):
            if tokens[at].low not in ("lawyer", "attorney", "counsel", "advocate", "barrister", "solicitor"):
                continue
            if at + 1 < noun.first and tokens[at + 1].low in ("for", "of"):
                owner = self.doc.noun(at + 2)
                return self.who(owner) if owner is not None else None
            phrase = self.doc.noun(at)
            if phrase is not None:
                for mark in range(at - 1, phrase.first - 1, -1):
                    if tokens[mark].tag == "POS" and mark > phrase.first:
                        return self.who(Noun(phrase.first, mark - 1, mark - 1))
        return None

    def _description(self, noun: Noun) -> Party | None:
        tokens = self.doc.tokens
        head = tokens[noun.head]
        text = self._text(noun, extent(self.doc, noun))
        opening = tokens[noun.first].low
        if is_person(head) and not is_plural(head):
            named = self._apposed(noun) or self._apposed_before(noun)
            if named is not None:
                return Party(named.name, "apposition", person=True, gender=named.gender)
            if opening in ("the", "this") or tokens[noun.first].tag not in ("D", "S", "CD"):
                person = self._bearer(noun, head.low)
                if person is not None:
                    return Party(person.name, "office", person=True, gender=person.gender, sure=0.85)
            if tokens[noun.first].tag == "S" and head.low == "client":
                client = self._client(noun)
                if client is not None:
                    return Party(
                        client.name,
                        "the lawyer's client",
                        person=client.person,
                        human=True,
                        gender=client.gender,
                        sure=0.8,
                    )
            fuller = self._fuller(noun, self._people_nouns.get(head.low, []))
            if (
                opening in ("the", "this")
                and fuller is not None
                and tokens[fuller.first].low in ("a", "an", "one", "another")
            ):
                return Party(self._text(fuller, extent(self.doc, fuller)), "described before", human=True, sure=0.8)
            if opening in ("the", "this") and head.low not in _UNNAMED and extent(self.doc, noun) == noun.last:
                found = self._variation(noun, head.low)
                if found is not None:
                    return Party(
                        found.name, "the one named last", person=True, gender=found.gender, sure=0.8 * found.sure
                    )
            if opening in ("a", "an"):
                person = self._named_next(noun, head.low)
                if person is not None:
                    return Party(
                        person.name, "named in the next sentences", person=True, gender=person.gender, sure=0.8
                    )
            return Party(text, "description", human=True, sure=0.75)
        if is_body(head) and opening in ("the", "its") and noun.last - noun.first <= 1:
            fuller = self._fuller(noun, self._bodies.get(head.low, []))
            if fuller is not None:
                return Party(self._text(fuller, extent(self.doc, fuller)), "body named before", sure=0.9)
        return Party(text, "description", plural=is_plural(head), sure=0.85)

    def _variation(self, noun: Noun, head: str) -> Party | None:
        """Whom 'the banker' means where nobody is called so: who was spoken of last, unless known by another office."""
        number = self.doc.sentence_of[noun.first]
        for back in (1, 2):
            if number - back < 0:
                break
            for _, other in self.subjects(number - back):
                party = self.who(other)
                if party is None or not party.person or party.plural:
                    continue
                person = self.doc.people.by_name.get(party.name)
                offices = (
                    {role for role in person.roles if role in words("people", "person")}
                    if person is not None
                    else set()
                )
                if offices and head not in offices and head not in _ANYONE:
                    return None
                return party
        return None

    def _fuller(self, noun: Noun, known: list[Noun]) -> Noun | None:
        """The last earlier phrase with the same head that says more: 'the Clare county board' for 'the board'."""
        if extent(self.doc, noun) - noun.first > 1:
            return None
        earlier = bisect_left(known, noun.first, key=lambda n: n.first)
        for other in reversed(known[max(0, earlier - 20) : earlier]):
            if extent(self.doc, other) - other.first > 1 and self.doc.tokens[other.first].tag != "S":
                return other
        return None

    def _bearer(self, noun: Noun, head: str) -> Person | None:
        """Who holds the office that 'the attorney general' or 'the Alabama senator' names."""
        tokens = self.doc.tokens
        if tokens[noun.head].low == "general" and noun.head > noun.first:
            head = tokens[noun.head - 1].low
        theirs = any(tokens[at].tag == "POS" for at in range(noun.first, noun.head))
        if theirs and head not in (
            "ambassador",
            "envoy",
            "president",
            "minister",
            "premier",
            "king",
            "queen",
            "chancellor",
            "governor",
            "mayor",
        ):
            return None
        head = head.removeprefix("then-").removeprefix("ex-")
        vice = any(tokens[at].low in ("vice", "deputy") for at in range(noun.first, noun.head))
        for office in (head, *_OFFICES.get(head, ())):
            if tokens[noun.first].tag == "S":
                return None
            wanted = {office, "vice"} if vice else {office}
            person = self.doc.people.with_role(wanted, noun.first)
            if person is not None and (vice or "vice" not in person.roles):
                return person
        return None

    def _named_next(self, noun: Noun, head: str) -> Person | None:
        """Whom the next sentences name for 'a spokesman' of a first sentence."""
        sentence = self.doc.sentence_of[noun.first]
        if extent(self.doc, noun) > noun.last or sentence > 3:  # noqa: PLR2004 - only an opening holds names back
            return None
        end = self.doc.sentences[min(sentence + 2, len(self.doc.sentences) - 1)].last
        for person in dict.fromkeys(self.doc.people.by_name.values()):
            offices = (head, *_OFFICES.get(head, ()))
            if (
                person.mentions
                and noun.last < min(person.mentions) <= end
                and (set(offices) & person.roles or not person.roles)
            ):
                return person
        return None

    def pair(self, noun: Noun) -> list[Party]:
        """The two people whom 'the two', 'both men' or 'they' stand for: the last two who were named."""
        window: list[Person] = []
        floor = self.doc.sentences[max(0, self.doc.sentence_of[noun.first] - 4)].first
        for at in range(noun.first - 1, floor - 1, -1):
            person = self.doc.people.at(at)
            if person is not None and person not in window:
                window.append(person)
            if len(window) == 2:  # noqa: PLR2004 - a pair
                break
        return [Party(p.name, "the last two named", person=True, gender=p.gender, sure=0.75) for p in reversed(window)]

    def speaker_of(self, at: int) -> Party | None:
        """Whose direct words a token is, or None."""
        index = self.doc.tokens[at].quote
        if index < 0 or self.quotations[index].speaker is None:
            return None
        speaker = self.quotations[index].speaker
        assert speaker is not None
        return self.who(speaker)

    def _pronoun(self, at: int) -> Party | None:
        low = self.doc.tokens[at].low
        if low in _FIRST:
            return self.speaker_of(at)
        if low in _THING:
            return self._last(at, _body_like)
        if low in _PLURAL:
            return self._last(at, _several)
        if low in _SINGULAR_MALE or low in _SINGULAR_FEMALE:
            wanted = "m" if low in _SINGULAR_MALE else "f"
            return self._last(
                at,
                lambda party: (
                    (party.person and not party.plural and party.gender in ("", wanted))
                    or (party.human and not party.plural and _gender(party.name) in ("", wanted))
                ),
            )
        return None

    def _last(self, at: int, fits: object) -> Party | None:
        """The nearest earlier subject that fits; in reported speech the speaker comes first."""
        assert callable(fits)
        number = self.doc.sentence_of[at]
        direct = self.speaker_of(at)
        barred = {direct.name} if direct is not None else set()
        barred |= self._agents(at)
        quoted = self.doc.tokens[at].quote if direct is not None else -1
        for speech in sorted(self._said.get(number, []), key=lambda s: -s.cue):
            if (
                speech.first <= at <= speech.last
                and quoted < 0
                and not any(n.first <= at <= n.last for n in speech.speakers)
            ):
                party = self.who(speech.speakers[0])
                if party is not None and fits(party) and party.name not in barred:
                    return replace(party, rule="pronoun of the speaker", sure=min(0.9, 0.98 * party.sure))
        for back, noun in self._antecedents(at, number):
            itself = (
                quoted >= 0 and self.doc.tokens[noun.head].quote == quoted and self.doc.tokens[noun.head].tag == "PR"
            )
            party = None if itself else self.who(noun)
            if party is not None and fits(party) and party.name not in barred:
                return replace(party, rule="pronoun", sure=min(0.88 - 0.08 * back, 0.97 * party.sure))
        return None

    def _antecedents(self, at: int, number: int) -> Iterator[tuple[int, Noun]]:
        """What a pronoun may stand for, likeliest first: subjects nearest to it, then what else was named beside them."""
        passed: list[tuple[int, Noun]] = []
        for back in range(6):
            if number - back < 0:
                break
            candidates = [(i, n) for i, n in self.subjects(number - back) if i < at]
            acting = self._acting[number - back]
            main = [n for i, n in candidates if n.first in acting]
            yield from ((back, n) for n in (reversed(main) if back == 0 else main))
            rest = [n for i, n in candidates if n.first not in acting]
            yield from ((back, n) for n in (reversed(rest) if back == 0 else rest))

    def _agents(self, at: int) -> set[str]:
        """Whoever acts on 'him', 'her' or 'them' is somebody else."""
        if self.doc.tokens[at].low not in ("him", "her", "them") or self.doc.tokens[at].tag != "PR":
            return set()
        for probe in range(at - 1, max(self.doc.sentence(at).first, at - 4) - 1, -1):
            index = self.doc.verb_at[probe]
            if index >= 0:
                parties = [self.who(noun) for noun in subject(self.doc, self.doc.verbs[index]) if noun.first < at]
                return {party.name for party in parties if party is not None}
        return set()

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
            others = []
            at = limits.first
            while at <= limits.last:
                noun_here = self.doc.noun(at)
                if noun_here is not None:
                    if noun_here.first not in found and self.doc.tokens[noun_here.head].tag == "NP":
                        others.append((noun_here.first, noun_here))
                    at = noun_here.last
                at += 1
            self._subjects[sentence] = main + others
        return self._subjects[sentence]


def _gender(text: str) -> str:
    parts = set(text.lower().split())
    if parts & words("people", "female_title"):
        return "f"
    return "m" if parts & words("people", "male_title") else ""


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
