"""What a person says a story is: its people, groups, words and feeds."""

from __future__ import annotations

import msgspec


class Role(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An office or function that a person held. Texts of the time between name the person by it."""

    title: str  # as texts have it, without the article: 'attorney general'
    since: str | None = None  # ISO date; None: as long as anyone remembers
    until: str | None = None  # ISO date, the last day; None: still


class Person(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One party of the story: a person, or an organisation that acts as one."""

    name: str  # as the story shows it
    aliases: tuple[str, ...] = ()  # other names and descriptions that mean this party at any time
    roles: tuple[Role, ...] = ()
    speaks_for: tuple[str, ...] = ()  # names of parties whose side this one speaks for


class Group(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A side that texts name as one ('the opposition') and the parties that belong to it."""

    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # names of parties


class StoryDefinition(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A story as its owner defines it; the same definition over the same coverage always gives the same story."""

    id: str  # lower-case letters, digits and hyphens; the file's name
    title: str
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    words: tuple[str, ...] = ()  # an article bears on the story if it names a party and one of these; none: any party
    feeds: tuple[str, ...] = ()  # addresses of feeds
    since: str | None = None  # ISO date: coverage published earlier is left out
    until: str | None = None
    unsure_below: float = 0.68  # confidence, 0 to 1: a fact of less is held for review, and nobody is told of it
