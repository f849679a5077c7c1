"""The facts of a story in the order of time, as JSON: when each happened, and when it became known."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from events import dates
from events.facts import Fact
from monitor.projections.stories import Known

_STRENGTHS = ("direct", "apparent", "tension")


def timeline(known: Known) -> dict[str, Any]:
    """What happened, by when; what was said or asked, by when it became known; undated facts last."""
    facts = {fact.id: fact for fact in known.story.facts()}
    against: dict[str, Counter[str]] = defaultdict(Counter)
    for one in known.contradictions:
        for side in one.between:
            against[side][one.strength] += 1
    answers = {one.demand: facts[one.act].claim.sentence() for one in reversed(known.answers)}
    definition = known.story.definition
    entries = [
        {**_entry(fact, against[fact.id], answers), "held": not fact.sure(definition.unsure_below)}
        for fact in facts.values()
    ]
    return {
        "story": definition.id,
        "title": definition.title,
        "entries": sorted(entries, key=lambda one: (dates.order(one["at"]), one["known"] or "9999", one["id"])),
    }


def _entry(fact: Fact, against: Counter[str], answers: dict[str, str]) -> dict[str, Any]:
    known = fact.accounts[0].published
    happened = _happened(fact)
    return {
        "at": happened or (known or "")[:10] or None,
        "happened": happened,
        "known": known,
        "days_until_known": _days(happened, known),
        "id": fact.id,
        "kind": fact.claim.kind,
        "sentence": fact.claim.sentence(),
        "publisher": fact.accounts[0].publisher,
        "origins": len(fact.origins),
        "contradicted": {strength: against[strength] for strength in _STRENGTHS if strength in against},
        "answered": answers.get(fact.id) if fact.claim.demands else None,
        "demands": fact.claim.demands,
    }


def _happened(fact: Fact) -> str | None:
    """The partial date on which it happened, where the kind has one and an account gives it."""
    when = getattr(fact.claim, "when", None)
    return when if isinstance(when, str) and dates.valid(when) else None


def _days(happened: str | None, known: str | None) -> int | None:
    """Days from the last day on which it may have happened to the first report; None where that isn't known."""
    if happened is None or not known:
        return None
    return (date.fromisoformat(known[:10]) - dates.interval(happened)[1]).days
