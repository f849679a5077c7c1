"""What the rules for meetings share: an encounter as it is found, and who can be a side of it."""

from __future__ import annotations

from typing import NamedTuple

from events.claims.meeting import Status
from monitor.reading.lexicon import words
from monitor.reading.party import Party

TWO = 2
# Meeting these is no encounter of two parties.
_ANYBODY = frozenset(
    "people groups individuals others members everybody everyone anybody families residents citizens fans students "
    "campaign boy girl man woman person staff guests children kids donors activists volunteers veterans".split()
)
_CROWD = frozenset(
    "voters supporters crowds attendees customers shoppers constituents locals listeners viewers diners patrons "
    "tourists well-wishers caucus-goers caucusgoers mourners pilgrims spectators readers passers-by "
    "bystanders audiences schoolchildren rallygoers worshippers parishioners faithful staff employees staffers friends "
    "workers".split()
)
_SPOUSES = ("husband", "wife", "girlfriend", "boyfriend", "fiancé", "fiancée", "mother", "father", "parents", "family")


class Encounter(NamedTuple):
    """An encounter as a rule found it."""

    sides: list[Party]
    at: int  # the token that tells of the encounter
    first: int  # the stretch that may date and place it
    last: int
    status: Status
    rule: str
    sure: float


def distinct(sides: list[Party]) -> list[Party]:
    """The sides that count, each once: no press, no crowd, nobody's wife, and nobody under two names."""
    found: dict[str, Party] = {}
    for party in sides:
        if (
            somebody(party)
            and not _asks_for_a_living(party)
            and not any(party.name.lower() in name.lower() for name in found)
        ):
            found[party.name] = party
    return list(found.values())


def _asks_for_a_living(party: Party) -> bool:
    name = party.name.lower()
    head = name.split(" of ")[0].split()[-1]
    if name in _ANYBODY or name.endswith(_SPOUSES) or (not party.person and head in _CROWD):
        return True
    press = words("people", "press")
    return not party.person and any(
        part.lower().strip(".,'") in press for part in party.name.split()[-2:] + party.name.split()[:2]
    )


def somebody(party: Party) -> bool:
    """Whether a name can be that of a party, and not of a place or thing."""
    return party.person or party.plural or party.rule != "name" or party.sure > 0.6  # noqa: PLR2004 - an unplaced name
