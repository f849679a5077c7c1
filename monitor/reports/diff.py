"""What changed in a story between two dates, as JSON: the difference of the two states, not what happened between."""

from __future__ import annotations

from typing import Any

from events import changes, dates
from events.changes import Change
from events.errors import UsageError
from monitor.projections.stories import Known, Recorded
from monitor.reports import claims


def check(before: str, after: str) -> None:
    """Raises UsageError where the second date or time ends before the first."""
    if _last(after) < _last(before):
        raise UsageError(f"{after} is before {before}", hint="give the earlier date first")


def diff(before: Known, after: Known, start: str, end: str) -> dict[str, Any]:
    """What is different in the state as of `end` from that as of `start`, in the order of publication."""
    found = changes.between(_state(before), _state(after))
    known = before.story.articles
    return {
        "story": after.story.definition.id,
        "title": after.story.definition.title,
        "from": start,
        "to": end,
        "articles": sum(name not in known for name in after.story.articles),
        "changes": sorted((claims.change(_clocked(one)) for one in found), key=lambda one: one["published"] or "9999"),
    }


def _state(known: Known) -> changes.State:
    line = known.story.definition.unsure_below
    return changes.state(known.story.facts(), known.contradictions, known.answers, line)


def _clocked(change: Change) -> Recorded:
    """A change with the clocks of the accounts that made it: it was complete when the last of its sides was there."""
    accounts = change.evidence
    sides = change.kind == "contradiction"
    dated = [one.published for one in accounts if one.published]
    recorded = [one.recorded_at for one in accounts]
    pick = max if sides else min
    return Recorded(change, 0, pick(recorded, default=""), pick(dated, default=None), backfill=False)


def _last(moment: str) -> str:
    return moment if "T" in moment else f"{dates.interval(moment)[1].isoformat()}T99"
