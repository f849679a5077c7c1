"""A story's state as pages show it: a card a fact, and what belongs together put together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Any

from events.claims import KINDS
from events.facts import Account, Fact
from monitor.projections.stories import Known
from monitor.reports.clean import one_line
from monitor.reports.roles import together
from monitor.reports.status import chronological

View = dict[str, Any]
_ORDER = {"direct": 0, "apparent": 1, "tension": 2}
_PLAIN = re.compile(r"[^a-z0-9]+")


class State:
    """What is known of a story at one time; `day` is the ISO date of a past one, None for now."""

    def __init__(self, known: Known, day: str | None = None) -> None:
        self.known = known
        self.day = day
        self.facts: dict[str, Fact] = {fact.id: fact for fact in known.story.facts()}

    @cached_property
    def view(self) -> View:
        """The head of the story's page."""
        story = self.known.story
        dates = [coverage.published for coverage in story.articles.values() if coverage.published]
        origins = {account.origin for block in story.blocks.values() for account in block.accounts()}
        return {"as_of": self.day or max(dates, default=None), "articles": len(story.articles), "origins": len(origins)}

    @cached_property
    def cards(self) -> dict[str, View]:
        """Every fact by its id, as lists show it, with what contradicts and answers it in words."""
        against: dict[str, Counter[str]] = defaultdict(Counter)
        for one in self.known.contradictions:
            for side in one.between:
                against[side][one.strength] += 1
        acts = dict(reversed([(answer.demand, answer.act) for answer in self.known.answers]))
        return {
            name: {
                **self._brief(fact),
                "since": fact.accounts[0].published,
                "articles": len(fact.articles()),
                "origins": len(fact.origins),
                "held": not fact.sure(self.known.story.definition.unsure_below),
                "kept": any(account.kept for account in fact.accounts),
                "confidence": max(account.claim.confidence for account in fact.accounts),
                "against": {strength: against[name][strength] for strength in _ORDER if against[name][strength]},
                "answer_wanted": fact.claim.demands,
                "answer": self._brief(self.facts[acts[name]]) if name in acts and fact.claim.demands else None,
            }
            for name, fact in self.facts.items()
        }

    def _brief(self, fact: Fact) -> View:
        account = fact.accounts[0]
        return {
            "id": fact.id,
            "sentence": fact.claim.sentence(),
            "quote": account.claim.evidence[0].quote,
            "outlet": account.publisher or account.label,
            "published": account.published,
        }

    @cached_property
    def contradictions(self) -> list[View]:
        """What is rejected, each with what stands against it: the most direct first."""
        groups: dict[str, list[View]] = defaultdict(list)
        for one in self.known.contradictions:
            rejected, asserted = one.between
            groups[rejected].append({"strength": one.strength, "why": one.why, "fact": self.cards[asserted]})
        found: list[View] = []
        for rejected, against in groups.items():
            against.sort(key=lambda one: (_ORDER[one["strength"]], one["fact"]["since"] or "9999", one["fact"]["id"]))
            found.append({"fact": self.cards[rejected], "against": against})
        return sorted(found, key=lambda group: (_weight(group), group["fact"]["id"]))

    @cached_property
    def relations(self) -> dict[str, list[View]]:
        """Fact -> the contradictions that it takes part in, the most direct first, with the fact on the other side."""
        found: dict[str, list[View]] = defaultdict(list)
        for one in sorted(self.known.contradictions, key=lambda one: (_ORDER[one.strength], one.id)):
            for side, other in (one.between, one.between[::-1]):
                found[side].append({"strength": one.strength, "why": one.why, "fact": self.cards[other]})
        return found

    @cached_property
    def answering(self) -> dict[str, list[View]]:
        """Act -> the demands that it answers."""
        found: dict[str, list[View]] = defaultdict(list)
        for answer in self.known.answers:
            found[answer.act].append(self.cards[answer.demand])
        return found

    def sections(self) -> Iterator[tuple[str, list[View]]]:
        """The facts, one list a kind, in the order of the kinds; by when they happened or became known."""
        listed: dict[str, list[View]] = defaultdict(list)
        for fact in sorted(self.facts.values(), key=chronological):
            listed[fact.claim.plural].append(self.cards[fact.id])
        for kind in KINDS:
            if listed[kind.plural]:
                yield kind.plural, listed[kind.plural]

    @cached_property
    def people(self) -> list[View]:
        """The parties of the story: aliases, roles, whose side, what each said and did, where else each is named."""
        spoke, named = self._mouths
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
            said, about = spoke.get(one["name"], []), named.get(one["name"], [])
            last = said[-1] if said else None
            one |= {"held": together(one["roles"]), "said": len(said), "named": len(about), "last": last}
        return found

    def of_person(self, name: str) -> list[tuple[bool, View]]:
        """The facts that a party speaks or acts in (True), and those that only name it (False)."""
        spoke, named = self._mouths
        return [(True, fact) for fact in spoke.get(name, [])] + [(False, fact) for fact in named.get(name, [])]

    def others(self) -> list[View]:
        """Whom claims name that the story's definition doesn't know, those named most first."""
        spoke, named = self._mouths
        known = self.known.story.cast.names
        names = {name for name in (*spoke, *named) if name not in known}
        counted = [(len(spoke.get(name, [])) + len(named.get(name, [])), name) for name in names]
        return [
            {"name": name, "count": count, "fact": (spoke.get(name) or named[name])[0]["id"]}
            for count, name in sorted(counted, key=lambda one: (-one[0], one[1]))
        ]

    @cached_property
    def _mouths(self) -> tuple[dict[str, list[View]], dict[str, list[View]]]:
        """Party -> facts that the party speaks or acts in, and those that only name it; by when they became known."""
        spoke: dict[str, list[View]] = defaultdict(list)
        named: dict[str, list[View]] = defaultdict(list)
        ordered = sorted(self.facts.values(), key=lambda fact: (fact.accounts[0].published or "9999", fact.id))
        for fact in ordered:
            mouth = getattr(fact.claim, fact.claim.party_slots[0])
            for party in dict.fromkeys(fact.claim.parties()):
                (spoke if party == mouth else named)[party].append(self.cards[fact.id])
        return spoke, named


def told(accounts: Sequence[Account], slot: str, most: int) -> list[str]:
    """What accounts say of a slot that is kept side by side, each value once."""
    values = dict.fromkeys(value for account in accounts if (value := getattr(account.claim, slot)))
    return list(values)[:most]


def slug(name: str) -> str:
    """A file name for a party: readable, and unlike any other's."""
    digest = sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
    return f"{_PLAIN.sub('-', one_line(name).lower()).strip('-')[:40]}-{digest}"


def _weight(group: View) -> tuple[int, str]:
    return _ORDER[group["against"][0]["strength"]], group["fact"]["since"] or "9999"
