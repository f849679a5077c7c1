"""What waits to be told, with what the policy asks of each change: its history in the story and with the recipient."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import msgspec

from events.changes import Change
from events.contradictions import Strength, stronger
from events.policy import Candidate
from monitor.projections import lineage
from monitor.projections.database import Projections

_decoder = msgspec.msgpack.Decoder(Change)


def candidates(projections: Projections, story: str, recipient: str) -> tuple[list[Candidate], list[str]]:
    """The changes that wait for a recipient, oldest first, and the ids of those that the story no longer has.

    A story that is defined anew may lose changes that wait.
    """
    found, lost = [], []
    for (change,) in projections.rows(
        "SELECT change FROM outbox WHERE story = ? AND recipient = ? AND state = 'waiting' ORDER BY position",
        story,
        recipient,
    ):
        known = recorded(projections, story, change)
        if known is None:
            lost.append(str(change))
            continue
        found.append((known[0], _candidate(projections, story, recipient, known)))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])], lost


def candidate(projections: Projections, story: str, recipient: str, change: str) -> Candidate | None:
    """One change as a candidate, whatever became of it; None when the story no longer has it."""
    known = recorded(projections, story, change)
    return _candidate(projections, story, recipient, known) if known else None


def recorded(projections: Projections, story: str, change: str) -> tuple[int, Change] | None:
    """A change and its number in the order of all changes, the first one of that id."""
    rows = projections.rows(
        "SELECT seq, data FROM changes WHERE story = ? AND id = ? ORDER BY seq LIMIT 1", story, change
    )
    return (int(rows[0][0]), _decoder.decode(rows[0][1])) if rows else None


def _candidate(projections: Projections, story: str, recipient: str, known: tuple[int, Change]) -> Candidate:
    """The change as a candidate, about its facts by the ids that these have now."""
    seq, change = known
    position, recorded_at = projections.one("SELECT position, recorded_at FROM changes WHERE seq = ?", seq)
    mine = lineage.of_fact(projections, story, change.claim)
    earlier = [
        _decoder.decode(data)
        for (data,) in projections.rows(
            "SELECT data FROM changes WHERE story = ? AND claim IN (SELECT value FROM json_each(?)) AND seq < ?",
            story,
            lineage.array(mine),
            seq,
        )
    ]
    names = lineage.names(projections, story, (*mine, *(account.id for account in change.evidence)))
    told = projections.rows(  # by any of these names
        "SELECT 1 FROM outbox WHERE story = ? AND recipient = ? AND claim IN (SELECT value FROM json_each(?))"
        " AND state = 'sent' LIMIT 1",
        story,
        recipient,
        lineage.array(names),
    )
    fact = lineage.now(projections, story, change.claim)
    other = lineage.now(projections, story, change.other) if change.other else None
    return Candidate(
        change=msgspec.structs.replace(change, claim=fact, other=other),
        position=int(position),
        recorded_at=datetime.fromisoformat(recorded_at),
        first=not any(_as_strong(one, change) for one in earlier),
        disputed=_disputed(change, earlier),
        told=bool(told),
        back=change.change == "withdrawn" and _known(projections, story, fact),
        held=_held(projections, story, change, (fact, other)),
        as_told=_as_told(change, _told_last(projections, story, recipient, names)),
    )


def _as_told(change: Change, last: str | None) -> bool:
    """Whether a change says what the recipient, who was told `last` of the fact, knows: that it is so, or is again."""
    if change.change == "new":
        return not change.held and last is not None
    return change.change == "corrected" and change.after not in (None, change.before) and change.after == last


def _held(projections: Projections, story: str, change: Change, facts: tuple[str, str | None]) -> bool:
    """Whether the facts of a change, or the accounts that made it, are too unsure now to be told of."""
    if change.change in ("withdrawn", "corrected"):
        return False
    unsure = "SELECT 1 FROM facts WHERE story = ? AND held AND id = ?"
    if any(projections.rows(unsure, story, one) for one in facts if one):
        return True
    if not change.held or change.change == "new":
        return False
    made = lineage.array(account.id for account in change.evidence)
    known = "SELECT min(held) FROM accounts WHERE story = ? AND id IN (SELECT value FROM json_each(?))"
    return bool(projections.one(known, story, made)[0])


def _told_last(projections: Projections, story: str, recipient: str, names: list[str]) -> str | None:
    """What the recipient was told last of a fact; None where that is nothing, or that it doesn't stand."""
    rows = projections.rows(
        "SELECT c.data FROM outbox AS o JOIN changes AS c ON c.story = o.story AND c.id = o.change"
        " WHERE o.story = ? AND o.recipient = ? AND o.claim IN (SELECT value FROM json_each(?))"
        " AND o.state IN ('due', 'sent') ORDER BY c.seq DESC LIMIT 1",
        story,
        recipient,
        lineage.array(names),
    )
    last = _decoder.decode(rows[0][0]) if rows else None
    if last is None or last.change == "withdrawn":
        return None
    return last.after if last.change == "corrected" else last.sentence


def _known(projections: Projections, story: str, claim: str) -> bool:
    """Whether the story has the fact now."""
    found = "SELECT 1 FROM accounts WHERE story = ? AND id = ? AND fact IS NOT NULL"
    return bool(projections.rows(found, story, claim))


def _as_strong(earlier: Change, change: Change) -> bool:
    """Whether an earlier change contradicted the claim at least as strongly."""
    if earlier.change != "contradiction" or earlier.strength is None or change.strength is None:
        return False
    return not stronger(cast("Strength", change.strength), cast("Strength", earlier.strength))


def _disputed(change: Change, earlier: list[Change]) -> bool:
    """Whether the accounts that made the change fill a slot about which accounts of the claim differ."""
    differing = {one.slot for one in earlier if one.change == "conflict" and one.slot and not one.held}
    return any(getattr(account.claim, slot, None) for account in change.evidence for slot in differing)
