"""One pass of the outbox: decide what is due, send it, note what became of it.

Each step is an event in the log before the next one begins. A process that is killed between the server's answer and
the note sends the mail once more, under the same Message-ID; none is ever lost.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

import msgspec

from events.errors import StoreError
from events.log import AlertDropped, AlertDue, AlertFailed, AlertSent, Event
from events.store.port import Store
from monitor import cycle
from monitor.alerts import planning
from monitor.alerts import settings as alerting
from monitor.alerts.composing import Composer
from monitor.alerts.delivery.port import Carrier, DeliveryError
from monitor.projections import catching_up
from monitor.projections.database import Projections

_decoder = msgspec.msgpack.Decoder(AlertDue)


class Failure(msgspec.Struct, frozen=True):
    """A message that did not leave in this pass."""

    message_id: str
    recipient: str
    reason: str
    parked: bool  # it isn't tried again until a person wants it


class Dispatched(msgspec.Struct, frozen=True):
    """What a pass did."""

    planned: int = 0  # messages that became due
    sent: int = 0
    failed: tuple[Failure, ...] = ()


class Due(msgspec.Struct, frozen=True):
    """A message whose time has come, with the attempts so far."""

    event: AlertDue
    planned_at: datetime
    attempts: int
    resumed: int


class Dispatch:
    """Plans and sends with the parts it is given; made for one pass."""

    def __init__(
        self, log: Store, projections: Projections, composer: Composer, carrier: Carrier, now: Callable[[], datetime]
    ) -> None:
        self._log = log
        self._projections = projections
        self._composer = composer
        self._carrier = carrier
        self._now = now

    def run(self) -> Dispatched:
        """The pass. The projections are up to date when it begins and when it ends.

        Raises InputError for a template or a password that can't be used, StoreError for a log that can't be written.
        """
        planned = self._plan()
        failed: list[Failure] = []
        blocked: set[str] = set()
        sent = 0
        for one in due(self._projections, self._now()):
            way = self._carrier.way(one.event.recipient)
            if way in blocked:
                continue
            mail = self._composer.mail(one.event, one.planned_at, self._log.head())
            if mail is None:
                self._drop(one.event)
                continue
            try:
                self._carrier.send(mail, self._sender, one.event.recipient)
            except DeliveryError as error:
                failed.append(self._fail(one, error))
                if error.everyone:
                    blocked.add(way)
                continue
            told = one.event
            self._note([AlertSent(told.story, told.changes, told.recipient, told.message_id)])
            sent += 1
        return Dispatched(planned, sent, tuple(failed))

    @property
    def _sender(self) -> str:
        return parseaddr(self._composer.delivery.sender)[1]

    def _plan(self) -> int:
        made = self._composer
        rules = alerting.rules(made.alerts)
        events = planning.plan(self._projections, made.readers, rules, made.delivery.sender, self._now())
        self._note(events)
        return sum(isinstance(event, AlertDue) and bool(event.changes) for event in events)

    def _drop(self, told: AlertDue) -> None:
        reason = "the story was defined anew without it"
        self._note([AlertDropped(told.story, told.changes, told.recipient, reason, told.message_id)])

    def _fail(self, one: Due, error: DeliveryError) -> Failure:
        told = one.event
        failed = AlertFailed(
            story=told.story,
            recipient=told.recipient,
            message_id=told.message_id,
            attempt=one.attempts + 1,
            reason=str(error),
            resumed=one.resumed,
            permanent=error.permanent,
        )
        self._note([failed])
        [(state,)] = self._projections.rows(
            "SELECT state FROM messages WHERE id = ? AND recipient = ?", told.message_id, told.recipient
        )
        return Failure(told.message_id, told.recipient, str(error), state == "parked")

    def _note(self, events: Sequence[Event]) -> None:
        cycle.append(self._log, list(events), self._now())
        if events:
            catching_up.catch_up(self._log, self._projections)


def due(projections: Projections, now: datetime) -> list[Due]:
    """The messages whose time has come, the longest due first."""
    stamp = now.isoformat(timespec="microseconds").replace("+00:00", "Z")
    return [
        Due(_decoder.decode(data), datetime.fromisoformat(planned_at), int(attempts), int(resumed))
        for data, planned_at, attempts, resumed in projections.rows(
            "SELECT data, planned_at, attempts, resumed FROM messages"
            " WHERE state = 'due' AND next_at <= ? ORDER BY next_at, planned_at, id, recipient",
            stamp,
        )
    ]


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Let no other process send meanwhile; the system lets go of the lock when the process ends, however it ends.

    Raises StoreError when another process is sending.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "it sends whatever is due: wait for it"
            raise StoreError("another process is sending mail", where=str(file), hint=hint) from error
        yield
    finally:
        os.close(handle)
