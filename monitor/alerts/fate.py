"""What became of a change: who was told of it, who is yet to be, and what suppressed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from events import policy
from events.errors import NotFoundError
from events.policy import Reader, Rule
from monitor.alerts import waiting
from monitor.projections.database import Projections

_SAID = {"sent": "was told", "due": "is about to be told"}
_LEFT = "the settings don't name this recipient any more"
_PAST = "no news: it follows from coverage recorded before the story was followed, or from an archive"
_QUIET = "no news: nobody was told of the story then, or a text that was known was read again"


def fate(
    projections: Projections, change: str, readers: Mapping[str, Reader], rules: Sequence[Rule], now: datetime
) -> dict[str, Any]:
    """The change that an id, or the start of it, means, and what became of it for each recipient.

    Raises NotFoundError.
    """
    found = projections.rows(
        "SELECT story, id, backfill FROM changes WHERE id >= ? AND id < ? ORDER BY seq LIMIT 1",
        change,
        change + "\U0010ffff",
    )
    if not found:
        raise NotFoundError(f"no change is known as '{change}'", hint="'monitor changes STORY' shows the ids")
    story, name, backfill = str(found[0][0]), str(found[0][1]), bool(found[0][2])
    known = waiting.recorded(projections, story, name)
    told = []
    for recipient, state, reason in projections.rows(
        "SELECT recipient, state, reason FROM outbox WHERE story = ? AND change = ? ORDER BY recipient", story, name
    ):
        became, why = str(state), _SAID.get(str(state), f"not told: {reason}")
        if became == "waiting":
            reader = readers.get(str(recipient))
            became, why = _waiting(projections, story, name, reader, rules, now) if reader else (became, _LEFT)
        told.append({"recipient": str(recipient), "state": became, "why": why})
    return {
        "story": story,
        "change": name,
        "sentence": known[1].sentence if known else None,
        "recipients": told,
        "why": None if told else _PAST if backfill else _QUIET,
    }


def _waiting(  # noqa: PLR0917 - as for a plan
    projections: Projections, story: str, change: str, reader: Reader, rules: Sequence[Rule], now: datetime
) -> tuple[str, str]:
    """Whether a change that waits is held for review, waits for the digest, or could be sent but for the hour."""
    found, _ = waiting.candidates(projections, story, reader.address)
    made = policy.plan(found, rules, reader, now, story=story)
    if change in made.held:
        return "held", f"held for review, too unsure to be told: 'monitor review {story}'"
    for reason, changes in made.dropped:
        if change in changes:
            return "waiting", f"will not be told: {reason}"
    if any(change in message.changes for message in made.messages):
        return "waiting", "leaves with the next 'monitor alerts send', unless too many went within the hour"
    rule = next(policy.rank(one, rules, story, reader.address)[1] for one in found if one.change.id == change)
    if rule.send == "digest":
        return "waiting", f"waits for the digest at {reader.digest_at:%H:%M} ({reader.zone})"
    return "waiting", "waits for the end of quiet hours, or for what may cancel it"
