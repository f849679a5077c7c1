"""Whom a description stands for: 'the attorney general', 'a spokesman', 'my client', 'the company'."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from monitor.reading import names, spokespeople
from monitor.reading.chunks import Noun, VerbGroup, is_body, is_person, is_plural
from monitor.reading.clauses import extent
from monitor.reading.document import Document
from monitor.reading.epithets import Epithets
from monitor.reading.lexicon import words
from monitor.reading.names import Person
from monitor.reading.party import Party, Resolver
from monitor.reading.subjects import subject

_OFFICES = {
    "lawmaker": (
        "senator", "representative", "congressman", "congresswoman", "mp", "legislator", "democrat", "republican",
    ),
    "congressman": ("representative",),
    "congresswoman": ("representative",),
    "envoy": ("ambassador",),
    "premier": ("minister",),
    "pm": ("minister",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesman", "spokeswoman", "secretary"),
    "boss": ("governor", "mayor", "leader", "president", "head", "executive", "chairman", "chairwoman", "director"),
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
    "candidate nominee lawmaker mp legislator incumbent politician leader contender hopeful front-runner frontrunner "
    "democrat republican independent conservative liberal native veteran millionaire "
    "billionaire businessman businesswoman".split()
)


# Words before a noun of office that make it another office.
_TELLING = frozenset(
    "chief prime deputy vice first foreign finance interior home health defence defense justice trade education "
    "transport energy agriculture attorney press district culture housing environment labour labor treasury "
    "opposition majority minority assistant associate under permanent".split()
)


# Of whom a country has one, whose name the article needn't give.
_ONE_ONLY = frozenset("taoiseach tánaiste tanaiste pope king queen president premier chancellor".split())
# Words of sentences that say that somebody won't be named.
_NAMELESS = frozenset("anonymity anonymous anonymously identified unnamed unidentified".split())
# Words that make an office a lesser or an opposing one, which is not called by the rest of it alone.
_SECOND = frozenset("shadow assistant opposition".split())


class Descriptions:
    """Resolves descriptions of one document."""

    def __init__(self, doc: Document, parties: Resolver) -> None:
        self.doc = doc
        self._parties = parties
        self.epithets = Epithets(doc, parties)
        self._by_head: dict[str, list[Noun]] = {}  # head noun -> its phrases, in order
        for noun in doc.nouns:
            head = doc.tokens[noun.head]
            if is_body(head) or (is_person(head) and head.tag == "N"):
                self._by_head.setdefault(head.low, []).append(noun)

    def resolve(self, noun: Noun) -> Party | None:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
        """The party that a phrase with a noun of people or of bodies at its head stands for."""
        tokens = self.doc.tokens
        head = tokens[noun.head]
        text = named_as(self.doc, noun, extent(self.doc, noun))
        opening = tokens[noun.first].low
        if opening in ("no", "any", "what"):
            return None
        if is_plural(head) and noun.first > 1 and [t.low for t in tokens[noun.first - 2 : noun.first]] == ["one", "of"]:
            return self._one_of(noun)
        if is_person(head) and not is_plural(head):
            named = self.apposed(noun) or self._apposed_before(noun)
            if named is not None:
                return Party(named.name, "apposition", person=True, gender=named.gender)
            renamed = self.epithets.resolve(noun)
            if renamed is not None and renamed.rule == "epithet":
                return renamed
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
            fuller = self._fuller(noun, self._by_head.get(head.low, []))
            if (
                opening in ("the", "this")
                and fuller is not None
                and tokens[fuller.first].low in ("a", "an", "one", "another")
            ):
                return Party(
                    named_as(self.doc, fuller, extent(self.doc, fuller)), "described before", human=True, sure=0.8
                )
            renamed = renamed or self.epithets.untold(noun)
            if renamed is not None:
                return renamed
            told = {token.low for token in tokens[noun.first : noun.head]} & _TELLING
            owned = any(token.tag == "POS" for token in tokens[noun.first : noun.head])
            named_alone = owned or head.low in _UNNAMED | _ONE_ONLY
            free = not told and not named_alone and extent(self.doc, noun) == noun.last
            if opening in ("the", "this") and free:
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
            spokesman = spokespeople.unstated(self.doc, self._parties, noun)
            return spokesman or Party(text, "description", human=True, sure=0.75)
        named_body = self._apposed_body(noun) if is_body(head) and opening in ("a", "an", "the", "its") else None
        if named_body is not None:
            return Party(named_body, "apposition", sure=0.9)
        if is_body(head) and opening in ("the", "its") and noun.last - noun.first <= 1:
            fuller = self._fuller(noun, self._by_head.get(head.low, []))
            if fuller is not None:
                return Party(named_as(self.doc, fuller, extent(self.doc, fuller)), "body named before", sure=0.9)
        return Party(text, "description", plural=is_plural(head), sure=0.85)

    def _one_of(self, noun: Noun) -> Party:
        """Who 'one of the women, Ana Ruiz,' is."""
        named = self.apposed(noun)
        if named is not None:
            return Party(named.name, "apposition", person=True, gender=named.gender)
        text = self.doc.words(noun.first - 2, extent(self.doc, noun))
        return Party(text, "description", human=True, sure=0.75)

    def fuller_name(self, noun: Noun) -> str | None:
        """The full name of a body of which a phrase gives the last word alone: 'the Ministry'."""
        fuller = self._fuller(noun, self._by_head.get(self.doc.tokens[noun.head].low, []))
        if fuller is None or self.doc.tokens[fuller.head].tag != "NP":
            return None
        return named_as(self.doc, fuller, extent(self.doc, fuller))

    def apposed(self, noun: Noun) -> Person | None:
        """The person whose name follows a description: 'the ambassador to France, Ana Ruiz,'."""
        tokens = self.doc.tokens
        limit = self.doc.sentence(noun.head).last
        at = noun.last + 1
        for _ in range(5):  # 'the chair of the committee on fraud and audit, Ana Ruiz,'
            if at >= limit or not (tokens[at].tag in ("IN", "TO") or self._goes_on(noun, at)):
                break
            following = self.doc.noun(at + 1)
            if following is None or following.first != at + 1:
                break
            found = names.run(tokens, following)
            if found is not None and names.after_portfolio(tokens, *found) > found[0]:
                return self.doc.people.at(following.head)
            at = following.last + 1
        at += at < limit and tokens[at].low in ("here", "there")  # 'the envoy there, Ana Ruiz,'
        at += at + 1 < limit and (tokens[at].low, tokens[at + 1].low) == ("known", "as")
        if at + 1 < limit and tokens[at].low in ("named", "called", "as") and tokens[at + 1].tag == "NP":
            named = self.doc.noun(at + 1)
            return self._named(noun, named) if named is not None else None
        if at < limit and tokens[at].text == ",":
            named = self.doc.noun(at + 1)
            if (
                named is not None
                and named.first == at + 1
                and tokens[named.head].tag == "NP"
                and tokens[named.first].low != "and"
            ):
                end = named.last + 1
                if end <= limit and tokens[end].text in (",", ".", ")", "\u201d", "(") and tokens[at + 1].low != "and":
                    found = names.run(tokens, named)
                    first, last, titles = names.bare(tokens, *(found or (named.first, named.last)))
                    shown = names.shown(tokens, first, last)
                    related = tokens[noun.head].low in words("people", "kin")
                    return self.doc.people.find(shown, titles) if first < last or titles or related else None
        return None

    def _named(self, noun: Noun, named: Noun) -> Person | None:
        """Who 'a man called Karl Bruun' is; nobody in 'The judge called Karl Bruun a liar'."""
        after = self.doc.tokens[min(named.last + 1, len(self.doc.tokens) - 1)]
        closed = after.tag in ("WH", "BE", "HV", "M", "DO", "VD", "VZ") or after.text == ","
        told = closed or (self.doc.tokens[noun.first].low != "the" and after.tag not in ("D", "Q", "TO"))
        return self.doc.people.find(self.doc.words(named.first, named.last)) if told else None

    def _goes_on(self, noun: Noun, at: int) -> bool:
        """Whether 'and' joins what an office is of: 'the committee on fraud and audit'."""
        tokens = self.doc.tokens
        following = self.doc.noun(at + 1)
        return (
            tokens[at].low in ("and", "&")
            and at > noun.last + 1
            and following is not None
            and tokens[following.first].tag not in ("D", "S", "PR")
            and not is_person(tokens[following.head])
            and (self.doc.people.at(following.head) is None or self._named_after(following))
        )

    def _named_after(self, noun: Noun) -> bool:
        """Whether ', Ana Ruiz' follows a phrase."""
        named = self.doc.noun(noun.last + 2)
        comma = noun.last + 1 < len(self.doc.tokens) and self.doc.tokens[noun.last + 1].text == ","
        return comma and named is not None and self.doc.people.at(named.head) is not None

    def _apposed_body(self, noun: Noun) -> str | None:
        """The body whose name follows a description: 'a coalition of charities, the Harbour Forum, asked'."""
        tokens = self.doc.tokens
        limit = self.doc.sentence(noun.head).last
        at = extent(self.doc, noun) + 1
        named = self.doc.noun(at + 1) if at < limit and tokens[at].text == "," else None
        if named is None or named.first != at + 1 or tokens[named.head].tag != "NP":
            return None
        end = extent(self.doc, named)
        closed = end < limit and tokens[end + 1].text == "," and end > named.first
        bodily = any(is_body(token) for token in tokens[named.first : end + 1])
        return named_as(self.doc, named, end) if closed and bodily else None

    def _apposed_before(self, noun: Noun) -> Person | None:
        """The person whom 'Ana Ruiz, a lawyer, who said' describes."""
        tokens = self.doc.tokens
        at = noun.first - 2
        if at > 1 and tokens[at].tag == "CD" and tokens[at - 1].text == "," and tokens[at + 1].text == ",":
            at -= 2  # the age in 'Ana Ruiz, 31, a lawyer'
        bare = tokens[noun.first].tag in ("N", "J") and is_person(tokens[noun.head])
        if at < 0 or tokens[at + 1].text != "," or not (bare or tokens[noun.first].low in ("a", "an", "the")):
            return None
        before = self.doc.noun(at)
        after = tokens[min(extent(self.doc, noun) + 1, len(tokens) - 1)]
        closed = after.text in (",", ".", "\u2014") or (after.tag == "WH" and not bare)
        if before is None or tokens[before.head].tag != "NP" or not (closed or at < noun.first - 2):
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
                return self._parties.who(owner) if owner is not None else None
            phrase = self.doc.noun(at)
            if phrase is not None:
                for mark in range(at - 1, phrase.first - 1, -1):
                    if tokens[mark].tag == "POS" and mark > phrase.first:
                        return self._parties.who(Noun(phrase.first, mark - 1, mark - 1))
        return None

    def _variation(self, noun: Noun, head: str) -> Party | None:
        """Whom 'the banker' means where nobody is called so: who was spoken of last, unless known by another office."""
        number = self.doc.sentence_of[noun.first]
        for sentence in islice(self._parties.sentences_back(noun.first, number), 1, 3):
            for _, other in self._parties.spoken_of(sentence):
                party = self._parties.who(other)
                if party is None or not party.person or party.plural or self.epithets.acts_on(noun, party.name):
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
            if office == "minister" and head in ("premier", "pm"):
                wanted = {"prime", "minister"}
            person = self.doc.people.with_role(wanted, noun.first)
            if person is not None and (self._somebody_else(noun, person) or not self._same_office(noun, person)):
                continue
            if person is not None and (vice or "vice" not in person.roles):
                return person
        return None

    def _same_office(self, noun: Noun, person: Person) -> bool:
        """Whether the words that tell offices apart, such as 'chief' and 'foreign', are of the person's own."""
        told = {token.low for token in self.doc.tokens[noun.first : noun.head]}
        return told & _TELLING <= person.roles and not (_SECOND & person.roles) - told

    def _somebody_else(self, noun: Noun, person: Person) -> bool:
        """Whether the holder of an office is first named after it in its sentence, or it is another place's office."""
        last = self.doc.sentence(noun.first).last
        later = person.last_before(noun.first) is None and person.last_before(last + 1) is not None
        elsewhere = extent(self.doc, noun) > noun.last and self.doc.tokens[noun.last + 1].low == "of"
        return later or (elsewhere and self.doc.tokens[extent(self.doc, noun)].tag == "NP")

    def _named_next(self, noun: Noun, head: str) -> Person | None:
        """Whom the next sentences name for 'a minister' of an opening, or quote for 'a spokesman for the yard'."""
        sentence = self.doc.sentence_of[noun.first]
        offices = {head, *_OFFICES.get(head, ())}
        span = self.doc.sentences[sentence]
        if any(token.low in _NAMELESS for token in self.doc.tokens[span.first : span.last + 1]):
            return None
        if head in words("people", "attendant"):
            return self._quoted_next(sentence, offices) or self._speaks_for_the_same(noun, offices)
        if head == "source" or extent(self.doc, noun) > noun.last or sentence > 3:  # noqa: PLR2004 - only an opening holds names back
            return None
        begin = self.doc.sentences[sentence].last
        end = self.doc.sentences[min(sentence + 2, len(self.doc.sentences) - 1)].last
        people = dict.fromkeys(self.doc.people.by_name.values())
        named = [person for person in people if person.mentions and begin < person.mentions[0] <= end]
        fitting = [person for person in named if offices & person.roles]
        return next((person for person in named if person in fitting or not (fitting or person.roles)), None)

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


def named_as(doc: Document, noun: Noun, last: int) -> str:
    """A phrase up to a token as a name: without 'the' before it and marks around it."""
    first = noun.first
    while first < noun.head and doc.tokens[first].low in ("the", "this", "that", "these", "those"):
        first += 1
    return doc.words(first, last).strip("\"'“”")
