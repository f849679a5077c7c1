"""A message that is due, made into a mail: what it tells, looked up in the story's record as it is now."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

import msgspec

from events.errors import NotFoundError
from events.log import AlertDue, Notice
from events.policy import Candidate, Reader
from events.store.port import Head
from monitor.alerts import settings as alerting
from monitor.alerts import waiting
from monitor.alerts.content import Setting, content
from monitor.alerts.headline import subject
from monitor.alerts.message import Envelope, message, root, unsubscribe
from monitor.alerts.planning import domain
from monitor.alerts.record import Record
from monitor.alerts.templating import Templates
from monitor.projections import lineage
from monitor.projections.database import Projections
from monitor.reports.screen import Screen

# A notice is recorded once, for readers of many zones.
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")


class Composer(msgspec.Struct, frozen=True, kw_only=True):
    """Composes the mails of a workspace."""

    projections: Projections
    alerts: alerting.Alerts
    delivery: alerting.Delivery
    readers: dict[str, Reader]  # by address
    templates: Templates

    def mail(self, due: AlertDue, planned_at: datetime, head: Head) -> EmailMessage | None:
        """The mail; None when the story has none of its changes any more, so that there is nothing to tell.

        Raises InputError for a template of a person that can't be filled in.
        """
        if due.notice is not None:
            return self.notice(due, due.notice, planned_at)
        found = self._candidates(due)
        return self._news(due, planned_at, self._reader(due.recipient), found, head) if found else None

    def _reader(self, recipient: str) -> Reader:
        """The recipient's hours and zone; the defaults for one who stands in the settings no more."""
        known = self.readers.get(recipient)
        return known or alerting.reader(self.alerts, alerting.Recipient(recipient), "UTC")

    def _candidates(self, due: AlertDue) -> list[Candidate]:
        found = (waiting.candidate(self.projections, due.story, due.recipient, change) for change in due.changes)
        return [one for one in found if one is not None]

    def _news(
        self, due: AlertDue, planned_at: datetime, reader: Reader, found: list[Candidate], head: Head
    ) -> EmailMessage | None:
        record = Record(self.projections, due.story)
        try:
            title = record.definition.title
        except NotFoundError:
            return None
        setting = Setting(reader, alerting.rules(self.alerts), self.alerts.items, self.correct_to)
        shown = content(due.story, found, record, setting)
        headlines = [str(item["headline"]) for item in shown["items"]]
        envelope = self._envelope(
            due,
            planned_at,
            title,
            subject(due.story, due.form, headlines, shown["number"]),
            lineage.first(self.projections, due.story, found[0].change.claim),
        )
        values = {
            **shown,
            **self._frame(due, reader, envelope),
            "title": title,
            "headline_count": f"{shown['number']} {'change' if shown['number'] == 1 else 'changes'}",
            "period": self._period(found, reader),
            "form": due.form,
            "head": {"position": head.position, "digest": head.digest.hex()} if due.form == "digest" else None,
        }
        return message(envelope, *self.templates.render("alert", values))

    def notice(self, due: AlertDue, told: Notice, planned_at: datetime) -> EmailMessage:
        """A mail that is about no change of a story. Raises InputError like `mail`."""
        reader = self._reader(due.recipient)
        said = f"[{due.story or 'story-monitor'}] {told.title}"
        envelope = self._envelope(due, planned_at, due.story or "Story monitor", said, due.changes[0])
        screen = Screen(zone=reader.zone)
        lines = [_MOMENT.sub(lambda found: screen.when(found[0]), line) for line in told.lines]
        values = {**self._frame(due, reader, envelope), "title": told.title, "lines": lines}
        return message(envelope, *self.templates.render("notice", values))

    def _frame(self, due: AlertDue, reader: Reader, envelope: Envelope) -> dict[str, Any]:
        """What every mail says of itself."""
        return {
            "story": due.story,
            "address": due.recipient,
            "zone": str(reader.zone),
            "unsubscribe": unsubscribe(envelope),
        }

    def _envelope(self, due: AlertDue, planned_at: datetime, title: str, said: str, claim: str) -> Envelope:
        where = domain(self.delivery.sender)
        threads = {"story": "", "claim": claim, "none": None}
        thread = threads[self.alerts.threads]
        return Envelope(
            message_id=due.message_id,
            sender=self.delivery.sender,
            recipient=due.recipient,
            subject=said,
            date=planned_at,
            story=due.story,
            title=title,
            correct_to=self.correct_to,
            root=None if thread is None else root(due.story, due.recipient, thread, where),
            domain=where,
        )

    @property
    def correct_to(self) -> str:
        """The address that takes corrections."""
        return self.delivery.correct_to or parseaddr(self.delivery.sender)[1]

    @staticmethod
    def _period(found: list[Candidate], reader: Reader) -> str:
        """When the changes were recorded, in the reader's zone."""
        screen = Screen(zone=reader.zone)
        first, last = (
            screen.when(edge(one.recorded_at for one in found).isoformat(timespec="minutes")) for edge in (min, max)
        )
        return f"recorded {first}" if first == last else f"recorded {first} to {last}"
