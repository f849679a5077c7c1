"""The people whom an article names: full names, the shorter forms that stand for them, and their offices."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from monitor.reading import affiliations, roles
from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.lexicon import words
from monitor.reading.tokens import Token

_SHORT = {
    "sen": "senator",
    "sen.": "senator",
    "rep": "representative",
    "rep.": "representative",
    "gov": "governor",
    "gov.": "governor",
    "gen": "general",
    "col": "colonel",
    "prof": "professor",
    "sgt": "sergeant",
    "sgt.": "sergeant",
    "lt": "lieutenant",
    "capt": "captain",
    "cmdr": "commander",
    "maj": "major",
    "adm": "admiral",
    "rev": "reverend",
}


@dataclass(slots=True, eq=False)
class Person:
    """Somebody whom the article calls by name."""

    name: str  # the fullest common form, without titles
    gender: str = ""  # 'f', 'm' or '' when nothing tells
    roles: set[str] = field(default_factory=set)  # head nouns and modifiers of offices, lower case
    titles: set[str] = field(default_factory=set)  # of these, what stands right before the name: 'President Ana Ruiz'
    mentions: list[int] = field(default_factory=list)  # token indices, ascending

    def last_before(self, at: int) -> int | None:
        """The last mention before a token."""
        index = bisect_left(self.mentions, at)
        return self.mentions[index - 1] if index else None

    @property
    def surname(self) -> str:
        """The last word of the name that is no suffix."""
        parts = [part for part in self.name.split() if part.lower().strip(".") not in words("people", "suffix")]
        return parts[-1] if parts else self.name


def run(tokens: list[Token], noun: Noun) -> tuple[int, int] | None:
    """The proper name that a noun phrase ends in, titles included: first and last token, or None."""
    if tokens[noun.head].tag != "NP":
        return None
    first = noun.head
    while first > noun.first and tokens[first - 1].tag in ("NP", "Q", "CC", "IN"):
        first -= 1
    return first, noun.head


def bare(tokens: list[Token], first: int, last: int) -> tuple[int, int, list[str]]:
    """A run of proper nouns without the titles before it; the titles, lower case."""
    titles: list[str] = []
    first = at = after_portfolio(tokens, first, last)
    known = words("people", "title")
    for probe in range(first, last + 1):
        low = tokens[probe].low.rstrip(".").removeprefix("ex-")
        if probe < last and tokens[probe + 1].low in _IN_BODIES:
            break  # 'the Campaign Against Landmines'
        if low in known or is_person(tokens[probe]):
            titles.extend(tokens[i].low.rstrip(".") for i in range(at, probe + 1))
            at = probe + 1
    of_state = first > 0 and tokens[first - 1].low == "of"  # 'Secretary of State Ana Ruiz'
    if titles and at <= last and not set(titles) - _QUALIFIERS and not of_state:
        return first, last, []  # 'National Review', 'Home Depot'
    return at, last, titles


# Words that open an office and are no title by themselves.
_QUALIFIERS = frozenset(
    "state shadow opposition vice senior supreme crown first majority minority congressional campaign foreign "
    "interior defence defense finance health home national security press prime presidential".split()
)
_OFFICE_REACH = 7  # tokens from a name back to its office: 'minister of Health and Social Care Ana Ruiz'
_WITHIN_OFFICE = frozenset("of for to the and".split())


def after_portfolio(tokens: list[Token], first: int, last: int) -> int:
    """The first token of the name in 'minister of Information Ana Ruiz'; `first` where no office is before it."""
    at = first
    while at < last - 1 and tokens[at].low in words("people", "portfolio"):
        at += 1
    abroad = at == first < last - 1 and first > 0 and tokens[first - 1].low in ("to", "of")
    if abroad and affiliations.regions({tokens[first].low}):
        at += 1  # 'the ambassador to Kenya Ana Ruiz'
    if at == first:
        return first
    for probe in range(first - 1, max(-1, first - _OFFICE_REACH), -1):
        if is_person(tokens[probe]):
            return at
        if tokens[probe].low not in _WITHIN_OFFICE and tokens[probe].tag != "NP":
            break
    return first


def _trade_before(tokens: list[Token], noun: Noun, first: int) -> list[str]:
    """The trade that makes a single name a person's: 'rapper Ruiz', or 'President Ruiz' where a sentence begins."""
    trade = tokens[first - 1] if first > noun.first else None
    told = trade is not None and trade.tag == "N" and is_person(trade) and not is_plural(trade)
    return [trade.low] if told and trade is not None else []


def _kin_before(tokens: list[Token], noun: Noun, first: int, last: int) -> list[str]:
    """The relation that makes a given name a person's: "Ruiz's son, Andile,"."""
    alone = first == last == noun.first and first > 1 and last + 1 < len(tokens) and tokens[first - 1].text == ","
    kin = tokens[first - 2].low if alone else ""
    closed = alone and (tokens[last + 1].text in (",", ".") or tokens[last + 1].tag == "WH")
    return [kin] if closed and kin in words("people", "kin") else []


def owners(tokens: list[Token], noun: Noun) -> list[Noun]:
    """The names within a phrase that own its head: 'Ana Ruiz' of "Ana Ruiz's claim"."""
    found = []
    for at in range(noun.first + 1, noun.last):
        if tokens[at].tag == "POS" and tokens[at - 1].tag == "NP":
            first = at - 1
            while first > noun.first and (tokens[first - 1].tag == "NP" or is_person(tokens[first - 1])):
                first -= 1  # with the office before it: "Senator Ana Ruiz's"
            found.append(Noun(first, at - 1, at - 1))
    return found


def inside(tokens: list[Token], noun: Noun) -> list[Noun]:
    """The names of two words or more within a phrase, before its head: 'Dayton Council' of 'a Dayton Council clerk'."""
    found = []
    first = noun.first
    for at in range(noun.first, noun.head):
        if tokens[at].tag != "NP":
            first = at + 1
        elif first < at and tokens[at + 1].tag != "NP":
            found.append(Noun(first, at, at))
    return found


def shown(tokens: list[Token], first: int, last: int) -> str:
    """A name as written, in one line, without a nickname in quotation marks."""
    marks = [at for at in range(first, last + 1) if tokens[at].tag == "Q"]
    nickname = range(marks[0], marks[1] + 1) if len(marks) == 2 else range(0)  # noqa: PLR2004 - one before, one after
    return " ".join(tokens[at].text for at in range(first, last + 1) if at not in nickname)


def is_thing(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a run of proper nouns names a place, an event or a body rather than a person."""
    things = words("people", "thing")
    given = last > first and _first_name(tokens[first].low)  # 'Bill de Ruiz' is no bill
    place = " ".join(token.low for token in tokens[first : last + 1]) in words("places", "region")
    return (
        place
        or any(t.low in _IN_BODIES for t in tokens[first + 1 : last])
        or any(t.low in things or is_body(t) for t in tokens[first + given : last + 1])
        or (
            tokens[first].text.isupper()
            and len(tokens[first].text) > (1 if first == last else _INITIALS)
            and not (last > first and tokens[first].sort == "initials" and tokens[first].low not in _PLACES)
        )
    )


def _generation(name: str) -> tuple[str, ...]:
    """What tells a son from his father: 'jr' or 'iii' at the end of a name."""
    last = name.rsplit(maxsplit=1)[-1].lower().strip(".,")
    return (last,) if last in ("jr", "sr", "ii", "iii", "iv", "jnr", "snr") else ()


def _personal(tokens: list[Token], first: int, last: int, titles: list[str]) -> bool:
    """Whether a name with a word of things is a person's all the same: 'Sen. Meg Hall', 'Mr. Park', 'John Church'."""
    body = first == last and is_body(tokens[last]) and titles[-1:] == ["justice"]  # 'Justice Department'
    if set(titles) & words("people", "honorific") and last - first <= 1:
        return not body
    return _first_name(tokens[first].low) and last == first + 1 and tokens[last].low in words("people", "surname_too")


_LONGEST_NAME = 5  # words
_IN_BODIES = frozenset("against for on without".split())  # within a name in capitals, it is a body's
_PLACES = frozenset("u.s. u.k. u.n. e.u. d.c. l.a. n.y. n.j. u.s.a. u.a.e.".split())  # 'R.J. Lee' is somebody
_INITIALS = 2  # capitals that may be a first name: 'KP Lee', not 'BBC Breakfast'
_MANY = 50  # holders of one office that are looked at; more is a list of names
_PLACING = frozenset("in at across near outside inside throughout around".split())


def _first_named(name: str) -> bool:
    return _first_name(name.split(maxsplit=1)[0].lower())


def _first_name(low: str) -> bool:
    return low in words("people", "female") or low in words("people", "male")


def _run_by(tokens: list[Token], first: int) -> bool:
    """Whether a name is what somebody founded, owns or heads: 'the founder of Harbour Billing'."""
    return first > 1 and tokens[first - 1].low == "of" and tokens[first - 2].low in words("people", "runs")


def _is_a_body(tokens: list[Token], first: int) -> bool:
    """Whether a name is that of a body described right before it: 'The bank, Ajax Mutual, denied'."""
    if first < 3 or tokens[first - 1].text != "," or not is_body(tokens[first - 2]) or tokens[first - 2].tag != "N":  # noqa: PLR2004 - 'The bank ,'
        return False
    at = first - 3
    while at > 0 and tokens[at].tag in ("N", "J"):
        at -= 1
    opens = at == 0 or tokens[at - 1].tag in ("P", "Q", "CC", "SB") or tokens[at - 1].tag[0] == "V"
    return tokens[at].low in ("the", "a", "an", "its") and opens


def _placelike(name: str) -> bool:
    """Whether a name begins as those of places do: 'New ...', 'South ...', 'San ...'."""
    return name.split(maxsplit=1)[0].lower() in words("people", "place_opening")


def _first_told(person: Person) -> tuple[float, int]:
    """Whom a shared surname alone means: whoever was named first, as the others are given their first names."""
    return (-person.mentions[0] if person.mentions else -float("inf"), len(person.mentions))


_ELDER, _YOUNGER = frozenset("elder senior older".split()), frozenset("younger junior".split())
_CHILD = frozenset("son daughter nephew niece grandson granddaughter".split())


def generation(tokens: list[Token], noun: Noun, first: int) -> list[str]:
    """'elder' of 'the elder Ruiz'."""
    return [token.low for token in tokens[noun.first : first] if token.low in _ELDER | _YOUNGER]


def _of_generation(namesakes: list[Person], titles: set[str]) -> list[Person]:
    """Whom 'the elder Ruiz' or 'the younger Ruiz' means, where one of the name is told to be somebody's child."""
    elder = bool(titles & _ELDER)
    if len(namesakes) < 2 or not (elder or titles & _YOUNGER):  # noqa: PLR2004 - two of a name
        return []
    children = [person for person in namesakes if person.roles & _CHILD]
    return [person for person in namesakes if (person in children) != elder] if children else []


class People:
    """The article's own table of people."""

    def __init__(self) -> None:
        self.by_name: dict[str, Person] = {}
        self._short: dict[str, list[Person]] = {}
        self._mentioned: dict[int, Person] = {}
        self._holders: dict[str, list[Person]] = {}  # role word -> who bears it; filled when first asked

    def learn(self, tokens: list[Token], phrases: list[Noun]) -> None:
        """Fill the table from all noun phrases of the prose."""
        full: Counter[str] = Counter()
        placed: Counter[str] = Counter()  # how often a name stands where a place or a firm would: 'in New Salem'
        seen: list[tuple[Noun, int, int, list[str]]] = []
        for noun in (one for phrase in phrases for one in (*owners(tokens, phrase), phrase)):
            found = run(tokens, noun)
            if found is None:
                continue
            first, last, titles = bare(tokens, *found)
            if first > last or (is_thing(tokens, first, last) and not _personal(tokens, first, last, titles)):
                continue
            titles = titles or _trade_before(tokens, noun, first) or _kin_before(tokens, noun, first, last)
            seen.append((noun, first, last, titles))
            if 1 < len(shown(tokens, first, last).split()) <= _LONGEST_NAME:
                full[shown(tokens, first, last)] += 1
                titled = bool(titles) or noun.first < first
                placing = first > 0 and (
                    tokens[first - 1].low in _PLACING or _run_by(tokens, first) or _is_a_body(tokens, first)
                )
                owns = last + 1 < len(tokens) and tokens[last + 1].tag == "POS"  # 'in Ana Ruiz's office'
                placed[shown(tokens, first, last)] += not titled and not owns and placing
        self._merge(
            {
                name: count
                for name, count in full.items()
                if (placed[name] * 2 < count and not _placelike(name)) or _first_named(name)
            }
        )
        for noun, first, last, titles in seen:
            person = self.find(shown(tokens, first, last), [*titles, *generation(tokens, noun, first)])
            if person is None and titles and first == last:
                person = self.by_name.setdefault(tokens[last].text, Person(tokens[last].text))
                self._short.setdefault(person.name.lower(), []).append(person)
            if person is not None:
                person.mentions.append(last)
                self._mentioned[last] = person
                person.roles.update(roles.copula(tokens, last))
                person.roles.update(roles.appointed(tokens, noun.first, last))
                person.roles.update(roles.office_before(tokens, noun.first))
                person.roles.update(roles.office_of(tokens, noun.first))
                person.roles.update(affiliations.beside(tokens, last))
                self._office(tokens, noun, first, titles, person)

    def _merge(self, full: dict[str, int]) -> None:
        """One person for all full names with the same first and last word; nobody is merged on a surname."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for name in full:
            parts = [part for part in name.split() if part.lower().strip(".,") not in words("people", "suffix")]
            if len(parts) > 1:
                groups.setdefault((parts[0].lower(), parts[-1].lower(), *_generation(name)), []).append(name)
        for forms in groups.values():
            best = max(forms, key=lambda name: (full[name], len(name)))
            person = Person(best)
            first = best.split()[0].lower()
            if first in words("people", "female"):
                person.gender = "f"
            elif first in words("people", "male"):
                person.gender = "m"
            for form in forms:
                self.by_name[form] = person
            parts = best.split()
            shorts = {
                person.surname.lower(),
                parts[0].lower(),
                " ".join(parts[1:]).lower(),
                " ".join(parts[-2:]).lower(),
            }
            for short in shorts:
                self._short.setdefault(short, []).append(person)

    def _office(self, tokens: list[Token], noun: Noun, first: int, titles: list[str], person: Person) -> None:
        female, male = words("people", "female_title"), words("people", "male_title")
        before = [tokens[i].low for i in range(noun.first, first) if tokens[i].tag not in ("D", "S", "POS")]
        person.titles.update(_SHORT.get(word, word) for word in titles)
        person.roles.update(_SHORT.get(word, word) for word in (*titles, *before))
        person.roles.update(roles.apposition(tokens, noun.last))
        if any(word in female for word in (*titles, *person.roles)):
            person.gender = "f"
        elif any(word in male for word in (*titles, *person.roles)) and not person.gender:
            person.gender = "m"

    def at(self, token: int) -> Person | None:
        """Whose name ends at a token."""
        return self._mentioned.get(token)

    def find(self, name: str, titles: list[str] | None = None) -> Person | None:
        """The person of that name or short form; the most named one where several share a surname."""
        if name in self.by_name:
            return self.by_name[name]
        candidates = self._short.get(name.lower(), [])
        if not candidates and " " in name:
            candidates = [
                p
                for p in self._short.get(name.rsplit(maxsplit=1)[-1].lower(), [])
                if p.name.split()[0][0] == name[0] and "." in name
            ]
        gender = "f" if titles and set(titles) & words("people", "female_title") else ""
        if gender:
            candidates = [p for p in candidates if p.gender == gender] or candidates
        last_names = [p for p in candidates if p.surname.lower() == name.lower()]
        candidates = _of_generation(last_names, set(titles or ())) or last_names or candidates
        return max(candidates, key=_first_told) if candidates else None

    def with_role(self, role: set[str], before: int) -> Person | None:
        """Who bears an office and was named last before a token."""
        if not self._holders:
            for person in dict.fromkeys(self.by_name.values()):
                for word in person.roles:
                    self._holders.setdefault(word, []).append(person)
        holders = [p for p in self._holders.get(min(role), []) if role <= p.roles]
        holders = [p for p in holders if role <= p.titles] or holders  # 'the president' is no firm's
        if len(holders) == 1:
            return holders[0]
        named = [(last, i) for i, p in enumerate(holders[:_MANY]) if (last := p.last_before(before)) is not None]
        return holders[max(named)[1]] if named else None
