"""What waits, and the policy: the messages to send now, as events. Nothing is sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr

import msgspec

from events import policy
from events.log import AlertDropped, AlertDue, Event, Notice
from events.policy import Reader, Rule
from monitor.alerts import waiting
from monitor.projections.database import Projections

_LATELY = timedelta(hours=1)
_decoder = msgspec.msgpack.Decoder(AlertDue)


def plan(
    projections: Projections, readers: Mapping[str, Reader], rules: Sequence[Rule], sender: str, now: datetime
) -> list[Event]:
    """The events by which waiting changes become messages or are dropped, for every subscription."""
    sent = {address: list(_alerts_since(projections, address, now - _LATELY)) for address in readers}
    events: list[Event] = []
    for story, recipient, settled in projections.rows(
        "SELECT story, recipient, settled FROM subscriptions WHERE active ORDER BY story, recipient"
    ):
        reader = readers.get(recipient)
        if reader is None:
            continue
        found, lost = waiting.candidates(projections, story, recipient)
        past = _past(projections, story, recipient, policy.last_digest(reader, now))
        if not found and not lost and past <= settled:
            continue
        made = policy.plan(
            found, rules, reader, now, story=story, sent=sent[recipient], past=past, settled=int(settled)
        )
        sent[recipient].extend(now for one in made.messages if one.form == "alert")
        events.extend(_events(made, str(story), recipient, sender))
        if lost:
            events.append(AlertDropped(story, tuple(lost), recipient, "the story was defined anew without it"))
    return events


def notice(story: str, subject: str, what: Notice, recipients: Iterable[str], sender: str) -> list[AlertDue]:
    """The messages that tell recipients something that is no change of a story, such as a source's health.

    `subject` identifies what it is about: the same notice about the same subject is one message for good.
    """
    return [
        AlertDue(
            story=story,
            changes=(subject,),
            recipient=recipient,
            message_id=message_id(story, (subject,), recipient, sender),
            form="notice",
            notice=what,
        )
        for recipient in recipients
    ]


def message_id(story: str, changes: Sequence[str], recipient: str, sender: str) -> str:
    """The Message-ID (RFC 5322, 3.6.4) of the mail that tells a recipient of these changes: always the same."""
    parts = (story, recipient, *sorted(changes))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:32]}@{domain(sender)}>"


def domain(sender: str) -> str:
    """The domain of a sender's address."""
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def _events(made: policy.Plan, story: str, recipient: str, sender: str) -> Iterator[Event]:
    for why, changes in made.dropped:
        yield AlertDropped(story, changes, recipient, why)
    for one in made.messages:
        name = message_id(story, one.changes, recipient, sender)
        yield AlertDue(story=story, changes=one.changes, recipient=recipient, message_id=name, form=one.form)
    if made.up_to:
        yield AlertDue(story=story, changes=(), recipient=recipient, message_id="", up_to=made.up_to)


def _past(projections: Projections, story: str, recipient: str, moment: datetime) -> int:
    """The position of the newest change put into the outbox before a time; 0 when there is none."""
    stamp = moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
    found = projections.one(
        "SELECT max(position) FROM outbox WHERE story = ? AND recipient = ? AND recorded_at < ?",
        story,
        recipient,
        stamp,
    )[0]
    return int(found or 0)


def _alerts_since(projections: Projections, recipient: str, moment: datetime) -> Iterator[datetime]:
    rows = projections.rows(
        "SELECT planned_at, data FROM messages WHERE recipient = ?  AND planned_at > ?", recipient, moment.isoformat()
    )
    for planned_at, data in rows:
        if _decoder.decode(data).form == "alert":
            yield datetime.fromisoformat(planned_at)
