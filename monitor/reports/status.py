"""The state of a story, now or as of a date, as the JSON of the contract."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from events.claims import KINDS
from events.contradictions import Contradiction
from events.facts import Fact, Loose
from events.story import Story
from monitor.projections.stories import Known
from monitor.reports import claims


def status(known: Known, as_of: str | None) -> dict[str, Any]:
    """Everything that is known of a story; `as_of` is the ISO date that the caller filtered by, None for now."""
    story = known.story
    facts = {fact.id: fact for fact in story.facts()}
    line = story.definition.unsure_below
    dates = [coverage.published for coverage in story.articles.values() if coverage.published]
    return {
        "story": story.definition.id,
        "title": story.definition.title,
        "as_of": as_of or max(dates, default=None),
        "articles": len(story.articles),
        "origins": len(_origins(known)),
        **_sections(known, facts),
        "contradictions": [_contradiction(one, facts, line) for one in _weightiest_first(known.contradictions)],
        "ambiguous": [_ambiguous(loose) for loose in sorted(story.loose(), key=lambda one: one.account.id)],
        "unsure": _unsure(known.story, line),
        "sources": [{"feed": feed, "health": None} for feed in story.definition.feeds],
    }


def _unsure(story: Story, line: float) -> int:
    """How many accounts are held for 'monitor review', those of facts that are sure by others included."""
    return sum(not account.sure(line) for block in story.blocks.values() for account in block.accounts())


def _origins(known: Known) -> set[str]:
    story = known.story
    placed = {origin for fact in story.facts() for origin in fact.origins}
    return placed | {loose.account.origin for loose in story.loose()}


def _sections(known: Known, facts: dict[str, Fact]) -> dict[str, list[dict[str, Any]]]:
    """One list a kind, in the order of the kinds; facts by when they happened or became known."""
    contradicted = defaultdict(list)
    for one in known.contradictions:
        for side in one.between:
            contradicted[side].append(one.id)
    answered = dict(reversed([(answer.demand, answer.act) for answer in known.answers]))
    sections: dict[str, list[dict[str, Any]]] = {kind.plural: [] for kind in KINDS}
    for fact in sorted(facts.values(), key=chronological):
        shown = claims.fact(fact)
        shown["held"] = not fact.sure(known.story.definition.unsure_below)
        shown["contradicted_by"] = contradicted[fact.id]
        if fact.claim.demands:
            shown["answered_by"] = answered.get(fact.id)
        sections[fact.claim.plural].append({**shown, **side_by_side(fact)})
    return sections


def side_by_side(fact: Fact) -> dict[str, Any]:
    """A slot whose accounts are kept side by side shows every value, once."""
    return {
        slot: list(dict.fromkeys(value for account in fact.accounts if (value := getattr(account.claim, slot))))
        for slot in fact.claim.side_by_side
    }


def chronological(fact: Fact) -> tuple[str, str, str]:
    """Sorts facts by when they happened, then by when they became known."""
    return (getattr(fact.claim, "when", None) or "9999", fact.accounts[0].published or "9999", fact.id)


def _weightiest_first(contradictions: list[Contradiction]) -> list[Contradiction]:
    order = {"direct": 0, "apparent": 1, "tension": 2}
    return sorted(contradictions, key=lambda one: (order[one.strength], one.id))


def _contradiction(one: Contradiction, facts: dict[str, Fact], line: float) -> dict[str, Any]:
    sides = [facts[name] for name in one.between]
    return {
        "id": one.id,
        "strength": one.strength,
        "between": list(one.between),
        "why": one.why,
        "held": not all(side.sure(line) for side in sides),
        "since": max((side.accounts[0].published or "" for side in sides), default="") or None,
        "quotes": [_quote(side) for side in sides],
    }


def _quote(fact: Fact) -> dict[str, Any]:
    account = fact.accounts[0]
    return {
        "claim": fact.id,
        "sentence": fact.claim.sentence(),
        "quote": account.claim.evidence[0].quote,
        "speaker": getattr(fact.claim, "speaker", None),
        "publisher": account.publisher,
        "published": account.published,
    }


def _ambiguous(loose: Loose) -> dict[str, Any]:
    return {
        "id": loose.account.id,
        "kind": loose.account.claim.kind,
        "sentence": loose.account.claim.sentence(),
        "may_be": list(loose.may_be),
        "evidence": claims.evidence(loose.account),
    }
