"""What a person is asked to decide about a story, with what it takes to decide; the decisions, as corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from events import changes, review
from events.claims.claim import Claim
from events.contradictions import Answer, Contradiction
from events.corrections import slots
from events.errors import NotFoundError, UsageError
from events.facts import Account, Fact
from events.review import Item
from monitor.correcting import Wanted
from monitor.identifying import Named
from monitor.projections.stories import Known
from monitor.reports.site.excerpt import excerpt
from monitor.reports.why import how

# What may be decided about each question; the first is what most are.
DECISIONS: dict[review.Question, tuple[str, ...]] = {
    "unsure": ("keep", "reject", "set", "merge"),
    "vague": ("merge", "keep", "reject", "set"),
    "name": ("same", "not-same"),
    "differ": ("keep", "set"),
}
REASON = "reviewed"


class Decision(msgspec.Struct, frozen=True):
    """What a person decided about one item."""

    item: str  # its id, or the start of it
    action: str  # of DECISIONS
    value: str = ""  # SLOT=VALUE, or the value alone where a slot is asked about; the other claim; the party
    reason: str = REASON


class Review:
    """What is undecided in a story, as it is known now; `text` gives that of an article's version."""

    def __init__(self, known: Known, text: Callable[[str, int], str | None]) -> None:
        self.story = known.story.definition.id
        self.items = review.items(known.story, known.contradictions)
        self._line = known.story.definition.unsure_below
        self._text = text
        self._facts = {fact.id: fact for fact in known.story.facts()}
        self._contradictions: dict[str, list[Contradiction]] = defaultdict(list)
        self._answers: dict[str, list[Answer]] = defaultdict(list)
        for one in known.contradictions:
            for side in one.between:
                self._contradictions[side].append(one)
        for answer in known.answers:
            for side in (answer.demand, answer.act):
                self._answers[side].append(answer)

    def shown(self, item: Item) -> dict[str, Any]:
        """An item as JSON."""
        return {
            "id": item.id,
            "story": self.story,
            "question": item.question,
            "sentence": _sentence(item),
            "confidence": max(account.claim.confidence for account in item.accounts),
            "slot": item.slot,
            "slots": _slots(item.accounts[0].claim),
            "values": _values(item),
            "likely": [{"id": fact.id, "sentence": fact.claim.sentence()} for fact in item.likely],
            "parties": list(item.parties),
            "would": list(self._would(item)),
            "decisions": [one for one in DECISIONS[item.question] if one != "merge" or item.likely],
            "accounts": [self._account(account, item.slot) for account in item.accounts],
        }

    def correction(self, decision: Decision, author: str) -> Wanted | Named:
        """The correction that says it. Raises NotFoundError for what nobody asks, UsageError for what is no answer."""
        item = self._meant(decision.item)
        if decision.action not in DECISIONS[item.question]:
            allowed = ", ".join(DECISIONS[item.question])
            raise UsageError(f"'{decision.action}' is no answer to {item.id}", hint=f"it takes {allowed}")
        if item.question == "name":
            return _named(self.story, item, decision, author)
        wanted = Wanted(item.id.partition(":")[0], decision.action, author, decision.reason, self.story)
        if decision.action == "set":
            slot, value = _setting(item, decision.value)
            return msgspec.structs.replace(wanted, slot=slot, value=value)
        if decision.action == "merge":
            return msgspec.structs.replace(wanted, value=_other(item, decision.value))
        return wanted

    def _meant(self, name: str) -> Item:
        same = [item for item in self.items if item.id == name]
        found = same or [item for item in self.items if name and item.id.startswith(name)]
        if len(found) != 1:
            hint = f"'monitor review {self.story} --list' shows what is to be decided"
            raise NotFoundError(f"nothing, or several things, are to be decided as '{name}'", hint=hint)
        return found[0]

    def _account(self, account: Account, slot: str | None) -> dict[str, Any]:
        """An account with its words in their surroundings, who says so, and how it was found."""
        told, body = how(account), self._text(account.article, account.version)
        for piece in told["evidence"]:
            around = excerpt(body, piece["start"], piece["end"], piece["quote"])
            piece["context"] = {part: getattr(around, part).strip() for part in ("before", "quote", "after")}
        return {**told, **({"value": getattr(account.claim, slot)} if slot else {})}

    def _would(self, item: Item) -> Iterator[str]:
        """What keeping it makes known, a line each: as the changes that would be told."""
        if item.question != "unsure" or item.fact is None:
            return
        asked = {account.id for account in item.accounts}
        kept = tuple(
            msgspec.structs.replace(one, kept=(*one.kept, REASON)) if one.id in asked else one
            for one in item.fact.accounts
        )
        before, after = self._around(item.fact), self._around(msgspec.structs.replace(item.fact, accounts=kept))
        yield from map(_told, changes.between(before, after))

    def _around(self, fact: Fact) -> changes.State:
        """A fact with what stands against it, answers it or is answered by it."""
        contradictions, answers = self._contradictions[fact.id], self._answers[fact.id]
        sides = {name for one in contradictions for name in one.between}
        sides |= {side for one in answers for side in (one.demand, one.act)}
        others = [self._facts[name] for name in sorted(sides - {fact.id})]
        return changes.state((fact, *others), contradictions, answers, self._line)


def _sentence(item: Item) -> str:
    if item.question == "name":
        return f"Is '{item.id.removeprefix('name:')}' {' or '.join(item.parties)}?"
    claim: Claim = item.fact.claim if item.fact and item.question == "differ" else item.accounts[0].claim
    return claim.sentence()


def _slots(claim: Claim) -> dict[str, Any]:
    return {slot: msgspec.to_builtins(getattr(claim, slot)) for slot in slots(type(claim))}


def _values(item: Item) -> list[str]:
    """What the accounts say in the slot in which they differ, each once."""
    if item.slot is None:
        return []
    return list(dict.fromkeys(str(getattr(account.claim, item.slot)) for account in item.accounts))


def _named(story: str, item: Item, decision: Decision, author: str) -> Named:
    party = decision.value or item.parties[0]
    if party not in item.parties:
        raise UsageError(f"'{party}' isn't who it may be", hint=f"it may be {', '.join(item.parties)}")
    return Named(story, decision.action, party, item.id.removeprefix("name:"), author, decision.reason)


def _setting(item: Item, said: str) -> tuple[str, str]:
    slot, equals, value = said.partition("=")
    if equals:
        return slot.strip(), value.strip()
    if item.slot is None:
        raise UsageError("to set a slot takes SLOT=VALUE", hint="such as set when=2017-03-02")
    return item.slot, said.strip()


def _other(item: Item, said: str) -> str:
    if said or len(item.likely) == 1:
        return said or item.likely[0].id
    raise UsageError("to merge takes the other claim's id", hint="--list shows those that it may be the same as")


def _told(change: changes.Change) -> str:
    """A change in a line."""
    match change.change:
        case "new":
            return f"new: {change.sentence}"
        case "contradiction":
            return f"{change.strength} contradiction: {change.sentence}"
        case "answered":
            return f"answered: {change.sentence}, by: {change.after}"
        case "support":
            return f"support: {change.after} origins, before: {change.before}"
        case _:
            return f"{change.change} ({change.slot}): {change.after}, before: {change.before or 'nothing'}"
