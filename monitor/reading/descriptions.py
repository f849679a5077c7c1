"""Whom a description stands for: 'the attorney general', 'a spokesman', 'my client', 'the company'."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import islice

from monitor.reading import appositions, bodies, names, offices, spokespeople
from monitor.reading.cataphora import Cataphora
from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.clauses import extent, named_as, owner_of
from monitor.reading.document import Document
from monitor.reading.epithets import Epithets
from monitor.reading.lexicon import words
from monitor.reading.names import Person
from monitor.reading.party import Party, Resolver, gender

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


_ONE_TRADE = (
    frozenset("lawyer attorney counsel solicitor barrister advocate".split()),
    frozenset("spokesman spokeswoman spokesperson".split()),
)
_OF_SOMEBODY = 0.9  # how surely "Ruiz's lawyer" is nobody named elsewhere
# Words before a noun of office that make it another office.
_TELLING = frozenset(
    "chief prime deputy vice first foreign finance interior home health defence defense justice trade education "
    "transport energy agriculture attorney press district culture housing environment labour labor treasury "
    "opposition majority minority assistant associate under permanent".split()
)


# Whose trade no such word makes an office: 'the energy consultant', 'the housing developer'.
_PRIVATE = frozenset(
    "consultant analyst trader developer lobbyist executive magnate tycoon entrepreneur investor banker expert "
    "businessman businesswoman mogul financier contractor broker activist campaigner reporter journalist".split()
)


# Of whom a country has one, whose name the article needn't give.
_ONE_ONLY = frozenset("taoiseach tánaiste tanaiste pope king queen president premier chancellor".split())
# Words that make an office a lesser or an opposing one, which is not called by the rest of it alone.
_SECOND = frozenset("shadow assistant opposition".split())


class Descriptions:
    """Resolves descriptions of one document."""

    def __init__(self, doc: Document, parties: Resolver) -> None:
        self.doc = doc
        self._parties = parties
        self.epithets = Epithets(doc, parties)
        self._cataphora = Cataphora(doc, parties)
        self._by_head: dict[str, list[Noun]] = {}  # head noun -> its phrases, in order
        for noun in doc.nouns:
            head = doc.tokens[noun.head]
            if is_body(head) or (is_person(head) and head.tag == "N"):
                self._by_head.setdefault(head.low, []).append(noun)
            for inner in names.inside(doc.tokens, noun):
                if is_body(doc.tokens[inner.head]):
                    self._by_head.setdefault(doc.tokens[inner.head].low, []).append(inner)

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
            named = appositions.person_after(self.doc, noun) or appositions.person_before(self.doc, noun)
            if named is not None:
                return Party(named.name, "apposition", person=True, gender=named.gender)
            renamed = self.epithets.resolve(noun) or self._of_owner(noun, head.low)
            if renamed is not None and renamed.rule in ("epithet", "who is called so"):
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
            told = {token.low for token in tokens[noun.first : noun.head]} & _TELLING and head.low not in _PRIVATE
            owned = any(token.tag == "POS" for token in tokens[noun.first : noun.head])
            named_alone = owned or head.low in _UNNAMED | _ONE_ONLY
            free = not told and not named_alone and extent(self.doc, noun) == noun.last
            principal = self._principal_before(noun) if opening in ("the", "this") and free else None
            if principal is not None:
                return replace(principal, rule="whom the spokesman speaks for", sure=0.8 * principal.sure)
            if opening in ("the", "this") and free:
                found = self._variation(noun, head.low)
                if found is not None:
                    return Party(
                        found.name, "the one named last", person=True, gender=found.gender, sure=0.8 * found.sure
                    )
            unintroduced = self._unintroduced(noun) if opening == "the" and told and not named_alone else None
            if unintroduced is not None:
                return unintroduced
            later = self._named_later(noun, head.low) if opening in ("a", "an", "the") else None
            if later is not None:
                return later
            spokesman = spokespeople.unstated(self.doc, self._parties, noun)
            owned = head.low in words("people", "attendant") and self._parties.principal(noun) is not None
            return spokesman or Party(text, "description", human=True, sure=_OF_SOMEBODY if owned else 0.75)
        named_body = (
            appositions.body_after(self.doc, noun) if is_body(head) and opening in ("a", "an", "the", "its") else None
        )
        if named_body is None and is_body(head) and opening in ("a", "an", "the"):
            named_body = appositions.body_before(self.doc, noun)
        if named_body is not None:
            return Party(named_body, "apposition", sure=0.9)
        if is_body(head) and opening in ("the", "its") and noun.last - noun.first <= 1:
            fuller = self._fuller(noun, self._by_head.get(head.low, []))
            whole = self._parties.who(fuller) if fuller is not None else None
            if whole is not None and whole.rule == "apposition":
                return replace(whole, rule="body named before")
            if fuller is not None and tokens[fuller.first].low in ("a", "an"):  # some body, unless one is named since
                since = bodies.acted_last(self.doc, self._parties, noun)
                if since is not None:
                    return since
            if fuller is not None:
                return Party(named_as(self.doc, fuller, extent(self.doc, fuller)), "body named before", sure=0.9)
        acted = (
            self._said_before(noun)
            or bodies.by_initials(self.doc, noun)
            or bodies.acted_last(self.doc, self._parties, noun)
        )
        return acted or Party(text, "description", plural=is_plural(head), sure=0.85)

    def _named_later(self, noun: Noun, head: str) -> Party | None:
        """Whom the next sentences name."""
        person = self._cataphora.named_next(noun, self._by_head.get(head, []))
        if person is None and self.doc.tokens[noun.first].low != "the":
            person = self._cataphora.named(noun, head)
        if person is None:
            return None
        return Party(person.name, "named in the next sentences", person=True, gender=person.gender, sure=0.8)

    def _said_before(self, noun: Noun) -> Party | None:
        """The body of a name that the same words described before, as 'a teachers' union'."""
        tokens = self.doc.tokens
        phrase = [token.low for token in tokens[noun.first + 1 : noun.last + 1]]
        if tokens[noun.first].low != "the" or len(phrase) < 2:  # noqa: PLR2004 - 'the union' is looked for elsewhere
            return None
        known = self._by_head.get(tokens[noun.head].low, [])
        earlier = bisect_left(known, noun.first, key=lambda n: n.first)
        for other in reversed(known[max(0, earlier - 20) : earlier]):
            if [token.low for token in tokens[other.first + 1 : other.last + 1]] == phrase:
                party = self._parties.who(other)
                if party is not None and party.rule == "apposition":
                    return replace(party, rule="body named before")
        return None

    def _one_of(self, noun: Noun) -> Party:
        """Who 'one of the women, Ana Ruiz,' is."""
        named = appositions.person_after(self.doc, noun)
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

    def _of_owner(self, noun: Noun, head: str) -> Party | None:
        """Who "Ruiz's lawyer", 'her husband' or "the firm's founder" is: the only one whom the article calls so."""
        owner = owner_of(self.doc, noun) or self._whom_for(noun, head)
        if owner is None or self.doc.tokens[noun.first].low in ("my", "our", "your"):
            return None
        whose = self._parties.who(owner)
        surname = whose.name.split()[-1].lower() if whose is not None else ""
        same = next((trade for trade in _ONE_TRADE if head in trade), {head})
        called = [person for person in dict.fromkeys(self.doc.people.by_name.values()) if same & person.roles]
        called = [person for person in called if whose is None or person.name != whose.name]
        theirs = [person for person in called if surname in person.roles]
        people = {person.surname.lower() for person in self.doc.people.by_name.values()}
        if len(theirs or called) != 1 or (not theirs and called[0].roles & (people | words("people", "body"))):
            return None  # two may be meant, or one who is somebody else's
        person = (theirs or called)[0]
        return Party(person.name, "who is called so", person=True, gender=person.gender, sure=0.9 if theirs else 0.8)

    def _whom_for(self, noun: Noun, head: str) -> Noun | None:
        """Whom 'the lawyer for Ruiz' is for."""
        tokens = self.doc.tokens
        following = noun.last + 1 < self.doc.sentence(noun.last).last and tokens[noun.last + 1].low == "for"
        definite = tokens[noun.first].low == "the" and head in words("people", "attendant")
        return self.doc.noun(noun.last + 2) if following and definite else None

    def _principal_before(self, noun: Noun) -> Party | None:
        """Whom 'the banker' means in 'a spokesman for Ana Ruiz said the banker had left'."""
        first = self.doc.sentence(noun.first).first
        for at in range(noun.first - 1, first, -1):
            if self.doc.tokens[at].low not in words("people", "attendant"):
                continue
            attendant = self.doc.noun(at)
            party = self._parties.principal(attendant) if attendant is not None and attendant.head == at else None
            if party is None or not party.person or party.plural:
                return None
            person = self.doc.people.by_name.get(party.name)
            offices = person.roles & words("people", "person") if person is not None else set()
            head = self.doc.tokens[noun.head].low
            return party if not offices or head in offices else None
        return None

    def _unintroduced(self, noun: Noun) -> Party | None:
        """Whom 'the shadow housing secretary' means where the only one who acted just before has no office yet."""
        if extent(self.doc, noun) > noun.last:
            return None
        number = self.doc.sentence_of[noun.first]
        for sentence in islice(self._parties.sentences_back(noun.first, number), 1, 3):
            acting = [self._parties.who(other) for _, other in self._parties.spoken_of(sentence)]
            people = {party.name: party for party in acting if party is not None and party.person and not party.plural}
            if not people:
                continue
            party = next(iter(people.values()))
            person = self.doc.people.by_name.get(party.name)
            known = person is None or bool(person.roles & words("people", "person"))
            return (
                None
                if known or self.epithets.acts_on(noun, party.name)
                else replace(party, rule="the one named last", sure=0.8 * party.sure)
            )
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
                    continue
                return party
        return None

    def _fuller(self, noun: Noun, known: list[Noun]) -> Noun | None:
        """The last earlier phrase with the same head that says more: 'the Clare county board' for 'the board'."""
        if extent(self.doc, noun) - noun.first > 1:
            return None
        earlier = bisect_left(known, noun.first, key=lambda n: n.first)
        for other in reversed(known[max(0, earlier - 20) : earlier]):
            length = extent(self.doc, other) - other.first + (self.doc.tokens[other.first].tag == "NP")
            if length > 1 and self.doc.tokens[other.first].tag != "S":
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
        for office in offices.standing_for(head):
            if tokens[noun.first].tag == "S":
                return None
            wanted = {office, "vice"} if vice else {office}
            wanted |= {token.low for token in tokens[noun.first : noun.head]} & _TELLING
            if office == "minister" and head in ("premier", "pm"):
                wanted = {"prime", "minister"}
            person = self.doc.people.with_role(wanted, noun.first)
            sex = gender(head)
            if person is not None and sex and person.gender and sex != person.gender:
                continue
            if person is not None and (self._somebody_else(noun, person) or not self._same_office(noun, person)):
                continue
            if person is not None and offices.holds(head, person.roles) and (vice or "vice" not in person.roles):
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
