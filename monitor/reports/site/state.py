"""A story's state as pages show it: the JSON of the reports, with what belongs together put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any

from events.claims import KINDS
from events.facts import Fact
from monitor.projections.stories import Known
from monitor.reports import status
from monitor.reports.clean import one_line

View = dict[str, Any]
_ORDER = {"direct": 0, "apparent": 1, "tension": 2}
_PLAIN = re.compile(r"[^a-z0-9]+")


class State:
    """What is known of a story at one time; `day` is the ISO date of a past one, None for now."""

    def __init__(self, known: Known, day: str | None = None) -> None:
        self.known = known
        self.day = day
        self.view: View = status.status(known, day)

    @cached_property
    def facts(self) -> dict[str, View]:
        """Every fact by its id, with what contradicts and answers it in words."""
        shown: dict[str, View] = {fact["id"]: fact for kind in KINDS for fact in self.view[kind.plural]}
        for fact in shown.values():
            against = [self._strength[name] for name in fact["contradicted_by"]]
            fact["against"] = {name: against.count(name) for name in _ORDER if name in against}
            act = fact.get("answered_by")
            fact["answer"] = shown.get(act) if act else None
            fact["answer_wanted"] = "answered_by" in fact
        return shown

    @cached_property
    def _strength(self) -> dict[str, str]:
        return {one["id"]: one["strength"] for one in self.view["contradictions"]}

    @cached_property
    def domain(self) -> dict[str, Fact]:
        """The facts themselves, by id."""
        return {fact.id: fact for fact in self.known.story.facts()}

    @cached_property
    def contradictions(self) -> list[View]:
        """What is rejected, each with what stands against it: the most direct first."""
        groups: dict[str, list[View]] = defaultdict(list)
        for one in self.view["contradictions"]:
            groups[one["between"][0]].append({**one, "fact": self.facts[one["between"][1]]})
        found: list[View] = []
        for rejected, against in groups.items():
            against.sort(key=lambda one: (_ORDER[one["strength"]], one["fact"]["since"] or "9999", one["id"]))
            found.append({"fact": self.facts[rejected], "against": against})
        return sorted(found, key=lambda group: (_weight(group), group["fact"]["id"]))

    @cached_property
    def relations(self) -> dict[str, list[View]]:
        """Fact -> the contradictions that it takes part in, each with the fact on the other side."""
        found: dict[str, list[View]] = defaultdict(list)
        for one in self.view["contradictions"]:
            for side, other in (one["between"], one["between"][::-1]):
                found[side].append({**one, "fact": self.facts[other]})
        return found

    @cached_property
    def answering(self) -> dict[str, list[View]]:
        """Act -> the demands that it answers."""
        found: dict[str, list[View]] = defaultdict(list)
        for answer in self.known.answers:
            found[answer.act].append(self.facts[answer.demand])
        return found

    def sections(self) -> Iterator[tuple[str, list[View]]]:
        """The facts, one list a kind, in the order of the kinds."""
        facts = self.facts
        for kind in KINDS:
            if listed := [facts[fact["id"]] for fact in self.view[kind.plural]]:
                yield kind.plural, listed

    def people(self) -> list[View]:
        """The parties of the story: aliases, roles, whose side, what each said and did, where else each is named."""
        spoke, named = self._mouths()
        definition = self.known.story.definition
        found: list[View] = [
            {
                "name": person.name,
                "slug": slug(person.name),
                "aliases": list(person.aliases),
                "roles": [{"title": role.title, "since": role.since, "until": role.until} for role in person.roles],
                "speaks_for": list(person.speaks_for),
                "members": [],
            }
            for person in definition.people
        ]
        found += [
            {"name": group.name, "slug": slug(group.name), "aliases": list(group.aliases), "roles": [],
             "speaks_for": [], "members": list(group.members)}
            for group in definition.groups
        ]  # fmt: skip
        for one in found:
            one["said"], one["named"] = spoke.get(one["name"], []), named.get(one["name"], [])
        return found

    def others(self) -> list[View]:
        """Whom claims name that the story's definition doesn't know, those named most first."""
        spoke, named = self._mouths()
        known = self.known.story.cast.names
        names = {name for name in (*spoke, *named) if name not in known}
        counted = [(len(spoke.get(name, [])) + len(named.get(name, [])), name) for name in names]
        return [
            {"name": name, "count": count, "fact": (spoke.get(name) or named[name])[0]}
            for count, name in sorted(counted, key=lambda one: (-one[0], one[1]))
        ]

    def _mouths(self) -> tuple[dict[str, list[View]], dict[str, list[View]]]:
        """Party -> facts that the party speaks or acts in, and those that only name it; by when they became known."""
        spoke: dict[str, list[View]] = defaultdict(list)
        named: dict[str, list[View]] = defaultdict(list)
        ordered = sorted(self.domain.values(), key=lambda fact: (fact.accounts[0].published or "9999", fact.id))
        for fact in ordered:
            mouth = getattr(fact.claim, fact.claim.party_slots[0])
            for party in dict.fromkeys(fact.claim.parties()):
                (spoke if party == mouth else named)[party].append(self.facts[fact.id])
        return spoke, named


def slug(name: str) -> str:
    """A file name for a party: readable, and unlike any other's."""
    digest = sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{_PLAIN.sub('-', one_line(name).lower()).strip('-')[:40]}-{digest}"


def _weight(group: View) -> tuple[int, str]:
    return _ORDER[group["against"][0]["strength"]], group["fact"]["since"] or "9999"
