"""Who is who in a story: which of its parties a name, role or description means, and why that was decided."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from events.definition import Person, StoryDefinition
from events.identities import Identities, corrected, parties, shown

HONORIFICS = frozenset(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady sen senator rep representative gov governor president
    ambassador judge justice minister secretary chancellor congressman congresswoman mp msp td rev reverend fr
    imam sheikh gen general col colonel maj capt captain lt sgt former then ex chief
    """.split()
)
_ORGANISATION = frozenset(
    """department ministry office committee council court party union board bureau agency commission league and
    system secretariat association authority service force guard house team campaign""".split()
)
_DETERMINERS = frozenset(("other", "fellow", "these", "those"))  # 'Other Democrats' are Democrats
_POSSESSIVE = re.compile(r"['’]s?$")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"\s+")
_SPELLING_EDITS = (
    2  # 'Sergei' and 'Sergey' differ by one letter, 'Muammar' and 'Moammar' by one, 'Yusuf' and 'Youssef' by two
)
_PREPOSITIONS = frozenset(["to", "of", "in", "for", "at", "from"])


class Resolution(NamedTuple):
    """Which party a name means, and the step that decided it."""

    name: str  # the party's name as the story shows it, or the name itself, tidied
    # 'name', 'alias', 'role', 'group', 'initials', 'surname', 'spelling', 'title', 'description', 'correction' (a
    # person said so), or 'unknown'
    via: str


class Cast:
    """The parties of one story, ready to be asked; built once per definition and what persons said of who is who."""

    def __init__(self, definition: StoryDefinition, identities: Identities = Identities()) -> None:  # noqa: B008  a frozen value
        self.definition = definition
        self.identities = identities
        unions = identities.unions()
        self.parties = corrected(definition, unions)  # who is in the story, each once
        self.names: frozenset[str] = frozenset(one.name for one in parties(self.parties))
        self._known: dict[str, Resolution] = {}
        self._roles: dict[str, list[tuple[str | None, str | None, str]]] = defaultdict(list)
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._cache: dict[tuple[str, str | None], Resolution] = {}
        for person in self.parties.people:
            self._learn(person)
        for group in self.parties.groups:
            for alias in (group.name, *group.aliases):
                self._known.setdefault(key(alias), Resolution(group.name, "group"))
        for short, names in _initials(group.name for group in self.parties.groups).items():
            if len(names) == 1:
                self._known.setdefault(short, Resolution(next(iter(names)), "initials"))
        self._others: dict[str, str] = {}  # names of parties that the definition doesn't know: compared -> shown
        for union in unions:
            self._unite(union)
        self._apart: dict[str, set[str]] = defaultdict(set)  # compared name -> parties that it doesn't mean
        for party, name in identities.apart:
            self._apart[key(name)].add(self.resolve(party).name)
        self._cache.clear()

    def _unite(self, union: tuple[str, ...]) -> None:
        party = shown(self.definition, union)
        if party not in self.names:
            self._others |= {key(name): party for name in union if name != party}
            return
        for name in union:
            if name != party:
                self._known[key(name)] = Resolution(party, "correction")
            words = key(name).split()
            if len(words) > 1 and any(party == person.name for person in self.parties.people):
                self._surnames[words[-1]].add(party)

    def _learn(self, person: Person) -> None:
        self._known[key(person.name)] = Resolution(person.name, "name")
        for alias in person.aliases:
            self._known.setdefault(key(alias), Resolution(person.name, "alias"))
        for role in person.roles:
            self._roles[key(role.title)].append((role.since, role.until, person.name))
        words = key(person.name).split()
        if len(words) > 1:
            self._surnames[words[-1]].add(person.name)

    def resolve(self, name: str, on: str | None = None) -> Resolution:
        """Which party `name` means in a text published on the ISO date `on` (None: roles of any time count)."""
        asked = (name, on[:10] if on else None)
        found = self._cache.get(asked)
        if found is None:
            found = self._cache[asked] = self._decide(name, asked[1])
        return found

    def _decide(self, name: str, on: str | None) -> Resolution:
        plain = key(name)
        apart = self._apart.get(plain, set()) | self._apart.get(untitled(plain), set())
        found = next((one for one in self._candidates(plain, on) if one.name not in apart), None)
        if found is None:
            bare = tidy(name)
            other = self._others.get(key(bare))
            found = Resolution(other, "correction") if other and other not in apart else Resolution(bare, "unknown")
        return found

    def _candidates(self, plain: str, on: str | None) -> Iterator[Resolution]:
        """Whom a compared name may mean, the surest first."""
        for form in dict.fromkeys((plain, untitled(plain))):
            if form in self._known:
                yield self._known[form]
            holder = self._holder(form, on)
            if holder:
                yield Resolution(holder, "role")
        bare = untitled(plain)
        words = bare.split()
        if len(words) == 1 and len(self._surnames.get(bare, ())) == 1:
            yield Resolution(next(iter(self._surnames[bare])), "surname")
        spelled = self._spelling(words)
        if spelled:
            yield spelled
        described = self._description(plain, on)
        if described:
            yield described

    def _holder(self, title: str, on: str | None) -> str | None:
        holders = {
            name
            for since, until, name in self._roles.get(title, ())
            if on is None or ((since is None or since <= on) and (until is None or on <= until))
        }
        return holders.pop() if len(holders) == 1 else None

    def _spelling(self, words: list[str]) -> Resolution | None:
        """The same surname, or nearly, and the same given name, or nearly: two full names, one person."""
        if len(words) < len(("given", "surname")):
            return None
        close = [person.name for person in self.parties.people if _spelled_alike(words, key(person.name).split())]
        return Resolution(close[0], "spelling") if len(close) == 1 else None

    def _description(self, plain: str, on: str | None) -> Resolution | None:
        """'russian ambassador to the united states', 'kremlin spokesman dmitry peskov': a known form at either end."""
        words = plain.split()
        for at in range(1, len(words)):
            head, tail = " ".join(words[:at]), " ".join(words[at:])
            if tail in self._known and self._known[tail].via == "name":
                return Resolution(self._known[tail].name, "title")
            if words[at] in _PREPOSITIONS:
                found = self._known.get(head)
                holder = found.name if found else self._holder(head, on)
                if holder:
                    return Resolution(holder, "description")
        return None

    @cached_property
    def _forms(self) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
        """Everything that a party is called, in words, by the longest of them: its place, and the form."""
        unique = {surname for surname, bearers in self._surnames.items() if len(bearers) == 1}
        forms = {tuple(_WORD.findall(form)) for form in (*self._known, *self._roles, *unique)} - {()}
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for form in sorted(forms):
            telling = max(form, key=len)
            found[telling].append((form.index(telling), form))
        return found

    def telling(self) -> frozenset[str]:
        """A word of each form that a party is called by: a text without any of them names no party."""
        return frozenset(self._forms)

    def mentioned(self, text: str, on: str | None = None) -> list[str]:
        """The parties that a text names, in order of first mention. A name within a longer name doesn't count."""
        found, free = [], 0
        for at, less, form in sorted(self._mentions(text)):
            if at >= free:
                resolution = self._meant(form, on)
                if resolution.via != "unknown":
                    found.append(resolution.name)
                    free = at - less
        return list(dict.fromkeys(found))

    def mentions_any(self, text: str, on: str | None = None) -> bool:
        """Whether a text names any party."""
        return any(self._meant(form, on).via != "unknown" for _, _, form in self._mentions(text))

    def _mentions(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        words = words_of(text)
        for telling in self._forms.keys() & words.vocabulary:
            for at in words.places(telling):
                for offset, form in self._forms[telling]:
                    if at >= offset and tuple(words.words[at - offset : at - offset + len(form)]) == form:
                        yield at - offset, -len(form), form

    def _meant(self, form: tuple[str, ...], on: str | None) -> Resolution:
        spelled = self._spelled.get(form)
        return self.resolve(spelled, on) if spelled else Resolution(" ".join(form), "unknown")

    @cached_property
    def _spelled(self) -> dict[tuple[str, ...], str]:
        return {tuple(_WORD.findall(form)): form for form in (*self._surnames, *self._roles, *self._known)}

    def side(self, name: str) -> frozenset[str]:
        """The party itself and everyone whom it speaks for."""
        return frozenset((name, *self._speaks_for.get(name, ())))

    def spokespeople(self, name: str) -> frozenset[str]:
        """Everyone who speaks for the party."""
        return frozenset(who for who, principals in self._speaks_for.items() if name in principals)

    def belongs(self, name: str) -> frozenset[str]:
        """The groups that the party is a member of."""
        return frozenset(group.name for group in self.parties.groups if name in group.members)

    @cached_property
    def _speaks_for(self) -> dict[str, tuple[str, ...]]:
        return {person.name: person.speaks_for for person in self.parties.people if person.speaks_for}


class Words(NamedTuple):
    """The words of a text, in the form that names are compared in."""

    words: list[str]
    vocabulary: frozenset[str]

    def places(self, word: str) -> Iterator[int]:
        """Where a word stands."""
        at = -1
        for _ in range(self.words.count(word)):
            at = self.words.index(word, at + 1)
            yield at


@lru_cache(maxsize=256)
def words_of(text: str) -> Words:
    """The words of a text."""
    words = _WORD.findall(_flat(text))
    return Words(words, frozenset(words))


def key(name: str) -> str:
    """A name in the form that names are compared in: lower case, no article, no possessive, plain quotes."""
    flat = _flat(_PARENTHESIS.sub("", name)).strip(" ,.;:'\"")
    flat = _POSSESSIVE.sub("", flat) if flat.endswith("'s") else flat
    return _SPACE.sub(" ", flat).removeprefix("the ").replace("u.s.", "us").replace(".", "").strip()


def untitled(plain: str) -> str:
    """A compared name without the honorifics before it; the name itself if nothing would be left."""
    words = plain.replace("-", " ").split() if plain.startswith(("then-", "ex-")) else plain.split()
    start = next((i for i, word in enumerate(words) if word not in HONORIFICS), len(words))
    return " ".join(words[start:]) or plain


def tidy(name: str) -> str:
    """A name that no story party bears, as it is shown: no honorific, no parenthesis, no needless article."""
    words = _SPACE.sub(" ", _PARENTHESIS.sub("", name)).strip(" ,").split()
    if len(words) > 1 and words[0].lower() == "the" and _all_capitalised(words[1:]):
        words = words[1:]
    titled = list(words)
    if len(words) > 1 and words[0].lower() in _DETERMINERS and words[1][:1].isupper():
        words = words[1:]
    person = not _ORGANISATION & {word.lower() for word in words}
    while person and len(titled) > 1 and titled[0].lower().strip(".") in HONORIFICS and _all_capitalised(titled[1:]):
        titled.pop(0)
    return _POSSESSIVE.sub("", " ".join(titled)) if len(titled) > 1 else " ".join(words)


def _initials(names: Iterable[str]) -> dict[str, set[str]]:
    """What initials in compared form stand for: 'dfa', the Dorne Football Association. Two letters tell too little."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        letters = [word[0] for word in _WORD.findall(name) if word[0].isupper() and word != "The"]
        if len(letters) >= len("DFA"):
            found["".join(letters).casefold()].add(name)
    return found


def _all_capitalised(words: Iterable[str]) -> bool:
    return all(
        word[:1].isupper() or word in _PREPOSITIONS or word in ("and", "the", "de", "bin", "al") for word in words
    )


def _flat(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'").casefold()


def _spelled_alike(one: list[str], other: list[str]) -> bool:
    if len(one) != len(other) or one[-1][:1] != other[-1][:1] or one[0][:1] != other[0][:1]:
        return False
    from rapidfuzz.distance import Levenshtein  # seldom needed, and not to show a story

    edits: Iterator[int] = (Levenshtein.distance(a, b) for a, b in zip(one, other, strict=True))
    long_enough = 4  # 'Ann' and 'Jan' are two names
    return all(
        distance == 0 or (distance <= _SPELLING_EDITS and min(len(a), len(b)) >= long_enough)
        for distance, a, b in zip(edits, one, other, strict=True)
    )
