"""What persons said of who is who: names that mean one party, and names that don't mean the one they are taken for."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from events.definition import Group, Person, StoryDefinition
from events.log import CorrectionMade

Pair = tuple[str, str]
_PAIR = 2
_ONE, _TWO = ("same", "alias"), ("not-same",)
ACTIONS = (*_ONE, *_TWO)  # of corrections that are about names


class Identities(msgspec.Struct, frozen=True, omit_defaults=True):
    """Pairs of a party as it was shown, and a name; in the order in which they were stated."""

    same: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()

    def unions(self) -> list[tuple[str, ...]]:
        """The names that mean one party each, in the order in which they were stated."""
        found: list[tuple[str, ...]] = []
        for pair in self.same:
            joined = [names for names in found if set(names) & set(pair)]
            merged = tuple(dict.fromkeys(name for names in (*joined, pair) for name in names))
            found = [*(names for names in found if names not in joined), merged]
        return found


def identities(standing: Iterable[CorrectionMade]) -> Identities:
    """What the corrections that hold say of who is who. Of two that say the opposite of two names, the later counts."""
    same: list[Pair] = []
    apart: list[Pair] = []
    for one in standing:
        if one.action not in ACTIONS or len(one.names) != _PAIR:
            continue  # the latter was recorded elsewhere, by a program that knows more
        party, name = one.names
        mine, other = (same, apart) if one.action in _ONE else (apart, same)
        other[:] = [pair for pair in other if set(pair) != {party, name}]
        if (party, name) not in mine:
            mine.append((party, name))
    return Identities(tuple(same), tuple(apart))


def shown(definition: StoryDefinition, union: tuple[str, ...]) -> str:
    """The name under which one party of several names is shown: the first that the story defines, else the first."""
    defined = {one.name for one in parties(definition)}
    return next((name for name in union if name in defined), union[0])


def parties(definition: StoryDefinition) -> list[Person | Group]:
    """Whom a definition names."""
    return [*definition.people, *definition.groups]


def corrected(definition: StoryDefinition, unions: Iterable[tuple[str, ...]]) -> StoryDefinition:
    """The definition with each union as one party, where the definition knows it: it has the roles and sides of all."""
    for union in unions:
        definition = _merged(definition, shown(definition, union), set(union))
    return definition


def _merged(definition: StoryDefinition, name: str, union: set[str]) -> StoryDefinition:
    gone = union - {name}
    absorbed = [one for one in parties(definition) if one.name in gone]
    aliases = tuple(alias for one in absorbed for alias in one.aliases)
    roles = tuple(role for one in absorbed if isinstance(one, Person) for role in one.roles)
    speaks_for = tuple(side for one in absorbed if isinstance(one, Person) for side in one.speaks_for)
    members = tuple(member for one in absorbed if isinstance(one, Group) for member in one.members)

    def renamed(names: Iterable[str], owner: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for old in names if (one := name if old in gone else old) != owner))

    people = tuple(
        msgspec.structs.replace(
            one,
            aliases=(*one.aliases, *aliases) if one.name == name else one.aliases,
            roles=(*one.roles, *roles) if one.name == name else one.roles,
            speaks_for=renamed((*one.speaks_for, *speaks_for) if one.name == name else one.speaks_for, one.name),
        )
        for one in definition.people
        if one.name not in gone
    )
    groups = tuple(
        msgspec.structs.replace(
            one,
            aliases=(*one.aliases, *aliases) if one.name == name else one.aliases,
            members=renamed((*one.members, *members) if one.name == name else one.members, one.name),
        )
        for one in definition.groups
        if one.name not in gone
    )
    return msgspec.structs.replace(definition, people=people, groups=groups)
