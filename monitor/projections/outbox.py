"""Who is to be told what, and what became of it: rows that follow from the log, like all projections.

A change that is news to a subscription is put here in the transaction that records the change. Everything that
happens to it afterwards is an event in the log first: a rebuild gives the same rows, and mails nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from events import codec
from events.log import (
    AlertDropped,
    AlertDue,
    AlertFailed,
    AlertResumed,
    AlertSent,
    Event,
    SubscriptionBegun,
    SubscriptionEnded,
)
from events.store.port import Replayed, Store
from monitor.projections.database import Projections

_M, _H = timedelta(minutes=1), timedelta(hours=1)
_WAITS = (1 * _M, 5 * _M, 30 * _M, 2 * _H, 6 * _H)  # after the first failure, the second ...; then always the last
_GIVES_UP = timedelta(hours=48)  # after the first failure; the message is parked then
_SUBSCRIPTIONS = tuple(
    str(kind.__struct_config__.tag) for kind in (SubscriptionBegun, SubscriptionEnded, AlertDue)
)  # what says how far something may wait
_encode = msgspec.msgpack.Encoder().encode


def clear(projections: Projections) -> None:
    """Forget everything, to follow the log from its start."""
    for table in ("subscriptions", "outbox", "messages"):
        projections.db.execute(f"DELETE FROM {table}")  # noqa: S608  a name from this list


def watched(projections: Projections, story: str) -> bool:
    """Whether anybody is told of the story."""
    return bool(projections.rows("SELECT 1 FROM subscriptions WHERE story = ? AND active LIMIT 1", story))


def put(projections: Projections, story: str, number: int) -> None:
    """Let the last `number` changes of a story wait for everyone who is told of it, backfill excepted."""
    projections.db.execute(
        "INSERT OR IGNORE INTO outbox (story, recipient, change, claim, position, recorded_at, held, state)"
        " SELECT c.story, s.recipient, c.id, c.claim, c.position, c.recorded_at, c.held, 'waiting'"
        " FROM (SELECT * FROM changes WHERE story = ? ORDER BY seq DESC LIMIT ?) AS c"
        " JOIN subscriptions AS s ON s.story = c.story AND s.active AND s.begun < c.position"
        " WHERE NOT c.backfill",
        (story, number),
    )


def settled(log: Store) -> dict[str, int]:
    """The position up to which nothing waits any more, of every story of which somebody is told."""
    found: dict[tuple[str, str], int] = {}
    for stored in log.replay(types=_SUBSCRIPTIONS):
        match codec.decode(stored.type, stored.data):
            case SubscriptionBegun(story, recipient):
                found[story, recipient] = stored.position
            case SubscriptionEnded(story, recipient):
                found.pop((story, recipient), None)
            case AlertDue(story=story, recipient=recipient, up_to=up_to) if (story, recipient) in found:
                found[story, recipient] = max(found[story, recipient], up_to)
    stories = {story for story, _ in found}
    return {story: min(at for (name, _), at in found.items() if name == story) for story in stories}


def follow(projections: Projections, event: Event, stored: Replayed) -> None:
    """Fold one event of alerting into the tables; other events change nothing here."""
    match event:
        case SubscriptionBegun():
            _begin(projections, event, stored.position)
        case SubscriptionEnded():
            _end(projections, event, stored.recorded_at)
        case AlertDue():
            _plan(projections, event, stored.recorded_at)
        case AlertSent():
            _close(projections, event, "sent", stored.recorded_at, None)
        case AlertFailed():
            _fail(projections, event, stored.recorded_at)
        case AlertResumed():
            projections.db.execute(
                "UPDATE messages SET state = 'due', attempts = 0, resumed = ?, failing_since = NULL, next_at = ?,"
                " ended_at = NULL WHERE id = ? AND recipient = ? AND state IN ('parked', 'due')",
                (event.number, stored.recorded_at, event.message_id, event.recipient),
            )
        case AlertDropped():
            _close(projections, event, "dropped", stored.recorded_at, event.reason)


def _begin(projections: Projections, event: SubscriptionBegun, position: int) -> None:
    projections.db.execute(
        "INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?, ?, 1, ?)",
        (event.story, event.recipient, event.number, position, position),
    )


def _end(projections: Projections, event: SubscriptionEnded, at: str) -> None:
    who = (event.story, event.recipient)
    execute = projections.db.execute
    execute("UPDATE subscriptions SET active = 0 WHERE story = ? AND recipient = ?", who)
    execute(
        "UPDATE outbox SET state = 'dropped', reason = 'no longer subscribed'"
        " WHERE story = ? AND recipient = ? AND state IN ('waiting', 'due')",
        who,
    )
    execute(
        "UPDATE messages SET state = 'dropped', reason = 'no longer subscribed', ended_at = ?"
        " WHERE story = ? AND recipient = ? AND state IN ('due', 'parked')",
        (at, *who),
    )


def _plan(projections: Projections, event: AlertDue, at: str) -> None:
    who = (event.story, event.recipient)
    if event.changes:
        projections.db.execute(
            "INSERT OR IGNORE INTO messages VALUES (?, ?, ?, ?, 'due', 0, 0, NULL, ?, NULL, NULL, ?)",
            (event.message_id, event.recipient, event.story, at, at, _encode(event)),
        )
        # A definition that came later may have made past coverage of what was news when this was decided.
        projections.many(
            "INSERT OR IGNORE INTO outbox (story, recipient, change, claim, position, recorded_at, state)"
            " SELECT story, ?, id, claim, position, recorded_at, 'waiting' FROM changes"
            " WHERE story = ? AND id = ? ORDER BY seq LIMIT 1",
            [(event.recipient, event.story, change) for change in event.changes],
        )
        projections.many(
            "UPDATE outbox SET state = 'due', message = ?"
            " WHERE story = ? AND recipient = ? AND change = ? AND state = 'waiting'",
            [(event.message_id, *who, change) for change in event.changes],
        )
    if event.up_to:
        projections.db.execute(
            "UPDATE outbox SET state = 'dropped', reason = 'settled before the projections were made anew'"
            " WHERE story = ? AND recipient = ? AND state = 'waiting' AND NOT held AND position <= ?",
            (*who, event.up_to),
        )
        projections.db.execute(
            "UPDATE subscriptions SET settled = max(settled, ?) WHERE story = ? AND recipient = ?", (event.up_to, *who)
        )


def _close(projections: Projections, event: AlertSent | AlertDropped, state: str, at: str, reason: str | None) -> None:
    projections.many(
        "UPDATE outbox SET state = ?, reason = ?, message = coalesce(nullif(?, ''), message)"
        " WHERE story = ? AND recipient = ? AND change = ? AND state <> 'sent'",
        [(state, reason, event.message_id, event.story, event.recipient, change) for change in event.changes],
    )
    projections.db.execute(
        "UPDATE messages SET state = ?, reason = ?, ended_at = ? WHERE id = ? AND recipient = ? AND state <> 'sent'",
        (state, reason, at, event.message_id, event.recipient),
    )


def _fail(projections: Projections, event: AlertFailed, at: str) -> None:
    rows = projections.rows(
        "SELECT failing_since FROM messages WHERE id = ? AND recipient = ? AND state = 'due'",
        event.message_id,
        event.recipient,
    )
    for (since,) in rows:
        moment, first = datetime.fromisoformat(at), datetime.fromisoformat(since or at)
        following = moment + _WAITS[min(event.attempt, len(_WAITS)) - 1]
        parked = event.permanent or following - first > _GIVES_UP
        projections.db.execute(
            "UPDATE messages SET attempts = ?, failing_since = ?, next_at = ?, reason = ?, state = ?, ended_at = ?"
            " WHERE id = ? AND recipient = ?",
            (
                event.attempt,
                since or at,
                _stamp(following),
                event.reason,
                "parked" if parked else "due",
                at if parked else None,
                event.message_id,
                event.recipient,
            ),
        )


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
