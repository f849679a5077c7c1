"""What a person says of who is who, as the event that says it, and whether it can be said."""

from __future__ import annotations

from datetime import datetime

import msgspec

from events.errors import NotFoundError, UsageError
from events.log import CorrectionMade
from events.parties import Cast, key
from monitor import correcting
from monitor.projections import stories
from monitor.projections.database import Projections


class Named(msgspec.Struct, frozen=True):
    """What a person says of two names."""

    story: str
    action: str  # of events.identities.ACTIONS
    party: str  # by any name that the story knows
    name: str  # another party, or a name that texts use
    author: str
    reason: str


def event(projections: Projections, said: Named, now: datetime) -> CorrectionMade:
    """The correction. Raises NotFoundError for a name that nothing knows, UsageError for what is so already."""
    names = _Names(projections, said.story)
    pair = {"same": names.same, "not-same": names.apart, "alias": names.alias}[said.action](said.party, said.name)
    made = CorrectionMade(said.story, "", said.action, author="", reason="", made_at="", names=pair)
    return correcting.signed(projections, made, said.author, said.reason, now)


class _Names:
    """The names of one story: of its parties, and those that claims use."""

    def __init__(self, projections: Projections, story: str) -> None:
        known = stories.load(projections, story)
        self._story = story
        self._cast: Cast = known.story.cast
        accounts = [account for block in known.story.blocks.values() for account in block.accounts()]
        named = {name for account in accounts for name in (*account.claim.parties(), *account.renamed)}
        self._used = {key(name): name for name in sorted(named)}

    def same(self, one: str, other: str) -> tuple[str, str]:
        """Two parties that are one."""
        first, second = self._party(one), self._party(other)
        if first == second:
            raise UsageError(f"'{one}' and '{other}' are {first} already", hint=f"'monitor who {self._story}' shows it")
        return first, second

    def alias(self, one: str, name: str) -> tuple[str, str]:
        """A name that means a party from now on, wherever texts use it."""
        party, meant = self._party(one), self._cast.resolve(name).name
        if not name.strip():
            raise UsageError("an alias can't be empty")
        if meant == party:
            raise UsageError(f"'{name}' means {party} already")
        if meant in self._cast.names:
            raise UsageError(f"'{name}' means {meant}", hint=f"if they are one: --same '{party}' '{meant}'")
        return party, name.strip()

    def apart(self, one: str, other: str) -> tuple[str, str]:
        """A party, and a name that doesn't mean it, whether or not texts have used it so far."""
        if not other.strip():
            raise UsageError("a name can't be empty")
        first, second = self._party(one), self._cast.resolve(other).name
        if first != second:  # nothing takes them for one; said all the same, so that nobody asks again
            return first, self._used.get(key(other), other.strip())
        away = one if key(other) == key(first) else other
        if key(away) == key(first):
            raise UsageError(f"'{one}' and '{other}' are the same name")
        return first, self._used.get(key(away), away.strip())

    def _party(self, name: str) -> str:
        found = self._cast.resolve(name)
        if found.name in self._cast.names or key(found.name) in self._used or key(name) in self._used:
            return found.name
        hint = f"'monitor who {self._story}' lists whom the story knows"
        raise NotFoundError(f"nobody in the story is known as '{name}'", hint=hint)
