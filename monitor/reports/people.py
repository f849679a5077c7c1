"""Who is who in a story, as JSON: names, roles, why a name was taken for a party, what each said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from events.errors import NotFoundError
from events.facts import Fact
from events.identities import Identities, parties
from events.parties import key
from monitor.projections.stories import Known, Recorded
from monitor.reports.why import VIA

_STRENGTHS = ("direct", "apparent", "tension")
_STANCES = ("form", "action", "status")  # the slot that says how a claim of its kind is meant, where there is one


def people(known: Known, changes: Iterable[Recorded], name: str | None = None) -> list[dict[str, Any]]:
    """The parties that the story's definition names, in its order; or the one party that `name` means.

    That may be one whom only claims name. Raises NotFoundError where nobody is meant.
    """
    mouths = _Mouths(known, changes)
    definition = known.story.definition
    if name is None:
        return [mouths.party(one.name) for one in parties(known.story.cast.parties)]
    found = known.story.cast.resolve(name).name
    if found not in known.story.cast.names:
        wanted = key(name)
        found = next((one for one in sorted(mouths.named) if key(one) == wanted), "")
    if not found:
        hint = f"'monitor who {definition.id}' lists whom the story knows"
        raise NotFoundError(f"nobody in the story is known as '{name}'", hint=hint)
    return [mouths.party(found)]


class _Mouths:
    """What parties say and do in a story's facts."""

    def __init__(self, known: Known, changes: Iterable[Recorded]) -> None:
        self._known = known
        self._facts = {fact.id: fact for fact in known.story.facts()}
        self.named: dict[str, list[Fact]] = defaultdict(list)  # party -> facts that name it, by when they became known
        for fact in sorted(self._facts.values(), key=lambda one: (one.accounts[0].published or "9999", one.id)):
            for party in dict.fromkeys(fact.claim.parties()):
                self.named[party].append(fact)
        self._changes: dict[str, list[Recorded]] = defaultdict(list)
        for recorded in changes:
            if recorded.change.change in ("detail", "status", "conflict", "corrected") and not recorded.change.held:
                self._changes[recorded.change.claim].append(recorded)
        self._against: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for one in sorted(known.contradictions, key=lambda one: (_STRENGTHS.index(one.strength), one.id)):
            for side, other in (one.between, one.between[::-1]):
                self._against[side].append((other, one.strength))

    def party(self, name: str) -> dict[str, Any]:
        """One party, with all that it said and all that it took part in."""
        spoke = [fact for fact in self.named.get(name, ()) if _mouth(fact) == name]
        others = [fact for fact in self.named.get(name, ()) if _mouth(fact) != name]
        return {
            **self._definition(name),
            "named_as": self._named_as(name),
            "said": self._said(spoke),
            "in": [self._entry(fact) for fact in others],
        }

    def _definition(self, name: str) -> dict[str, Any]:
        cast = self._known.story.cast
        definition = cast.parties
        person = next((one for one in definition.people if one.name == name), None)
        group = next((one for one in definition.groups if one.name == name), None)
        defined = person or group
        return {
            "name": name,
            "defined": defined is not None,
            "aliases": list(defined.aliases) if defined else [],
            "roles": [
                {"title": role.title, "since": role.since, "until": role.until}
                for role in (person.roles if person else ())
            ],
            "speaks_for": list(person.speaks_for) if person else [],
            "spoken_for_by": sorted(cast.spokespeople(name)),
            "member_of": sorted(cast.belongs(name)),
            "members": list(group.members) if group else [],
            "corrected": _corrected(cast.identities, name),
        }

    def _named_as(self, name: str) -> list[dict[str, Any]]:
        """The names by which claims call the party, the most frequent first, and why each was taken for it."""
        found: Counter[tuple[str, str]] = Counter(
            (called, via)
            for fact in self.named.get(name, ())
            for account in fact.accounts
            for called, (party, via) in account.renamed.items()
            if party == name
        )
        ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return [{"in_text": called, "because": VIA[via], "accounts": count} for (called, via), count in ordered]

    def _said(self, facts: list[Fact]) -> list[dict[str, Any]]:
        """In order; a statement of another kind or form than the one before is a turn."""
        shown: list[dict[str, Any]] = []
        for fact in facts:
            entry = self._entry(fact)
            entry["turn"] = bool(shown) and shown[-1]["stance"] != entry["stance"]
            shown.append(entry)
        return shown

    def _entry(self, fact: Fact) -> dict[str, Any]:
        first = fact.accounts[0]
        return {
            "id": fact.id,
            "kind": fact.claim.kind,
            "stance": next((str(v) for slot in _STANCES if (v := getattr(fact.claim, slot, None))), fact.claim.kind),
            "sentence": fact.claim.sentence(),
            "quote": first.claim.evidence[0].quote,
            "publisher": first.publisher,
            "article": first.label,
            "published": first.published,
            "attributed_to": list(first.claim.attributed_to),
            "origins": len(fact.origins),
            "held": not fact.sure(self._known.story.definition.unsure_below),
            "contradicted": [
                {"claim": other, "sentence": self._facts[other].claim.sentence(), "strength": strength}
                for other, strength in self._against.get(fact.id, ())
                if other in self._facts
            ],
            "changes": [
                {
                    "id": one.change.id,
                    "change": one.change.change,
                    "slot": one.change.slot,
                    "before": one.change.before,
                    "after": one.change.after,
                    "published": one.published,
                }
                for one in self._changes.get(fact.id, ())
            ],
        }


def _corrected(identities: Identities, name: str) -> dict[str, list[str]]:
    """What persons said of who the party is, and who it is not."""
    return {
        "same_as": [one for union in identities.unions() if name in union for one in union if one != name],
        "not": [other for pair in identities.apart if name in pair for other in pair if other != name],
    }


def _mouth(fact: Fact) -> str | None:
    """Who speaks or acts: the first party slot of a kind, where it holds one name."""
    value = getattr(fact.claim, fact.claim.party_slots[0])
    return value if isinstance(value, str) else None
